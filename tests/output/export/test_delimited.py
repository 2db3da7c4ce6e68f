"""CSV and TSV: tidy tables whose texts come back exactly, and cells no spreadsheet runs."""

import csv
import io
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stc.output.detect_format import is_csv, is_tsv
from stc.output.exports import ExportOptions, render_export
from stc.output.formats.delimited import COLUMNS, LONG_COLUMNS
from stc.plan.model import Plan
from stc.views.columns import SPARSE
from tests.laws import tries
from tests.output.export.editions import ODD, make_edition, quote_yaml
from tests.output.hostile import HOSTILE, plan_with
from tests.plans import FULL, FULL_VOICES, SMALL, WIDE, change, load, load_voiced

HEADER = (
    "id,section,section_title,goal,status,action,items,departments,department_names,lead,deadline,"
    "recorded_first_deadline,standing,overdue,review_due,days_past,completed,revisions,evidence,reason,"
    "note,page,needs_review,first_deadline,slip_days,moves,disagreements,as_of,plan_revision"
)
LONG_HEADER = (
    "id,department,department_name,is_lead,section,section_title,goal,status,action,items,deadline,"
    "recorded_first_deadline,standing,overdue,review_due,days_past,completed,revisions,evidence,reason,"
    "note,page,needs_review,first_deadline,slip_days,moves,disagreements,as_of,plan_revision"
)
RUNS = re.compile(r"[\t\r]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)
DANGEROUS = st.lists(st.sampled_from("=+-@\t\r\n '\"\uff1d\uff20\xa0\ufeff\u200b1A,;|")).map(
    "".join
)
UNESCAPED = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}


def read_csv(data: bytes, encoding: str = "utf-8") -> list[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(data.decode(encoding), newline=""), strict=True)
    return list(reader)


def read_tsv(data: bytes) -> list[dict[str, str]]:
    """Read by line, by tab, and then the four escapes."""
    header, *lines = data.decode().removesuffix("\n").split("\n")
    names = header.split("\t")
    return [dict(zip(names, map(unescape, line.split("\t")), strict=True)) for line in lines]


def unescape(cell: str) -> str:
    text, signs = "", iter(cell)
    for sign in signs:
        text += UNESCAPED[next(signs)] if sign == "\\" else sign
    return text


def export(plan: Plan, name: str = "csv", **options: bool) -> bytes:
    return render_export(name, make_edition(plan), ExportOptions(**options))


def test_the_header_is_the_one_files_of_ours_are_known_by() -> None:
    """Where this fails because there is a new column: keep the old header in `HEADERS`, too."""
    assert export(load(SMALL)).split(b"\r\n")[0].decode() == HEADER
    assert export(load(SMALL), long=True).split(b"\r\n")[0].decode() == LONG_HEADER
    assert export(load(SMALL), "tsv").split(b"\n")[0].decode() == HEADER.replace(",", "\t")


def test_a_header_with_columns_of_this_plan_is_known_again() -> None:
    header = export(load_voiced(WIDE, FULL_VOICES)).split(b"\r\n")[0].decode()
    assert set(header.split(",")) - set(HEADER.split(",")) == {*SPARSE, "extra.budget_line"}
    assert is_csv(export(load(WIDE)))
    assert is_csv(export(load(WIDE), long=True))
    assert is_tsv(export(load(WIDE), "tsv"))


def test_a_row_a_step_with_every_field() -> None:
    (row,) = read_csv(export(load(WIDE)))
    assert row == {
        "id": "COM-01",
        "section": "COM",
        "section_title": "Communications",
        "goal": "Speak clearly",
        "status": "Complete",
        "action": "Write the page.",
        "items": "The first page; The last page",
        "departments": "mayor; 911",
        "department_names": "Mayor's office; 911",
        "lead": "mayor",
        "deadline": "2024-12-31",
        "recorded_first_deadline": "2024-06-30",
        "first_deadline": "2024-06-30",
        "standing": "",
        "overdue": "false",
        "review_due": "false",
        "days_past": "24",
        "completed": "2024-11-30",
        "revisions": "from: 2024-06-30, to: 2024-12-31, on: 2024-05-01, reason: It took longer.",
        "evidence": "The minutes",
        "reason": "It was asked for.",
        "note": "A remark.",
        "page": "7",
        "needs_review": "fields: deadline, note: The date is smudged.",
        "slip_days": "184",
        "start": "2024-03-31",
        "start_period": "2024-Q1",
        "late_to_start": "false",
        "deadline_period": "2024-12",
        "deadline_label": "December 2024",
        "review_every": "1y",
        "tags": "equity",
        "phase": "near-term",
        "category": "safety",
        "goal_id": "C1.2",
        "under": "Part A; Vision Zero",
        "extra.budget_line": "4711-B",
        "moves": "from: 2024-06-30, to: 2024-12-31, days: 184, day: 2024-05-01, on: 2024-05-01,"
        " reasons: It took longer., silent: false, recorded: true, commit: , author: ",
        "disagreements": "",
        "as_of": "2025-01-24",
        "plan_revision": "0123456ab",
    }


def test_a_row_a_step_and_department() -> None:
    rows = read_csv(export(load(FULL), long=True))
    asked = ("id", "department", "department_name", "is_lead", "deadline")
    assert [tuple(row[name] for name in asked) for row in rows] == [
        ("COM-01", "mayor", "Mayor's office", "true", "2024-12-31"),
        ("COM-01", "911", "911", "false", "2024-12-31"),
    ]


def test_a_step_without_department_is_not_lost() -> None:
    plan = load(change(SMALL, '            departments: [comms-ocs, "911"]\n', ""))
    for name, read in (("csv", read_csv), ("tsv", read_tsv)):
        rows = read(export(plan, name, long=True))
        asked = [(row["id"], row["department"], row["is_lead"]) for row in rows]
        assert asked == [("COM-01", "", "false"), ("COM-02", "comms-ocs", "false")]


def test_the_published_plan_comes_back(published: Plan) -> None:
    for name, read in (("csv", read_csv), ("tsv", read_tsv)):
        rows = read(export(published, name))
        assert [row["id"] for row in rows] == [step.id for step in published.steps]
        assert [row["action"] for row in rows] == [step.action for step in published.steps]
        assert [row["deadline"] for row in rows] == [
            str(step.deadline or "") for step in published.steps
        ]
        assert {row["as_of"] for row in rows} == {"2025-01-24"}
    long = read_csv(export(published, long=True))
    pairs = [(row["id"], row["department"]) for row in long]
    assert (
        len(pairs) == len(set(pairs)) == sum(len(one.departments) or 1 for one in published.steps)
    )


def test_no_revision_is_an_empty_cell() -> None:
    data = render_export("csv", make_edition(load(SMALL), revision=None))
    assert {row["plan_revision"] for row in read_csv(data)} == {""}


def test_rows_end_as_rfc_4180_says() -> None:
    data = export(load(FULL))
    assert data.count(b"\r\n") == data.count(b"\n") == 2
    assert not data.startswith(b"\xef\xbb\xbf")


@settings(deadline=None, max_examples=tries(80))
@given(TEXTS | DANGEROUS)
@example("=1+1")
@example("\ttab\r\nline\rend\n")
@example('"quoted", and \\n')
def test_any_text_comes_back_exactly(text: str) -> None:
    text = f"{text}."
    plan = load(change(FULL, "Write the page.", quote_yaml(text)))
    assert read_csv(export(plan))[0]["action"] == text
    assert read_csv(export(plan, long=True))[1]["action"] == text
    assert read_tsv(export(plan, "tsv"))[0]["action"] == text


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("long", [False, True])
def test_hostile_text_changes_no_table(hostile: str, long: bool) -> None:
    clean, spoiled = plan_with("plain"), plan_with(hostile)
    for name, read in (("csv", read_csv), ("tsv", read_tsv)):
        rows = read(export(spoiled, name, long=long))
        assert len(rows) == len(read(export(clean, name, long=long)))
        assert rows[0]["action"] == spoiled.steps[0].action
        assert None not in rows[0]
    excel = read_csv(export(spoiled, excel=True, long=long), "utf-8-sig")
    assert len(excel) == len(rows)
    for row in excel:
        for column, cell in row.items():
            assert column == "days_past" or not RUNS.match(cell), (column, cell)
            assert cell.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\\u0009x"),
        ("\rx", "'\\u000dx"),
        (" =1+1", "' =1+1"),
        ("\xa0\n=1+1", "'\xa0\n=1+1"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠x", "'＠x"),
        ("\ufeff=1+1", "\\ufeff=1+1"),
        ("\u200b=1", "\\u200b=1"),
        ("a =1+1", "a =1+1"),
        ("'=1", "'=1"),
        ("first\nsecond", "first\nsecond"),
        ("Café \U0001f46e", "Café \U0001f46e"),
    ],
)
def test_a_cell_a_spreadsheet_would_run_gets_an_apostrophe(text: str, cell: str) -> None:
    plan = load(change(FULL, "Write the page.", quote_yaml(text)))
    (row,) = read_csv(export(plan, excel=True), "utf-8-sig")
    assert row["action"] == cell
    assert read_csv(export(plan))[0]["action"] == text


@settings(deadline=None, max_examples=tries(80))
@given(TEXTS | DANGEROUS)
def test_no_text_runs_in_a_spreadsheet(text: str) -> None:
    plan = load(
        change(
            FULL, "A remark.\n            action", f"{quote_yaml(text + '.')}\n            action"
        )
    )
    (row,) = read_csv(export(plan, excel=True), "utf-8-sig")
    assert not RUNS.match(row["note"])
    assert row["note"].endswith(".")


def test_numbers_and_days_stay_what_they_are_in_a_spreadsheet() -> None:
    plan = load(change(SMALL, "2024-12-31", "2025-12-31"))
    data = export(plan, excel=True)
    assert data.startswith(b"\xef\xbb\xbfid,")
    row, _ = read_csv(data, "utf-8-sig")
    assert (row["days_past"], row["deadline"]) == ("-341", "2025-12-31")


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_the_bytes_do_not_tell_where_the_plan_lay(name: str) -> None:
    plan = load(FULL)
    one = render_export(name, make_edition(plan, path="/home/someone/plan.yaml"))
    assert one == render_export(name, make_edition(plan))
    assert b"someone" not in one
    assert "file" not in COLUMNS
    assert "file" not in LONG_COLUMNS


@pytest.mark.parametrize("text", ODD)
def test_other_scripts_and_long_words_come_back_exactly(text: str) -> None:
    plan = load(change(FULL, "Write the page.", quote_yaml(text)))
    assert read_csv(export(plan))[0]["action"] == text
    assert read_tsv(export(plan, "tsv"))[0]["action"] == text


def split_list(cell: str) -> list[str]:
    """Split a cell as any reader of CSV does."""
    lines = list(csv.reader(io.StringIO(cell, newline=""), delimiter=";", skipinitialspace=True))
    return lines[0] if lines else []


def test_two_lists_that_look_alike_are_two_cells() -> None:
    cells = []
    for items in (["a; b", "c"], ["a", "b; c"], ["a", "b", "c"], ['say "b"; c']):
        written = ", ".join(map(quote_yaml, items))
        more = f"deadline: 2024-12-31\n            items: [{written}]\n"
        plan = load(change(SMALL, "deadline: 2024-12-31\n", more))
        for name in ("csv", "tsv"):
            data = render_export(name, make_edition(plan), ExportOptions())
            delimiter = "\t" if name == "tsv" else ","
            quoting = csv.QUOTE_NONE if name == "tsv" else csv.QUOTE_MINIMAL
            text = io.StringIO(data.decode(), newline="")
            row = next(csv.DictReader(text, delimiter=delimiter, quoting=quoting))
            assert split_list(row["items"]) == items
            cells.append(row["items"])
    assert cells[::2] == cells[1::2] == ['"a; b"; c', 'a; "b; c"', "a; b; c", '"say ""b""; c"']
