"""The picture of the overview: it, its sentence and its table say the same."""

from datetime import date
from xml.etree.ElementTree import Element

import pytest

from stc.output.edition import Edition
from stc.output.site.pages.overview import make
from stc.plan.promises import PlanVersion
from tests.output.site.conftest import Built
from tests.output.site.editions import parse, text_of, texts_of
from tests.output.site.pasts import make_edition, make_pages
from tests.plans import read_published_plan


def read_overview(built: Built) -> Element:
    return parse((built.folder / "index.html").read_bytes())


def test_picture_sentence_and_table_say_the_same(rich_built: Built) -> None:
    page = read_overview(rich_built)
    chart = page.find(".//{*}svg[@role='img']")
    assert chart is not None
    texts = [text_of(text) for text in chart.findall(".//{*}text")]
    assert texts[-4:] == ["4 promised", "3 not done", "1 done", "5 by Apr 2025, 1 more later"]
    assert chart.get("aria-label") == (
        "October 1, 2024 to January 24, 2025: promised from 1 to 4, done from 1 to 1; 3 not done."
    )
    assert (
        "By their first deadlines, 4 steps should have been done before January 24, 2025."
        " 1 of 4 is done; 3 are not."
    ) in text_of(page.find(".//main"))
    rows = page.findall(".//main//details//tbody/tr")
    assert [texts_of(row) for row in rows] == [
        ["Oct 1, 2024", "1", "1", "0"],
        ["Nov 1, 2024", "2", "1", "1"],
        ["Dec 2, 2024", "3", "2", "1"],
        ["Dec 20, 2024", "3", "1", "2"],
        ["Jan 1, 2025", "4", "1", "3"],
        ["Jan 24, 2025", "4", "1", "3"],
    ]
    counted = text_of(page.find(".//main//details"))
    assert "Of those not done, 3 are overdue against the first deadline." in counted
    assert "By their current deadlines, which may have moved, 2 steps are overdue." in counted


def test_without_a_history_a_sentence_stands_in_its_place(built: Built) -> None:
    page = read_overview(built)
    assert page.find(".//{*}svg[@role='img']") is None
    assert page.find(".//main//details") is None
    main = text_of(page.find(".//main"))
    assert "should have been done before January 24, 2025." in main
    assert "There is no picture over time. The plan is not in a git checkout" in main


@pytest.mark.parametrize("days", [[date(2024, 12, 1)], [date(2025, 1, 24), date(2025, 1, 24)]])
def test_one_day_of_history_is_no_picture(days: list[date], rich_edition: Edition) -> None:
    publication = rich_edition.publication
    assert publication is not None
    versions = tuple(PlanVersion(day, rich_edition.plan.steps) for day in days)
    edition = rich_edition._replace(publication=publication._replace(versions=versions))
    page = parse(make_pages(make, edition)["index.html"])
    assert page.find(".//{*}svg[@role='img']") is None
    assert "There is no picture over time yet. History begins on" in text_of(page.find(".//main"))


def test_ten_years_of_changes_keep_to_the_budget(rich_edition: Edition) -> None:
    plan = read_published_plan()
    assert rich_edition.publication is not None
    edition = make_edition(plan, rich_edition.publication.log)
    versions = tuple(
        PlanVersion(date(2015 + number // 12, number % 12 + 1, 1), plan.steps[: number + 10])
        for number in range(120)
    )
    assert edition.publication is not None
    publication = edition.publication._replace(versions=versions)
    data = make_pages(make, edition._replace(publication=publication))["index.html"]
    page = parse(data)
    assert len(page.findall(".//details//tbody/tr")) <= 12
    assert len(data) <= 40_000


def test_each_department_with_promises_has_a_small_chart(rich_built: Built) -> None:
    page = parse((rich_built.folder / "departments.html").read_bytes())
    assert [text_of(one) for one in page.findall(".//ul[@class='smalls']/li")] == [
        "911 0 of 2 promised done; 1 overdue",
        "Communications 1 of 3 promised done; 2 overdue",
        "Mayor's office 0 of 1 promised done; 1 overdue",
    ]
    labels = [chart.get("aria-label") for chart in page.findall(".//ul[@class='smalls']/li/{*}svg")]
    assert labels[1] == (
        "October 1, 2024 to January 24, 2025: promised from 1 to 3, done from 1 to 1."
    )
