"""What changes.js adds to the page of changes, in a real browser: only some kinds are shown."""

from playwright.sync_api import Browser, Page

from tests.output.site.conftest import Built

KINDS = "section[data-kind]"


def count_shown(page: Page, selector: str) -> int:
    return page.locator(f"{selector}:visible").count()


def test_without_a_script_every_kind_is_shown_and_there_is_no_choice(
    browser: Browser, rich_built: Built
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((rich_built.folder / "changes.html").as_uri())
    assert count_shown(page, KINDS) == page.locator(KINDS).count() > 3
    assert not page.locator("#kinds").is_visible()
    context.close()


def test_a_kind_is_hidden_with_its_days_and_stays_so_in_the_address(
    page: Page, rich_built: Built
) -> None:
    address = (rich_built.folder / "changes.html").as_uri()
    page.goto(address)
    kinds, days = count_shown(page, KINDS), count_shown(page, ".changes-day")
    page.locator("#kinds summary").click()
    page.get_by_label("Gone backwards").uncheck()
    assert count_shown(page, "section[data-kind=back]") == 0
    assert count_shown(page, KINDS) == kinds - 1
    assert count_shown(page, ".changes-day") == days - 1
    page.goto(f"{address}?without=back+silent")
    assert count_shown(page, KINDS) == kinds - 2
    page.locator("#kinds summary").click()
    assert not page.get_by_label("Gone backwards").is_checked()
    page.get_by_label("Gone backwards").check()
    assert count_shown(page, KINDS) == kinds - 1
