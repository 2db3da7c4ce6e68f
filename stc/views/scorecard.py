"""Promises kept on time, late or not yet: `scorecard`."""

from collections.abc import Mapping
from typing import Any

from stc.plan.model import Plan, Step
from stc.progress.counts import NOUNS, Group, group_steps
from stc.progress.scorecard import CLASSES, count_classes
from stc.views.sentences import count_noun, share
from stc.views.view import Block, Cell, Column, Context, Sentences, Table, View

TITLES = {
    "on_time": "Complete, on time",
    "late": "Complete, late",
    "complete_undated": "Complete, had no deadline",
    "date_not_recorded": "Complete, date not recorded",
    "overdue": "Open and overdue",
    "not_yet_due": "Open, not yet due",
    "undated": "Open, undated",
    "ongoing": "Ongoing",
    "unknown": "Unknown",
    "excluded": "Excluded",
}
MEANINGS = {
    "on_time": "The step is done, and the recorded day of that is not after the deadline.",
    "late": "The step is done, and the recorded day of that is after the deadline.",
    "complete_undated": "The step is done on a recorded day; it had no deadline to be late for.",
    "date_not_recorded": "The step is done, but the plan does not say on which day; it is never"
    " taken to be on time.",
    "overdue": "The step is still to be finished, and the deadline has passed.",
    "not_yet_due": "The step is still to be finished, and the deadline is the as-of day or later.",
    "undated": "The step is still to be finished and has no deadline, so it can never be overdue.",
    "ongoing": "The step continues without an end; past its date it is due for review, and never"
    " overdue.",
    "unknown": "The status cannot be read in the published copy; a person must check.",
    "excluded": "The city took the step out of the plan; it is outside of every share.",
}
"""What it means that a step is in a class, one sentence each."""
_HEADS = {
    "on_time": "On time",
    "late": "Late",
    "complete_undated": "No date due",
    "date_not_recorded": "Day not known",
    "overdue": "Overdue",
    "not_yet_due": "Not yet due",
    "undated": "Undated",
    "ongoing": "Ongoing",
    "unknown": "Unknown",
    "excluded": "Not counted",
}
_AGAINST = (("current", False), ("original", True))
_FIELDS = ("by", "id", "title", "against", "steps", "counted", *CLASSES)


def view_scorecard(
    plan: Plan, steps: tuple[Step, ...], context: Context, by: tuple[str, ...]
) -> View:
    """Gives the classes of the steps, against the current and the original deadlines."""
    whole = Group("", plan.title, steps)
    records = [_record("plan", whole, against, context) for against in _AGAINST]
    blocks: list[Block] = [_class_table(steps, context), Sentences(_tell(records[0]))]
    for one in by:
        groups = group_steps(plan, steps, one)
        blocks += [_group_table(one, groups, judged, context) for judged in _AGAINST]
        records += [_record(one, group, judged, context) for group in groups for judged in _AGAINST]
    if "dept" in by:
        blocks.append(Sentences(("A step with several departments counts once in each.",)))
    return View(
        schema="stc/scorecard/1",
        title="Scorecard",
        context=context,
        blocks=tuple(blocks),
        collection="groups",
        fields=_FIELDS,
        records=tuple(records),
        totals={name: value for name, value in records[0].items() if name in _FIELDS[4:]},
    )


def _class_table(steps: tuple[Step, ...], context: Context) -> Table:
    columns = (
        Column("Promise"),
        Column("Against the current deadline", "number"),
        Column("Against the original deadline", "number"),
    )
    counts = [count_classes(steps, context.as_of, original=original) for _, original in _AGAINST]
    whole = [sum(one.values()) - one["excluded"] for one in counts]
    rows = []
    for name in CLASSES:
        if name == "excluded":
            cells = [f"{one[name]:,} not counted" for one in counts]
        else:
            cells = [share(one[name], all_) for one, all_ in zip(counts, whole, strict=True)]
        rows.append((TITLES[name], *cells))
    return Table(columns, tuple(rows), "Promises")


def _group_table(
    by: str, groups: tuple[Group, ...], against: tuple[str, bool], context: Context
) -> Table:
    noun = NOUNS[by]
    name, original = against
    columns = (Column(noun), *(Column(head, "number") for head in _HEADS.values()))
    rows: list[tuple[Cell, ...]] = []
    for group in groups:
        counts = count_classes(group.steps, context.as_of, original=original)
        excluded = counts.pop("excluded")
        counted = sum(counts.values())
        rows.append((group.title, *(f"{one}/{counted}" for one in counts.values()), excluded))
    return Table(columns, tuple(rows), f"By {noun.lower()}, against the {name} deadline")


def _tell(record: Mapping[str, Any]) -> tuple[str, ...]:
    complete = record["on_time"] + record["late"] + record["date_not_recorded"]
    complete += record["complete_undated"]
    lines = [
        f"{count_noun(record['steps'], 'step')}, {record['excluded']:,} of them excluded and not"
        " counted.",
    ]
    if record["date_not_recorded"]:
        lines.append(
            f"{record['date_not_recorded']:,} of {count_noun(complete, 'complete step')} do not say"
            " when; they are not counted as on time."
        )
    return tuple(lines)


def _record(
    by: str, group: Group, against: tuple[str, bool], context: Context
) -> Mapping[str, Any]:
    name, original = against
    counts = count_classes(group.steps, context.as_of, original=original)
    steps = len(group.steps)
    values = (by, group.id, group.title, name, steps, steps - counts["excluded"], *counts.values())
    return dict(zip(_FIELDS, values, strict=True))
