"""The options commands share, each written once, and the way a command takes a group of them."""

import inspect
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import StrEnum
from functools import wraps
from typing import Annotated, Any, Literal

import typer

from stc.cli.completion import complete_department, complete_section, complete_status

FormatName = Literal["table", "json", "csv", "tsv", "md", "ids"]
ColorChoice = Literal["auto", "always", "never"]


class By(StrEnum):
    """What counts are grouped by."""

    dept = "dept"
    section = "section"
    goal = "goal"


Texts = list[str] | None
_WHICH = "Which steps"
_HOW = "How it is shown"


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """Which plan, and as of when."""

    plan: Annotated[
        str | None,
        typer.Option(
            "--plan", metavar="FILE", help="The plan, in place of STC_PLAN.", rich_help_panel=_HOW
        ),
    ] = None
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="The day the answer is for, in place of STC_AS_OF.",
            rich_help_panel=_HOW,
        ),
    ] = None
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            metavar="REV|DATE",
            help="The plan as it was: a commit, tag, branch, or before a day.",
            rich_help_panel=_HOW,
        ),
    ] = None


@dataclass(frozen=True, slots=True)
class ReadOptions(PlanOptions):
    """Which plan, as of when, and how the answer is shown."""

    format: Annotated[
        FormatName, typer.Option("--format", "-f", help="The format.", rich_help_panel=_HOW)
    ] = "table"
    color: Annotated[
        ColorChoice, typer.Option("--color", help="Colours.", rich_help_panel=_HOW)
    ] = "auto"


@dataclass(frozen=True, slots=True)
class FilterOptions:
    """Which steps: repeating an option means or, different ones mean and."""

    dept: Annotated[
        Texts,
        typer.Option(
            "--dept",
            "-d",
            metavar="DEPT",
            autocompletion=complete_department,
            help="A department: its id, name or another name it goes by.",
            rich_help_panel=_WHICH,
        ),
    ] = None
    lead: Annotated[
        Texts,
        typer.Option(
            "--lead",
            metavar="DEPT",
            autocompletion=complete_department,
            help="The department that leads.",
            rich_help_panel=_WHICH,
        ),
    ] = None
    section: Annotated[
        Texts,
        typer.Option(
            "--section",
            "-s",
            metavar="SECTION",
            autocompletion=complete_section,
            help="A section: its id or title.",
            rich_help_panel=_WHICH,
        ),
    ] = None
    goal: Annotated[
        Texts,
        typer.Option(
            "--goal",
            metavar="TEXT",
            help="A goal: its title or a part of it.",
            rich_help_panel=_WHICH,
        ),
    ] = None
    status: Annotated[
        Texts,
        typer.Option(
            "--status",
            metavar="STATUS",
            autocompletion=complete_status,
            help="A status, such as in-progress.",
            rich_help_panel=_WHICH,
        ),
    ] = None
    search: Annotated[
        Texts,
        typer.Option(
            "--search",
            metavar="TEXT",
            help="A text in what is written about the step.",
            rich_help_panel=_WHICH,
        ),
    ] = None
    due_before: Annotated[
        str | None,
        typer.Option(
            "--due-before",
            metavar="DATE",
            help="Deadlines before this day.",
            rich_help_panel=_WHICH,
        ),
    ] = None
    due_after: Annotated[
        str | None,
        typer.Option(
            "--due-after", metavar="DATE", help="Deadlines after this day.", rich_help_panel=_WHICH
        ),
    ] = None
    within: Annotated[
        str | None,
        typer.Option(
            "--within",
            metavar="PERIOD",
            rich_help_panel=_WHICH,
            help="Deadlines from the as-of day on for 90d, 6w, 3m, or up to a date.",
        ),
    ] = None
    undated: Annotated[
        bool,
        typer.Option("--undated", help="Open steps without a deadline.", rich_help_panel=_WHICH),
    ] = False
    needs_review: Annotated[
        bool,
        typer.Option(
            "--needs-review",
            rich_help_panel=_WHICH,
            help="Steps a person must check against the printed plan.",
        ),
    ] = False


def takes_options(run: Callable[..., Any]) -> Callable[..., Any]:
    """Gives the command with each parameter that is a group of options spread into its options.

    Typer reads options from the signature of a function; this makes one from the dataclasses.
    """
    given = inspect.signature(run).parameters.values()
    groups: dict[str, Any] = {
        one.name: one.annotation for one in given if is_dataclass(one.annotation)
    }
    spread: list[inspect.Parameter] = []
    for parameter in given:
        if parameter.name in groups:
            spread += _parameters_of(groups[parameter.name])
        else:
            spread.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY))

    @wraps(run)
    def run_spread(**values: Any) -> Any:
        for name, group in groups.items():
            values[name] = group(**{one.name: values.pop(one.name) for one in fields(group)})
        return run(**values)

    run_spread.__signature__ = inspect.Signature(spread)  # type: ignore[attr-defined]
    run_spread.__annotations__ = {one.name: one.annotation for one in spread}
    return run_spread


def _parameters_of(group: Any) -> list[inspect.Parameter]:
    return [
        inspect.Parameter(
            one.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if one.default is MISSING else one.default,
            annotation=one.type,
        )
        for one in fields(group)
    ]
