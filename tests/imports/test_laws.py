"""What holds for every table: cells add up, a second import changes nothing, edits stay."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from stc.files.load import load_plan
from stc.imports.import_plan import Import, Moves
from stc.imports.report import Outcome
from tests.laws import tries

NOW = datetime(2025, 1, 24, tzinfo=UTC)
RULES = b"""\
table: a.csv
plan: {title: A plan, phase: One, timezone: America/Chicago}
section: {title: Part}
goal: {title: Goal}
columns:
  id: "A-{n}"
  status: {column: Status, map: {"": Planning}}
  action: Text
  departments: {column: Who, split: ";"}
  deadline: When
  note: Note
"""
HEADER = ("Part", "Goal", "Text", "Status", "Who", "When", "Note", "Other")
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=12)
CELLS = st.tuples(
    st.sampled_from(("Water", "Air", "")),
    st.sampled_from(("Clean", "Dry", "")),
    WORDS,
    st.sampled_from(("Complete", "Ongoing", "sleeping", "")),
    st.sampled_from(("Works", "Works;Parks", "Roads; Works", "")),
    st.sampled_from(("2026-03-31", "03/04/2026", "soon", "")),
    WORDS,
    WORDS,
)
ROWS = st.lists(CELLS.filter(any), min_size=1, max_size=6)


def read(rows: list[tuple[str, ...]]) -> Import:
    kept = io.StringIO()
    csv.writer(kept).writerows([HEADER, *rows])
    data = kept.getvalue().encode()
    return Import(RULES, Path("import.yaml"), lambda _: data, str)


@settings(deadline=None, max_examples=tries(30))
@given(rows=ROWS, more=ROWS)
def test_a_table_and_more_of_it(rows: list[tuple[str, ...]], more: list[tuple[str, ...]]) -> None:
    first = read(rows)
    plan = first.make("plan.yaml", NOW)
    loaded = load_plan(plan, "plan.yaml")
    assert loaded.value is not None
    assert len(loaded.value.steps) == first.report.rows
    filled = sum(bool(cell.strip()) for row in rows for cell in row)
    assert sum(first.report.total(one) for one in Outcome) == filled

    assert read(rows).merge(plan, "plan.yaml", NOW, Moves()) == plan

    # A person's line and comment stay where they are, and so does every other line.
    edited = plan.replace(b"\nsections:", b"\n# By Ann.\nsections:")
    longer = read([*rows, *more]).merge(edited, "plan.yaml", NOW, Moves())
    lines = longer.split(b"\n")
    assert all(line in lines for line in edited.split(b"\n") if line != b"departments: []")
    again = load_plan(longer, "plan.yaml").value
    assert again is not None
    assert {step.id for step in loaded.value.steps} <= {step.id for step in again.steps}
