"""Hostile text in every field: the pages have the tags they have with a plain text, no other."""

from functools import cache
from importlib import import_module
from xml.etree.ElementTree import Element

import pytest

from stc.output.edition import Edition
from stc.output.site.pages import step
from stc.output.site.registry import PAGES
from stc.output.site.site import make_site
from stc.plan.model import Plan
from stc.text.escape import escape_control
from tests.output.hostile import HOSTILE, plan_with, timeline_with
from tests.output.site.editions import pages_of, parse, publish, remember, text_of
from tests.plans import FULL, TIMELINE, load

PLAIN = "A plain text"
Shape = list[tuple[str, tuple[str, ...]]]


def edit(text: str) -> Edition:
    """Return an edition with this text in every field that may hold any, git's among them."""
    plan = plan_with(text)
    edition = publish(plan, timeline_with(text), remember(plan, text, text))
    return edition._replace(context=edition.context._replace(revision=text, plan_title=text))


def shape_of(page: Element) -> Shape:
    """Return the tags with the names of their attributes, without any text."""
    return [(str(one.tag), tuple(sorted(map(str, one.attrib)))) for one in page.iter()]


@cache
def make_with(text: str) -> dict[str, bytes]:
    """Return the pages with this text everywhere; that of the data has tests of its own."""
    site = make_site(edit(text))
    modules = [import_module(page.module) for page in PAGES if page.name != "data"]
    files = (file for module in modules for file in module.make(site))
    return {path: data for path, data in files if path.endswith(".html")}


@cache
def shapes_with(text: str) -> dict[str, Shape]:
    return {path: shape_of(page) for path, page in pages_of(make_with(text)).items()}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_adds_no_tag_and_no_attribute(text: str) -> None:
    assert shapes_with(text) == shapes_with(PLAIN)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hidden_reaches_a_page(text: str) -> None:
    for path, data in make_with(text).items():
        page = data.decode("utf-8")
        assert escape_control(page, keep_newlines=True) == page, path


@pytest.mark.parametrize("text", HOSTILE)
def test_the_page_of_a_step_still_says_it(text: str) -> None:
    page = parse(make_with(text)["steps/COM-01.html"])
    assert " ".join(escape_control(f"{text} 5", keep_newlines=True).split()) in text_of(page)


def with_evidence(*evidence: str) -> Element:
    plan: Plan = load(FULL)
    steps = tuple(one._replace(evidence=evidence) for one in plan.steps)
    (page,) = step.make(make_site(publish(plan._replace(steps=steps))))
    return parse(page.data)


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "JavaScript://example.org/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        " https://example.org/",
        "https://example.org/ and more",
        "https://example.org/\u202egnp.exe",
        "https://city.gov@evil.example/",
        "https://",
        "https:///path",
        "https://exa\nmple.org/",
        'https://example.org/"onclick="alert(1)',
        "https://example.org\\@evil.example",
        "//example.org/",
        "file:///etc/passwd",
        "ftp://example.org/",
        "https://example.org/" + "a" * 3000,
    ],
)
def test_what_is_no_plain_address_is_only_text(text: str) -> None:
    page = with_evidence(text)
    assert not [one for one in page.iter("a") if "nofollow" in (one.get("rel") or "")]
    assert not [one for one in page.iter("a") if ":" in (one.get("href") or "")]
    assert " ".join(escape_control(text, keep_newlines=True).split()) in text_of(page)


@pytest.mark.parametrize(
    "text",
    ["https://example.org/a?b=c&d=e#f", "http://example.org", "https://example.org:8443/x%20y"],
)
def test_a_plain_address_is_a_link(text: str) -> None:
    links = [one for one in with_evidence(text).iter("a") if one.get("href") == text]
    assert [one.get("rel") for one in links] == ["nofollow noopener noreferrer"]
    assert [text_of(one) for one in links] == [text]


def test_timelines_of_the_tests_are_the_same_but_for_the_text() -> None:
    assert TIMELINE.count("A remark.") == 2
    assert set(shapes_with(PLAIN)) >= {"index.html", "timeline.html", "changes.html"}
