"""The search form of the list of steps in a real browser: filters, sorting, the address."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from stc.plan.order import order_steps
from tests.output.site.conftest import Built
from tests.plans import read_published_plan

ASSETS = Path(__file__).parents[3] / "stc" / "output" / "site" / "assets"
LABELS = ("Deadline", "Status", "Section", "Department", "Category", "Sort by")


@pytest.fixture
def site(built: Built) -> Path:
    """The folder of the site of the plan as published."""
    return built.folder


def visit(page: Page, site: Path, query: str = "", path: str = "steps.html") -> None:
    page.goto(f"{(site / path).as_uri()}{query}")
    if "?" in query:
        wait_for(page, "")


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a filter by its words, and wait for the answer."""
    box = page.locator("form details")
    if box.get_attribute("open") is None:
        box.locator("summary").click()
    control = page.get_by_label(label, exact=True)
    value = control.locator("option", has_text=re.compile(rf"^{re.escape(option)}( \([\d,]+\))?$"))
    before = read_found(page)
    control.select_option(value=value.get_attribute("value"))
    page.wait_for_function(f"said => {FOUND}.textContent !== said", arg=before)
    wait_for(page, "")


FOUND = "document.querySelector('p[role=status]')"


def search(page: Page, text: str) -> None:
    page.get_by_role("searchbox").fill(text)
    page.keyboard.press("Enter")
    wait_for(page, f"“{text.strip()}”")


def read_ids(page: Page) -> list[str]:
    return page.locator(".step-list:visible .step-id").all_inner_texts()


def read_found(page: Page) -> str:
    return page.locator("p[role=status]").text_content() or ""


def wait_for(page: Page, said: str) -> None:
    """Wait for the answer that has these words."""
    page.wait_for_function(
        f"said => {FOUND}.textContent.includes(said) && !/…$/.test({FOUND}.textContent)", arg=said
    )


def test_without_a_script_there_are_no_controls_and_all_the_steps(
    browser: Browser, site: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    visit(page, site)
    assert page.locator("input:visible, select:visible, button:visible").count() == 0
    assert len(read_ids(page)) == 138
    page.locator("details.choices summary").click()
    page.locator("a[href='overdue.html']").click()
    assert len(read_ids(page)) == 26
    context.close()


def test_all_steps_are_shown_at_first_and_nothing_more_is_loaded(page: Page, site: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    visit(page, site)
    assert len(read_ids(page)) == 138
    assert read_found(page) == ""
    assert not [url for url in asked if "/search/" in url]
    for label in LABELS:
        assert not page.get_by_label(label, exact=True).is_visible()
        assert page.get_by_label(label, exact=True).count() == 1
    search(page, "model")
    assert len([url for url in asked if "/search/" in url]) == 2


def test_filters_narrow_together_and_the_answer_is_told(page: Page, site: Path) -> None:
    visit(page, site)
    choose(page, "Department", "911")
    assert read_found(page) == "19 of 138 steps, department 911."
    choose(page, "Status", "Complete")
    assert read_found(page) == "7 of 138 steps, status Complete, department 911."
    assert page.locator("form summary").inner_text() == "Filter (2 set)"
    asked = [
        step.id
        for step in read_published_plan().steps
        if step.status.name == "Complete" and "911" in {one.id for one in step.departments}
    ]
    assert read_ids(page) == asked


@pytest.mark.parametrize(
    ("label", "option", "number"),
    [
        ("Deadline", "Overdue", 26),
        ("Deadline", "Review due", 1),
        ("Deadline", "Undated", 2),
        ("Deadline", "Not yet due", 77),
        ("Deadline", "Due in 90 days", 6),
        ("Status", "Excluded", 5),
        ("Department", "(no department)", 4),
        ("Section", "Preventive Services", 29),
    ],
)
def test_each_filter_counts_what_the_command_counts(
    page: Page, site: Path, label: str, option: str, number: int
) -> None:
    visit(page, site)
    choose(page, label, option)
    assert read_found(page).startswith(f"{number} of 138 steps, ")
    assert len(read_ids(page)) == number


def test_a_search_finds_words_in_any_order_and_case(page: Page, site: Path) -> None:
    visit(page, site)
    search(page, "  MODEL   practice ")
    assert read_ids(page)[:2] == ["GOV-01", "GOV-02"]
    search(page, "com-03")
    assert read_ids(page) == ["COM-03"]


def test_what_is_found_is_written_as_the_list_writes_it(page: Page, site: Path) -> None:
    visit(page, site)
    row = "id => [...document.querySelectorAll('.step-list')].map((list) => [...list.children]"
    row += ".find((row) => row.textContent.includes(id))?.outerHTML)"
    choose(page, "Sort by", "Deadline, first to last")
    for step in read_published_plan().steps[::9]:
        printed, found = page.evaluate(row, step.id)
        assert found == printed


def test_nothing_found_is_told_and_clear_shows_all_again(page: Page, site: Path) -> None:
    visit(page, site)
    search(page, "zebra")
    assert read_found(page) == "0 of 138 steps, with “zebra”."
    assert read_ids(page) == []
    choose(page, "Status", "Planning")
    page.get_by_role("button", name="Clear filters").click()
    assert read_found(page) == ""
    assert len(read_ids(page)) == 138
    assert page.evaluate("document.activeElement.type") == "search"
    assert "?" not in page.url


@pytest.mark.parametrize("typed", ['mental "health', '""', "\u200d"])
def test_what_the_command_refuses_is_not_searched_for(page: Page, site: Path, typed: str) -> None:
    visit(page, site)
    page.get_by_role("searchbox").fill(typed)
    wait_for(page, "a phrase between two double quotes")
    assert read_ids(page) == []


def test_the_address_holds_what_is_shown_and_shows_it_again(page: Page, site: Path) -> None:
    visit(page, site)
    choose(page, "Section", "Governance & Leadership")
    search(page, "practice model")
    choose(page, "Sort by", "Deadline, last to first")
    shown, found, address = read_ids(page), read_found(page), page.url
    assert address.endswith("?q=practice+model&section=GOV&sort=-deadline")
    other = page.context.new_page()
    visit(
        other,
        Path(page.url.partition("?")[0].removeprefix("file://")).parent,
        f"?{address.partition('?')[2]}",
    )
    assert read_ids(other) == shown
    assert read_found(other) == found
    assert other.get_by_role("searchbox").input_value() == "practice model"
    assert other.get_by_label("Section", exact=True).is_visible()
    other.close()


def test_going_back_shows_what_was_found_before(page: Page, site: Path) -> None:
    visit(page, site)
    choose(page, "Status", "Planning")
    choose(page, "Sort by", "Deadline, last to first")
    shown = read_ids(page)
    page.locator(".step-list:visible a").first.click()
    assert "/steps/" in page.url
    page.go_back()
    wait_for(page, "status Planning")
    assert read_ids(page) == shown
    page.go_back()
    page.wait_for_function(f"!{FOUND}.textContent.includes('sorted')")
    assert page.get_by_label("Status", exact=True).input_value() == "planning"
    page.go_back()
    page.wait_for_function(f"{FOUND}.textContent === ''")
    assert len(read_ids(page)) == 138


def test_a_link_within_the_page_keeps_the_filters(page: Page, site: Path) -> None:
    visit(page, site, "?status=planning")
    page.evaluate("location.hash = '#main'")
    page.wait_for_function("location.hash === '#main'")
    assert read_found(page) == "28 of 138 steps, status Planning."
    choose(page, "Status", "Any")
    assert page.url.endswith("steps.html#main")


@pytest.mark.parametrize(
    "query",
    [
        "?status=nonsense&section=XXX&sort=99&order=sideways",
        "?q=",
        "?%00=%ff&status=%3Cscript%3E",
        "?status=planning'\"<b>",
    ],
)
def test_an_address_that_makes_no_sense_shows_all_steps(page: Page, site: Path, query: str) -> None:
    visit(page, site, query)
    assert read_found(page) == ""
    assert len(read_ids(page)) == 138


@pytest.mark.parametrize(
    ("label", "order"),
    [("Deadline, first to last", "deadline"), ("Status", "status"), ("Order of the plan", "plan")],
)
def test_steps_are_sorted_as_the_command_sorts_them(
    page: Page, site: Path, label: str, order: str
) -> None:
    visit(page, site, "?section=GOV&sort=-deadline")
    choose(page, "Sort by", label)
    plan = read_published_plan()
    held = (step for step in plan.steps if step.section.id == "GOV")
    assert read_ids(page) == [step.id for step in order_steps(held, order, plan.vocabulary.shown)]


def test_everything_is_done_from_the_keyboard(page: Page, site: Path) -> None:
    visit(page, site)
    page.get_by_role("searchbox").focus()
    page.keyboard.type("model")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("c")
    wait_for(page, "with “model”, status Complete.")
    page.get_by_role("button", name="Clear filters").focus()
    page.keyboard.press("Enter")
    assert len(read_ids(page)) == 138


def test_on_paper_there_is_what_was_filtered_in(page: Page, site: Path) -> None:
    visit(page, site, "?status=excluded")
    page.emulate_media(media="print")
    assert page.locator(".step-row:visible").count() == 5
    assert page.locator("select:visible, input:visible").count() == 0
    assert page.locator("p[role=status]").is_visible()


def test_a_filter_of_another_list_leads_to_the_list_of_all_steps(page: Page, site: Path) -> None:
    visit(page, site, path="statuses/planning.html")
    assert page.get_by_label("Status", exact=True).input_value() == "planning"
    page.locator("form summary").click()
    page.get_by_label("Section", exact=True).select_option(value="GOV")
    page.wait_for_url("**/steps.html?status=planning&section=GOV")
    wait_for(page, "status Planning, section Governance & Leadership.")


def test_the_first_step_stands_high_on_a_phone(page: Page, site: Path) -> None:
    page.set_viewport_size({"width": 375, "height": 700})
    visit(page, site)
    top, main = (
        page.locator(which).first.evaluate("(one) => one.getBoundingClientRect().top")
        for which in (".step-row", "main")
    )
    assert top - main < 300 - 111


def test_the_scripts_are_small_and_make_no_markup_from_text() -> None:
    for name in ("site.js", "search.js"):
        source = (ASSETS / name).read_text("utf-8")
        assert len(source.encode()) < 11_500
        for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "document.write"):
            assert word not in source
        for word in ("fetch(", "XMLHttpRequest", "import(", "http:", "https:", "localStorage"):
            assert word not in source
