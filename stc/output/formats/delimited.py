"""CSV (RFC 4180) and TSV: tidy, a row a step, a row a step and department, or a row an update.

There is no place in them for the source and the licence; every row has the day it was judged on.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from stc.output.edition import Edition
from stc.output.exports import ExportOptions
from stc.output.formats.records import format_csv, format_tsv, format_value
from stc.plan.model import Step
from stc.text.escape import escape_control
from stc.views.answer import dump
from stc.views.columns import ADDED, STEP_COLUMNS, StepColumn
from stc.views.records import LEDGER_FIELDS, dump_known_step, list_step_fields
from stc.views.updates import UpdateRecord, record_update

# Where the file lies on the publisher's disk is of no use to a reader.
_PLACE = ("file", "line")
_DEPARTMENTS = ("departments", "department_names", "lead")
_END = ("as_of", "plan_revision")


def _lengthen(columns: tuple[str, ...]) -> tuple[str, ...]:
    """Return the columns of a table with a row a step and department."""
    others = (name for name in columns[1:] if name not in _DEPARTMENTS)
    return ("id", "department", "department_name", "is_lead", *others)


def _list_columns(added: Iterable[StepColumn]) -> tuple[str, ...]:
    names = (*list_step_fields(added), *LEDGER_FIELDS)
    return (*(name for name in names if name not in _PLACE), *_END)


COLUMNS = _list_columns(column for column in ADDED if not column.is_sparse)
LONG_COLUMNS = _lengthen(COLUMNS)
# A header that was written once stays here, so that its files are known again.
_EARLIER = tuple(
    name.replace("recorded_first_deadline", "original_deadline")
    for name in COLUMNS
    if name == "slip_days" or name not in LEDGER_FIELDS
)
UPDATE_COLUMNS = (*UpdateRecord._fields, *_END)
HEADERS = (COLUMNS, LONG_COLUMNS, _EARLIER, _lengthen(_EARLIER), UPDATE_COLUMNS)
"""The headers of CSV and TSV, without the columns that only some plans have."""
# A spreadsheet passes over leading spaces and reads a wide sign as the plain one.
_RUNS = re.compile(r"[\t\r]|\s*[=+\-@＝＋－＠]")

Record = Mapping[str, Any]


def list_names(format_name: str, *, long: bool = False) -> tuple[str, ...]:
    """Return the names of the columns that an export may have, in whatever plan."""
    names = (*(column.name for column in STEP_COLUMNS), *LEDGER_FIELDS)
    if format_name in ("csv", "tsv", "jsonl"):
        names = (*names, *_END)
    return (*names, "department", "department_name", "is_lead") if long else names


def render_csv(edition: Edition, options: ExportOptions) -> bytes:
    """Return the CSV; for a spreadsheet with a byte order mark and with guarded cells."""
    spell = guard_value if options.excel else format_value
    text = "".join(format_csv(_make_rows(edition, options, spell)))
    return text.encode("utf-8-sig" if options.excel else "utf-8")


def render_tsv(edition: Edition, options: ExportOptions) -> bytes:
    r"""Return the TSV; `\`, tab and line ends inside a text become `\\`, `\t`, `\n`, `\r`."""
    return "".join(format_tsv(_make_rows(edition, options, format_value))).encode()


def guard_value(value: Any) -> str:
    """Return a value as a cell that no spreadsheet runs, with all that is in it visible."""
    text = format_value(value)
    if not isinstance(value, str | list | tuple | Mapping):
        return text
    guard = "'" if _RUNS.match(text) else ""
    return guard + escape_control(text, keep_newlines=True)


def _make_rows(
    edition: Edition, options: ExportOptions, spell: Callable[[Any], str]
) -> Iterator[tuple[str, ...]]:
    """Return the header and the rows."""
    if options.updates:
        yield from _make_update_rows(edition, spell)
        return
    columns = _list_columns(edition.context.added)
    if options.long:
        columns = _lengthen(columns)
    columns = options.columns or columns
    yield columns
    for record in list_records(edition, options.long):
        yield tuple(spell(record.get(name)) for name in columns)


def _make_update_rows(edition: Edition, spell: Callable[[Any], str]) -> Iterator[tuple[str, ...]]:
    yield UPDATE_COLUMNS
    end = (edition.as_of, edition.context.revision)
    for update, step in edition.list_updates():
        record = dump(record_update(update, step))
        yield tuple(map(spell, (*record.values(), *end)))


def list_records(edition: Edition, long: bool) -> Iterator[Record]:
    """Return a record a step, or a step and department; one without any has one record, too."""
    for step in edition.steps:
        record = {
            **dump_known_step(step, edition.as_of, edition.ledger, edition.context.added),
            "as_of": edition.as_of,
            "plan_revision": edition.context.revision,
        }
        if long:
            yield from ({**record, **part} for part in _list_departments(step))
        else:
            yield record


def _list_departments(step: Step) -> Iterator[Record]:
    if not step.departments:
        yield {"department": None, "department_name": None, "is_lead": False}
    for department in step.departments:
        yield {
            "department": department.id,
            "department_name": department.name,
            "is_lead": department == step.lead,
        }
