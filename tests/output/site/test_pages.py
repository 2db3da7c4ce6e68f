"""The site as a whole: every page is sound, every link leads somewhere, the same bytes again."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from stc.output.site.files import LONGEST_LIST, cut_list, path_of_department
from stc.output.site.pages import departments, overview, sections, steps
from stc.output.site.site import make_site
from stc.plan.model import Department, Plan
from tests.output.site.editions import (
    find_id,
    links_of,
    make_files,
    make_published_files,
    multiply,
    pages_of,
    parse,
    publish,
    read_page,
    read_published_edition,
    read_published_pages,
    remember,
    text_of,
    texts_of,
)
from tests.output.site.pasts import describe_story
from tests.plans import COMPLETE, FULL, SMALL, change, load, read_published_plan

BASE = "https://example.org/plan"
KINDS = ("index.html", "steps.html", "overdue.html", "due.html", "undated.html", "review-due.html",
         "needs-review.html", "statuses/in-progress.html", "steps/GOV-01.html", "sections.html",
         "sections/GOV.html", "departments.html", "departments/911.html", "timeline.html",
         "changes.html", "slips.html", "scorecard.html", "data.html", "about.html",
         "404.html")  # fmt: skip
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
    " form-action 'none'; base-uri 'none'"
)


def tags_of(page: Element) -> list[Element]:
    return [one for one in page.iter() if isinstance(one.tag, str)]


def test_there_is_a_page_for_everything() -> None:
    plan = read_published_plan()
    assert set(KINDS) <= set(read_published_pages())
    assert {f"steps/{step.id}.html" for step in plan.steps} <= set(read_published_pages())
    assert {f"sections/{one.id}.html" for one in plan.sections} <= set(read_published_pages())
    assert {f"departments/{one.id}.html" for one in plan.departments} <= set(read_published_pages())
    assert {"site.css", "site.js"} <= set(make_published_files())
    assert "sitemap.xml" not in make_published_files()


def test_every_link_leads_to_a_file_and_to_a_place_in_it() -> None:
    files = set(make_published_files())
    ids = {
        path: {one.get("id") for one in tags_of(page)}
        for path, page in read_published_pages().items()
    }
    for path, page in read_published_pages().items():
        for to, fragment in links_of(path, page):
            assert to in files, (path, to)
            assert not fragment or fragment in ids[to], (path, to, fragment)


def test_every_page_can_be_reached_from_the_first() -> None:
    reached, waiting = {"404.html"}, ["index.html"]
    while waiting:
        path = waiting.pop()
        if path in read_published_pages() and path not in reached:
            reached.add(path)
            waiting += [to for to, _ in links_of(path, read_page(path))]
    assert reached == set(read_published_pages())


def test_every_page_is_well_built() -> None:
    for page in read_published_pages().values():
        assert_well_built(page)


def assert_well_built(page: Element) -> None:
    tags = tags_of(page)
    ids = Counter(one.get("id") for one in tags if one.get("id"))
    assert not [name for name, number in ids.items() if number > 1]
    levels = [int(one.tag[1]) for one in tags if re.fullmatch("h[1-6]", one.tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.get("lang") == "en"
    for name in ("header", "main", "footer"):
        assert len(page.findall(f".//body//{name}")) >= 1
    assert len(page.findall(".//main")) == 1
    labels = Counter(
        (one.tag, one.get("aria-label") or one.get("aria-labelledby"))
        for one in tags
        if one.tag == "nav" or one.get("role") == "region"
    )
    assert all(label and number == 1 for (_, label), number in labels.items()), labels
    assert text_of(page.find(".//title"))
    assert find_id(page, "main").tag == "main"


@pytest.mark.parametrize("path", KINDS)
def test_a_page_asks_for_nothing_elsewhere_and_runs_nothing_of_its_own(path: str) -> None:
    page = read_page(path)
    policy = page.find(".//meta[@http-equiv='Content-Security-Policy']")
    assert policy is not None
    assert policy.get("content") == POLICY
    scripts = page.findall(".//script")
    # The one exception is data that no browser runs.
    data = [one.text for one in scripts if one.get("type") == "application/ld+json"]
    assert len(data) == (path in ("index.html", "data.html"))
    assert {one.text for one in scripts if one.text not in data} == {None}
    assert not page.findall(".//style")
    assert not [
        form for form in page.iter("form") if form.get("action") or form.get("hidden") is None
    ]
    for one in tags_of(page):
        assert not [name for name in one.attrib if name == "style" or name.startswith("on")]
        assert one.tag in ("a", "link") or ":" not in (one.get("href") or one.get("src") or "")


@pytest.mark.parametrize("path", KINDS)
def test_tables_have_captions_and_scopes(path: str) -> None:
    for table in read_page(path).iter("table"):
        assert text_of(table.find("caption"))
        assert all(one.get("scope") in ("col", "row") for one in table.iter("th"))
        heads = table.findall("./thead/tr/*")
        for row in table.findall("./tbody/tr"):
            assert len(row) == len(heads)
            assert row[0].tag == "th"


def test_the_navigation_says_where_one_is() -> None:
    current = ".//nav[@aria-label='Pages']//*[@aria-current]"
    current = ".//nav[@aria-label='Pages']//*[@aria-current]"
    for path, label in {"slips.html": "Slips", "index.html": "Overview"}.items():
        here = read_page(path).findall(current)
        assert [(text_of(one), one.get("aria-current")) for one in here] == [(label, "page")]
    within = read_page("steps/GOV-01.html").findall(current)
    assert [(text_of(one), one.get("aria-current")) for one in within] == [("Steps", "true")]


def test_every_page_says_its_day_and_revision() -> None:
    for page in read_published_pages().values():
        foot = text_of(page.find(".//footer"))
        assert "As of January 24, 2025. Revision 0123456ab of the plan." in foot


def test_the_same_input_gives_the_same_bytes() -> None:
    edition = read_published_edition()
    again = make_files(edition)
    assert list(again) == list(make_published_files())
    assert again == make_published_files()


def test_a_site_with_an_address_says_it() -> None:
    files = make_files(publish(load(SMALL)), BASE)
    pages = pages_of(files)
    for path, page in pages.items():
        link = page.find(".//link[@rel='canonical']")
        assert link is not None
        assert link.get("href") == f"{BASE}/{'' if path == 'index.html' else path}"
    tree = ElementTree.fromstring(files["sitemap.xml"])
    listed = [one.text for one in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert f"{BASE}/" in listed
    assert f"{BASE}/steps/COM-01.html" in listed
    assert len(listed) == len(set(listed)) == len(pages) - 1
    assert f"{BASE}/404.html" not in listed


@pytest.mark.parametrize(
    ("base", "path"),
    [
        (BASE, "/plan/"),
        ("https://example.org", "/"),
        ("https://example.org//", "/"),
        ("https://example.org//evil.example/a", "/evil.example/a/"),
    ],
)
def test_a_page_that_stands_anywhere_leads_to_the_site_on_whatever_host(
    base: str, path: str
) -> None:
    page = pages_of(make_files(publish(load(SMALL)), base))["404.html"]
    links = [one.get("href") or "" for one in tags_of(page) if one.get("rel") != "canonical"]
    led = [one for one in links if one and not one.startswith(("#", "data:"))]
    assert {f"{path}site.css", f"{path}index.html"} <= set(led)
    assert all(one.startswith(path) and not one.startswith("//") for one in led)


def test_a_step_tells_all_that_is_known() -> None:
    plan = load(FULL)
    page = pages_of(make_files(publish(plan, None, remember(plan))))["steps/COM-01.html"]
    said = text_of(page.find(".//main"))
    for shown in ("COM-01", "Write the page.", "The first page", "The last page", "Complete",
                 "The work is done.", "completed on November 30, 2024", "Mayor's office (lead)",
                 "911", "First deadlineJune 30, 2024", "DeadlineDecember 31, 2024",
                 "It was asked for.", "A remark.", "The minutes", "It took longer.",
                 "by 184 days later in all", "Page 7 of “The plan”, published by The city",
                 "The date is smudged.", "Speak clearly", "Report progress",
                 "In the first version in git, of October 12, 2024, the status is Complete."
                 ):  # fmt: skip
        assert shown in said, shown
    history = find_id(page, "history")
    assert history.tag == "h2"
    rows = page.findall(".//table")[-1].findall(".//tbody/tr")
    assert [" ".join(texts_of(row)) for row in rows] == [
        "Jan 9, 2025 Not started Complete 000000001 Report progress",
        "Jan 8, 2025 Not in the plan Complete 000000002 Report progress",
    ]


def test_a_silent_move_is_told_where_the_step_is(tmp_path: Path) -> None:
    page = pages_of(make_files(describe_story(tmp_path)))["steps/COM-02.html"]
    said = text_of(page.find(".//main"))
    assert "First deadlineOctober 31, 2024" in said
    assert "The deadline moved once, by 120 days later in all." in said
    assert "Silent No reason recorded. Seen in commit" in said
    assert "The file and git disagree" in said


def test_steps_lead_to_those_beside_them() -> None:
    for before, after in pairwise(read_published_plan().steps):
        assert (
            read_page(f"steps/{before.id}.html").find(f".//a[@href='{after.id}.html']") is not None
        )
        assert (
            read_page(f"steps/{after.id}.html").find(f".//a[@href='{before.id}.html']") is not None
        )


def test_without_git_the_pages_say_so() -> None:
    reason = "The plan is not in a git checkout, so nothing is known of its history."
    pages = pages_of(make_files(publish(load(SMALL), git_unavailable_reason=reason)))
    assert reason in text_of(pages["index.html"].find(".//main"))
    assert reason in text_of(pages["steps/COM-01.html"].find(".//main"))


def finish(plan: Plan) -> Plan:
    """Return the plan with nothing open any more."""
    return plan._replace(steps=tuple(one._replace(status=COMPLETE) for one in plan.steps))


ODD = {
    "small": load(SMALL),
    "one step": load(SMALL)._replace(steps=load(SMALL).steps[:1]),
    "no step": load(SMALL)._replace(steps=(), goals=()),
    "none open": finish(load(SMALL)),
    "full": load(FULL),
    "no department": load(change(SMALL, "departments: [comms-ocs]\n", "departments: []\n")),
}


@pytest.mark.parametrize("plan", ODD.values(), ids=ODD)
def test_small_and_odd_plans_have_sound_pages(plan: Plan) -> None:
    files = make_files(publish(plan))
    pages = pages_of(files)
    for path, page in pages.items():
        assert {to for to, _ in links_of(path, page)} <= set(files)


def test_long_lists_are_cut_into_pages() -> None:
    held = multiply(load(SMALL), 2 * LONGEST_LIST + 1).steps
    sheets = list(cut_list("steps.html", held))
    assert [one.path for one in sheets] == ["steps.html", "steps-2.html", "steps-3.html"]
    assert [len(one.steps) for one in sheets] == [LONGEST_LIST, LONGEST_LIST, 1]
    assert [one.path for one in cut_list("departments/it.html", held)][
        1
    ] == "departments/it__2.html"
    assert [one.path for one in cut_list("due.html", ())] == ["due.html"]


@pytest.mark.parametrize(
    ("module", "path"),
    [
        (steps, "steps-2.html"),
        (departments, "departments/comms-ocs__2.html"),
        (sections, "sections/COM__2.html"),
    ],
)
def test_a_list_of_many_pages_links_them(module: ModuleType, path: str) -> None:
    site = make_site(publish(multiply(load(SMALL), LONGEST_LIST + 2)))
    files = {one.path: one.data for one in module.make(site)}
    page = parse(files[path])
    (listed,) = page.findall(".//nav[@class='sheets']")
    assert [text_of(one) for one in listed.findall("ol//a")] == ["Page 1", "Page 2"]
    overviews = {"sections.html", "departments.html"}
    assert {to for to, _ in links_of(path, listed)} <= {*files, *overviews}
    assert text_of(page.find(".//nav[@class='sheets']/p")).startswith(
        f"Steps {LONGEST_LIST + 1} to {LONGEST_LIST + 2} of {LONGEST_LIST + 2}."
    )


def test_the_overview_stays_small_however_large_the_plan() -> None:
    plan = multiply(load(FULL), 10_000)
    text = "é" * 20_000
    section = plan.sections[0]._replace(title=text)
    held = tuple(
        one._replace(
            action=text, section=section, goal=one.goal and one.goal._replace(section=section)
        )
        for one in plan.steps
    )
    plan = plan._replace(title=text, phase=text, sections=(section,), steps=held)
    (page,) = overview.make(make_site(publish(plan, None, remember(plan, text))))
    assert len(page.data) < 60_000
    assert len(make_published_files()["index.html"]) < 60_000
    parse(page.data)


def test_an_id_too_long_for_a_file_has_a_short_path() -> None:
    long, other = (path_of_department(Department("a" * 300 + end, "A")) for end in ("b", "c"))
    assert max(map(len, long.split("/"))) < 100
    assert long != other
    assert path_of_department(Department("911", "911")) == "departments/911.html"
