"""`stc overdue`."""

from typing import Annotated

from stc.cli.console import Outcome
from stc.cli.context import open_session
from stc.cli.listing import show_list
from stc.cli.main import DONE, FINDINGS
from stc.cli.options import By, FilterOptions, ListOptions, ReadOptions
from stc.cli.parameters import Option
from stc.plan.deadlines import as_promised, is_overdue, is_review_due
from stc.plan.filters import describe_filter, resolve_filter, select_steps
from stc.plan.ledger import FILE_ONLY
from stc.plan.order import order_steps
from stc.plan.status import StatusKind
from stc.views.sentences import describe_overdue
from stc.views.steps import DAYS_PAST, view_counts, view_promised, view_steps


def run(
    which: FilterOptions,
    how: ReadOptions,
    listed: ListOptions,
    by: Annotated[By | None, Option("--by", help="Count by this instead of listing steps.")] = None,
    ongoing: Annotated[
        bool, Option("--ongoing", help="List the ongoing steps past their date instead.")
    ] = False,
    original: Annotated[
        bool,
        Option(
            "--original",
            help="Use the original deadlines: the first that git or the file knows.",
        ),
    ] = False,
    exit_code: Annotated[
        bool, Option("--exit-code", help="Exit with 1 if any step is listed.")
    ] = False,
) -> Outcome:
    """List the open steps whose deadline has passed, worst first.

    Due today is not overdue. Ongoing steps past their date are due for review, never overdue.

    Example: stc overdue --dept 911
    """
    session = open_session(how)
    chosen = resolve_filter(which.typed, session.plan, session.as_of)
    considered = select_steps(session.plan, chosen)
    ledger, dated = FILE_ONLY, considered
    unknown: tuple[str, ...] = ()
    if original:
        known = session.find_deadlines()
        ledger, unknown = known.ledger, known.lines
        dated = tuple(as_promised(step, ledger) for step in considered)
    judge = is_review_due if ongoing else is_overdue
    found = tuple(step for step in dated if judge(step, session.as_of))
    narrowed = {**describe_filter(chosen), **({"original": True} if original else {})}
    context = session.describe(narrowed, considered)
    counts, filtered = session.count_steps(dated), chosen.is_narrow
    lines = (*describe_overdue(counts, filtered=filtered), *unknown)
    name = session.plan.vocabulary.name_kind(StatusKind.CONTINUING)
    reviewed = "Due for review" if counts.open_reviewed else f"{name}, past their date"
    title = reviewed if ongoing else "Overdue"
    title += ", against the original deadlines" if original else ""
    if by is not None:
        view = view_counts(title, session.plan, dated, by, context, found, lines)
    elif original:
        current = {step.id: step for step in considered}
        steps = tuple(current[step.id] for step in order_steps(found, "deadline"))
        view = view_promised(title, steps, context, lines, ledger)
    else:
        steps = order_steps(found, "deadline")
        view = view_steps(title, steps, context, lines, days=DAYS_PAST)
    view = view._replace(notices=unknown)
    return show_list(view, how, listed, FINDINGS if exit_code and found else DONE)
