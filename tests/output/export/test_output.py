"""The file an export is written to: old or new and nothing between; others' files are kept."""

import errno
import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stc.errors import CannotGoOn
from stc.files.store.file import OverwritePolicy, write_file
from stc.files.store.system import Files
from tests.faults.failing import Faulty, Short, names_beside, nothing_said

OLD, NEW = b"ours: old\n", b"ours: new\n" * 3
THEIRS = b"theirs\n"


def never_asked() -> bool:
    raise AssertionError("asked")


def is_ours(data: bytes) -> bool:
    return data.startswith(b"ours")


def write(
    out: Path | str,
    data: bytes = NEW,
    permit: Callable[[], bool] = never_asked,
    files: Files | None = None,
    protected: tuple[tuple[str, Path], ...] = (),
) -> str:
    policy = OverwritePolicy(is_ours, permit, protected)
    return write_file(str(out), data, policy, say=nothing_said, files=files or Files())


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "plan.csv"


@pytest.fixture
def umask() -> Iterator[None]:
    before = os.umask(0o027)
    yield
    os.umask(before)


class NoLinks(Files):
    """A file system without hard links."""

    def link(self, old: str, new: str) -> None:
        raise OSError(errno.EPERM, "injected")


def complaint(out: Path, files: Files) -> str | None:
    try:
        write(out, files=files)
    except CannotGoOn as error:
        return error.message
    return None


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC, errno.EACCES])
@pytest.mark.parametrize("old", [None, OLD], ids=["new", "replaced"])
def test_a_fault_at_any_call_leaves_what_was_there(
    out: Path, code: int, for_good: bool, old: bytes | None
) -> None:
    seen = set()
    for number in range(1, 100):
        out.unlink(missing_ok=True)
        if old is not None:
            out.write_bytes(old)
        files = Faulty(number, code, for_good)
        said = complaint(out, files)
        found = out.read_bytes() if out.exists() else None
        assert found == (NEW if said is None or "in place" in said else old)
        assert said is None or ("plan.csv" in said and "\n" not in said)
        failed = files.calls[min(number, len(files.calls)) - 1]
        seen.add(failed)
        left = set(names_beside(out)) - {"plan.csv"}
        assert not left or (len(left) == 1 and (for_good or failed == "remove"))
        write(out, b"ours: again")
        assert names_beside(out) == ["plan.csv"]
        if len(files.calls) < number:
            break
    else:
        pytest.fail("the writer never passed")
    assert seen >= {"open_folder", "lock", "create", "write", "sync", "close", "unlock"}
    assert seen & {"link", "rename"}


def test_a_new_file_has_the_mode_of_new_files(out: Path, umask: None) -> None:
    assert write(out) == "created"
    assert out.read_bytes() == NEW
    assert stat.S_IMODE(out.stat().st_mode) == 0o640
    assert out.stat().st_nlink == 1


def test_short_writes_are_continued(out: Path) -> None:
    assert write(out, files=Short()) == "created"
    assert write(out, OLD, files=Short()) == "replaced"
    assert out.read_bytes() == OLD


def test_a_file_system_without_hard_links(out: Path) -> None:
    assert write(out, files=NoLinks()) == "created"
    assert out.read_bytes() == NEW
    assert names_beside(out) == ["plan.csv"]


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664])
def test_the_mode_of_a_file_that_is_replaced_is_kept(out: Path, mode: int) -> None:
    out.write_bytes(OLD)
    out.chmod(mode)
    assert write(out) == "replaced"
    assert stat.S_IMODE(out.stat().st_mode) == mode


def test_the_same_bytes_leave_the_file_alone(out: Path) -> None:
    out.write_bytes(NEW)
    os.utime(out, (1, 1))
    before = out.stat()
    assert write(out) == "same"
    after = out.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_the_same_bytes_are_on_disk_or_it_is_said_that_they_are_not(out: Path) -> None:
    out.write_bytes(NEW)
    said = [complaint(out, Faulty(number, errno.EIO, False)) for number in range(1, 30)]
    assert sum("may not survive a power cut" in (one or "") for one in said) >= 2
    assert out.read_bytes() == NEW


def test_a_link_is_followed_and_stays(out: Path, tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "link.csv"
    link.symlink_to("../plan.csv")
    assert write(link) == "created"
    assert write(link, OLD) == "replaced"
    assert (os.readlink(link), out.read_bytes()) == ("../plan.csv", OLD)
    assert names_beside(link) == ["link.csv"]
    assert sorted(os.listdir(tmp_path)) == ["links", "plan.csv"]


def test_what_killed_writers_left_is_cleared(out: Path) -> None:
    for _ in range(2):
        out.with_name(".plan.csv.stc-0123456789ab.tmp").write_bytes(b"half")
        write(out)
        assert names_beside(out) == ["plan.csv"]
        out.write_bytes(OLD)


def test_what_stc_did_not_make_is_replaced_only_where_that_is_permitted(out: Path) -> None:
    out.write_bytes(THEIRS)
    with pytest.raises(CannotGoOn, match="already exists, and stc did not make it") as caught:
        write(out, permit=lambda: False)
    assert "--force" in caught.value.hint
    assert out.read_bytes() == THEIRS
    assert write(out, permit=lambda: True) == "replaced"
    assert out.read_bytes() == NEW


def test_an_empty_file_has_nothing_to_lose(out: Path) -> None:
    out.touch()
    assert write(out) == "replaced"


def test_a_change_while_somebody_is_asked_is_not_overwritten(out: Path) -> None:
    out.write_bytes(THEIRS)

    def answer() -> bool:
        out.write_bytes(b"theirs, and more")
        return True

    with pytest.raises(CannotGoOn, match="changed on disk meanwhile; nothing was written"):
        write(out, permit=answer)
    assert out.read_bytes() == b"theirs, and more"


def test_a_file_that_appears_meanwhile_is_not_overwritten(out: Path) -> None:
    class Rival(Files):
        def link(self, old: str, new: str) -> None:
            if not out.exists():
                out.write_bytes(THEIRS)
            super().link(old, new)

    with pytest.raises(CannotGoOn, match="stc did not make it"):
        write(out, permit=lambda: False, files=Rival())
    assert out.read_bytes() == THEIRS
    assert names_beside(out) == ["plan.csv"]


def test_a_file_with_two_names_is_refused(out: Path) -> None:
    out.write_bytes(OLD)
    os.link(out, out.with_name("other.csv"))
    with pytest.raises(CannotGoOn, match="2 hard links"):
        write(out)
    assert out.read_bytes() == OLD


def test_a_read_only_file_is_refused(out: Path) -> None:
    out.write_bytes(OLD)
    out.chmod(0o444)
    with pytest.raises(CannotGoOn, match="let nobody write it"):
        write(out)
    assert out.read_bytes() == OLD


@pytest.mark.parametrize(
    ("make", "name", "reason"),
    [
        (lambda path: path.mkdir(), "plan.csv", "it is a folder"),
        (lambda path: None, "plan.csv/", "it is a folder"),
        (lambda path: None, "gone/plan.csv", "its folder does not exist"),
        (lambda path: path.touch(), "plan.csv/x.csv", "a part of its path is not a folder"),
        (os.mkfifo, "plan.csv", "a device or a pipe"),
        (lambda path: path.symlink_to("/dev/full"), "plan.csv", "a device or a pipe"),
        (lambda path: path.symlink_to("gone/x"), "plan.csv", "its folder does not exist"),
        (lambda path: path.symlink_to("plan.csv"), "plan.csv", "links form a loop"),
        (lambda path: None, "a\0b", "cannot be the name of a file"),
        (lambda path: None, "x" * 300, "its name is too long"),
        (lambda path: None, ".git/x.csv", "it belongs to git"),
        (lambda path: path.symlink_to(".git/config"), "plan.csv", "it belongs to git"),
    ],
)
def test_what_cannot_be_a_file_is_refused(
    out: Path, make: Callable[[Path], object], name: str, reason: str
) -> None:
    (out.parent / ".git").mkdir()
    make(out)
    with pytest.raises(CannotGoOn, match=reason) as caught:
        write(os.path.join(out.parent, name), permit=lambda: True)
    assert "\n" not in caught.value.message
    assert os.listdir(out.parent / ".git") == []


@pytest.mark.parametrize("kind", ["itself", "symbolic link", "hard link", "other way"])
def test_a_file_that_is_kept_is_refused_under_any_name(tmp_path: Path, kind: str) -> None:
    plan, out = tmp_path / "plan.yaml", tmp_path / "out.csv"
    plan.write_bytes(OLD)
    if kind == "itself":
        out = plan
    elif kind == "symbolic link":
        out.symlink_to(plan)
    elif kind == "hard link":
        os.link(plan, out)
    else:
        out = tmp_path / ".." / tmp_path.name / "plan.yaml"
    with pytest.raises(CannotGoOn, match="it is the plan"):
        write(out, permit=lambda: True, protected=(("the plan", plan),))
    assert plan.read_bytes() == OLD


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_refused(out: Path) -> None:
    out.parent.chmod(0o555)
    with pytest.raises(CannotGoOn, match="may not create files in its folder"):
        write(out)
    out.parent.chmod(0o755)


def test_a_file_size_limit_leaves_the_old_file_or_none(out: Path) -> None:
    code = """
import resource, sys
from stc.files.store.file import OverwritePolicy, write_file
from stc.errors import CannotGoOn
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    policy = OverwritePolicy(lambda old: True, lambda: False)
    write_file(sys.argv[1], b"x" * 5000, policy, say=print)
except CannotGoOn as error:
    print(error.message)
"""
    for old in (None, OLD):
        if old:
            out.write_bytes(old)
        done = subprocess.run(
            [sys.executable, "-c", code, str(out)],
            capture_output=True,
            text=True,
            check=True,
            timeout=300,
        )
        assert "larger than it may be" in done.stdout
        assert (out.read_bytes() if out.exists() else None) == old
        assert names_beside(out) == (["plan.csv"] if old else [])


def test_many_writers_of_one_new_file(out: Path) -> None:
    failed: list[BaseException] = []

    def work(number: int) -> None:
        try:
            policy = OverwritePolicy(is_ours, never_asked)
            write_file(str(out), b"ours: %d\n" % number * 1000, policy, say=lambda said: None)
        except CannotGoOn as error:
            if "changed on disk meanwhile" not in error.message:
                failed.append(error)

    writers = [threading.Thread(target=work, args=(number,), daemon=True) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert not any(writer.is_alive() for writer in writers)
    assert failed == []
    assert len(set(out.read_bytes().splitlines())) == 1
    assert names_beside(out) == ["plan.csv"]


def test_an_interrupt_leaves_nothing_half_done(out: Path) -> None:
    class Interrupting(Files):
        def sync(self, descriptor: int) -> None:
            os.kill(os.getpid(), signal.SIGINT)
            super().sync(descriptor)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            write(out, files=Interrupting())
    finally:
        signal.signal(signal.SIGINT, before)
    assert names_beside(out) == []
