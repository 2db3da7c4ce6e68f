"""The events of a plan in words: what changed, each change once.

Pages, feeds, `diff` and `report` tell changes by this list. Its input is the differences of two
versions; `commit_events` gives it those of each commit.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Final, NamedTuple

from stc.history.compare import FieldChange, Renaming
from stc.history.differences import Differences, Fact
from stc.history.git.versions import Commit
from stc.history.heads import HeadChange
from stc.history.log import Change, StepChange
from stc.history.updates import UpdateChange
from stc.plan.ledger import FILE_ONLY, Ledger
from stc.plan.model import Step
from stc.plan.status import Status, StatusKind, is_backwards
from stc.plan.vocabulary import DEFAULT, Vocabulary
from stc.text.lists import join_list
from stc.text.typography import Piece
from stc.views import event_kinds as kinds
from stc.views.difference_records import name_change
from stc.views.event_kinds import RANKS, EventKind
from stc.views.event_lines import (
    Reworder,
    describe_added,
    describe_completion,
    describe_deadline_move,
    describe_field,
    describe_head,
    describe_owners,
    describe_removed,
    describe_removed_evidence,
    describe_return,
    describe_start,
    describe_update,
    find_added,
    is_long,
    quote_reason,
)
from stc.views.update_changes import name_kind

_STATUS_FIELDS: Final = ("completed", "evidence", "reason")
"""What is said with a change of the status."""
_WORDS: Final = ("action", "items")
_UPDATES: Final = {
    kind.key: kind for kind in (kinds.VERIFIED, kinds.REPORTED, kinds.CONFIRMED, kinds.NOTED)
}


class Event(NamedTuple):
    """Something that happened to a step, or to the plan around the steps.

    Attributes:
        kind: What happened.
        step: The step as it was right after, or as it was last; None for what is of no step.
        about: What it is about: the id of the step, `department 911`, `plan`.
        words: The words of the step, or what of the plan it is.
        line: What happened, in one line.
        evidence: The evidence that came with it: addresses and names of documents.
        wordings: The texts that were reworded, each with its name and its words.
        changes: The changes that the event tells.
        day: The day in the plan's time zone; None where only two versions were compared.
        commit: The commit that made the changes; None likewise.
    """

    kind: EventKind
    step: Step | None
    about: str
    words: str
    line: str
    evidence: tuple[str, ...] = ()
    wordings: tuple[tuple[str, tuple[Piece, ...]], ...] = ()
    changes: tuple[Change, ...] = ()
    day: date | None = None
    commit: Commit | None = None

    @property
    def step_id(self) -> str | None:
        """The id of the step; None for what is of no step."""
        return self.step.id if self.step else None

    @property
    def text(self) -> str:
        """The line with the evidence, for formats without links."""
        if not self.evidence:
            return self.line
        return f"{self.line} Evidence: {join_list(self.evidence)}".lstrip()


def list_events(
    found: Differences, ledger: Ledger = FILE_ONLY, words: Vocabulary = DEFAULT
) -> tuple[Event, ...]:
    """Return the events of the differences of two versions; of typography there are none.

    Args:
        found: The differences.
        ledger: The first deadlines; narrowed to the time in between, also the moves and reasons.
        words: The words of the later version.
    """
    return sort_events(Teller(ledger, words).tell(found, find_status_now))


def group_by_kind(events: Iterable[Event]) -> tuple[tuple[EventKind, tuple[Event, ...]], ...]:
    """Return events by their kinds; those of a kind stay in their order."""
    grouped = groupby(sort_events(events), key=lambda event: event.kind)
    return tuple((kind, tuple(held)) for kind, held in grouped)


def count_kinds(events: Iterable[Event]) -> str:
    """Return how many events of each kind there are, such as `3 completed, 2 started`."""
    return ", ".join(kind.say_number(len(held)) for kind, held in group_by_kind(events))


def sort_events(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return events in the order of their kinds; those of a kind stay in their order."""
    return tuple(sorted(events, key=lambda event: RANKS[event.kind.key]))


FindStatus = Callable[[UpdateChange], Status | None]
"""The status that a step had when something was said of it."""


def find_status_now(change: UpdateChange) -> Status | None:
    """Return the status in the version that the update came with."""
    return change.step.status if change.step else None


class Teller:
    """Tells changes as events, with one allowance for comparing words over all of them."""

    def __init__(self, ledger: Ledger, words: Vocabulary) -> None:
        self._ledger, self._words = ledger, words
        self._reworder = Reworder()
        self._renamed: dict[str, str] = {}
        ranked = [status.rank for status in words.list_of_kind(StatusKind.OPEN)]
        self._furthest = max((rank for rank in ranked if rank is not None), default=None)

    def tell(self, found: Differences, find_status: FindStatus) -> Iterator[Event]:
        """Return the events of differences, step by step."""
        self._renamed = {renamed.before.id: renamed.after.id for renamed in found.renamed}
        for _, facts in groupby(found.facts, key=lambda fact: fact.change.step.id):
            yield from self._tell_step(tuple(facts))
        for step in found.added:
            line = describe_added(step, self._words)
            change = StepChange(step, "added")
            yield _make(kinds.ADDED, step, line, (change,), evidence=step.evidence)
        for step in found.removed:
            yield _make(kinds.REMOVED, step, describe_removed(step), (StepChange(step, "removed"),))
        for renamed in found.renamed:
            yield _tell_head(kinds.RENAMED, renamed)
        for head in found.heads:
            yield _tell_head(kinds.HEAD, head)
        for update in found.updates:
            yield self._tell_update(update, find_status(update))

    def _tell_step(self, facts: tuple[Fact, ...]) -> Iterator[Event]:
        """Return the events of a step; each of its changes is in one of them."""
        fields = {change.field: change for fact in facts for change in (fact.change, *fact.more)}
        if "status" in fields:
            told = [fields.pop(field, None) for field in _STATUS_FIELDS]
            yield self._tell_status(fields.pop("status"), [change for change in told if change])
        for fact in facts:
            if fact.kind == "moved":
                for change in (fact.change, *fact.more):
                    fields.pop(change.field)
                yield self._tell_move(fact)
        words = tuple(fields.pop(field) for field in _WORDS if field in fields)
        if words:
            wordings = tuple((change.field, self._reworder.compare(change)) for change in words)
            yield _make(kinds.REWORDED, words[0].step, "", words, wordings=wordings)
        if fields:
            yield self._tell_fields(tuple(fields.values()))

    def _tell_status(self, change: FieldChange, others: list[FieldChange]) -> Event:
        fields = {other.field: other for other in others}
        evidence = fields.get("evidence")
        added = find_added(evidence) if evidence else ()
        kind = self._find_kind(change)
        if kind is kinds.COMPLETED:
            first = self._ledger.of(change.step).first
            added = change.step.evidence
            line = describe_completion(change.step, first)
        elif kind is kinds.BACK:
            line = describe_return(change, fields.get("completed"))
        elif kind in (kinds.EXCLUDED, kinds.UNMET):
            line = ""
        else:
            line = describe_start(change)
        needs = kind in (kinds.BACK, kinds.EXCLUDED, kinds.UNMET)
        parts = (
            line,
            quote_reason(fields.get("reason"), is_needed=needs),
            *self._describe_rest(kind, fields),
        )
        text = " ".join(part for part in parts if part)
        return _make(kind, change.step, text, (change, *others), evidence=added)

    def _describe_rest(self, kind: EventKind, fields: dict[str, FieldChange]) -> Iterator[str]:
        """Return what a line of a status does not say of the fields that changed with it."""
        completed, reason = fields.get("completed"), fields.get("reason")
        is_told = kind is kinds.COMPLETED and completed is not None and completed.after
        if completed and not is_told and kind is not kinds.BACK:
            yield describe_field(completed)
        if reason and reason.after is None:
            yield describe_field(reason)
        if evidence := fields.get("evidence"):
            yield describe_removed_evidence(evidence)

    def _find_kind(self, change: FieldChange) -> EventKind:
        new = change.step.status
        old = change.former.status if change.former else self._words.find(change.before)
        if old and is_backwards(old, new):
            return kinds.BACK
        if new.is_done:
            return kinds.STATUS if old and old.is_done else kinds.COMPLETED
        if new.needs_reason:
            return kinds.EXCLUDED if new.kind is StatusKind.EXCLUDED else kinds.UNMET
        if old and old.needs_reason:
            return kinds.RESUMED
        return kinds.STARTED if self._is_start(old, new) else kinds.STATUS

    def _is_start(self, old: Status | None, new: Status) -> bool:
        """Return whether the work began: a step became what the furthest open ones are."""
        if old is None or not old.is_open or not (new.is_open or new.is_continuing):
            return False
        if new.rank is None:
            return old.rank == 0
        return old.rank is not None and old.rank < new.rank == self._furthest

    def _tell_move(self, fact: Fact) -> Event:
        change, reasons, is_partial = fact.change, fact.reasons, False
        known = self._ledger.of(change.step)
        if self._ledger.accepts is not None and known.moves:
            reasons = tuple(reason for move in known.moves for reason in move.reasons)
            is_partial = bool(reasons) and any(move.is_silent for move in known.moves)
        is_first = change.before is None and known.first in (None, change.after)
        kind = kinds.MOVED if reasons else kinds.SILENT
        if is_first:
            kind = kinds.DATED
        line = describe_deadline_move(change, known.first, reasons, is_partial)
        return _make(kind, change.step, line, (change, *fact.more))

    def _tell_fields(self, changes: tuple[FieldChange, ...]) -> Event:
        """Return one event for all else that changed in a step."""
        lines, wordings = [], []
        added: tuple[str, ...] = ()
        for change in changes:
            if is_long(change):
                wordings.append((change.field, self._reworder.compare(change)))
            if change.field == "evidence":
                added = find_added(change)
                lines.append(describe_removed_evidence(change))
            elif change.field == "departments":
                lines.append(describe_owners(change, self._renamed))
            else:
                lines.append(describe_field(change))
        line = " ".join(line for line in lines if line)
        return _make(kinds.CHANGED, changes[0].step, line, changes, added, tuple(wordings))

    def _tell_update(self, change: UpdateChange, status: Status | None) -> Event:
        kind = _UPDATES[name_kind(change)]
        line = describe_update(change, status, self._words)
        evidence = change.entry.evidence
        if change.kind == "removed":
            kind = kinds.WITHDRAWN
        words = change.step.action if change.step else "The plan as a whole"
        if change.step_id and not change.step:
            words = "A step that is no longer in the plan"
        about = change.step_id or "plan"
        return Event(kind, change.step, about, words, line, evidence, (), (change,))


def _make(
    kind: EventKind,
    step: Step,
    line: str,
    changes: tuple[Change, ...],
    evidence: tuple[str, ...] = (),
    wordings: tuple[tuple[str, tuple[Piece, ...]], ...] = (),
) -> Event:
    return Event(kind, step, step.id, step.action, line, evidence, wordings, changes)


def _tell_head(kind: EventKind, change: Renaming | HeadChange) -> Event:
    about = name_change(change)
    words = "The plan" if about == "plan" else f"{about[0].upper()}{about[1:]}"
    return Event(kind, None, about, words, describe_head(change), changes=(change,))
