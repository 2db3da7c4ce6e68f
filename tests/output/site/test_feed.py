"""The feed of changes: read by feedparser, whatever stands in the plan and in git."""

from xml.etree import ElementTree

import feedparser
import pytest

from stc.history.compare import FieldChange
from stc.history.log import StepChange
from stc.output.edition import Edition
from stc.output.site.feed import MOST_ENTRIES
from stc.output.site.pages.changes import make
from stc.plan.model import Plan
from tests.history.log.repository import FIRST
from tests.output.hostile import HOSTILE
from tests.output.site.pasts import (
    change_field,
    describe_story,
    make_commit,
    make_edition,
    make_log,
    make_pages,
    read_main,
)
from tests.plans import find_step, load

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://example.org/plan"
PLAN = load(FIRST)
HOSTILE_TEXTS = (
    *HOSTILE,
    "]]> <![CDATA[ <script>alert(1)</script> &amp; &bogus; <!-- -->",
    "\x00\x01\x08\x0b\x1b[31m\x7f\x85\ufffe\uffff\ud800",
    "javascript:alert(1) data:text/html,x",
)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return describe_story(tmp_path_factory.mktemp("story"))


def make_feed(edition: Edition, base_url: str | None = BASE) -> bytes:
    return make_pages(make, edition, base_url)["changes.atom"]


def test_a_reader_finds_every_commit_that_said_something(story: Edition) -> None:
    feed = feedparser.parse(make_feed(story))
    assert not feed.bozo
    assert feed.version == "atom10"
    assert [one.title for one in feed.entries] == [
        "COM-04: note from “Soon.” to “Very soon.”",
        "COM-04: note set to “Soon.”",
        "COM-02: status from Planning to Complete",
        "file: brought back",
        "file: deleted",
        "COM-02: status from Not started to Planning",
        "department comms-ocs: name from “Communications (comms)” to “Communications (comms-ocs)”",
        "COM-02: action reworded",
        "COM-01: status from Complete to In progress, and 1 more",
        "COM-04: deadline from 2025-01-31 to 2025-03-31 (59 days later)",
        "COM-02: deadline from 2024-10-31 to 2025-02-28 (120 days later)",
        "COM-01: status from Planning to Complete",
    ]
    assert feed.entries[-2].author == "Bob"
    assert feed.entries[-2].updated == "2024-10-20T18:00:00Z"
    assert "No reason recorded" in feed.entries[-2].content[0].value


def test_the_feed_is_as_new_as_its_newest_entry(story: Edition) -> None:
    feed = feedparser.parse(make_feed(story))
    assert feed.feed.updated == max(one.updated for one in feed.entries)
    assert feed.feed.author == "A plan"


def test_a_feed_without_entries_is_as_new_as_the_plan() -> None:
    feed = feedparser.parse(make_feed(make_edition(PLAN, make_log(PLAN, ()))))
    assert not feed.bozo
    assert not feed.entries
    assert feed.feed.updated == "2025-01-24T00:00:00Z"


def test_links_lead_to_places_that_are_there(story: Edition) -> None:
    pages = make_pages(make, story, BASE)
    feed = feedparser.parse(pages["changes.atom"])
    links = {(one.rel, one.href) for one in feed.feed.links}
    assert links == {("self", f"{BASE}/changes.atom"), ("alternate", f"{BASE}/changes.html")}
    ids = {one.attrib["id"] for one in read_main(pages["changes.html"]).findall(".//article")}
    for entry in feed.entries:
        page, _, anchor = entry.link.partition("#")
        assert page == f"{BASE}/changes.html"
        assert anchor in ids
    assert f'href="{BASE}/steps/COM-02.html"' in feed.entries[-2].content[0].value


def test_where_nobody_knows_the_address_there_is_no_link_and_all_the_text(story: Edition) -> None:
    with_links, without = (feedparser.parse(make_feed(story, base)) for base in (BASE, None))
    assert not without.bozo
    assert "links" not in without.feed
    assert b"href" not in make_feed(story, None)
    assert [one.title for one in without.entries] == [one.title for one in with_links.entries]
    assert all(one.content[0].value for one in without.entries)


def test_ids_stay_wherever_the_site_stands_and_differ(story: Edition) -> None:
    feeds = [feedparser.parse(make_feed(story, base)) for base in (BASE, "http://a.example", None)]
    ids = [[feed.feed.id, *(one.id for one in feed.entries)] for feed in feeds]
    assert ids[0] == ids[1] == ids[2]
    assert len(set(ids[0])) == len(ids[0])
    assert all(one.startswith("urn:uuid:") for one in ids[0])


def test_a_new_commit_leaves_the_ids_of_older_entries() -> None:
    step = find_step(PLAN, "COM-01")
    changes = [(make_commit(n), change_field(step, "page", n, n + 1)) for n in (3, 2, 1)]
    after, before = (
        [one.id for one in feedparser.parse(make_feed(make_edition(PLAN, log))).entries]
        for log in (make_log(PLAN, changes), make_log(PLAN, changes[1:]))
    )
    assert after[1:] == before


def test_only_the_newest_entries_are_in_it() -> None:
    step = find_step(PLAN, "COM-01")
    numbers = range(MOST_ENTRIES + 30, 0, -1)
    log = make_log(PLAN, [(make_commit(n), change_field(step, "page", n, n + 1)) for n in numbers])
    feed = feedparser.parse(make_feed(make_edition(PLAN, log)))
    assert len(feed.entries) == MOST_ENTRIES
    assert feed.entries[0].title == f"COM-01: page from {MOST_ENTRIES + 30} to {MOST_ENTRIES + 31}"


def test_a_commit_with_very_many_changes_is_one_entry_that_says_so() -> None:
    step = find_step(PLAN, "COM-01")
    steps = [step._replace(id=f"COM-{number}") for number in range(1_000, 2_000)]
    log = make_log(PLAN, [(make_commit(1), StepChange(one, "added")) for one in steps])
    (entry,) = feedparser.parse(make_feed(make_edition(PLAN, log))).entries
    assert "And 900 more changes." in entry.content[0].value
    assert entry.content[0].value.count("<li>") == 100


def _make_hostile(text: str) -> Edition:
    step = find_step(PLAN, "COM-01")._replace(action=text)
    plan: Plan = PLAN._replace(title=text, phase=text)
    commit = make_commit(1, author=text, subject=text)
    changes = (
        FieldChange(step, "action", "What was.", text),
        FieldChange(step, "note", None, text),
        FieldChange(step, "reason", text, None),
        StepChange(step._replace(id="COM-77"), "added"),
    )
    return make_edition(plan, make_log(plan, [(commit, one) for one in changes]))


def _shape(element: ElementTree.Element) -> tuple[object, ...]:
    return (element.tag, sorted(element.attrib), *map(_shape, element))


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_no_text_changes_what_the_feed_is_made_of(text: str) -> None:
    data = make_feed(_make_hostile(text))
    root = ElementTree.fromstring(data)
    assert _shape(root) == _shape(ElementTree.fromstring(make_feed(_make_hostile("Plain."))))
    feed = feedparser.parse(data)
    assert not feed.bozo
    assert len(feed.entries) == 1
    assert "<script" not in feed.entries[0].content[0].value
    hrefs = [one.attrib["href"] for one in root.iter() if "href" in one.attrib]
    assert all(one.startswith(f"{BASE}/") for one in hrefs)


def test_characters_that_xml_cannot_hold_are_visible() -> None:
    root = ElementTree.fromstring(make_feed(_make_hostile("a\x00b\x1bc\ufffed\u202ee")))
    title = root.findtext(f"{ATOM}title")
    assert title is not None
    assert title.startswith(r"a\u0000b\u001bc\ufffed\u202ee")


def test_the_same_edition_gives_the_same_bytes(story: Edition) -> None:
    assert make_feed(story) == make_feed(story)
