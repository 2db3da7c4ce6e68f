"""The types of values in a file, each a function from the text to the value."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

from stc import codes
from stc.plan.dates import DateRange, parse_date
from stc.plan.field import TYPES, BadValue, ValueType
from stc.plan.periods import PERIOD_FORMS, parse_due, parse_period
from stc.text.addresses import is_address, is_email
from stc.text.nearest import find_nearest, quote

LONGEST_TEXT: Final = 20_000
LONGEST_ID: Final = 32
LONGEST_NAME: Final = 80
_ID: Final = re.compile(r"^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$", re.ASCII)
# Pages are files. Windows takes these for devices, with whatever follows a dot; the classes spell
# out both cases because a pattern of a JSON Schema has no flags.
_RESERVED: Final = re.compile(
    r"^([Cc][Oo][Nn]|[Pp][Rr][Nn]|[Aa][Uu][Xx]|[Nn][Uu][Ll]|([Cc][Oo][Mm]|[Ll][Pp][Tt])[1-9])(\.|$)"
)
_EXTRA_KEY: Final = re.compile(r"^[a-z][a-z0-9_]*$", re.ASCII)
_INTERVAL: Final = re.compile(r"^[1-9][0-9]?[my]$", re.ASCII)
_DEPARTMENT_ID: Final = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$", re.ASCII)
_COLOUR: Final = re.compile(r"^#([0-9A-Fa-f]{3}){1,2}$", re.ASCII)
_FILE: Final = re.compile(r"^[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$", re.ASCII)
_LONGEST_ADDRESS: Final = 2_000
_STATES: Final = ("happened", "planned")
_VERSION: Final = "1"
_NUMBER: Final = re.compile("[1-9][0-9]{0,3}", re.ASCII)
_MONTH: Final = re.compile("[1-9]|1[0-2]", re.ASCII)
_DECIMAL: Final = re.compile(r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$", re.ASCII)
_LONGEST_DECIMAL: Final = 40
_TAG: Final = (
    "[A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?"
    "(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*"
    "(-[0-9A-WY-Za-wy-z](-[A-Za-z0-9]{2,8})+)*(-[xX](-[A-Za-z0-9]{1,8})+)?"
)
_LANGUAGE: Final = re.compile(_TAG, re.ASCII)
_DAY: Final = r"^20[0-9]{2}-[0-9]{2}-[0-9]{2}$|^2100-[0-9]{2}-[0-9]{2}$"
_SPAN: Final = "(20[0-9]{2}|2100)(-(0[1-9]|1[0-2]|2[1-4]|Q[1-4]|H[12]))?"
_PART: Final = f"({_SPAN}|(20[0-9]{{2}}|2100)-[0-9]{{2}}-[0-9]{{2}})"
_DEADLINE: Final = f"^({_SPAN}|{_PART}/{_PART})$"
_PERIOD: Final = r"^[0-9]{4}(-[0-9]{2}){0,2}(/[0-9]{4}(-[0-9]{2}){0,2})?$"
_DAY_HINT: Final = "Write it as YYYY-MM-DD"
_PERIODS: Final = f"{PERIOD_FORMS}, or two of these as FROM/TO"
_TEXT_SCHEMA: Final = {
    "type": "string",
    "minLength": 1,
    "maxLength": LONGEST_TEXT,
    "pattern": r"\S",
}


def parse_text(value: Any) -> str:
    """Return a text that is not empty and not over the limit."""
    if type(value) is str and value.strip():
        if len(value) <= LONGEST_TEXT:
            return value
        message = f"The text has {len(value):,} characters; at most {LONGEST_TEXT:,} are allowed."
        raise BadValue(codes.TEXT_TOO_LONG, message, "Shorten it and link to the document.")
    if value is None or isinstance(value, str):
        raise BadValue(codes.EMPTY_TEXT, "The text is empty.", "Write it, or remove the line.")
    raise BadValue(codes.WRONG_TYPE, f"Text is expected here, not {describe_type(value)}.")


def parse_day(value: Any) -> date:
    """Return the real calendar day of a text `YYYY-MM-DD` from 2000 to 2100."""
    text = parse_text(value)
    day = parse_date(text)
    if day is None:
        raise BadValue(codes.NOT_A_DATE, f"{quote(text)} is not a real day.", _hint_for_day(text))
    return day


def _hint_for_day(text: str) -> str:
    american = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})", text)
    if american:
        month, day, year = american.groups()
        iso = f"{'20' if len(year) == 2 else ''}{year}-{int(month):02}-{int(day):02}"
        if parse_date(iso):
            return f"Write {iso}."
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return "Check the day and the month; years run from 2000 to 2100."
    return f"{_DAY_HINT}."


def parse_deadline(value: Any) -> date:
    """Return a real day, or a period that counts by its last one."""
    text = parse_text(value)
    due = parse_due(text)
    if due is None:
        first, slash, second = text.partition("/")
        if slash and parse_due(f"{second}/{first}"):
            message = f"{quote(text)} ends before it begins."
            raise BadValue(codes.NOT_A_DATE, message, f"Write {second}/{first}.")
        hint = _hint_for_day(text).replace(_DAY_HINT, f"{_DAY_HINT}, or a period as {_PERIODS}")
        raise BadValue(codes.NOT_A_DATE, f"{quote(text)} is not a real day.", hint)
    return due


def parse_number(value: Any) -> int:
    """Return the whole number from 1 to 9999 that a text spells."""
    text = parse_text(value)
    if not _NUMBER.fullmatch(text):
        message = f"A whole number is expected here, not {quote(text)}."
        raise BadValue(codes.WRONG_TYPE, message, "Write a number from 1 to 9999.")
    return int(text)


def parse_version(value: Any) -> int:
    """Return 1, the only supported version."""
    text = parse_text(value)
    if text != _VERSION:
        message = f"The schema version {quote(text)} is not supported."
        raise BadValue(codes.SCHEMA_VERSION, message, "Write 1, or use a newer stc.")
    return int(text)


def is_reserved(name: str) -> bool:
    """Return whether Windows takes a name for a device."""
    return _RESERVED.match(name) is not None


def parse_name(value: Any) -> str:
    """Return a text of one line that is short enough for a table."""
    text = parse_text(value)
    if len(text) > LONGEST_NAME:
        message = f"The name has {len(text):,} characters; at most {LONGEST_NAME} are allowed."
        raise BadValue(codes.TEXT_TOO_LONG, message, "Shorten it.")
    line = " ".join(text.split())
    if text != line:
        message = f"The name {quote(text)} has a line break or extra spaces."
        raise BadValue(codes.WRONG_TYPE, message, f"Write {quote(line)}.")
    return text


def parse_month(value: Any) -> int:
    """Return the month of a number from 1 to 12."""
    text = parse_text(value)
    if not _MONTH.fullmatch(text):
        message = f"The number of a month is expected here, not {quote(text)}."
        raise BadValue(codes.NOT_A_CHOICE, message, "Write a number from 1 to 12.")
    return int(text)


def parse_language(value: Any) -> str:
    """Return a well-formed tag of a language (BCP 47)."""
    text = parse_text(value)
    if not _LANGUAGE.fullmatch(text):
        message = f"{quote(text)} is not a language tag."
        raise BadValue(codes.NOT_A_CHOICE, message, "Write one such as en, es or pt-BR.")
    return text


def hint_choice(text: str, choices: Iterable[str]) -> str:
    """Return what to write in place of a text that is none of the choices."""
    choices = tuple(choices)
    meant = find_nearest(text, choices)
    return f"Did you mean {meant}?" if meant else f"Write one of: {', '.join(choices)}."


def parse_zone(value: Any) -> str:
    """Return the name of a time zone that exists."""
    from stc.plan.zones import is_zone

    text = parse_text(value)
    if not is_zone(text):
        message = f"The time zone {quote(text)} is unknown."
        raise BadValue(codes.UNKNOWN_TIME_ZONE, message, "Write one such as America/Chicago.")
    return text


def parse_when(value: Any) -> DateRange:
    """Return the days of a well-formed EDTF period."""
    text = parse_text(value)
    period = parse_period(text)
    if period is None or not re.fullmatch(_PERIOD, text):
        hint = (
            "Write 2024, 2024-03, 2024-03-15, a season from 2024-21 to 2024-24, or two of these as"
            " FROM/TO."
        )
        raise BadValue(codes.NOT_A_PERIOD, f"{quote(text)} is not a valid period.", hint)
    return DateRange(period.start, period.end)


def _parse_when_text(value: Any) -> str:
    parse_when(value)
    return str(value)


def describe_type(value: Any) -> str:
    """Return a noun for the shape of a value, such as `a list`."""
    if value is None:
        return "an empty value"
    if isinstance(value, list):
        return "a list"
    return "a block of fields" if isinstance(value, dict) else "text"


def parse_id(value: Any) -> str:
    """Return the id of a step, section or goal, which can name a file on any disk."""
    text = parse_text(value)
    if len(text) > LONGEST_ID:
        message = (
            f"The id {quote(text)} has {len(text):,} characters; at most {LONGEST_ID} are allowed."
        )
        raise BadValue(codes.MALFORMED_ID, message, "Shorten it.")
    if not _ID.fullmatch(text):
        message = f"{quote(text)} is not a well-formed id."
        hint = "Write letters and digits, with single . _ or - between them, such as COM-03."
        raise BadValue(codes.MALFORMED_ID, message, hint)
    _refuse_reserved(text, f"step-{text}")
    return text


def _refuse_reserved(text: str, example: str) -> None:
    if is_reserved(text):
        message = f"The id {quote(text)} cannot name a page: Windows reserves it for a device."
        raise BadValue(codes.MALFORMED_ID, message, f"Write another one, such as {example}.")


class Extra(tuple[tuple[str, str], ...]):
    """Free fields of a plan: pairs of a key and a text, in the order of the file."""

    __slots__ = ()


def parse_extra(value: Any) -> Extra:
    """Return the pairs of a block of free keys."""
    if type(value) is not dict:
        message = f"A block of fields is expected here, not {describe_type(value)}."
        raise BadValue(codes.WRONG_TYPE, message)
    for key, text in value.items():
        if not _EXTRA_KEY.fullmatch(key):
            message = f"The key {quote(key)} is not well-formed."
            hint = "Write lower-case letters, digits and _, such as budget_line."
            raise BadValue(codes.MALFORMED_ID, message, hint)
        try:
            parse_text(text)
        except BadValue as bad:
            raise BadValue(bad.code, f"{key}: {bad.message}", bad.hint) from None
    return Extra(value.items())


def parse_interval(value: Any) -> str:
    """Return a number of months or years, such as `6m`."""
    text = parse_text(value)
    if not _INTERVAL.fullmatch(text):
        message = f"{quote(text)} is not a number of months or years."
        raise BadValue(codes.NOT_A_CHOICE, message, "Write it like 6m or 1y.")
    return text


def parse_decimal(value: Any) -> str:
    """Return an exact decimal as it is written: digits, and perhaps a point and a minus."""
    text = parse_text(value)
    if len(text) > _LONGEST_DECIMAL or not _DECIMAL.fullmatch(text):
        message = f"{quote(text)} is not a plain decimal."
        hint = "Write digits with at most one point, such as 9 or 87.5; the unit has its own field."
        raise BadValue(codes.BAD_FIGURE, message, hint)
    return text


def parse_target(value: Any) -> str:
    """Return a value, or a value and when it is to be reached: `20 by 2028`."""
    text = parse_text(value)
    figure, by, when = text.partition(" by ")
    parse_decimal(figure)
    if by:
        parse_deadline(when)
    return text


def fold_id(typed: str) -> str:
    """Return an id as it is compared: case and spaces around it do not matter."""
    return typed.strip().casefold()


def parse_department_id(value: Any) -> str:
    """Return the id of a department."""
    text = parse_text(value)
    if not _DEPARTMENT_ID.fullmatch(text):
        message = f"{quote(text)} is not a well-formed id."
        raise BadValue(codes.MALFORMED_ID, message, "Write it like city-attorney.")
    _refuse_reserved(text, f"{text}-office")
    return text


def parse_colour(value: Any) -> str:
    """Return a colour as `#rrggbb`, in lower case."""
    if value is None:
        hint = 'Write it in quotes, such as "#12506b": without them, # begins a comment.'
        raise BadValue(codes.EMPTY_TEXT, "The colour is empty.", hint)
    text = parse_text(value)
    if not _COLOUR.fullmatch(text):
        digits = text if _COLOUR.fullmatch(f"#{text}") else "12506b"
        hint = f'Write it in quotes with a # before it, such as "#{digits}".'
        raise BadValue(codes.NOT_A_CHOICE, f"{quote(text)} is not a colour.", hint)
    digits = text[1:].lower()
    return f"#{digits if len(digits) == 6 else ''.join(digit * 2 for digit in digits)}"


def parse_report(value: Any) -> str:
    """Return the http(s) address, or the e-mail address, that people write to."""
    text = parse_text(value)
    if not (len(text) <= _LONGEST_ADDRESS and (is_address(text) or is_email(text))):
        message = f"{quote(text)} is neither a web address nor an e-mail address."
        hint = "Write one such as https://www.example.org/contact or plan@example.org."
        raise BadValue(codes.NOT_A_CHOICE, message, hint)
    return text


def _make_file(*suffixes: str) -> ValueType:
    """Return the type of a path to a file below the folder of the file that names it."""

    def parse_file(value: Any) -> str:
        text = parse_text(value)
        if not _FILE.fullmatch(text) or not text.lower().endswith(suffixes):
            message = f"{quote(text)} is not the path of such a file below this folder."
            kinds = " or ".join(suffixes)
            hint = f"Put it here and write its name, such as logo{suffixes[0]}; it ends in {kinds}."
            raise BadValue(codes.NOT_A_CHOICE, message, hint)
        return text

    return ValueType(parse_file, {"type": "string", "pattern": _FILE.pattern})


def make_choice(choices: tuple[str, ...]) -> ValueType:
    """Return the type of a text that is one of the choices."""

    def parse_choice(value: Any) -> str:
        text = parse_text(value)
        if text not in choices:
            message = f"{quote(text)} is not an allowed value here."
            raise BadValue(codes.NOT_A_CHOICE, message, hint_choice(text, choices))
        return text

    return ValueType(parse_choice, {"type": "string", "enum": list(choices)})


def _make(parse: Callable[[Any], Any], **facts: Any) -> ValueType:
    return ValueType(parse, {"type": "string", **facts})


DAY: Final = ValueType(parse_day, {"type": "string", "format": "date", "pattern": _DAY}, typed=True)
NUMBER: Final = ValueType(
    parse_number, {"type": "integer", "minimum": 1, "maximum": 9999}, typed=True, number=True
)
VERSION: Final = ValueType(parse_version, {"type": "integer", "const": 1}, typed=True, number=True)
TEXT: Final = ValueType(parse_text, _TEXT_SCHEMA)
MONTH: Final = ValueType(
    parse_month, {"type": "integer", "minimum": 1, "maximum": 12}, typed=True, number=True
)
NAME: Final = ValueType(parse_name, {**_TEXT_SCHEMA, "maxLength": LONGEST_NAME})
DEADLINE: Final = ValueType(
    parse_deadline,
    {"type": "string", "anyOf": [{"format": "date", "pattern": _DAY}, {"pattern": _DEADLINE}]},
    answer=DAY.schema,
    typed=True,
)
PERIOD: Final = ValueType(parse_when, {"type": "string", "pattern": _PERIOD}, typed=True)
PERIOD_TEXT: Final = PERIOD._replace(parse=_parse_when_text)
ZONE: Final = TEXT._replace(parse=parse_zone)
ID: Final = _make(
    parse_id, pattern=_ID.pattern, maxLength=LONGEST_ID, **{"not": {"pattern": _RESERVED.pattern}}
)
DEPARTMENT_ID: Final = _make(parse_department_id, pattern=_DEPARTMENT_ID.pattern)
COLOUR: Final = ValueType(parse_colour, {"type": "string", "pattern": _COLOUR.pattern})
PICTURE: Final = _make_file(".svg", ".png")
PNG: Final = _make_file(".png")
REPORT: Final = _make(parse_report, maxLength=_LONGEST_ADDRESS)
LANGUAGE: Final = ValueType(parse_language, {"type": "string", "pattern": f"^{_TAG}$"})
STATE: Final = make_choice(_STATES)
EVENT_KIND: Final = make_choice(("engagement", "meeting", "decision", "publication"))
OWNER_KIND: Final = make_choice(("department", "body", "partner"))
INTERVAL: Final = _make(parse_interval, pattern=_INTERVAL.pattern)
EXTRA: Final = ValueType(
    parse_extra,
    {
        "type": "object",
        "propertyNames": {"pattern": _EXTRA_KEY.pattern},
        "additionalProperties": _TEXT_SCHEMA,
    },
)
DECIMAL: Final = _make(parse_decimal, pattern=_DECIMAL.pattern, maxLength=_LONGEST_DECIMAL)
TARGET: Final = _make(parse_target, pattern=f"{_DECIMAL.pattern[:-1]}( by [-0-9/QH]+)?$")
DIRECTION: Final = make_choice(("up", "down"))
MEASURE_KIND: Final = make_choice(("how-much", "how-well", "better-off"))
UNRANKED: Final = make_choice(("none",))
YEAR_NAMED: Final = make_choice(("end", "start"))
# What names a thing of the plan's head may be any text here: a wrong one is one finding, and that
# says which is meant.
DEPARTMENT: Final = ValueType(parse_text, DEPARTMENT_ID.schema, refers="departments")
STATUS: Final = ValueType(parse_text, NAME.schema, refers="statuses")
PHASE: Final = ValueType(parse_text, ID.schema, refers="phases")
CATEGORY: Final = ValueType(parse_text, ID.schema, refers="categories")

TYPES.update({Extra: EXTRA, str: TEXT, date: DAY, int: NUMBER, DateRange: PERIOD})
