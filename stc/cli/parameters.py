"""What a command takes, as data: read by our own reader, and by typer where more is needed.

A command is a function whose parameters are annotated with an `Option` or an `Argument`, or with a
named tuple of such: a group of options that commands share.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, Final, Literal, NamedTuple, Self, get_args, get_origin

from stc.errors import UsageProblem

Complete = Callable[[str], list[tuple[str, str]]]
_LITERAL: Final[Any] = Literal
MISSING: Final = object()
"""Stands for the default of what must be given."""


class _Option(NamedTuple):
    names: tuple[str, ...]
    help: str
    metavar: str | None = None
    panel: str | None = None
    complete: Complete | None = None
    least: int | None = None
    most: int | None = None
    choices: tuple[str, ...] = ()
    is_signed: bool = False


class Option(_Option):
    """An option.

    Attributes:
        names: What is typed, such as `--dept` and `-d`; a flag has no negative.
        help: What it does, in a line.
        metavar: What its value is called.
        panel: The part of the help that lists it.
        complete: Return the values that begin with a text, each with a description.
        least: The smallest number it takes.
        most: The largest number it takes.
        choices: The words it takes, where they are rows of a table.
        is_signed: Its value may begin with a dash.
    """

    def __new__(cls, *names: str, **details: Any) -> Self:
        """Return the option of these names and details."""
        return super().__new__(cls, names, **details)


class Argument(NamedTuple):
    """An argument: what it is, in a line; what it is called; how it is completed; its choices."""

    help: str
    metavar: str | None = None
    complete: Complete | None = None
    choices: tuple[str, ...] = ()


class Parameter(NamedTuple):
    """A parameter of a command.

    Attributes:
        name: Its name in Python.
        type: The type of its value.
        default: Its value where it is not given; MISSING where it must be.
        declared: What is typed for it.
        group: The parameter of the function that is a group it belongs to, or None.
    """

    name: str
    type: Any
    default: Any
    declared: Option | Argument
    group: str | None = None


Command = Callable[..., Any]


@cache
def list_parameters(run: Command) -> tuple[Parameter, ...]:
    """Return what a command takes, in the order of the help; groups are spread."""
    found: list[Parameter] = []
    for name, annotation in _list_annotations(run):
        if hasattr(annotation, "_fields"):
            defaults = annotation._field_defaults
            found += (
                _describe(field, kind, defaults.get(field, MISSING), name)
                for field, kind in annotation.__annotations__.items()
            )
        else:
            found.append(_describe(name, annotation, _find_default(run, name)))
    return tuple(found)


def call_command(run: Command, values: dict[str, Any]) -> Any:
    """Return what a command answers to the values of all its parameters.

    Raises:
        UsageProblem: A text that was given is empty, as where a variable of a script is not set.
    """
    for parameter in list_parameters(run):
        _refuse_empty(parameter, values[parameter.name])
    annotations = dict(_list_annotations(run))
    grouped: dict[str, dict[str, Any]] = {}
    given: dict[str, Any] = {}
    for parameter in list_parameters(run):
        into = grouped.setdefault(parameter.group, {}) if parameter.group else given
        into[parameter.name] = values[parameter.name]
    groups = {name: annotations[name](**members) for name, members in grouped.items()}
    return run(**given, **groups)


def _refuse_empty(parameter: Parameter, value: Any) -> None:
    texts = value if isinstance(value, list) else [value]
    names = parameter.declared.names if isinstance(parameter.declared, Option) else ()
    # A short option takes what follows it as its value: of `-o=` that is the sign.
    nothing = ("", "=") if any(len(name) == 2 for name in names) else ("",)
    if any(isinstance(text, str) and text.strip() in nothing for text in texts):
        if isinstance(parameter.declared, Option):
            message, kind = f"{parameter.declared.names[0]}: the value is empty.", "option"
        else:
            name, kind = parameter.declared.metavar or parameter.name, "argument"
            message = f"The argument {name!r} is empty."
        raise UsageProblem(message, f"Write a value, or leave the {kind} out.")


def _list_annotations(run: Command) -> list[tuple[str, Any]]:
    return [
        (name, annotation) for name, annotation in run.__annotations__.items() if name != "return"
    ]


def _find_default(run: Command, name: str) -> Any:
    code = run.__code__
    positional = code.co_varnames[: code.co_argcount]
    defaults = run.__defaults__ or ()
    named = dict(zip(positional[len(positional) - len(defaults) :], defaults, strict=True))
    return {**named, **(run.__kwdefaults__ or {})}.get(name, MISSING)


def _describe(name: str, annotation: Any, default: Any, group: str | None = None) -> Parameter:
    if get_origin(annotation) is None:
        raise TypeError(f"{name} is annotated with neither an Option nor an Argument")
    kind, declared = get_args(annotation)
    if declared.choices:
        kind = _LITERAL[declared.choices]
    return Parameter(name, kind, default, declared, group)
