"""The guarded save: faults, kills, rivals, links, modes; the file is old or new, nothing else."""

import errno
import os
import random
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from stc.errors import CannotGoOn
from stc.files.store.read import read_bytes
from stc.files.store.replace import hold_folders, open_for_edit, replace_files
from stc.files.store.system import Files
from tests.children import child
from tests.faults.failing import Faulty, Short, names_beside, nothing_said

OLD, NEW = b"status: Planning\r\n", b"status: In progress\r\n" * 3
WRITER = """
import sys
from stc.files.store.replace import open_for_edit
for number in range(int(sys.argv[2])):
    with open_for_edit(sys.argv[1], say=lambda said: None) as held:
        held.replace(held.data + f"{sys.argv[3]}-{number}\\n".encode())
"""


def write(path: Path, new: bytes, files: Files | None = None) -> None:
    with open_for_edit(path, say=nothing_said, files=files or Files()) as held:
        held.replace(new)


def python(code: str, *arguments: str | Path) -> list[str]:
    return [sys.executable, "-c", code, *map(str, arguments)]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_bytes(OLD)
    return path


def complaint(plan: Path, files: Files) -> str | None:
    try:
        write(plan, NEW, files)
    except CannotGoOn as error:
        return error.message
    return None


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC, errno.EACCES])
def test_a_fault_at_any_call_leaves_the_old_file_or_says_that_the_new_one_is_there(
    plan: Path, code: int, for_good: bool
) -> None:
    seen = set()
    for number in range(1, 100):
        plan.write_bytes(OLD)
        files = Faulty(number, code, for_good)
        said = complaint(plan, files)
        assert plan.read_bytes() == (NEW if said is None or "in place" in said else OLD)
        assert said is None or ("plan.yaml" in said and "\n" not in said)
        seen.add(files.calls[min(number, len(files.calls)) - 1])
        left = names_beside(plan)
        assert left == ["plan.yaml"] or (for_good and len(left) == 2)
        write(plan, b"again")
        assert names_beside(plan) == ["plan.yaml"]
        if len(files.calls) < number:
            break
    else:
        pytest.fail("the writer never passed")
    assert seen >= {"open_folder", "lock", "create", "write", "sync", "rename", "close", "unlock"}


def test_short_reads_and_writes_are_continued(plan: Path) -> None:
    write(plan, NEW, Short())
    assert plan.read_bytes() == NEW


def test_a_file_size_limit_leaves_the_old_file(plan: Path) -> None:
    code = """
import resource, sys
from stc.errors import CannotGoOn
from stc.files.store.replace import open_for_edit
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    with open_for_edit(sys.argv[1], say=print) as held:
        held.replace(b"x" * 5000)
except CannotGoOn as error:
    print(error.message)
"""
    done = subprocess.run(
        python(code, plan), capture_output=True, text=True, check=True, timeout=300
    )
    assert "larger than it may be" in done.stdout
    assert plan.read_bytes() == OLD
    assert names_beside(plan) == ["plan.yaml"]


def test_a_link_stays_and_its_target_is_written(plan: Path, tmp_path: Path) -> None:
    folder = tmp_path / "links"
    folder.mkdir()
    link = folder / "link.yaml"
    link.symlink_to("../plan.yaml")
    write(link, NEW)
    assert link.is_symlink()
    assert os.readlink(link) == "../plan.yaml"
    assert plan.read_bytes() == NEW
    assert names_beside(link) == ["link.yaml"]


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755, 0o200 | 0o400])
def test_the_mode_is_kept(plan: Path, mode: int) -> None:
    plan.chmod(mode)
    write(plan, NEW)
    assert stat.S_IMODE(plan.stat().st_mode) == mode


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_the_owner_is_kept(plan: Path) -> None:
    os.chown(plan, 1234, 4321)
    write(plan, NEW)
    assert (plan.stat().st_uid, plan.stat().st_gid) == (1234, 4321)


class NotOwner(Files):
    """A user that may not give files away, and a file of somebody else's."""

    def status(self, descriptor: int) -> os.stat_result:
        real = list(super().status(descriptor))
        if real[6] == len(OLD):
            real[4], real[5] = 1234, 4321
        return os.stat_result(real)

    def set_owner(self, descriptor: int, user: int, group: int) -> None:
        raise PermissionError(errno.EPERM, "injected")


def look(path: Path) -> tuple[bytes, dict[str, int]]:
    """Return a file's content and all of its status but when it was last read."""
    status = path.stat()
    names = ("st_ino", "st_dev", "st_nlink", "st_mode", "st_uid", "st_gid", "st_size")
    times = ("st_mtime_ns", "st_ctime_ns")
    return path.read_bytes(), {name: getattr(status, name) for name in (*names, *times)}


@pytest.mark.parametrize("mode", [0o660, 0o640, 0o620, 0o610, 0o644])
def test_a_group_that_cannot_be_kept_is_refused_where_the_group_has_any_right(
    plan: Path, mode: int
) -> None:
    plan.chmod(mode)
    before = look(plan)
    with pytest.raises(CannotGoOn, match="group cannot be kept"):
        write(plan, NEW, NotOwner())
    assert look(plan) == before
    assert names_beside(plan) == ["plan.yaml"]


@pytest.mark.parametrize("mode", [0o600, 0o604, 0o606])
def test_a_group_without_a_right_need_not_be_kept(plan: Path, mode: int) -> None:
    plan.chmod(mode)
    write(plan, NEW, NotOwner())
    assert plan.read_bytes() == NEW
    assert stat.S_IMODE(plan.stat().st_mode) == mode


class Member(NotOwner):
    """A user that may not give files away, but is a member of the file's group."""

    def __init__(self) -> None:
        self.given: list[tuple[int, int]] = []

    def set_owner(self, descriptor: int, user: int, group: int) -> None:
        if user != -1:
            super().set_owner(descriptor, user, group)
        self.given.append((user, group))


@pytest.mark.parametrize("mode", [0o660, 0o640, 0o600])
def test_the_group_is_kept_where_the_owner_cannot_be(plan: Path, mode: int) -> None:
    plan.chmod(mode)
    files = Member()
    write(plan, NEW, files)
    assert files.given == [(-1, 4321)]
    assert plan.read_bytes() == NEW


def test_the_same_bytes_again_leave_inode_and_time(plan: Path) -> None:
    before = plan.stat()
    files = Faulty(0, 0, for_good=False)
    write(plan, OLD, files)
    after = plan.stat()
    # Not the time of the last reading, which the file system renews when it likes.
    assert (after.st_ino, after.st_mtime_ns, after.st_ctime_ns) == (
        before.st_ino,
        before.st_mtime_ns,
        before.st_ctime_ns,
    )
    # The file and its name: the save before may have been unable to make them last.
    assert files.calls.count("sync") == 2


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
def test_the_same_bytes_again_are_on_disk_or_it_is_said_that_they_are_not(
    plan: Path, for_good: bool
) -> None:
    plan.write_bytes(NEW)
    silent = set()
    for number in range(1, 100):
        files = Faulty(number, errno.EIO, for_good)
        said = complaint(plan, files)
        assert plan.read_bytes() == NEW
        assert names_beside(plan) == ["plan.yaml"]
        if len(files.calls) < number:
            break
        if said is None:
            silent.add(files.calls[number - 1])
    assert {"unlock", "close"} <= silent <= {"list_folder", "unlock", "close"}


def test_a_file_without_write_permission_is_refused(plan: Path) -> None:
    plan.chmod(0o444)
    with pytest.raises(CannotGoOn, match="permissions"):
        write(plan, NEW)
    assert plan.read_bytes() == OLD


class NotPermitted(Files):
    """A user whom the permissions of a file leave out."""

    def may_write(self, path: str) -> bool:
        return False


@pytest.mark.parametrize(
    ("mode", "reason"),
    [(0o464, "you are not permitted"), (0o446, "you are not"), (0o555, "nobody")],
)
def test_who_may_write_is_told_as_it_is(plan: Path, mode: int, reason: str) -> None:
    plan.chmod(mode)
    with pytest.raises(CannotGoOn, match=reason):
        write(plan, NEW, NotPermitted())
    assert plan.read_bytes() == OLD


def test_a_file_with_two_names_is_refused(plan: Path) -> None:
    os.link(plan, plan.with_name("other.yaml"))
    with pytest.raises(CannotGoOn, match="2 hard links"):
        write(plan, NEW)


@pytest.mark.parametrize("action", [lambda path: write(path, NEW), read_bytes])
@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: None, "does not exist"),
        (lambda path: path.mkdir(), "it is a folder"),
        (os.mkfifo, "it is a pipe"),
        (lambda path: path.symlink_to("/dev/zero"), "it is a device"),
        (lambda path: path.symlink_to(path.name), "form a loop"),
        (lambda path: path.symlink_to("gone"), "does not exist"),
    ],
    ids=["missing", "folder", "pipe", "device", "circle", "dangling"],
)
def test_what_is_not_a_regular_file_is_refused_at_once(
    tmp_path: Path, make: Callable[[Path], object], reason: str, action: Callable[[Path], object]
) -> None:
    path = tmp_path / "odd.yaml"
    make(path)
    with pytest.raises(CannotGoOn, match=reason):
        action(path)


def test_a_name_with_a_nul_is_refused() -> None:
    with pytest.raises(CannotGoOn, match="cannot be the name of a file"):
        read_bytes("a\0b")


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(64 * 1024 * 1024 + 1)
    with pytest.raises(CannotGoOn, match="64 MiB"):
        read_bytes(path)


def _rewrite(path: Path) -> None:
    path.write_bytes(b"theirs")


def _swap_for_the_same(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(OLD)
    other.replace(path)


def _make_private(path: Path) -> None:
    path.chmod(0o600)


@pytest.mark.parametrize("meddle", [_rewrite, _swap_for_the_same, _make_private])
def test_a_change_by_another_program_is_never_overwritten(
    plan: Path, meddle: Callable[[Path], None]
) -> None:
    plan.chmod(0o644)
    with (
        pytest.raises(CannotGoOn, match="changed on disk meanwhile; nothing was written"),
        open_for_edit(plan, say=nothing_said) as held,
    ):
        meddle(plan)
        after = (plan.stat().st_mtime_ns, plan.read_bytes())
        held.replace(NEW)
    assert (plan.stat().st_mtime_ns, plan.read_bytes()) == after
    assert names_beside(plan) == ["plan.yaml"]


def test_a_link_that_was_turned_elsewhere_is_noticed(plan: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(plan)
    with (
        pytest.raises(CannotGoOn, match="changed on disk"),
        open_for_edit(link, say=nothing_said) as held,
    ):
        link.unlink()
        link.write_bytes(OLD)
        held.replace(NEW)
    assert plan.read_bytes() == link.read_bytes() == OLD


def test_two_changes_under_one_lock(plan: Path) -> None:
    with open_for_edit(plan, say=nothing_said) as held:
        held.replace(NEW)
        assert held.data == NEW
        held.replace(OLD)
    assert plan.read_bytes() == OLD


VOICE_OLD, VOICE_NEW = b"by: works\n", b"by: works\nsteps: {}\n"


def write_both(plan: Path, files: Files | None = None, plan_text: bytes = NEW) -> None:
    """Replace the file of a voice, then the plan, as one change."""
    with hold_folders(say=nothing_said, files=files or Files()) as folders:
        held = folders.open(plan)
        voice = folders.open_inside(str(plan.parent / "updates"), "works.yaml")
        replace_files([(voice, VOICE_NEW), (held, plan_text)])


def look_at_both(plan: Path) -> tuple[bytes, bytes]:
    voice = plan.parent / "updates" / "works.yaml"
    return voice.read_bytes() if voice.exists() else b"", plan.read_bytes()


@pytest.mark.parametrize("before", [None, VOICE_OLD], ids=["a new voice", "a known voice"])
@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC])
def test_of_two_files_each_is_old_or_new_and_the_same_again_completes_them(
    plan: Path, code: int, for_good: bool, before: bytes | None
) -> None:
    """What fails for good is a process that is killed: nothing after that call is done."""
    voice = plan.parent / "updates" / "works.yaml"
    states = set()
    for number in range(1, 200):
        plan.write_bytes(OLD)
        if before is None:
            voice.unlink(missing_ok=True)
            if voice.parent.exists():
                voice.parent.rmdir()
        else:
            voice.parent.mkdir(exist_ok=True)
            voice.write_bytes(before)
        files, said = Faulty(number, code, for_good), ""
        try:
            write_both(plan, files)
        except CannotGoOn as error:
            said = f"{error.message} {error.hint}"
        state = look_at_both(plan)
        states.add(state)
        assert state[0] in (before or b"", VOICE_NEW)
        assert state[1] in (OLD, NEW)
        assert (state[0] == VOICE_NEW) or state[1] == OLD
        assert bool(said) == (state != (VOICE_NEW, NEW) or "in place but" in said)
        if not for_good:
            assert names_beside(plan) in (["plan.yaml", "updates"], ["plan.yaml"])
            # A change that was not begun leaves no empty folder.
            assert state[0] or not voice.parent.exists()
        write_both(plan)
        assert look_at_both(plan) == (VOICE_NEW, NEW)
        assert names_beside(plan) == ["plan.yaml", "updates"]
        assert names_beside(voice) == ["works.yaml"]
        if len(files.calls) < number:
            break
    else:
        pytest.fail("the writer never passed")
    assert len(states) == 3


def test_a_full_disk_leaves_both_files_as_they_were(plan: Path) -> None:
    """Both texts are on disk beside their files before the first one is replaced."""

    class Full(Files):
        def write(self, descriptor: int, data: memoryview) -> int:
            if bytes(data) == NEW:
                raise OSError(errno.ENOSPC, "injected")
            return super().write(descriptor, data)

    with pytest.raises(CannotGoOn, match="the disk is full"):
        write_both(plan, Full())
    assert (look_at_both(plan), names_beside(plan)) == ((b"", OLD), ["plan.yaml"])


def test_where_the_second_fails_it_is_said_that_the_first_is_written(plan: Path) -> None:
    class Stubborn(Files):
        def rename(self, old: str, new: str) -> None:
            raise OSError(errno.EIO, "injected")

    with pytest.raises(CannotGoOn) as caught:
        write_both(plan, Stubborn())
    assert "plan.yaml" in caught.value.message
    assert 'works.yaml" is written already: run the command again' in caught.value.hint


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: path.symlink_to("elsewhere"), "it is a symbolic link"),
        (lambda path: path.write_bytes(b""), "it is not a folder"),
        (lambda path: (path.mkdir(), (path / "works.yaml").mkdir()), "it is a folder"),
        (lambda path: (path.mkdir(), (path / "works.yaml").symlink_to("gone")), "not exist"),
        (lambda path: (path.mkdir(), (path / "works.yaml").symlink_to("/dev/null")), "a device"),
    ],
    ids=["a link", "a file", "a folder inside", "a dangling link", "a device"],
)
def test_a_foreign_thing_in_the_place_of_the_second_is_refused(
    plan: Path, make: Callable[[Path], object], reason: str
) -> None:
    (plan.parent / "elsewhere").mkdir()
    make(plan.parent / "updates")
    with pytest.raises(CannotGoOn, match=reason):
        write_both(plan)
    assert plan.read_bytes() == OLD


def test_two_files_of_two_folders_are_both_locked(plan: Path) -> None:
    write_both(plan)
    voice = plan.parent / "updates" / "works.yaml"
    with hold_folders(say=nothing_said) as folders:
        folders.open(plan)
        folders.open_inside(str(voice.parent), voice.name)
        for path in (plan, voice):
            with (
                pytest.raises(CannotGoOn, match="another stc"),
                open_for_edit(path, say=lambda _: None, wait_seconds=0),
            ):
                pass


def test_waiting_for_another_writer_ends_and_is_said_once(plan: Path) -> None:
    said: list[str] = []
    with open_for_edit(plan, say=nothing_said):
        started = time.monotonic()
        with (
            pytest.raises(CannotGoOn, match="another stc has been writing"),
            open_for_edit(plan, say=said.append, wait_seconds=0.3),
        ):
            pass
        assert time.monotonic() - started > 0.25
    assert said == ["waiting for another stc that is writing in this folder"]
    write(plan, NEW)


def test_leftovers_of_killed_writers_are_cleared(plan: Path) -> None:
    plan.with_name(".plan.yaml.stc-0a1b2c.tmp").write_bytes(b"half")
    plan.with_name(".other.yaml.stc-0a1b2c.tmp").write_bytes(b"of somebody else")
    with open_for_edit(plan, say=nothing_said):
        pass
    assert names_beside(plan) == [".other.yaml.stc-0a1b2c.tmp", "plan.yaml"]


def test_an_interrupt_waits_until_the_file_is_whole(plan: Path) -> None:
    class Interrupting(Files):
        def rename(self, old: str, new: str) -> None:
            # A process of stc has one thread; one that runs tests has others that may take it.
            signal.pthread_kill(threading.get_ident(), signal.SIGINT)
            super().rename(old, new)

    # Whoever runs the tests in the background may have had the signal ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            write(plan, NEW, Interrupting())
    finally:
        signal.signal(signal.SIGINT, before)
    assert plan.read_bytes() == NEW
    assert names_beside(plan) == ["plan.yaml"]


def test_many_writers_lose_nothing(plan: Path) -> None:
    plan.write_bytes(b"")
    with ExitStack() as children:
        asked = [python(WRITER, plan, "10", name) for name in "abcdefgh"]
        writers = [children.enter_context(child(words)) for words in asked]
        assert [writer.wait(60) for writer in writers] == [0] * 8
    lines = plan.read_text().splitlines()
    assert sorted(lines) == sorted(f"{name}-{n}" for name in "abcdefgh" for n in range(10))
    for name in "abcdefgh":
        assert [line for line in lines if line[0] == name] == [f"{name}-{n}" for n in range(10)]
    assert names_beside(plan) == ["plan.yaml"]


def test_killing_writers_at_random_leaves_whole_lines_and_a_file_that_can_be_written(
    plan: Path,
) -> None:
    plan.write_bytes(b"")
    moments = random.Random(7)
    for round_number in range(20):
        with child(python(WRITER, plan, "100000", str(round_number))):
            deadline = time.monotonic() + 60
            while f"{round_number}-0\n".encode() not in plan.read_bytes():
                assert time.monotonic() < deadline
                time.sleep(0.005)
            time.sleep(moments.uniform(0, 0.02))
        with plan.open("rb") as file:
            lines = file.read().decode().split("\n")
        own = [line for line in lines if line.startswith(f"{round_number}-")]
        assert lines[-1] == ""
        assert own == [f"{round_number}-{number}" for number in range(len(own))]
    write(plan, OLD)
    assert names_beside(plan) == ["plan.yaml"]
