"""The strip on the page of a step."""

from tests.output.site.conftest import Built
from tests.output.site.editions import parse, text_of


def test_the_page_of_a_step_has_its_strip(rich_built: Built) -> None:
    page = parse((rich_built.folder / "steps/COM-02.html").read_bytes())
    strip = page.find(".//{*}svg[@role='img']")
    assert strip is not None
    assert strip.get("aria-label") == (
        "First deadline December 31, 2024; moved to February 28, 2025; today is January 24, 2025."
    )
    assert "promised" in [text_of(text) for text in strip.findall(".//{*}text")]
    undated = parse((rich_built.folder / "steps/COM-05.html").read_bytes())
    assert undated.find(".//{*}svg[@role='img']") is None
