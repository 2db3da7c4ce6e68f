"""The types a field of a file can have, each from the text as it stands in the file."""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from stc import codes
from stc.codes import Code
from stc.files.patterns import (
    CATEGORIES,
    DAY,
    DEPARTMENT_ID,
    LONGEST_TEXT,
    NUMBER,
    PHASES,
    SCHEMA_VERSION,
    SECTION_ID,
    STATES,
    STEP_ID,
)
from stc.plan.dates import parse_date
from stc.plan.periods import parse_period
from stc.plan.status import STATUSES, list_status_names, parse_status, parse_typed_status
from stc.text.nearest import find_meant, quote


def problem(code: Code, message: str, hint: str = "") -> PydanticCustomError:
    """Gives the error pydantic collects, carrying the finding's code, message and hint."""
    context = {"code": code, "message": message, "hint": hint}
    return PydanticCustomError("stc", "{message}", context)


def parse_text(value: Any) -> str:
    """Gives a text that is not empty and not over the limit."""
    if value is None:
        raise problem(codes.EMPTY_TEXT, "The text is empty.", "write it, or remove the line")
    if not isinstance(value, str):
        raise problem(codes.WRONG_TYPE, f"A text is expected here, not {describe_type(value)}.")
    if not value.strip():
        raise problem(codes.EMPTY_TEXT, "The text is empty.", "write it, or remove the line")
    if len(value) > LONGEST_TEXT:
        message = f"The text has {len(value):,} characters; {LONGEST_TEXT:,} is the most."
        raise problem(codes.TEXT_TOO_LONG, message, "shorten it and link to the document")
    return value


def parse_day(value: Any) -> date:
    """Gives the real calendar day of a text `YYYY-MM-DD` from 2000 to 2100."""
    text = parse_text(value)
    day = parse_date(text)
    if day is None:
        raise problem(codes.NOT_A_DATE, f"{quote(text)} is not a real day.", _hint_for_day(text))
    return day


def parse_optional_day(value: Any) -> date | None:
    """Gives the day, or None where the field is there and empty."""
    return None if value is None else parse_day(value)


def _hint_for_day(text: str) -> str:
    american = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})", text)
    if american:
        month, day, year = american.groups()
        iso = f"{'20' if len(year) == 2 else ''}{year}-{int(month):02}-{int(day):02}"
        if parse_date(iso):
            return f"write {iso}"
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return "check the day and the month; years run from 2000 to 2100"
    return "write it as YYYY-MM-DD"


def parse_number(value: Any) -> int:
    """Gives the whole number from 1 to 9999 that a text spells."""
    text = parse_text(value)
    if not re.fullmatch(NUMBER, text, re.ASCII):
        message = f"A whole number is expected here, not {quote(text)}."
        raise problem(codes.WRONG_TYPE, message, "write a number from 1 to 9999")
    return int(text)


def parse_schema_version(value: Any) -> int:
    """Gives 1, the only version there is."""
    text = parse_text(value)
    if text != SCHEMA_VERSION:
        message = f"The schema version {quote(text)} is not supported."
        raise problem(codes.SCHEMA_VERSION, message, "write 1, or use a newer stc")
    return 1


def parse_status_name(value: Any) -> str:
    """Gives the printed form of a status."""
    text = parse_text(value)
    if parse_status(text) is None:
        raise problem(codes.UNKNOWN_STATUS, f"unknown status {quote(text)}", _hint_for_status(text))
    return text


def _hint_for_status(text: str) -> str:
    exact = parse_typed_status(text)
    if exact is not None:
        return f"write {exact.name}"
    meant = find_meant(text, list_status_names())
    status = parse_typed_status(meant) if meant else None
    if status is None:
        return "write one of: " + ", ".join(status.name for status in STATUSES)
    return f"did you mean {status.name}?"


def parse_zone(value: Any) -> str:
    """Gives the name of a time zone that exists."""
    from stc.plan.zones import is_zone

    text = parse_text(value)
    if not is_zone(text):
        message = f"The time zone {quote(text)} is unknown."
        raise problem(codes.UNKNOWN_TIME_ZONE, message, "write one such as America/Chicago")
    return text


def parse_when(value: Any) -> str:
    """Gives a well-formed EDTF period, as text."""
    text = parse_text(value)
    if parse_period(text) is None:
        hint = "write 2024, 2024-03, 2024-03-15, a season 2024-21 to 2024-24, or FROM/TO of these"
        raise problem(codes.NOT_A_PERIOD, f"{quote(text)} is not a period.", hint)
    return text


def describe_type(value: Any) -> str:
    """Gives the words for a value's shape."""
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return "a list"
    return "a block of fields" if isinstance(value, dict) else "a text"


def _id_parser(pattern: str, example: str) -> Callable[[Any], str]:
    def parse_id(value: Any) -> str:
        text = parse_text(value)
        if not re.fullmatch(pattern, text, re.ASCII):
            message = f"{quote(text)} is not a well-formed id."
            raise problem(codes.MALFORMED_ID, message, f"write it like {example}")
        return text

    return parse_id


def _choice_parser(choices: tuple[str, ...]) -> Callable[[Any], str]:
    def parse_choice(value: Any) -> str:
        text = parse_text(value)
        if text not in choices:
            message = f"{quote(text)} is not one of its choices."
            raise problem(codes.NOT_A_CHOICE, message, "write one of: " + ", ".join(choices))
        return text

    return parse_choice


def _text_schema(**facts: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", **facts})


_DAY_SCHEMA = {"type": "string", "format": "date", "pattern": DAY}
_TEXT_FACTS = {"minLength": 1, "maxLength": LONGEST_TEXT, "pattern": r"\S"}

Text = Annotated[str, PlainValidator(parse_text), _text_schema(**_TEXT_FACTS)]
Day = Annotated[date, PlainValidator(parse_day), WithJsonSchema(_DAY_SCHEMA)]
OptionalDay = Annotated[
    date | None,
    PlainValidator(parse_optional_day),
    WithJsonSchema({"anyOf": [_DAY_SCHEMA, {"type": "null"}]}),
]
Number = Annotated[
    int,
    PlainValidator(parse_number),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 9999}),
]
SchemaVersion = Annotated[
    int, PlainValidator(parse_schema_version), WithJsonSchema({"type": "integer", "const": 1})
]
StatusName = Annotated[
    str,
    PlainValidator(parse_status_name),
    _text_schema(enum=[status.name for status in STATUSES]),
]
Zone = Annotated[str, PlainValidator(parse_zone), _text_schema(**_TEXT_FACTS)]
When = Annotated[
    str,
    PlainValidator(parse_when),
    _text_schema(pattern=r"^[0-9]{4}(-[0-9]{2}){0,2}(/[0-9]{4}(-[0-9]{2}){0,2})?$"),
]
StepId = Annotated[
    str, PlainValidator(_id_parser(STEP_ID, "COM-03")), _text_schema(pattern=STEP_ID)
]
SectionId = Annotated[
    str, PlainValidator(_id_parser(SECTION_ID, "COM")), _text_schema(pattern=SECTION_ID)
]
DepartmentId = Annotated[
    str,
    PlainValidator(_id_parser(DEPARTMENT_ID, "city-attorney")),
    _text_schema(pattern=DEPARTMENT_ID),
]
# A name in place of an id is one finding, an unknown department: it says which id is meant.
DepartmentName = Annotated[str, PlainValidator(parse_text), _text_schema(pattern=DEPARTMENT_ID)]
Category = Annotated[
    str, PlainValidator(_choice_parser(CATEGORIES)), _text_schema(enum=list(CATEGORIES))
]
PhaseId = Annotated[str, PlainValidator(_choice_parser(PHASES)), _text_schema(enum=list(PHASES))]
State = Annotated[str, PlainValidator(_choice_parser(STATES)), _text_schema(enum=list(STATES))]
