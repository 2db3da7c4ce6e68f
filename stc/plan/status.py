"""The meaning of each status: two tables that every rule, count and colour uses.

The kinds are code: everything asks for the kind of a status. The statuses are data: another one is
a row of `STATUSES`.
"""

import re
from enum import Enum
from typing import NamedTuple


class StatusKind(Enum):
    """A kind of status.

    Attributes:
        css_class: The class of its tags on the site; those of open statuses add their rank.
        is_open: The step is not finished and can be overdue.
        is_continuing: The step has no end; past its date it is due for review.
        is_counted: The step is counted in shares.
        is_done: The step was finished.
        colours: The colours in a terminal by rank, the last for all higher ones.
    """

    OPEN = ("status-open", True, False, True, False, ("", "blue", "cyan"))
    CONTINUING = ("status-continuing", False, True, True, False, ("magenta",))
    COMPLETE = ("status-complete", False, False, True, True, ("green",))
    EXCLUDED = ("status-excluded", False, False, False, False, ("dim",))
    UNKNOWN = ("status-unknown", False, False, True, False, ("yellow",))

    def __init__(
        self,
        css_class: str,
        is_open: bool,
        is_continuing: bool,
        is_counted: bool,
        is_done: bool,
        colours: tuple[str, ...],
    ) -> None:
        self.css_class = css_class
        self.is_open = is_open
        self.is_continuing = is_continuing
        self.is_counted = is_counted
        self.is_done = is_done
        self.colours = colours


class Status(NamedTuple):
    """A status a step can have.

    Attributes:
        name: The printed form, as the file holds it.
        meaning: One sentence for people.
        rank: How far along the step is, from 0; None if the status does not say.
        words: Common words for it, used only for suggestions.
    """

    name: str
    kind: StatusKind
    meaning: str
    rank: int | None = None
    words: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """The form that is easy to type, such as `in-progress`."""
        return fold_status(self.name).replace(" ", "-")

    @property
    def key(self) -> str:
        """The key of its count in JSON, such as `in_progress`."""
        return self.slug.replace("-", "_")

    @property
    def is_open(self) -> bool:
        """Whether the step is not finished."""
        return self.kind.is_open

    @property
    def is_continuing(self) -> bool:
        """Whether the step has no end."""
        return self.kind.is_continuing

    @property
    def is_counted(self) -> bool:
        """Whether the step is counted in shares."""
        return self.kind.is_counted

    @property
    def is_done(self) -> bool:
        """Whether the step was finished."""
        return self.kind.is_done

    @property
    def is_closed(self) -> bool:
        """Whether work on the step has ended: it was finished or taken out."""
        return self.kind in (StatusKind.COMPLETE, StatusKind.EXCLUDED)

    @property
    def colour(self) -> str:
        """The style of its name in a terminal; empty for the usual one."""
        colours = self.kind.colours
        return colours[min(self.rank or 0, len(colours) - 1)]

    @property
    def css_class(self) -> str:
        """The class of its tags on the site."""
        if self.is_open and self.rank is not None:
            return f"{self.kind.css_class}-{self.rank}"
        return self.kind.css_class


def _split(words: str) -> tuple[str, ...]:
    return tuple(words.split(", "))


NOT_STARTED = Status(
    "Not started",
    StatusKind.OPEN,
    "Work has not begun.",
    0,
    _split("todo, pending, new, backlog, queued, not begun, not yet started, unstarted"),
)
PLANNING = Status(
    "Planning",
    StatusKind.OPEN,
    "The work is being planned.",
    1,
    _split("planned, being planned, in planning, preparing, preparation"),
)
IN_PROGRESS = Status(
    "In progress",
    StatusKind.OPEN,
    "The work is under way.",
    2,
    _split(
        "wip, work in progress, in process, in work, started, begun, doing, working, active,"
        " underway, under way"
    ),
)
ONGOING = Status(
    "Ongoing",
    StatusKind.CONTINUING,
    "The work continues without an end. Past its date it is due for review.",
    2,
    _split("continuing, continuous, continual, recurring, permanent"),
)
COMPLETE = Status(
    "Complete",
    StatusKind.COMPLETE,
    "The work is done.",
    3,
    _split(
        "done, finished, completed, closed, achieved, accomplished, delivered, implemented,"
        " fulfilled, resolved"
    ),
)
EXCLUDED = Status(
    "Excluded",
    StatusKind.EXCLUDED,
    "The city took the step out of the plan. It is not counted.",
    words=_split(
        "cancelled, canceled, dropped, removed, withdrawn, abandoned, discontinued, stopped"
    ),
)
UNKNOWN = Status(
    "Unknown",
    StatusKind.UNKNOWN,
    "The published copy is unreadable here. A person must check it.",
    words=_split("unclear, unreadable, illegible"),
)

STATUSES = (NOT_STARTED, PLANNING, IN_PROGRESS, ONGOING, COMPLETE, EXCLUDED, UNKNOWN)

OPEN_THAT_DAY = Status(
    "Open that day", StatusKind.OPEN, "The step was completed after the day the answer is for."
)
"""What a step that is Complete now was on a day before; no file holds it and nobody types it."""

_BY_NAME = {status.name: status for status in STATUSES}


def parse_status(text: str) -> Status | None:
    """Return the status of exactly this printed form, or None."""
    return _BY_NAME.get(text)


def kind_of(name: object) -> StatusKind | None:
    """Return the kind of the status of this printed form, or None."""
    status = _BY_NAME.get(name) if isinstance(name, str) else None
    return status.kind if status else None


def parse_typed_status(text: str) -> Status | None:
    """Return the status a person means; case, spaces, `-` and `_` do not matter."""
    folded = fold_status(text)
    return next((status for status in STATUSES if fold_status(status.name) == folded), None)


def list_status_names() -> dict[str, str]:
    """Return what to type for each status, by its names and by common words for it."""
    names = {status.slug: status.slug for status in STATUSES}
    for status in STATUSES:
        names |= dict.fromkeys(status.words, status.slug)
    return names


def list_of_kind(kind: StatusKind) -> tuple[Status, ...]:
    """Return the statuses of a kind, in the order of the table."""
    return tuple(status for status in STATUSES if status.kind is kind)


def list_headline_statuses() -> tuple[Status, ...]:
    """Return the statuses that show how far a plan is: the done ones and the furthest open one."""
    furthest = max(list_of_kind(StatusKind.OPEN), key=lambda status: status.rank or 0)
    return (*list_of_kind(StatusKind.COMPLETE), furthest)


def is_backwards(before: Status, after: Status) -> bool:
    """Return whether a change of status goes backwards.

    The rank is lower than before, or a Complete step becomes anything but Excluded.
    """
    if before.is_done:
        return not after.is_closed
    return before.rank is not None and after.rank is not None and after.rank < before.rank


def fold_status(text: str) -> str:
    """Return a typed status in the form in which statuses are compared."""
    return re.sub(r"[\s_-]+", " ", text).strip().casefold()
