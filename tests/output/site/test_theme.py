"""What is a city's own on its pages: from the head of the plan, or from a folder."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stc.output.site import build
from stc.output.site.build import build_site
from stc.output.site.files import SiteFile
from stc.plan.model import Source
from stc.plan.theme import DARK, LIGHT, Theme
from stc.rules.load_theme import Look
from tests.files.test_pictures import HEAD, make_png
from tests.history.repository import Repository
from tests.in_process import Answer, run_here
from tests.output.site.conftest import Built
from tests.output.site.editions import find_id, parse, publish, text_of
from tests.output.site.test_accessibility import axe, find_faults
from tests.plans import SMALL, change, load

__all__ = ["axe", "find_faults"]
SVG = f'{HEAD} viewBox="0 0 90 30"><rect width="90" height="30"/></svg>'
ASSETS = Path(build.__file__).with_name("assets")
Run = Callable[..., Answer]


def add_site(lines: str) -> str:
    """Return the small plan with a block `site`."""
    block = "".join(f"  {line}\n" for line in lines.splitlines())
    return change(SMALL, "departments:\n", f"site:\n{block}\ndepartments:\n")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Build the site of a plan that sets something."""
    (tmp_path / "logo.svg").write_text(SVG, "utf-8")
    (tmp_path / "share.png").write_bytes(make_png())

    def build_with(lines: str, *words: str, command: str = "site") -> Answer:
        (tmp_path / "plan.yaml").write_text(add_site(lines), "utf-8")
        options = ("--out", "site", "--as-of", "2025-01-24") if command == "site" else ()
        return run_here([command, "--plan", "plan.yaml", *options, *words], tmp_path, {})

    return build_with


def read(folder: Path, name: str) -> str:
    return (folder / "site" / name).read_text("utf-8")


def test_a_plan_without_it_looks_like_stc(run: Run, tmp_path: Path) -> None:
    files = {file.path: file.data for file in build_site(publish(load(SMALL)))}
    assert b"light-dark(#" not in files["site.css"].partition(b"the city's own")[2]
    page = files["index.html"].decode()
    assert '<link rel="icon" type="image/svg+xml" href="favicon.svg">' in page
    assert "masthead-name" not in page
    assert "og:image" not in page
    assert "mistake" not in files["steps/COM-01.html"].decode()


def test_everything_at_once(run: Run, tmp_path: Path) -> None:
    lines = (
        "name: City of Example\nlogo: logo.svg\nlight:\n  brand: '#063'\ndark:\n  link: '#FFF'\n"
        "share: share.png\nreport: plan@example.org"
    )
    answer = run(lines, "--base-url", "https://example.org/plan/")
    assert answer.code == 0, answer.err
    for name, way in (("index.html", ""), ("steps/COM-01.html", "../"), ("404.html", "/plan/")):
        page = parse(read(tmp_path, name).encode())
        (logo,) = page.iter("img")
        size = {"alt": "", "width": "96", "height": "32"}
        assert dict(logo.items()) == {"src": f"{way}logo.svg", **size}
        assert f'href="{way}logo.svg"' in read(tmp_path, name)
    page_of_step = read(tmp_path, "steps/COM-01.html")
    assert 'href="mailto:plan@example.org?subject=COM-01"' in page_of_step
    assert '<meta property="og:image" content="https://example.org/plan/share.png">' in page_of_step
    assert '<meta property="og:image:width" content="40">' in page_of_step
    style = read(tmp_path, "site.css").partition("the city's own")[2]
    assert f"--brand: light-dark(#006633, {DARK.brand});" in style
    assert f"--link: light-dark({LIGHT.link}, #ffffff);" in style
    assert "--done" not in style
    assert (tmp_path / "site" / "share.png").read_bytes() == make_png()


def test_a_folder_replaces_what_the_plan_sets(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "our-theme"
    folder.mkdir()
    (folder / "theme.yaml").write_text("name: Another\nlogo: sign.png\n", "utf-8")
    (folder / "sign.png").write_bytes(make_png(400, 20))
    lines = "name: City\nlogo: missing.svg\nreport: https://example.org/contact"
    assert run(lines, "--theme", "our-theme").code == 0
    page = read(tmp_path, "steps/COM-01.html")
    assert 'src="../logo.png" alt="" width="400" height="20"' in page
    assert "Another" in page
    assert 'href="https://example.org/contact"' in page


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("light:\n  link: '#777'\n", ":2:9: error STC228 The light link #777777 has a contrast of"),
        ("light:\n  link: 'red;}'\n", ':2:9: error STC116 "red;}" is not a colour.'),
        ("report: javascript:alert(1)\n", ':1:9: error STC116 "javascript:alert(1)" is neither'),
        ("logo: ../plan.svg\n", ':1:7: error STC116 "../plan.svg" is not the path'),
        ('name: "a\u202eb"\n', "STC005"),
        ("motto: x\n", "STC102"),
    ],
)
def test_a_theme_with_errors_is_refused(run: Run, tmp_path: Path, lines: str, said: str) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "theme.yaml").write_text(lines, "utf-8")
    answer = run("name: City", "--theme", "ours")
    assert (answer.code, answer.out) == (3, b"")
    assert said in answer.err.decode()
    assert not (tmp_path / "site").exists()
    assert said.rpartition("error ")[2] in run(lines, command="validate").out.decode()


def test_a_theme_that_is_not_there(run: Run) -> None:
    answer = run("name: City", "--theme", "nowhere")
    assert answer.code == 3
    assert 'Cannot read "nowhere/theme.yaml": it does not exist.' in answer.err.decode()


def test_unquoted_colours_are_told_about(run: Run) -> None:
    answer = run("light:\n  link: #0b5a86", command="validate")
    assert "The colour is empty. (Write it in quotes" in answer.out.decode()


def test_the_page_of_a_step_that_left_says_where_to_report_too(rich_edition: Any) -> None:
    look = Look(Theme(report="https://example.org/contact"))
    pages = [
        file.data.decode()
        for file in build_site(rich_edition, look=look)
        if file.path.startswith("steps/")
    ]
    assert len(pages) > len(rich_edition.plan.steps)
    assert all('<a href="https://example.org/contact"' in page for page in pages)


def test_hostile_words_are_text(run: Run, tmp_path: Path) -> None:
    lines = "name: '</title><script>alert(1)</script>\"'"
    assert run(lines, "--base-url", "https://example.org/").code == 0
    page = parse(read(tmp_path, "index.html").encode())
    scripts = [script.text for script in page.iter("script") if script.get("src") is None]
    assert len(scripts) == 1
    assert json.loads(scripts[0] or "")["@type"] == "Dataset"


def test_the_dataset_ends_nothing_and_names_the_files() -> None:
    text = '</script><script>alert(1)</script>&amp;\u2028"'
    plan = load(SMALL)._replace(title=text)
    files = {file.path: file for file in build_site(publish(plan), "https://example.org/p")}

    def read_dataset(file: SiteFile) -> Any:
        (found,) = re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', str(file.data, "utf-8")
        )
        assert not re.search("[<>&]", found)
        return json.loads(found)

    assert "script>" in read_dataset(files["index.html"])["name"]
    for page in ("index.html", "data.html"):
        offered = read_dataset(files[page])["distribution"]
        paths = [one["contentUrl"].removeprefix("https://example.org/p/") for one in offered]
        assert set(paths) <= set(files)
        assert len(paths) > 4


def test_a_page_says_what_a_link_to_it_is_about() -> None:
    files = {file.path: file for file in build_site(publish(load(SMALL)))}

    def describe(name: str) -> str | None:
        (found,) = parse(files[name].data).findall(".//meta[@name='description']")
        return found.get("content")

    assert describe("index.html") == "1 of 2 steps is complete (50%); 1 of 1 open one is overdue."
    assert (describe("steps/COM-01.html") or "").startswith("Planning. As of January 24, 2025, it")
    assert not parse(files["404.html"].data).findall(".//meta[@property]")


@pytest.mark.parametrize(
    ("report", "contact", "said"),
    [
        ("plan@example.org", ("Room 12",), "please write to plan@example.org."),
        (None, ("Room 12",), "please write to the contact above."),
        (None, (), "The plan names nobody to write to about a barrier."),
    ],
)
def test_the_statement_says_how_it_was_checked_and_whom_to_write_to(
    report: str | None, contact: tuple[str, ...], said: str
) -> None:
    plan = load(SMALL)
    source = Source("The plan", "The city", contact=contact)
    edition = publish(plan._replace(site=Theme(report=report), source=source))
    files = {file.path: file.data for file in build_site(edition)}
    text = text_of(find_id(parse(files["about.html"]), "main"))
    assert said in text
    assert re.search(
        r"checked last on \w+ \d+, \d{4} with axe-core [\d.]+: a page of every kind of a plan made"
        r" for it, 1,280 and 320 pixels wide, light and dark, with and without JavaScript. It"
        r" found 0 faults",
        text,
    )


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("he-IL", "rtl"), ("es", None)])
def test_every_page_has_the_language_and_direction_of_the_plan(
    language: str, direction: str | None
) -> None:
    for file in build_site(publish(load(SMALL)._replace(language=language))):
        if file.path.endswith(".html"):
            page = parse(file.data)
            assert (page.get("lang"), page.get("dir")) == (language, direction), file.path


def test_styles_know_a_start_and_an_end_but_no_left_and_right() -> None:
    for path in ASSETS.glob("*.css"):
        sides = re.findall(r"(?:^|[\s-])(?:left|right)\s*[:;-]", path.read_text("utf-8"))
        assert sides == [], path.name


COLOURS = [
    Theme(light=LIGHT._replace(bg="#ffffff", done="#949494", late="#cc2020", brand="#767676")),
    Theme(
        light=LIGHT._replace(bg="#f0f0e0", ink="#000000", link="#6a1b9a", late="#000000"),
        dark=DARK._replace(bg="#222233", ink="#dddd99", link="#ff99ff", done="#ffffff"),
    ),
]


@pytest.mark.parametrize("theme", COLOURS, ids=["least", "bold"])
def test_pages_in_colours_of_a_city_can_be_read(
    tmp_path: Path,
    rich_edition: Any,
    page: Any,
    give: Any,
    find_faults: Callable[[Any], list[str]],
    theme: Theme,
) -> None:
    from stc.files.pictures import read_picture
    from stc.files.store.folder import write_folder

    (tmp_path / "logo.svg").write_text(SVG, "utf-8")
    look = Look(theme._replace(name="City"), read_picture(tmp_path, "logo.svg"))
    built = Built(
        rich_edition,
        *write_folder(tmp_path / "site", build_site(rich_edition, look=look), "stc-site.json")[:2],
    )
    root = give(built)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for name in ("index.html", "scorecard.html", "steps.html", "data.html"):
            page.goto(root + name)
            assert find_faults(page) == [], (scheme, name)
    assert page.evaluate("document.querySelector('.masthead-name img').naturalWidth") > 0


def test_an_old_version_that_looked_otherwise_is_still_history(tmp_path: Path) -> None:
    past = Repository(tmp_path / "city")
    pale = add_site("name: Old\nlogo: gone.svg\nlight:\n  link: '#ffffff'")
    for text in (pale, change(add_site("name: New"), "status: Planning", "status: Ongoing")):
        past.put(text)
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    told = run_here(["history"], past.root, environment)
    assert (told.code, told.err) == (0, b"")
    assert "Planning" in told.out.decode()
    compared = run_here(["diff", "HEAD~1"], past.root, environment).out.decode()
    assert "Site name from “Old” to “New”." in compared
    assert "Site light link taken away, was “#ffffff”." in compared
