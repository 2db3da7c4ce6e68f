"""Read a plain command line without typer: every word known, every value well-formed.

Anything else (help, a slip of the hand, rare spellings such as `-dVALUE`) is left to typer, which
reads the same parameters and says what is wrong. Importing typer costs a command more than all the
rest of its work.
"""

from collections.abc import Iterator, Sequence
from enum import Enum
from importlib import import_module
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

from stc.cli.console import Outcome
from stc.cli.parameters import (
    MISSING,
    Argument,
    Command,
    Option,
    Parameter,
    call_command,
    list_parameters,
)
from stc.cli.registry import COMMANDS

_LONGEST_NUMBER = 9
HELP = ("--help", "-h")


class Call(NamedTuple):
    """A command, and the value of each of its parameters."""

    run: Command
    values: dict[str, Any]

    def __call__(self) -> Outcome:
        """Return what the command answers."""
        outcome: Outcome = call_command(self.run, self.values)
        return outcome


class NeedsTyper(Exception):
    """The line has something that typer must read."""


def read_line(words: Sequence[str]) -> Call | None:
    """Return the call that a command line asks for, or None where typer must read it."""
    if words == ["--version"]:
        return Call(_describe_version, {})
    entry = next((entry for entry in COMMANDS if words and entry.name == words[0]), None)
    if entry is None or not set(HELP).isdisjoint(words):
        return None
    run: Command = import_module(entry.module).run
    values = read_values(list_parameters(run), words[1:])
    return None if values is None else Call(run, values)


def _describe_version() -> Outcome:
    from stc.cli.version import describe_version

    return Outcome(describe_version())


def read_values(parameters: Sequence[Parameter], words: Sequence[str]) -> dict[str, Any] | None:
    """Return the value of each parameter, or None where typer must read the words."""
    try:
        given, rest = split_words(parameters, iter(words))
        given |= _assign_words(parameters, rest)
        return {
            parameter.name: _parse_value(parameter, given.get(parameter.name, []))
            for parameter in parameters
        }
    except NeedsTyper:
        return None


def split_words(
    parameters: Sequence[Parameter], words: Iterator[str]
) -> tuple[dict[str, list[str]], list[str]]:
    """Return the texts given to each option, and the words that belong to none."""
    options = {
        name: parameter
        for parameter in parameters
        if isinstance(parameter.declared, Option)
        for name in parameter.declared.names
    }
    given: dict[str, list[str]] = {}
    rest = []
    for word in words:
        if not word.startswith("-") or word == "-":
            rest.append(word)
            continue
        name, equals, text = word.partition("=") if word.startswith("--") else (word, "", "")
        option = options.get(name)
        if option is None:
            raise NeedsTyper
        given.setdefault(option.name, []).append(_take(option, equals, text, words))
    return given, rest


def _take(option: Parameter, equals: str, text: str, words: Iterator[str]) -> str:
    """Return the text that belongs to an option: after `=`, else the next word; a flag has none."""
    if option.type is bool:
        return _refuse() if equals else "yes"
    value = text if equals else next(words, "")
    is_signed = isinstance(option.declared, Option) and option.declared.is_signed
    is_plain = is_signed and value[:2] != "--" if value[:1] == "-" else bool(value)
    return value if is_plain else _refuse()


def _assign_words(parameters: Sequence[Parameter], words: list[str]) -> dict[str, list[str]]:
    """Assign the words to the arguments in their order; a list takes all that is left."""
    given = {}
    for parameter in parameters:
        if isinstance(parameter.declared, Argument):
            number = len(words) if is_list(parameter.type) else 1
            given[parameter.name], words = words[:number], words[number:]
    if words or not all(all(texts) for texts in given.values()):
        raise NeedsTyper
    return given


def _parse_value(parameter: Parameter, texts: list[str]) -> Any:
    """Return the value of a parameter from what was typed for it."""
    if not texts:
        if parameter.default is MISSING:
            raise NeedsTyper
        return parameter.default
    kind = drop_none(parameter.type)
    if get_origin(kind) is list:
        return [_convert(parameter, get_args(kind)[0], text) for text in texts]
    if len(texts) > 1:
        raise NeedsTyper
    return _convert(parameter, kind, texts[0])


def _convert(parameter: Parameter, kind: Any, text: str) -> Any:
    if kind is bool:
        return True
    if kind is str:
        return text
    if kind is int:
        return _convert_number(parameter.declared, text)
    if get_origin(kind) is Literal and text in get_args(kind):
        return text
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next((member for member in kind if member.value == text), None) or _refuse()
    return _refuse()


def _convert_number(declared: Option | Argument, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
        raise NeedsTyper
    number = int(text)
    least, most = (declared.least, declared.most) if isinstance(declared, Option) else (None, None)
    if (least is not None and number < least) or (most is not None and number > most):
        raise NeedsTyper
    return number


def _refuse() -> Any:
    raise NeedsTyper


def is_list(kind: Any) -> bool:
    """Return whether a parameter of this type may be given more than once."""
    return get_origin(drop_none(kind)) is list


def drop_none(kind: Any) -> Any:
    """Return a type without None."""
    if get_origin(kind) not in (Union, UnionType):
        return kind
    (left,) = (member for member in get_args(kind) if member is not NoneType)
    return left
