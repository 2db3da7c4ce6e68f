"""The kinds of changes in a difference; each change is of exactly one kind."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any, Final, Literal, NamedTuple, TypeVar

from stc.history.compare import Difference, FieldChange, Renaming
from stc.history.heads import HeadChange
from stc.history.updates import UpdateChange
from stc.plan import ledger
from stc.plan.field import specs_of
from stc.plan.model import Department, Goal, Plan, Revision, Section, Step
from stc.plan.status import StatusKind, is_backwards
from stc.plan.value_types import TEXT
from stc.text.typography import fold_typography

Kind = Literal[
    "backwards", "completed", "status", "moved", "excluded", "departments", "reworded", "other"
]
Wording = FieldChange | HeadChange | Renaming
_TEXTS: Final = {
    "goal",
    *(
        spec.key
        for block in (Plan, Section, Goal, Department, Step)
        for spec in specs_of(block).values()
        if spec.type is TEXT
    ),
}
_Change = TypeVar("_Change", FieldChange, HeadChange, Renaming)


class Fact(NamedTuple):
    """A change of a step, with related changes of the same step.

    Attributes:
        kind: What the change is about.
        change: The change.
        more: For a status the completion date and the reason; for a deadline the revisions.
        reasons: The reasons recorded for the move of a deadline.
    """

    kind: Kind
    change: FieldChange
    more: tuple[FieldChange, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def days(self) -> int | None:
        """The days that a deadline moved, negative to an earlier one; None for other changes."""
        before, after = self.change.before, self.change.after
        if self.kind == "moved" and isinstance(before, date) and isinstance(after, date):
            return (after - before).days
        return None

    @property
    def is_silent(self) -> bool:
        """Whether a deadline moved without a recorded reason."""
        return self.kind == "moved" and not self.reasons


class Differences(NamedTuple):
    """All changes of a difference by their kinds.

    Attributes:
        facts: The changes of steps, except those in `wording`.
        added: The steps that are new.
        removed: The steps that are gone.
        renamed: The departments whose id or name changed.
        heads: The other differences apart from the steps.
        wording: The changes of typography only.
        updates: The updates that were added, and those that are gone.
    """

    facts: tuple[Fact, ...]
    added: tuple[Step, ...]
    removed: tuple[Step, ...]
    renamed: tuple[Renaming, ...]
    heads: tuple[HeadChange, ...]
    wording: tuple[Wording, ...]
    updates: tuple[UpdateChange, ...] = ()

    def of(self, *kinds: Kind) -> tuple[Fact, ...]:
        """Return the facts of these kinds."""
        return tuple(fact for fact in self.facts if fact.kind in kinds)


def classify(difference: Difference) -> Differences:
    """Return the changes of a difference by their kinds."""
    changes, same = _part(difference.changes)
    renamed, same_names = _part(difference.renamed)
    heads, same_heads = _part(difference.heads)
    return Differences(
        facts=tuple(_find_facts(changes)),
        added=difference.added,
        removed=difference.removed,
        renamed=tuple(renamed),
        heads=tuple(heads),
        wording=(*same, *same_names, *same_heads),
        updates=difference.updates,
    )


def _part(changes: Iterable[_Change]) -> tuple[list[_Change], list[_Change]]:
    """Return the changes of content, and those of typography only."""
    parts: tuple[list[_Change], list[_Change]] = ([], [])
    for change in changes:
        parts[is_wording(change)].append(change)
    return parts


def is_wording(change: Wording) -> bool:
    """Return whether a change is only typography: spaces, quotes, dashes, hyphens."""
    if isinstance(change, Renaming):
        before, after = change.before, change.after
        return before.id == after.id and _fold(before.name) == _fold(after.name)
    return change.field in _TEXTS and bool(_fold(change.before) == _fold(change.after))


def _fold(value: Any) -> Any:
    if isinstance(value, str):
        return fold_typography(value)
    return tuple(map(_fold, value)) if type(value) is tuple else value


def find_kind(change: FieldChange) -> Kind:
    """Return the kind of a change that is not only typography."""
    if change.field == "status":
        return _find_kind_of_status(change)
    if change.field == "deadline":
        # A period that becomes its last day says more, and moves nothing.
        return "moved" if change.before != change.after else "other"
    kinds: dict[str, Kind] = {
        "departments": "departments",
        "action": "reworded",
        "items": "reworded",
    }
    return kinds.get(change.field, "other")


def _find_kind_of_status(change: FieldChange) -> Kind:
    new = change.step.status
    if change.former and is_backwards(change.former.status, new):
        return "backwards"
    if new.is_done:
        return "completed"
    return "excluded" if new.kind is StatusKind.EXCLUDED else "status"


def find_reasons(deadline: FieldChange, revisions: FieldChange | None) -> tuple[str, ...]:
    """Return the reasons recorded for the move of a deadline; none if no revision leads to it."""
    added = find_new_revisions(revisions) if revisions else ()
    return ledger.find_reasons(added, deadline.after)


def find_new_revisions(change: FieldChange) -> tuple[Revision, ...]:
    """Return the revisions that the later version has and the earlier one has not."""
    return ledger.find_new_revisions(change.before, change.after)


def _find_facts(changes: Iterable[FieldChange]) -> Iterator[Fact]:
    for _, group in groupby(changes, key=lambda change: change.step.id):
        fields = {change.field: change for change in group}
        joined: set[str] = set()
        facts = []
        for change in fields.values():
            more = tuple(_find_more(change, fields))
            joined |= {spec.field for spec in more}
            reasons: tuple[str, ...] = ()
            if change.field == "deadline":
                reasons = find_reasons(change, fields.get("revisions"))
            facts.append(Fact(find_kind(change), change, more, reasons))
        yield from (fact for fact in facts if fact.change.field not in joined)


def _find_more(change: FieldChange, fields: dict[str, FieldChange]) -> Iterator[FieldChange]:
    """Return the changes shown with this one; removals are shown by themselves."""
    if change.field == "status":
        found = (fields.get(field) for field in ("completed", "reason"))
        yield from (change for change in found if change and change.after is not None)
    revisions = fields.get("revisions")
    if change.field == "deadline" and revisions and find_reasons(change, revisions):
        kept = len(revisions.before)
        # A ledger that was rewritten, not only continued, is a change of its own.
        if revisions.after[:kept] == revisions.before:
            yield revisions
