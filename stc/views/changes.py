"""What changed, commit by commit, each change in a sentence: for a site and its feed."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Final, NamedTuple

from stc.history.commit_range import CommitRange
from stc.history.compare import Difference, FieldChange, Renaming
from stc.history.differences import Differences, Fact, classify
from stc.history.git.versions import Commit
from stc.history.heads import HeadChange
from stc.history.log import Change, Log, LogEntry, PlanFileChange, StepChange
from stc.history.updates import UpdateChange
from stc.plan.field import specs_of
from stc.plan.model import Step
from stc.plan.value_types import EXTRA, TEXT
from stc.text.typography import Piece, find_rewording
from stc.views.difference_records import describe_move, name_change
from stc.views.history import describe_change, describe_move_days, format_change
from stc.views.update_changes import describe_update_change

_LONG: Final = 60
_ROOM: Final = 4_000_000
"""Pairs of words that may be compared in all; a hostile history must not take all day."""
_KEPT: Final = 8
"""The most kept words that are shown beside a change."""
_TEXTS: Final = (None, TEXT, EXTRA)
"""The types of fields whose values are shown in quotes."""


class DescribedChange(NamedTuple):
    """A change in words.

    Attributes:
        about: What changed: the id of a step, `department 911`, `section COM`, `plan`, `file`.
        step: The id of the step; None where it is about none.
        sentence: What happened to it, such as `status from Planning to Complete`.
        more: Further lines: the text of a step, the reason of a move.
        flag: What must not be passed over: `Gone backwards` or `No reason recorded`, or nothing.
        pieces: The words of a text that was reworded.
    """

    about: str
    step: str | None
    sentence: str
    more: tuple[str, ...] = ()
    flag: str = ""
    pieces: tuple[Piece, ...] = ()

    @property
    def line(self) -> str:
        """The change on one line: `COM-03: status from Begun to Done`."""
        return f"{self.about}: {self.sentence}"


class CommitChanges(NamedTuple):
    """What a commit changed.

    Attributes:
        commit: The commit.
        day: Its day in the plan's time zone.
        changes: Its changes, those of the steps first, in the order of the plan.
        folded: How many more there are that are only spaces, quotes, dashes or hyphens.
    """

    commit: Commit
    day: date
    changes: tuple[DescribedChange, ...]
    folded: int


def describe_commits(log: Log, zone: str) -> tuple[CommitChanges, ...]:
    """Return what each commit changed, newest first; a commit that changed nothing is left out.

    Args:
        log: All that git knows.
        zone: The plan's time zone, in which a commit has its day.
    """
    span, teller = CommitRange(zone), _Teller()
    # Of two branches, too, the newer commit comes first.
    entries = sorted(log.entries, key=lambda entry: entry.commit.when, reverse=True)
    grouped = (list(group) for _, group in groupby(entries, key=lambda entry: entry.commit.id))
    return tuple(teller.tell(group, span.day_of(group[0].commit)) for group in grouped)


class _Teller:
    """Describes commits, with one allowance for comparing words over all of them."""

    def __init__(self) -> None:
        self._room = _ROOM

    def tell(self, entries: list[LogEntry], day: date) -> CommitChanges:
        changes = [entry.change for entry in entries]
        found = classify(_gather(changes))
        lines = (
            *(_describe_file(change) for change in changes if isinstance(change, PlanFileChange)),
            *(self._describe_fact(fact) for fact in found.facts),
            *(_describe_fate(step, "added") for step in found.added),
            *(_describe_fate(step, "removed") for step in found.removed),
            *_describe_rest(found),
            *(_describe_update(change) for change in changes if isinstance(change, UpdateChange)),
        )
        return CommitChanges(entries[0].commit, day, lines, len(found.wording))

    def _describe_fact(self, fact: Fact) -> DescribedChange:
        change = fact.change
        sentence, more, pieces = self._describe_field(change)
        flag = ""
        if fact.is_silent and change.before is not None:
            flag = "No reason recorded"
        elif fact.kind == "backwards":
            flag = "Gone backwards"
        more = (*more, *(f"Reason: {reason}" for reason in fact.reasons))
        if fact.kind != "moved":
            more = (*more, *(_describe_with(change) for change in fact.more))
        return DescribedChange(change.step.id, change.step.id, sentence, more, flag, pieces)

    def _describe_field(
        self, change: FieldChange
    ) -> tuple[str, tuple[str, ...], tuple[Piece, ...]]:
        before, after, field = format_change(change)
        if change.field == "section":
            return describe_move(change), (), ()
        if change.field == "revisions":
            return "recorded moves of the deadline", tuple(describe_change(change)), ()
        is_long = max(len(before), len(after)) > _LONG
        if not (before and after and (is_long or change.field in ("action", "items"))):
            spec = specs_of(Step).get(change.field)
            quoted = spec is None or spec.type in _TEXTS
            return (*_describe_ends(field, before, after, quoted, describe_move_days(change)), ())
        pieces = find_rewording(before, after, min(self._room, 250_000))
        self._room -= min(self._room, before.count(" ") * after.count(" "))
        return f"{field} reworded", (), tuple(_shorten(pieces))


def _gather(changes: Iterable[Change]) -> Difference:
    changes = tuple(changes)
    steps = [change for change in changes if isinstance(change, StepChange)]
    return Difference(
        changes=tuple(change for change in changes if isinstance(change, FieldChange)),
        added=tuple(change.step for change in steps if change.kind == "added"),
        removed=tuple(change.step for change in steps if change.kind == "removed"),
        renamed=tuple(change for change in changes if isinstance(change, Renaming)),
        heads=tuple(change for change in changes if isinstance(change, HeadChange)),
    )


def _describe_ends(
    field: str, before: str, after: str, quoted: bool, distance: str = ""
) -> tuple[str, tuple[str, ...]]:
    """Return a sentence with both values of a field, a long one as a line of its own."""
    old, new = (f"“{value}”" if quoted else value for value in (before, after))
    if before and after:
        return f"{field} from {old} to {new}{distance}", ()
    if len(after or before) > _LONG:
        return f"{field} {'set' if after else 'taken away'}", (after or before,)
    return (f"{field} set to {new}" if after else f"{field} taken away, was {old}"), ()


def _describe_with(change: FieldChange) -> str:
    _, after, field = format_change(change)
    return f"{field.capitalize()}: {after}"


def _describe_fate(step: Step, kind: str) -> DescribedChange:
    text = "added" if kind == "added" else "taken out of the plan"
    return DescribedChange(step.id, step.id, f"{text}, {step.status.name}", (step.action,))


def _describe_file(change: PlanFileChange) -> DescribedChange:
    return DescribedChange("file", None, "deleted" if change.kind == "deleted" else "brought back")


def _describe_rest(found: Differences) -> Iterator[DescribedChange]:
    rest: tuple[Renaming | HeadChange, ...] = (*found.renamed, *found.heads)
    for change in rest:
        before, after, _ = format_change(change)
        field = "name" if isinstance(change, Renaming) else change.field.replace("_", " ")
        if field:
            sentence, more = _describe_ends(field, before, after, True)
            yield DescribedChange(name_change(change), None, sentence, more)
        else:
            sentence = f"{'added' if after else 'taken away'}, “{after or before}”"
            yield DescribedChange(name_change(change), None, sentence)


def _describe_update(change: UpdateChange) -> DescribedChange:
    sentence, lines = describe_update_change(change)
    flag = "Update taken away" if change.kind == "removed" else ""
    step = change.step.id if change.step else None
    return DescribedChange(change.step_id or "plan", step, sentence, lines, flag)


def _shorten(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Return the pieces with long runs of kept words cut to those beside a change."""
    pieces = tuple(pieces)
    for number, piece in enumerate(pieces):
        words = piece.text.split(" ")
        first = words[:_KEPT] if number else []
        last = words[-_KEPT:] if number + 1 < len(pieces) else []
        if piece.mark == " " and len(words) > len(first) + len(last) + 1:
            yield Piece(" ", " ".join((*first, "…", *last)))
        else:
            yield piece
