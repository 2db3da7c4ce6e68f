"""The time at which a commit counts: its date, but never before its first parent."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from stc.history.git.commits import Commit, CommitNode, find_moment
from stc.plan.zones import today_in
from stc.text.plural import count_noun

_MOST_TOLD = 3


class Shift(NamedTuple):
    """A commit that counts later than its date.

    Attributes:
        commit: Its id.
        stated: The moment it is dated.
        when: The moment at which it counts.
    """

    commit: str
    stated: datetime
    when: datetime


def settle_times(links: Iterable[CommitNode]) -> Mapping[str, datetime]:
    """Return the moment at which each commit counts, by its id.

    A commit can have any date, even one before the commit it follows; the public plan did not have
    the change then.

    Args:
        links: Commits, every one after its parents.
    """
    settled: dict[str, datetime] = {}
    for commit, parents, second in links:
        stated = find_moment(second)
        settled[commit] = max(stated, settled.get(parents[0], stated)) if parents else stated
    return settled


def settle(commit: Commit, when: datetime) -> Commit:
    """Return a commit with the moment at which it counts."""
    return commit._replace(when=when, stated=commit.when) if when > commit.when else commit


def find_shifts(commits: Iterable[Commit]) -> Iterator[Shift]:
    """Return the commits that count later than their dates."""
    for commit in commits:
        if commit.stated is not None:
            yield Shift(commit.id, commit.stated, commit.when)


def describe_shifts(shifts: Iterable[Shift], zone: str) -> tuple[str, ...]:
    """Return sentences on the commits that count on a later day than their dates.

    Args:
        shifts: The commits.
        zone: The time zone of the days.
    """
    days = ((shift, today_in(zone, shift.stated), today_in(zone, shift.when)) for shift in shifts)
    found = [each for each in days if each[1] != each[2]]
    lines = [
        f"Commit {shift.commit[:9]} is dated {stated}, before the commit it follows. It counts as"
        f" of {day}."
        for shift, stated, day in found[:_MOST_TOLD]
    ]
    if more := len(found) - len(lines):
        commits = count_noun(more, "more commit is", "more commits are")
        lines.append(f"{commits} dated so. Each counts as of the day of the commit it follows.")
    return tuple(lines)
