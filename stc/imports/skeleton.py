"""A skeleton of rules for a table: the content of its columns, and proposals to uncomment."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import Final, NamedTuple

from stc.imports.dates import DateReading, read_date
from stc.imports.lines import ReadFile, Show
from stc.plan.field import specs_of
from stc.plan.model import Step
from stc.tables.read import find_format, read_tables
from stc.tables.table import HEADINGS, Table, TableOptions
from stc.tables.workbook import list_sheets
from stc.text.escape import escape_control
from stc.text.nearest import quote
from stc.text.plural import count_noun
from stc.yaml.scalars import format_inline

_MOST_VALUES: Final = 12
"""Up to how many distinct values of a column are all named."""
_EXAMPLES: Final = 3
_LONGEST: Final = 40
_LOOKED_AT: Final = 20
"""How many distinct values are searched for a date."""
_NAMES: Final = {
    "id": ("id", "no", "number", "code", "ref", "reference"),
    "status": ("status", "state", "progress", "percent"),
    "action": ("action", "step", "task", "description", "activity", "text", "milestone"),
    "lead": ("lead", "owner"),
    "departments": ("department", "agency", "departments", "agencies", "who", "party"),
    "start": ("start", "launch", "begin"),
    "deadline": ("deadline", "due", "when", "date", "target", "completion", "by"),
    "note": ("note", "notes", "comment", "remark"),
    "evidence": ("url", "link", "evidence"),
}
"""Words in the name of a column for which a field is proposed."""


class Facts(NamedTuple):
    """The content of a column.

    Attributes:
        filled: How many of its cells are filled.
        values: Its distinct texts and how often each occurs, the most frequent first.
    """

    name: str
    filled: int
    values: Counter[str]


def make_skeleton(paths: list[Path], target: Path, read: ReadFile, show: Show) -> str:
    """Return the text of a file of rules for tables; every proposal is a comment.

    Args:
        paths: The files of the tables; the others may be joined to the first.
        target: The file of rules.
        read: How the bytes of a file are read.
        show: How the path of a file is shown.

    Raises:
        CannotGoOn: A table cannot be read.
    """
    (tables, sheets), *others = [_read_file(path, target, read, show) for path in paths]
    return _write(tables, [column for column, _ in others], sheets, f"stc import {show(target)}")


def _read_file(
    path: Path, target: Path, read: ReadFile, show: Show
) -> tuple[list[Table], tuple[str, ...]]:
    """Return the tables of a file, as the rules name it, and the sheets of a workbook."""
    data, options = read(path), TableOptions()
    sheets: tuple[str, ...] = ()
    if find_format(path.name) == "xlsx":
        sheets = tuple(list_sheets(data, show(path)))
        options = TableOptions(sheet=sheets[0])
    named = PurePath(os.path.relpath(path.absolute(), target.absolute().parent)).as_posix()
    tables = read_tables(data, show(path), options)
    return [table._replace(path=named) for table in tables], sheets


def _write(
    tables: list[Table], others: list[list[Table]], sheets: tuple[str, ...], command: str
) -> str:
    """Return the text of the rules.

    Args:
        tables: The tables of the first file.
        others: Those of the other files.
        sheets: The sheets of the first file, if it is a workbook; the first one was read.
        command: How the import is run with the file.
    """
    facts = _find_facts(tables)
    fields = _find_fields(facts)
    rows = sum(len(table.rows) for table in tables)
    lines = [
        f"# Rules that make a plan of a table with {count_noun(rows, 'row')}.",
        "# Nothing is guessed: uncomment what is right, and write what is missing.",
        f"# {command} --dry-run shows what it would do.",
        f"table: {format_inline(tables[0].path)}",
        *_propose_reading(tables[0].path, sheets),
        "",
        *_propose_joins(facts, others),
        "plan:",
        "  # The head of a new plan; leave it out where the plan is there, as after stc init.",
        '  title: ""',
        '  timezone: ""    # such as America/Chicago',
        "  # language: en",
        "  # source: {document: ..., publisher: ...}",
        *_propose_statuses(fields.get("status")),
        "",
        "# Where a column names the part of the plan a row belongs to:",
        *_list_groups(facts, fields),
        *_list_headings(tables),
        "# section: {id: ..., title: ...}",
        "# goal: {id: ..., title: ...}",
        "# How 03/04/2026 is read: mdy or dmy.",
        "# dates: {order: mdy}",
        "columns:",
        *_propose_columns(facts, fields),
    ]
    return "\n".join(lines) + "\n"


def _propose_reading(path: str, sheets: tuple[str, ...]) -> Iterator[str]:
    if find_format(path) in ("csv", "tsv"):
        yield "# encoding: cp1252"
        yield '# delimiter: ";"'
    elif len(sheets) > 1:
        yield f"sheet: {format_inline(sheets[0])}"
        yield f"# Its other sheets: {', '.join(map(_quote, sheets[1:]))}"


def _find_facts(tables: list[Table]) -> list[Facts]:
    found: dict[str, Counter[str]] = {}
    for table in tables:
        for position, column in enumerate(table.columns):
            texts = (row.cells[position] for row in table.rows if row.cells[position])
            found.setdefault(column, Counter()).update(texts)
    return [Facts(name, values.total(), values) for name, values in found.items()]


def _propose_joins(facts: list[Facts], others: list[list[Table]]) -> Iterator[str]:
    names = {fact.name for fact in facts}
    if not others:
        return
    yield "# join:"
    for tables in others:
        shared = [column for column in tables[0].columns if column in names]
        on = format_inline(shared[0], flow=True) if shared else "..."
        yield f"#   - {{table: {format_inline(tables[0].path, flow=True)}, on: {on}}}"
        yield f"#     # its columns: {', '.join(map(_show, tables[0].columns))}"
    yield ""


def _propose_statuses(column: Facts | None) -> Iterator[str]:
    yield "  # vocabulary:"
    yield "  #   statuses:    # kinds: open, continuing, complete, unmet, excluded, unknown"
    if column is None or len(column.values) > _MOST_VALUES:
        yield "  #     - {name: Not reported, kind: open, meaning: The table has no status.}"
        yield "  #     - {name: Complete, kind: complete}"
        return
    for value, number in column.values.items():
        name = format_inline(value, flow=True) if _is_short(value) else "..."
        yield f"  #     - {{name: {_show(name)}, kind: ...}}    # {count_noun(number, 'row')}"


def _list_groups(facts: list[Facts], fields: dict[str, Facts]) -> Iterator[str]:
    """Yield the columns with repeated values, which may be sections or goals."""
    for fact in facts:
        if fact not in fields.values() and fact.filled >= 2 * len(fact.values) > 0:
            yield f"#   {format_inline(_show(fact.name))}: {_describe_values(fact)}"


def _list_headings(tables: list[Table]) -> Iterator[str]:
    """Yield the Markdown headings above the rows, which can be used like columns."""
    for number, name in enumerate(HEADINGS):
        titles = Counter(
            row.headings[number] for table in tables for row in table.rows if row.headings
        )
        titles.pop("", None)
        if titles:
            yield f'#   "{name}": {_describe_values(Facts(name, titles.total(), titles))}'


def _propose_columns(facts: list[Facts], fields: dict[str, Facts]) -> Iterator[str]:
    for fact in facts:
        yield f"  # {_show(fact.name)}: {_describe_values(fact)}"
        for field, column in fields.items():
            if column is fact:
                yield f"  # {field}: {format_inline(_show(fact.name))}"
    if "id" not in fields:
        yield '  # id: "A{n}"    # made: A01, A02, ...'
    if "status" not in fields:
        yield "  # status: =Not reported"
    rest = [fact.name for fact in facts if fact.filled and fact not in fields.values()]
    if rest:
        yield "  # extra:"
        yield from (f"  #   {_make_key(name)}: {format_inline(_show(name))}" for name in rest)


def _describe_values(facts: Facts) -> str:
    if not facts.filled:
        return "empty"
    if len(facts.values) <= _MOST_VALUES:
        named = (f"{_quote(value)} {number:,}" for value, number in facts.values.most_common())
        return f"{facts.filled:,} filled: {', '.join(named)}"
    examples = ", ".join(
        _quote(value) for value, _ in zip(facts.values, range(_EXAMPLES), strict=False)
    )
    return f"{facts.filled:,} filled, {len(facts.values):,} distinct, such as {examples}"


def _find_fields(facts: list[Facts]) -> dict[str, Facts]:
    """Return the proposed column of each field, by the names and the content of the columns."""
    found: dict[str, Facts] = {}
    for field, names in _NAMES.items():
        fitting = [
            fact
            for fact in facts
            if fact not in found.values()
            and set(names) & {word.casefold() for word in "".join(_letters(fact.name)).split()}
            and _may_be(field, fact)
        ]
        if fitting:
            found[field] = max(fitting, key=_measure) if field == "action" else fitting[0]
    return found


def _measure(facts: Facts) -> int:
    return sum(len(value) * number for value, number in facts.values.items())


def _may_be(field: str, facts: Facts) -> bool:
    """Return whether the content of a column fits a field."""
    if field == "id":
        return 0 < facts.filled == len(facts.values) and all(map(_is_short, facts.values))
    if field == "status":
        return 0 < len(facts.values) <= 2 * _MOST_VALUES
    if field in ("start", "deadline"):
        return _has_date(facts.values)
    return facts.filled > 0


def _has_date(values: Iterable[str]) -> bool:
    kind = specs_of(Step)["deadline"].type
    assert kind is not None, "a deadline is a text"
    found = [
        read_date(value, kind, DateReading("mdy"))
        for value, _ in zip(values, range(_LOOKED_AT), strict=False)
    ]
    return any(finding.text for finding in found)


def _letters(name: str) -> Iterator[str]:
    """Yield the letters of a name with spaces between its words: `ActionID` has two words."""
    before = ""
    for letter in name:
        if not letter.isalnum():
            yield " "
        elif letter.isupper() and before.islower():
            yield f" {letter}"
        else:
            yield letter
        before = letter


def _make_key(name: str) -> str:
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in name)
    key = "_".join(plain.lower().split("_")).strip("_0123456789")
    return "_".join(filter(None, key.split("_"))) or "column"


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST and "\n" not in text


def _show(text: str) -> str:
    return escape_control(" ".join(text.split()))


def _quote(text: str) -> str:
    return quote(_show(text), _LONGEST)
