"""Everything about a step: `show`."""

from datetime import date

from stc.plan.counts import count_steps
from stc.plan.dates import describe_days
from stc.plan.deadlines import (
    days_past,
    describe_status,
    is_late_to_start,
    is_open,
    is_overdue,
    is_review_due,
    is_undated,
)
from stc.plan.ledger import FILE_ONLY, Ledger, Move, StepLedger
from stc.plan.model import Goal, NeedsReview, Step
from stc.plan.timeline import list_entries_of
from stc.plan.updates import list_updates
from stc.views.describe import describe, describe_new_fields, name_department
from stc.views.records import KNOWN_STEPS, dump_known_step, dump_totals
from stc.views.sentences import describe_distance, describe_ends
from stc.views.timeline import describe_entry
from stc.views.updates import describe_update, describe_voices
from stc.views.view import Block, Context, Details, Sentences, Verbatim, View


def view_step_details(
    steps: tuple[Step, ...],
    context: Context,
    ledger: Ledger = FILE_ONLY,
    lines: tuple[str, ...] = (),
) -> View:
    """Return everything about each of the steps.

    Args:
        steps: The steps.
        context: What the answer says about itself.
        ledger: Their first deadlines and moves.
        lines: Sentences about what was not asked.
    """
    notes: tuple[Block, ...] = (Sentences(lines),) if lines else ()
    return KNOWN_STEPS.view(
        title=", ".join(step.id for step in steps),
        context=context,
        blocks=(*(_details(step, context, ledger) for step in steps), *notes),
        records=(dump_known_step(step, context.as_of, ledger, context.added) for step in steps),
        totals=dump_totals(count_steps(steps, context.as_of, context.vocabulary), context.added),
        ids=tuple(step.id for step in steps),
    )


def _details(step: Step, context: Context, ledger: Ledger) -> Details:
    return Details(step.id, list_entries(step, context, ledger))


def list_entries(
    step: Step, context: Context, ledger: Ledger
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return all that is known of a step: names, each with one or several lines."""
    known, as_of = ledger.of(step), context.as_of
    voices = describe_voices(step, as_of) if context.has_updates else ()
    updates = (describe_update(update, step) for update in list_updates(step, as_of))
    section = f"{step.section.id} {step.section.title}"
    entries = (
        ("Status", (describe_status(step, as_of),)),
        *voices,
        ("Action step", (step.action,)),
        ("Items", tuple(f"- {item}" for item in step.items)),
        ("Section", (section, *_describe_review(step.section.needs_review))),
        ("Under", step.under),
        ("Goal", (_name_goal(step.goal),) if step.goal else ()),
        (
            "Departments",
            tuple(name_department(department) for department in step.departments) or ("(none)",),
        ),
        ("Lead", (name_department(step.lead),) if step.lead else ()),
        ("Start", describe_start(step, as_of)),
        ("Deadline", (_describe_deadline(step, as_of),)),
        ("Original deadline", _describe_first(known)),
        ("Moves", tuple(map(_describe_move, known.listed))),
        ("Disagreements", known.disagreements),
        ("Completed", _describe_completed(step)),
        ("Evidence", step.evidence),
        ("Reason", (step.reason,) if step.reason else ()),
        ("Note", (step.note,) if step.note else ()),
        ("Needs review", _describe_review(step.needs_review)),
        *describe_new_fields(step),
        ("Updates", tuple(line for lines in updates for line in lines)),
        ("Timeline", _list_timeline(step, context)),
        ("Published plan", (f"page {step.page}",) if step.page else ()),
        ("In the file", (Verbatim(step.place),)),
    )
    return tuple((name, lines) for name, lines in entries if lines)


def _list_timeline(step: Step, context: Context) -> tuple[str, ...]:
    found = list_entries_of(step.id, context.timeline)
    return tuple(describe_entry(entry, context.as_of) for entry in found)


def _name_goal(goal: Goal) -> str:
    return f"{goal.id} {goal.title}" if goal.id else goal.title


def describe_start(step: Step, as_of: date) -> tuple[str, ...]:
    """Return when the work begins, and whether that has passed without it."""
    if step.start is None:
        return ()
    late = f", late to start by {describe_days((as_of - step.start).days)}"
    return (f"{step.start}{late if is_late_to_start(step, as_of) else ''}",)


def _describe_deadline(step: Step, as_of: date) -> str:
    past, label = days_past(step, as_of), step.deadline_label
    if step.deadline is None or past is None:
        if not is_undated(step, as_of):
            return label or "none"
        return f"{label}; undated, so never overdue" if label else "none; it can never be overdue"
    due = f"{label} ({step.deadline})" if label else str(step.deadline)
    if is_overdue(step, as_of):
        return f"{due}, overdue by {describe_days(past)}"
    if is_review_due(step, as_of):
        if step.review_every or past <= 0:
            return f"{due}, due for review"
        return f"{due}, due for review since {describe_days(past)}"
    if is_open(step, as_of):
        return f"{due}, " + (f"due in {describe_days(-past)}" if past else "due today")
    return due


def _describe_first(known: StepLedger) -> tuple[str, ...]:
    if known.first is None or not (known.listed or known.disagreements):
        return ()
    if not known.days:
        return (str(known.first),)
    return (f"{known.first}; the current one is {describe_distance(known.days)}",)


def _describe_move(move: Move) -> str:
    day = move.on or move.day or "not committed"
    if not move.is_silent:
        return f"{day}: from {describe_ends(move)}. {' '.join(move.reasons)}"
    seen = f", seen in {move.commit[:9]} ({move.author})" if move.commit else ""
    return f"{day}: from {describe_ends(move)}. Silent: no reason was recorded with it{seen}."


def _describe_completed(step: Step) -> tuple[str, ...]:
    if step.completed:
        return (str(step.completed),)
    return ("date not recorded",) if step.status.is_done else ()


def _describe_review(review: NeedsReview | None) -> tuple[str, ...]:
    return (describe(review),) if review else ()
