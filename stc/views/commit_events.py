"""The events of each commit, and those of each day."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple

from stc.history.commit_range import CommitRange
from stc.history.compare import Difference, FieldChange, Renaming
from stc.history.differences import classify
from stc.history.git.versions import Commit
from stc.history.heads import HeadChange
from stc.history.log import Change, Log, LogEntry, PlanFileChange, StepChange
from stc.history.updates import UpdateChange
from stc.plan.ledger import Ledger
from stc.plan.status import Status
from stc.plan.vocabulary import DEFAULT, Vocabulary
from stc.views import event_kinds as kinds
from stc.views.event_kinds import EventKind
from stc.views.events import Event, Teller, count_kinds, find_status_now, group_by_kind, sort_events


class CommitEvents(NamedTuple):
    """What a commit changed.

    Attributes:
        commit: The commit.
        day: Its day in the plan's time zone.
        events: Its events, in the order of their kinds and then of the plan.
        folded: How many changes there are beside them that are only typography.
    """

    commit: Commit
    day: date
    events: tuple[Event, ...]
    folded: int


class DayEvents(NamedTuple):
    """What changed on a day, the kinds in their order."""

    day: date
    kinds: tuple[tuple[EventKind, tuple[Event, ...]], ...]

    @property
    def counted(self) -> str:
        """How many events of each kind there were: `3 completed, 2 started`."""
        return count_kinds(event for _, events in self.kinds for event in events)


def list_commit_events(
    log: Log, zone: str, ledger: Ledger, words: Vocabulary = DEFAULT
) -> tuple[CommitEvents, ...]:
    """Return what each commit changed, newest first; a commit that changed nothing is left out.

    Args:
        log: All that git knows.
        zone: The plan's time zone, in which a commit has its day.
        ledger: The first deadlines.
        words: The words of the plan.
    """
    span = CommitRange(zone)
    # A commit's own changes hold the reasons that were given with it.
    teller = Teller(ledger._replace(accepts=None), words)
    # Of two branches, too, the newer commit comes first.
    entries = sorted(log.entries, key=lambda entry: entry.commit.when, reverse=True)
    grouped = (list(group) for _, group in groupby(entries, key=lambda entry: entry.commit.id))
    return tuple(_tell_commit(teller, group, log, span) for group in grouped)


def _tell_commit(
    teller: Teller, entries: list[LogEntry], log: Log, span: CommitRange
) -> CommitEvents:
    commit, changes = entries[0].commit, [entry.change for entry in entries]
    found, day = classify(_gather(changes)), span.day_of(commit)
    events = (
        *(_tell_file(change) for change in changes if isinstance(change, PlanFileChange)),
        *teller.tell(found, lambda change: _find_status_at(change, commit, log)),
    )
    dated = (event._replace(day=day, commit=commit) for event in events)
    return CommitEvents(commit, day, sort_events(dated), len(found.wording))


def group_by_day(commits: Iterable[CommitEvents]) -> tuple[DayEvents, ...]:
    """Return the events of commits by their days, newest first, and then by their kinds."""
    shown = (commit for commit in commits if commit.events)
    return tuple(
        DayEvents(day, group_by_kind(event for commit in held for event in commit.events))
        for day, held in groupby(shown, key=lambda commit: commit.day)
    )


def _gather(changes: Iterable[Change]) -> Difference:
    changes = tuple(changes)
    steps = [change for change in changes if isinstance(change, StepChange)]
    return Difference(
        changes=tuple(change for change in changes if isinstance(change, FieldChange)),
        added=tuple(change.step for change in steps if change.kind == "added"),
        removed=tuple(change.step for change in steps if change.kind == "removed"),
        renamed=tuple(change for change in changes if isinstance(change, Renaming)),
        heads=tuple(change for change in changes if isinstance(change, HeadChange)),
        updates=tuple(change for change in changes if isinstance(change, UpdateChange)),
    )


def _find_status_at(change: UpdateChange, commit: Commit, log: Log) -> Status | None:
    """Return the status in the last version up to a commit."""
    for version, plan in reversed(log.versions):
        if version.when <= commit.when:
            steps = (step for step in plan.steps if step.id == change.step_id)
            return next((step.status for step in steps), None)
    return find_status_now(change)


def _tell_file(change: PlanFileChange) -> Event:
    kind = kinds.DELETED if change.kind == "deleted" else kinds.RETURNED
    done = "was deleted" if change.kind == "deleted" else "is there again"
    return Event(kind, None, "file", "The plan", f"The file of the plan {done}.", changes=(change,))
