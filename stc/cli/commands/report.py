"""`stc report`."""

from typing import Annotated, NamedTuple

from stc.cli.console import Outcome, show_view
from stc.cli.context import Session
from stc.cli.options import AsOf, At, ColorChoice, FilterOptions, PlanName
from stc.cli.parameters import Option
from stc.cli.publishing import open_publishing
from stc.history.baseline import Baseline, Later, NoBaseline, find_baseline
from stc.history.commit_range import describe_range
from stc.history.compare_since import PlanVersion, compare_since
from stc.output.registry import FORMATS
from stc.plan.filters import describe_filter, resolve_filter, select_steps
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
    compared = compare_since(now, chosen, earlier) if isinstance(earlier, Baseline) else None
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


def _show(view: View, how: ReportOptions) -> Outcome:
    if how.format != "html":
        return show_view(view, how.format, how.color)
    from stc.output.document import render_document

    return Outcome(render_document(view), exact=True, talk=view.list_talk(has_sentences=True))
