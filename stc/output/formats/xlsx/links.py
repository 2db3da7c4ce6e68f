"""What a workbook links: ids to the pages of the steps, evidence to where it is."""

from collections.abc import Container, Mapping
from typing import Final

from stc.output.edition import Edition
from stc.output.formats.xlsx.sheet import Link, Row, Sheet, SheetColumn, Value, text_of
from stc.output.site.files import path_of_step
from stc.plan.model import Step
from stc.text.addresses import is_address, join_address
from stc.text.plural import count_noun

ID: Final = "Step"
"""The heading of ids."""
LONGEST_ADDRESS: Final = 2_000
"""The longest address of a link; Excel takes 2,079 characters."""

EVIDENCE: Final = "Evidence"
_COLUMNS: Final = (
    SheetColumn(ID, 11),
    SheetColumn("Number", 9, True),
    SheetColumn(EVIDENCE, 70),
    SheetColumn("Action step", 60),
)


def link_ids(sheet: Sheet, ids: Container[object], base_url: str | None) -> Sheet:
    """Return a sheet in which each id of a step leads to its page.

    Args:
        sheet: The sheet.
        ids: The ids of the steps that have a page.
        base_url: Where the site is published; None if that is not known.
    """
    if base_url is None or sheet.columns[0].title != ID:
        return sheet
    return sheet._replace(rows=tuple(_link_id(row, ids, base_url) for row in sheet.rows))


def _link_id(row: Row, ids: Container[object], base_url: str) -> Row:
    step_id = row[0]
    if not isinstance(step_id, str) or step_id not in ids:
        return row
    return _link_address(step_id, join_address(base_url, path_of_step(step_id))), *row[1:]


def make_evidence_sheet(edition: Edition) -> Sheet | None:
    """Return the sheet with a row for each evidence, or None if no step has several.

    A cell has one link, so several evidences in one cell lead here.
    """
    if not any(len(step.evidence) > 1 for step in edition.steps):
        return None
    rows = tuple(
        (step.id, number, _link_address(text, text), step.action)
        for step in edition.steps
        for number, text in enumerate(step.evidence, 1)
    )
    about = f"What shows that steps are done, a row each. {count_noun(len(rows), 'row')}."
    return Sheet(EVIDENCE, EVIDENCE, _COLUMNS, rows, about=about)


def link_evidence(row: Row, at: int, step: Step, places: Mapping[Value, int]) -> Row:
    """Return the row of a step with its evidence as a link.

    Args:
        row: The row.
        at: The column of the evidence.
        step: The step.
        places: The row of a step's first evidence on the sheet of evidence, from 1.
    """
    text = text_of(row[at])
    if len(step.evidence) == 1:
        value = _link_address(text, step.evidence[0])
    elif step.id in places:
        value = Link(text, f"internal:'{EVIDENCE}'!C{places[step.id] + 1}")
    else:
        return row
    return (*row[:at], value, *row[at + 1 :])


def find_places(sheet: Sheet | None) -> dict[Value, int]:
    """Return the row of each step's first evidence on the sheet of evidence, from 1."""
    places: dict[Value, int] = {}
    for place, row in enumerate(sheet.rows if sheet else (), 1):
        places.setdefault(row[0], place)
    return places


def _link_address(text: str, address: str) -> Value:
    is_taken = is_address(address) and len(address) <= LONGEST_ADDRESS
    return Link(text, address) if is_taken else text
