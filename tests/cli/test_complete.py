"""Tab is answered without typer, and exactly as typer would answer it."""

import io
import os
from contextlib import redirect_stdout
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import stc.cli.app as app
from stc.cli.complete import complete_line
from stc.cli.parameters import Option, list_parameters
from stc.cli.registry import COMMANDS, CommandEntry

PLAN = Path(__file__).resolve().parents[1] / "published" / "plan.yaml"
SHELLS = ("bash", "zsh", "fish", "fish is-args")
NAMES = [entry.name for entry in COMMANDS]
VALUES = ["911", "9", "COM-03", "C", "csv", "t", "dept", "STC2", "in", "a:b", "é", "@", "="]
ODD = [
    "--",
    "-",
    "--d",
    "--nope",
    "-d911",
    "--dept=9",
    "--format=json",
    "--help",
    "'a b'",
    '"',
    "\\",
]


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STC_PLAN", str(PLAN))
    for name in ("COLUMNS", "TERMINAL_WIDTH"):
        monkeypatch.delenv(name, raising=False)


def describe(shell: str, line: str, word: int | None = None) -> dict[str, str]:
    """Return what a shell puts into the environment; the line ends where the cursor is."""
    name, _, action = shell.partition(" ")
    told = {"_STC_COMPLETE": f"complete_{name}"}
    if name == "bash":
        number = len(line.split(" ")) - 1 if word is None else word
        return told | {"COMP_WORDS": line, "COMP_CWORD": str(number)}
    told["_TYPER_COMPLETE_ARGS"] = line
    return told | {"_TYPER_COMPLETE_FISH_ACTION": action or "get-args"} if name == "fish" else told


def answer(told: dict[str, str]) -> tuple[str, int] | None:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in told.items():
            patch.setenv(name, value)
        outcome = complete_line(os.environ)
    return outcome and (outcome.text, outcome.exit_code)


def answer_by_typer(told: dict[str, str]) -> tuple[str, int]:
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()) as out:
        for name, value in told.items():
            patch.setenv(name, value)
        with pytest.raises(SystemExit) as end:
            app.run_line([])
    return out.getvalue(), int(str(end.value.code))


def list_names(entry: CommandEntry) -> list[str]:
    """Return the names of the options of a command."""
    taken = [one.declared for one in list_parameters(import_module(entry.module).run)]
    return [name for one in taken if isinstance(one, Option) for name in one.names]


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=4)
SHOWN = TEXT | st.text("a:b [/]$`'\"\\’—…", max_size=70)
PAIRS = st.lists(st.tuples(st.sampled_from(["911", "9-A", "C.1", "in"]) | SHOWN, SHOWN), max_size=4)


@st.composite
def lines(draw: st.DrawFn) -> str:
    """Return lines that begin as a command, or not."""
    entry = draw(st.sampled_from(COMMANDS))
    word = st.sampled_from(list_names(entry) + VALUES + VALUES + ODD)
    words = draw(st.lists(word | TEXT, max_size=5))
    begun = draw(st.sampled_from([[entry.name]] * 9 + [[]]))
    return " ".join(["stc", *begun, *words]) + draw(st.sampled_from(["", " "]))


@pytest.mark.parametrize("shell", SHELLS)
@given(line=lines(), names=PAIRS, further=st.integers(-1, 1))
def test_what_is_answered_is_what_typer_says(
    shell: str, line: str, names: list[tuple[str, str]], further: int
) -> None:
    told = describe(shell, line, word=max(0, len(line.split(" ")) - 1 + further))
    with pytest.MonkeyPatch.context() as patch:
        known = dict.fromkeys(("step", "department", "section", "phase", "category"), names)
        patch.setattr("stc.files.names.load_names", lambda data: known)
        answered = answer(told)
        assert answered is None or answered == answer_by_typer(told)


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    "line",
    [
        "stc",
        "stc ",
        "stc s",
        "stc nope",
        "stc overdue",
        "stc overdue ",
        "stc overdue --dept ",
        "stc overdue --dept 9",
        "stc overdue -d 9",
        "stc overdue --dept 911 --section G",
        "stc overdue --dept 911 x --section G",
        "stc overdue --dept=911 --section G",
        "stc overdue --by ",
        "stc overdue --exit-code --format j",
        "stc overdue --exit-code --e",
        "stc history --counts COM-0",
        "stc list --search ",
        "stc list --status in",
        "stc list --status zzz",
        "stc list --sort d",
        "stc list -",
        "stc list --d",
        "stc list --dept -",
        "stc list --plan a.yaml --as-of 2025-01-01 --undated --status planning --",
        "stc scorecard --by dept --b",
        "stc show ",
        "stc show COM-0",
        "stc show COM-01 COM-0",
        "stc set-status COM-03 comp",
        "stc set-lead COM-03 ",
        "stc set-lead COM-03 911 ",
        "stc export ",
        "stc export csv ",
        "stc export nope -o a.csv --l",
        "stc schema t",
        "stc diff H",
        "stc stale --days ",
        "stc explain STC1",
        "stc validate --select STC2",
    ],
)
def test_common_lines_are_answered(shell: str, line: str) -> None:
    told = describe(shell, line)
    answered = answer(told)
    assert answered is not None
    assert answered == answer_by_typer(told)


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("name", NAMES)
def test_the_options_of_every_command_are_answered(shell: str, name: str) -> None:
    told = describe(shell, f"stc {name} --")
    answered = answer(told)
    # The help of `site --out` has brackets, which are markup to rich; bash shows no help.
    assert (answered is None) == (name == "site" and shell != "bash")
    assert answered is None or answered == answer_by_typer(told)


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    "line",
    [
        "stc -",
        "stc nope ",
        "stc --version ",
        "stc --version overdue --dept ",
        "stc list --dept=9",
        "stc list --dept= ",
        "stc list -d911 ",
        "stc list --nope ",
        "stc list --help ",
        "stc list -- ",
        "stc list --search --dept ",
        "stc list --search 'a b' --dept ",
        'stc list --dept "9',
        "stc list\t--dept 9",
        "stc list --search a\\ b --dept ",
    ],
)
def test_anything_else_is_left_to_typer(shell: str, line: str) -> None:
    assert answer(describe(shell, line)) is None


@pytest.mark.parametrize(
    "told",
    [
        {"_STC_COMPLETE": ""},
        {"_STC_COMPLETE": "source_bash"},
        {"_STC_COMPLETE": "complete_pwsh"},
        {"_STC_COMPLETE": "complete_bash"},
        {"_STC_COMPLETE": "complete_bash", "COMP_WORDS": "stc ov", "COMP_CWORD": "-1"},
        {"_STC_COMPLETE": "complete_bash", "COMP_WORDS": "stc ov", "COMP_CWORD": "١"},
        {"_STC_COMPLETE": "complete_fish", "_TYPER_COMPLETE_ARGS": "stc ov"},
        {"_STC_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "stc ", "COLUMNS": "40"},
    ],
)
def test_anything_else_a_shell_says_is_left_to_typer(told: dict[str, str]) -> None:
    assert answer(told) is None


@pytest.mark.parametrize("shell", ["zsh", "fish"])
@pytest.mark.parametrize("columns", [0, 20, 60, 200])
def test_in_a_narrow_terminal_typer_breaks_the_lines(
    shell: str, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = os.terminal_size((columns, 24))
    monkeypatch.setattr(os, "get_terminal_size", lambda number: size)
    told = describe(shell, "stc ")
    answered = answer(told)
    assert (answered is None) == (columns == 20)
    assert answered is None or answered == answer_by_typer(told)


@pytest.mark.parametrize("text", ["see :smile: c", "’" * 60])
@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_a_description_that_rich_may_change_is_left_to_typer(
    shell: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {"department": [("911", text)]}
    monkeypatch.setattr("stc.files.names.load_names", lambda data: names)
    assert answer(describe(shell, "stc list --dept ")) is None
    assert answer(describe("bash", "stc list --dept ")) == ("911\n", 0)


@pytest.mark.parametrize(("encoding", "left"), [("latin-1", True), ("utf-8", False)])
def test_letters_that_the_output_may_not_have_are_left_to_typer(
    encoding: str, left: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {"department": [("911", "The city’s line")]}
    monkeypatch.setattr("stc.files.names.load_names", lambda data: names)
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
    assert (answer(describe("zsh", "stc list --dept ")) is None) == left
    assert answer(describe("bash", "stc list --dept ")) == ("911\n", 0)
