"""A sheet as an Excel workbook: instructions, the rows, and a hidden sheet with their hashes."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any, Final

from stc.edit.report import list_reportable
from stc.errors import CannotGoOn
from stc.output.detect_format import is_workbook
from stc.output.formats.xlsx.heights import LINE, measure_head, measure_row
from stc.output.formats.xlsx.limits import guard_markup
from stc.output.formats.xlsx.sheet import cut_text
from stc.output.sheets.guide import list_instructions
from stc.output.sheets.render import Blank
from stc.plan.model import Plan
from stc.plan.value_types import LONGEST_TEXT
from stc.sheets.columns import (
    ANSWERS,
    HIDDEN,
    KNOWN,
    NAMES,
    AnswerColumn,
    format_stamp,
    hash_texts,
    head_columns,
    tell_known,
)
from stc.text.escape import escape_control

ROWS: Final = "Report"
"""The name of the sheet that is filled in."""
GUIDE: Final = "How to report"

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_LETTER: Final = 1
_LONGEST_PROMPT: Final = 255
_STATUSES_AT: Final = 3
_FREE: Final = 9
_GUIDE_WIDTH: Final = 70
"""As wide as the paper: LibreOffice does not scale a single column."""
_LEAST_HEIGHT: Final = 3 * LINE
"""Room for what is typed: a row with a height does not grow by itself."""
_BORDER: Final = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#9AA5B1"}
_OPEN: Final = {**_BORDER, "locked": False, "bg_color": "#FFF9E5"}
_FORMATS: Final = {
    "known": {**_BORDER, "bg_color": "#F2F4F7"},
    "head": {**_BORDER, "bold": True, "bg_color": "#D9DEE5"},
    "open_head": {**_BORDER, "bold": True, "bg_color": "#FFE8A3"},
    # As text: a spreadsheet would make the first of March of "March 2027".
    "text": {**_OPEN, "num_format": "@"},
    "day": {**_OPEN, "num_format": "yyyy-mm-dd", "align": "left"},
    "free": {"locked": False, "valign": "top", "text_wrap": True},
    "title": {"bold": True, "font_size": 16, "text_wrap": True},
    "guide": {"text_wrap": True, "valign": "top"},
}
_ALLOWED: Final = {
    "format_columns": True,
    "format_rows": True,
    "autofilter": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}


def render(blank: Blank) -> bytes:
    """Return the bytes of a sheet."""
    import xlsxwriter  # type: ignore[import-untyped]

    data = BytesIO()
    book = xlsxwriter.Workbook(data, _OPTIONS)
    day = date.fromisoformat(blank.stamp.as_of)
    book.set_properties(
        {
            "title": cut_text(escape_control(f"{ROWS}: {blank.plan.full_title}"), 255),
            "author": "stc",
            "comments": cut_text(format_stamp(blank.stamp), 255),
            "created": datetime(day.year, day.month, day.day, tzinfo=UTC),
        }
    )
    formats = {name: book.add_format(facts) for name, facts in _FORMATS.items()}
    guide, rows, hidden = (book.add_worksheet(name) for name in (GUIDE, ROWS, HIDDEN))
    _write_guide(guide, blank, formats)
    known = [tell_known(step) for step in blank.steps]
    _write_rows(rows, blank, known, formats)
    _write_hidden(hidden, blank, known)
    hidden.hide()
    book.close()
    return data.getvalue()


def is_blank(data: bytes) -> bool:
    """Return whether bytes are such a sheet in which nothing was filled in."""
    if not is_workbook(data):
        return False
    from stc.tables.workbook import read_cells

    try:
        rows = read_cells(data, ROWS)[ROWS].rows
    except (CannotGoOn, KeyError):
        return False
    ours = [at for at, title in enumerate(rows[0]) if title in NAMES.values()] if rows else []
    return not any("".join(row[at : at + 1]) for row in rows[1:] for at in ours)


def _write_guide(page: Any, blank: Blank, formats: dict[str, Any]) -> None:
    page.set_column(0, 0, _GUIDE_WIDTH)
    title, *lines = list_instructions(blank)
    page.set_row(0, 2 * measure_row((title,), (_GUIDE_WIDTH // 2,)))
    page.write_string(0, 0, _fit(title), formats["title"])
    for number, line in enumerate(lines, 1):
        page.set_row(number, measure_row((line,), (_GUIDE_WIDTH,)))
        page.write_string(number, 0, _fit(line), formats["guide"])
    page.hide_gridlines(2)
    page.protect("", _ALLOWED)
    page.set_paper(_LETTER)
    page.fit_to_pages(1, 0)
    page.print_area(0, 0, len(lines), 0)


def _write_rows(
    page: Any, blank: Blank, known: list[tuple[str, ...]], formats: dict[str, Any]
) -> None:
    last, width = max(len(blank.steps), 1), len(KNOWN) + len(ANSWERS)
    widths = tuple(column.width for column in (*KNOWN, *ANSWERS))
    for column, title in enumerate(head_columns(blank.plan)):
        kind = "head" if column < len(KNOWN) else "open_head"
        page.write_string(0, column, title, formats[kind])
    for column, shown in enumerate(KNOWN):
        page.set_column(column, column, shown.width)
    for column, answer in enumerate(ANSWERS, len(KNOWN)):
        page.set_column(column, column, answer.width)
        if blank.steps:
            rules = _make_rules(answer, blank.plan)
            page.data_validation(1, column, last, column, rules)
    page.set_row(0, measure_head(head_columns(blank.plan), widths))
    for row, known_texts in enumerate(known, 1):
        page.set_row(row, max(measure_row(known_texts, widths[: len(KNOWN)]), _LEAST_HEIGHT))
        for column, text in enumerate(known_texts):
            page.write_string(row, column, _fit(text), formats["known"])
        for column, answer in enumerate(ANSWERS, len(KNOWN)):
            page.write_blank(row, column, None, formats["day" if answer.kind == "day" else "text"])
    # Room for notes of their own, which a protected sheet would not give.
    page.set_column(width, width + _FREE, 13, formats["free"])
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, last, width - 1)
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
    page.protect("", _ALLOWED)
    page.set_landscape()
    page.set_paper(_LETTER)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.print_area(0, 0, last, width - 1)
    page.set_footer("&C&P of &N")


def _make_rules(column: AnswerColumn, plan: Plan) -> dict[str, Any]:
    """Return how a spreadsheet checks what is typed in a column, and what it says."""
    prompt = plan.vocabulary.say(column.prompt)
    kept = "To keep what the plan says, leave the cell empty."
    told = {
        "input_title": column.title,
        "input_message": cut_text(prompt, _LONGEST_PROMPT),
        "error_title": column.title,
        "error_message": cut_text(f"{prompt} {kept}", _LONGEST_PROMPT),
        "ignore_blank": True,
    }
    if column.kind == "status":
        source = f"={HIDDEN}!$D$1:$D${len(list_reportable(plan))}"
        return {**told, "validate": "list", "source": source}
    if column.kind == "yes":
        return {**told, "validate": "list", "source": ["yes"]}
    if column.kind == "day":
        span = {"minimum": date(2000, 1, 1), "maximum": "=TODAY()"}
        return {**told, "validate": "date", "criteria": "between", **span}
    if column.kind == "due":
        return {**told, "validate": "any"}
    return {**told, "validate": "length", "criteria": "<=", "value": LONGEST_TEXT}


def _write_hidden(page: Any, blank: Blank, known: list[tuple[str, ...]]) -> None:
    page.write_string(0, 0, _fit(format_stamp(blank.stamp)))
    for row, (step, texts) in enumerate(zip(blank.steps, known, strict=True), 1):
        page.write_string(row, 0, step.id)
        page.write_string(row, 1, hash_texts(texts))
    for row, name in enumerate(list_reportable(blank.plan)):
        page.write_string(row, _STATUSES_AT, _fit(name))
    page.protect("", _ALLOWED)


def _fit(text: str) -> str:
    return guard_markup(text)
