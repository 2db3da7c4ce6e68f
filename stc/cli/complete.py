"""Answers Tab where it is certain what typer would answer, without typer.

Anything else (quotes, `--`, `--option=`, the options of `stc` itself, a description that rich would
change) is left to typer, which reads the same parameters.
"""

import os
import re
import sys
from collections.abc import Mapping, Sequence
from enum import Enum
from importlib import import_module
from typing import Any, Literal, get_args, get_origin

from stc.cli.console import Outcome
from stc.cli.fast_args import HELP, NeedsTyper, drop_none, is_list, split_words
from stc.cli.parameters import Argument, Option, Parameter, list_parameters
from stc.cli.registry import COMMANDS

_LONGEST_SUMMARY = 45
_USUAL_WIDTH = 80
_LONGEST_NUMBER = 4
_HELP = [(name, "Show this message and exit.") for name in HELP]
_QUOTED = re.compile(r"""["'\\\t\r\n]""")
_SPACE = re.compile(r"\s")
_MARKUP = re.compile(r"[\[\x00-\x1f]|:\S*:")

Offers = list[tuple[str, str]]
"""What may be typed, each with a description or an empty text."""


def complete_line(environment: Mapping[str, str]) -> Outcome | None:
    """Return the completions for the shell, or None if typer must make them."""
    tell = _TOLD.get(environment["_STC_COMPLETE"])
    if tell is None:
        return None
    try:
        outcome = tell(environment)
    except NeedsTyper:
        return None
    # Typer has its own way with letters that the encoding of the output does not have.
    certain = outcome.text.isascii() or sys.stdout.encoding == "utf-8"
    return outcome if certain else None


def _describe_bash(environment: Mapping[str, str]) -> Outcome:
    words, number = _split(environment.get("COMP_WORDS", "")), environment.get("COMP_CWORD", "")
    if not (number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER):
        raise NeedsTyper
    at = int(number)
    offers = _offer(words[1:at], "".join(words[at : at + 1]))
    return Outcome("\n".join(value for value, _ in offers) + "\n")


def _describe_zsh(environment: Mapping[str, str]) -> Outcome:
    lines = []
    for value, text in _offer(*_read_typed(environment)):
        shown = f':"{_keep(_escape(text), environment)}"' if text else ""
        lines.append(f'"{_escape(value)}"' + shown)
    listed = "\n".join(lines)
    return Outcome(f"_arguments '*: :(({listed}))'\n" if lines else "_files\n")


def _escape(text: str) -> str:
    for special, escaped in (('"', '""'), ("'", "''"), ("$", "\\$"), ("`", "\\`"), (":", "\\\\:")):
        text = text.replace(special, escaped)
    return text


def _describe_fish(environment: Mapping[str, str]) -> Outcome:
    action = environment.get("_TYPER_COMPLETE_FISH_ACTION")
    if action not in ("get-args", "is-args"):
        raise NeedsTyper
    lines = []
    for value, text in _offer(*_read_typed(environment)):
        shown = "\t" + _keep(_SPACE.sub(" ", text), environment) if text else ""
        lines.append(value + shown)
    if action == "is-args":
        return Outcome("", exit_code=0 if lines else 1)
    return Outcome("\n".join(lines) + "\n")


_TOLD = {
    "complete_bash": _describe_bash,
    "complete_zsh": _describe_zsh,
    "complete_fish": _describe_fish,
}


def _keep(text: str, environment: Mapping[str, str]) -> str:
    """Return a description that stays as it is where typer has rich take its markup away."""
    if _MARKUP.search(text) or len(text.encode()) > _find_width(environment):
        raise NeedsTyper
    return text


def _find_width(environment: Mapping[str, str]) -> int:
    """Return a width at which rich certainly breaks no line."""
    if "COLUMNS" in environment or "TERMINAL_WIDTH" in environment:
        raise NeedsTyper
    widths = [_USUAL_WIDTH]
    for number in range(3):
        try:
            widths.append(os.get_terminal_size(number).columns or _USUAL_WIDTH)
        except OSError:
            continue
    return min(widths)


def _read_typed(environment: Mapping[str, str]) -> tuple[list[str], str]:
    """Return the whole words after `stc`, and the one that is being typed."""
    typed = environment.get("_TYPER_COMPLETE_ARGS", "")
    words = _split(typed)[1:]
    if words and not typed.endswith(" "):
        return words[:-1], words[-1]
    return words, ""


def _split(line: str) -> list[str]:
    if _QUOTED.search(line):
        raise NeedsTyper
    return [word for word in line.split(" ") if word]


def _offer(words: list[str], typed: str) -> Offers:
    """Return the words that fit where the last word is being typed."""
    if "=" in typed:
        raise NeedsTyper
    if not words:
        return _offer_commands(typed)
    entry = next((command for command in COMMANDS if command.name == words[0]), None)
    if entry is None:
        raise NeedsTyper
    parameters = list_parameters(import_module(entry.module).run)
    option = _find_option(parameters, words[-1])
    given, rest = split_words(parameters, iter(words[1:-1] if option else words[1:]))
    if typed.startswith("-"):
        return _offer_options(parameters, given, typed)
    parameter = option or _find_argument(parameters, len(rest))
    return _offer_values(parameter, typed) if parameter else []


def _offer_commands(typed: str) -> Offers:
    if typed.startswith("-"):
        raise NeedsTyper
    return [
        (command.name, _shorten(command.summary))
        for command in COMMANDS
        if command.name.startswith(typed)
    ]


def _shorten(summary: str) -> str:
    if len(summary) <= _LONGEST_SUMMARY:
        return summary
    return summary[: summary.rfind(" ", 0, _LONGEST_SUMMARY - 2)] + "..."


def _find_option(parameters: Sequence[Parameter], word: str) -> Parameter | None:
    """Return the option of this name, if it takes a value."""
    for parameter in parameters:
        if (
            isinstance(parameter.declared, Option)
            and word in parameter.declared.names
            and parameter.type is not bool
        ):
            return parameter
    return None


def _find_argument(parameters: Sequence[Parameter], given: int) -> Parameter | None:
    """Return the first argument that takes a word after so many; a list takes any number."""
    arguments = [parameter for parameter in parameters if isinstance(parameter.declared, Argument)]
    return next(
        (argument for i, argument in enumerate(arguments) if i >= given or is_list(argument.type)),
        None,
    )


def _offer_options(parameters: Sequence[Parameter], given: Mapping[str, Any], typed: str) -> Offers:
    offers = [
        (name, parameter.declared.help)
        for parameter in parameters
        if isinstance(parameter.declared, Option)
        and (parameter.name not in given or is_list(parameter.type))
        for name in parameter.declared.names
    ]
    return [offer for offer in (*offers, *_HELP) if offer[0].startswith(typed)]


def _offer_values(parameter: Parameter, typed: str) -> Offers:
    complete = parameter.declared.complete
    offers = (
        complete(typed) if complete else [(choice, "") for choice in _list_choices(parameter.type)]
    )
    return [offer for offer in offers if offer[0].startswith(typed)]


def _list_choices(kind: Any) -> list[str]:
    kind = drop_none(kind)
    if is_list(kind):
        (kind,) = get_args(kind)
    if get_origin(kind) is Literal:
        return list(get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [member.value for member in kind]
    return []
