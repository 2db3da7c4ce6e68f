"""The kinds of events, in the order in which people read them: bad news first."""

from typing import Final, NamedTuple


class EventKind(NamedTuple):
    """A kind of event.

    Attributes:
        key: What programs call it.
        tag: What readers call it.
        hue: The hue of its tag, as the class of the site's styles says it.
        one: What follows the number in a count of one: `1 completed`.
        many: What follows the number in a count of several; the same where it is empty.
        past: What follows `1 step` and `2 steps` in a sentence; None where none counts them.
    """

    key: str
    tag: str
    hue: str
    one: str
    many: str = ""
    past: tuple[str, str] | None = None

    @property
    def is_quiet(self) -> bool:
        """Whether a page with little room only counts such events."""
        return self.hue == "mute"

    def say_number(self, number: int) -> str:
        """Return a number of such events in words: `2 deadlines moved`."""
        return f"{number:,} {self.one if number == 1 else self.many or self.one}"


DELETED: Final = EventKind("deleted", "Plan deleted", "late", "plan deleted", "plans deleted")
BACK: Final = EventKind(
    "back", "Gone backwards", "late", "gone backwards", past=("went backwards", "went backwards")
)
UNMET: Final = EventKind(
    "unmet",
    "Ended without being done",
    "late",
    "ended without being done",
    past=("ended without being done", "ended without being done"),
)
REMOVED: Final = EventKind(
    "removed",
    "Taken out of the plan",
    "gone",
    "taken out of the plan",
    past=("was taken out of the plan", "were taken out of the plan"),
)
SILENT: Final = EventKind(
    "silent",
    "Deadline moved, no reason given",
    "silent",
    "deadline moved without a reason",
    "deadlines moved without a reason",
)
WITHDRAWN: Final = EventKind(
    "withdrawn", "Update taken away", "late", "update taken away", "updates taken away"
)
OVERDUE: Final = EventKind("overdue", "Newly overdue", "late", "newly overdue")
EXCLUDED: Final = EventKind(
    "excluded",
    "No longer pursued",
    "gone",
    "no longer pursued",
    past=("is no longer pursued", "are no longer pursued"),
)
RESUMED: Final = EventKind(
    "resumed",
    "Taken up again",
    "started",
    "taken up again",
    past=("was taken up again", "were taken up again"),
)
COMPLETED: Final = EventKind(
    "completed", "Completed", "done", "completed", past=("was completed", "were completed")
)
MOVED: Final = EventKind("moved", "Deadline moved", "moved", "deadline moved", "deadlines moved")
DATED: Final = EventKind("dated", "Deadline set", "started", "deadline set", "deadlines set")
ADDED: Final = EventKind("added", "Added", "started", "added", past=("was added", "were added"))
STARTED: Final = EventKind("started", "Started", "started", "started", past=("started", "started"))
STATUS: Final = EventKind(
    "status",
    "Status changed",
    "planning",
    "status changed",
    "statuses changed",
    past=("changed its status", "changed their status"),
)
REWORDED: Final = EventKind("reworded", "Words changed", "mute", "reworded")
VERIFIED: Final = EventKind("verified", "Verified", "done", "verified")
REPORTED: Final = EventKind("reported", "Reported", "started", "report", "reports")
CONFIRMED: Final = EventKind("confirmed", "Confirmed", "started", "confirmed")
NOTED: Final = EventKind("noted", "Note", "mute", "note", "notes")
CHANGED: Final = EventKind("changed", "Details changed", "mute", "with other details")
RENAMED: Final = EventKind(
    "renamed", "Department renamed", "mute", "department renamed", "departments renamed"
)
HEAD: Final = EventKind(
    "head", "Beside the steps", "mute", "change beside the steps", "changes beside the steps"
)
RETURNED: Final = EventKind(
    "returned", "Plan brought back", "mute", "plan brought back", "plans brought back"
)

KINDS: Final = (
    DELETED,
    BACK,
    UNMET,
    REMOVED,
    SILENT,
    WITHDRAWN,
    OVERDUE,
    EXCLUDED,
    RESUMED,
    COMPLETED,
    MOVED,
    DATED,
    ADDED,
    STARTED,
    STATUS,
    REWORDED,
    VERIFIED,
    REPORTED,
    CONFIRMED,
    NOTED,
    CHANGED,
    RENAMED,
    HEAD,
    RETURNED,
)
"""In the order of output."""
RANKS: Final = {kind.key: rank for rank, kind in enumerate(KINDS)}
