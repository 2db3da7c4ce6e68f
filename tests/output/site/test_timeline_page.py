"""The page of the timeline: what happened, what was planned, and what nobody confirmed."""

from datetime import date
from functools import cache
from xml.etree.ElementTree import Element

import pytest

from stc.files.load import load_timeline
from stc.output.edition import Edition
from stc.output.site.pages.timeline import make
from stc.plan.timeline import Timeline
from tests.output.hostile import HOSTILE, timeline_with
from tests.output.site.editions import text_of
from tests.output.site.pasts import make_edition, make_pages, read_main, texts_of
from tests.plans import FULL, TIMELINE, load, read_published_plan, read_published_timeline

PLAN = load(FULL)


def make_timeline(text: str = TIMELINE) -> Timeline:
    timeline = load_timeline(text.encode(), "timeline.yaml").value
    assert timeline is not None
    return timeline


def read_page(timeline: Timeline | None, edition: Edition | None = None) -> Element:
    edition = (edition or make_edition(PLAN))._replace(timeline=timeline)
    pages = make_pages(make, edition)
    assert list(pages) == ["timeline.html"]
    return read_main(pages["timeline.html"])


def test_a_plan_without_a_timeline_says_so() -> None:
    assert text_of(read_page(None)) == "Timeline No timeline is published with this plan."


def test_an_entry_says_all_that_is_published_of_it() -> None:
    entry = read_page(make_timeline()).find(".//ol/li[@class='entry hue-soon']")
    assert entry is not None
    said = text_of(entry)
    assert texts_of(entry, ".//h2") == ["Publish the plan"]
    assert said.startswith("Spring 2024 was planned, nobody confirmed it Publish the plan")
    assert "March 1, 2024 to May 31, 2024;" in said
    assert texts_of(entry, "./ul/li/ul/li") == ["In print"]
    assert "Action steps: COM-01." in said
    assert "source: The news" in said
    assert "note: A remark." in said
    assert "Needs a check against the printed plan: label. The page is torn." in said
    assert [one.attrib["href"] for one in entry.findall(".//a")] == ["steps/COM-01.html"]


def test_a_step_the_plan_does_not_have_is_no_link() -> None:
    timeline = make_timeline()
    other = timeline.entries[0]._replace(steps=("COM-99",))
    page = read_page(timeline._replace(entries=(other,)))
    assert "Action steps: COM-99." in text_of(page)
    assert not page.findall(".//ol//a")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2024, 5, 31), "Spring 2024 planned Publish"),
        (date(2024, 6, 1), "Spring 2024 was planned, nobody confirmed it Publish"),
    ],
)
def test_a_planned_window_passes_after_its_last_day(day: date, said: str) -> None:
    edition = make_edition(PLAN)
    edition = edition._replace(context=edition.context._replace(as_of=day))
    assert said in text_of(read_page(make_timeline(), edition))


def test_what_happened_is_never_said_to_have_passed() -> None:
    happened = make_timeline(TIMELINE.replace("state: planned", "state: happened"))
    said = text_of(read_page(happened))
    assert "1 entry: 1/1 (100%) happened; 0/1 (0%) planned." in said
    assert "passed" not in said


def test_the_newest_stands_on_top_and_the_future_above_today() -> None:
    timeline = read_published_timeline()
    page = read_page(timeline, make_edition(read_published_plan()))
    marks = [item.get("class") for item in page.findall(".//ol/li")]
    now = marks.index("now")
    assert marks[now - 3 : now + 2] == ["due", "entry", "entry", "now", "entry is-full hue-done"]
    ends = {" ".join(entry.title.split()): entry.period.last for entry in timeline.entries}
    days = [ends[title] for title in texts_of(page, ".//h2")]
    assert days == sorted(ends.values(), reverse=True)
    assert "14 entries: 9/14 (64%) happened; 2/14 (14%) planned." in text_of(page)
    assert "3/14 (21%) were planned for a time that has passed, and not confirmed." in text_of(page)


def test_what_is_due_next_stands_above_today() -> None:
    page = read_page(make_timeline(), make_edition(read_published_plan()))
    first, *_, last = page.findall(".//ol/li[@class='due']")
    assert text_of(first).startswith("December 31, 2025 1 step due: Minneapolis should explore")
    assert text_of(last).startswith("January 31, 2025 2 steps due: ")


@cache
def find_shape(text: str) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """Return the elements of a page with this text wherever it may stand."""
    page = read_page(timeline_with(text))
    return [(one.tag, tuple(sorted(one.attrib.items()))) for one in page.iter()]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_changes_what_the_page_is_made_of(text: str) -> None:
    assert find_shape(text) == find_shape("Plain.")
