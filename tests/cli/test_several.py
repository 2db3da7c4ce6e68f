"""Several steps changed at once: by ids, by ids from a pipe, and asked for on a terminal."""

import io
import os
import sys
from pathlib import Path
from select import select
from typing import Any

import pytest

from tests.children import child

FOUR = ("COM-02", "COM-03", "RST-02", "RST-03")
# The first program of a session that opens a terminal has it as its own, as `/dev/tty`.
ON_A_TERMINAL = """
import os, sys
terminal = os.open(sys.argv[1], os.O_RDWR)
for stream in map(int, sys.argv[2]):
    os.dup2(terminal, stream)
os.execvp(sys.argv[3], sys.argv[3:])
"""


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> Any:
    def put(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))

    return put


def statuses(plan: Path, name: str) -> int:
    return plan.read_text("utf-8").count(f"status: {name}\n")


def test_ids_from_a_pipe_are_changed_together(stc: Any, plan: Path, pipe: Any) -> None:
    before = statuses(plan, "Ongoing")
    pipe(b"\xef\xbb\xbfCOM-03\r\n\r\ncom-02 COM-03\r\nRST-02")
    answer = stc("set-status", "-", "ongoing")
    assert answer.code == 0
    assert answer.err.startswith("3 steps.\nCOM-03: Planning to Ongoing.\nCOM-02: ")
    assert statuses(plan, "Ongoing") == before + 3
    pipe(b"COM-03\nCOM-12\n")
    answer = stc("set-status", "RST-02", "-", "ongoing")
    assert answer.err.startswith("3 steps: 1 to change, 2 as they are.\n")


def test_what_another_command_lists_is_changed(stc: Any, plan: Path, pipe: Any) -> None:
    listed = stc("list", "--dept", "911", "--format", "ids").out
    pipe(listed.encode())
    answer = stc("set-status", "-", "complete", "-n")
    assert answer.err.startswith(f"{len(listed.split())} steps")
    assert answer.err.endswith("Dry run: nothing was written.\n")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("set-deadline", "-", "2027-03-31", "--reason", "The board meets."), "to 2027-03-31"),
        (("set-lead", "-", "911"), "no lead to 911"),
    ],
)
def test_every_change_takes_several(
    stc: Any, plan: Path, pipe: Any, words: tuple[str, ...], reason: str
) -> None:
    pipe(b"COM-02 COM-03\n")
    answer = stc(*words)
    assert (answer.code, answer.err.count(reason)) == (0, 2)
    assert answer.err.startswith("2 steps.\n")
    assert "git" not in answer.err or "'COM-02, COM-03: " in answer.err


def test_several_are_moved_together(stc: Any, plan: Path, pipe: Any) -> None:
    before = plan.read_bytes()
    pipe(b"COM-02 COM-03\nGOV-01\n")
    answer = stc("move", "-", "--to", "GOV", "--goal", "practice model")
    assert answer.code == 0, answer.err
    assert answer.err.startswith("3 steps: 2 to change, 1 as they are.\nCOM-02: moved from COM, ")
    assert "'COM-02, COM-03: move to GOV' -- data/plan.yaml" in answer.err
    lines = plan.read_text("utf-8").splitlines()
    ids = [line.split()[-1] for line in lines if line.startswith("          - id: ")]
    goal = ids.index("COM-02")
    assert ids[goal : goal + 2] == ["COM-02", "COM-03"]
    assert ids[goal - 1].startswith("GOV")
    assert len(set(ids)) == len(ids) == before.count(b"          - id: ")
    plan.write_bytes(before)
    assert stc("move", "COM-02", "COM-99", "--to", "GOV", "--goal", "none").code == 2
    assert plan.read_bytes() == before


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"COM-02\n\nCOM-99\n", 'Line 3 of standard input: unknown step "COM-99".'),
        (
            b"X\nCOM-02\nY Z\n",
            'Standard input has 3 unknown steps: "X" (line 1), "Y" (line 3), "Z" (line 3).',
        ),
        (b"COM-02\n\xff\n", "Line 2 of standard input is not UTF-8"),
        ("COM-02\n".encode("utf-16"), "Line 1 of standard input is not UTF-8"),
        (b"COM-02 \x1b[31m\n", r'unknown step "\u001b[31m"'),
        (b"\0" * 5_000_000, "Standard input is larger than 4 MiB, so it is no list of ids."),
    ],
    ids=["unknown", "several unknown", "bytes", "UTF-16", "escape", "large"],
)
def test_a_pipe_of_something_else_changes_nothing(
    stc: Any, plan: Path, pipe: Any, data: bytes, said: str
) -> None:
    before = plan.read_bytes()
    pipe(data)
    answer = stc("set-status", "-", "ongoing")
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1
    assert plan.read_bytes() == before


def test_an_empty_pipe_is_a_sentence(stc: Any, plan: Path, pipe: Any) -> None:
    pipe(b"\n \r\n")
    assert stc("set-status", "-", "ongoing") == (
        0,
        "",
        "Standard input has no ids: nothing to change.\n",
    )


def test_a_terminal_has_no_ids(stc: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal(io.BytesIO(b"COM-03\n")))
    answer = stc("set-status", "-", "ongoing")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("Error: Standard input is a terminal, so no ids are read from it.")


def test_of_several_one_that_is_refused_keeps_all(stc: Any, plan: Path) -> None:
    before = plan.read_bytes()
    answer = stc("set-status", "COM-03", "COM-13", "in-progress")
    assert (answer.code, plan.read_bytes()) == (2, before)


def ask(
    plan: Path, command: Any, environment: dict[str, str], streams: str, reply: bytes, *words: str
) -> tuple[int, str]:
    """Return the exit code of a command on a terminal of its own, and what is shown there."""
    master, slave = os.openpty()
    words = (sys.executable, "-c", ON_A_TERMINAL, os.ttyname(slave), streams, *command, *words)
    shown = b""
    ids = plan.with_name("ids")
    ids.write_text("\n".join(FOUR), "utf-8")
    with (
        ids.open("rb") as stdin,
        child(words, 60, stdin=stdin, env=environment, start_new_session=True) as process,
    ):
        os.write(master, reply)
        while process.poll() is None or select([master], [], [], 0)[0]:
            if select([master], [], [], 0.05)[0]:
                shown += os.read(master, 65536)
    os.close(slave)
    os.close(master)
    return process.returncode, shown.decode()


@pytest.mark.parametrize("streams", ["012", "12"], ids=["typed", "piped"])
def test_more_than_three_are_asked_for_on_a_terminal(
    plan: Path, command: Any, environment: dict[str, str], streams: str
) -> None:
    """Where the ids come from a pipe the answer comes from the terminal itself."""
    before = plan.read_bytes()
    ids = FOUR if streams == "012" else ("-",)
    words = ("set-status", *ids, "ongoing", "--plan", str(plan))
    code, shown = ask(plan, command, environment, streams, b"n\n", *words)
    assert code == 3
    assert "Change 4 steps? [y/N]" in shown
    assert "Error: Nothing was written. Answer y, or use --yes." in shown
    assert plan.read_bytes() == before
    code, shown = ask(plan, command, environment, streams, b"y\n", *words)
    assert code == 0
    assert plan.read_bytes() != before


@pytest.mark.parametrize("words", [("--yes",), ("-n",), ()])
def test_nobody_is_asked_in_ci_nor_where_it_was_said(
    plan: Path, command: Any, environment: dict[str, str], words: tuple[str, ...]
) -> None:
    given = environment if words else {**environment, "CI": "true"}
    asked = ("set-status", *FOUR, "ongoing", "--plan", str(plan), *words)
    code, shown = ask(plan, command, given, "012", b"", *asked)
    assert (code, "[y/N]" in shown) == (0, False)
