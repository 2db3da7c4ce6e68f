"""What a person typed for a field, as the file has it."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from stc.errors import UsageProblem
from stc.plan.dates import parse_typed_day
from stc.plan.field import BadValue, Spec
from stc.plan.model import Plan
from stc.plan.periods import format_due
from stc.plan.resolve import (
    resolve_categories,
    resolve_departments,
    resolve_phases,
    resolve_statuses,
)
from stc.plan.typed_periods import parse_typed_period
from stc.plan.value_types import DAY, DEADLINE, EXTRA
from stc.text.nearest import quote

_OPTIONS: Final = {"departments": "dept", "items": "item", "tags": "tag", "aliases": "alias"}
"""The names of options that are not those of their fields: one value of a list."""


def name_option(key: str) -> str:
    """Return the option for a field."""
    return f"--{_OPTIONS.get(key, key).replace('_', '-')}"


def read_value(
    spec: Spec, typed: str | list[str], plan: Plan, today: date, called: str = ""
) -> Any:
    """Return what a person typed for a field as the file has it.

    Args:
        spec: The field.
        typed: A text, or those of a list.
        plan: The plan.
        today: The day that typed days are relative to.
        called: What the field is called for the user; by default its option.

    Raises:
        UsageProblem: It is not a value of the field.
    """
    if spec.type is EXTRA:
        return dict(_split_pair(text) for text in typed)
    if isinstance(typed, list):
        found = [value for text in typed for value in _read_texts(spec, text, plan, today, called)]
        return list(dict.fromkeys(found))
    return next(_read_texts(spec, typed, plan, today, called))


def _split_pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not (equals and key.strip() and value.strip()):
        raise UsageProblem(f"--extra: {quote(text)} is not a key with its text.", "Write key=text.")
    return key.strip(), value.strip()


def _read_texts(spec: Spec, typed: str, plan: Plan, today: date, called: str) -> Iterator[str]:
    """Yield the texts of a field; what names several departments is several."""
    option, refers = called or name_option(spec.key), spec.type.refers if spec.type else ""
    if refers == "departments":
        found = resolve_departments(plan, [typed], splits=spec.many)
        yield from (department.id for department in found)
    elif refers == "statuses":
        yield resolve_statuses(plan, [typed])[0].name
    elif refers == "phases":
        yield resolve_phases(plan, [typed])[0].id
    elif refers == "categories":
        yield resolve_categories(plan, [typed])[0].id
    elif spec.type in (DEADLINE, DAY):
        try:
            if spec.type is DAY:
                yield parse_typed_day(typed, today).isoformat()
            else:
                yield format_due(parse_typed_period(typed, today, plan.fiscal_year))
        except ValueError as problem:
            raise UsageProblem(f"{option}: {problem}.") from None
    else:
        text = typed.strip()
        check_text(spec, text, option)
        yield text


def check_text(spec: Spec, text: str, option: str) -> None:
    """Refuse a text that a field does not accept.

    Raises:
        UsageProblem: It does not.
    """
    assert spec.type is not None, "it is not a block"
    try:
        spec.type.parse(text)
    except BadValue as bad:
        raise UsageProblem(f"{option}: {bad.message}", bad.hint) from None
