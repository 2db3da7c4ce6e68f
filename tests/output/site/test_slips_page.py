"""The page of slips: which deadlines moved, from what to what, how far, when and why."""

from functools import cache
from xml.etree.ElementTree import Element

import pytest

from stc.output.edition import Edition
from stc.output.site.pages.slips import make
from tests.history.log.repository import FIRST
from tests.output.hostile import HOSTILE, plan_with
from tests.output.site.conftest import Built
from tests.output.site.editions import parse, text_of
from tests.output.site.pasts import (
    change_field,
    describe_story,
    make_commit,
    make_edition,
    make_log,
    make_pages,
    read_main,
    texts_of,
)
from tests.plans import load, read_published_plan


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return describe_story(tmp_path_factory.mktemp("story"))


def read_page(edition: Edition) -> Element:
    pages = make_pages(make, edition)
    assert list(pages) == ["slips.html"]
    return read_main(pages["slips.html"])


def read_rows(page: Element) -> list[list[str]]:
    """Return the cells of the first table, the heads among them, without the texts of the moves."""
    table = page.find(".//table")
    assert table is not None
    return [[text_of(cell) for cell in list(row)[:4]] for row in table.iter("tr")]


def test_every_step_that_slipped_is_there_with_its_days(story: Edition) -> None:
    assert read_rows(read_page(story)) == [
        ["Step", "First deadline", "Today’s", "Days later"],
        ["Read the page aloud. COM-02", "Oct 31, 2024", "Feb 28, 2025", "120"],
        ["Print the page. COM-03", "Jun 30, 2024", "Sep 30, 2024", "92"],
        ["Answer the call. COM-04", "Jan 31, 2025", "Mar 31, 2025", "59"],
        ["In all", "271 days later", ""],
    ]


def test_every_move_has_its_reason_or_is_silent(story: Edition) -> None:
    silent, apart, before_git, reasoned = texts_of(read_page(story), ".//ul[@class='moves']/li")
    assert silent.startswith("Oct 31, 2024 to Feb 28, 2025 (120 days later) Silent No reason")
    assert silent.endswith("by Bob.")
    assert apart.startswith("File and git disagree git saw a move from 2024-10-31 to 2025-02-28")
    assert before_git == (
        "Jun 30, 2024 to Sep 30, 2024 (92 days later) Recorded May 1, 2024: It was so before git."
    )
    assert reasoned == (
        "Jan 31, 2025 to Mar 31, 2025 (59 days later) Recorded Nov 1, 2024: The line was late."
    )


def test_the_totals_name_their_denominators(story: Edition) -> None:
    said = text_of(read_page(story))
    assert "The deadline moved for 3/4 (75%) of the steps that have one." in said
    assert "There are 3 moves, 1 of them silent (without a reason in the same change)." in said
    assert "3 later (271 days in all)." in said
    assert "because it cannot be read (STC007" in said


def test_sections_and_departments_are_counted(story: Edition) -> None:
    page = read_page(story)
    assert texts_of(page, ".//caption")[1:] == ["Slips by section", "Slips by department"]
    police = next(row for row in page.iter("tr") if text_of(row[0]) == "Police")
    assert [text_of(one) for one in police] == [
        "Police",
        "2/2 (100%)",
        "2",
        "1",
        "2",
        "179",
        "0",
        "0",
    ]


def test_without_git_only_the_file_is_asked_and_that_is_said() -> None:
    page = read_page(make_edition(load(FIRST), None, "The plan is not in a git checkout."))
    said = text_of(page)
    assert "The plan is not in a git checkout. Only what the file records is known." in said
    assert "The deadline moved for 1/4 (25%) of the steps that have one." in said
    assert "of them silent" not in said
    assert not page.findall(".//*[@class='flag flag-silent']")
    assert [row[0] for row in read_rows(page)] == ["Step", "Print the page. COM-03", "In all"]


def test_a_plan_nothing_moved_in_has_a_sentence_and_no_table() -> None:
    page = read_page(make_edition(read_published_plan()))
    assert "The deadline moved for 0/122 (0%) of the steps that have one." in text_of(page)
    assert "The file records no move." in text_of(page)
    assert not page.findall(".//table")


def test_a_deadline_taken_away_is_not_counted_in_days() -> None:
    gone = """            revisions:
              - from: 2024-10-31
                to:
                on: 2024-09-01
                reason: Nobody knows when.
"""
    text = FIRST.replace("            deadline: 2024-10-31\n", gone)
    plan = load(text)
    page = read_page(make_edition(plan, make_log(plan, ())))
    assert read_rows(page)[-2] == [
        "Read the page. COM-02",
        "Oct 31, 2024",
        "no deadline",
        "not countable",
    ]
    assert "1 taken away (no days to count)." in text_of(page)


def test_a_deadline_moved_to_an_earlier_day_counts_below_zero() -> None:
    plan = load(FIRST)
    step = next(one for one in plan.steps if one.id == "COM-04")
    assert step.deadline is not None
    later = step.deadline.replace(year=2026)
    change = change_field(step, "deadline", later, step.deadline)
    page = read_page(make_edition(plan, make_log(plan, [(make_commit(1), change)])))
    assert "Jan 31, 2026 to Jan 31, 2025 (365 days earlier) Silent" in text_of(page)


@cache
def find_shape(text: str) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """Return the elements of a page with this text wherever it may stand."""
    page = read_page(make_edition(plan_with(text)))
    return [(one.tag, tuple(sorted(one.attrib.items()))) for one in page.iter()]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_changes_what_the_page_is_made_of(text: str) -> None:
    assert find_shape(text) == find_shape("Plain.")


def test_the_same_edition_gives_the_same_bytes(story: Edition) -> None:
    assert make_pages(make, story) == make_pages(make, story)


def test_many_slips_are_cut_into_pages_that_lead_to_each_other() -> None:
    plan = load(FIRST)
    step = next(one for one in plan.steps if one.moves)
    steps = tuple(step._replace(id=f"COM-{number}") for number in range(1_000, 1_000 + 1_001))
    pages = make_pages(make, make_edition(plan._replace(steps=steps)))
    paths = ["slips.html", "slips-2.html", "slips-3.html"]
    assert list(pages) == paths
    for path, held in zip(paths, (500, 500, 1), strict=True):
        page = read_main(pages[path])
        table = page.find(".//table")
        assert table is not None
        assert len(table.findall("./tbody/tr")) == held
        assert [one.attrib["href"] for one in page.findall(".//nav//a")] == paths
    assert "Steps 501 to 1,000 of 1,001" in text_of(read_main(pages["slips-2.html"]))


def test_the_picture_has_a_row_a_step_with_the_same_in_words(rich_built: Built) -> None:
    page = parse((rich_built.folder / "slips.html").read_bytes())
    rows = page.findall(".//li[@class='drawn drawn-slip']")
    assert [text_of(row) for row in rows] == [
        "Read the page. COM-02 59 days later",
        "Write the page, and sign it. COM-01 30 days later no reason",
    ]
    assert [
        drawing.get("class") for drawing in page.findall(".//li[@class='drawn drawn-slip']/{*}svg")
    ] == [
        "chart slip",
        "chart slip silent",
    ]
