"""The options commands share, each written once."""

from enum import StrEnum
from typing import Annotated, Literal, NamedTuple, Protocol

from stc.cli.completion import complete_department, complete_section, complete_status
from stc.cli.parameters import Option

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


PlanName = Annotated[
    str | None,
    Option("--plan", metavar="FILE", help="The plan, in place of STC_PLAN.", panel=_HOW),
]
AsOf = Annotated[
    str | None,
    Option(
        "--as-of",
        metavar="DATE",
        help="The day the answer is for, in place of STC_AS_OF.",
        panel=_HOW,
    ),
]
At = Annotated[
    str | None,
    Option(
        "--at",
        metavar="REV|DATE",
        help="The plan as it was: a commit, tag, branch, or before a day.",
        panel=_HOW,
    ),
]


class Asked(Protocol):
    """Which plan, and as of when: what both groups below have."""

    @property
    def plan(self) -> str | None:
        """The plan that was named."""

    @property
    def as_of(self) -> str | None:
        """The day that was typed."""

    @property
    def at(self) -> str | None:
        """The git revision or the day that was typed."""


class PlanOptions(NamedTuple):
    """Which plan, and as of when."""

    plan: PlanName = None
    as_of: AsOf = None
    at: At = None


class ReadOptions(NamedTuple):
    """Which plan, as of when, and how the answer is shown."""

    plan: PlanName = None
    as_of: AsOf = None
    at: At = None
    format: Annotated[FormatName, Option("--format", "-f", help="The format.", panel=_HOW)] = (
        "table"
    )
    color: Annotated[ColorChoice, Option("--color", help="Colours.", panel=_HOW)] = "auto"


class FilterOptions(NamedTuple):
    """Which steps: repeating an option means or, different ones mean and."""

    dept: Annotated[
        Texts,
        Option(
            "--dept",
            "-d",
            metavar="DEPT",
            complete=complete_department,
            help="A department: its id, name or another name it goes by.",
            panel=_WHICH,
        ),
    ] = None
    lead: Annotated[
        Texts,
        Option(
            "--lead",
            metavar="DEPT",
            complete=complete_department,
            help="The department that leads.",
            panel=_WHICH,
        ),
    ] = None
    section: Annotated[
        Texts,
        Option(
            "--section",
            "-s",
            metavar="SECTION",
            complete=complete_section,
            help="A section: its id or title.",
            panel=_WHICH,
        ),
    ] = None
    goal: Annotated[
        Texts,
        Option(
            "--goal",
            metavar="TEXT",
            help="A goal: its title or a part of it.",
            panel=_WHICH,
        ),
    ] = None
    status: Annotated[
        Texts,
        Option(
            "--status",
            metavar="STATUS",
            complete=complete_status,
            help="A status, such as in-progress.",
            panel=_WHICH,
        ),
    ] = None
    search: Annotated[
        Texts,
        Option(
            "--search",
            metavar="TEXT",
            help="Words that the step has, all of them; a phrase in quotes.",
            panel=_WHICH,
        ),
    ] = None
    due_before: Annotated[
        str | None,
        Option(
            "--due-before",
            metavar="DATE",
            help="Deadlines before this day.",
            panel=_WHICH,
        ),
    ] = None
    due_after: Annotated[
        str | None,
        Option("--due-after", metavar="DATE", help="Deadlines after this day.", panel=_WHICH),
    ] = None
    within: Annotated[
        str | None,
        Option(
            "--within",
            metavar="PERIOD",
            panel=_WHICH,
            help="Deadlines from the as-of day on for 90d, 6w, 3m, or up to a date.",
        ),
    ] = None
    undated: Annotated[
        bool,
        Option("--undated", help="Open steps without a deadline.", panel=_WHICH),
    ] = False
    needs_review: Annotated[
        bool,
        Option(
            "--needs-review",
            panel=_WHICH,
            help="Steps a person must check against the printed plan.",
        ),
    ] = False
