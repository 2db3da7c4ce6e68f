"""Which deadlines moved, how far and why: `slips`."""

from collections.abc import Iterator, Mapping
from typing import Any

from stc.plan.counts import NOUNS, Group, group_steps
from stc.plan.ledger import FILE_ONLY, Ledger
from stc.plan.model import Plan, Step
from stc.plan.slips import Slips, count_slips, find_moved
from stc.text.plural import count_noun
from stc.views.columns import dump_revision
from stc.views.moves import describe_disagreements, describe_moves, describe_ways
from stc.views.records import dump_move
from stc.views.sentences import name_some, share
from stc.views.view import Block, Cell, Column, Context, Sentences, Table, View

_FIELDS = (
    "id",
    "section",
    "departments",
    "deadline",
    "first_deadline",
    "days",
    "moves",
    "silent",
    "disagreements",
    "recorded_first_deadline",
    "revisions",
    "left",
    "action",
    "file",
    "line",
)
_GROUP_FIELDS = ("id", "title", *Slips._fields)


def view_slips(
    steps: tuple[Step, ...],
    context: Context,
    ledger: Ledger = FILE_ONLY,
    lines: tuple[str, ...] = (),
    left: tuple[Step, ...] = (),
) -> View:
    """Return the steps whose deadline moved, with each move and its reason.

    Args:
        steps: The steps asked about.
        context: What the answer says about itself.
        ledger: Their first deadlines, and the moves that are asked about.
        lines: Sentences about what was not asked.
        left: The steps asked about that left the plan.
    """
    moved = find_moved((*steps, *left), ledger)
    totals = count_slips(steps, ledger, left)
    gone = {step.id for step in left}
    columns = (
        Column("Step", "id"),
        Column("Original", "date"),
        Column("Current", "date"),
        Column("Days later", "number"),
        Column("Moves", "number"),
        Column("Action step and reasons"),
    )
    rows = tuple(_row(step, ledger, is_gone=step.id in gone) for step in moved)
    said = Sentences((*_describe(totals, ledger, left), *describe_disagreements(totals), *lines))
    blocks: tuple[Block, ...] = (Table(columns, rows, "Slips"), said) if moved else (said,)
    return View(
        schema="stc/slips/2",
        title="Slips",
        context=context,
        blocks=blocks,
        collection="steps",
        fields=_FIELDS,
        records=tuple(_dump(step, ledger, is_gone=step.id in gone) for step in moved),
        totals=_dump_totals(totals, ledger),
        ids=tuple(step.id for step in moved),
    )


def view_slips_by(
    plan: Plan,
    steps: tuple[Step, ...],
    by: str,
    context: Context,
    ledger: Ledger = FILE_ONLY,
    lines: tuple[str, ...] = (),
    left: tuple[Step, ...] = (),
) -> View:
    """Return the moves by department, section or goal, most days later first."""
    noun = NOUNS[by]
    groups = [(group, count_slips(group.steps, ledger)) for group in group_steps(plan, steps, by)]
    shown = [pair for pair in groups if pair[1].moved]
    shown.sort(key=lambda pair: (-pair[1].days_later, pair[1].days_earlier))
    heads = ("Moved of dated", "Moves", "Silent", "Later", "Days", "Earlier", "Days")
    columns = (Column(noun), *(Column(head, "number") for head in heads))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            group.title,
            share(slips.moved, slips.dated),
            slips.moves,
            slips.silent,
            slips.later,
            slips.days_later,
            slips.earlier,
            slips.days_earlier,
        )
        for group, slips in shown
    )
    totals = count_slips(steps, ledger, left)
    lines = (*_describe(totals, ledger, left), *describe_disagreements(totals), *lines)
    if by == "dept":
        lines = (*lines, "A step with several departments counts once in each of them.")
    if totals.left:
        lines = (*lines, "Steps that left the plan are in no row.")
    title = f"Slips by {noun.lower()}"
    tables = (Table(columns, rows, title),) if rows else ()
    return View(
        schema="stc/slip-groups/2",
        title=title,
        context=context,
        blocks=(*tables, Sentences(lines)),
        collection="groups",
        fields=_GROUP_FIELDS,
        records=tuple(_dump_group(group, slips) for group, slips in shown),
        totals=_dump_totals(totals, ledger),
        ids=tuple(group.id for group, _ in shown if group.id),
    )


def _row(step: Step, ledger: Ledger, *, is_gone: bool) -> tuple[Cell, ...]:
    known = ledger.of(step)
    gone = ("no longer in the plan",) if is_gone else ()
    told = (step.action, *gone, *describe_moves(known))
    return (step.id, known.first, step.deadline, known.days, len(known.moves), told)


def _describe(totals: Slips, ledger: Ledger, left: tuple[Step, ...]) -> Iterator[str]:
    moved = f"{share(totals.moved, totals.dated)} of the steps with a deadline moved it"
    if totals.left:
        names = name_some([step.id for step in left if ledger.has_moved(step)])
        moved += f", and so did {count_noun(totals.left, 'step')} that left the plan ({names})"
    if not totals.moves:
        yield f"{moved}. {'git saw 0 moves' if ledger.is_from_git else 'The file records no move'}."
        return
    silent = ""
    if ledger.is_from_git:
        silent = f", {totals.silent:,} of them silent, without a reason in the same change"
    since = ". From the first deadline to the current one" if ledger.accepts else ""
    yield f"{moved}, in {count_noun(totals.moves, 'move')}{silent}{since}: {describe_ways(totals)}."


def _dump(step: Step, ledger: Ledger, *, is_gone: bool) -> Mapping[str, Any]:
    known = ledger.of(step)
    return {
        "id": step.id,
        "section": step.section.id,
        "departments": [department.id for department in step.departments],
        "deadline": step.deadline,
        "first_deadline": known.first,
        "days": known.days,
        "moves": [dump_move(move) for move in known.moves],
        "silent": sum(move.is_silent for move in known.moves),
        "disagreements": list(known.disagreements),
        "recorded_first_deadline": step.original_deadline,
        "revisions": [dump_revision(revision) for revision in step.revisions],
        "left": is_gone,
        "action": step.action,
        "file": step.place.path,
        "line": step.place.line,
    }


def _dump_group(group: Group, slips: Slips) -> Mapping[str, Any]:
    return {"id": group.id, "title": group.title, **slips._asdict()}


def _dump_totals(slips: Slips, ledger: Ledger) -> Mapping[str, Any]:
    return {**slips._asdict(), "git": ledger.is_from_git}
