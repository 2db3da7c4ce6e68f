"""Days and periods in the cells of tables; nothing is guessed."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple, get_args

from stc.plan.field import BadValue, ValueType
from stc.plan.periods import format_due
from stc.plan.typed_periods import Order, find_period
from stc.plan.vocabulary import FiscalYear

_DIGITS: Final = re.compile(r"(\d{1,4})[/.\- ](\d{1,2})[/.\- ](\d{1,4})", re.ASCII)
_NUMERIC: Final = re.compile(r"[\d/.,\- ]*\d[\d/.,\- ]*", re.ASCII)
_ORDERS: Final[tuple[Order, ...]] = get_args(Order)
_MANY: Final = 20
"""How many dates that fit no other order prove the order of a column."""


class DateReading(NamedTuple):
    """How dates are written.

    Attributes:
        order: The order of day, month and year in numbers; None if the rules do not say.
        fiscal: The fiscal year, or None.
    """

    order: Order | None = None
    fiscal: FiscalYear | None = None


class ReadDate(NamedTuple):
    """The result of reading a cell as a date.

    Attributes:
        text: The day or period as a plan file has it; empty if it is not one.
        refusal: Why a cell that looks like a date is not one; else empty.
    """

    text: str
    refusal: str = ""


def read_date(text: str, kind: ValueType, reading: DateReading) -> ReadDate:
    """Return the day or period in a cell.

    Args:
        text: The text of the cell.
        kind: The type of the field.
        reading: How dates are written.
    """
    found = _read(text, kind, reading.order, reading.fiscal)
    if found:
        return ReadDate(found)
    if not _NUMERIC.fullmatch(text):
        return ReadDate("")
    if not _DIGITS.fullmatch(text):
        return ReadDate("", "It is not a clear date.")
    if reading.order:
        return ReadDate("", f"It is not a day in the order {reading.order}.")
    readings = sorted({period for order in _ORDERS if (period := _read(text, kind, order))})
    if len(readings) == 1:
        return ReadDate(readings[0])
    if not readings:
        return ReadDate("", "It is not a day in any order.")
    return ReadDate("", f"It may be {' or '.join(readings)}; set dates: {{order: ...}}.")


def _read(
    text: str, kind: ValueType, order: Order | None, fiscal: FiscalYear | None = None
) -> str | None:
    """Return the text of a date as a field holds it, or None if it is not a date."""
    numbers = _DIGITS.fullmatch(text)
    due = find_period(text, fiscal, "ymd" if numbers and len(numbers[1]) == 4 else order)
    if due is None:
        return None
    found = format_due(due)
    try:
        kind.parse(found)
    except BadValue:
        return None
    return found


def find_order(texts: Iterable[str], kind: ValueType) -> tuple[Order, int] | None:
    """Return the only order that fits the dates of a column, and how many dates prove it.

    There must be many such dates, and hardly any that fit only other orders: a few may be damaged.
    """
    proved: Counter[Order] = Counter()
    against: Counter[Order] = Counter()
    for text in texts:
        match = _DIGITS.fullmatch(text)
        if match is None or len(match[1]) == 4:
            continue
        fitting = [order for order in _ORDERS if _read(text, kind, order)]
        if len(fitting) == 1:
            proved[fitting[0]] += 1
        against.update(order for order in _ORDERS if order not in fitting)
    for order, number in proved.items():
        if number >= _MANY and against[order] * 5 <= number:
            return order, number
    return None
