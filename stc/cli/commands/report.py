"""`stc report`."""

from datetime import timedelta
from typing import Annotated, NamedTuple

from stc.cli.console import Outcome, show_view
from stc.cli.context import Session, parse_due_option
from stc.cli.options import Ascii, AsOf, At, Color, FilterOptions, PlanName, Wrap
from stc.cli.parameters import Option
from stc.cli.publishing import open_publishing
from stc.errors import UsageProblem
from stc.history.baseline import Baseline, LaterPlan, NoBaseline, find_baseline
from stc.history.commit_range import describe_range
from stc.history.compare_since import PlanVersion, compare_since
from stc.output.registry import FORMATS
from stc.plan.filters import describe_filter, resolve_filter, select_steps
from stc.plan.periods import first_day, last_day
from stc.views.report import view_report
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
    color: Color = "auto"
    ascii: Ascii = False
    wrap: Wrap = False


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
    quarter: Annotated[
        str | None,
        Option(
            "--quarter",
            metavar="PERIOD",
            help="Report on a period, such as 2026-Q3 or FY27 Q1, from its first to its last day.",
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
    if quarter is not None:
        if since or how.as_of or how.at:
            raise UsageProblem("--quarter says which days.", "Leave out --since, --as-of, --at.")
        how, since = _find_quarter(quarter, session, how)
        session = open_publishing(how)
    chosen = resolve_filter(which.typed, session.plan, session.as_of)
    now = PlanVersion(session.as_of, session.plan, select_steps(session.plan, chosen))
    earlier = find_baseline(_describe_later(session), since)
    context = session.describe({**describe_filter(chosen), **describe_range(since)}, now.steps)
    compared = compare_since(now, chosen, earlier) if isinstance(earlier, Baseline) else None
    lines = (earlier.why,) if isinstance(earlier, NoBaseline) else earlier.lines
    longest = None if whole else LONGEST
    view = view_report(now, compared, context, lines, chosen.values.get("dept", ()), longest)
    gaps = compared.gaps if compared else ()
    return _show(view._replace(notices=(*lines, *gaps)), how)


def _find_quarter(typed: str, session: Session, how: ReportOptions) -> tuple[ReportOptions, str]:
    """Return the options for a report on a period, and the day it begins with.

    One that is not over is reported up to today; one that is, with the plan as it was at its end.
    """
    period = parse_due_option(typed, "--quarter", session.plan, session.today)
    first, last = first_day(period), last_day(period)
    if first > session.today:
        raise UsageProblem(f"--quarter: {typed} begins after today, {session.today}.")
    if last >= session.today:
        return how._replace(as_of=str(session.today)), str(first)
    at = str(last + timedelta(days=1)) if session.is_in_checkout else None
    return how._replace(as_of=str(last), at=at), str(first)


def _describe_later(session: Session) -> LaterPlan:
    return LaterPlan(
        plan=session.plan,
        path=session.path.resolve(),
        shown=session.shown,
        head=session.head,
        as_of=session.as_of,
        today=session.today,
        find_log=session.find_log,
    )


def _show(view: View, how: ReportOptions) -> Outcome:
    if how.format != "html":
        return show_view(view, how)
    from stc.output.document import render_document

    return Outcome(
        render_document(view), exact=True, messages=view.list_messages(has_sentences=True)
    )
