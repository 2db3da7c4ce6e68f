"""A plan as lists, texts and numbers, and back: what a snapshot holds.

Every value is checked on its way back, so that a record that is not of a plan gives none.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from types import NoneType
from typing import Any, Final, NoReturn, TypeVar

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
_TEXT_OR_NONE: Final[frozenset[type]] = frozenset((str, NoneType))
_NUMBER_OR_NONE: Final[frozenset[type]] = frozenset((int, NoneType))
_CLASSES = (Department, Goal, NeedsReview, Plan, Revision, Section, Source, Step)


def describe_layout() -> str:
    """Gives what a record looks like: another layout makes another key of the snapshot."""
    return "columns;" + ";".join(f"{one.__name__}:{','.join(one._fields)}" for one in _CLASSES)


def record_plan(plan: Plan) -> Record:
    """Gives the record of a plan; steps name their goal and departments by position."""
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
    ]


def _record_steps(
    steps: tuple[Step, ...], goals: dict[int, int], departments: dict[str, int]
) -> Record:
    """Gives the tables that columns point into, and a column for each field of a step.

    Columns are read back several times as quickly as steps: a type is checked for all at once.
    """
    statuses, days, groups = _Table(), _Table((None,)), _Table()
    columns = [
        [one.id for one in steps],
        [statuses.find(one.status.name) for one in steps],
        [one.action for one in steps],
        [goals[id(one.goal)] for one in steps],
        [one.place.line for one in steps],
        [one.place.column for one in steps],
        [groups.find(tuple(departments[it.id] for it in one.departments)) for one in steps],
        [days.find(_iso(one.deadline)) for one in steps],
        [one.items or None for one in steps],
        [days.find(_iso(one.completed)) for one in steps],
        [one.evidence or None for one in steps],
        [one.reason for one in steps],
        [one.note for one in steps],
        [departments[one.lead.id] + 1 if one.lead else 0 for one in steps],
        [[_record_revision(it) for it in one.revisions] or None for one in steps],
        [one.page for one in steps],
        [_review(one.needs_review) for one in steps],
    ]
    return [statuses.values(), days.values()[1:], groups.values(), *columns]


class _Table:
    """Values by the order in which they were first found."""

    def __init__(self, first: tuple[object, ...] = ()) -> None:
        self._places: dict[object, int] = {one: n for n, one in enumerate(first)}

    def find(self, value: object) -> int:
        """Gives the place of a value."""
        return self._places.setdefault(value, len(self._places))

    def values(self) -> list[object]:
        """Gives the values in their order."""
        return list(self._places)


def _record_revision(revision: Revision) -> Record:
    return [_iso(revision.from_), _iso(revision.to), _iso(revision.on), revision.reason]


def _record_source(source: Source) -> Record:
    return list(source)


def _review(review: NeedsReview | None) -> Record | None:
    return [review.fields, review.note] if review else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def read_plan(record: Any, path: str) -> Plan:
    """Gives the plan of a record.

    Args:
        record: What `record_plan` gave, read back from JSON.
        path: How the file of the plan is called.

    Raises:
        ValueError, TypeError, IndexError: It is not the record of a plan.
    """
    title, phase, zone, departments, sections, goals, steps, began, source = record
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
        _read_steps(steps, path, aims, held),
        _maybe(began, lambda span: Period(*map(_day, span))),
        _maybe(source, _read_source),
    )


def _read_steps(
    record: Any, path: str, goals: tuple[Goal, ...], departments: tuple[Department, ...]
) -> tuple[Step, ...]:
    """Gives the steps of their columns; no column may be longer than another."""
    (statuses, days, groups, ids, status, action, goal, line, column, group, deadline) = record[:11]
    (items, completed, evidence, reason, note, lead, revisions, page, review) = record[11:]
    dates = (None, *map(_day, _list(days)))
    aims = _look_up(goals, goal)
    places = zip([path] * len(aims), _numbers(line), _numbers(column), strict=True)
    columns = (
        _check(ids, _TEXT),
        _look_up([_status(one) for one in _list(statuses)], status),
        _check(action, _TEXT),
        [one.section for one in aims],
        aims,
        map(_make_place, places),
        _look_up([_look_up(departments, one) for one in _list(groups)], group),
        _look_up(dates, deadline),
        [() if one is None else _texts(one) for one in _list(items)],
        _look_up(dates, completed),
        [() if one is None else _texts(one) for one in _list(evidence)],
        _check(reason, _TEXT_OR_NONE),
        _check(note, _TEXT_OR_NONE),
        _look_up((None, *departments), lead),
        [() if one is None else tuple(map(_read_revision, one)) for one in _list(revisions)],
        _check_pages(page),
        [None if one is None else _read_review(one) for one in _list(review)],
    )
    return tuple(map(_make_step, zip(*columns, strict=True)))


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
