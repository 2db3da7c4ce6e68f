"""The columns of a sheet: what is known of a step, and what a person may report."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from hashlib import sha256
from typing import Final, Literal, NamedTuple

from stc.plan.dates import LAST_DAY
from stc.plan.model import Plan, Step
from stc.plan.periods import format_due
from stc.plan.resolve import NONE
from stc.plan.updates import last_word
from stc.text.escape import escape_control
from stc.text.lists import join_list

Kind = Literal["status", "day", "due", "text", "lines", "yes"]
"""What is typed: one of the plan's statuses, a day, a day or period, a text, a text a line, yes."""

_LONGEST_SHOWN: Final = 16_000
_MOST_LINES: Final = 200


class KnownColumn(NamedTuple):
    """A locked column: its heading, its width in characters, what it holds of a step.

    Attributes:
        instead: How what it holds is changed.
    """

    title: str
    width: int
    tell: Callable[[Step], str]
    instead: str


class AnswerColumn(NamedTuple):
    """A column to fill in.

    Attributes:
        field: The field of `Typed` it is.
        title: Its heading.
        width: Its width in characters.
        kind: What is typed.
        prompt: What a person is told who goes to a cell; at most 255 characters.
    """

    field: str
    title: str
    width: int
    kind: Kind
    prompt: str


def _describe_action(step: Step) -> str:
    return "\n".join([step.action, *(f"- {item}" for item in step.items)])


def _describe_deadline(step: Step) -> str:
    """Return the deadline as it can be typed, or the words that stand in its place."""
    return format_due(step.deadline) if step.deadline else step.deadline_label or ""


def _describe_word(step: Step) -> str:
    """Return the day of the last word on a step, whose it is, and its text."""
    word = last_word(step, LAST_DAY)
    if word is None:
        return ""
    text = step.updates[0].text if word.by else None
    return f"{word.on}" + (f", {word.by.name}" if word.by else "") + (f": {text}" if text else "")


KNOWN: Final = (
    KnownColumn("Step", 11, lambda step: step.id, "An id never changes."),
    KnownColumn(
        "Action step", 56, _describe_action, "The plan's owner rewords a step, with a reason."
    ),
    KnownColumn(
        "Departments",
        24,
        lambda step: join_list(department.name for department in step.departments),
        "The plan's owner changes the departments of a step.",
    ),
    KnownColumn(
        "Status",
        13,
        lambda step: step.status.name,
        "Write it in New status; the command is stc set-status.",
    ),
    KnownColumn(
        "Completed",
        12,
        lambda step: step.completed.isoformat() if step.completed else "",
        "Write it in Completed on; the command is stc set-status --completed.",
    ),
    KnownColumn(
        "Deadline",
        13,
        _describe_deadline,
        "Write it in New deadline, with a reason; the command is stc set-deadline.",
    ),
    KnownColumn("Last word", 30, _describe_word, "What was recorded stays."),
)
ID: Final = KNOWN[0].title

ANSWERS: Final = (
    AnswerColumn(
        "status", "New status", 14, "status", "Choose a status from the list, if it has changed."
    ),
    AnswerColumn(
        "completed",
        "Completed on",
        13,
        "day",
        "The day it was completed, such as 2026-12-31. Only for a step that is complete.",
    ),
    AnswerColumn(
        "update",
        "Update",
        44,
        "text",
        "What was done since the last report, in a few sentences for the public.",
    ),
    AnswerColumn(
        "evidence",
        "Evidence",
        36,
        "lines",
        "What shows it: an address or the name of a document. Write one a line (Alt+Enter).",
    ),
    AnswerColumn(
        "deadline",
        "New deadline",
        14,
        "due",
        "A day such as 2027-03-31, or a period such as 2027-Q1 or March 2027. It needs a reason."
        f" {NONE} takes the deadline away.",
    ),
    AnswerColumn(
        "reason",
        "Reason",
        36,
        "text",
        "Why the deadline moves, or why the step is excluded or no longer complete. It is"
        " published.",
    ),
    AnswerColumn(
        "confirm",
        "Confirm",
        10,
        "yes",
        "Choose yes if nothing is new and the status is still true.",
    ),
)
NAMES: Final = {column.field: column.title for column in ANSWERS}
"""The headings of the columns to fill in, by their fields."""


HIDDEN: Final = "stc"
"""The name of the hidden sheet of a workbook: the stamp in A1, then a row with an id and a hash."""
HASH: Final = "Row hash"
STAMP: Final = "Made by"
"""The last columns of CSV, which has no hidden sheet."""


class Stamp(NamedTuple):
    """What a sheet says of itself.

    Attributes:
        as_of: The day it was made for.
        revision: The revision of the plan, or the hash of what is known of its steps.
        by: The id of the department that reports; empty where the sheet is for several.
        title: The title of the plan.
    """

    as_of: str
    revision: str
    by: str
    title: str


_MARK: Final = "stc sheet 1"
_BETWEEN: Final = " | "


def format_stamp(stamp: Stamp) -> str:
    """Return a stamp as one text, which no spreadsheet takes for a number or a day."""
    return _BETWEEN.join((_MARK, *(plain_text(escape_control(part)) for part in stamp)))


def parse_stamp(text: str) -> Stamp | None:
    """Return the stamp in a text, or None."""
    mark, *parts = text.strip().split(_BETWEEN, len(Stamp._fields))
    return Stamp(*parts) if mark == _MARK and len(parts) == len(Stamp._fields) else None


def make_stamp(plan: Plan, as_of: date, revision: str | None, by: str | None) -> Stamp:
    """Return the stamp of the sheets of a plan; where git has no revision, that of its steps."""
    if revision is None:
        revision = hash_texts(hash_texts(tell_known(step)) for step in plan.steps)
    return Stamp(as_of.isoformat(), revision, by or "", plan.full_title)


def tell_known(step: Step) -> tuple[str, ...]:
    """Return what is known of a step, a text a column of `KNOWN`, as the sheet shows it."""
    return tuple(_cut(escape_control(column.tell(step), keep_newlines=True)) for column in KNOWN)


def _cut(text: str) -> str:
    """Return as much of a text as a cell of Excel holds: 32,767 UTF-16 units, 253 line feeds."""
    lines = text.split("\n")
    if len(text) <= _LONGEST_SHOWN and len(lines) <= _MOST_LINES:
        return text
    return "\n".join(lines[:_MOST_LINES])[:_LONGEST_SHOWN].rstrip() + " …"


def plain_text(text: str) -> str:
    """Return a text as it is compared: spreadsheet programs break lines anew."""
    return " ".join(text.split())


def hash_texts(texts: Iterable[str]) -> str:
    """Return a hash of texts, whose white space does not matter.

    It begins with a letter, so that no spreadsheet takes it for a number.
    """
    plain = "\x1f".join(plain_text(text) for text in texts)
    return f"h{sha256(plain.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def head_columns(plan: Plan) -> tuple[str, ...]:
    """Return the headings of all columns, in the words of the plan, those to fill in last."""
    words = plan.vocabulary
    return (*(words.head(column.title) for column in KNOWN), *NAMES.values())


_MONTHS: Final = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
# What a spreadsheet would run, or turn into a number or a day when it opens a CSV file.
_TURNED: Final = re.compile(
    r"'*(?:[\t\r]|\s*[=+\-@＝＋－＠]|[0-9]+[-./ ][-0-9./ ]*\Z|0[0-9]|[0-9]+[eE][0-9]+\Z"
    rf"|(?:{_MONTHS})[a-z]*[-. ]?[0-9]+\Z)",
    re.IGNORECASE,
)


def guard_text(text: str) -> str:
    """Return a text as a cell of CSV that every spreadsheet takes for a text."""
    return f"'{text}" if _TURNED.match(text) else text


def restore_text(text: str) -> str:
    """Return the text that `guard_text` made a cell of."""
    return text[1:] if text.startswith("'") and _TURNED.match(text) else text
