"""Following the plan: feeds and calendars on the pages, and where a feed reader finds them."""

from xml.etree.ElementTree import Element

import feedparser
import pytest

from stc.output.edition import Edition
from tests.output.site.editions import make_files, pages_of, parse, publish, text_of
from tests.output.site.pasts import describe_story
from tests.plans import SMALL, load

BASE = "https://example.org/plan"


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return describe_story(tmp_path_factory.mktemp("story"))


def find_ways(page: Element) -> dict[str, str]:
    """Return where the line about following leads, by the texts of its links."""
    (line,) = page.findall(".//p[@class='follow']")
    return {text_of(link): link.attrib["href"] for link in line.findall("a")}


def find_feeds(page: Element) -> list[str]:
    return [
        link.attrib["href"]
        for link in page.findall(".//link[@type='application/atom+xml']")
        if link.attrib["rel"] == "alternate"
    ]


def test_every_page_leads_a_reader_to_the_feed(story: Edition) -> None:
    files = make_files(story)
    for path, page in pages_of(files).items():
        root = "../" * path.count("/")
        own = [f"{root}{path.removesuffix('html')}atom"] if path.startswith("departments/") else []
        assert find_feeds(page) == [f"{root}changes.atom", *own], path
        for feed in find_feeds(page):
            assert not feedparser.parse(files[feed.removeprefix(root)]).bozo


@pytest.mark.parametrize("path", ["index.html", "changes.html", "departments/police.html"])
def test_one_line_says_how_to_follow(story: Edition, path: str) -> None:
    files = make_files(story)
    root = "../" * path.count("/")
    ways = find_ways(parse(files[path]))
    assert "feed of changes" in ways
    assert not [to for to in ways.values() if to.startswith("webcal")]
    assert all(to.removeprefix(root) in files for to in ways.values())


def test_a_calendar_program_subscribes_where_the_address_is_known(story: Edition) -> None:
    ways = find_ways(parse(make_files(story, BASE)["index.html"]))
    calendar = ways["calendar of deadlines"]
    assert ways["subscribe"] == f"webcal://example.org/plan/{calendar}"


def test_without_git_there_is_no_feed_and_the_calendar_stays() -> None:
    files = make_files(publish(load(SMALL), git_unavailable_reason="There is no git."))
    assert not [path for path in files if path.endswith(".atom")]
    pages = pages_of(files)
    assert not any(map(find_feeds, pages.values()))
    assert [*find_ways(pages["index.html"])] == ["calendar of deadlines"]
