"""Reads a command line that is plain: every word of it known, every value well-formed.

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


class Call(NamedTuple):
    """A command, and the value of each of its parameters."""

    run: Command
    values: dict[str, Any]

    def __call__(self) -> Outcome:
        """Gives what the command answers."""
        outcome: Outcome = call_command(self.run, self.values)
        return outcome


class NotPlain(Exception):
    """The line has something that typer must read."""


def read_line(words: Sequence[str]) -> Call | None:
    """Gives the call that a plain command line asks for, or None where it is not plain."""
    if words == ["--version"]:
        return Call(_tell_version, {})
    entry = next((one for one in COMMANDS if words and one.name == words[0]), None)
    if entry is None or "--help" in words:
        return None
    run: Command = import_module(entry.module).run
    values = read_values(list_parameters(run), words[1:])
    return None if values is None else Call(run, values)


def _tell_version() -> Outcome:
    from stc.cli.version import tell_version

    return Outcome(tell_version())


def read_values(parameters: Sequence[Parameter], words: Sequence[str]) -> dict[str, Any] | None:
    """Gives the value of each parameter, or None where the words are not plain."""
    try:
        given, rest = split_words(parameters, iter(words))
        given |= _hand_out(parameters, rest)
        return {one.name: _settle(one, given.get(one.name, [])) for one in parameters}
    except NotPlain:
        return None


def split_words(
    parameters: Sequence[Parameter], words: Iterator[str]
) -> tuple[dict[str, list[str]], list[str]]:
    """Gives the texts given to each option, and the words that belong to none."""
    options = {
        name: one for one in parameters if isinstance(one.taken, Option) for name in one.taken.names
    }
    given: dict[str, list[str]] = {}
    rest = []
    for word in words:
        if not word.startswith("-"):
            rest.append(word)
            continue
        name, equals, text = word.partition("=") if word.startswith("--") else (word, "", "")
        option = options.get(name)
        if option is None:
            raise NotPlain
        given.setdefault(option.name, []).append(_take(option, equals, text, words))
    return given, rest


def _take(option: Parameter, equals: str, text: str, words: Iterator[str]) -> str:
    """Gives the text that belongs to an option: after `=`, else the next word; a flag has none."""
    if option.type is bool:
        return _refuse() if equals else "yes"
    taken = text if equals else next(words, "")
    return taken if taken and not taken.startswith("-") else _refuse()


def _hand_out(parameters: Sequence[Parameter], words: list[str]) -> dict[str, list[str]]:
    """Gives the words to the arguments in their order; a list takes all that is left."""
    given = {}
    for one in parameters:
        if isinstance(one.taken, Argument):
            number = len(words) if is_list(one.type) else 1
            given[one.name], words = words[:number], words[number:]
    if words or not all(all(texts) for texts in given.values()):
        raise NotPlain
    return given


def _settle(parameter: Parameter, texts: list[str]) -> Any:
    """Gives the value of a parameter from what was typed for it."""
    if not texts:
        if parameter.default is MISSING:
            raise NotPlain
        return parameter.default
    kind = drop_none(parameter.type)
    if get_origin(kind) is list:
        return [_convert(parameter, get_args(kind)[0], text) for text in texts]
    if len(texts) > 1:
        raise NotPlain
    return _convert(parameter, kind, texts[0])


def _convert(parameter: Parameter, kind: Any, text: str) -> Any:
    if kind is bool:
        return True
    if kind is str:
        return text
    if kind is int:
        return _convert_number(parameter.taken, text)
    if get_origin(kind) is Literal and text in get_args(kind):
        return text
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next((one for one in kind if one.value == text), None) or _refuse()
    return _refuse()


def _convert_number(taken: Option | Argument, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
        raise NotPlain
    number = int(text)
    least, most = (taken.least, taken.most) if isinstance(taken, Option) else (None, None)
    if (least is not None and number < least) or (most is not None and number > most):
        raise NotPlain
    return number


def _refuse() -> Any:
    raise NotPlain


def is_list(kind: Any) -> bool:
    """Says whether a parameter of this type may be given more than once."""
    return get_origin(drop_none(kind)) is list


def drop_none(kind: Any) -> Any:
    """Gives the type of a value that is there."""
    if get_origin(kind) not in (Union, UnionType):
        return kind
    (left,) = (one for one in get_args(kind) if one is not NoneType)
    return left
