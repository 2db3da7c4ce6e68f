"""The Markdown of a job's summary: all findings, within the size, nothing in it alive."""

from markdown_it import MarkdownIt

from stc.output.ci.findings import render_step_summary
from tests.output.ci.hostile import HOSTILE, LINES, PLAIN, make_finding

READER = MarkdownIt("commonmark").enable("table")


def find_tags(text: str) -> list[str]:
    tokens = [token for token in READER.parse(text) if token.type != "inline"]
    inner = [child for token in READER.parse(text) for child in token.children or ()]
    return [token.type for token in (*tokens, *inner) if token.type not in ("text", "html_inline")]


def test_it_is_a_table() -> None:
    text = render_step_summary(PLAIN, ("2 errors, 1 warning.",))
    assert text.startswith("## Findings\n\n- 2 errors, 1 warning.\n\n| Severity | Code |")
    assert "| error | STC104 | data/plan.yaml" in text
    assert '12:7 | Unknown department "Comms".' in text
    assert find_tags(text).count("tr_open") == 4


def test_errors_come_first() -> None:
    text = render_step_summary(PLAIN, ())
    places = [text.index(code) for code in ("STC104", "STC108", "STC008")]
    assert places == sorted(places)


def test_nothing_found_is_said() -> None:
    assert render_step_summary((), ("0 errors.",)).endswith("\n\nNo findings.\n")


def test_hostile_text_makes_no_markup() -> None:
    text = render_step_summary(HOSTILE, LINES)
    tags = find_tags(text)
    assert tags.count("tr_open") == len(HOSTILE) + 1
    assert tags.count("td_open") == 4 * len(HOSTILE)
    assert tags.count("list_item_open") == len(LINES)
    assert not {"link_open", "code_inline", "strong_open", "em_open", "html_block"} & set(tags)
    assert "@everyone" not in text


def test_it_stays_within_the_size_of_a_step() -> None:
    findings = tuple(make_finding("\u202e" * 100, line=line + 1) for line in range(3000))
    text = render_step_summary(findings, ("Said.",))
    rows = text.count("\n| error |")
    assert len(text.encode()) < 1_000_000
    assert 0 < rows < 3000
    assert text.endswith(f"\nand {3000 - rows:,} more\n")
