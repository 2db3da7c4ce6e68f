"""The workbook, opened by a reader that is not the one that wrote it."""

import io
import os
import re
import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from stc.errors import CannotGoOn
from stc.output.exports import EXPORTS, ExportOptions, render_export
from stc.output.formats.xlsx import limits
from stc.output.formats.xlsx.book import MOST_SECTIONS
from stc.output.formats.xlsx.limits import LONG_TEXTS
from stc.output.formats.xlsx.sheet import name_sheet
from stc.plan.model import Plan, Revision, Step
from stc.text.escape import escape_control
from stc.text.lists import join_list
from tests.children import SEARCHED
from tests.laws import tries
from tests.output.export.editions import ODD, make_edition, quote_yaml
from tests.output.hostile import FREE, HOSTILE
from tests.plans import AS_OF, COMPLETE, EXCLUDED, FULL, SMALL, STATUSES, change, load

ROOT = Path(__file__).resolve().parents[3]
TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=80).filter(str.strip)
MARKUP = (
    "<r><t>bold</t></r>",
    "<r></r><c><f>1+1</f></c><r></r>",
    "<r>& and ]]></r>",
    "_x0041_ and _x000D_",
    "]]></t></si><si><t>",
    "R&Growth, R&[Picture] and &G",
    "'quoted'",
    "=HYPERLINK(\"https://evil.example\",\"x\")",
    "+1+1",
    "@SUM(1)",
    "-1",
    "007",
    "1/2",
    "TRUE",
    "https://evil.example/",
    "mailto:evil@evil.example",
    "internal:Sheet1!A1",
    "{=1+1}",
)  # fmt: skip
SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")


def export(plan: Plan, steps: tuple[Step, ...] | None = None, **facts: Any) -> bytes:
    return render_export("xlsx", make_edition(plan, steps, **facts), ExportOptions())


def read(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows if any(row)]


def about_of(book: Any) -> dict[tuple[str, str], Any]:
    return {(row["About"], row["What"]): row["It says"] for row in rows_of(book["About"])}


def spoil(text: str) -> Plan:
    """Return the full plan with this text in every field that may hold any."""
    spoiled = FULL
    for number, one in enumerate(FREE):
        ending = "\n" if one.endswith("\n") else ""
        assert one in spoiled, one
        # The number stands within, so that the text still begins and ends as it does.
        half = len(text) // 2
        spoiled = spoiled.replace(one, quote_yaml(f"{text[:half]} {number} {text[half:]}") + ending)
    return load(spoiled)


def tags_of(data: bytes) -> dict[str, list[str]]:
    """Return the tags of every part, without the run that XlsxWriter puts around marked text."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None
        parts = {name: ElementTree.fromstring(packed.read(name)) for name in packed.namelist()}
    return {
        name: [one.tag for one in root.iter() if not one.tag.endswith("}r")]
        for name, root in parts.items()
        if name != "xl/styles.xml"
    }


def show(text: str | None) -> str | None:
    return None if text is None else escape_control(text, keep_newlines=True)


def test_every_step_is_a_row_with_its_values(published: Plan) -> None:
    rows = rows_of(read(export(published))["Steps"])
    assert len(rows) == len(published.steps)
    for row, step in zip(rows, published.steps, strict=True):
        assert row["Step"] == step.id
        assert row["Section"] == step.section.title
        assert row["Goal"] == step.goal.title
        assert row["Action step"] == step.action
        assert (row["Items"] or "") == "\n".join(f"- {one}" for one in step.items)
        assert (row["Departments"] or "") == "; ".join(one.name for one in step.departments)
        assert row["Status"] == step.status.name
        for title, day in (
            ("Deadline", step.deadline),
            ("Original deadline", step.original_deadline),
            ("Completed", step.completed),
        ):
            assert row[title] == (day and datetime.combine(day, datetime.min.time()))
        late = step.deadline is not None and step.deadline < AS_OF
        is_open = step.status.name in ("Not started", "Planning", "In progress")
        assert (row["Standing"] == "Overdue") is (late and is_open)
        assert (row["Standing"] == "Review due") is (late and step.status.name == "Ongoing")
        assert (row["Standing"] == "Undated") is (step.deadline is None and is_open)
        if row["Days past"] is not None:
            assert row["Days past"] == (AS_OF - step.deadline).days  # type: ignore[operator]
        assert (row["Days past"] is None) is (
            step.deadline is None or step.status.name in ("Complete", "Excluded", "Unknown")
        )
        assert row["Page"] == step.page
        assert (row["Needs review"] is None) is (step.needs_review is None)


def test_cells_have_types_and_none_is_a_formula(published: Plan) -> None:
    for plan in (published, *map(spoil, MARKUP)):
        for sheet in read(export(plan)):
            for row in sheet.iter_rows():
                for cell in row:
                    assert cell.data_type in "snd", (sheet.title, cell)
                    assert cell.hyperlink is None
                    if isinstance(cell.value, datetime):
                        assert cell.number_format == "yyyy-mm-dd"


def test_every_sheet_is_a_table_with_filters_and_a_frozen_header(published: Plan) -> None:
    book = read(export(published))
    names = set()
    for sheet in book:
        (table,) = sheet.tables.values()
        assert table.ref == sheet.dimensions.replace("I1", "I2") == table.autoFilter.ref
        assert [one.name for one in table.tableColumns] == [cell.value for cell in sheet[1]]
        assert sheet.freeze_panes == "B2"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "2025-01-24, revision 0123456ab" in sheet.oddFooter.center.text
        assert all(cell.font.b and cell.alignment.wrap_text for cell in sheet[1])
        names.add(table.name.casefold())
    assert len(names) == len(book.sheetnames)
    assert book.active.title == "Steps"
    assert book["Steps"].print_area == "'Steps'!$A$1:$L$139"


def test_numbers_stand_at_the_right_and_texts_wrap(published: Plan) -> None:
    sheet = read(export(published))["Steps"]
    for cell in sheet[2]:
        if cell.data_type == "n" and cell.value is not None:
            assert cell.alignment.horizontal == "right"
        elif cell.data_type == "s":
            assert cell.alignment.wrap_text
    assert sheet["K1"].value == "Days past"
    assert sheet["K1"].alignment.horizontal == "right"


def test_a_section_has_a_sheet_with_the_same_rows(published: Plan) -> None:
    book = read(export(published))
    titles = [one for one in book.sheetnames if re.match("[A-Z]{3} ", one)]
    assert [one[:3] for one in titles] == [section.id for section in published.sections]
    rows = [row for title in titles for row in rows_of(book[title])]
    assert rows == rows_of(book["Steps"])
    about = about_of(book)
    for title, section in zip(titles, published.sections, strict=True):
        assert about["Sheet", title].endswith(f"of the section {section.title}.")


def test_text_that_looks_like_another_thing_stays_text() -> None:
    for text in ("911", "=1+1", "007", "-1", "+1", "@a", "2024-12-31", "1e5", "MAR-01", "TRUE"):
        plan = load(change(SMALL, "Write the page.", quote_yaml(text)))
        sheet = read(export(plan))["Steps"]
        cell = sheet["D2"]
        assert (cell.value, cell.data_type) == (text, "s")
        assert cell.quotePrefix
        assert "911" in sheet["F2"].value


@pytest.mark.parametrize("text", [*HOSTILE, *ODD, *MARKUP])
def test_no_text_changes_the_structure(text: str) -> None:
    plan = spoil(text)
    data = export(plan)
    assert tags_of(data) == tags_of(export(spoil("plain")))
    book = read(data)
    (row,) = rows_of(book["Steps"])
    step = plan.steps[0]
    assert row["Action step"] == show(step.action)
    assert row["Goal"] == show(step.goal.title)
    assert row["Note"] == show(step.note)
    assert row["Reason"] == show(step.reason)
    assert row["Evidence"] == show(f"- {step.evidence[0]}")
    assert row["Departments"] == show(join_list(one.name for one in step.departments))
    (move,) = rows_of(book["Moves"])
    assert move["Reason"] == show(step.revisions[0].reason)
    about = about_of(book)
    assert about["Plan", "Title"] == show(plan.title)
    assert about["Plan", "Phase"] == show(plan.phase)
    for sheet in book:
        for cells in sheet.iter_rows(values_only=True):
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069]",
                                 "".join(str(one) for one in cells))  # fmt: skip


@settings(max_examples=tries(60), deadline=None)
@given(TEXTS, TEXTS)
def test_any_text_comes_back(action: str, note: str) -> None:
    # What openpyxl itself gets wrong: it drops this wherever it stands.
    assume("x005F_" not in action + note)
    full = change(FULL, "Write the page.", quote_yaml(action))
    plan = load(
        full.replace("            note: A remark.", f"            note: {quote_yaml(note)}")
    )
    (row,) = rows_of(read(export(plan))["Steps"])
    assert row["Action step"] == show(plan.steps[0].action)
    assert row["Note"] == show(plan.steps[0].note)
    tags_of(export(plan))


@given(st.text(max_size=60), st.from_regex("[A-Z]{2,5}", fullmatch=True))
@settings(deadline=None)
def test_a_sheet_name_keeps_excels_rules(title: str, section: str) -> None:
    name = name_sheet(f"{section} {title}")
    assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
    assert not re.search(r"[][:*?/\\!]", name)
    assert "'" not in name
    assert name == name.strip()
    assert name.startswith(section)
    assert name.casefold() not in ("history", "steps", "moves", "departments", "about")


def test_sections_of_one_title_have_sheets_of_their_own() -> None:
    book = read(export(spoil("History")))
    assert "COM History" in "".join(book.sheetnames) or len(book.sheetnames) == 6
    plan = load(change(SMALL, "title: Communications\n", "title: \"'Steps/[All]*?:'\"\n"))
    assert read(export(plan)).sheetnames[2] == "COM ’Steps-(All)---’"


def test_too_many_sections_have_none_and_it_is_said(published: Plan) -> None:
    sections = [
        published.sections[0]._replace(id=f"{chr(65 + n // 26)}{chr(65 + n % 26)}")
        for n in range(MOST_SECTIONS + 1)
    ]
    goals = [published.goals[0]._replace(section=one) for one in sections]
    steps = tuple(
        published.steps[0]._replace(id=f"{goal.section.id}-01", section=goal.section, goal=goal)
        for goal in goals
    )
    book = read(export(published._replace(sections=tuple(sections), steps=steps)))
    assert book.sheetnames == ["Steps", "Summary", "Moves", "Departments", "About"]
    remarks = [row["It says"] for row in rows_of(book["About"]) if row["About"] == "Remark"]
    assert any(one.startswith("There are 101 sections, more than 100") for one in remarks)


def test_departments_are_counted_with_denominators(published: Plan) -> None:
    rows = {row["Id"]: row for row in rows_of(read(export(published))["Departments"])}
    for department in published.departments:
        steps = [one for one in published.steps if department in one.departments]
        row = rows[department.id]
        counted = [one for one in steps if one.status != EXCLUDED]
        complete = sum(one.status == COMPLETE for one in steps)
        assert (row["Steps"], row["Counted"]) == (len(steps), len(counted))
        assert row["Complete of counted"].startswith(f"{complete}/{len(counted)}")
        assert row["Overdue of open"].split(" ")[0].endswith(f"/{row['Open']}")
        assert sum(row[status.name] for status in STATUSES) == len(steps)


def test_moves_have_a_row_each() -> None:
    plan = load(SMALL)
    moves = (
        Revision(None, date(2024, 6, 30), date(2024, 1, 2), "First."),
        Revision(date(2024, 6, 30), date(2024, 12, 31), date(2024, 5, 1), "Longer."),
    )
    steps = (plan.steps[0]._replace(revisions=moves), *plan.steps[1:])
    book = read(export(plan._replace(steps=steps)))
    rows = rows_of(book["Moves"])
    assert [(row["Step"], row["From"], row["Days later"], row["Reason"]) for row in rows] == [
        ("COM-01", None, None, "First."),
        ("COM-01", datetime(2024, 6, 30), 184, "Longer."),  # noqa: DTZ001
    ]
    (first, _) = rows_of(book["Steps"])
    assert (first["Moves"], first["Days later"]) == (1, 184)


def test_about_says_what_it_is(published: Plan) -> None:
    book = read(export(published))
    about = about_of(book)
    assert about["Plan", "As of"] == datetime(2025, 1, 24)  # noqa: DTZ001
    assert about["Plan", "Revision"] == "0123456ab"
    assert about["Plan", "Licence"] == "The publisher names no licence."
    assert about["Plan", "Source"].startswith("Safe & Thriving Communities Implementation Plan:")
    assert about["Plan", "Contact"].startswith("Community Safety Office\n")
    assert about["Count", "Complete"] == "18/133 (14%)"
    assert about["Count", "Excluded"] == "5, not counted"
    assert about["Count", "Overdue, of the open"].split("/")[1].startswith("105 ")
    for status in STATUSES:
        assert about["Status", status.name].startswith(status.meaning)
    listed = [row["What"] for row in rows_of(book["About"]) if row["About"] == "Sheet"]
    assert listed == book.sheetnames[:-1]
    properties = book.properties
    assert properties.creator == "stc"
    assert properties.title == f"{published.title}, {published.phase}"
    assert properties.description.startswith("As of 2025-01-24, revision 0123456ab.")
    assert properties.created == properties.modified == datetime(2025, 1, 24, 12)  # noqa: DTZ001


def test_what_was_filtered_is_said(published: Plan) -> None:
    steps = tuple(one for one in published.steps if one.section.id == "COM")
    book = read(export(published, steps, narrowed={"section": ["COM"]}))
    about = about_of(book)
    assert about["Count", "Filter"] == "section COM"
    assert about["Count", "Steps here, of the plan's"] == f"{len(steps)}/138 (11%)"
    section = "COM 911 & Communications"
    assert book.sheetnames == ["Steps", "Summary", section, "Moves", "Departments", "About"]


def test_no_step_at_all_is_still_a_workbook(published: Plan) -> None:
    book = read(export(published, ()))
    assert book.sheetnames == ["Steps", "Summary", "Moves", "Departments", "About"]
    assert book["Steps"].tables["Steps"].ref == "A1:U2"
    assert rows_of(book["Steps"]) == []
    assert about_of(book)["Count", "Steps here, of the plan's"] == "0/138 (0%)"


@pytest.mark.parametrize(
    "items",
    [("x" * 20_000, "y " * 9_000, "z"), ("a\nb\n" * 400,), ("\u202e" * 20_000,),
     ("\U0001f46e" * 20_000, "<r>"), tuple(f"item {n}" for n in range(400))],
)  # fmt: skip
def test_what_no_cell_can_hold_stands_whole_on_a_sheet(items: tuple[str, ...]) -> None:
    plan = load(FULL)
    step = plan.steps[0]._replace(items=items, note=f"<r>{'&' * 19_000}</r>")
    book = read(export(plan._replace(steps=(step,))))
    assert book.sheetnames[-1] == LONG_TEXTS
    long = rows_of(book[LONG_TEXTS])
    assert {row["Belongs to"] for row in long} == {"COM-01"}
    found = {
        number: "".join(row["Text"] for row in long if row["Number"] == number) for number in (1, 2)
    }
    assert found[1] == "\n".join(f"- {escape_control(one, keep_newlines=True)}" for one in items)
    assert found[2] == step.note
    for name in ("Steps", "COM Communications"):
        row = rows_of(book[name])[0]
        assert row["Items"].endswith(f" … [The whole text is number 1 in the sheet {LONG_TEXTS}.]")
        assert found[1].startswith(row["Items"].partition(" … [")[0])
        assert row["Note"].endswith(f" … [The whole text is number 2 in the sheet {LONG_TEXTS}.]")
    for sheet in book:
        for cells in sheet.iter_rows(values_only=True):
            for text in cells:
                if isinstance(text, str):
                    assert len(text.encode("utf-16-le")) <= 2 * 32_767
                    assert text.count("\n") <= 253


def test_too_many_rows_are_refused(published: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_ROWS", 138)
    with pytest.raises(CannotGoOn, match="The sheet Steps would have 138 rows; Excel's have 138"):
        export(published)


def test_the_bytes_are_the_same_in_every_process(published: Plan) -> None:
    script = (
        "import sys; from tests.output.export.editions import make_edition;"
        "from tests.plans import *;"
        "from stc.output.exports import *; edition = make_edition(read_published_plan());"
        "sys.stdout.buffer.write(render_export('xlsx', edition))"
    )
    shown = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": SEARCHED, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
            timeout=300,
        ).stdout
        for seed, zone in (("0", "UTC"), ("1", "Asia/Kathmandu"), ("77", "America/Chicago"))
    }
    assert shown == {export(published)}
    with zipfile.ZipFile(io.BytesIO(shown.pop())) as packed:
        assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_another_moment_is_another_workbook(published: Plan) -> None:
    edition = make_edition(published)
    later = edition._replace(stamp=datetime(2025, 1, 25, tzinfo=UTC))
    assert render_export("xlsx", later) != render_export("xlsx", edition)


def test_a_workbook_of_ours_is_known_again(published: Plan) -> None:
    data = export(published)
    assert EXPORTS["xlsx"].is_ours(data)
    other = openpyxl.load_workbook(io.BytesIO(data))
    other.properties.lastModifiedBy = "A person"
    kept = io.BytesIO()
    other.save(kept)
    assert not EXPORTS["xlsx"].is_ours(kept.getvalue()), (
        "what a person changed is not ours to replace"
    )
    assert not EXPORTS["xlsx"].is_ours(data[: len(data) // 2])


def test_where_it_lies_on_a_disk_is_not_told() -> None:
    plan = load(SMALL)
    assert export(plan, path="/home/someone/secret/plan.yaml") == export(plan)
