"""How large the pages, their style and their charts may be, and how long the overview on paper."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.output.site.conftest import Built

OVERVIEW, STYLE, CHART, SLIP, SMALL = 40_000, 20_000, 3_000, 300, 1_200
SIDES = ("top", "right", "bottom", "left")
TAG = re.compile(r"<svg[^>]*>|</svg>")


def list_charts(site: Built, name: str) -> Iterator[tuple[str, int]]:
    """Return the classes of each chart of a page, and its size in bytes."""
    text, depth, begin = site.read(name), 0, 0
    for tag in TAG.finditer(text):
        if tag[0] != "</svg>":
            begin = begin if depth else tag.start()
            depth += 1
        else:
            depth -= 1
            chart = text[begin : tag.end()]
            found = re.search(r'class="chart ([^"]*)"', chart)
            if not depth and found:
                yield found[1], len(chart.encode())


def test_the_overview_and_the_style_keep_to_their_budgets(built: Built, rich_built: Built) -> None:
    for site in (built, rich_built):
        assert len((site.folder / "index.html").read_bytes()) <= OVERVIEW
        assert len((site.folder / "site.css").read_bytes()) <= STYLE


@pytest.mark.parametrize(
    ("name", "kind", "budget"),
    [
        ("index.html", "chart-promised", CHART),
        ("steps/COM-02.html", "chart-strip", CHART),
        ("slips.html", "slip", SLIP),
        ("slips.html", "slip silent", SLIP),
        ("departments.html", "chart-small", SMALL),
        ("departments/911.html", "chart-promised", CHART),
        ("scorecard.html", "chart-share", CHART),
    ],
)
def test_a_chart_keeps_to_its_budget(rich_built: Built, name: str, kind: str, budget: int) -> None:
    sizes = [size for found, size in list_charts(rich_built, name) if found == kind]
    assert sizes
    assert max(sizes) <= budget


def test_no_page_needs_a_style_of_its_own(rich_built: Built) -> None:
    for name in rich_built.pages:
        assert " style=" not in rich_built.read(name), name
        assert "<style" not in rich_built.read(name), name


def test_the_overview_fits_three_sheets_of_paper(
    page: Any, built: Built, rich_built: Built
) -> None:
    page.emulate_media(media="print")
    for site in (built, rich_built):
        page.goto((site.folder / "index.html").as_uri())
        printed = page.pdf(format="Letter", margin=dict.fromkeys(SIDES, "0.4in"))
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) <= 3
