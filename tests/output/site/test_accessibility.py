"""The pages in a real browser: axe finds nothing, the keyboard reaches all, nothing is cut off.

A page without JavaScript is one whose script the server gives as an empty file: axe is a script
itself, and its promises are not kept in a browser that runs none at all.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stc.cli.serving import HEADERS
from stc.output.site.accessibility import LAST_CHECK
from tests.output.site.city import PLAN
from tests.output.site.conftest import Built, Watch, build, open_edition
from tests.plans import change

KINDS = {
    "overview": "index.html",
    "steps": "steps.html",
    "overdue": "overdue.html",
    "due": "due.html",
    "undated": "undated.html",
    "needs-review": "needs-review.html",
    "review-due": "review-due.html",
    "not-yet-due": "not-yet-due.html",
    "moved": "moved.html",
    "statuses": "statuses/in-progress.html",
    "step": "steps/COM-02.html",
    "step-removed": "steps/COM-07.html",
    "removed": "removed.html",
    "sections": "sections.html",
    "section": "sections/COM.html",
    "departments": "departments.html",
    "department": "departments/911.html",
    "categories": "categories.html",
    "category": "categories/response.html",
    "timeline": "timeline.html",
    "changes": "changes.html",
    "slips": "slips.html",
    "scorecard": "scorecard.html",
    "data": "data.html",
    "about": "about.html",
    "missing": "404.html",
}
"""A page of every kind."""
_OF_MANY = {
    "steps": "step",
    "sections": "section",
    "departments": "department",
    "categories": "category",
}
_CALLED = {"index": "overview", "404": "missing"}

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
AXE: dict[str, Any] = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
SETTLE = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
IS_TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
BOXES = "[...document.querySelectorAll('.scroll')]"
IS_WIDE = "(one) => one.scrollWidth > one.clientWidth"
WIDE_CELLS = f"""(which) => [...document.querySelectorAll(which)]
    .filter((one) => one.checkVisibility()).filter({IS_WIDE}).map((one) => one.outerHTML)"""
FOCUSABLE = """
[...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
    .filter((one) => one.checkVisibility()).map(NAME)
"""
NAME = """((one) => {
    const said = one.getAttribute("aria-label") ?? one.id ?? "";
    return `${one.localName} ${one.getAttribute("href") ?? ""} ${said} ${one.textContent.trim()}`;
})"""
FOCUSED = """(() => {
    const one = document.activeElement, style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    return {
        name: one === document.body ? null : NAME(one),
        line: style.outlineStyle === "none" ? 0 : Number.parseFloat(style.outlineWidth),
        inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
})()"""


def kind_of(name: str) -> str:
    folder, _, rest = name.rpartition("/")
    stem = _CALLED.get(rest.removesuffix(".html"), rest.removesuffix(".html"))
    return _OF_MANY.get(folder, folder) or stem


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe; it is large, so that a page is given it only once."""
    from axe_playwright_python.base import AXE_SCRIPT

    return str(AXE_SCRIPT)


@pytest.fixture
def find_faults(axe: str) -> Callable[[Any], list[str]]:
    """Return what axe finds on a page."""

    def find(page: Any) -> list[str]:
        if page.evaluate("!window.axe"):
            page.evaluate(axe)
        # What watches the widths hears of a new one in the frame after it.
        page.evaluate(SETTLE)
        found = page.evaluate("(asked) => axe.run(asked).then((told) => told.violations)", AXE)
        return [
            f"{one['id']}: {node['html'][:300]} ({node['failureSummary']})"
            for one in found
            for node in one["nodes"]
        ]

    return find


def forget_script(page: Any) -> None:
    """Return the page an empty file in place of each of its scripts."""
    page.route("**/*.js", lambda route: route.fulfill(content_type="text/javascript", body=""))


def test_every_page_is_of_a_kind_that_is_looked_at(rich_built: Built, built: Built) -> None:
    for site in (rich_built, built):
        assert {kind_of(name) for name in site.pages} <= {*KINDS}
    assert {*KINDS.values()} <= {*rich_built.pages}


# Every two of width, colours and script meet on every kind of page: what is wrong with one of them,
# or with two together, is found in half the time that all eight would take.
LOOKS = {
    "wide-light-script": (WIDE, "light", True),
    "narrow-dark-script": (NARROW, "dark", True),
    "wide-dark": (WIDE, "dark", False),
    "narrow-light": (NARROW, "light", False),
}


def test_the_statement_tells_of_this_very_check(axe: str) -> None:
    assert axe.startswith(f"/*! axe v{LAST_CHECK.version}\n")
    assert LAST_CHECK.tool == "axe-core"
    assert LAST_CHECK.found == 0
    assert {*LAST_CHECK.widths} == {size["width"] for size, _, _ in LOOKS.values()}
    assert {scheme for _, scheme, _ in LOOKS.values()} == {"light", "dark"}
    assert {has_script for _, _, has_script in LOOKS.values()} == {True, False}
    assert {"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"} <= {*AXE["runOnly"]}


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(
    page: Any, give: Any, rich_built: Built, find_faults: Any, kind: str
) -> None:
    address = give(rich_built) + KINDS[kind]
    page.goto(address)
    for look, (size, scheme, has_script) in LOOKS.items():
        if look == "wide-dark":
            forget_script(page)
            page.goto(address)
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        assert find_faults(page) == [], (kind, look, has_script)


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "none"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing_on_the_page_with_most_to_do(
    page: Any,
    give: Any,
    rich_built: Built,
    find_faults: Any,
    size: Any,
    scheme: str,
    has_script: bool,
) -> None:
    if not has_script:
        forget_script(page)
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{give(rich_built)}steps.html")
    assert page.get_by_role("searchbox").is_visible() is has_script
    assert find_faults(page) == []


def test_axe_finds_nothing_on_the_overview_of_the_whole_plan(
    page: Any, give: Any, built: Built, find_faults: Any
) -> None:
    page.goto(give(built))
    assert find_faults(page) == []


def test_axe_is_able_to_find_something(
    page: Any, give: Any, rich_built: Built, find_faults: Any
) -> None:
    page.goto(give(rich_built))
    page.evaluate("document.documentElement.lang = ''; document.querySelector('h1').remove()")
    found = " ".join(find_faults(page))
    assert "html-has-lang" in found
    assert "page-has-heading-one" in found


# Narrow, large, without colours, without motion, on paper.


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_cut_off_and_wide_tables_scroll_in_a_region(
    page: Any, give: Any, rich_built: Built, built: Built, kind: str
) -> None:
    for site in (rich_built, built):
        name = KINDS[kind] if site is rich_built else find_page(site, kind)
        if name is None:
            continue
        page.set_viewport_size(NARROW)
        page.goto(give(site) + name)
        assert not page.evaluate(IS_TOO_WIDE), "320 px"
        regions = f"{BOXES}.filter({IS_WIDE})"
        assert page.evaluate(f"{regions}.every((one) => one.ariaLabel && one.tabIndex === 0)")
        # 1280 px at 200 %.
        page.set_viewport_size({"width": 640, "height": 450})
        assert not page.evaluate(IS_TOO_WIDE), "200 %"
        # Text alone twice as large, with the spacing of success criterion 1.4.12.
        page.set_viewport_size(WIDE)
        page.evaluate(
            """for (const [name, value] of Object.entries({"font-size": "200%",
                   "line-height": "1.5", "letter-spacing": ".12em", "word-spacing": ".16em"}))
                 document.documentElement.style.setProperty(name, value)"""
        )
        assert not page.evaluate(IS_TOO_WIDE), "text at 200 %"


@pytest.mark.parametrize("kind", ["overview", "scorecard"])
def test_what_is_unfolded_fits_a_telephone_and_axe_finds_nothing_in_it(
    page: Any, give: Any, rich_built: Built, find_faults: Any, kind: str
) -> None:
    page.set_viewport_size(NARROW)
    page.goto(give(rich_built) + KINDS[kind])
    page.locator("main summary").first.click()
    assert not page.evaluate(IS_TOO_WIDE)
    assert find_faults(page) == []


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "none"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_cell_of_a_table_is_wider_than_its_column(
    page: Any, give: Any, rich_built: Built, kind: str, has_script: bool
) -> None:
    if not has_script:
        forget_script(page)
    page.goto(give(rich_built) + KINDS[kind])
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        # Without a script, the heads of a card are there only to be read out.
        shown = "tbody th, tbody td" if size is NARROW else "th, td"
        assert page.evaluate(WIDE_CELLS, shown) == [], size


def test_a_table_that_scrolls_says_so_and_only_then_stops_the_keyboard(
    page: Any, give: Any, rich_built: Built
) -> None:
    page.goto(f"{give(rich_built)}scorecard.html")
    for width, is_wide in ((1280, False), (320, True), (1280, False), (320, True)):
        page.set_viewport_size({"width": width, "height": 900})
        box = page.locator(".scroll:has(.numbers)").first
        box.and_(page.locator("[tabindex]" if is_wide else ":not([tabindex])")).wait_for()
        assert box.evaluate(IS_WIDE) is is_wide
        assert box.get_attribute("role") == ("region" if is_wide else None)
        assert bool(box.get_attribute("aria-label")) is is_wide
        said = box.evaluate("(one) => getComputedStyle(one, '::before').content")
        assert ("scroll sideways" in said) is is_wide
    box.evaluate("(one) => { one.scrollLeft = 150; }")
    caption = box.locator("caption > span").bounding_box()
    frame = box.bounding_box()
    assert box.evaluate("(one) => one.scrollLeft") == 150
    assert caption["x"] >= frame["x"]


def find_page(site: Built, kind: str) -> str | None:
    return next((name for name in site.pages if kind_of(name) == kind), None)


LONG = "Donaudampfschifffahrtsgesellschaft" * 12
RIGHT_TO_LEFT = "هذه الخطة " * 20


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site of words that are too long, and of words that run the other way."""
    text = change(PLAN, "Write the page.", f"{LONG} {RIGHT_TO_LEFT}")
    text = change(text, "title: Speak clearly", f"title: {LONG}")
    text = change(text, "title: 911 & Communications", f"title: {LONG}")
    text = change(text, "name: Communications", f"name: {LONG}")
    text = change(text, "The minutes of June", LONG)
    text = change(text, "city.example.org/minutes", f"city.example.org/{LONG}")
    text = change(text, "It belongs to another plan.", LONG)
    text = change(text, "title: Safe & Thriving Communities Implementation Plan", f"title: {LONG}")
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "plan.yaml").write_text(text, "utf-8")
    return build(open_edition(folder / "plan.yaml"), folder / "site")


@pytest.mark.parametrize("kind", KINDS)
def test_no_word_is_too_long(page: Any, give: Any, hostile: Built, kind: str) -> None:
    page.set_viewport_size(NARROW)
    names = [name for name in hostile.pages if kind_of(name) == kind]
    for name in names[:12]:
        page.goto(give(hostile) + name)
        assert not page.evaluate(IS_TOO_WIDE), name


def test_a_status_can_be_told_without_colours(page: Any, give: Any, rich_built: Built) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(f"{give(rich_built)}steps.html")
    for mark in page.locator(".status, .flag").all():
        assert mark.inner_text().strip()
    assert page.evaluate(
        "[...document.querySelectorAll('.status, .flag')]"
        ".every((one) => getComputedStyle(one).borderStyle !== 'none')"
    )


def test_nothing_moves_where_motion_is_not_wanted(page: Any, give: Any, rich_built: Built) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{give(rich_built)}steps.html")
    moving = page.evaluate(
        """[...document.querySelectorAll('*')].map((one) => getComputedStyle(one)).filter((style) =>
             Number.parseFloat(style.transitionDuration) > 0.01
             || Number.parseFloat(style.animationDuration) > 0.01
             || style.scrollBehavior === 'smooth').length"""
    )
    assert moving == 0


@pytest.mark.parametrize("kind", ["overview", "steps", "step"])
def test_paper_has_the_answer_and_no_controls(
    page: Any, give: Any, rich_built: Built, kind: str
) -> None:
    page.goto(give(rich_built) + KINDS[kind])
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator("h1").is_visible()
    assert page.locator("nav.pages, .filters, .skip").filter(visible=True).count() == 0
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


# The keyboard.


@pytest.mark.parametrize("kind", KINDS)
def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(
    page: Any, give: Any, rich_built: Built, kind: str
) -> None:
    page.goto(give(rich_built) + KINDS[kind])
    wanted = page.evaluate(FOCUSABLE.replace("NAME", NAME))
    assert wanted[0].split()[:2] == ["a", "#main"]
    walked = []
    for _ in range(len(wanted)):
        page.keyboard.press("Tab")
        seen = page.evaluate(FOCUSED.replace("NAME", NAME))
        assert seen["line"] >= 2, seen
        assert seen["inView"], seen
        walked.append(seen["name"])
    # A region that scrolls only where it is too narrow is reached anyway.
    assert walked == wanted


def test_the_skip_link_leads_to_the_content(page: Any, give: Any, rich_built: Built) -> None:
    page.goto(f"{give(rich_built)}steps.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_table_is_sorted_by_keyboard(page: Any, give: Any, rich_built: Built) -> None:
    page.goto(f"{give(rich_built)}departments.html")
    press_until(page, "document.activeElement.closest('th') !== null")
    head = page.locator("th:has(:focus)")
    assert head.get_attribute("aria-sort") is None
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    page.keyboard.press("Space")
    assert head.get_attribute("aria-sort") == "descending"
    assert "Mayor's office" in page.locator("table[data-sortable] tbody tr").first.inner_text()


def press_until(page: Any, condition: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(condition):
            return
    raise AssertionError(condition)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_controls_are_large_enough_to_hit(
    page: Any, give: Any, rich_built: Built, size: Any
) -> None:
    page.set_viewport_size(size)
    page.goto(f"{give(rich_built)}steps.html")
    small = page.evaluate(
        """[...document.querySelectorAll('button, input, select, nav.pages a')]
             .filter((one) => one.checkVisibility())
             .map((one) => [one.getBoundingClientRect(), one.outerHTML])
             .filter(([box]) => box.width < 24 || box.height < 24).map(([, html]) => html)"""
    )
    assert small == []


# Without a script, without a server, and never with anybody else.


def test_without_javascript_there_are_no_controls_and_links_filter(
    open_page: Any, give: Any, rich_built: Built
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{give(rich_built)}steps.html")
    assert page.locator("button, input, select").filter(visible=True).count() == 0
    page.locator("details.choices summary").click()
    page.get_by_role("link", name="In progress").first.click()
    assert page.url.endswith("/statuses/in-progress.html")
    assert page.locator(".step-row").count() == 4


@pytest.mark.parametrize("kind", KINDS)
def test_it_opens_from_a_folder(page: Any, rich_built: Built, kind: str) -> None:
    page.goto((rich_built.folder / KINDS[kind]).as_uri())
    assert page.locator("h1").count() == 1
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") != "static"
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="About").click()
    assert Path(page.url).name == "about.html"


def test_what_would_ask_somebody_else_is_noticed(page: Any, watch: Watch, tmp_path: Path) -> None:
    """The test of the other tests: such a page makes them fail."""
    (tmp_path / "bad.html").write_text('<img alt="" src="http://192.0.2.1/x.png">', "utf-8")
    page.route("http://192.0.2.1/**", lambda route: route.abort())
    page.goto((tmp_path / "bad.html").as_uri())
    assert watch.problems[0] == "asked for http://192.0.2.1/x.png"
    watch.problems.clear()


def test_the_server_is_as_strict_as_the_pages(rich_built: Built) -> None:
    policy = dict(HEADERS)["Content-Security-Policy"]
    own = policy.removesuffix("; frame-ancestors 'none'")
    assert all(f'content="{own}"' in rich_built.read(name) for name in rich_built.pages)
