"""What a person sees of the workbook: high enough rows, links, the summary and its charts."""

import io
import itertools
import os
import re
import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stc.output.edition import Edition, Publication
from stc.output.exports import ExportOptions, render_export
from stc.output.formats.xlsx.heights import HIGHEST, LINE, count_lines
from stc.plan.model import Plan
from stc.plan.promises import PlanVersion
from tests.children import run_group
from tests.output.export.editions import make_edition
from tests.plans import AS_OF, FULL, STATUSES, load

BASE = "https://example.org/plan"
FONTS = ("W" * 300, "SAFETY OFFICE " * 30, "word " * 900, "安全計画" * 60, "Donaudampf" * 40)


PATHS = os.environ["PATH"]
BOX = re.compile(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"')


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Return whether two words cover each other by more than a third of a line."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > 0.5 and high > 0.34 * min(one[3] - one[1], other[3] - other[1])


def read(edition: Edition, base_url: str | None = None) -> Any:
    data = render_export("xlsx", edition, ExportOptions(base_url=base_url))
    return openpyxl.load_workbook(io.BytesIO(data))


def make_long(published: Plan) -> Plan:
    """Return the plan with texts that are hard to measure, each beside a step of usual length."""
    texts = dict(zip(range(0, 99, 2), FONTS, strict=False))
    steps = (step._replace(action=texts.get(n, step.action)) for n, step in
             enumerate(published.steps[:20]))  # fmt: skip
    return published._replace(steps=tuple(steps))


def with_past(plan: Plan, *versions: PlanVersion) -> Edition:
    """Return an edition whose plan was like this on earlier days."""
    edition = make_edition(plan)
    publication: Any = Publication(log=None, recent=None, versions=versions)  # type: ignore[arg-type]
    return edition._replace(publication=publication)


def test_every_row_is_as_high_as_its_texts(published: Plan) -> None:
    for sheet in read(make_edition(make_long(published))):
        for number, (first, *_) in enumerate(sheet.values, 1):
            if first is None:
                continue
            height = sheet.row_dimensions[number].height
            assert height is not None
            assert LINE <= height <= HIGHEST
            for cell in sheet[number]:
                if isinstance(cell.value, str):
                    width = sheet.column_dimensions[cell.column_letter].width
                    # A digit is no wider than the letters of most texts.
                    least = sum(max(1, len(line) / width / 2) for line in cell.value.split("\n"))
                    assert height >= min(LINE * int(least), HIGHEST)


@given(st.text(st.characters(codec="utf-8"), max_size=120), st.integers(5, 110))
def test_more_text_or_less_room_needs_no_fewer_lines(text: str, width: int) -> None:
    lines = count_lines(text, width)
    assert 1 <= lines <= len(text) * 3 + 1
    assert count_lines(text, width / 2) >= lines
    assert count_lines(f"{text}\n{text}", width) >= lines
    assert lines > text.count("\n") or lines > HIGHEST // LINE


def test_ids_lead_to_the_pages_of_the_site(published: Plan) -> None:
    assert not [cell for sheet in read(make_edition(published)) for cell in sheet["A"]
                if cell.hyperlink]  # fmt: skip
    book = read(make_edition(published), BASE)
    for title in ("Steps", book.sheetnames[2]):
        for cell in book[title]["A"][1:]:
            assert cell.hyperlink.target == f"{BASE}/steps/{cell.value}.html"
            assert cell.data_type == "s"


def test_evidence_is_a_link_only_where_it_is_a_web_address() -> None:
    plan = load(FULL)
    for text in ("https://example.org/a?b=1&c=2#d", "http://example.org/", "=1+1", "minutes",
                 "javascript:alert(1)", "file:///etc/passwd", "mailto:a@example.org",
                 "https://example.org/a b", "internal:Sheet1!A1", "\\\\server\\share",
                 f"https://example.org/{'x' * 3000}"):  # fmt: skip
        step = plan.steps[0]._replace(evidence=(text,))
        cell = read(make_edition(plan._replace(steps=(step,))))["Steps"]["Q2"]
        assert cell.value == f"- {text}"
        is_web = re.fullmatch(r"https?://\S{1,999}", text)
        target = cell.hyperlink and f"{cell.hyperlink.target}#{cell.hyperlink.location or ''}"
        assert target == (f"{text}#".replace("#d#", "#d") if is_web else None)


def test_several_evidences_have_rows_of_their_own() -> None:
    plan = load(FULL)
    evidence = ("https://example.org/1", "=minutes", "https://example.org/2")
    step = plan.steps[0]._replace(evidence=evidence)
    book = read(make_edition(plan._replace(steps=(step,))))
    assert book["Steps"]["Q2"].hyperlink.location == "'Evidence'!C2"
    cells = [row[2] for row in book["Evidence"].iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == [*evidence]
    assert [cell.hyperlink and cell.hyperlink.target for cell in cells] == [
        "https://example.org/1", None, "https://example.org/2",
    ]  # fmt: skip


def test_the_summary_counts_and_draws(published: Plan) -> None:
    book = read(make_edition(published))
    sheet = book["Summary"]
    rows = {row[0]: row[1:] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert [*rows][: len(STATUSES)] == [status.name for status in STATUSES]
    assert rows["Complete"] == (18, 133, "14%", "counted steps")
    assert rows["Excluded"] == (5, None, None, "not counted")
    assert rows["Overdue"][1:] == (105, f"{round(100 * rows['Overdue'][0] / 105)}%", "open steps")
    (chart,) = sheet._charts
    (series,) = chart.series
    assert series.val.numRef.f == f"Summary!$B$2:$B${len(STATUSES) + 1}"
    assert series.cat.strRef.f == f"Summary!$A$2:$A${len(STATUSES) + 1}"
    assert chart.anchor._from.col == 5
    assert "By month" not in book.sheetnames
    remarks = [row[2] for row in book["About"].iter_rows(values_only=True) if row[0] == "Remark"]
    assert any(text.startswith("There is no picture over time") for text in remarks)


def test_promised_and_done_by_month_where_there_is_history(published: Plan) -> None:
    none = tuple(step._replace(status=STATUSES[0], completed=None) for step in published.steps)
    edition = with_past(
        published,
        PlanVersion(date(2024, 7, 10), none),
        PlanVersion(date(2024, 12, 3), published.steps),
    )
    book = read(edition)
    rows = [*book["By month"].iter_rows(min_row=2, values_only=True)]
    assert [row[0].date() for row in rows] == [
        date(2024, 7, 31), date(2024, 8, 31), date(2024, 9, 30), date(2024, 10, 31),
        date(2024, 11, 30), date(2024, 12, 31), AS_OF,
    ]  # fmt: skip
    assert all(promised == done + left for _, promised, done, left in rows)
    assert rows[4][2] == 0 < rows[5][2]
    now = edition.count_promises().now
    assert rows[-1] == (datetime.combine(AS_OF, datetime.min.time()), *now[1:], now.not_done)
    _, lines = book["Summary"]._charts
    assert [series.val.numRef.f for series in lines.series] == [
        "'By month'!$B$2:$B$8", "'By month'!$C$2:$C$8",
    ]  # fmt: skip
    assert len(book["By month"]._charts) == 1


def test_a_plan_s_own_words_do_not_run_in_a_chart() -> None:
    plan = load(FULL)._replace(title="=1+1")
    statuses = tuple(
        status._replace(name=f"=cmd|{n}") for n, status in enumerate(plan.vocabulary.statuses)
    )
    vocabulary = plan.vocabulary._replace(statuses=statuses)
    step = plan.steps[0]._replace(status=statuses[0])
    named = plan._replace(vocabulary=vocabulary, steps=(step,))
    book = read(make_edition(named))
    assert book["Summary"]["A2"].value == "=cmd|0"
    assert book["Summary"]["A2"].data_type == "s"


def test_libreoffice_prints_it_without_overlap(published: Plan, tmp_path: Path) -> None:
    missing = [name for name in ("soffice", "pdftotext") if shutil.which(name) is None]
    if missing:
        pytest.skip(f"{' and '.join(missing)} missing: what is printed was NOT looked at")
    data = render_export("xlsx", make_edition(make_long(published)), ExportOptions(base_url=BASE))
    (tmp_path / "plan.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    words = ["soffice", "--headless", profile, "--convert-to", "pdf", "plan.xlsx"]
    code, said = run_group(words, 120, cwd=tmp_path, env={"HOME": str(tmp_path), "PATH": PATHS})
    assert code == 0, said
    code, said = run_group(["pdftotext", "-bbox", "plan.pdf", "words.html"], 60, cwd=tmp_path)
    assert code == 0, said
    pages = (tmp_path / "words.html").read_text("utf-8").split("<page ")[1:]
    assert len(pages) > 5
    for page in pages:
        boxes = [tuple(map(float, box)) for box in BOX.findall(page)]
        for one, other in itertools.combinations(boxes, 2):
            assert not overlap(one, other), (one, other)
