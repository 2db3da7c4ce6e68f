"""Days and periods in the cells of tables; none is guessed."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from stc.plan.field import BadValue, ValueType

_DIGITS: Final = re.compile(r"(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{1,4})", re.ASCII)
_NUMERIC: Final = re.compile(r"[\d/.,\- ]+", re.ASCII)
_PLACES: Final = {"mdy": (2, 0, 1), "dmy": (2, 1, 0), "ymd": (0, 1, 2)}
"""Where the year, the month and the day stand in each order."""
_MANY: Final = 20
Digits = tuple[Any, ...]


class DateReading(NamedTuple):
    """How dates are written.

    Attributes:
        order: `mdy`, `dmy` or `ymd`; None where it was not said.
        begins: The month the fiscal year begins with; None where there is none.
        by_start: The fiscal year is named by its start.
    """

    order: str | None = None
    begins: int | None = None
    by_start: bool = False


class ReadDate(NamedTuple):
    """What a cell says.

    Attributes:
        text: The day or period as a plan file has it; empty where it is none.
        refusal: Why it is none, where the cell looks like a date; else empty.
    """

    text: str
    refusal: str = ""


def read_date(text: str, kind: ValueType, reading: DateReading) -> ReadDate:
    """Return the day or period that a cell says.

    Args:
        text: What stands there.
        kind: What the field may hold.
        reading: How dates are written.
    """
    if _fits(text, kind):
        return ReadDate(text)
    numbers = _DIGITS.fullmatch(text)
    if numbers:
        return _read_digits(numbers.groups(), kind, reading)
    if _NUMERIC.fullmatch(text) and re.search(r"\d", text):
        return ReadDate("", "It is not a day or a period that is certain.")
    return ReadDate("")


def _read_digits(parts: Digits, kind: ValueType, reading: DateReading) -> ReadDate:
    if reading.order:
        iso = _order(parts, reading.order)
        return ReadDate(iso) if _fits(iso, kind) else ReadDate("", f"{iso} is not a day.")
    readings = {iso for order in _PLACES if _fits(iso := _order(parts, order), kind)}
    if len(readings) == 1:
        return ReadDate(readings.pop())
    if not readings:
        return ReadDate("", "It is not a day in any order.")
    return ReadDate("", f"It may be {' or '.join(sorted(readings))}; set dates: {{order: ...}}.")


def _order(parts: Digits, order: str) -> str:
    """Return the day that three numbers are in an order, as a file has it; it may be none."""
    if len(parts[0]) == 4:
        order = "ymd"
    year, month, day = (parts[place] for place in _PLACES[order])
    return f"{year if len(year) != 2 else f'20{year}'}-{int(month):02}-{int(day):02}"


def find_order(texts: Iterable[str], kind: ValueType) -> tuple[str, int] | None:
    """Return the order that the dates of a column prove, and how many of them fit no other.

    There must be many such dates, and hardly any that fit only other orders: a few may be damaged.
    """
    proved: Counter[str] = Counter()
    against: Counter[str] = Counter()
    for text in texts:
        match = _DIGITS.fullmatch(text)
        if match is None or len(match[1]) == 4:
            continue
        fitting = [order for order in _PLACES if _fits(_order(match.groups(), order), kind)]
        if len(fitting) == 1:
            proved[fitting[0]] += 1
        against.update(order for order in _PLACES if order not in fitting)
    for order, number in proved.items():
        if number >= _MANY and against[order] * 5 <= number:
            return order, number
    return None


def _fits(text: str, kind: ValueType) -> bool:
    try:
        kind.parse(text)
    except BadValue:
        return False
    return True
