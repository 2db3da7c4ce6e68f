"""Make the pictures of the pages: `python docs/screens/pages.py`. It needs Playwright and Chromium.

The plan is the copy as published under another title, with a history that is made up (`story.py`).
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
from story import AS_OF, tell

ROOT: Final = Path(__file__).resolve().parents[2]
TITLE: Final = "An example plan with a made-up history"
ARGUMENTS: Final = ("--no-sandbox", "--disable-background-networking")


class Shot(NamedTuple):
    """A picture: its name, the page, the width and height in pixels, and the scheme."""

    name: str
    page: str
    width: int
    height: int
    scheme: str


SHOTS: Final = (
    Shot("overview", "index.html", 1280, 1000, "light"),
    Shot("overview-phone", "index.html", 375, 1000, "dark"),
    Shot("step", "steps/RSP-04.html", 1280, 840, "light"),
    Shot("changes", "changes.html", 1280, 800, "light"),
    Shot("slips", "slips.html", 1280, 920, "light"),
)


def make_site(folder: Path) -> Path:
    """Return the folder of the site of the example."""
    published = ROOT / "tests" / "published"
    text = (published / "plan.yaml").read_text("utf-8")
    (folder / "data").mkdir()
    shutil.copyfile(published / "timeline.yaml", folder / "data" / "timeline.yaml")
    title = next(line for line in text.splitlines() if line.startswith("title: "))
    tell(folder, text.replace(title, f"title: {TITLE}", 1))
    command = [sys.executable, "-P", "-m", "stc", "site", "--as-of", str(AS_OF), "-o", "site"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / "site"


def take(browser: Browser, site: Path, shot: Shot) -> None:
    """Write a picture beside this file."""
    scheme = "dark" if shot.scheme == "dark" else "light"
    size = {"width": shot.width, "height": shot.height}
    context = browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto((site / shot.page).as_uri())
    page.screenshot(path=Path(__file__).with_name(f"{shot.name}.png"))
    context.close()


def main() -> None:
    """Write every picture."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*ARGUMENTS])
        site = make_site(Path(folder))
        for shot in SHOTS:
            take(browser, site, shot)
        browser.close()


if __name__ == "__main__":
    main()
