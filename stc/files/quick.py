"""The quick check of a file: what it is certain of, pydantic would accept.

Importing pydantic and building its validators costs a command more than all the rest of its work,
and nearly every file that is read is sound. Whatever is not certain here, pydantic is asked: what
is wrong with a file, and how it is said, is never decided here.
"""

import re
from collections.abc import Callable
from typing import Any, Final

from stc.files.blocks import BLOCKS, Block, Count
from stc.files.patterns import (
    CATEGORIES,
    DEPARTMENT_ID,
    LONGEST_TEXT,
    NUMBER,
    PHASES,
    SCHEMA_VERSION,
    SECTION_ID,
    STATES,
    STEP_ID,
)
from stc.findings import Finding
from stc.plan.dates import parse_date
from stc.plan.periods import parse_period
from stc.plan.status import parse_status
from stc.plan.zones import is_zone
from stc.yaml.document import Document


def find_shape(block: Block, document: Document, data: Any) -> tuple[Finding, ...]:
    """Gives every finding on the fields and types of a document; none where it is sound."""
    if is_surely_sound(block, data):
        return ()
    from stc.files.strict import check_shape

    return check_shape(block, document, data)


def is_surely_sound(block: str, data: Any) -> bool:
    """Says whether it is certain that pydantic accepts the data as a block."""
    if type(data) is not dict:
        return False
    fields = BLOCKS[block]
    for name, value in data.items():
        field = fields.get(name)
        if field is None or not _fits(*field, value):
            return False
    # What `maybe` means is that the field may be missing.
    return all(name in data or count.startswith("maybe") for name, (_, count) in fields.items())


def _fits(kind: str, count: Count, value: Any) -> bool:
    if value is None:
        return count == "maybe" or (count == "one" and kind == "OptionalDay")
    check = CHECKS.get(kind)
    if count in ("one", "maybe"):
        return check(value) if check else is_surely_sound(kind, value)
    if type(value) is not list or (count == "filled list" and not value):
        return False
    if check:
        return all(map(check, value))
    return all(is_surely_sound(kind, one) for one in value)


def _is_text(value: Any) -> bool:
    return type(value) is str and len(value) <= LONGEST_TEXT and value.strip() != ""


def _is_day(value: Any) -> bool:
    return type(value) is str and parse_date(value) is not None


def _is_like(pattern: str) -> Callable[[Any], bool]:
    match = re.compile(pattern, re.ASCII).fullmatch
    return lambda value: _is_text(value) and match(value) is not None


def _is_one_of(choices: tuple[str, ...]) -> Callable[[Any], bool]:
    return lambda value: value in choices


CHECKS: Final[dict[str, Callable[[Any], bool]]] = {
    "Text": _is_text,
    "Day": _is_day,
    "OptionalDay": _is_day,
    "Number": _is_like(NUMBER),
    "SchemaVersion": _is_one_of((SCHEMA_VERSION,)),
    "StatusName": lambda value: _is_text(value) and parse_status(value) is not None,
    "Zone": lambda value: _is_text(value) and is_zone(value),
    "When": lambda value: _is_text(value) and parse_period(value) is not None,
    "StepId": _is_like(STEP_ID),
    "SectionId": _is_like(SECTION_ID),
    "DepartmentId": _is_like(DEPARTMENT_ID),
    "DepartmentName": _is_text,
    "Category": _is_one_of(CATEGORIES),
    "PhaseId": _is_one_of(PHASES),
    "State": _is_one_of(STATES),
}
