"""Excel's format (xlsx): a sheet of all steps, one a section, the moves, counts, what it is."""

import re
from collections.abc import Iterator
from datetime import UTC, date
from io import BytesIO
from typing import Any, Final

from stc.output.edition import Edition
from stc.output.exports import ExportOptions
from stc.output.formats.xlsx.charts import CHART_COLUMNS, CHART_ROWS, insert_chart
from stc.output.formats.xlsx.counts import (
    describe_sections,
    make_about_sheet,
    make_department_sheet,
)
from stc.output.formats.xlsx.heights import measure_head, measure_row
from stc.output.formats.xlsx.limits import fit_sheets, guard_markup
from stc.output.formats.xlsx.links import find_places, link_ids, make_evidence_sheet
from stc.output.formats.xlsx.sheet import Link, Sheet, cut_text, name_sheet
from stc.output.formats.xlsx.steps import (
    list_columns,
    make_move_sheet,
    make_step_rows,
    make_step_sheet,
    make_update_sheet,
)
from stc.output.formats.xlsx.summary import make_summary_sheets
from stc.plan.counts import group_steps
from stc.text.escape import escape_control
from stc.text.plural import count_noun

CREATOR: Final = b"<cp:lastModifiedBy>stc</cp:lastModifiedBy>"
"""The writer in docProps/core.xml of a workbook that stc made, until a person saves it."""

MOST_SECTIONS: Final = 100
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_LETTER: Final = 1
MOST_LINKS: Final = 30_000
"""The rows of a sheet that have links, at most two each; Excel takes 65,530 links."""
_LONGEST_PROPERTY: Final = 255
# The indent keeps a text from the one in the column beside it.
_TOP: Final = {"valign": "top", "indent": 1}
_FORMATS: Final = {
    # So that it stays a text when a person edits it: else =1+1 would run, and MAR-01 be a day.
    "text": {**_TOP, "text_wrap": True, "quote_prefix": True},
    "link": {
        **_TOP,
        "text_wrap": True,
        "quote_prefix": True,
        "font_color": "#0B5A86",
        "underline": 1,
    },
    "share": {**_TOP, "text_wrap": True, "align": "right", "quote_prefix": True},
    "number": {**_TOP, "align": "right", "num_format": "0"},
    "date": {**_TOP, "align": "right", "num_format": "yyyy-mm-dd"},
    "head": {**_TOP, "text_wrap": True, "bold": True},
    "number_head": {**_TOP, "text_wrap": True, "bold": True, "align": "right"},
}


def render(edition: Edition, options: ExportOptions) -> bytes:
    """Return the workbook of an edition; the same edition gives the same bytes.

    Raises:
        CannotGoOn: A sheet would have more rows than Excel's.
    """
    import xlsxwriter  # type: ignore[import-untyped]

    ids = frozenset(step.id for step in edition.plan.steps)
    made = _make_sheets(edition, options.columns)
    linked = (link_ids(sheet, ids, options.base_url) for sheet in made)
    sheets = fit_sheets(linked)
    data = BytesIO()
    book = xlsxwriter.Workbook(data, _OPTIONS)
    book.set_properties(_describe_properties(edition))
    formats = {name: book.add_format(facts) for name, facts in _FORMATS.items()}
    footer = _make_footer(edition)
    for sheet in sheets:
        _write_sheet(book, book.add_worksheet(sheet.name), sheet, formats, footer)
    book.close()
    return data.getvalue()


def _make_sheets(edition: Edition, named: tuple[str, ...]) -> Iterator[Sheet]:
    groups = group_steps(edition.plan, edition.steps, "section")
    whole = count_noun(len(edition.steps), "step")
    evidence = make_evidence_sheet(edition)
    columns = list_columns(edition, named)
    rows = make_step_rows(edition, columns, find_places(evidence))
    about = f"{whole}, all that are here."
    (summary, *months), no_history = make_summary_sheets(edition)
    sheets = [make_step_sheet("Steps", "Steps", rows.values(), about, columns), summary]
    for group in groups if len(groups) <= MOST_SECTIONS else ():
        name, size = name_sheet(f"{group.id} {group.title}"), count_noun(len(group.steps), "step")
        if name.casefold() in {sheet.name.casefold() for sheet in sheets}:
            name = name_sheet(f"{len(sheets)}. {group.id}")
        about = f"{size} of the section {group.title}."
        chosen = (rows[step.id] for step in group.steps)
        # The name of a table has no dash, and no id has two signs in a row.
        table = f"Steps_{group.id.replace('-', '__')}"
        sheets.append(make_step_sheet(name, table, chosen, about, columns))
    sheets.append(make_move_sheet(edition))
    if edition.plan.has_updates:
        sheets.append(make_update_sheet(edition))
    if evidence:
        sheets.append(evidence)
    sheets += (make_department_sheet(edition), *months)
    remarks = [no_history] if no_history else []
    if len(groups) > MOST_SECTIONS:
        remarks.append(describe_sections(len(groups), MOST_SECTIONS))
    yield from sheets
    yield make_about_sheet(edition, sheets, remarks)


def _describe_properties(edition: Edition) -> dict[str, Any]:
    return {
        "title": cut_text(escape_control(edition.context.plan_title), _LONGEST_PROPERTY),
        "author": "stc",
        "comments": f"{_describe_moment(edition)}. The sheet About explains more.",
        "created": edition.stamp.astimezone(UTC),
    }


def _describe_moment(edition: Edition) -> str:
    revision = edition.context.revision
    at = f"revision {cut_text(escape_control(revision), 50)}" if revision else "no git revision"
    return f"As of {edition.as_of}, {at}"


def _make_footer(edition: Edition) -> str:
    title = cut_text(escape_control(edition.context.plan_title), 70)
    # XlsxWriter looks for a picture at `&G` and `&[Picture]`, also where the sign is doubled.
    title = re.sub(r"&(?=[G\[])", "& ", title).replace("&", "&&")
    return f"&L{title}&C{_describe_moment(edition)}&R&P of &N"


def _write_sheet(book: Any, page: Any, sheet: Sheet, formats: dict[str, Any], footer: str) -> None:
    last_row, last_column = max(len(sheet.rows), 1), len(sheet.columns) - 1
    heads = [
        {
            "header": column.title,
            "header_format": formats["number_head" if column.is_number else "head"],
        }
        for column in sheet.columns
    ]
    table = {"name": sheet.table, "style": "Table Style Light 1", "columns": heads}
    page.add_table(0, 0, last_row, last_column, table)
    widths = tuple(column.width for column in sheet.columns)
    page.set_row(0, measure_head([column.title for column in sheet.columns], widths))
    for row, values in enumerate(sheet.rows, 1):
        page.set_row(row, measure_row(values, widths))
        for column, value in enumerate(values):
            if value is not None:
                _write_value(page, row, column, value, formats, sheet.columns[column].is_number)
    for number, sheet_column in enumerate(sheet.columns):
        page.set_column(number, number, sheet_column.width)
    page.freeze_panes(1, 1)
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{last_row + 1}"})
    for number, chart in enumerate(sheet.charts):
        insert_chart(book, page, chart, number * CHART_ROWS, last_column + 1)
    _set_up_print(page, sheet, last_row, footer)


def _write_value(
    page: Any, row: int, column: int, value: Any, formats: dict[str, Any], is_number: bool
) -> None:
    if isinstance(value, date):
        page.write_datetime(row, column, value, formats["date"])
    elif isinstance(value, int):
        page.write_number(row, column, value, formats["number"])
    elif isinstance(value, Link):
        text = guard_markup(value.text)
        # An address of its own for each row; Excel takes no more than so many.
        if row <= MOST_LINKS:
            page.write_url(row, column, value.address, formats["link"], text)
        else:
            page.write_string(row, column, text, formats["text"])
    elif value:
        kind = formats["share" if is_number else "text"]
        page.write_string(row, column, guard_markup(value), kind)


def _set_up_print(page: Any, sheet: Sheet, last_row: int, footer: str) -> None:
    page.set_landscape()
    page.set_paper(_LETTER)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    last_column = (sheet.printed or len(sheet.columns)) - 1
    if sheet.charts:
        last_row = max(last_row, len(sheet.charts) * CHART_ROWS)
        last_column += CHART_COLUMNS
    page.print_area(0, 0, last_row, last_column)
    page.set_footer(footer)
