"""The plan of a record that `plan_record` made, every value checked on its way back.

A record that is not of a plan gives none.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from types import NoneType
from typing import Any, Final, NoReturn, TypeVar

from stc.findings import Place
from stc.plan.model import Department, Goal, NeedsReview, Plan, Revision, Section, Source, Step
from stc.plan.periods import Period
from stc.plan.status import Status, parse_status
from stc.plan.zones import is_zone

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
