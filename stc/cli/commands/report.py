"""`stc report`."""

from datetime import timedelta
from typing import Annotated, Final, NamedTuple

from stc.cli.console import Outcome, ask, say, show_view
from stc.cli.context import Session, parse_due_option
from stc.cli.options import Ascii, AsOf, At, Color, FilterOptions, PlanName, ReadOptions, Wrap
from stc.cli.parameters import Option
from stc.cli.publishing import find_protected, open_publishing
from stc.errors import UsageProblem
from stc.history.baseline import Baseline, LaterPlan, NoBaseline, find_baseline
from stc.history.commit_range import describe_range
from stc.history.compare_since import PlanVersion, compare_since
from stc.output.registry import FORMATS
from stc.output.suffixes import resolve_format
from stc.output.write_export import Destination
from stc.plan.filters import describe_filter, resolve_filter, select_steps
from stc.plan.periods import first_day, format_short_day, last_day
from stc.plan.promises import Promises, count_promises
from stc.text.nearest import quote
from stc.views.promises import describe_promises
from stc.views.report import view_report
from stc.views.report_page import PICTURE
from stc.views.summary_glance import Past
from stc.views.view import View

_HOW = "How it is shown"
_SUFFIXES: Final = {
    "table": ".txt",
    **{name: f".{name}" for name in ("md", "html", "json", "csv", "tsv")},
}


class ReportOptions(NamedTuple):
    """Which plan, as of when, and how the report is shown."""

    plan: PlanName = None
    as_of: AsOf = None
    at: At = None
    format: Annotated[
        str | None,
        Option(
            "--format",
            "-f",
            help="The output format, else that of -o; html is one page to print.",
            panel=_HOW,
            choices=(*FORMATS, "html"),
        ),
    ] = None
    color: Color = "auto"
    ascii: Ascii = False
    wrap: Wrap = False


def run(
    which: FilterOptions,
    asked: ReportOptions,
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
        bool, Option("--all", help="Show all parts and all steps, not only one page.")
    ] = False,
    out: Annotated[
        str | None,
        Option("-o", "--out", metavar="FILE", help="The file to write, in any format."),
    ] = None,
    force: Annotated[bool, Option("--force", help="Replace a file that is there.")] = False,
) -> Outcome:
    """Report to a meeting, on one page, what was done, moved, is overdue and is due.

    A day for --since means the last commit before it began. A filter is applied to both versions.

    Example: stc report --since 2024-11-20 --format md
    """
    name = _find_format(asked.format, out)
    how = ReadOptions(asked.plan, asked.as_of, asked.at, name, asked.color, asked.ascii, asked.wrap)
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
    past = None if whole or _is_for_programs(how) else _find_past(session, now)
    view = view_report(now, compared, context, lines, chosen.values.get("dept", ()), past)
    gaps = compared.gaps if compared else ()
    shown = _show(view._replace(notices=(*lines, *gaps)), how, past)
    if out is None or out == "-":
        return shown
    return _write(shown, Destination(out, force, find_protected(session, how)))


def _find_format(named: str | None, out: str | None) -> str:
    """Return the format that was named, or that of the file; a table on the screen.

    Raises:
        UsageProblem: The name of the file says another format, or none.
    """
    if named is None and out in (None, "-"):
        return "table"
    return resolve_format(named, out, _SUFFIXES)


def _is_for_programs(how: ReadOptions) -> bool:
    return how.format in FORMATS and FORMATS[how.format].for_programs


def _find_past(session: Session, now: PlanVersion) -> Past:
    """Return what git knows of the steps; only people see it."""
    known = session.find_deadlines()
    versions = session.list_versions(known.log, now.steps)
    promises = count_promises(now.steps, known.ledger, session.as_of, versions)
    return Past(promises, known.ledger, known.why, known.lines)


def _write(shown: Outcome, destination: Destination) -> Outcome:
    """Write what would be printed to a file, whole or not at all."""
    from stc.files.store.file import OverwritePolicy, write_file

    name = quote(destination.path, 200)

    def permit() -> bool:
        return destination.force or ask(f"{name} exists. Replace it?")

    data = "".join((shown.text, *shown.pieces)).encode()
    policy = OverwritePolicy(lambda _: False, permit, destination.protected)
    written = write_file(destination.path, data, policy, say=say)
    line = f"{name} holds exactly this already." if written == "same" else f"Written to {name}."
    return Outcome("", messages=(*shown.messages, line))


def _find_quarter(typed: str, session: Session, how: ReadOptions) -> tuple[ReadOptions, str]:
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


def _show(view: View, how: ReadOptions, past: Past | None) -> Outcome:
    if how.format != "html":
        return show_view(view, how)
    from stc.output.document import render_document

    pictures = _draw(past.promises, view) if past else {}
    page = render_document(view, pictures)
    return Outcome(page, exact=True, messages=view.list_messages(has_sentences=True))


def _draw(promises: Promises, view: View) -> dict[str, str]:
    """Return the chart of the site, by its heading; none without history."""
    from stc.output.charts.promised import draw_promised

    if view.context is None or not (promises.has_history and promises.now.promised):
        return {}
    words = view.context.vocabulary
    label = describe_promises(promises, words, format_short_day)
    steps = words.name("steps")
    return {PICTURE: draw_promised(promises.tallies, promises.ahead, steps, label)}
