"""From when to when: by days, or by git revisions."""

from dataclasses import dataclass
from datetime import date

from stc.history.git.versions import Commit
from stc.plan.zones import today_in


@dataclass(frozen=True, slots=True)
class Span:
    """Which commits are asked about; an empty field does not narrow.

    Attributes:
        zone: The plan's time zone, in which a commit has its day.
        first: This day and later ones.
        last: This day and earlier ones.
        before: Ids of the commits that the main line had before; they are left out.
        within: Ids of the commits that it had at the end; only they are taken.

    A commit belongs to the day on which it reached the main line: what was made on a branch before
    a day and merged on it was published on it.
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
        return self.accepts_id(commit.id)

    def accepts_id(self, commit: str) -> bool:
        """Says whether a commit of this id is asked about, on whatever day it was made."""
        return commit not in self.before and (self.within is None or commit in self.within)

    def accepts_day(self, day: date) -> bool:
        """Says whether a day is asked about."""
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)
