"""`stc report`."""

from typing import Annotated, NamedTuple

from stc.cli.console import Outcome, show_view
from stc.cli.context import Session
from stc.cli.options import AsOf, At, ColorChoice, FilterOptions, PlanName
from stc.cli.parameters import Option
from stc.cli.publishing import open_publishing
from stc.history.baseline import Baseline, Later, NoBaseline, find_baseline, rename_filter
from stc.history.commit_range import describe_range
from stc.history.deadlines import read_ledger
from stc.history.gaps import describe_gaps
from stc.history.reverted import find_reverted
from stc.output.registry import FORMATS
from stc.plan.filters import Filter, describe_filter, resolve_filter, select_steps
from stc.views.report import Compared, view_report
from stc.views.since import PlanVersion
from stc.views.view import View

_HOW = "How it is shown"
LONGEST = 20


class ReportOptions(NamedTuple):
    """Which plan, as of when, and how the report is shown."""

    plan: PlanName = None
    as_of: AsOf = None
    at: At = None
    format: Annotated[
        str,
        Option(
            "--format",
            "-f",
            help="The output format; html is one page to print.",
            panel=_HOW,
            choices=(*FORMATS, "html"),
        ),
    ] = "table"
    color: Annotated[ColorChoice, Option("--color", help="When to use colour.", panel=_HOW)] = (
        "auto"
    )


def run(
    which: FilterOptions,
    how: ReportOptions,
    since: Annotated[
        str | None,
        Option(
            "--since",
            metavar="REV|DATE",
            help="The version to compare with; by default, 91 days before the as-of day.",
        ),
    ] = None,
    whole: Annotated[
        bool, Option("--all", help=f"List all steps, even if there are more than {LONGEST}.")
    ] = False,
) -> Outcome:
    """Report to a meeting what was done, slipped, is overdue and due, each with its change.

    A day for --since means the last commit before it began. A filter is applied to both versions.

    Example: stc report --since 2024-11-20 --format md
    """
    session = open_publishing(how)
    chosen = resolve_filter(which.typed, session.plan, session.as_of)
    now = PlanVersion(session.as_of, session.plan, select_steps(session.plan, chosen))
    earlier = find_baseline(_describe_later(session), since)
    context = session.describe({**describe_filter(chosen), **describe_range(since)}, now.steps)
    compared = _compare(session, now, chosen, earlier) if isinstance(earlier, Baseline) else None
    lines = (earlier.why,) if isinstance(earlier, NoBaseline) else earlier.lines
    longest = None if whole else LONGEST
    view = view_report(now, compared, context, lines, chosen.values.get("dept", ()), longest)
    gaps = compared.gaps if compared else ()
    return _show(view._replace(notices=(*lines, *gaps)), how)


def _describe_later(session: Session) -> Later:
    return Later(
        plan=session.plan,
        path=session.path.resolve(),
        shown=session.shown,
        head=session.head,
        as_of=session.as_of,
        today=session.today,
        find_log=session.find_log,
    )


def _compare(session: Session, now: PlanVersion, chosen: Filter, earlier: Baseline) -> Compared:
    """Return the earlier side, with what happened between the two."""
    asked = rename_filter(chosen, session.plan, earlier.plan)
    then = PlanVersion(
        earlier.day, earlier.plan, select_steps(earlier.plan, asked._replace(as_of=earlier.day))
    )
    log, span = earlier.log, earlier.span
    if log is None:
        return Compared(then, earlier.commit, earlier.since, span)
    ids = {step.id for side in (then, now) for step in side.steps}
    reverted = find_reverted(log, span, ids, (earlier.plan, session.plan))
    skipped = tuple(pair for pair in log.skipped if span.accepts(pair[0]))
    gaps = describe_gaps(log, skipped, span)
    ledger = read_ledger(log, session.plan).since(span.accepts_id)
    return Compared(then, earlier.commit, earlier.since, span, reverted, gaps, ledger)


def _show(view: View, how: ReportOptions) -> Outcome:
    if how.format != "html":
        return show_view(view, how.format, how.color)
    from stc.output.document import render_document

    return Outcome(render_document(view), exact=True, talk=view.list_talk(has_sentences=True))
