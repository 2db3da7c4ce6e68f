"""What an import did: the report of `stc import`."""

from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from stc.imports.report import Note, Outcome, Report
from stc.text.nearest import quote
from stc.text.plural import count_noun
from stc.views.answer import Answer
from stc.views.shapes import fields_of
from stc.views.view import Block, Column, Sentences, Table, View

SHOWN: Final = 10
"""How many notes of a kind people are shown; programs have all of them."""
_TITLES: Final = {
    Outcome.TYPED: "Typed",
    Outcome.EXTRA: "Extra",
    Outcome.WORDS: "Words",
    Outcome.REVIEW: "Review",
    Outcome.REFUSED: "Refused",
    Outcome.LEFT_OUT: "Left out",
    Outcome.UNREAD: "No rule",
}
_KINDS: Final = {
    "review": "Marked for review",
    "refused": "Refused",
    "words": "Kept as words",
    "unmatched": "Without a match",
    "changed": "Changed in the plan",
    "kept": "Kept as in the plan",
    "gone": "No longer in a row",
}


class NoteRecord(NamedTuple):
    """A cell or step that a person should look at."""

    kind: str
    place: str
    column: str
    value: str
    message: str


class ColumnRecord(NamedTuple):
    """A column, and the use of its filled cells."""

    file: str
    column: str
    cells: int
    typed: int
    extra: int
    words: int
    review: int
    refused: int
    left_out: int
    unread: int


class ImportTotals(NamedTuple):
    """The numbers of the answer; the outcomes of the cells add up to the cells."""

    rows: int
    skipped: int
    merged: int
    sections: int
    goals: int
    steps: int
    departments: int
    new_steps: int
    changed: int
    cells: int
    typed: int
    extra: int
    words: int
    review: int
    refused: int
    left_out: int
    unread: int
    lost: int
    written: bool
    columns: tuple[ColumnRecord, ...]


IMPORT: Final = Answer(
    "stc/import/1",
    "The use of every cell of the tables: import.",
    "notes",
    fields_of(NoteRecord),
    fields_of(ImportTotals),
    of_a_plan=False,
)


def view_import(report: Report, *, is_new: bool, written: bool) -> View:
    """Return what an import did.

    Args:
        report: What was counted.
        is_new: There was no plan before.
        written: The plan was written, and this is no dry run.
    """
    columns = tuple(_list_columns(report))
    totals = _count(report, columns, is_new=is_new, written=written)
    sentences = tuple(_describe(report, totals, is_new=is_new))
    blocks: tuple[Block, ...] = (_build_table(columns), Sentences(sentences), *_list_notes(report))
    return IMPORT.view(
        title="Import",
        context=None,
        blocks=blocks,
        records=(NoteRecord(note.kind, str(note.place), *note[2:]) for note in report.notes),
        totals=_dump_totals(totals),
        notices=tuple(report.notices),
    )


def _dump_totals(totals: ImportTotals) -> dict[str, object]:
    return {**totals._asdict(), "columns": [column._asdict() for column in totals.columns]}


def _list_columns(report: Report) -> Iterator[ColumnRecord]:
    names = dict.fromkeys((file, column) for file, column, _ in report.cells)
    for file, column in names:
        numbers = {outcome.key: report.cells[file, column, outcome] for outcome in Outcome}
        yield ColumnRecord(file, column, sum(numbers.values()), **numbers)


def _count(
    report: Report, columns: tuple[ColumnRecord, ...], *, is_new: bool, written: bool
) -> ImportTotals:
    made, cells = report.made, sum(column.cells for column in columns)
    numbers = {outcome.key: report.total(outcome) for outcome in Outcome}
    return ImportTotals(
        rows=report.rows,
        skipped=report.skipped,
        merged=report.merged,
        sections=made["sections"],
        goals=made["goals"],
        steps=made["steps"],
        departments=made["departments"],
        new_steps=made["steps"] if is_new else report.changed["steps"],
        changed=report.changed["values"],
        cells=cells,
        **numbers,
        lost=cells - sum(numbers.values()),
        written=written,
        columns=columns,
    )


def _build_table(columns: tuple[ColumnRecord, ...]) -> Table:
    used = [title for title in _TITLES if any(getattr(record, title.key) for record in columns)]
    several = len({record.file for record in columns}) > 1
    heads = (
        *((Column("File"),) if several else ()),
        Column("Column"),
        Column("Cells", "number"),
        *(Column(_TITLES[outcome], "number") for outcome in used),
    )
    rows = tuple(
        (
            *((record.file,) if several else ()),
            record.column,
            record.cells,
            *(getattr(record, outcome.key) or None for outcome in used),
        )
        for record in columns
    )
    return Table(heads, rows, "Import")


def _describe(report: Report, totals: ImportTotals, *, is_new: bool) -> Iterator[str]:
    rows = count_noun(totals.rows, "row")
    out = [
        f"{number:,} {what}"
        for number, what in (
            (totals.skipped, "left out by the rules"),
            (totals.merged, "merged into another row with the same id"),
        )
        if number
    ]
    yield f"{rows} read{': ' * bool(out)}{', '.join(out)}."
    holds = (
        f"{count_noun(totals.steps, 'step')}, {count_noun(totals.goals, 'goal')},"
        f" {count_noun(totals.sections, 'section')}, {count_noun(totals.departments, 'department')}"
    )
    yield f"The plan has {holds}."
    if not is_new:
        new = count_noun(totals.new_steps, "step")
        yield f"New: {new}. Changed: {count_noun(totals.changed, 'value')}."
    parts = (
        (totals.typed, "kept as fields"),
        (totals.extra, "kept in extra"),
        (totals.words, "kept as words"),
        (totals.review, "marked for review"),
        (totals.refused, "refused"),
        (totals.left_out, "left out by the rules"),
        (totals.unread, "in columns without a rule"),
    )
    counted = ", ".join(f"{number:,} {what}" for number, what in parts if number)
    yield f"{count_noun(totals.cells, 'filled cell')}: {counted or 'none'}."
    unread = [record.column for record in totals.columns if record.unread]
    if unread:
        yield f"Not in the plan, as no rule names them: {', '.join(map(quote, unread))}."
    yield f"Lost: {totals.lost or 'nothing'}."
    yield from report.notices


def _list_notes(report: Report) -> Iterator[Sentences]:
    numbers = Counter(note.kind for note in report.notes)
    for kind, title in _KINDS.items():
        if not numbers[kind]:
            continue
        found = (note for note in report.notes if note.kind == kind)
        lines = [_describe_note(note) for note, _ in zip(found, range(SHOWN), strict=False)]
        more = numbers[kind] - len(lines)
        lines += [f"{more:,} more; --format json has all."] if more else []
        yield Sentences(tuple(lines), f"{title}: {numbers[kind]:,}")


def _describe_note(note: Note) -> str:
    value = f"{quote(note.value)}. " if note.value and note.kind != "gone" else ""
    return f"{note.place}: {value}{note.message}"
