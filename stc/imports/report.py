"""The use of the cells of the tables: counts that add up, and notes on single cells."""

from collections import Counter
from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from stc.findings import Location


class Outcome(IntEnum):
    """The use of a filled cell; of several uses the greatest counts."""

    UNREAD = 0
    LEFT_OUT = 1
    EXTRA = 2
    TYPED = 3
    WORDS = 4
    REFUSED = 5
    REVIEW = 6

    @property
    def key(self) -> str:
        """Its name in JSON."""
        return self.name.lower()


class Note(NamedTuple):
    """A cell or step that a person should look at.

    Attributes:
        kind: Its topic: `review`, `refused`, `words`, `unmatched`, `kept`, `gone`, ...
        place: Where it is.
        column: The column, or the field of the step.
        value: The text there.
        message: One sentence.
    """

    kind: str
    place: Location
    column: str
    value: str
    message: str


class Report:
    """What an import did.

    Attributes:
        rows: How many rows the tables have.
        skipped: How many of them the rules leave out.
        merged: How many of them belong to the step of another row.
        cells: How many filled cells there are, by file, column and outcome.
        notes: What a person should look at.
        notices: Sentences on the tables.
        made: How many sections, goals, steps and departments the tables hold.
        changed: How much a repeated import changed in a plan, by kind.
    """

    def __init__(self) -> None:
        self.rows = self.skipped = self.merged = 0
        self.cells: Counter[tuple[str, str, Outcome]] = Counter()
        self.notes: list[Note] = []
        self.notices: list[str] = []
        self.made: Counter[str] = Counter()
        self.changed: Counter[str] = Counter()

    def note(self, kind: str, place: Location, column: str, value: str, message: str) -> None:
        """Add a note."""
        self.notes.append(Note(kind, place, column, value, message))

    def count(self, cells: Iterable[tuple[str, str, Outcome]]) -> None:
        """Count filled cells by file, column and outcome."""
        self.cells.update(cells)

    def total(self, outcome: Outcome) -> int:
        """Return how many cells have an outcome."""
        return sum(number for (_, _, counted), number in self.cells.items() if counted is outcome)
