"""Every option and argument of every command: given empty, and given twice."""

import shlex
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args, get_origin

import pytest

from stc.cli.fast_args import drop_none, is_list, split_words
from stc.cli.parameters import MISSING, Argument, Option, Parameter, list_parameters
from stc.cli.registry import COMMANDS, CommandEntry


class Case(NamedTuple):
    """A parameter of a command, and a line of words that lacks only this parameter."""

    entry: CommandEntry
    parameter: Parameter
    before: list[str]

    def __str__(self) -> str:
        taken = self.parameter.declared
        name = taken.names[0] if isinstance(taken, Option) else self.parameter.name
        return f"{self.entry.name} {name}"


def list_cases(kind: type[Option | Argument]) -> Iterator[Case]:
    """Yield every parameter of a kind, with the example of the command's help without it."""
    for entry in COMMANDS:
        run = import_module(entry.module).run
        parameters = list_parameters(run)
        example = shlex.split(run.__doc__.rpartition("Example: stc ")[2])[1:]
        given, words = split_words(parameters, iter(example))
        for parameter in parameters:
            if not isinstance(parameter.declared, kind):
                continue
            needed = [
                f"{one.declared.names[0]}={given[one.name][0]}"
                for one in parameters
                if isinstance(one.declared, Option) and one.default is MISSING and one != parameter
            ]
            yield Case(entry, parameter, [entry.name, *words, *needed])


OPTIONS = [case for case in list_cases(Option) if case.parameter.type is not bool]
SINGLE = [case for case in OPTIONS if not is_list(case.parameter.type)]
ARGUMENTS = list(list_cases(Argument))


def test_each_name_belongs_to_one_option_of_a_command() -> None:
    for entry in COMMANDS:
        parameters = list_parameters(import_module(entry.module).run)
        options = [one.declared for one in parameters if isinstance(one.declared, Option)]
        names = [name for option in options for name in option.names]
        assert len(names) == len(set(names)), entry.name


def list_spellings(case: Case, text: str) -> Iterator[list[str]]:
    """Yield the ways in which a text is given to an option, by each of its names."""
    for name in case.parameter.declared.names:  # type: ignore[union-attr]
        yield [name, text]
        if name.startswith("--"):
            yield [f"{name}={text}"]


def test_there_are_options_of_every_command_that_has_some() -> None:
    assert {case.entry.name for case in (*OPTIONS, *ARGUMENTS)} == {one.name for one in COMMANDS}
    assert len(OPTIONS) > 150


@pytest.mark.parametrize("case", OPTIONS, ids=str)
def test_an_option_that_is_empty_is_refused(stc: Any, plan: Path, case: Case) -> None:
    before = plan.read_bytes()
    for text in ("", " ", "\t\n", "\u00a0"):
        for words in list_spellings(case, text):
            answer = stc(*case.before, *words)
            assert (answer.code, answer.out) == (2, ""), words
            assert case.parameter.declared.names[0] in answer.err  # type: ignore[union-attr]
            assert answer.err.startswith("Error: ")
    assert plan.read_bytes() == before


@pytest.mark.parametrize("case", ARGUMENTS, ids=str)
def test_an_argument_that_is_empty_is_refused(stc: Any, plan: Path, case: Case) -> None:
    before = plan.read_bytes()
    arguments = [word for word in case.before[1:] if not word.startswith("-")] or ["any"]
    options = [word for word in case.before[1:] if word.startswith("-")]
    for position in range(len(arguments)):
        for text in ("", " "):
            words = [*arguments[:position], text, *arguments[position + 1 :]]
            for line in ([*words, *options], [*options, "--", *words]):
                answer = stc(case.entry.name, *line)
                assert (answer.code, answer.out) == (2, ""), line
                assert answer.err.startswith("Error: ")
    assert plan.read_bytes() == before


def make_value(parameter: Parameter) -> str:
    """Return a value that the parameter takes."""
    kind = drop_none(parameter.type)
    if get_origin(kind) is Literal:
        return str(get_args(kind)[-1])
    if isinstance(kind, type) and issubclass(kind, Enum):
        return str(next(iter(kind)).value)
    return "7"


@pytest.mark.parametrize("case", SINGLE, ids=str)
def test_an_option_with_one_value_is_refused_when_given_twice(
    stc: Any, plan: Path, case: Case
) -> None:
    before = plan.read_bytes()
    spellings = list(list_spellings(case, make_value(case.parameter)))
    for first in spellings:
        for second in spellings:
            answer = stc(*case.before, *first, *second)
            name = case.parameter.declared.names[0]  # type: ignore[union-attr]
            several = "Only `stc validate` takes several plans."
            hint = several if name == "--plan" else "Give it once."
            assert answer == (2, "", f"Error: {name} is given twice. {hint}\n"), first
    assert plan.read_bytes() == before


def test_an_unset_variable_in_ci_never_hides_a_finding(stc: Any) -> None:
    assert stc("validate", "--strict").code == 1
    answer = stc("validate", "--strict", "--ignore", "")
    shown = "Error: --ignore: the value is empty. Write a value, or leave the option out.\n"
    assert answer == (2, "", shown)


@pytest.mark.parametrize("value", ["", " ", "\t"])
def test_a_variable_that_is_empty_counts_as_not_set(
    stc: Any, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.delenv("STC_AS_OF")
    today = stc("overdue", "-f", "json")
    for name in ("STC_PLAN", "STC_AS_OF", "SOURCE_DATE_EPOCH"):
        monkeypatch.setenv(name, value)
    assert stc("overdue", "-f", "json") == today
    assert today.code == 0
    assert stc("--version").out.startswith("stc ")
    assert "138 steps" in stc("--version").out
    assert stc("diff", "data/plan.yaml", "data/plan.yaml").code == 0
    assert stc("report", "-f", "ids").code == 0
