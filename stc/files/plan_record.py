"""A plan as lists, texts and numbers: what a snapshot holds. `plan_recall` is the way back.

Most of a plan are the texts of its actions. They are one text, a line each, which is written and
read many times as quickly as one by one.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar

from stc.plan.model import NeedsReview, Plan, Revision, Source, Step

Record = list[Any]
Value = TypeVar("Value")


class PlanRecord(NamedTuple):
    """The record of a plan.

    Attributes:
        values: All but the actions, or with them where one of them has several lines.
        actions: The actions, a line each.
    """

    values: Record
    actions: str


def record_plan(plan: Plan) -> PlanRecord:
    """Gives the record of a plan; steps name their goal and departments by position."""
    texts = [one.action for one in plan.steps]
    actions = "\n".join(texts)
    is_lines = actions.count("\n") == len(texts) - 1
    return PlanRecord(
        _record_values(plan, None if is_lines else texts), actions if is_lines else ""
    )


def _record_values(plan: Plan, actions: list[str] | None) -> Record:
    departments = {one.id: n for n, one in enumerate(plan.departments)}
    sections = {one.id: n for n, one in enumerate(plan.sections)}
    # Two goals of one section may have one title: a goal is known by itself.
    goals = {id(one): n for n, one in enumerate(plan.goals)}
    return [
        plan.title,
        plan.phase,
        plan.timezone,
        [[one.id, one.name, one.aliases] for one in plan.departments],
        [[one.id, one.title, one.category, _review(one.needs_review)] for one in plan.sections],
        [[sections[one.section.id] for one in plan.goals], [one.title for one in plan.goals]],
        _record_steps(plan.steps, goals, departments),
        [_iso(plan.began.start), _iso(plan.began.end)] if plan.began else None,
        _record_source(plan.source) if plan.source else None,
        actions,
    ]


def _record_steps(
    steps: tuple[Step, ...], goals: dict[int, int], departments: dict[str, int]
) -> Record:
    """Gives the tables that columns point into, and a column for each field of a step.

    Columns are written and read several times as quickly as steps: the work is done for all at
    once.
    """
    columns = zip(*steps, strict=True) if steps else [()] * len(Step._fields)
    fields: dict[str, Sequence[Any]] = dict(zip(Step._fields, columns, strict=True))
    days = {day: n for n, day in enumerate(dict.fromkeys((None, *fields["deadline"])))}
    statuses, status = _tabulate(fields["status"], lambda one: one.name)
    groups, group = _tabulate(
        fields["departments"], lambda held: [departments[one.id] for one in held]
    )
    return [
        statuses,
        [_iso(day) for day in days][1:],
        groups,
        fields["id"],
        status,
        [goals[id(one)] for one in fields["goal"]],
        [one.line for one in fields["place"]],
        [one.column for one in fields["place"]],
        group,
        [days[day] for day in fields["deadline"]],
        _thin_out(fields["items"]),
        _thin_out(fields["completed"], _iso),
        _thin_out(fields["evidence"]),
        _thin_out(fields["reason"]),
        _thin_out(fields["note"]),
        _thin_out(fields["lead"], lambda one: departments[one.id]),
        _thin_out(fields["revisions"], lambda held: [_record_revision(one) for one in held]),
        fields["page"],
        _thin_out(fields["needs_review"], _review),
    ]


def _thin_out(column: Sequence[Any], record: Callable[[Any], object] = lambda one: one) -> Record:
    """Gives a column that is mostly empty: where it is not, and what stands there."""
    held = [(place, one) for place, one in enumerate(column) if one]
    return [[place for place, _ in held], [record(one) for _, one in held]]


def _tabulate(
    values: Sequence[Value], record: Callable[[Value], object]
) -> tuple[list[object], list[int]]:
    """Gives the records of the values that there are, and for each value the place of its own.

    A value is known by itself, as its parts would take long to compare: of equal ones there may be
    several.
    """
    known = {id(one): one for one in values}
    places = {one: n for n, one in enumerate(known)}
    return [record(one) for one in known.values()], [places[id(one)] for one in values]


def _record_revision(revision: Revision) -> Record:
    return [_iso(revision.from_), _iso(revision.to), _iso(revision.on), revision.reason]


def _record_source(source: Source) -> Record:
    return list(source)


def _review(review: NeedsReview | None) -> Record | None:
    return [review.fields, review.note] if review else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
