"""Which deadlines moved, how far and why: `slips`."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Final, NamedTuple

from stc.plan.counts import NOUNS, group_steps
from stc.plan.ledger import FILE_ONLY, Ledger
from stc.plan.model import Plan, Revision, Step
from stc.plan.slips import Slips, count_slips, find_moved
from stc.plan.vocabulary import Vocabulary
from stc.text.plural import be, count_noun
from stc.views.answer import Answer, dump
from stc.views.records import FirstDeadline, MoveRecord, record_move
from stc.views.sentences import (
    describe_disagreements,
    describe_moves,
    describe_ways,
    name_some,
    share,
)
from stc.views.shapes import TEXT, Signed, fields_of
from stc.views.view import Block, Cell, Column, Context, Sentences, Table, View


class SlipRecord(NamedTuple):
    """A step whose deadline moved."""

    id: str
    section: str
    departments: tuple[str, ...]
    deadline: date | None
    first_deadline: FirstDeadline
    days: Signed | None
    moves: tuple[MoveRecord, ...]
    silent: int
    disagreements: tuple[str, ...]
    recorded_first_deadline: Annotated[
        date | None, "The first deadline, as the file records it; git may know of another."
    ]
    revisions: tuple[Revision, ...]
    left: Annotated[bool, "The step is no longer in the plan."]
    action: str
    file: str
    line: int


class GitAsked(NamedTuple):
    """Whether the moves are those that git saw."""

    git: Annotated[bool, "Whether git was asked; the file alone knows less."]


_TOTALS: Final = {**fields_of(Slips), **fields_of(GitAsked)}
SLIPS: Final = Answer(
    "stc/slips/2", "Deadlines that moved.", "steps", fields_of(SlipRecord), _TOTALS
)
GROUPS: Final = Answer(
    "stc/slip-groups/2",
    "Moves by group.",
    "groups",
    {"id": TEXT, "title": TEXT, **fields_of(Slips)},
    _TOTALS,
)


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
    words = context.vocabulary
    moved = find_moved((*steps, *left), ledger)
    totals = count_slips(steps, ledger, left)
    gone = {step.id for step in left}
    columns = (
        Column("Step", "id"),
        Column("Original", "date"),
        Column("Current", "date"),
        Column("Days later", "number", "moved"),
        Column("Moves", "number"),
        Column("Action step and reasons"),
    )
    rows = tuple(_row(step, ledger, is_gone=step.id in gone) for step in moved)
    sentences = Sentences(
        (*_describe(totals, ledger, left, words), *describe_disagreements(totals, words), *lines)
    )
    blocks: tuple[Block, ...] = (
        (Table(columns, rows, "Slips"), sentences) if moved else (sentences,)
    )
    return SLIPS.view(
        title="Slips",
        context=context,
        blocks=blocks,
        records=(_record(step, ledger, is_gone=step.id in gone) for step in moved),
        totals={**dump(totals), **dump(GitAsked(ledger.is_from_git))},
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
    noun, words = NOUNS[by], context.vocabulary
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
    lines = (
        *_describe(totals, ledger, left, words),
        *describe_disagreements(totals, words),
        *lines,
    )
    if by == "dept":
        lines = (*lines, words.say("A step with several departments counts once in each of them."))
    if totals.left:
        lines = (*lines, words.say("Steps that left the plan are not in these tables."))
    title = f"Slips by {noun.lower()}"
    tables = (Table(columns, rows, title),) if rows else ()
    return GROUPS.view(
        title=words.head(title),
        context=context,
        blocks=(*tables, Sentences(lines)),
        records=({"id": group.id, "title": group.title, **dump(slips)} for group, slips in shown),
        totals={**dump(totals), **dump(GitAsked(ledger.is_from_git))},
        ids=tuple(group.id for group, _ in shown if group.id),
    )


def _row(step: Step, ledger: Ledger, *, is_gone: bool) -> tuple[Cell, ...]:
    known = ledger.of(step)
    gone = ("no longer in the plan",) if is_gone else ()
    texts = (step.action, *gone, *describe_moves(known))
    return (step.id, known.first, step.deadline, known.days, len(known.moves), texts)


def _describe(
    totals: Slips, ledger: Ledger, left: tuple[Step, ...], words: Vocabulary
) -> Iterator[str]:
    yield (
        f"The deadline moved for {share(totals.moved, totals.dated)}"
        f" {words.say('of the steps that have one.')}"
    )
    if totals.left:
        names = name_some([step.id for step in left if ledger.has_moved(step)])
        steps = words.count_parts(totals.left, "step")
        yield f"It also moved for {steps} that left the plan ({names})."
    if not totals.moves:
        yield "git saw no move." if ledger.is_from_git else "The file records no move."
        return
    moves = count_noun(totals.moves, "move")
    yield (
        f"There {be(totals.moves)} {moves}{_describe_silent(totals) if ledger.is_from_git else ''}."
    )
    yield f"From the first deadline to the current one: {describe_ways(totals)}."


def _describe_silent(totals: Slips) -> str:
    if not totals.silent:
        return " with a reason" if totals.moves == 1 else ", each with a reason"
    part = "" if totals.silent == totals.moves == 1 else f" {totals.silent:,} of them"
    return f",{part} silent (without a reason in the same change)"


def _record(step: Step, ledger: Ledger, *, is_gone: bool) -> SlipRecord:
    known = ledger.of(step)
    return SlipRecord(
        id=step.id,
        section=step.section.id,
        departments=tuple(department.id for department in step.departments),
        deadline=step.deadline,
        first_deadline=known.first,
        days=known.days,
        moves=tuple(map(record_move, known.moves)),
        silent=sum(move.is_silent for move in known.moves),
        disagreements=known.disagreements,
        recorded_first_deadline=step.original_deadline,
        revisions=step.revisions,
        left=is_gone,
        action=step.action,
        file=step.place.path,
        line=step.place.line,
    )
