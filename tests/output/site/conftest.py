"""Sites to look at, a server that gives them on loopback, and a browser that looks."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from stc.cli.commands.site import MARKER
from stc.cli.options import PlanOptions
from stc.cli.publishing import make_whole_edition, open_publishing
from stc.cli.serving import open_server
from stc.files.store.folder import write_folder
from stc.output.edition import Edition
from stc.output.site.build import build_site
from tests.output.site.city import describe_story
from tests.plans import AS_OF, PUBLISHED

BROWSER_VARIABLE = "STC_CHROMIUM"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ("--no-sandbox", "--disable-background-networking", "--disable-component-update")
SKIPPED = pytest.StashKey[str]()


class Built(NamedTuple):
    """A site that was built: its edition, its folder, and the names of its files."""

    edition: Edition
    folder: Path
    names: tuple[str, ...]

    def read(self, name: str) -> str:
        return (self.folder / name).read_text("utf-8")

    @property
    def pages(self) -> tuple[str, ...]:
        return tuple(name for name in self.names if name.endswith(".html"))


def open_edition(plan: Path) -> Edition:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("STC_PLAN", "STC_AS_OF", "SOURCE_DATE_EPOCH"):
            patch.delenv(name, raising=False)
        patch.setenv("HOME", str(plan.parent))
        session = open_publishing(PlanOptions(plan=str(plan), as_of=AS_OF.isoformat()))
        return make_whole_edition(session)


def build(edition: Edition, folder: Path) -> Built:
    files = build_site(edition, None, "https://github.com/example-city/plan")
    return Built(edition, *write_folder(folder, files, MARKER)[:2])


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The plan as published, without git."""
    folder = tmp_path_factory.mktemp("published") / "data"
    shutil.copytree(PUBLISHED, folder)
    return open_edition(folder / "plan.yaml")


@pytest.fixture(scope="session")
def built(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of the plan as published."""
    return build(edition, tmp_path_factory.mktemp("built") / "site")


@pytest.fixture(scope="session")
def rich_edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """A small plan in which everything occurs, with a history."""
    made = describe_story(tmp_path_factory.mktemp("rich") / "city")
    return open_edition(made.plan)


@pytest.fixture(scope="session")
def rich_built(rich_edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of the small plan."""
    return build(rich_edition, tmp_path_factory.mktemp("rich-built") / "site")


@pytest.fixture(scope="session")
def give() -> Iterator[Callable[[Built], str]]:
    """Return a site to browsers on this machine, and the address where it stands."""
    servers: dict[Path, Any] = {}

    def begin(site: Built) -> str:
        if site.folder not in servers:
            server = open_server(0)
            server.folder, server.names = site.folder, frozenset(site.names)
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
            servers[site.folder] = server
        return str(servers[site.folder].address)

    yield begin
    for server in servers.values():
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def chromium(request: pytest.FixtureRequest) -> str:
    """The path of Chromium; where there is none, what needs it is skipped, and said."""
    named = os.environ.get(BROWSER_VARIABLE)
    found = next(filter(None, map(shutil.which, [named] if named else BROWSERS)), None)
    if found is None:
        reason = f"no {named or 'chromium'} here: apt-get install chromium, or set STC_CHROMIUM"
        request.config.stash[SKIPPED] = reason
        pytest.skip(reason)
    return found


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Says, where nobody can overlook it, that no page was looked at."""
    reason = config.stash.get(SKIPPED, None)
    if reason:
        terminalreporter.write_sep("!", "THE PAGES OF THE SITE WERE NOT LOOKED AT", red=True)
        terminalreporter.write_line(f"The tests that need a browser were skipped: {reason}.")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """One browser for all tests."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*ARGUMENTS])
        yield browser
        browser.close()


class Watch:
    """What a page did that no page of ours may do: ask anybody else, or complain."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def look_at(self, page: Any) -> None:
        for event, hear in self._ears().items():
            page.on(event, hear)

    def look_away(self, page: Any) -> None:
        for event, hear in self._ears().items():
            page.remove_listener(event, hear)

    def _ears(self) -> dict[str, Callable[[Any], None]]:
        return {"request": self._look, "console": self._listen, "pageerror": self._fail}

    def _fail(self, error: Any) -> None:
        self.problems.append(f"error: {error}")

    def _look(self, request: Any) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "file:///", "data:")):
            self.problems.append(f"asked for {request.url}")

    def _listen(self, message: Any) -> None:
        # Chromium says here, too, what the content security policy has stopped.
        if message.type in ("error", "warning"):
            self.problems.append(f"console: {message.text}")


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Fails the test of a page that did what it may not do."""
    watch = Watch()
    yield watch
    assert watch.problems == []


@pytest.fixture
def open_page(browser: Any, watch: Watch) -> Iterator[Callable[..., Any]]:
    """Opens a page of its own, with options of Playwright."""
    contexts = []

    def begin(**options: Any) -> Any:
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        watch.look_at(page)
        return page

    yield begin
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def window(browser: Any) -> Any:
    """One window for all tests: a new one each costs more than what is looked at."""
    context = browser.new_context(reduced_motion="reduce")
    context.set_default_timeout(60_000)
    return context.new_page()


@pytest.fixture
def page(window: Any, watch: Watch) -> Iterator[Any]:
    """An empty page 1280 px wide, light, with JavaScript, without motion."""
    window.goto("about:blank")
    window.set_viewport_size({"width": 1280, "height": 900})
    window.emulate_media(
        media="screen", color_scheme="light", reduced_motion="reduce", forced_colors="none"
    )
    watch.look_at(window)
    yield window
    window.unroute_all()
    watch.look_away(window)
