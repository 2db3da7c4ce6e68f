"""Pictures on a terminal: text of the plan is text in them, too."""

import re

import pytest

from stc.history.known import KnownDeadlines
from stc.output.registry import Screen, render_view
from stc.plan.ledger import FILE_ONLY
from stc.plan.promises import count_promises
from stc.views.step import view_step_details
from stc.views.step_glance import glance_at_steps
from stc.views.summary import view_summary
from stc.views.summary_glance import Past, glance_at_summary
from stc.views.view import View
from tests.output.hostile import HOSTILE, plan_with
from tests.plans import AS_OF, describe

STYLE = re.compile(r"\x1b\[[0-9;]*m")


def look_at(hostile: str) -> tuple[View, ...]:
    """Return what summary and show tell of a plan whose texts are hostile."""
    plan = plan_with(hostile)
    context = describe(plan)._replace(filter={"search": [hostile]}, remarks=(hostile,))
    past = Past(count_promises(plan.steps, FILE_ONLY, AS_OF), why=hostile, lines=(hostile,))
    by = ("section", "dept", "goal")
    known = KnownDeadlines(FILE_ONLY, lines=(hostile,))
    return (
        view_summary(plan, plan.steps, context, by)._replace(
            glance=glance_at_summary(plan, plan.steps, context, by, past)
        ),
        view_step_details(plan.steps, context)._replace(
            glance=glance_at_steps(plan, plan.steps, context, known)
        ),
    )


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("columns", [30, 90])
def test_hostile_text_is_only_text(hostile: str, columns: int) -> None:
    screen = Screen(columns, True, "utf-8", is_terminal=True, layout="rows")
    for view in look_at(hostile):
        drawn = "".join(render_view("table", view, screen))
        assert STYLE.sub("", drawn).replace("\n", "").isprintable()
        assert "\x1b]" not in drawn
