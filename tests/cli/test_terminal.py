"""What the answer is shown on: an ASCII terminal, a narrow one, a pipe, none of ours."""

import csv
import fcntl
import io
import json
import os
import pty
import re
import struct
import termios
from typing import Any

import pytest

ASCII = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def test_an_ascii_terminal_gets_replacements(run: Any) -> None:
    answer = run("set-status", "COM-03", "excluded", "--reason", "Café – über", env=ASCII)
    assert answer.code == 0
    assert "reason: Caf? ? ?ber" in answer.out
    shown = run("show", "COM-03", env=ASCII)
    assert (shown.code, shown.err) == (0, "")
    assert "Caf? ? ?ber" in shown.out


def test_programs_get_utf8_in_every_locale(run: Any) -> None:
    """What was typed is UTF-8 as well, whatever the locale says."""
    assert run("set-status", "COM-03", "excluded", "--reason", "Café – über", env=ASCII).code == 0
    found = run("list", "--search", "über", "-f", "json", env=ASCII).out
    (step,) = json.loads(found)["steps"]
    assert (step["id"], step["reason"]) == ("COM-03", "Café – über")
    (row,) = csv.DictReader(io.StringIO(run("show", "COM-03", "-f", "csv", env=ASCII).out))
    assert row["reason"] == "Café – über"


def test_a_department_typed_with_a_dash_the_locale_does_not_know(run: Any) -> None:
    answer = run("overdue", "-d", "Communications – OCS", "-f", "ids", env=ASCII)
    assert answer.out.split() == run("overdue", "-d", "comms-ocs", "-f", "ids").out.split()


@pytest.mark.parametrize(
    "asked", ["overdue", "due", "list", "show COM-03 GOV-02", "summary", "departments", "timeline"]
)
@pytest.mark.parametrize("columns", [40, 80, 120])
def test_no_line_is_wider_than_the_screen(
    stc: Any, monkeypatch: pytest.MonkeyPatch, asked: str, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    answer = stc(*asked.split())
    assert (answer.code, answer.err) == (0, "")
    assert max(map(len, answer.out.splitlines())) <= columns
    assert not any(line.endswith(" ") for line in answer.out.splitlines())
    assert "…" not in answer.out


def test_forty_columns_lose_nothing(stc: Any, steps: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    out = " ".join(stc("list").out.split())
    for step in steps:
        assert step["id"] in out
        assert step["deadline"] in out
        assert " ".join(step["action"].split()[:3]) in out


@pytest.mark.parametrize("columns", ["", "0", "-1", "abc", "9" * 50, "1"])
def test_columns_that_make_no_sense(
    stc: Any, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert stc("overdue").code == 0


@pytest.mark.parametrize(
    ("env", "option", "coloured"),
    [
        ({}, "auto", False),
        ({"FORCE_COLOR": "1"}, "auto", True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, "auto", False),
        ({"FORCE_COLOR": "1"}, "never", False),
        ({"NO_COLOR": "1"}, "always", True),
    ],
)
def test_colour_in_a_pipe(
    stc: Any, monkeypatch: pytest.MonkeyPatch, env: dict[str, str], option: str, coloured: bool
) -> None:
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in stc("overdue", "--color", option).out) is coloured


def show_on_a_terminal(start: Any, columns: int, *arguments: str) -> str:
    """Return what a command shows on a terminal of so many columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = start(*arguments, stdout=theirs, env={"TERM": "xterm"})
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:  # Linux says so when the other end is closed.
        pass
    os.close(ours)
    assert process.wait(timeout=20) == 0
    return shown.decode()


def test_a_real_terminal_has_colours_and_its_width(start: Any) -> None:
    shown = show_on_a_terminal(start, 72, "show", "COM-03")
    assert "\x1b[1m" in shown
    assert max(map(len, re.sub(r"\x1b\[[0-9;]*m", "", shown).split("\r\n"))) <= 72


def test_help_on_a_terminal_loses_no_words(start: Any) -> None:
    """Rich would take what stands in square brackets for its markup, and drop it."""
    shown = re.sub(r"\x1b\[[0-9;]*m", "", show_on_a_terminal(start, 120, "list", "--help"))
    assert "Which steps" in shown
    for text in ("STC_PLAN", "STC_AS_OF", "Example: stc list --section COM"):
        assert text in shown


def test_without_a_home(run: Any, environment: dict[str, str]) -> None:
    del environment["HOME"]
    assert run("overdue", "-d", "911", "-f", "ids").code == 0
    assert run("--help").code == 0
