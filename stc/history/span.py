"""From when to when: by days, or by git revisions."""

from dataclasses import dataclass
from datetime import date

from stc.history.versions import Commit
from stc.words.zones import today_in


@dataclass(frozen=True, slots=True)
class Span:
    """Which commits are asked about; an empty field does not narrow.

    Attributes:
        zone: The plan's time zone, in which a commit has its day.
        first: Commits of this day and later ones.
        last: Commits of this day and earlier ones.
        before: Ids of the commits that a revision already had; they are left out.
        within: Ids of the commits that a revision has; only they are taken.
    """

    zone: str
    first: date | None = None
    last: date | None = None
    before: frozenset[str] = frozenset()
    within: frozenset[str] | None = None

    def day_of(self, commit: Commit) -> date:
        """Gives the day of a commit in the plan's time zone."""
        return today_in(self.zone, commit.when)

    def accepts(self, commit: Commit) -> bool:
        """Says whether a commit is asked about."""
        return self.accepts_id(commit.id) and self.accepts_day(self.day_of(commit))

    def accepts_id(self, commit: str) -> bool:
        """Says whether a commit of this id is asked about, on whatever day it was made."""
        return commit not in self.before and (self.within is None or commit in self.within)

    def accepts_day(self, day: date) -> bool:
        """Says whether a day is asked about."""
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)
