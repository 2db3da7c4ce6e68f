"""A sound file in the canonical layout is judged without its tree, and just the same."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stc.edit.layout import format_document, format_file
from stc.errors import StcError
from stc.files.kinds import TIMELINE as TIMELINE_KIND
from stc.files.load import (
    load_plan,
    load_plan_by_tree,
    load_timeline,
    load_timeline_by_tree,
)
from stc.files.quoting import MISREAD
from stc.findings import Finding
from stc.rules.validate import check_file, check_plan
from stc.yaml.reader import read_document
from stc.yaml.scalars import is_plain
from tests.files.layouts import EDITS, LAYOUTS, PLAN, change_text
from tests.laws import tries
from tests.plans import PUBLISHED, TIMELINE, read_published_bytes

DAY = date(2026, 1, 1)
LAID_OUT = format_file(
    PLAN.replace("          # A remark between two steps.\n", "")
    .replace("action: |\n              Call.\n", "action: Call.\n")
    .encode(),
    "p",
).decode()
SOURCES = {"laid out": LAID_OUT, **LAYOUTS}


def check_twice(data: bytes) -> tuple[bool, tuple[Finding, ...]]:
    """Return whether a plan is judged without a tree, and its findings, the same with one."""
    quick, by_tree = load_plan(data, "p"), load_plan_by_tree(data, "p")
    assert quick.value == by_tree.value
    found = check_plan(quick, DAY)
    assert found == check_plan(by_tree, DAY)
    return quick.document.is_canonical, found


def test_the_published_plan_is_judged_without_its_tree() -> None:
    is_canonical, found = check_twice(read_published_bytes())
    assert is_canonical
    assert {one.code for one in found} > {"STC203", "STC204", "STC206"}


@pytest.mark.parametrize("text", [TIMELINE, (PUBLISHED / "timeline.yaml").read_text("utf-8")])
def test_a_timeline_is_judged_without_its_tree(text: str) -> None:
    data = format_file(text.encode(), "t")
    quick, by_tree = load_timeline(data, "t"), load_timeline_by_tree(data, "t")
    assert quick.document.is_canonical
    assert quick.value == by_tree.value
    assert check_file(TIMELINE_KIND, quick, None, DAY) == check_file(
        TIMELINE_KIND, by_tree, None, DAY
    )


@pytest.mark.parametrize(
    "text",
    [
        LAID_OUT.replace("            status:", "            # As of June.\n            status:"),
        LAID_OUT.replace("status: Planning", "status: Planning  # since May"),
        LAID_OUT.replace("\n", "\r\n"),
        LAID_OUT.replace("title: A plan", 'title: "A plan"'),
        f"{LAID_OUT}# The end.\n",
        f"\n{LAID_OUT}",
        f"# A comment. \n{LAID_OUT}",
        f"{LAID_OUT}\n",
        f"\ufeff{LAID_OUT}",
    ],
)
def test_any_other_layout_is_judged_by_the_tree(text: str) -> None:
    assert check_twice(f"# A comment.\n{LAID_OUT}".encode())[0]
    assert not check_twice(text.encode())[0]


@settings(max_examples=tries(150), deadline=None)
@given(st.sampled_from(sorted(LAYOUTS)), st.lists(EDITS, max_size=4), st.booleans(), st.booleans())
def test_whatever_is_changed_is_judged_as_with_the_tree(
    layout: str, edits: list[Any], first: bool, last: bool
) -> None:
    text = SOURCES[layout]
    for number, one in enumerate(edits):
        if number == 1 and first:
            text = lay_out(text)
        text = change_text(text, one, SOURCES[layout])
    check_twice((lay_out(text) if last else text).encode("utf-8", "surrogateescape"))


def lay_out(text: str) -> str:
    """Return the text in the canonical layout, with a tree or without; as it is with an error."""
    data = text.encode("utf-8", "surrogateescape")
    try:
        laid_out = format_document(read_document(data, "p"))
        assert format_file(data, "p") == laid_out
    except StcError:
        return text
    return laid_out.decode()


@settings(max_examples=tries(300), deadline=None)
@given(
    st.text("0123456789-+.:_eExobTZinafytrusNOY /", max_size=12)
    | st.sampled_from(["0x1F", "1e5", "1:20", "2024-01-31", "-1", ".5", "No", "TRUE", "2024-03"])
)
def test_what_the_layout_leaves_plain_no_reader_takes_for_something_else(text: str) -> None:
    if is_plain(text):
        assert not MISREAD.fullmatch(text)
