"""Which deadlines moved, how far and why: `slips`."""

from collections.abc import Mapping
from typing import Any

from stc.deadlines.standing import slip_days
from stc.plan.model import Plan, Step
from stc.progress.counts import NOUNS, Group, group_steps
from stc.progress.slips import Slips, count_slips, find_moved
from stc.views.learned import (
    GIT_FIELDS,
    Learned,
    count_days,
    count_learned,
    find_original,
    record_learned,
    tell_learned,
    tell_moves,
)
from stc.views.records import record_revision
from stc.views.sentences import count_noun, share
from stc.views.view import Block, Cell, Column, Context, Sentences, Table, View
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
    *GIT_FIELDS,
)
_GROUP_FIELDS = ("id", "title", "dated", "moved", "moves", "days", "removed", *GIT_FIELDS)


_HEADS = ("Moved of dated", "Moves", "Days later")


def view_slips(
    steps: tuple[Step, ...],
    context: Context,
    learned: Learned | None = None,
    lines: tuple[str, ...] = (),
    *,
    narrowed: bool = False,
) -> View:
    """Gives the steps whose deadline moved, with each move and its reason.

    Args:
        steps: The steps asked about.
        context: What the answer says about itself.
        learned: What git saw; None where only the file is asked.
        lines: Sentences about what was not asked.
        narrowed: Only some of git's moves were asked for; steps without one of them are left out.
    """
    moved, totals = _choose_moved(steps, learned, narrowed), count_slips(steps)
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
            find_original(step, learned),
            step.deadline,
            count_days(step, learned),
            max(len(step.moves), len(learned.moves_of((step,))) if learned else 0),
            (step.action, *tell_moves(step, learned)),
        )
        for step in moved
    )
    said = Sentences((*_tell(totals, learned), *tell_learned(steps, learned), *lines))
    blocks: tuple[Block, ...] = (Table(columns, rows, "Slips"), said) if moved else (said,)
    return View(
        schema="stc/slips/1",
        title="Slips",
        context=context,
        blocks=blocks,
        collection="steps",
        fields=_FIELDS,
        records=tuple(_record(step, learned) for step in moved),
        totals={**_record_totals(totals), **record_learned(steps, learned)},
        ids=tuple(step.id for step in moved),
    )


def view_slips_by(
    plan: Plan,
    steps: tuple[Step, ...],
    by: str,
    context: Context,
    learned: Learned | None = None,
    lines: tuple[str, ...] = (),
) -> View:
    """Gives the moves by department, section or goal, most days first."""
    noun = NOUNS[by]
    groups = [(group, count_slips(group.steps)) for group in group_steps(plan, steps, by)]
    moved = [
        pair for pair in groups if pair[1].moved or (learned and learned.moves_of(pair[0].steps))
    ]
    shown = sorted(moved, key=lambda pair: -_sum_days(pair[0], pair[1], learned))
    columns = (
        Column(noun),
        *(Column(f"{head}{' by the file' if learned else ''}", "number") for head in _HEADS),
        *((Column("Moves by git", "number"), Column("Silent by git", "number")) if learned else ()),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            group.title,
            share(slips.moved, slips.steps),
            slips.moves,
            slips.days,
            *count_learned(group.steps, learned),
        )
        for group, slips in shown
    )
    totals = count_slips(steps)
    lines = (*_tell(totals, learned), *tell_learned(steps, learned), *lines)
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
        records=tuple(_record_group(group, slips, learned) for group, slips in shown),
        totals={**_record_totals(totals), **record_learned(steps, learned)},
        ids=tuple(group.id for group, _ in shown if group.id),
    )


def _tell(totals: Slips, learned: Learned | None) -> tuple[str, ...]:
    source = "By the file, " if learned else ""
    moved = f"{source}{share(totals.moved, totals.steps)} of the steps with a deadline moved it"
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
    return f", {describe_days(abs(days))} {direction} in all, {abs(mean):,} a step"


def _record(step: Step, learned: Learned | None) -> Mapping[str, Any]:
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
    known = zip(_FIELDS, values, strict=False)
    return {**dict(known), **record_learned((step,), learned, list_all=True)}


def _record_group(group: Group, slips: Slips, learned: Learned | None) -> Mapping[str, Any]:
    known = record_learned(group.steps, learned)
    return {"id": group.id, "title": group.title, **_record_totals(slips), **known}


def _record_totals(slips: Slips) -> Mapping[str, Any]:
    return {
        "dated": slips.steps,
        "moved": slips.moved,
        "moves": slips.moves,
        "days": slips.days,
        "removed": slips.removed,
    }


def _choose_moved(
    steps: tuple[Step, ...], learned: Learned | None, narrowed: bool
) -> tuple[Step, ...]:
    """Gives the steps that are shown, most days later first, those without a deadline last."""
    if learned is None:
        return find_moved(steps)
    moved = (
        step
        for step in steps
        if learned.moves.get(step.id)
        or (not narrowed and (step.moves or learned.disagreements.get(step.id)))
    )

    def order(step: Step) -> tuple[bool, int]:
        return step.deadline is None, -(count_days(step, learned) or 0)

    return tuple(sorted(moved, key=order))


def _sum_days(group: Group, slips: Slips, learned: Learned | None) -> int:
    if learned is None:
        return slips.days
    return sum(count_days(step, learned) or 0 for step in group.steps)
