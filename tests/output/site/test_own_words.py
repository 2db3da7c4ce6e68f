"""The site of a plan that has words of its own: they head its pages, and each status has one."""

import re
from pathlib import Path

import pytest

from stc.cli.main import main
from tests.plans import OWN_WORDS, change


def build(folder: Path, text: str, capsysbinary: pytest.CaptureFixture[bytes]) -> Path:
    (folder / "plan.yaml").write_text(text, "utf-8")
    words = ["site", "--plan", "plan.yaml", "--out", "site", "--as-of", "2026-11-30"]
    code = main(words)
    assert code == 0, capsysbinary.readouterr().err.decode()
    return folder / "site"


def read(path: Path) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", path.read_text("utf-8")))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_words_of_the_plan_head_its_pages(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    site = build(folder, change(OWN_WORDS, "language: en", "language: es"), capsysbinary)
    page = read(site / "index.html")
    assert "Overview Actions Changes Slips Scorecard Departments Pillars" in page
    assert "1 of 8 Actions is complete. 1 is overdue." in page
    assert "1 counted Action ended without being done" in page
    assert "The statuses are those in September 2026" in page
    assert "Pillars and their goals" in page
    assert "There is one Pillar" in page
    assert not re.search("Sections?|sections|None", page)
    steps = [read(path) for path in (site / "steps").iterdir()]
    assert steps
    assert not any(re.search("Sections|Facts Status [^.]* None Deadline", step) for step in steps)
    assert '<html lang="es">' in (site / "index.html").read_text("utf-8")
    assert "It ended and was not done." in read(site / "statuses" / "not-kept.html")
    assert "Not kept It ended and was not done." in read(site / "scorecard.html")
    assert "Complete" not in read(site / "about.html")


def test_a_status_of_what_was_not_done_has_its_colour(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    site = build(folder, OWN_WORDS, capsysbinary)
    style = (site / "site.css").read_text("utf-8")
    assert "status-unmet" in (site / "statuses" / "not-kept.html").read_text("utf-8")
    # The hue of what is late, whose contrast holds in each scheme.
    assert re.search(r"\.status-unmet {[^}]*--text: var\(--late-text\);", style)


def test_every_status_has_a_page_of_its_own_whatever_it_is_called(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = OWN_WORDS
    names = {"Not begun": "N/A", "On track": '"Done?"', "On hold": '"Done!"', "Continuous": "完了"}
    for old, new in {**names, "Not kept": "Con"}.items():
        text = text.replace(f"name: {old},", f"name: {new},").replace(
            f"status: {old}\n", f"status: {new}\n"
        )
    site = build(folder, text, capsysbinary)
    pages = [path.relative_to(site).as_posix() for path in (site / "statuses").iterdir()]
    assert len(pages) == 9
    assert all(re.fullmatch(r"statuses/[a-z0-9-]+\.html", page) for page in pages), pages
    assert "statuses/con.html" not in pages
    linked = re.findall(r'href="(statuses/[^"]+)"', (site / "index.html").read_text("utf-8"))
    assert set(linked) <= set(pages)
