"""Which deadlines moved, how far and why: `slips`."""

from collections.abc import Mapping
from typing import Any

from stc.deadlines.standing import slip_days
from stc.plan.model import Plan, Step
from stc.progress.counts import Group, group_steps
from stc.progress.slips import Slips, count_slips, find_moved
from stc.views.records import record_revision
from stc.views.sentences import count_noun, share
from stc.views.view import Block, Column, Context, Sentences, Table, View
from stc.words.dates import describe_days

_FIELDS = (
    "id",
    "section",
    "departments",
    "original_deadline",
    "deadline",
    "days",
    "moves",
    "revisions",
    "action",
    "file",
    "line",
)
_GROUP_FIELDS = ("id", "title", "dated", "moved", "moves", "days", "removed")


def view_slips(steps: tuple[Step, ...], context: Context) -> View:
    """Gives the steps whose deadline moved, with each move and its reason."""
    moved, totals = find_moved(steps), count_slips(steps)
    columns = (
        Column("Step", "id"),
        Column("Original", "date"),
        Column("Current", "date"),
        Column("Days later", "number"),
        Column("Moves", "number"),
        Column("Action step and reasons"),
    )
    rows = tuple(
        (
            step.id,
            step.original_deadline,
            step.deadline,
            slip_days(step),
            len(step.moves),
            (step.action, *(f"{one.on}: {one.reason}" for one in step.revisions)),
        )
        for step in moved
    )
    lines = Sentences(_tell(totals))
    blocks: tuple[Block, ...] = (Table(columns, rows, "Slips"), lines) if moved else (lines,)
    return View(
        schema="stc/slips/1",
        title="Slips",
        context=context,
        blocks=blocks,
        collection="steps",
        fields=_FIELDS,
        records=tuple(map(_record, moved)),
        totals=_record_totals(totals),
        ids=tuple(step.id for step in moved),
    )


def view_slips_by(plan: Plan, steps: tuple[Step, ...], by: str, context: Context) -> View:
    """Gives the moves by department, section or goal, most days first."""
    noun = {"dept": "Department", "section": "Section", "goal": "Goal"}[by]
    groups = [(group, count_slips(group.steps)) for group in group_steps(plan, steps, by)]
    shown = sorted((pair for pair in groups if pair[1].moved), key=lambda pair: -pair[1].days)
    columns = (
        Column(noun),
        Column("Moved of dated", "number"),
        Column("Moves", "number"),
        Column("Days later", "number"),
    )
    rows = tuple(
        (group.title, share(slips.moved, slips.steps), slips.moves, slips.days)
        for group, slips in shown
    )
    totals = count_slips(steps)
    lines = _tell(totals)
    if by == "dept":
        lines = (*lines, "A step with several departments counts once in each of them.")
    title = f"Slips by {noun.lower()}"
    tables = (Table(columns, rows, title),) if rows else ()
    return View(
        schema="stc/slip-groups/1",
        title=title,
        context=context,
        blocks=(*tables, Sentences(lines)),
        collection="groups",
        fields=_GROUP_FIELDS,
        records=tuple(_record_group(group, slips) for group, slips in shown),
        totals=_record_totals(totals),
        ids=tuple(group.id for group, _ in shown if group.id),
    )


def _tell(totals: Slips) -> tuple[str, ...]:
    moved = f"{share(totals.moved, totals.steps)} of the steps with a deadline moved it"
    if not totals.moved:
        return (f"{moved}. The file records no move.",)
    lines = [f"{moved}: {count_noun(totals.moves, 'move')}{_tell_days(totals)}."]
    if totals.removed:
        removed = count_noun(totals.removed, "deadline was", "deadlines were")
        lines.append(f"{removed} taken away; its days cannot be counted.")
    return tuple(lines)


def _tell_days(totals: Slips) -> str:
    """Gives the days in all and on average, over the moved steps that still have a deadline."""
    counted = totals.moved - totals.removed
    if not counted:
        return ""
    days, mean = totals.days, round(totals.days / counted)
    direction = "later" if days >= 0 else "earlier"
    return f", {describe_days(abs(days))} {direction} in all, {abs(mean)} on average"


def _record(step: Step) -> Mapping[str, Any]:
    values = (
        step.id,
        step.section.id,
        [one.id for one in step.departments],
        step.original_deadline,
        step.deadline,
        slip_days(step),
        len(step.moves),
        [record_revision(one) for one in step.revisions],
        step.action,
        step.place.path,
        step.place.line,
    )
    return dict(zip(_FIELDS, values, strict=True))


def _record_group(group: Group, slips: Slips) -> Mapping[str, Any]:
    return {"id": group.id, "title": group.title, **_record_totals(slips)}


def _record_totals(slips: Slips) -> Mapping[str, Any]:
    return {
        "dated": slips.steps,
        "moved": slips.moved,
        "moves": slips.moves,
        "days": slips.days,
        "removed": slips.removed,
    }
