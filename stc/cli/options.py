"""The options commands share, each written once."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Final, Literal, NamedTuple, Protocol

from stc.cli.completion import (
    complete_category,
    complete_columns,
    complete_department,
    complete_phase,
    complete_section,
    complete_status,
)
from stc.cli.parameters import Option
from stc.output.registry import FORMATS
from stc.plan.filters import FILTERS, FilterRow

ColorChoice = Literal["auto", "always", "never"]


class By(StrEnum):
    """What counts are grouped by."""

    dept = "dept"
    section = "section"
    goal = "goal"
    phase = "phase"
    category = "category"
    lead = "lead"
    tag = "tag"
    status = "status"


Texts = list[str] | None
_WHICH = "Which steps"
_HOW = "How it is shown"


PlanName = Annotated[
    str | None,
    Option("--plan", metavar="FILE", help="The plan file; overrides STC_PLAN.", panel=_HOW),
]
AsOf = Annotated[
    str | None,
    Option(
        "--as-of",
        metavar="DATE",
        help="The day of the answer; overrides STC_AS_OF.",
        panel=_HOW,
    ),
]
At = Annotated[
    str | None,
    Option(
        "--at",
        metavar="REV|DATE",
        help="The plan at a commit, tag or branch, or before a day.",
        panel=_HOW,
    ),
]


class SessionOptions(Protocol):
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


Color = Annotated[ColorChoice, Option("--color", help="When to use colour.", panel=_HOW)]
Wrap = Annotated[
    bool, Option("--wrap", help="Show whole texts on a terminal, as paragraphs.", panel=_HOW)
]
Ascii = Annotated[bool, Option("--ascii", help="Draw with ASCII characters only.", panel=_HOW)]


class ShownOptions(Protocol):
    """How an answer is shown."""

    @property
    def format(self) -> str:
        """The name of the format."""

    @property
    def color(self) -> ColorChoice:
        """When to use colour."""

    @property
    def ascii(self) -> bool:
        """Draw without other signs."""

    @property
    def wrap(self) -> bool:
        """Show whole texts on a terminal."""


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
    format: Annotated[
        str, Option("--format", "-f", help="The output format.", panel=_HOW, choices=tuple(FORMATS))
    ] = "table"
    color: Color = "auto"
    ascii: Ascii = False
    wrap: Wrap = False


Columns = Annotated[
    str | None,
    Option(
        "--columns",
        metavar="NAMES",
        help="Only these columns, such as id,status,deadline.",
        complete=complete_columns,
        panel=_HOW,
    ),
]


class ListOptions(NamedTuple):
    """Which columns of a list, in which order, and how many rows."""

    columns: Columns = None
    sort: Annotated[
        str | None,
        Option(
            "--sort",
            metavar="NAMES",
            help="The order, such as status,-deadline; a dash turns it round.",
            complete=complete_columns,
            panel=_HOW,
            is_signed=True,
        ),
    ] = None
    limit: Annotated[
        int | None,
        Option("--limit", metavar="NUMBER", help="At most so many rows.", panel=_HOW, least=1),
    ] = None


Grouping = Annotated[
    By | None,
    Option("--by", help="A table for each of these; table and md only.", panel=_HOW),
]
"""What the rows of a list of steps are grouped by."""
_COMPLETE: Final = {
    "department": complete_department,
    "section": complete_section,
    "status": complete_status,
    "phase": complete_phase,
    "category": complete_category,
}


def make_filter_option(row: FilterRow, panel: str | None = None) -> Option:
    """Return the option of a filter."""
    names = (row.option, row.short) if row.short else (row.option,)
    complete = _COMPLETE[row.completes] if row.completes else None
    return Option(*names, metavar=row.metavar, complete=complete, help=row.doc, panel=panel)


def _type_of(row: FilterRow) -> Any:
    if row.parse is None:
        return bool
    return Texts if row.many else str | None


class FilterOptions:
    """Which steps: repeating an option means or, different ones mean and.

    Attributes:
        typed: What was typed, by the names of the filters.
    """

    _fields = tuple(row.name for row in FILTERS if row.is_shared)
    _field_defaults: Final[Mapping[str, Any]] = {
        row.name: None if row.parse else False for row in FILTERS if row.is_shared
    }
    __annotations__ = {
        row.name: Annotated[_type_of(row), make_filter_option(row, _WHICH)]
        for row in FILTERS
        if row.is_shared
    }

    def __init__(self, **typed: Any) -> None:
        self.typed = typed


_ROWS: Final = {row.name: row for row in FILTERS}
NoLead = Annotated[bool, make_filter_option(_ROWS["no_lead"])]
Slipped = Annotated[bool, make_filter_option(_ROWS["slipped"])]
