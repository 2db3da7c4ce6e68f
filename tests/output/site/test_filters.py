"""What site.js adds to a table of steps, in a real browser: filters, sorting, the address."""

from html import escape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from stc.output.site.lists import list_filters
from stc.plan.model import Plan
from tests.output.hostile import HOSTILE, plan_with
from tests.output.site.conftest import Built
from tests.plans import FULL, load, read_published_plan

ASSETS = Path(__file__).parents[3] / "stc" / "output" / "site" / "assets"
HEAD = '<th scope="col" data-sort="text">Step</th>'
SHOWN = "table[data-filterable] tbody tr:not([hidden])"


@pytest.fixture
def site(built: Built) -> Path:
    """The folder of the site of the plan as published."""
    return built.folder


def visit(page: Page, site: Path, query: str = "", path: str = "steps.html") -> None:
    page.goto(f"{(site / path).as_uri()}{query}")


def read_ids(page: Page) -> list[str]:
    return page.locator(f"{SHOWN} > th").all_inner_texts()


def read_found(page: Page) -> str:
    return page.locator("p[role=status]").inner_text()


def wait_for(page: Page, said: str) -> None:
    page.wait_for_function(
        "said => document.querySelector('p[role=status]').textContent.includes(said)", arg=said
    )


def make_table(rows: str, head: str, plan: Plan) -> bytes:
    """Return a page with a table of our own, and site.js beside it."""
    filters = escape(list_filters(plan), quote=True)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\';'
        ' script-src \'self\'"><script defer src="site.js"></script></head><body>'
        f'<table data-filterable="steps" data-filters="{filters}"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></body></html>"
    ).encode()


def visit_table(
    page: Page, folder: Path, rows: str, head: str = HEAD, plan: Plan | None = None
) -> None:
    (folder / "site.js").write_bytes((ASSETS / "site.js").read_bytes())
    (folder / "page.html").write_bytes(make_table(rows, head, plan or load(FULL)))
    visit(page, folder, path="page.html")


def test_without_a_script_there_are_no_controls_and_all_the_steps(
    browser: Browser, site: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    visit(page, site)
    assert page.locator("input, select, button").count() == 0
    assert page.locator("tbody tr").count() == 138
    context.close()


def test_all_steps_are_shown_at_first_with_a_control_for_each_filter(
    page: Page, site: Path
) -> None:
    visit(page, site)
    assert read_found(page) == "138 of 138 steps."
    for label in ("Search", "Status", "Section", "Department", "Standing"):
        assert page.get_by_label(label, exact=True).count() == 1
    assert not page.get_by_role("button", name="Clear filters").is_visible()


def test_filters_narrow_together_and_the_answer_is_told(page: Page, site: Path) -> None:
    visit(page, site)
    page.get_by_label("Department").select_option(label="911")
    assert read_found(page) == "19 of 138 steps, department 911."
    page.get_by_label("Status").select_option(label="Complete")
    assert read_found(page) == "7 of 138 steps, status Complete, department 911."
    assert len(read_ids(page)) == 7
    plan = read_published_plan()
    asked = [
        step.id
        for step in plan.steps
        if step.status.name == "Complete" and "911" in {one.id for one in step.departments}
    ]
    assert read_ids(page) == asked


@pytest.mark.parametrize(
    ("label", "option", "number"),
    [
        ("Standing", "Overdue", 26),
        ("Standing", "Review due", 1),
        ("Standing", "Undated", 2),
        ("Standing", "Not yet due", 77),
        ("Status", "Excluded", 5),
        ("Department", "(none)", 4),
        ("Section", "Preventive Services", 29),
    ],
)
def test_each_filter_counts_what_the_command_counts(
    page: Page, site: Path, label: str, option: str, number: int
) -> None:
    visit(page, site)
    page.get_by_label(label).select_option(label=option)
    assert read_found(page).startswith(f"{number} of 138 steps, ")


def test_a_search_finds_words_in_any_order_and_case(page: Page, site: Path) -> None:
    visit(page, site)
    page.get_by_label("Search").fill("  MODEL   practice ")
    wait_for(page, "with")
    texts = page.locator(SHOWN).all_inner_texts()
    assert texts
    assert all("model" in one.lower() and "practice" in one.lower() for one in texts)
    page.get_by_label("Search").fill("com-03")
    wait_for(page, "com-03")
    assert read_ids(page) == ["COM-03"]


def test_nothing_found_is_told_and_clear_shows_all_again(page: Page, site: Path) -> None:
    visit(page, site)
    page.get_by_label("Search").fill("zebra")
    wait_for(page, "0 of 138 steps, with “zebra”.")
    assert read_ids(page) == []
    page.get_by_label("Status").select_option(label="Planning")
    page.get_by_role("button", name="Clear filters").click()
    assert read_found(page) == "138 of 138 steps."
    assert len(read_ids(page)) == 138
    assert page.evaluate("document.activeElement.type") == "search"
    assert "?" not in page.url


def test_the_address_holds_what_is_shown_and_shows_it_again(page: Page, site: Path) -> None:
    visit(page, site)
    page.get_by_label("Section").select_option(label="Governance & Leadership")
    page.get_by_label("Search").fill("practice model")
    wait_for(page, "practice")
    page.get_by_role("button", name="Deadline").click()
    shown, found, address = read_ids(page), read_found(page), page.url
    assert address.endswith("?q=practice+model&section=GOV&sort=4&order=ascending")
    other = page.context.new_page()
    other.goto(address)
    assert read_ids(other) == shown
    assert read_found(other) == found
    assert other.get_by_label("Search").input_value() == "practice model"


def test_going_on_and_back_brings_the_filters_back(page: Page, site: Path) -> None:
    visit(page, site)
    page.get_by_label("Status").select_option(label="Planning")
    page.get_by_role("button", name="Step", exact=True).click()
    page.get_by_role("button", name="Step", exact=True).click()
    shown = read_ids(page)
    assert shown == sorted(shown, reverse=True)
    page.locator(f"{SHOWN} a.id").first.click()
    assert "/steps/" in page.url
    page.go_back()
    assert read_ids(page) == shown
    assert page.get_by_label("Status").input_value() == "planning"
    page.go_forward()
    assert "/steps/" in page.url


def test_a_link_within_the_page_keeps_the_filters(page: Page, site: Path) -> None:
    visit(page, site, "?status=planning")
    page.evaluate("location.hash = '#main'")
    page.wait_for_function("location.hash === '#main'")
    assert read_found(page) == "28 of 138 steps, status Planning."
    page.get_by_label("Status").select_option(label="Any")
    assert page.url.endswith("steps.html#main")


@pytest.mark.parametrize(
    "query",
    [
        "?status=nonsense&section=XXX&sort=99&order=sideways",
        "?sort=-1&order=ascending",
        "?sort=1e9",
        "?q=",
        "?%00=%ff&status=%3Cscript%3E",
        "?status=planning'\"<b>",
    ],
)
def test_an_address_that_makes_no_sense_shows_all_steps(page: Page, site: Path, query: str) -> None:
    visit(page, site, query)
    assert read_found(page) == "138 of 138 steps."
    assert page.locator("[aria-sort]").count() == 0


def test_a_head_sorts_up_then_down_then_as_published(page: Page, site: Path) -> None:
    visit(page, site)
    published = read_ids(page)
    days = {step.id: step.deadline for step in read_published_plan().steps}
    dated = [one for one in published if days[one]]
    undated = [one for one in published if not days[one]]
    button = page.get_by_role("button", name="Deadline")
    head = page.locator("th", has=button)
    assert head.get_attribute("aria-sort") is None
    button.click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert read_ids(page) == sorted(dated, key=lambda one: str(days[one])) + undated
    button.click()
    assert head.get_attribute("aria-sort") == "descending"
    last_first = sorted(dated, key=lambda one: str(days[one]), reverse=True)
    assert read_ids(page) == last_first + undated
    assert read_found(page) == "138 of 138 steps, sorted by Deadline, descending."
    button.click()
    assert head.get_attribute("aria-sort") is None
    assert read_ids(page) == published


def test_only_one_head_sorts_at_a_time(page: Page, site: Path) -> None:
    visit(page, site)
    page.get_by_role("button", name="Deadline").click()
    page.get_by_role("button", name="Departments").click()
    assert page.locator("[aria-sort]").count() == 1


def test_everything_is_done_from_the_keyboard(page: Page, site: Path) -> None:
    visit(page, site)
    page.get_by_label("Status").focus()
    page.keyboard.press("c")
    assert read_found(page).endswith("status Complete.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Clear filters"
    page.keyboard.press("Enter")
    assert read_found(page) == "138 of 138 steps."
    page.get_by_role("button", name="Deadline").focus()
    page.keyboard.press("Space")
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("Deadline")


def test_on_paper_there_is_what_was_filtered_in(page: Page, site: Path) -> None:
    visit(page, site, "?status=excluded")
    page.emulate_media(media="print")
    assert page.locator("tbody tr:visible").count() == 5
    assert page.locator("select:visible, input:visible").count() == 0
    assert page.locator("p[role=status]").is_visible()


def test_a_page_of_one_status_does_not_offer_that_filter(page: Page, site: Path) -> None:
    visit(page, site, path="statuses/planning.html")
    assert page.get_by_label("Status", exact=True).count() == 0
    assert page.get_by_label("Section", exact=True).count() == 1
    assert read_found(page) == "28 of 28 steps."


def test_rows_are_found_without_their_accents(page: Page, tmp_path: Path) -> None:
    visit_table(page, tmp_path, "<tr><td>Peñá</td></tr><tr><td>Straße</td></tr>")
    page.get_by_label("Search").fill("pena")
    wait_for(page, "1 of 2 steps")


def test_numbers_sort_as_numbers_and_what_has_none_comes_last(page: Page, tmp_path: Path) -> None:
    cells = ("10", "9", "1,000", "-3", "", "2/5 (40%)")
    visit_table(
        page,
        tmp_path,
        "".join(f"<tr><td>{one}</td></tr>" for one in cells),
        '<th scope="col" data-sort="number">Days</th>',
    )
    button = page.get_by_role("button", name="Days")
    button.click()
    rows = page.locator("tbody tr")
    assert rows.all_inner_texts() == ["-3", "2/5 (40%)", "9", "10", "1,000", ""]
    button.click()
    assert rows.all_inner_texts() == ["1,000", "10", "9", "2/5 (40%)", "-3", ""]


def test_a_department_called_none_is_not_the_absence_of_one(page: Page, tmp_path: Path) -> None:
    plan = load(FULL.replace('id: "911"', "id: none").replace('[mayor, "911"]', "[mayor, none]"))
    rows = '<tr data-department="none"><td>a</td></tr><tr data-department=""><td>b</td></tr>'
    visit_table(page, tmp_path, rows, plan=plan)
    department = page.get_by_label("Department")
    department.select_option(label="(none)")
    assert page.locator("tbody tr:visible").all_inner_texts() == ["b"]
    department.select_option(value="none")
    assert page.locator("tbody tr:visible").all_inner_texts() == ["a"]


def test_no_text_of_the_plan_becomes_markup(page: Page, tmp_path: Path) -> None:
    row = '<tr data-department="911" data-section="COM"><td>a</td></tr><tr><td>b</td></tr>'
    for text in HOSTILE:
        visit_table(page, tmp_path, row, plan=plan_with(text))
        assert page.locator("select").count() == 2, text
        assert page.locator("option").count() == 6, text
        assert page.locator("img, script:not([src]), b, a").count() == 0, text
        assert "\u202e" not in page.locator("body").inner_text(), text


def test_a_thousand_rows_are_filtered_and_sorted_right(page: Page, tmp_path: Path) -> None:
    rows = "".join(
        f'<tr data-status="{("planning", "complete")[n % 2]}"><td>COM-{(n * 7) % 1000:03}</td></tr>'
        for n in range(1_000)
    )
    visit_table(page, tmp_path, rows)
    page.get_by_label("Status").select_option(label="Planning")
    page.get_by_role("button", name="Step").click()
    shown = page.locator("tbody tr:visible").all_inner_texts()
    assert len(shown) == 500
    assert shown == sorted(shown)
    assert read_found(page).startswith("500 of 1,000 steps, status Planning, sorted by Step")


def test_the_script_is_small_and_makes_no_markup_from_text() -> None:
    source = (ASSETS / "site.js").read_text("utf-8")
    assert len(source.encode()) < 10_000
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "document.write"):
        assert word not in source
    for word in ("fetch(", "XMLHttpRequest", "import(", "http:", "https:", "localStorage"):
        assert word not in source
