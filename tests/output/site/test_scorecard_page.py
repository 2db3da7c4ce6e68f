"""The page of the scorecard: each step in one class, against both deadlines."""

from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from stc.history.log import read_log
from stc.output.edition import Edition
from stc.output.site.pages.data import make as make_data
from stc.output.site.pages.scorecard import make
from stc.output.site.pages.slips import make as make_slips
from stc.output.site.pages.step import make as make_steps
from stc.plan.scorecard import CLASSES
from stc.views.scorecard import MEANINGS, TITLES
from tests.history.log.repository import FIRST, Repository
from tests.output.hostile import HOSTILE, plan_with
from tests.output.site.conftest import Built
from tests.output.site.editions import parse, text_of
from tests.output.site.pasts import make_edition, make_pages, read_main, texts_of
from tests.plans import change, load, read_published_plan


def read_page(edition: Edition) -> Element:
    pages = make_pages(make, edition)
    assert list(pages) == ["scorecard.html"]
    return read_main(pages["scorecard.html"])


def read_table(page: Element, number: int) -> list[list[str]]:
    table = page.findall(".//table")[number]
    return [[text_of(cell) for cell in row] for row in table.iter("tr")]


def test_the_published_plan_is_in_these_classes() -> None:
    page = read_page(make_edition(read_published_plan()))
    assert read_table(page, 0)[1:] == [
        ["Complete, on time", "0/133 (0%)", "0/133 (0%)"],
        ["Complete, late", "0/133 (0%)", "0/133 (0%)"],
        ["Complete, had no deadline", "0/133 (0%)", "0/133 (0%)"],
        ["Complete, date not recorded", "18/133 (14%)", "18/133 (14%)"],
        ["Open and overdue", "26/133 (20%)", "26/133 (20%)"],
        ["Open, not yet due", "77/133 (58%)", "77/133 (58%)"],
        ["Open, undated", "2/133 (2%)", "2/133 (2%)"],
        ["Ongoing", "9/133 (7%)", "9/133 (7%)"],
        ["Unknown", "1/133 (1%)", "1/133 (1%)"],
        ["Excluded", "5 not counted", "5 not counted"],
    ]
    assert "138 steps, 5 of them excluded and not counted." in text_of(page)
    assert "18 of 18 complete steps have no completion date" in text_of(page)


def test_every_class_has_a_meaning_that_is_told() -> None:
    assert set(TITLES) == set(MEANINGS) == set(CLASSES)
    page = read_page(make_edition(load(FIRST)))
    assert texts_of(page, ".//dl//dt") == [TITLES[name] for name in CLASSES]
    assert texts_of(page, ".//dl//dd") == [MEANINGS[name] for name in CLASSES]


def test_a_moved_deadline_is_judged_against_both() -> None:
    text = FIRST.replace("completed: 2024-06-30", "completed: 2024-08-01")
    page = read_page(make_edition(load(text)))
    rows = {row[0]: row[1:] for row in read_table(page, 0)}
    assert rows["Complete, on time"] == ["1/4 (25%)", "0/4 (0%)"]
    assert rows["Complete, late"] == ["0/4 (0%)", "1/4 (25%)"]
    assert texts_of(page, ".//caption")[1:] == [
        "By section, against the current deadline",
        "By section, against the original deadline",
        "By department, against the current deadline",
        "By department, against the original deadline",
    ]


def test_where_no_deadline_moved_one_table_holds_for_both() -> None:
    page = read_page(make_edition(read_published_plan()))
    assert texts_of(page, ".//caption")[1:] == ["By section", "By department"]
    assert "The original deadlines are the current ones" in text_of(page)


@pytest.mark.parametrize("number", [1, 2])
def test_the_numbers_of_a_group_are_all_of_its_counted_steps(number: int) -> None:
    page = read_page(make_edition(read_published_plan()))
    for name, *cells, excluded in read_table(page, number)[1:]:
        parts, wholes = zip(*(map(int, cell.split("/")) for cell in cells), strict=True)
        assert len(set(wholes)) == 1, name
        assert sum(parts) == wholes[0], name
        assert int(excluded) >= 0


@cache
def find_shape(text: str) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """Return the elements of a page with this text wherever it may stand."""
    page = read_page(make_edition(plan_with(text)))
    return [(one.tag, tuple(sorted(one.attrib.items()))) for one in page.iter()]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_changes_what_the_page_is_made_of(text: str) -> None:
    assert find_shape(text) == find_shape("Plain.")


@pytest.fixture(scope="module")
def silent(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """A plan whose file records no move, and in which git saw one."""
    made = Repository(tmp_path_factory.mktemp("silent") / "city")
    start, end = FIRST.index("            revisions:"), FIRST.index("\n          - id: COM-04")
    text = FIRST[:start] + FIRST[end:]
    made.commit("2024-10-01", "publish", text)
    text = change(text, "deadline: 2024-12-31", "deadline: 2025-06-30")
    made.commit("2024-10-20", "silent", text)
    return make_edition(load(text), read_log(made.plan))


def test_a_silent_move_is_judged_by_the_first_deadline_that_git_knows(silent: Edition) -> None:
    page = read_page(silent)
    rows = {row[0]: row[1:] for row in read_table(page, 0)}
    # COM-02 is overdue against both; COM-01 only against the deadline it had first.
    assert rows["Open and overdue"] == ["1/4 (25%)", "2/4 (50%)"]
    assert rows["Open, not yet due"] == ["2/4 (50%)", "1/4 (25%)"]
    assert (
        "For 1 step, git and the file have different original deadlines, and the one in git"
        " counts: COM-01 (2024-12-31 in git, 2025-06-30 in the file)."
    ) in text_of(page)


def test_where_git_saw_a_move_nothing_says_that_none_moved(silent: Edition) -> None:
    page = read_page(silent)
    assert page.find(".//*[@id='unmoved']") is None
    assert "By section, against the original deadline" in texts_of(page, ".//caption")


def test_all_pages_name_the_same_original_deadline(silent: Edition) -> None:
    first, now = "December 31, 2024", "June 30, 2025"
    step = text_of(read_main(make_pages(make_steps, silent)["steps/COM-01.html"]))
    assert f"Deadline{now}" in step
    assert f"First deadline{first}" in step
    slips = text_of(read_main(make_pages(make_slips, silent)["slips.html"]))
    assert 'Write the "first" page. COM-01 Dec 31, 2024 Jun 30, 2025 181' in slips
    data = text_of(read_main(make_pages(make_data, silent)["data.html"]))
    assert "The first deadline in these files is the first one that git or the plan's file" in data


def test_without_git_the_file_is_what_is_known() -> None:
    page = text_of(read_page(make_edition(load(FIRST), git_unavailable_reason="There is no git.")))
    assert "There is no git. Only what the file records is known." in page
    assert "is the first that was promised, as the plan's file records it." in page


def test_where_git_saw_no_move_either_it_says_so(tmp_path: Path) -> None:
    made = Repository(tmp_path / "city")
    text = change(FIRST, "              - from: 2024-06-30\n", "              - from: null\n")
    made.commit("2024-10-01", "publish", text)
    page = text_of(read_page(make_edition(load(text), read_log(made.plan))))
    assert "The plan's file records no move of a deadline, and git saw none. The original" in page


def test_the_bars_their_words_and_their_table_say_the_same(rich_built: Built) -> None:
    page = parse((rich_built.folder / "scorecard.html").read_bytes())
    rows = page.findall(".//li[@class='drawn']")
    assert [text_of(row.find("./span")) for row in rows] == [
        "The whole plan 1 of 4 kept; 2 not due yet",
        "Governance & Leadership 0 of 1 kept",
        "911 & Communications 1 of 3 kept; 2 not due yet",
    ]
    bars = [bar.get("aria-label") for bar in rows[0].findall(".//{*}svg")]
    assert bars == [
        "By the first deadlines, of 4 due: 1 kept on time, 3 not kept yet.",
        "By the current deadlines, of 3 due: 1 kept on time, 2 not kept yet.",
    ]
    first, *_ = page.findall(".//main//details//li")
    assert text_of(first) == f"The whole plan: {' '.join(map(str, bars))}"
