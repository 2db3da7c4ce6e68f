"""Every kind of answer a command gives, from one plan."""

from stc.plan.model import Plan
from stc.plan.timeline import Timeline
from stc.views.departments import view_departments
from stc.views.step import view_step_details
from stc.views.steps import DAYS_PAST, view_counts, view_steps
from stc.views.summary import view_summary
from stc.views.timeline import view_timeline
from stc.views.view import View
from tests.plans import describe

LINES = ("A sentence.", "Another one.")


def answer_all(plan: Plan, timeline: Timeline) -> dict[str, View]:
    """Return an answer of every kind about a plan and its timeline."""
    context, steps = describe(plan), plan.steps
    return {
        "list": view_steps("Action steps", steps, context, LINES),
        "overdue": view_steps("Overdue", steps, context, LINES, days=DAYS_PAST),
        "counts": view_counts("Overdue", plan, steps, "dept", context, steps, LINES),
        "goals": view_counts("Overdue", plan, steps, "goal", context, steps, LINES),
        "show": view_step_details(steps, context),
        "summary": view_summary(plan, steps, context, ("section", "dept", "goal")),
        "departments": view_departments(plan, context),
        "timeline": view_timeline(timeline, timeline.entries, context),
    }
