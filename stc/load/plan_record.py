"""A plan as lists, texts and numbers, and back: what a snapshot holds.

Most of a plan are the texts of its actions. They are one text, a line each, which is written and
read many times as quickly as one by one. Every value is checked on its way back, so that a record
that is not of a plan gives none.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from types import NoneType
from typing import Any, Final, NamedTuple, NoReturn, TypeVar

from stc.plan.model import (
    Department,
    Goal,
    NeedsReview,
    Plan,
    Revision,
    Section,
    Source,
    Step,
)
from stc.plan.statuses import Status, parse_status
from stc.words.findings import Place
from stc.words.periods import Period
from stc.words.zones import is_zone

Record = list[Any]
Value = TypeVar("Value")
_TEXT: Final[frozenset[type]] = frozenset((str,))
_NUMBER: Final[frozenset[type]] = frozenset((int,))
_NUMBER_OR_NONE: Final[frozenset[type]] = frozenset((int, NoneType))
_CLASSES = (Department, Goal, NeedsReview, Plan, Revision, Section, Source, Step)


def describe_layout() -> str:
    """Gives what a record looks like: another layout makes another key of the snapshot."""
    return "thin columns, actions apart;" + ";".join(
        f"{one.__name__}:{','.join(one._fields)}" for one in _CLASSES
    )


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


def read_plan(values: Any, actions: str, path: str) -> Plan:
    """Gives the plan of a record.

    Args:
        values: The values that `record_plan` gave, read back from JSON.
        actions: The actions that it gave.
        path: How the file of the plan is called.

    Raises:
        ValueError, TypeError, IndexError: It is not the record of a plan.
    """
    title, phase, zone, departments, sections, goals, steps, began, source, inner = values
    texts = actions.split("\n") if inner is None else _check(inner, _TEXT)
    held = tuple(Department(_text(a), _text(b), _texts(c)) for a, b, c in departments)
    parts = tuple(
        Section(_text(a), _text(b), _maybe(c, _text), _maybe(d, _read_review))
        for a, b, c, d in sections
    )
    within, titles = goals
    named = zip(_look_up(parts, within), _check(titles, _TEXT), strict=True)
    aims = tuple(map(_make_goal, named))
    return Plan(
        _text(title),
        _text(phase),
        zone if is_zone(_text(zone)) else _refuse("a time zone", zone),
        held,
        parts,
        aims,
        _read_steps(steps, texts, path, aims, held),
        _maybe(began, lambda span: Period(*map(_day, span))),
        _maybe(source, _read_source),
    )


def _read_steps(
    record: Any,
    actions: list[str],
    path: str,
    goals: tuple[Goal, ...],
    departments: tuple[Department, ...],
) -> tuple[Step, ...]:
    """Gives the steps of their columns; no column may be longer than another."""
    (statuses, days, groups, ids, status, goal, line, column, group, deadline) = record[:10]
    (items, completed, evidence, reason, note, lead, revisions, page, review) = record[10:]
    dates = (None, *map(_day, _list(days)))
    aims = _look_up(goals, goal)
    size = len(aims)
    places = zip([path] * size, _numbers(line), _numbers(column), strict=True)
    columns = (
        _check(ids, _TEXT),
        _look_up([_status(one) for one in _list(statuses)], status),
        actions,
        [one.section for one in aims],
        aims,
        map(_make_place, places),
        _look_up([_look_up(departments, one) for one in _list(groups)], group),
        _look_up(dates, deadline),
        _fill(size, items, _texts, ()),
        _fill(size, completed, _day),
        _fill(size, evidence, _texts, ()),
        _fill(size, reason, _text),
        _fill(size, note, _text),
        _fill(size, lead, lambda place: departments[_number(place)]),
        _fill(size, revisions, lambda held: tuple(map(_read_revision, _list(held))), ()),
        _check_pages(page),
        _fill(size, review, _read_review),
    )
    return tuple(map(_make_step, zip(*columns, strict=True)))


def _fill(
    size: int, thinned: Any, read: Callable[[Any], Any], empty: tuple[()] | None = None
) -> list[Any]:
    """Gives a column that is empty but where it is said what stands there."""
    places, values = thinned
    column: list[Any] = [empty] * size
    for place, value in zip(_numbers(places), values, strict=True):
        column[place] = read(value)
    return column


# As the classes do it from all their values, without a call of Python for each step.
_make_step: Callable[[Iterable[Any]], Step] = partial(tuple.__new__, Step)
_make_goal: Callable[[Iterable[Any]], Goal] = partial(tuple.__new__, Goal)
_make_place: Callable[[Iterable[Any]], Place] = partial(tuple.__new__, Place)


def _read_revision(record: Any) -> Revision:
    from_, to, on, reason = record
    return Revision(_maybe(from_, _day), _maybe(to, _day), _day(on), _text(reason))


def _read_review(record: Any) -> NeedsReview:
    named, note = record
    return NeedsReview(_texts(named), _text(note))


def _read_source(record: Any) -> Source:
    document, publisher, pages, url, license_, contact, note = record
    return Source(
        _text(document),
        _text(publisher),
        _maybe(pages, _number),
        _maybe(url, _text),
        _maybe(license_, _text),
        _texts(contact),
        _maybe(note, _text),
    )


def _maybe(value: Any, read: Callable[[Any], Value]) -> Value | None:
    return None if value is None else read(value)


def _text(value: Any) -> str:
    return value if type(value) is str else _refuse("a text", value)


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(map(_text, value)) if type(value) is list else _refuse("a list", value)


def _number(value: Any) -> int:
    return value if type(value) is int and value >= 0 else _refuse("a number", value)


def _numbers(values: Any) -> list[int]:
    checked = _check(values, _NUMBER)
    return checked if min(checked, default=0) >= 0 else _refuse("numbers", values)


def _check_pages(values: Any) -> list[int | None]:
    checked = _check(values, _NUMBER_OR_NONE)
    _numbers([one for one in set(checked) if one is not None])
    return checked


def _check(values: Any, wanted: frozenset[type]) -> list[Any]:
    """Gives a column all of whose values are of the types wanted."""
    listed = _list(values)
    return listed if wanted.issuperset(map(type, listed)) else _refuse("a column", values)


def _list(values: Any) -> list[Any]:
    return values if type(values) is list else _refuse("a list", values)


def _look_up(table: Sequence[Value], places: Any) -> tuple[Value, ...]:
    return tuple(map(table.__getitem__, _numbers(places)))


def _status(value: Any) -> Status:
    return parse_status(_text(value)) or _refuse("a status", value)


def _day(value: Any) -> date:
    return date.fromisoformat(_text(value))


def _refuse(wanted: str, value: object) -> NoReturn:
    raise ValueError(f"{value!r:.40} is not {wanted}")
