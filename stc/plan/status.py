"""What each status means: the one table every rule, count and colour goes by."""

import re
from typing import NamedTuple


class Status(NamedTuple):
    """A status a step can have.

    Attributes:
        name: The printed form, as the file holds it.
        is_open: The step is still to be finished: it can be overdue.
        is_continuing: The step never ends: its date asks for a review.
        is_counted: The step belongs to the denominator of a share.
        meaning: One sentence for people.
        rank: How far along the step is, from 0; None where the status says nothing of that.
    """

    name: str
    is_open: bool
    is_continuing: bool
    is_counted: bool
    meaning: str
    rank: int | None

    @property
    def slug(self) -> str:
        """The form that is easy to type, such as `in-progress`."""
        return fold_status(self.name).replace(" ", "-")


NOT_STARTED = Status("Not started", True, False, True, "Work has not begun.", 0)
PLANNING = Status("Planning", True, False, True, "The work is being planned.", 1)
IN_PROGRESS = Status("In progress", True, False, True, "The work is under way.", 2)
ONGOING = Status(
    "Ongoing",
    False,
    True,
    True,
    "The work continues without an end; past its date it is due for review.",
    2,
)
COMPLETE = Status("Complete", False, False, True, "The work is done.", 3)
EXCLUDED = Status(
    "Excluded",
    False,
    False,
    False,
    "The city took the step out of the plan; it is not counted.",
    None,
)
UNKNOWN = Status(
    "Unknown",
    False,
    False,
    True,
    "The published copy is unreadable here; a person must check.",
    None,
)

STATUSES = (NOT_STARTED, PLANNING, IN_PROGRESS, ONGOING, COMPLETE, EXCLUDED, UNKNOWN)

OPEN_THAT_DAY = Status(
    "Open that day",
    True,
    False,
    True,
    "The step was completed after the day the answer is for.",
    None,
)
"""What a step that is Complete now was on a day before; no file holds it and nobody types it."""

_COMMON_WORDS = {
    NOT_STARTED: "todo, pending, new, backlog, queued, not begun, not yet started, unstarted",
    PLANNING: "planned, being planned, in planning, preparing, preparation",
    IN_PROGRESS: (
        "wip, work in progress, in process, in work, started, begun, doing, working, active,"
        " underway, under way"
    ),
    ONGOING: "continuing, continuous, continual, recurring, permanent",
    COMPLETE: (
        "done, finished, completed, closed, achieved, accomplished, delivered, implemented,"
        " fulfilled, resolved"
    ),
    EXCLUDED: "cancelled, canceled, dropped, removed, withdrawn, abandoned, discontinued, stopped",
    UNKNOWN: "unclear, unreadable, illegible",
}

_BY_NAME = {status.name: status for status in STATUSES}


def parse_status(text: str) -> Status | None:
    """Gives the status of exactly this printed form, or None."""
    return _BY_NAME.get(text)


def parse_typed_status(text: str) -> Status | None:
    """Gives the status a person means; case, spaces, `-` and `_` do not matter."""
    folded = fold_status(text)
    return next((status for status in STATUSES if fold_status(status.name) == folded), None)


def list_status_names() -> dict[str, str]:
    """Return what to type for each status, by its names and by common words for it.

    The words are for suggestions: none of them is taken for a status.
    """
    names = {status.slug: status.slug for status in STATUSES}
    for status, words in _COMMON_WORDS.items():
        names |= dict.fromkeys(words.split(", "), status.slug)
    return names


def is_backwards(before: Status, after: Status) -> bool:
    """Says whether a change of status takes back what was reported.

    That is a lower rank than before, or anything but Excluded after Complete.
    """
    if before == COMPLETE:
        return after not in (COMPLETE, EXCLUDED)
    return before.rank is not None and after.rank is not None and after.rank < before.rank


def fold_status(text: str) -> str:
    """Gives the text without what does not matter when a person types a status."""
    return re.sub(r"[\s_-]+", " ", text).strip().casefold()
