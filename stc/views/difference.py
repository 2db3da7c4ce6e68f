"""What changed between two versions of the plan: `diff`, with its numbers and sentences."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from stc.history.differences import Differences
from stc.history.selection import UPDATES
from stc.plan.dates import describe_days
from stc.plan.ledger import FILE_ONLY, Ledger
from stc.plan.vocabulary import DEFAULT, Vocabulary
from stc.text.plural import count_noun
from stc.views.answer import Answer, dump
from stc.views.difference_blocks import build_differences
from stc.views.difference_records import DifferenceRecord, record_differences
from stc.views.events import list_events
from stc.views.shapes import COUNT, TEXT, fields_of
from stc.views.view import Context, Sentences, View

NOTHING = "Nothing changed."


class DifferenceTotals(NamedTuple):
    """The numbers of a difference; days later and days earlier are never netted."""

    statuses: int
    backwards: int
    completed: int
    excluded: int
    moved: int
    later: int
    earlier: int
    days_later: int
    days_earlier: int
    set: int
    taken_away: int
    silent: int
    added: int
    removed: int
    renamed: int
    departments: int
    reworded: int
    other: int
    wording: int


class Moved(NamedTuple):
    """Deadlines that moved one way: how many, and how many days in all."""

    number: int
    days: int

    @property
    def average(self) -> str:
        """The days each of them moved, on average."""
        return describe_days(round(self.days / self.number))


def count_differences(found: Differences) -> DifferenceTotals:
    """Return the numbers of a difference."""
    later, earlier = _count_moved(found, 1), _count_moved(found, -1)
    moves = found.of("moved")
    return DifferenceTotals(
        statuses=len(found.of("backwards", "completed", "status", "excluded")),
        backwards=len(found.of("backwards")),
        completed=len(found.of("completed")),
        excluded=len(found.of("excluded")),
        moved=later.number + earlier.number,
        later=later.number,
        earlier=earlier.number,
        days_later=later.days,
        days_earlier=earlier.days,
        set=sum(fact.change.before is None for fact in moves),
        taken_away=sum(fact.change.after is None for fact in moves),
        silent=sum(fact.is_silent for fact in moves),
        added=len(found.added),
        removed=len(found.removed),
        renamed=len(found.renamed),
        departments=len(found.of("departments")),
        reworded=len({fact.change.step.id for fact in found.of("reworded")}),
        other=len(found.of("other")) + len(found.heads),
        wording=len(found.wording),
    )


def describe_totals(found: Differences, words: Vocabulary = DEFAULT) -> tuple[str, ...]:
    """Return what changed, in at most three sentences."""
    totals = count_differences(found)
    updates = tuple(_describe_updates(found))
    if not any(totals):
        return updates or (NOTHING,)
    parts = (
        _describe_statuses(totals),
        _describe_moves(found),
        *_describe_ends(totals),
        f"{_count_added(totals.added, words)} added",
        f"{totals.removed:,} removed" if totals.removed else "none removed",
    )
    first = "; ".join(parts)
    lines = [f"{first[0].upper()}{first[1:]}."]
    if totals.silent:
        whole = count_noun(len(found.of("moved")), "changed deadline")
        lines.append(f"No reason recorded for {totals.silent:,} of {whole}.")
    if rest := _describe_rest(totals, words):
        lines.append(f"Also: {'; '.join(rest)}.")
    return (*lines, *updates)


def _describe_updates(found: Differences) -> Iterator[str]:
    added, removed = (
        sum(change.kind == kind for change in found.updates) for kind in ("added", "removed")
    )
    if added:
        yield f"{count_noun(added, 'update')} added."
    if removed:
        yield f"{count_noun(removed, 'update')} taken away."


def _count_added(number: int, words: Vocabulary) -> str:
    return words.count_parts(number, "step") if number else words.say("no step")


def _describe_statuses(totals: DifferenceTotals) -> str:
    number, backwards = totals.statuses, totals.backwards
    if not number:
        return "no status changed"
    counted = f"{count_noun(number, 'status', 'statuses')} changed"
    if not backwards:
        return f"{counted}, none of them backwards" if number > 1 else counted
    if number == 1:
        return f"{counted}, backwards"
    return f"{counted}, {'all' if backwards == number else f'{backwards:,}'} of them backwards"


def _describe_moves(found: Differences) -> str:
    ways = {"later": _count_moved(found, 1), "earlier": _count_moved(found, -1)}
    ways = {way: moved for way, moved in ways.items() if moved.number}
    number = sum(moved.number for moved in ways.values())
    if not number:
        return "no deadline moved"
    counted = f"{count_noun(number, 'deadline')} moved"
    if number == 1:
        return counted + "".join(f", {moved.average} {way}" for way, moved in ways.items())
    if len(ways) == 1:
        all_moved = (f"all {way}, by {moved.average} on average" for way, moved in ways.items())
        return f"{counted}, {''.join(all_moved)}"
    parts = (
        f"{moved.number:,} {way}, by {moved.average}{' on average' if moved.number > 1 else ''}"
        for way, moved in ways.items()
    )
    return f"{counted}, {' and '.join(parts)}"


def _describe_ends(totals: DifferenceTotals) -> tuple[str, ...]:
    ends = ((totals.set, "set where there was none"), (totals.taken_away, "taken away"))
    return tuple(f"{count_noun(number, 'deadline')} {how}" for number, how in ends if number)


def _describe_rest(totals: DifferenceTotals, words: Vocabulary) -> tuple[str, ...]:
    wording = "change of only spaces, quotes, dashes or hyphens"
    parts = (
        (totals.completed, "step", "steps", " completed"),
        (totals.excluded, "step", "steps", " excluded"),
        (totals.renamed, "department", "departments", " renamed"),
        (totals.departments, "step", "steps", " with other departments"),
        (totals.reworded, "step", "steps", " reworded"),
        (totals.other, "other change", "other changes", ""),
        (totals.wording, wording, wording.replace("change", "changes"), ""),
    )
    return tuple(
        count_noun(number, *map(words.say, (noun, plural))) + words.say(end)
        for number, noun, plural, end in parts
        if number
    )


def _count_moved(found: Differences, sign: int) -> Moved:
    moves = (sign * (fact.days or 0) for fact in found.of("moved"))
    days = [move for move in moves if move > 0]
    return Moved(len(days), sum(days))


DIFF: Final = Answer(
    "stc/diff/2",
    "What changed between two versions.",
    "changes",
    fields_of(DifferenceRecord),
    {"before": TEXT, "after": TEXT, **fields_of(DifferenceTotals)},
    sparse_totals={
        UPDATES: {**COUNT, "description": "Updates added or taken away, where there are any."}
    },
)


def view_difference(
    found: Differences,
    before: str,
    after: str,
    context: Context,
    note: str = "",
    ledger: Ledger = FILE_ONLY,
) -> View:
    """Return what changed, bad news first.

    Args:
        found: The changes.
        before: What the earlier version is called.
        after: What the later version is called.
        context: What the answer says about itself.
        note: A sentence more about the versions, or an empty text.
        ledger: The first deadlines.
    """
    records = record_differences(found)
    events = list_events(found, ledger, context.vocabulary)
    lines = (
        f"From {before} to {after}.",
        *describe_totals(found, context.vocabulary),
        *((note,) if note else ()),
    )
    return DIFF.view(
        title="Changes",
        context=context,
        blocks=(Sentences(lines), *build_differences(events, found.wording)),
        records=records,
        totals={
            "before": before,
            "after": after,
            **dump(count_differences(found)),
            **({UPDATES: len(found.updates)} if found.updates else {}),
        },
        ids=_find_ids(records),
    )


def _find_ids(records: tuple[DifferenceRecord, ...]) -> tuple[str, ...]:
    """Return the steps that differ and are still there, each once."""
    there = (record.step for record in records if record.kind != "removed")
    return tuple(dict.fromkeys(step_id for step_id in there if step_id))
