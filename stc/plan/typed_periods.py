"""Days and periods in words, as documents publish them and people type them."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, Literal

from stc.plan.dates import find_typed_day
from stc.plan.periods import MONTHS, PERIOD_FORMS, SEASON_NUMBERS, parse_due
from stc.plan.vocabulary import FiscalYear
from stc.text.nearest import quote

Order = Literal["mdy", "dmy", "ymd"]
"""In which order three numbers are a day."""

_LONGEST: Final = 80
_MONTHS: Final = {name[:3].lower(): f"{number:02}" for number, name in enumerate(MONTHS, 1)}
_NUMBERS: Final = {"first": "1", "second": "2", "third": "3", "fourth": "4"}
_DASH: Final = "[-‐‑‒–—]"
_MONTH: Final = "|".join((*(f"{n[:3]}(?:{n[3:]})?" for n in map(str.lower, MONTHS)), "sept"))
_NUMBER: Final = "([1-4]|first|second|third|fourth)(?:st|nd|rd|th)?"
_YEARS: Final = f"(20[0-9]{{2}}|2100) ?(?:/|{_DASH}) ?([0-9]{{4}}|[0-9]{{2}})"

_LEAD: Final = re.compile(
    "(?:(?:by|due|in|on|during|no later than|not later than|before the end of) )?"
    "(?:the )?(?:(?:year[- ])?end (?:of )?)?(?:the )?(?:month of |(?:calendar )?year )?"
)
_CODES: Final = (
    (re.compile("q ?([1-4])|([1-4])q|quarter ([1-4])"), "Q"),
    (re.compile(f"{_NUMBER} quarter"), "Q"),
    (re.compile("h ?([12])|([12])h|half ([12])"), "H"),
    (re.compile(f"{_NUMBER} half"), "H"),
    (re.compile(f"({_MONTH})"), ""),
    (re.compile(f"({'|'.join(SEASON_NUMBERS)})"), ""),
)
_YEAR_LAST: Final = re.compile("(?:(.*?)(?:,? of |, ?|/|-| ))?(20[0-9]{2}|2100)")
_YEAR_FIRST: Final = re.compile("(20[0-9]{2}|2100)[ /,]+(.+)")
_MONTH_FIRST: Final = re.compile(f"({_MONTH}) ([0-9]{{1,2}})(?:st|nd|rd|th)?,? ([0-9]{{4}})")
_DAY_FIRST: Final = re.compile(f"([0-9]{{1,2}})(?:st|nd|rd|th)? (?:of )?({_MONTH}),? ([0-9]{{4}})")
_FISCAL: Final = re.compile(
    "(?:fy|fiscal year|fiscal) ?'?([0-9]{4}|[0-9]{2})"
    f"(?: ?(?:/|{_DASH}) ?([0-9]{{4}}|[0-9]{{2}}))?"
)
_FISCAL_LAST: Final = re.compile("([0-9]{4})() fiscal year")
_PAIR: Final = re.compile(_YEARS)
_WINTER: Final = re.compile(f"winter (?:of )?{_YEARS}")
_RANGES: Final = (
    re.compile(f" (?:to|through|until|{_DASH}) "),
    re.compile(f" ?(?:/|{_DASH}) ?"),
)


def find_period(
    words: str, fiscal: FiscalYear | None = None, order: Order | None = None
) -> date | None:
    """Return the day or the period that words mean, or None where they are not clear.

    Understood are the forms of the file, a month, quarter, half, season or year in words, a day
    with the name of its month, `FY27` and `2026-27` where the plan has a fiscal year, two of these
    with `to` or a dash between, and `by` or `by the end of` before it. Whatever is vague (`early`,
    `mid`, `late`) or more than one date (`and`) is not.

    Args:
        words: The words, such as `By fall 2027`.
        fiscal: The fiscal year of the plan, if it has one.
        order: The order of three numbers, where it is known.
    """
    typed = " ".join(words[: 2 * _LONGEST].split()).rstrip(".")
    if len(typed) > _LONGEST:
        return None
    due = parse_due(typed.upper())
    if due is not None:
        # Where there is a fiscal year, 2023-24 may be that or the winter of 2023.
        return None if fiscal and _read_fiscal(typed, fiscal) else due
    typed = re.sub(r"(?<=[a-z])\.", "", typed.casefold())
    match = _LEAD.match(typed)
    typed = typed[match.end() :] if match else typed
    text = _read_part(typed, fiscal, order) or _read_range(typed, fiscal, order)
    return parse_due(text) if text else None


def parse_typed_period(
    text: str, today: date, fiscal: FiscalYear | None = None, order: Order | None = None
) -> date:
    """Return the day or the period that a person typed; `today` and its like are days, too.

    Raises:
        ValueError: It is not clear; the message is one sentence saying what to write.
    """
    due = find_period(text, fiscal, order)
    if due is not None:
        return due
    is_worded = re.search("[a-zA-Z]", text) is not None
    try:
        day = None if parse_due(text.strip()) else find_typed_day(text, today)
    except ValueError:
        if not is_worded:
            raise
        day = None
    if day is None:
        raise ValueError(
            f"{quote(text)} is not a day or a clear period; {_describe_forms(text, fiscal)}"
        )
    return day


def _describe_forms(text: str, fiscal: FiscalYear | None) -> str:
    pair = _PAIR.fullmatch(text.strip())
    is_fiscal = re.search(r"\bfy|fiscal", text.casefold()) or (pair and _is_pair(*pair.groups()))
    if fiscal is None and is_fiscal:
        return "write its months, such as 2026-07/2027-06, for the plan says no fiscal_year"
    return f"write a day such as 2026-12-31, {PERIOD_FORMS}, or two of these as FROM/TO"


def _read_part(words: str, fiscal: FiscalYear | None, order: Order | None) -> str | None:
    """Return the text that a file has for one day or period in words."""
    return (
        _read_day(words)
        or _read_numbers(words, order)
        or _read_winter(words)
        or (_read_fiscal(words, fiscal) if fiscal else None)
        or _read_year(words)
    )


def _read_range(words: str, fiscal: FiscalYear | None, order: Order | None) -> str | None:
    """Return the text for two of these; a first one without a year has that of the second."""
    for pattern in _RANGES:
        parts = pattern.split(words.removeprefix("from "))
        if len(parts) == 2 and all(parts):
            break
    else:
        return None
    until = _read_part(parts[1], fiscal, order)
    if until is None:
        return None
    since = _read_part(parts[0], fiscal, order)
    if since is None and not parts[1].isdigit():
        named = _FISCAL.search(parts[1]) if fiscal else None
        year = named[0] if named else until[:4]
        since = _read_part(f"{parts[0]} {year}", fiscal, order)
    if since is None or _are_neighbours(*parts):
        return None
    return f"{since.partition('/')[0]}/{until.rpartition('/')[2]}"


def _are_neighbours(first: str, second: str) -> bool:
    """Return whether `2026-2027` is meant, which is two years here and a fiscal one there."""
    return first.isdigit() and second.isdigit() and int(second) == int(first) + 1


def _read_day(words: str) -> str | None:
    if match := _MONTH_FIRST.fullmatch(words):
        return f"{match[3]}-{_MONTHS[match[1][:3]]}-{match[2]:0>2}"
    if match := _DAY_FIRST.fullmatch(words):
        return f"{match[3]}-{_MONTHS[match[2][:3]]}-{match[1]:0>2}"
    return None


def _read_numbers(words: str, order: Order | None) -> str | None:
    """Return a month such as `06/2026`, or a day where the order of its numbers is known."""
    if match := re.fullmatch("([0-9]{1,2})[/.]([0-9]{4})", words):
        return f"{match[2]}-{match[1]:0>2}"
    match = re.fullmatch("([0-9]{1,4})([-/. ])([0-9]{1,2})\\2([0-9]{1,4})", words)
    if match is None or order is None:
        return None
    parts = dict(zip(order, (match[1], match[3], match[4]), strict=True))
    year = parts["y"] if len(parts["y"]) == 4 else f"20{parts['y']:0>2}"
    return f"{year}-{parts['m']:0>2}-{parts['d']:0>2}"


def _read_winter(words: str) -> str | None:
    match = _WINTER.fullmatch(words)
    return f"{match[1]}-24" if match and _is_pair(match[1], match[2]) else None


def _read_year(words: str) -> str | None:
    """Return a year, or the part of one that has a name."""
    if match := _YEAR_LAST.fullmatch(words):
        part, year = match[1], match[2]
    elif match := _YEAR_FIRST.fullmatch(words):
        year, part = match[1], match[2]
    else:
        return None
    if not part:
        return year
    code = _read_code(part)
    return f"{year}-{code}" if code else None


def _read_code(words: str) -> str | None:
    """Return the code of a part of a year: `Q3`, `H1`, `06`, `23`."""
    for pattern, letter in _CODES:
        if match := pattern.fullmatch(words):
            named = next(filter(None, match.groups()))
            if letter:
                code = letter + _NUMBERS.get(named, named)
                return code if code[1] in "12" or letter == "Q" else None
            return SEASON_NUMBERS.get(named) or _MONTHS[named[:3]]
    return None


def _read_fiscal(words: str, fiscal: FiscalYear) -> str | None:
    """Return the months of a fiscal year, such as `fy27`, or of its quarter or half."""
    for years in _find_fiscal(words):
        first = _find_first_year(years, fiscal)
        rest = f"{words[: years.start()]} {words[years.end() :]}"
        part = " ".join(re.sub(r"\b(?:of|the)\b|,", " ", rest).split())
        code = _read_code(part) if part else "Y1"
        if first is None or code is None or code[0] not in "YQH":
            return None
        count = {"Y": 12, "H": 6, "Q": 3}[code[0]]
        begin = fiscal.begins - 1 + count * (int(code[1]) - 1)
        return f"{_format_month(first, begin)}/{_format_month(first, begin + count - 1)}"
    return None


def _find_fiscal(words: str) -> Iterator[re.Match[str]]:
    """Yield how the fiscal year is written, where it is."""
    for pattern in (_FISCAL, _FISCAL_LAST, _PAIR):
        if match := pattern.search(words):
            yield match


def _find_first_year(years: re.Match[str], fiscal: FiscalYear) -> int | None:
    """Return the calendar year that a fiscal year begins in."""
    year = int(years[1]) + (2000 if len(years[1]) == 2 else 0)
    if years[2]:
        is_pair = fiscal.begins > 1 and _is_pair(str(year), years[2])
        # 2026-2027 may be two whole years.
        is_clear = years.re is _FISCAL or len(years[2]) == 2
        return year if is_pair and is_clear else None
    return year if fiscal.is_named_by_start or fiscal.begins == 1 else year - 1


def _is_pair(first: str, second: str) -> bool:
    """Return whether two numbers are a year and the next one, which may be cut to two digits."""
    return str(int(first) + 1)[-len(second) :] == second


def _format_month(year: int, month: int) -> str:
    """Return a month counted from 0, which may lie in the next year."""
    return f"{year + month // 12}-{month % 12 + 1:02}"
