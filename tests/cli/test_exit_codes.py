"""The exit codes 0, 1, 2, 3, 70 and 130, in processes of their own where the system decides."""

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from stc.cli import main as boundary

ARGUMENTS = ("overdue", "--dept", "911")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("overdue",), 0),
        (("overdue", "--exit-code"), 1),
        (("overdue", "--dept", "912"), 2),
        (("overdue", "--nope"), 2),
        (("overdue", "--plan", "nowhere.yaml"), 3),
    ],
)
def test_the_code_of_the_process(run: Any, arguments: tuple[str, ...], code: int) -> None:
    answer = run(*arguments)
    assert answer.code == code
    assert bool(answer.out) == (code < 2)
    assert bool(answer.err) == (code >= 2)


def test_a_bug_is_a_sentence_and_what_to_report(stc: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("a\x1b[31m bug")

    monkeypatch.setattr("stc.cli.context.read_bytes", fail)
    answer = stc("list")
    assert (answer.code, answer.out) == (70, "")
    first, second = answer.err.splitlines()
    assert first.startswith("Error: This is a bug in stc: ZeroDivisionError at test_exit_codes.py:")
    assert second.startswith("Please report it with the command you ran, stc ")
    assert "Traceback" not in answer.err
    assert "\x1b" not in answer.err


def test_an_interrupt_is_quiet(stc: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("stc.cli.context.read_bytes", interrupt)
    assert stc("list") == (boundary.INTERRUPTED, "", "") == (130, "", "")


def test_control_c_while_it_waits(start: Any, plan: Path) -> None:
    """Another writer holds the folder, so that the command is sure to be waiting."""
    import fcntl

    held = os.open(plan.parent, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    before = plan.read_bytes()
    # Whoever runs the tests in the background may have had the signal ignored.
    heeded = signal.signal(signal.SIGINT, signal.SIG_DFL)
    process = start("set-status", "COM-03", "ongoing")
    signal.signal(signal.SIGINT, heeded)
    said = process.stderr.readline()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    os.close(held)
    assert said == b"waiting for another stc that is writing in this folder\n"
    assert (process.returncode, out, err) == (130, b"", b"")
    assert plan.read_bytes() == before


@pytest.mark.parametrize("name", ["table", "json", "csv"])
def test_a_reader_that_has_had_enough(start: Any, plan: Path, name: str) -> None:
    text = plan.read_text("utf-8")
    plan.write_text(text.replace("action: >-\n", "action: >-\n" + " " * 13 + " word" * 400 + "\n"))
    process = start("list", "--format", name)
    assert process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=20) == 0


def test_a_pipe_that_is_closed_before(start: Any) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = start("summary", stdout=writing)
    os.close(writing)
    assert process.communicate(timeout=20)[1] == b""
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("asked", ["list", "list -f json", "--help", "--version", "schema"])
def test_a_full_output_is_an_error(run: Any, asked: str) -> None:
    with Path("/dev/full").open("wb") as full:
        answer = run(*asked.split(), stdout=full)
    assert answer.code == 3
    assert answer.err == "Error: The answer could not be written: No space left on device.\n"


def test_what_was_written_is_said_though_the_diff_is_lost(run: Any, plan: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        answer = run("set-status", "COM-03", "ongoing", stdout=full)
    assert answer.code == 3
    assert "Written to data/plan.yaml." in answer.err
    assert "Error: The answer could not be written" in answer.err
    assert run("show", "COM-03", "-f", "csv").out.count(",Ongoing,") == 1


def closing(*numbers: int) -> dict[str, Any]:
    return {"preexec_fn": lambda: [os.close(number) for number in numbers]}


def test_output_that_is_closed(run: Any) -> None:
    answer = run(*ARGUMENTS, **closing(1))
    assert (answer.code, answer.out) == (3, "")
    assert answer.err == "Error: The answer could not be written: Bad file descriptor.\n"


def test_talk_that_is_closed(run: Any) -> None:
    assert run(*ARGUMENTS, **closing(2)).out == run(*ARGUMENTS).out
    assert run("nope", **closing(2)) == (2, "", "")
    assert run("set-status", "COM-03", "ongoing", **closing(0, 2)).code == 0


def test_input_that_is_closed(run: Any) -> None:
    assert run(*ARGUMENTS, **closing(0)) == run(*ARGUMENTS)


def test_no_file_takes_the_place_of_a_closed_output(run: Any, plan: Path) -> None:
    """The first file that is opened would get the number of standard output, and the answer."""
    before = plan.read_bytes()
    assert run("set-status", "COM-03", "COM-99", "ongoing", **closing(0, 1, 2)).code == 2
    assert run("list", **closing(0, 1, 2)).code == 3
    assert plan.read_bytes() == before


STREAMS = {
    "as it is": {},
    "talk to a full disk": {"stderr": "/dev/full"},
    "both to a full disk": {"stdout": "/dev/full", "stderr": "/dev/full"},
    "talk to a closed pipe": {"stderr": "pipe"},
    "answer to a closed pipe": {"stdout": "pipe"},
    "both to a closed pipe": {"stdout": "pipe", "stderr": "pipe"},
    "talk closed": closing(2),
    "both closed": closing(1, 2),
}
LOST = ("both to a full disk", "both closed")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("streams", STREAMS)
@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("overdue", 0),
        ("overdue --exit-code", 1),
        ("validate --strict", 1),
        ("export csv --out made.csv", 0),
        ("set-status COM-03 ongoing --dry-run", 0),
        ("--help", 0),
        ("overdue --help", 0),
        ("nope", 2),
        ("overdue --dept 912", 2),
        ("overdue --nope", 2),
        ("overdue --plan nowhere.yaml", 3),
        ("overdue --plan broken.yaml", 3),
    ],
)
def test_the_code_stays_whatever_becomes_of_the_streams(
    start: Any, folder: Path, streams: str, asked: str, code: int
) -> None:
    (folder / "broken.yaml").write_text("\n".join(f"field{n}: x" for n in range(300)), "utf-8")
    given: dict[str, Any] = dict(STREAMS[streams])
    reading, writing = os.pipe()
    os.close(reading)
    opened = [writing]
    for name in ("stdout", "stderr"):
        if given.get(name) == "pipe":
            given[name] = writing
        elif name in given:
            opened.append(os.open(given[name], os.O_WRONLY))
            given[name] = opened[-1]
    try:
        process = start(*asked.split(), **given)
        process.communicate(timeout=60)
    finally:
        for number in opened:
            os.close(number)
    # A command that writes a file has nothing to print.
    is_lost = streams in LOST and code < 2 and "--out" not in asked
    assert process.returncode == (3 if is_lost else code)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("shell", ["complete_bash", "complete_zsh", "nonsense"])
def test_completion_that_cannot_be_written(start: Any, shell: str) -> None:
    given = {"_STC_COMPLETE": shell, "COMP_WORDS": "stc ' ", "COMP_CWORD": "1"}
    with Path("/dev/full").open("wb") as full:
        process = start(env=given, stdout=full, stderr=full)
    process.communicate(timeout=60)
    assert process.returncode == 3
