"""Commands that change the plan, while the disk fails: at every call, on small disks, in pipes."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from stc.cli.main import main
from stc.files.store.system import Files
from tests.children import SEARCHED
from tests.faults.failing import names_beside
from tests.plans import PUBLISHED, SMALL, TIMELINE

STC = (sys.executable, "-P", "-m", "stc")
PLAN = SMALL.replace("title: A plan", "title: 'A plan'")
COMMANDS = {
    "set-status": ("set-status", "COM-01", "ongoing"),
    "set-deadline": ("set-deadline", "COM-01", "2027-01-31", "--reason", "It took longer."),
    "set-lead": ("set-lead", "COM-01", "911"),
    "set": ("set", "COM-01", "tags", "equity"),
    "fmt": ("fmt", "plan.yaml"),
}
ERRORS = (errno.EIO, errno.ENOSPC, errno.EACCES, errno.EINTR)
CASES = [("set-status", error) for error in ERRORS] + [
    (name, errno.EIO) for name in COMMANDS if name != "set-status"
]
# Where a failure costs nothing: leftovers wait for the next writer, and the end of the process
# gives the lock back and closes what was open.
HARMLESS = {"list_folder", "unlock", "close"}


class Answer(NamedTuple):
    code: int
    out: str
    err: str


class Disk:
    """The real file system, whose calls are counted, and fail when they are told to."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.calls: list[str] = []
        self._fails: Callable[[int], bool] = lambda number: False
        self._error = 0
        for name, call in list(vars(Files).items()):
            if not name.startswith("_"):
                patch.setattr(Files, name, self._wrap(name, call))

    def fail(self, error: int, at: int, for_good: bool = False) -> None:
        """Lets the N-th call from now fail, and all that follow where it is for good."""
        self.calls.clear()
        self._error = error
        self._fails = lambda number: number == at or (for_good and number > at)

    def work(self) -> None:
        """Lets all calls succeed again."""
        self.calls.clear()
        self._fails = lambda number: False

    def _wrap(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def made(*arguments: Any) -> Any:
            self.calls.append(name)
            if not self._fails(len(self.calls)):
                return call(*arguments)
            if name in ("close", "unlock"):
                call(*arguments)
            if name == "may_write":
                return False
            raise OSError(self._error, "injected")

        return made


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "city"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("STC_PLAN", "plan.yaml")
    monkeypatch.delenv("STC_AS_OF", raising=False)
    (folder / "plan.yaml").write_text(PLAN, "utf-8")
    return folder / "plan.yaml"


@pytest.fixture
def disk(plan: Path, monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


@pytest.fixture
def stc(plan: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Run a command in this process: its exit code, and what it prints."""

    def call(*words: str) -> Answer:
        capfd.readouterr()
        return Answer(main(words), *capfd.readouterr())

    return call


class Usual(NamedTuple):
    """A command where nothing fails: the bytes after it, and the calls it makes."""

    after: bytes
    calls: list[str]


def do_it_once(stc: Callable[..., Answer], disk: Disk, plan: Path, words: tuple[str, ...]) -> Usual:
    """Return what a command does, and puts the plan back."""
    before = plan.read_bytes()
    disk.work()
    assert stc(*words).code == 0
    usual = Usual(plan.read_bytes(), list(disk.calls))
    assert usual.after != before
    plan.write_bytes(before)
    return usual


def is_a_sentence(text: str) -> bool:
    return text.startswith("Error: Cannot ") and text.endswith(".\n") and text.count("\n") == 1


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize(("name", "error"), CASES, ids=lambda one: errno.errorcode.get(one, one))
def test_a_fault_at_any_call_of_any_command(
    stc: Any, plan: Path, disk: Disk, name: str, error: int, for_good: bool
) -> None:
    before, words = plan.read_bytes(), COMMANDS[name]
    usual = do_it_once(stc, disk, plan, words)
    renamed = usual.calls.index("rename") + 1
    harmless = set()
    for at, call in enumerate(usual.calls, 1):
        plan.write_bytes(before)
        disk.fail(error, at, for_good)
        answer = stc(*words)
        if answer.code == 0:
            harmless.add(call)
        else:
            assert (answer.code, answer.out) == (3, ""), (at, call)
            assert is_a_sentence(answer.err), (at, call, answer.err)
            assert ("the new text is in place" in answer.err) == (at > renamed)
        expected = usual.after if answer.code == 0 or at > renamed else before
        assert plan.read_bytes() == expected, (at, call)
        assert for_good or names_beside(plan) == ["plan.yaml"], (at, call)
        disk.work()
        assert (stc(*words).code, plan.read_bytes()) == (0, usual.after), (at, call)
        assert names_beside(plan) == ["plan.yaml"], (at, call)
    assert harmless <= HARMLESS
    assert {"lock", "create", "write", "set_mode", "sync", "rename"} <= {*usual.calls} - harmless


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
def test_a_fault_at_any_call_of_a_change_to_two_files(
    stc: Any, plan: Path, disk: Disk, for_good: bool
) -> None:
    """Each is old or new, the update before the plan, and the same command completes it."""
    words = (*COMMANDS["set-status"], "--update", "It is written.", "--by", "911")
    before, voice = plan.read_bytes(), plan.with_name("updates") / "911.yaml"
    after = do_it_once(stc, disk, plan, words).after
    said, number = voice.read_bytes(), len(disk.calls)
    assert said.count(b"It is written.") == 1
    for at in range(1, number + 1):
        plan.write_bytes(before)
        shutil.rmtree(voice.parent)
        disk.fail(errno.EIO, at, for_good)
        answer = stc(*words)
        left = voice.read_bytes() if voice.exists() else b"", plan.read_bytes()
        assert left in ((b"", before), (said, before), (said, after)), at
        if answer.code == 0:
            assert left == (said, after)
            assert disk.calls[at - 1] in {*HARMLESS, "remove"}
        else:
            assert (answer.code, answer.out) == (3, ""), at
            assert is_a_sentence(answer.err), (at, answer.err)
            assert ("is written already" in answer.err) == (left == (said, before)), at
        disk.work()
        assert stc(*words).code == 0
        assert (voice.read_bytes(), plan.read_bytes()) == (said, after), at
        assert names_beside(plan) == ["plan.yaml", "updates"]
        assert names_beside(voice) == ["911.yaml"]


@pytest.mark.parametrize("name", COMMANDS)
def test_done_means_on_disk(stc: Any, plan: Path, disk: Disk, name: str) -> None:
    """The bytes are on disk before they get the plan's name, and the name before it is done."""
    calls = do_it_once(stc, disk, plan, COMMANDS[name]).calls
    order = [call for call in calls if call in ("write", "set_mode", "sync", "rename", "unlock")]
    assert order == ["write", "set_mode", "sync", "rename", "sync", "unlock"]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_is_repeated_is_done_only_when_the_plan_is_on_disk(
    stc: Any, plan: Path, disk: Disk, name: str
) -> None:
    """What could not be made to last must not be called done because nothing is left to change."""
    usual = do_it_once(stc, disk, plan, COMMANDS[name])
    last = len(usual.calls) - usual.calls[::-1].index("sync")
    disk.fail(errno.EIO, last)
    assert stc(*COMMANDS[name]).code == 3
    disk.work()
    assert stc(*COMMANDS[name]).code == 0
    syncs = [at for at, call in enumerate(disk.calls, 1) if call == "sync"]
    for at in syncs:
        disk.fail(errno.EIO, at)
        answer = stc(*COMMANDS[name])
        assert (answer.code, answer.out) == (3, "")
        assert is_a_sentence(answer.err)
        assert "may not survive a power cut" in answer.err
        assert (plan.read_bytes(), names_beside(plan)) == (usual.after, ["plan.yaml"])
    assert len(syncs) == 2
    assert "create" not in disk.calls


@pytest.mark.parametrize("name", COMMANDS)
def test_short_writes_are_continued(
    stc: Any, plan: Path, disk: Disk, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = do_it_once(stc, disk, plan, COMMANDS[name])
    write = Files.write
    monkeypatch.setattr(Files, "write", lambda files, to, data: write(files, to, data[:7]))
    assert stc(*COMMANDS[name]).code == 0
    assert plan.read_bytes() == usual.after


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("first", [0, 100], ids=["at once", "after a hundred bytes"])
def test_a_write_that_gets_no_further(
    stc: Any, plan: Path, disk: Disk, name: str, first: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that takes none of the bytes and gives no reason must not be asked for ever."""
    before, write = plan.read_bytes(), Files.write
    room = [first]

    def fill(files: Files, to: int, data: memoryview) -> int:
        taken = write(files, to, data[: room[0]]) if room[0] else 0
        room[0] -= taken
        return taken

    monkeypatch.setattr(Files, "write", fill)
    answer = stc(*COMMANDS[name])
    assert (answer.code, answer.out) == (3, "")
    assert is_a_sentence(answer.err)
    assert (plan.read_bytes(), names_beside(plan)) == (before, ["plan.yaml"])


def test_what_was_formatted_before_a_fault_is_said(stc: Any, plan: Path, disk: Disk) -> None:
    timeline = plan.with_name("timeline.yaml")
    timeline.write_text(TIMELINE.replace("title: A timeline", "title: 'A timeline'"), "utf-8")
    before = plan.read_bytes(), timeline.read_bytes()
    disk.work()
    assert stc("fmt").code == 0
    second = [at for at, call in enumerate(disk.calls, 1) if call == "create"][1]
    for path, data in zip((plan, timeline), before, strict=True):
        path.write_bytes(data)
    disk.fail(errno.ENOSPC, second)
    answer = stc("fmt")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.startswith("plan.yaml: formatted.\nError: Cannot write ")
    assert plan.read_bytes() != before[0]
    assert timeline.read_bytes() == before[1]


def test_a_leftover_that_cannot_be_removed_does_not_keep_the_others(stc: Any, plan: Path) -> None:
    plan.with_name(".plan.yaml.stc-000000000000.tmp").mkdir()
    plan.with_name(".plan.yaml.stc-111111111111.tmp").touch()
    plan.with_name(".plan.yaml.stc-222222222222.tmp").touch()
    assert stc(*COMMANDS["set-status"]).code == 0
    assert names_beside(plan) == [".plan.yaml.stc-000000000000.tmp", "plan.yaml"]


@pytest.fixture
def environment() -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": SEARCHED,
        "STC_PLAN": "plan.yaml",
        "LANG": "C.UTF-8",
        # Under a limit python would keep compiled modules that are cut short, and fail on them.
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def run(plan: Path, environment: dict[str, str], *words: str, **options: Any) -> Answer:
    """Run a program in a process of its own, beside the plan."""
    given = {"stdout": subprocess.PIPE, **options}
    done = subprocess.run(
        words,
        cwd=plan.parent,
        env=environment,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
        **given,
    )
    return Answer(done.returncode, (done.stdout or b"").decode(), done.stderr.decode())


@pytest.mark.parametrize("name", COMMANDS)
def test_a_limit_on_the_size_of_files(plan: Path, environment: dict[str, str], name: str) -> None:
    limited = ("/bin/sh", "-c", 'ulimit -f 1; exec "$@"', "sh", *STC)
    before = plan.read_bytes() + b"# " + b"x" * 2048 + b"\n"
    plan.write_bytes(before)
    answer = run(plan, environment, *limited, *COMMANDS[name])
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.endswith("the file would be larger than it may be.\n")
    assert is_a_sentence(answer.err)
    assert (plan.read_bytes(), names_beside(plan)) == (before, ["plan.yaml"])


ON_A_SMALL_DISK = """
mount -t tmpfs -o "$1" none "$2" && cp "$3" "$2/plan.yaml" && cd "$2" && shift 3 || exit 99
"$@"
echo "ended with $?"
ls -A
cat plan.yaml
"""


@pytest.mark.parametrize(
    ("size", "name"),
    [("size=100k", "set-status"), ("size=100k", "set-deadline"), ("nr_inodes=2", "set-status")],
)
def test_a_disk_that_is_really_full(
    plan: Path, environment: dict[str, str], tmp_path: Path, size: str, name: str
) -> None:
    """The disk holds the plan as published, and has no room for a second one, or for its name."""
    if shutil.which("unshare") is None:
        pytest.skip("no unshare here, so that no small disk can be mounted")
    alone = ("unshare", "--user", "--map-root-user", "--mount", "/bin/sh", "-c", ON_A_SMALL_DISK)
    disk = tmp_path / "disk"
    disk.mkdir()
    published = PUBLISHED / "plan.yaml"
    words = [word.replace("COM-01", "COM-03") for word in COMMANDS[name]]
    answer = run(plan, environment, *alone, "sh", size, str(disk), str(published), *STC, *words)
    if "ended with" not in answer.out:
        pytest.skip(f"a small disk cannot be mounted here: {answer.err.strip()}")
    assert answer.err == 'Error: Cannot write "{}": the disk is full.\n'.format(disk / "plan.yaml")
    assert answer.out == "ended with 3\nplan.yaml\n" + published.read_text("utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_output_does_not_undo_what_was_written(
    stc: Any, plan: Path, disk: Disk, environment: dict[str, str], name: str
) -> None:
    usual = do_it_once(stc, disk, plan, COMMANDS[name])
    with Path("/dev/full").open("wb") as full:
        answer = run(plan, environment, *STC, *COMMANDS[name], stdout=full)
    assert answer.code == 3
    assert "Error: The answer could not be written: No space left on device.\n" in answer.err
    assert names_beside(plan) == ["plan.yaml"]
    if name != "set-deadline":  # Its text holds the day of the decision, which is today.
        assert plan.read_bytes() == usual.after
    if name != "fmt":
        assert "Written to plan.yaml." in answer.err
