"""Everything about a step: `show`."""

from datetime import date

from stc.deadlines.standing import (
    days_past,
    describe_status,
    is_open,
    is_overdue,
    is_review_due,
    is_undated,
    slip_days,
)
from stc.plan.model import NeedsReview, Step
from stc.progress.counts import count_steps
from stc.views.describe import describe, name_department
from stc.views.records import STEP_FIELDS, record_counts, record_step
from stc.views.view import Context, Details, Verbatim, View
from stc.words.dates import describe_days


def view_step_details(steps: tuple[Step, ...], context: Context) -> View:
    """Gives everything about each of the steps."""
    return View(
        schema="stc/steps/1",
        title=", ".join(step.id for step in steps),
        context=context,
        blocks=tuple(_details(step, context.as_of) for step in steps),
        collection="steps",
        fields=STEP_FIELDS,
        records=tuple(record_step(step, context.as_of) for step in steps),
        totals=record_counts(count_steps(steps, context.as_of)),
        ids=tuple(step.id for step in steps),
    )


def _details(step: Step, as_of: date) -> Details:
    section = f"{step.section.id} {step.section.title}"
    entries = (
        ("Status", (describe_status(step, as_of),)),
        ("Action step", (step.action,)),
        ("Items", tuple(f"- {item}" for item in step.items)),
        ("Section", (section, *_tell_review(step.section.needs_review))),
        ("Goal", (step.goal.title,)),
        ("Departments", tuple(name_department(one) for one in step.departments) or ("(none)",)),
        ("Lead", (name_department(step.lead),) if step.lead else ()),
        ("Deadline", (_tell_deadline(step, as_of),)),
        ("Original deadline", _tell_original(step)),
        ("Moves", tuple(map(describe, step.revisions))),
        ("Completed", _tell_completed(step)),
        ("Evidence", step.evidence),
        ("Reason", (step.reason,) if step.reason else ()),
        ("Note", (step.note,) if step.note else ()),
        ("Needs review", _tell_review(step.needs_review)),
        ("Published plan", (f"page {step.page}",) if step.page else ()),
        ("In the file", (Verbatim(step.place),)),
    )
    return Details(step.id, tuple((name, lines) for name, lines in entries if lines))


def _tell_deadline(step: Step, as_of: date) -> str:
    past = days_past(step, as_of)
    if step.deadline is None or past is None:
        return "none; it can never be overdue" if is_undated(step, as_of) else "none"
    if is_overdue(step, as_of):
        return f"{step.deadline}, overdue by {describe_days(past)}"
    if is_review_due(step, as_of):
        return f"{step.deadline}, due for review since {describe_days(past)}"
    if is_open(step, as_of):
        return f"{step.deadline}, " + (f"due in {describe_days(-past)}" if past else "due today")
    return str(step.deadline)


def _tell_original(step: Step) -> tuple[str, ...]:
    if not step.revisions:
        return ()
    days = slip_days(step)
    if not days:
        return (str(step.original_deadline),)
    direction = "later" if days > 0 else "earlier"
    return (f"{step.original_deadline}; the current one is {describe_days(abs(days))} {direction}",)


def _tell_completed(step: Step) -> tuple[str, ...]:
    if step.completed:
        return (str(step.completed),)
    return ("date not recorded",) if step.status.name == "Complete" else ()


def _tell_review(review: NeedsReview | None) -> tuple[str, ...]:
    return (describe(review),) if review else ()
