"""The text of a step alone, in every layout: taken out and put back."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stc.edit.step_text import find_step_text, read_draft, replace_step, write_draft
from stc.edit.structure import PlanFile, prove
from stc.errors import CannotGoOn
from stc.files.load import load_plan
from stc.yaml.values import to_data
from tests.files.layouts import LAYOUTS
from tests.laws import tries
from tests.plans import SMALL, change

TODAY = date(2026, 11, 22)


def open_file(text: str) -> PlanFile:
    loaded = load_plan(text.encode(), "plan.yaml")
    assert loaded.value is not None, loaded.findings
    return PlanFile(loaded.value, loaded.document, to_data(loaded.document.root), TODAY)


PLANS = {name: text for name, text in LAYOUTS.items() if name not in ("JSON", "flat")}


@settings(max_examples=tries(40), deadline=None)
@given(st.sampled_from(sorted(PLANS)), st.integers(0, 20))
def test_it_is_put_back_as_it_was_and_with_one_line_more(layout: str, at: int) -> None:
    text = PLANS[layout]
    file = open_file(text)
    found = find_step_text(file, file.plan.steps[at % len(file.plan.steps)])
    written = write_draft(found, found.lines, ("A remark.",))
    draft = read_draft(written.encode(), "draft")
    assert (draft.texts, draft.version) == (found.lines, found.version)
    assert replace_step(file, found, draft).text == file.document.text
    more = read_draft((written + "page: 9\n").encode(), "draft")
    if any(line.startswith("page:") for line in found.lines) or found.lines[-1][:1] == " ":
        return
    data, _ = prove(file.document, replace_step(file, found, more), file.plan, TODAY, None)
    newline = "\r\n" if layout == "CRLF" else "\n"
    assert data.decode().replace(f"{' ' * found.depth}page: 9{newline}", "", 1) in (
        text, text + newline, text.removesuffix("\n"),
    ) or layout == "no line feed at the end"  # fmt: skip


def test_comments_above_it_come_along() -> None:
    text = change(SMALL, "          - id: COM-01", "          # First.\n          - id: COM-01")
    file = open_file(text)
    found = find_step_text(file, file.plan.steps[0])
    assert found.lines[:2] == ("# First.", "id: COM-01")
    lines = ("# Second.", "# Third.", *found.lines[1:])
    draft = read_draft(write_draft(found, lines, ()).encode(), "draft")
    after = replace_step(file, found, draft).text
    assert after == change(text, "# First.", "# Second.\n          # Third.")


def test_a_step_that_shares_its_line_is_not_edited_alone() -> None:
    text = change(SMALL, "          - id: COM-01", "          -\n            id: COM-01")
    file = open_file(text)
    with pytest.raises(CannotGoOn, match="COM-01 cannot be edited alone: its dash is alone"):
        find_step_text(file, file.plan.steps[0])
    file = open_file(LAYOUTS["JSON"])
    with pytest.raises(CannotGoOn, match="written in brackets"):
        find_step_text(file, file.plan.steps[0])
