"""The feed of changes: read by feedparser, whatever stands in the plan and in git."""

from datetime import date
from xml.etree import ElementTree

import feedparser
import pytest

from stc.history.compare import FieldChange
from stc.history.log import StepChange
from stc.history.updates import UpdateChange
from stc.output.edition import Edition
from stc.output.site.atom import MOST_ENTRIES
from stc.output.site.pages.changes import make
from stc.plan.model import Plan
from stc.plan.promises import PlanVersion
from stc.plan.updates import Entry
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
    replace_text,
)
from tests.plans import COMPLETE, PLANNING, find_step, load

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
        "Details changed: Answer the call. (COM-04)",
        "Details changed: Answer the call. (COM-04)",
        "Completed: Read the page aloud. (COM-02)",
        "Plan brought back: The plan",
        "Plan deleted: The plan",
        "Status changed: Read the page aloud. (COM-02)",
        "Department renamed: Department comms-ocs",
        "Words changed: Read the page aloud. (COM-02)",
        'Gone backwards: Write the "first" page. (COM-01)',
        "Deadline moved: Answer the call. (COM-04)",
        "Deadline moved, no reason given: Read the page. (COM-02)",
        'Completed: Write the "first" page. (COM-01)',
    ]
    assert feed.entries[-2].updated == "2024-10-20T18:00:00Z"
    said = [one.content[0].value for one in feed.entries]
    assert "From Oct 31, 2024 to Feb 28, 2025: 120 days later." in said[-2]
    assert "Before: “Read the page.” Now: “Read the page aloud.”" in said[-5]


def test_no_person_and_no_commit_is_named(story: Edition) -> None:
    data = make_feed(story).decode()
    assert "Bob" not in data
    assert not any(entry.commit.id[:9] in data for entry in story.publication.log.entries)  # type: ignore[union-attr]


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
    ids = {one.attrib["id"] for one in read_main(pages["changes.html"]).findall(".//section[@id]")}
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
    newest = f"Page from {MOST_ENTRIES + 30} to {MOST_ENTRIES + 31}."
    assert newest in feed.entries[0].content[0].value


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
    said = (step.place, date(2024, 11, 1), None)
    changes = (
        FieldChange(step, "action", "What was.", text),
        FieldChange(step, "note", None, text),
        FieldChange(step, "reason", text, None),
        FieldChange(step, "evidence", ("What was.",), (text, "https://example.org/page")),
        StepChange(step._replace(id="COM-77"), "added"),
        UpdateChange("added", "police", text, step.id, step, Entry(*said, text, (text,))),
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


def test_a_department_has_a_feed_of_what_concerns_it() -> None:
    one, other = (find_step(PLAN, name) for name in ("COM-01", "COM-02"))
    assert {owner.id for owner in one.departments} != {owner.id for owner in other.departments}
    log = make_log(
        PLAN,
        [
            (make_commit(2), change_field(one, "page", 1, 2)),
            (make_commit(2), change_field(other, "page", 1, 2)),
            (make_commit(1), change_field(other, "page", 2, 1)),
        ],
    )
    pages = make_pages(make, make_edition(PLAN, log), BASE)
    for owner in PLAN.departments:
        feed = feedparser.parse(pages[f"departments/{owner.id}.atom"])
        assert not feed.bozo
        said = " ".join(entry.content[0].value for entry in feed.entries)
        for step in (one, other):
            assert (f"({step.id})" in said) == (owner in step.departments)
        assert feed.feed.title.startswith(owner.name)
        assert {link.href for link in feed.feed.links} == {
            f"{BASE}/departments/{owner.id}.atom",
            f"{BASE}/departments/{owner.id}.html",
        }
    feeds = [feedparser.parse(data) for path, data in pages.items() if path.endswith(".atom")]
    ids = [entry.id for feed in feeds for entry in feed.entries]
    assert len(set(ids)) == len(ids)


def _remember_versions(*versions: tuple[date, Plan]) -> Edition:
    edition = make_edition(PLAN, make_log(PLAN, ()))
    assert edition.publication is not None
    held = tuple(PlanVersion(day, plan.steps) for day, plan in versions)
    return edition._replace(publication=edition.publication._replace(versions=held))


def _list_overdue(edition: Edition) -> list[tuple[str, str]]:
    feed = feedparser.parse(make_feed(edition))
    assert not feed.bozo
    return [(entry.updated, entry.title) for entry in feed.entries]


OPEN = PLAN._replace(
    steps=tuple(
        step._replace(status=PLANNING, completed=None, deadline=day, revisions=())
        for step, day in zip(
            PLAN.steps,
            (date(2024, 12, 31), date(2024, 12, 31), date(2025, 1, 23), date(2025, 1, 24), None),
            strict=True,
        )
    )
)
BEGAN = date(2024, 11, 1)


def test_a_deadline_that_passes_is_an_entry_of_its_day() -> None:
    """As of January 24, 2025; the day begins at midnight in Chicago."""
    assert _list_overdue(_remember_versions((BEGAN, OPEN))) == [
        ("2025-01-24T06:00:00Z", f"Newly overdue: {OPEN.steps[2].action} (COM-03)"),
        ("2025-01-01T06:00:00Z", f"Newly overdue: {OPEN.steps[0].action} (COM-01), and 1 more"),
    ]


def test_what_was_done_or_moved_in_time_never_became_overdue() -> None:
    done = replace_text(OPEN, "COM-01", status=COMPLETE, completed=date(2024, 12, 30))
    moved = replace_text(done, "COM-02", deadline=date(2025, 6, 30))
    assert [
        day
        for day, _ in _list_overdue(_remember_versions((BEGAN, OPEN), (date(2024, 12, 31), moved)))
    ] == ["2025-01-24T06:00:00Z"]


def test_what_is_reported_late_changes_no_entry() -> None:
    before = _list_overdue(_remember_versions((BEGAN, OPEN)))
    done = replace_text(OPEN, "COM-01", status=COMPLETE, completed=date(2024, 12, 30))
    moved = replace_text(done, "COM-02", deadline=date(2025, 6, 30))
    after = _list_overdue(_remember_versions((BEGAN, OPEN), (date(2025, 1, 2), moved)))
    assert after == before


def test_what_was_past_when_the_history_begins_is_not_news() -> None:
    assert _list_overdue(_remember_versions((date(2025, 1, 2), OPEN))) == [
        ("2025-01-24T06:00:00Z", f"Newly overdue: {OPEN.steps[2].action} (COM-03)")
    ]
