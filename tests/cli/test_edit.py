"""`stc edit` with editors that are small scripts."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Answer

Stc = Callable[..., Answer]
Script = Callable[[str], Path]
STEP = """\
id: COM-03
status: Planning
action: >-
  Publicly post more information about the MECC's governance, governing board, practices, and procedures to increase transparency.
departments: ["911", it]
deadline: 2024-12-31
page: 11
"""  # noqa: E501


@pytest.fixture
def editor(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Script:
    """Return how an editor is named that does what a script of the shell says, to `$1`."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")

    def write(script: str) -> Path:
        path = tmp_path / "my editor"
        path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        path.chmod(0o755)
        monkeypatch.setenv("EDITOR", f"'{path}'")
        return path

    return write


def find_kept(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / f"stc-{os.getuid()}").glob("*") if path.is_file()]


def test_the_lines_of_the_step_alone_are_edited(
    stc: Stc, plan: Path, editor: Script, tmp_path: Path
) -> None:
    editor(
        f'cat "$1" >{tmp_path}/seen; stat -c %a "$1" >{tmp_path}/mode; sed -i s/it]/mayor]/ "$1"'
    )
    before = plan.read_text("utf-8")
    answer = stc("edit", "com-03")
    said = answer.err.splitlines()
    assert (answer.code, said[0], said[2]) == (0, "COM-03: edited.", "Written to data/plan.yaml.")
    assert said[1].startswith("stc validate will warn: STC410 COM-03 no longer names it.")
    assert '+            departments: ["911", mayor]\n' in answer.out
    at = before.index("- id: COM-03")
    assert plan.read_text("utf-8") == before[:at] + before[at:].replace("it]", "mayor]", 1)
    seen = (tmp_path / "seen").read_text("utf-8")
    assert "".join(f"{one}\n" for one in seen.splitlines() if one[:6] != "# stc:") == STEP
    assert (tmp_path / "mode").read_text("utf-8") == "600\n"
    assert find_kept(tmp_path) == []


@pytest.mark.parametrize(
    ("script", "why"),
    [(":", "unchanged"), (': >"$1"', "empty"), ('rm "$1"', "empty"), ('echo >>"$1"', "unchanged")],
)
def test_unchanged_or_emptied_nothing_is_written(
    stc: Stc, plan: Path, editor: Script, tmp_path: Path, state: Callable[..., object],
    script: str, why: str,
) -> None:  # fmt: skip
    editor(script)
    before = state(plan)
    answer = stc("edit", "COM-03")
    assert answer == (0, "", f"COM-03: the text is {why}, so nothing was written.\n")
    assert state(plan) == before
    assert find_kept(tmp_path) == []


@pytest.mark.parametrize(
    ("script", "code", "said"),
    [
        ("s/Planning/Nearly/", 3, ':5:9: error STC105 Unknown status "Nearly".'),
        ("s/^deadline: .*/deadline: 2025-31-12/", 3, "error STC106"),
        ("s/^page: .*/page: [/", 3, "error STC001"),
        ("s/^deadline: .*/deadline: 2026-12-31/", 3, "error STC405"),
        ("s/id: COM-03/id: COM-98/", 2, 'The id of COM-03 is "COM-98"; an id never changes.'),
        ("/^id:/d", 2, "The id of COM-03 is missing"),
        ("s/^id:/- id:/;s/^\\([spd]\\)/  \\1/;s/^action.*/  action: x/;/^  Pub/d", 2, "is a list"),
        ("s/^page: .*/---/", 3, "error"),
    ],
)
def test_what_is_refused_is_kept(
    stc: Stc, plan: Path, editor: Script, tmp_path: Path, script: str, code: int, said: str
) -> None:
    editor(f"sed -i '{script}' \"$1\"")
    before = plan.read_bytes()
    answer = stc("edit", "COM-03")
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    (kept,) = find_kept(tmp_path)
    assert f"Your text is kept in {kept}: go on with stc edit COM-03 --continue." in answer.err
    assert plan.read_bytes() == before


def test_it_goes_on_with_what_was_kept(
    stc: Stc, plan: Path, editor: Script, tmp_path: Path
) -> None:
    assert "No text of COM-03 is kept." in stc("edit", "COM-03", "--continue").err
    editor('sed -i "s/Planning/Nearly/" "$1"; echo "note: Mine." >>"$1"')
    assert stc("edit", "COM-03").code == 3
    (kept,) = find_kept(tmp_path)
    answer = stc("edit", "COM-03")
    assert answer.code == 3
    assert f"A text of COM-03 is kept in {kept}." in answer.err
    assert b"Mine." in kept.read_bytes()
    assert stc("set-deadline", "COM-03", "2027-01-31", "--reason", "It takes longer.").code == 0
    editor(f'cat "$1" >{tmp_path}/seen; sed -i "/^deadline/d" "$1"')
    assert stc("edit", "COM-03", "--continue").code == 3
    seen = (tmp_path / "seen").read_text("utf-8")
    assert "# stc: COM-03 changed in the plan meanwhile. It is now:\n# stc:   id: COM-03\n" in seen
    assert "# stc:   deadline: 2027-01-31\n" in seen
    editor('sed -i "/^# stc:/d;s/Nearly/Planning/" "$1"')
    answer = stc("edit", "COM-03", "--continue", "-n")
    assert answer.code == 3, "the move of the deadline would be lost"
    editor(f'grep "^# stc:   " {tmp_path}/seen | cut -c10- >"$1"; echo "note: Mine." >>"$1"')
    answer = stc("edit", "COM-03", "--continue", "-n")
    assert answer.code == 0
    assert "\nDry run: nothing was written.\nYour text is kept in " in answer.err
    assert find_kept(tmp_path) == [kept]
    editor(":")
    assert stc("edit", "COM-03", "--continue").code == 0
    assert "            note: Mine.\n" in plan.read_text("utf-8")
    assert find_kept(tmp_path) == []


def test_a_change_of_the_step_meanwhile_is_never_overwritten(
    stc: Stc, plan: Path, editor: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder of the plan is not locked: another writer is let in."""
    program = f"PYTHONPATH={Path(__file__).parents[2]} {sys.executable} -P -m stc"
    editor(f'{program} set-status $STEP in-progress >&2; echo "note: Mine." >>"$1"')
    monkeypatch.setenv("STEP", "COM-03")
    answer = stc("edit", "COM-03")
    assert answer.code == 3
    assert "COM-03 changed in the plan meanwhile; nothing was written." in answer.err
    assert "note: Mine." not in plan.read_text("utf-8")
    (kept,) = find_kept(tmp_path)
    kept.unlink()
    monkeypatch.setenv("STEP", "COM-02")
    assert stc("edit", "COM-03").code == 0
    text = plan.read_text("utf-8")
    assert "            note: Mine.\n" in text


def test_an_editor_that_fails_or_is_missing_is_said(
    stc: Stc, plan: Path, editor: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = editor("exit 3")
    before = plan.read_bytes()
    assert f'The editor "{path}" ended with exit code 3' in stc("edit", "COM-03").err
    assert find_kept(tmp_path) == []
    editor('echo "note: Mine." >>"$1"; kill -9 $$')
    answer = stc("edit", "COM-03")
    assert answer.code == 3
    assert f"ended with signal {signal.SIGKILL.value}" in answer.err
    assert "Your text is kept in" in answer.err
    find_kept(tmp_path)[0].unlink()
    for named, code, said in (
        ("/nowhere/ed -x", 3, 'The editor "/nowhere/ed" cannot be started: No such file'),
        ("'vim", 2, 'EDITOR is "\'vim", whose quotes do not match.'),
        ("touch x; touch", 3, ""),
        ("", 3, "There is no terminal to open an editor on, and none is named."),
    ):
        monkeypatch.setenv("EDITOR", named)
        answer = stc("edit", "COM-03")
        assert said in answer.err
        if code != 3 or said:
            assert answer.code == code
        monkeypatch.setenv("TERM", "dumb")
        monkeypatch.setenv("VISUAL", "/not/asked")
        assert said in stc("edit", "COM-03").err
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.delenv("VISUAL")
    assert plan.read_bytes() == before


def test_a_folder_that_others_may_write_is_refused(
    stc: Stc, plan: Path, editor: Script, tmp_path: Path
) -> None:
    editor(":")
    folder = tmp_path / f"stc-{os.getuid()}"
    folder.mkdir(0o777)
    folder.chmod(0o777)
    answer = stc("edit", "COM-03")
    assert answer.code == 3
    assert "it is not a folder of your own." in answer.err


def test_an_interrupt_is_for_the_editor(
    start: Callable[..., "subprocess.Popen[bytes]"], plan: Path, editor: Script, tmp_path: Path
) -> None:
    script = editor('kill -INT $PPID; echo "note: Mine." >>"$1"')
    env = {"EDITOR": f"'{script}'", "TMPDIR": str(tmp_path), "TERM": "xterm"}
    process = start("edit", "COM-03", env=env)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err[:15]) == (0, b"COM-03: edited.")
