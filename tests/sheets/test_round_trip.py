"""A sheet that nobody touched says nothing, whatever the texts of the plan are."""

from datetime import date

import pytest

from stc.output.sheets.render import Blank, render_sheet
from stc.sheets.apply import apply_sheet
from stc.sheets.columns import make_stamp
from stc.sheets.read import read_sheet
from tests.plans import SMALL, load

TEXTS = (
    *("_x0041_ a", "_x000D_", "<r>a</r>", "<r><t>x</t></r>", "&amp; <b>", "=1+1", "'=1", "''x"),
    *("+1", "@x", "\t=x", "a\rb", "a\r\nb", "  lead", "x  y", "1/2", "2026-12-31", "Jan 5", "5e3"),
    *("\x07bell", "\u202eabc", "\ufeff", "a\u2028b", "\x85x", "\ufffe", "😀", '"q"', "a,b;c\td"),
    *("0", "007", "TRUE", "#N/A", "stc sheet 1 | x", "é" * 17_000, "line\n" * 400),
)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_any_text_comes_back(suffix: str) -> None:
    plan = load(SMALL)
    section, day = plan.steps[0].section, date(2026, 11, 30)
    steps = tuple(
        plan.steps[0]._replace(id=f"COM-{number}", action=text, section=section)
        for number, text in enumerate(TEXTS, 1)
    )
    plan = plan._replace(steps=steps, title="=1 | A plan")
    stamp = make_stamp(plan, day, None, "911")
    data = render_sheet(suffix, Blank(plan, steps, stamp))
    sheet = read_sheet(data, f"sheet{suffix}", plan)
    applied = apply_sheet(plan, sheet, "sheet", day, lambda: None)
    assert (applied.rows, applied.reports, applied.notes) == (len(TEXTS), (), ())
    assert applied.stamp == stamp
