"""Texts that want to be more than text, and the plan that holds them in every field."""

import json

from stc.files.load import load_timeline
from stc.plan.model import Plan
from stc.plan.timeline import Timeline
from tests.plans import FULL, TIMELINE, describe_timeline, load

HOSTILE = (
    "[bold]red[/bold] and [/] and [link=https://evil.example]here[/link]",
    "\x1b[31mred\x1b[0m \x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\ \x1b]0;title\x07",
    "\x9b31mred \x90q \x08\x08 back \x7f",
    "\u202egnp.exe \u2066 hidden \u2069 \u200b\u2028 line \u2029 \ufeff \xad",
    ":cop: :warning: :+1: &amp; &#64;x &lt;b&gt;",
    "first\nsecond\n\nfourth\r\nfifth\ttab",
    "| a | b |\n|---|---|\n| c | d |",
    "<script>alert(1)</script> <img src=x onerror=alert(1)> <!-- open --> <b>",
    "![image](https://evil.example/a.png) [text](https://evil.example) <https://evil.example>",
    "https://evil.example/path www.evil.example me@evil.example @someone #12 org/repo#3",
    "**bold** *em* __strong__ _em_ `code` ~~gone~~ $x$ ```fence```",
    "# heading",
    "> quote",
    "- item",
    "1. item",
    "--- ",
    "===",
    "+ item",
    "* item",
    "[x] done [^1] [ref]: https://evil.example",
    "ends with a backslash \\",
    "ends with two \\\\ | and goes on",
    "::error file=a::text ##[command]run",
    "=cmd|' /C calc'!A0",
    "{{ 7*7 }} {% x %} ${x} %s {0}",
)
FREE = ("A plan", "Phase One", "Speak clearly", "Communications\n", "A remark.", "Write the page.",
        "The first page", "The last page", "It was asked for.", "It took longer.", "The minutes",
        "The date is smudged.", "The heading is lost.", "Mayor's office", "MECC")  # fmt: skip
"""The texts of the full plan that may be anything."""
FREE_IN_TIMELINE = (
    "A timeline", "Spring 2024", "Publish the plan", "The plan is published.", "In print",
    "The news", "A remark.", "The page is torn.",
)  # fmt: skip


def spoil(text: str, spoiled: str, free: tuple[str, ...]) -> str:
    """Return the text with every free text replaced, each made different by its number."""
    for number, one in enumerate(free):
        ending = "\n" if one.endswith("\n") else ""
        assert one in text, one
        text = text.replace(one, json.dumps(f"{spoiled} {number}") + ending)
    return text


def plan_with(spoiled: str) -> Plan:
    """Return the full plan with this text in every field that may hold any."""
    return load(spoil(FULL, spoiled, FREE))


def timeline_with(spoiled: str) -> Timeline:
    """Return a timeline with this text in every field that may hold any."""
    text = spoil(TIMELINE, spoiled, FREE_IN_TIMELINE)
    timeline = load_timeline(text.encode(), "timeline.yaml").value
    assert timeline is not None, describe_timeline(text)
    return timeline
