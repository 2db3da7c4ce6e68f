"""Ranges of commits, by days or by git revisions."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from stc.errors import UsageProblem
from stc.history.git.checkout import find_folder
from stc.history.git.commits import list_links
from stc.history.git.versions import Commit
from stc.history.plan_at import TypedRevision, find_typed, parse_revision
from stc.plan.zones import today_in


class CommitRange(NamedTuple):
    """The commits that are selected; an empty field selects all.

    Attributes:
        zone: The plan's time zone, in which a commit has its day.
        first: This day and later ones.
        last: This day and earlier ones.
        before: Ids of the commits that the main line had before; they are excluded.
        within: Ids of the commits that it had at the end; only these are included.

    A commit belongs to the day on which it reached the main line: a change on a branch was
    published on the day it was merged.
    """

    zone: str
    first: date | None = None
    last: date | None = None
    before: frozenset[str] = frozenset()
    within: frozenset[str] | None = None

    def day_of(self, commit: Commit) -> date:
        """Return the day of a commit in the plan's time zone."""
        return today_in(self.zone, commit.when)

    def accepts(self, commit: Commit) -> bool:
        """Return whether a commit is in the range."""
        return self.accepts_id(commit.id)

    def accepts_id(self, commit: str) -> bool:
        """Return whether a commit is in the range by its id, on any day."""
        return commit not in self.before and (self.within is None or commit in self.within)

    def accepts_day(self, day: date) -> bool:
        """Return whether a day is in the range."""
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)


def resolve_range(
    plan: Path,
    head: str,
    zone: str,
    today: date,
    since: str | date | None,
    until: str | date | None = None,
) -> CommitRange:
    """Return the range of commits between two revisions or days.

    A day is included in the range; the commit of a revision is not.

    Args:
        plan: The path of the plan, without symbolic links.
        head: The last commit.
        zone: The plan's time zone, in which a commit has its day.
        today: The day that `today` means.
        since: A revision or a day, as it was typed; or a day.
        until: The same.

    Raises:
        UsageProblem: A revision is unknown, or the days are in the wrong order.
    """

    def parse(named: str | date) -> TypedRevision:
        return TypedRevision("", named) if isinstance(named, date) else parse_revision(named, today)

    def list_before(revision: TypedRevision, option: str) -> frozenset[str]:
        folder = find_folder(plan)
        commit, _ = find_typed(folder, revision, zone, head, option)
        links = list_links(folder, commit.id) if commit else ()
        return frozenset(link.commit for link in links)

    span = CommitRange(zone)
    if since is not None:
        revision = parse(since)
        span = span._replace(first=revision.day, before=list_before(revision, "--since"))
    if until is not None:
        revision = parse(until)
        end = revision._replace(day=revision.day + timedelta(days=1)) if revision.day else revision
        span = span._replace(last=revision.day, within=list_before(end, "--until"))
    if span.first and span.last and span.first > span.last:
        raise UsageProblem(f"--since {span.first} is after --until {span.last}.")
    return span


def describe_range(since: str | None, until: str | None = None) -> Mapping[str, Any]:
    """Return the range of an answer as typed, by the name of the option."""
    typed = (("since", since), ("until", until))
    return {name: value for name, value in typed if value is not None}
