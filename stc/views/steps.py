"""Lists of steps: `list`, `overdue` and `due`."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from stc.plan.counts import NOUNS, Group, count_steps, group_steps
from stc.plan.deadlines import (
    as_promised,
    days_past,
    describe_status,
    is_open,
    show_deadline,
    standing_of,
)
from stc.plan.model import Plan, Step
from stc.text.plural import count_noun
from stc.views.answer import Answer
from stc.views.records import (
    COUNTS,
    LEDGER_FIELDS,
    SPARSE_TOTALS,
    STEPS,
    dump_known_step,
    dump_step,
    dump_totals,
    list_step_fields,
)
from stc.views.sentences import describe_meanings, share
from stc.views.shapes import fields_of
from stc.views.view import Block, Cell, Column, Context, LazySequence, Sentences, Table, View

if TYPE_CHECKING:
    from stc.plan.ledger import Ledger


class CountRecord(NamedTuple):
    """A group, and how many of its steps are counted."""

    id: str
    title: str
    counted: int
    open: int
    steps: int


GROUPS: Final = Answer(
    "stc/counts/1",
    "Steps counted by department, section or goal.",
    "groups",
    fields_of(CountRecord),
    COUNTS,
    sparse_totals=SPARSE_TOTALS,
)
DAYS_PAST = "Days past"
DAYS_LEFT = "Days left"

_ID = Column("Step", "id")
_STATUS = Column("Status", "status")
_ACTION = Column("Action step")
_DEPARTMENTS = Column("Departments", "list")


def view_steps(
    title: str,
    steps: tuple[Step, ...],
    context: Context,
    lines: tuple[str, ...],
    days: str = "",
    deadline: str = "Deadline",
) -> View:
    """Return the view of some steps, one row each, with sentences under the table.

    Args:
        title: What the steps are.
        steps: The steps, in the order they are shown.
        context: What the answer says about itself.
        lines: Sentences under the table.
        days: The title of a column of days, or an empty text for none: `Days past` counts since
            the deadline, `Days left` up to it.
        deadline: The title of the column of deadlines.
    """
    hue = "late" if days == DAYS_PAST else "due"
    count = (Column(days, "number", hue),) if days else ()
    columns = (_ID, Column(deadline, "date"), *count, _STATUS)
    rows = LazySequence(lambda step: _row(step, context.as_of, days), steps)
    table = Table((*columns, _ACTION, _DEPARTMENTS), rows, title)
    counts = count_steps(steps, context.as_of, context.vocabulary)
    sentences = Sentences((*lines, *describe_meanings(counts)))
    blocks: tuple[Block, ...] = (table, sentences) if steps else (sentences,)
    return STEPS.view(
        title=title,
        context=context,
        blocks=blocks,
        records=LazySequence(lambda step: dump_step(step, context.as_of, context.added), steps),
        totals=dump_totals(counts, context.added),
        ids=tuple(step.id for step in steps),
    )._replace(fields=list_step_fields(context.added))


def view_promised(
    title: str, steps: tuple[Step, ...], context: Context, lines: tuple[str, ...], ledger: "Ledger"
) -> View:
    """Return the view of some steps judged against their first deadlines.

    Their `deadline` is the current one; `standing`, `overdue` and `days_past` are those against
    `first_deadline`.
    """
    promised = tuple(as_promised(step, ledger) for step in steps)
    view = view_steps(title, promised, context, lines, DAYS_PAST, "Original deadline")
    records = LazySequence(
        lambda pair: {
            **dump_known_step(pair[0], context.as_of, ledger, context.added),
            **_dump_standing(pair[1], context),
        },
        tuple(zip(steps, promised, strict=True)),
    )
    return view._replace(fields=(*view.fields, *LEDGER_FIELDS), records=records)


def _dump_standing(step: Step, context: Context) -> Mapping[str, Any]:
    record = dump_step(step, context.as_of, ())
    return {name: record[name] for name in ("standing", "overdue", "review_due", "days_past")}


def _row(step: Step, as_of: date, days: str) -> tuple[Cell, ...]:
    past = days_past(step, as_of)
    count: tuple[Cell, ...] = ()
    if days:
        count = (None if past is None else past if days == DAYS_PAST else -past,)
    standing = standing_of(step, as_of)
    status = describe_status(step, as_of)
    if standing in ("overdue", "review due") and not days:
        status = f"{status}, {standing}"
    departments = tuple(department.name for department in step.departments)
    return (step.id, show_deadline(step), *count, status, _describe_action(step), departments)


def _describe_action(step: Step) -> str:
    """Return the text of a step; one that ends in a list says how long the list is."""
    items = f" ({count_noun(len(step.items), 'item')})" if step.items else ""
    return f"{step.action}{items}"


def view_counts(
    title: str,
    plan: Plan,
    steps: tuple[Step, ...],
    by: str,
    context: Context,
    found: tuple[Step, ...],
    lines: tuple[str, ...],
) -> View:
    """Return how many steps of each department, section or goal are counted, most first.

    Args:
        title: What is counted, such as `Overdue`.
        plan: The plan.
        steps: The steps counted among, the denominators.
        by: `dept`, `section` or `goal`.
        context: What the answer says about itself.
        found: The steps that are counted, a part of `steps`.
        lines: Sentences under the table.
    """
    noun = NOUNS[by]
    ids = {step.id for step in found}
    groups = [
        (group, sum(step.id in ids for step in group.steps))
        for group in group_steps(plan, steps, by)
    ]
    shown = sorted((pair for pair in groups if pair[1]), key=lambda pair: (-pair[1], pair[0].title))
    columns = (Column(noun), Column(title, "number"), Column("Of open", "number"))
    rows = tuple(
        (name_group(group), number, share(number, _open(group, context.as_of)))
        for group, number in shown
    )
    if by == "dept":
        lines = (
            *lines,
            plan.vocabulary.say("A step with several departments counts once in each of them."),
        )
    if context.filter:
        lines = (*lines, plan.vocabulary.say("Only steps that match the filter are counted."))
    return GROUPS.view(
        title=plan.vocabulary.head(f"{title} by {noun.lower()}"),
        context=context,
        blocks=(
            *((Table(columns, rows, f"{title} by {noun.lower()}"),) if rows else ()),
            Sentences(lines),
        ),
        records=(
            CountRecord(
                group.id, group.title, number, _open(group, context.as_of), len(group.steps)
            )
            for group, number in shown
        ),
        totals=dump_totals(count_steps(steps, context.as_of, context.vocabulary), context.added),
        ids=tuple(group.id for group, _ in shown if group.id),
    )


def name_group(group: Group) -> str:
    """Return a group by its title and its id."""
    if not group.id or group.id == group.title:
        return group.title
    return f"{group.title} ({group.id})"


def _open(group: Group, as_of: date) -> int:
    return sum(is_open(step, as_of) for step in group.steps)
