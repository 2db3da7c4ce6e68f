"""The snapshot of the plan: quicker, and never another answer."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stc.files import load as files
from stc.files import snapshot
from stc.files.snapshot import MOST, find_key, read_snapshot, write_snapshot
from tests.cli.conftest import PUBLISHED, Answer
from tests.plans import SMALL

Stc = Callable[..., Answer]
READS = (
    ("overdue", "--dept", "911"),
    ("overdue", "--format", "json"),
    ("list", "--format", "tsv"),
    ("list", "--format", "csv"),
    ("summary",),
    ("summary", "--format", "json"),
    ("show", "COM-03", "GOV-07", "--format", "json"),
    ("due", "--within", "90d"),
    ("departments",),
    ("scorecard", "--by", "section"),
    ("slips", "--file-only"),
    ("--version",),
)


@pytest.fixture
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder the snapshots are kept in, empty so far."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    return tmp_path / "caches" / "stc"


@pytest.fixture
def parses(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The plans that were read from their file, in order."""
    seen: list[str] = []
    load = files.load_plan

    def note(data: bytes, path: str) -> object:
        seen.append(path)
        return load(data, path)

    monkeypatch.setattr("stc.rules.load_checked.load_plan", note)
    return iter([seen])


def only(folder: Path) -> Path:
    (found,) = folder.iterdir()
    return found


@pytest.mark.parametrize("line", READS, ids=" ".join)
def test_every_answer_is_the_same(
    stc: Stc, caches: Path, monkeypatch: pytest.MonkeyPatch, line: tuple[str, ...]
) -> None:
    monkeypatch.setenv("STC_NO_CACHE", "1")
    plain = stc(*line)
    assert not caches.exists()
    monkeypatch.delenv("STC_NO_CACHE")
    stc("summary")
    assert only(caches)
    assert stc(*line) == plain


def test_an_unchanged_plan_is_not_read_again(
    stc: Stc, plan: Path, caches: Path, parses: Iterator[list[str]]
) -> None:
    seen = next(parses)
    stc("summary")
    stc("overdue")
    assert len(seen) == 1
    stc("set-status", "COM-03", "in-progress")
    seen.clear()
    assert "In progress" in stc("show", "COM-03").out
    stc("overdue")
    assert len(seen) == 1


def test_a_snapshot_is_for_its_owner_alone(stc: Stc, caches: Path) -> None:
    stc("summary")
    assert caches.stat().st_mode & 0o777 == 0o700
    assert only(caches).stat().st_mode & 0o777 == 0o600


def test_a_plan_with_errors_leaves_none(stc: Stc, plan: Path, caches: Path) -> None:
    plan.write_bytes(plan.read_bytes().replace(b"status: Planning", b"status: Plannning", 1))
    assert stc("summary").code == 3
    assert not caches.exists()


def test_a_plan_is_judged_anew_on_another_day(
    stc: Stc, caches: Path, parses: Iterator[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = next(parses)
    stc("summary")
    from datetime import date

    monkeypatch.setattr("stc.cli.context.today_of", lambda plan: date(2030, 1, 1))
    stc("summary")
    assert len(seen) == 2


@pytest.mark.parametrize("mode", [0o755, 0o770, 0o707])
def test_a_folder_open_to_others_is_not_used(
    stc: Stc, caches: Path, parses: Iterator[list[str]], mode: int
) -> None:
    seen = next(parses)
    caches.mkdir(parents=True)
    caches.chmod(mode)
    stc("summary")
    stc("summary")
    assert len(seen) == 2
    assert not list(caches.iterdir())


def _open_to_others(path: Path) -> None:
    path.chmod(0o644)


def _link_hard(path: Path) -> None:
    os.link(path, path.parents[1] / "other")


def _link(path: Path) -> None:
    path.rename(path.parents[1] / "other")
    path.symlink_to(path.parents[1] / "other")


def _make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _make_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path, 0o600)


@pytest.mark.parametrize("change", [_open_to_others, _link_hard, _link, _make_folder, _make_pipe])
def test_a_file_that_is_not_the_users_alone_is_not_used(
    stc: Stc, caches: Path, parses: Iterator[list[str]], change: Callable[[Path], None]
) -> None:
    plain = stc("summary")
    change(only(caches))
    seen = next(parses)
    seen.clear()
    assert stc("summary") == plain
    assert len(seen) == 1


def test_a_cache_among_the_files_of_the_plan_is_not_written(
    stc: Stc, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / ".cache"))
    before = sorted(folder.rglob("*"))
    assert stc("summary").code == 0
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize("named", ["caches", "", "/dev/null", "/proc/nowhere"])
def test_without_a_place_for_it_all_still_works(
    stc: Stc, folder: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", named)
    monkeypatch.setenv("HOME", "/nowhere")
    before = sorted(folder.rglob("*"))
    answer = stc("summary")
    assert (answer.code, answer.err) == (0, "")
    assert sorted(folder.rglob("*")) == before


def test_a_full_disk_is_no_reason_to_fail(
    stc: Stc, caches: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: object, **named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("stc.files.snapshot.os.replace", fail)
    answer = stc("summary")
    assert (answer.code, answer.err) == (0, "")
    assert not list(caches.iterdir())


def test_old_snapshots_go(stc: Stc, plan: Path, caches: Path) -> None:
    text = plan.read_text("utf-8")
    for n in range(MOST + 3):
        plan.write_text(f"{text}# {n}\n", "utf-8")
        stc("summary")
    assert len(list(caches.iterdir())) == MOST


def test_another_version_or_schema_has_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    data = (PUBLISHED / "plan.yaml").read_bytes()
    keys = {find_key(data), find_key(data + b"\n")}
    with monkeypatch.context() as patch:
        patch.setattr(snapshot, "__version__", "99")
        keys.add(find_key(data))
    with monkeypatch.context() as patch:
        patch.setattr(snapshot, "_SCHEMA", PUBLISHED / "plan.yaml")
        keys.add(find_key(data))
    with monkeypatch.context() as patch:
        patch.setattr(snapshot, "describe_layout", lambda: "other")
        keys.add(find_key(data))
    with monkeypatch.context() as patch:
        patch.setattr(snapshot, "_describe_program", lambda: "words/dates.py:1:1")
        keys.add(find_key(data))
    assert len(keys) == 6


def test_other_code_has_another_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a checkout that somebody works on, the version stays while the code changes."""
    rules = tmp_path / "checks" / "plan"
    rules.mkdir(parents=True)
    (rules / "rule.py").write_text("LIMIT = 1\n", "utf-8")
    monkeypatch.setattr(snapshot, "_ROOT", tmp_path)
    before = find_key(b"")
    (rules / "rule.py").write_text("LIMIT = 10\n", "utf-8")
    assert find_key(b"") != before


def test_what_another_program_keeps_beside_it_stays(stc: Stc, plan: Path, caches: Path) -> None:
    caches.mkdir(mode=0o700, parents=True)
    names = [f"notes{n}.json" for n in range(MOST + 4)]
    for name in names:
        (caches / name).write_text("mine", "utf-8")
        os.utime(caches / name, (0, 0))
    stc("summary")
    assert {*names} < {one.name for one in caches.iterdir()}


def test_a_snapshot_in_no_time_zone_is_none(stc: Stc, plan: Path, caches: Path) -> None:
    plain = stc("summary")
    key = only(caches).stem
    kept = read_snapshot(caches, key, "plan.yaml")
    assert kept is not None
    write_snapshot(caches, key, kept._replace(plan=kept.plan._replace(timezone="Mars/Olympus")))
    assert read_snapshot(caches, key, "plan.yaml") is None
    assert stc("summary") == plain


def test_with_any_byte_changed_it_is_no_snapshot(stc: Stc, plan: Path, caches: Path) -> None:
    plan.write_text(SMALL, "utf-8")
    stc("summary")
    file = only(caches)
    key, sound = file.stem, file.read_bytes()
    kept = read_snapshot(caches, key, "plan.yaml")
    assert kept is not None
    opened = os.open(file, os.O_WRONLY)
    try:
        for at in range(len(sound)):
            for other in {sound[at] ^ 1, 0, 0x22, 0x39} - {sound[at]}:
                os.pwrite(opened, bytes([other]), at)
                assert read_snapshot(caches, key, "plan.yaml") is None, (at, other)
            os.pwrite(opened, sound[at : at + 1], at)
    finally:
        os.close(opened)
    assert read_snapshot(caches, key, "plan.yaml") == kept


@pytest.mark.parametrize("cut", [0, 1, 64, 65, 66, 200, -1])
def test_a_torn_or_grown_file_is_no_snapshot(stc: Stc, caches: Path, cut: int) -> None:
    plain = stc("summary")
    file = only(caches)
    file.write_bytes(file.read_bytes()[:cut] if cut >= 0 else file.read_bytes() + b" ")
    assert read_snapshot(caches, file.stem, "plan.yaml") is None
    assert stc("summary") == plain


def test_the_snapshot_of_another_plan_under_this_name_is_none(
    stc: Stc, plan: Path, caches: Path
) -> None:
    stc("summary")
    first = only(caches)
    other = first.read_bytes()
    plan.write_text(SMALL, "utf-8")
    plain = stc("summary")
    (second,) = (one for one in caches.iterdir() if one != first)
    second.write_bytes(other)
    assert read_snapshot(caches, second.stem, "plan.yaml") is None
    assert stc("summary") == plain
