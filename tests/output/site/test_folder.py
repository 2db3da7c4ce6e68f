"""A folder is replaced whole or stays as it was, and only where it is stc's own."""

import errno
import fcntl
import itertools
import json
import os
import re
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from stc.errors import CannotGoOn
from stc.files.store.folder import Written, write_folder
from stc.files.store.lock import locked
from tests.children import SEARCHED, child

MARKER = "stc-site.json"
FIRST = (("index.html", b"first"), ("steps/COM-01.html", b"step"), ("data/steps.csv", b"a,b"))
SECOND = (("index.html", b"second"), ("steps/COM-02.html", b"other step"))
Tree = dict[str, bytes]


def read_tree(folder: Path) -> Tree:
    """Return everything in a folder but the listing."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != MARKER)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def write(out: Path, files: Any = FIRST, **options: Any) -> Written:
    return write_folder(out, files, MARKER, **options)


def refuse(out: Path, files: Any = SECOND, **options: Any) -> str:
    """Return the sentence of a refusal, which leaves nothing behind."""
    before = list_names(out.parent) if out.parent.is_dir() else []
    with pytest.raises(CannotGoOn) as stop:
        write(out, files, **options)
    assert (list_names(out.parent) if out.parent.is_dir() else []) == before
    return f"{stop.value.message} {stop.value.hint}"


def list_names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "site"


def test_a_new_folder(out: Path) -> None:
    written = write(out)
    assert written == (out, tuple(name for name, _ in FIRST), 12)
    assert read_tree(out) == dict(FIRST)
    assert list_names(out.parent) == ["site"]


def test_an_old_one_is_replaced_and_nothing_of_it_stays(out: Path) -> None:
    write(out)
    write(out, SECOND)
    assert read_tree(out) == dict(SECOND)
    assert not (out / "data").exists()
    assert list_names(out.parent) == ["site"]


def test_an_empty_one_is_filled_and_keeps_its_mode(out: Path) -> None:
    out.mkdir()
    out.chmod(0o2750)
    write(out)
    write(out, SECOND)
    assert stat.S_IMODE(out.stat().st_mode) == 0o2750


def test_the_mode_is_that_of_any_new_folder_and_until_then_private(out: Path) -> None:
    seen = []

    def files() -> Iterator[tuple[str, bytes]]:
        yield FIRST[0]
        (fresh,) = out.parent.iterdir()
        seen.append(stat.S_IMODE(fresh.stat().st_mode))

    before = os.umask(0o027)
    try:
        write(out, files())
    finally:
        os.umask(before)
    assert seen == [0o700]
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (out, out / "index.html")}
    assert modes == {0o750, 0o640}


def test_the_listing_names_every_file_with_its_digest(out: Path) -> None:
    write(out)
    said = json.loads((out / MARKER).read_text("ascii"))
    assert said["made_by"] == "stc"
    assert list(said["files"]) == sorted(name for name, _ in FIRST)
    for name, digest in said["files"].items():
        run = subprocess.run(
            ["sha256sum", out / name], capture_output=True, text=True, check=True, timeout=300
        )
        assert run.stdout.split()[0] == digest


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    write(tmp_path / "a")
    write(tmp_path / "b", reversed(FIRST))
    assert (tmp_path / "a" / MARKER).read_bytes() == (tmp_path / "b" / MARKER).read_bytes()


# What is not ours stays.


def test_a_folder_of_somebody_else_stays(out: Path) -> None:
    out.mkdir()
    (out / "thesis.txt").write_text("years of work", "utf-8")
    said = refuse(out)
    assert "there are files in it that stc did not write. Choose a new or empty folder" in said
    assert refuse(out, force=True) == said
    assert read_tree(out) == {"thesis.txt": b"years of work"}


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(
    "name", ["notes.txt", "steps/notes.txt", "CNAME", ".htaccess", "x/y", ".git/hooks/site"]
)
def test_a_foreign_file_among_ours_stays_and_ours_are_renewed(
    out: Path, name: str, force: bool
) -> None:
    write(out)
    (out / name).parent.mkdir(parents=True, exist_ok=True)
    (out / name).write_text("mine", "utf-8")
    inode = (out / name).stat().st_ino
    for files in (SECOND, FIRST):
        write(out, files, force=force)
        assert read_tree(out) == {**dict(files), name: b"mine"}
    assert (out / name).stat().st_ino == inode
    assert list_names(out.parent) == ["site"]


def test_an_empty_folder_and_a_link_among_ours_stay_too(out: Path, tmp_path: Path) -> None:
    write(out)
    (out / "empty").mkdir()
    (out / "link").symlink_to(tmp_path)
    (out / "steps" / "broken").symlink_to("nowhere")
    write(out, SECOND)
    assert list_names(out / "empty") == []
    assert (os.readlink(out / "link"), os.readlink(out / "steps" / "broken")) == (
        str(tmp_path),
        "nowhere",
    )


@pytest.mark.parametrize("name", ["robots.txt", "CNAME", ".nojekyll", ".well-known/x", ".git/HEAD"])
def test_a_folder_with_nothing_but_files_of_a_host_is_filled(out: Path, name: str) -> None:
    (out / name).parent.mkdir(parents=True)
    (out / name).write_text("mine", "utf-8")
    write(out)
    assert read_tree(out) == {**dict(FIRST), name: b"mine"}


@pytest.mark.parametrize("name", ["steps/COM-02.html", "steps/com-02.HTML", "STEPS", "other/x"])
def test_a_foreign_file_in_the_place_of_a_page_stops_it(out: Path, name: str) -> None:
    write(out)
    (out / name).parent.mkdir(exist_ok=True)
    (out / name).write_bytes(b"mine")
    before = read_tree(out)
    said = refuse(out, [*SECOND, ("other/x/page.html", b"")], force=True)
    assert f'"{name}" in it is in the way, and stc did not write it. Move it away' in said
    assert read_tree(out) == before


def test_a_foreign_folder_in_the_place_of_a_page_stops_it(out: Path) -> None:
    write(out)
    (out / "steps" / "COM-02.html").mkdir()
    assert '"steps/COM-02.html" in it is in the way' in refuse(out)


def test_a_link_in_the_place_of_a_folder_stops_it_and_is_not_followed(
    out: Path, tmp_path: Path
) -> None:
    write(out, [FIRST[0]])
    (tmp_path / "elsewhere").mkdir()
    (out / "steps").symlink_to(tmp_path / "elsewhere")
    assert '"steps" in it is in the way' in refuse(out)
    assert list_names(tmp_path / "elsewhere") == []


def test_many_foreign_files_in_the_way_are_counted(out: Path) -> None:
    write(out)
    for name in "abcde":
        (out / name).write_bytes(b"")
    said = refuse(out, [(name, b"") for name in "abcde"])
    assert '"a", "b", "c" and 2 more in it is in the way' in said


def test_a_hostile_name_is_shown_harmless(out: Path) -> None:
    write(out)
    (out / "\x1b[31m\n").write_bytes(b"")
    write(out, SECOND)
    assert (out / "\x1b[31m\n").read_bytes() == b""


def test_a_changed_file_stays_but_by_force(out: Path) -> None:
    write(out)
    (out / "index.html").write_bytes(b"by hand")
    said = refuse(out)
    assert '"index.html" was changed since stc wrote it.' in said
    assert "--force" in said
    write(out, SECOND, force=True)
    assert read_tree(out) == dict(SECOND)


def test_a_file_of_ours_that_became_a_link_is_changed_and_not_followed(
    out: Path, tmp_path: Path
) -> None:
    write(out)
    (tmp_path / "other").write_bytes(b"first")
    (out / "index.html").unlink()
    (out / "index.html").symlink_to(tmp_path / "other")
    assert "was changed since stc wrote it" in refuse(out)
    write(out, SECOND, force=True)
    assert (tmp_path / "other").read_bytes() == b"first"


def test_a_file_of_ours_that_is_gone_is_no_loss(out: Path) -> None:
    write(out)
    (out / "index.html").unlink()
    write(out, SECOND)
    assert read_tree(out) == dict(SECOND)


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "null", "[" * 100_000, "\udcff", '{"files": {}}'),
        *('{"made_by": "stc", "files": []}', '{"made_by": "stc", "files": {"a": 1}}'),
        '{"made_by": "somebody", "files": {}}',
    ],
    ids=range(10),
)
def test_a_damaged_listing_makes_nothing_ours(out: Path, text: str) -> None:
    write(out)
    (out / MARKER).write_bytes(text.encode("utf-8", "surrogateescape"))
    said = refuse(out, force=True)
    assert f"its {MARKER} is damaged, so stc cannot tell which files are its own" in said
    assert read_tree(out) == dict(FIRST)


def test_a_listing_that_is_a_link_makes_nothing_ours(tmp_path: Path, out: Path) -> None:
    write(tmp_path / "real")
    out.mkdir()
    (out / MARKER).symlink_to(tmp_path / "real" / MARKER)
    (out / "index.html").write_bytes(b"first")
    refuse(out)


def test_a_file_that_comes_in_the_meantime_stays(out: Path) -> None:
    write(out)

    def files() -> Iterator[tuple[str, bytes]]:
        (out / "late.txt").write_bytes(b"late")
        yield from SECOND

    write(out, files())
    assert read_tree(out) == {**dict(SECOND), "late.txt": b"late"}


# Where a folder may be.


def test_a_file_is_no_folder(out: Path) -> None:
    out.write_bytes(b"mine")
    assert refuse(out) == f'Cannot write "{out}": it is not a folder. Choose another folder.'
    assert out.read_bytes() == b"mine"


def test_a_pipe_is_no_folder(out: Path) -> None:
    os.mkfifo(out)
    assert "it is not a folder" in refuse(out)


def test_a_link_to_a_folder_stays_and_leads_to_the_new_one(out: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    out.symlink_to("elsewhere")
    assert write(out).path == tmp_path / "elsewhere"
    write(out, SECOND)
    assert out.is_symlink()
    assert read_tree(tmp_path / "elsewhere") == dict(SECOND)
    assert list_names(tmp_path) == ["elsewhere", "site"]


def test_a_link_to_nothing(out: Path) -> None:
    out.symlink_to("nowhere")
    assert "it is a broken link. Remove the link." in refuse(out)


def test_links_in_a_circle(out: Path) -> None:
    out.symlink_to(out)
    assert "its symbolic links form a loop" in refuse(out)


def test_a_link_to_a_file(out: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    out.symlink_to("file")
    assert "it is not a folder" in refuse(out)


def test_a_missing_folder_above(tmp_path: Path) -> None:
    said = refuse(tmp_path / "missing" / "site")
    assert "its parent folder does not exist. Create the parent folder first." in said


def test_a_file_above(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    assert "not a folder" in refuse(tmp_path / "file" / "site")


def test_the_root() -> None:
    assert "it is the root folder" in refuse(Path("/"))


def test_what_must_stay_stays(tmp_path: Path, out: Path) -> None:
    kept = (("the plan", tmp_path / "site" / "data" / "plan.yaml"), ("where you are", tmp_path))
    assert "the plan is in it" in refuse(out, protected=kept)
    assert "it is where you are" in refuse(tmp_path, protected=kept[1:])
    assert "where you are is in it" in refuse(tmp_path.parent, protected=kept[1:])
    write(tmp_path / "other", protected=kept)


@pytest.mark.parametrize("name", [".git", ".git/hooks/site"])
def test_what_belongs_to_git_stays(tmp_path: Path, name: str) -> None:
    (tmp_path / ".git" / "hooks").mkdir(parents=True)
    assert "it belongs to git" in refuse(tmp_path / name)


@pytest.mark.parametrize("name", ["a\0b", "x" * 256])
def test_a_name_that_no_folder_can_have(tmp_path: Path, name: str) -> None:
    assert "Cannot write" in refuse(tmp_path / name)


def test_a_mount(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out.mkdir()
    monkeypatch.setattr(Path, "is_mount", lambda self: True)
    assert "something is mounted on it. Choose a folder inside it." in refuse(out)


def test_what_may_not_be_written(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulated, because nothing is forbidden to root."""
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, how: path != out.parent and real(path, how))
    assert "you may not create anything in its parent folder" in refuse(out)
    monkeypatch.setattr(os, "access", lambda path, how: path != out and real(path, how))
    out.mkdir()
    assert "you are not permitted to" in refuse(out)


# Names.


@pytest.mark.parametrize(
    "name",
    [
        *("", ".", "..", "/etc/passwd", "../x", "a/../../x", "a//b", "a/", "./a", ".hidden"),
        *("a\\b", "a\0", "a\n", "~", "-rf", "a b", "é", "x" * 201, MARKER, "STC-SITE.json"),
    ],
)
def test_a_name_that_is_none(out: Path, name: str) -> None:
    with pytest.raises(ValueError):
        write(out, [FIRST[0], (name, b"")])
    assert list_names(out.parent) == []


@pytest.mark.parametrize(
    ("one", "other"), [("a", "a"), ("a.html", "A.HTML"), ("a", "A/b"), ("A/b", "a"), ("x/Y", "X/y")]
)
def test_two_names_for_one_place(out: Path, one: str, other: str) -> None:
    with pytest.raises(ValueError, match="in the place of another"):
        write(out, [(one, b""), (other, b"")])
    assert list_names(out.parent) == []


def test_two_folders_may_differ_in_case_alone_where_a_name_is_no_file(out: Path) -> None:
    write(out, [("a/b", b"1"), ("a/c", b"2"), ("b/c/d", b"3"), ("b/e", b"4")])
    assert len(read_tree(out)) == 4


# Errors and interruptions.

FAILING = ("mkdir", "open", "rename", "chmod", "unlink", "rmdir", "scandir", "listdir", "close")
CLOSE = os.close


class Faults:
    """Make the n-th call to the file system fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, failing: int, number: int) -> None:
        self.calls = 0
        for module, names in ((os, FAILING), (fcntl, ("flock",))):
            for name in names:
                real = getattr(module, name)
                monkeypatch.setattr(module, name, self.wrap(real, failing, number))
        monkeypatch.setattr(Path, "open", self.wrap(Path.open, failing, number))

    def wrap(self, real: Callable[..., Any], failing: int, number: int) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            self.calls += 1
            if self.calls == failing:
                if real is CLOSE:
                    real(*arguments)
                raise OSError(number, os.strerror(number))
            return real(*arguments, **options)

        return call


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_after_an_error_at_any_call_it_is_the_old_folder_or_the_new(
    tmp_path: Path, number: int
) -> None:
    for failing in itertools.count(1):
        out = tmp_path / str(failing) / "site"
        out.parent.mkdir()
        write(out)
        (out / "steps" / "CNAME").write_bytes(b"mine")
        foreign = {"steps/CNAME": b"mine"}
        with pytest.MonkeyPatch.context() as patch:
            faults = Faults(patch, failing, number)
            problem = try_to_write(out)
        if out.exists():
            assert read_tree(out) == dict(FIRST if problem else SECOND) | foreign
        assert re.match('Cannot (read|write) "', problem or 'Cannot write "')
        write(out, SECOND)
        assert read_tree(out) == dict(SECOND) | foreign
        assert list_names(out.parent) == ["site"], failing
        if faults.calls < failing:
            break
    assert failing > 20


def try_to_write(out: Path) -> str:
    """Return the sentence of a refusal, or nothing."""
    try:
        write(out, SECOND)
    except CannotGoOn as stop:
        return stop.message
    return ""


def test_a_full_disk_is_said_in_a_sentence(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(*_: Any) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    write(out)
    monkeypatch.setattr(Path, "write_bytes", fill)
    assert refuse(out) == f'Cannot write "{out}": the disk is full. '
    assert read_tree(out) == dict(FIRST)


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, MemoryError, SystemExit])
def test_whatever_goes_wrong_while_the_files_are_made(
    out: Path, error: type[BaseException]
) -> None:
    write(out)

    def files() -> Iterator[tuple[str, bytes]]:
        yield SECOND[0]
        raise error

    with pytest.raises(error):
        write(out, files())
    assert read_tree(out) == dict(FIRST)
    assert list_names(out.parent) == ["site"]


SLOW = """
import sys, time
from pathlib import Path
from stc.files.store.folder import write_folder

def files():
    for number in range(400):
        yield f"steps/{number}.html", b"x" * 1000
        if number == 50:
            print("begun", flush=True)
        time.sleep(float(sys.argv[2]))

write_folder(Path(sys.argv[1]), files(), "stc-site.json")
"""


@pytest.fixture
def start() -> Iterator[Callable[..., Any]]:
    """Start to write a folder, slowly, in a process of its own."""

    def begin(out: Path, pause: float = 0.01) -> Any:
        started = child(
            [sys.executable, "-P", "-c", SLOW, str(out), str(pause)],
            env={"PYTHONPATH": SEARCHED, "PATH": os.environ["PATH"]},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        process = children.enter_context(started)
        assert process.stdout.readline() == "begun\n"
        return process

    with ExitStack() as children:
        yield begin


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_polite_end_clears_up_and_is_the_end_that_was_asked_for(
    start: Any, out: Path, number: signal.Signals
) -> None:
    write(out)
    process = start(out)
    assert len(list_names(out.parent)) == 2
    process.send_signal(number)
    _, complaint = process.communicate(timeout=30)
    assert process.returncode == -number
    assert "Traceback" not in complaint or number == signal.SIGINT
    assert read_tree(out) == dict(FIRST)
    assert list_names(out.parent) == ["site"]


def test_what_a_killed_run_left_is_cleared_by_the_next(start: Any, out: Path) -> None:
    write(out)
    process = start(out)
    process.kill()
    process.communicate(timeout=30)
    assert read_tree(out) == dict(FIRST)
    leftover, _ = list_names(out.parent)
    assert stat.S_IMODE((out.parent / leftover).stat().st_mode) == 0o700
    write(out, SECOND)
    assert list_names(out.parent) == ["site"]


def test_a_run_killed_at_any_moment_leaves_a_whole_folder(start: Any, out: Path) -> None:
    write(out)
    for number in range(12):
        process = start(out, 0.0)
        time.sleep(number * 0.004)
        process.kill()
        process.communicate(timeout=30)
        write(out.parent / "other")
        tree = read_tree(out) if out.exists() else None
        assert tree is None or tree == dict(FIRST) or len(tree) == 400
    write(out, SECOND)
    assert list_names(out.parent) == ["other", "site"]
    assert read_tree(out) == dict(SECOND)


def test_a_run_killed_amid_the_swap_has_its_old_folder_put_back(out: Path) -> None:
    write(out)
    out.rename(out.with_name(".site.stc-0123456789ab.old.tmp"))
    assert '"' in refuse_late(out)
    assert read_tree(out) == dict(FIRST)
    assert list_names(out.parent) == ["site"]


def test_a_run_killed_before_it_put_back_what_is_not_its_own_is_finished_by_the_next(
    out: Path,
) -> None:
    write(out)
    foreign = {"robots.txt": b"mine", "data/old/notes.txt": b"mine"}
    for name, data in foreign.items():
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_bytes(data)
    out.rename(out.with_name("killed"))
    write(out, SECOND)
    out.with_name("killed").rename(out.with_name(".site.stc-0123456789ab.old.tmp"))
    write(out, SECOND)
    assert read_tree(out) == dict(SECOND) | foreign
    assert list_names(out.parent) == ["site"]


def refuse_late(out: Path) -> str:
    """Return the sentence of a run that cannot write the listing of its fresh folder."""

    def files() -> Iterator[tuple[str, bytes]]:
        raise CannotGoOn('"late"')
        yield SECOND[0]

    with pytest.raises(CannotGoOn) as stop:
        write(out, files())
    return stop.value.message


@pytest.mark.parametrize(
    "name",
    [
        *(".site.stc-0123456789ab.bak", ".site.stc-xyz.new.tmp", "site.stc-0123456789ab.new.tmp"),
        ".other.stc-0123456789ab.new.tmp",
    ],
)
def test_what_only_resembles_a_leftover_stays(out: Path, name: str) -> None:
    write(out.parent / name)
    write(out)
    assert read_tree(out.parent / name) == dict(FIRST)


def test_what_is_called_like_a_leftover_but_is_not_ours_stays(out: Path) -> None:
    leftover = out.with_name(".site.stc-0123456789ab.new.tmp")
    leftover.mkdir()
    (leftover / "mine").write_bytes(b"mine")
    out.with_name(".site.stc-0123456789ac.new.tmp").symlink_to(leftover)
    out.with_name(".site.stc-0123456789ad.old.tmp").write_bytes(b"mine")
    write(out)
    assert read_tree(leftover) == {"mine": b"mine"}
    assert len(list_names(out.parent)) == 4


def test_a_run_leaves_another_that_is_under_way_alone_and_the_last_one_counts(
    start: Any, out: Path
) -> None:
    process = start(out)
    write(out, SECOND)
    assert read_tree(out) == dict(SECOND)
    assert len(list_names(out.parent)) == 2
    _, complaint = process.communicate(timeout=60)
    assert (process.returncode, complaint) == (0, "")
    assert len(read_tree(out)) == 400
    assert list_names(out.parent) == ["site"]


def test_many_runs_at_once(start: Any, out: Path) -> None:
    processes = [start(out, 0.0) for _ in range(6)]
    for process in processes:
        _, complaint = process.communicate(timeout=60)
        assert (process.returncode, complaint) == (0, "")
    assert len(read_tree(out)) == 400
    assert list_names(out.parent) == ["site"]


def test_a_run_that_never_ends_is_not_waited_for_for_ever(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stc.files.store.folder.LONGEST_WAIT", 0.1)
    with locked(out.parent):
        assert "another stc has been writing beside it for 0.1 seconds" in refuse(out)
