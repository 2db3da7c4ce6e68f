"""`stc history`."""

from typing import Annotated

from stc.cli.completion import complete_department, complete_field, complete_status, complete_step
from stc.cli.console import Outcome, is_glance
from stc.cli.context import Session, open_session
from stc.cli.listing import show_list
from stc.cli.options import ListOptions, ReadOptions
from stc.cli.parameters import Argument, Option
from stc.cli.progress import show_work
from stc.errors import UsageProblem
from stc.history.commit_range import describe_range
from stc.history.counts_over_time import Every, count_over_time
from stc.history.deadlines import read_ledger
from stc.history.gaps import describe_first_version
from stc.history.log import Log, resolve_ids
from stc.history.main_line import Standing, list_plan_versions, read_main_line
from stc.history.selection import Selection, make_selection, resolve_field, select_entries
from stc.history.update_log import add_updates
from stc.plan.promises import Promises, count_promises
from stc.plan.resolve import resolve_departments, resolve_statuses
from stc.views.counts_glance import glance_at_counts
from stc.views.counts_over_time import view_counts_over_time
from stc.views.history import view_history


def run(
    how: ReadOptions,
    listed: ListOptions,
    ids: Annotated[
        list[str] | None,
        Argument(
            metavar="[ID...]",
            help="The ids of the steps, including those that left the plan.",
            complete=complete_step,
        ),
    ] = None,
    since: Annotated[
        str | None,
        Option(
            "--since",
            metavar="REV|DATE",
            help="Changes merged on or after a day, or after a revision.",
        ),
    ] = None,
    until: Annotated[
        str | None,
        Option("--until", metavar="REV|DATE", help="Changes merged up to a day or a revision."),
    ] = None,
    field: Annotated[
        list[str] | None,
        Option(
            "--field",
            metavar="FIELD",
            help="Changes of this field, such as deadline.",
            complete=complete_field,
        ),
    ] = None,
    dept: Annotated[
        list[str] | None,
        Option(
            "--dept",
            "-d",
            metavar="DEPT",
            help="Changes of a department's steps.",
            complete=complete_department,
        ),
    ] = None,
    to: Annotated[
        list[str] | None,
        Option(
            "--to",
            metavar="STATUS",
            help="Changes to this status.",
            complete=complete_status,
        ),
    ] = None,
    counts: Annotated[
        bool, Option("--counts", help="Count by status after each change instead.")
    ] = False,
    every: Annotated[
        Every | None, Option("--every", help="Count at the end of each month or quarter.")
    ] = None,
    whole: Annotated[
        bool, Option("--all", help="Of --counts, list every month on a terminal, not the last 8.")
    ] = False,
) -> Outcome:
    """Show from git what changed in the plan: when, by whom, from what to what; newest first.

    A version that cannot be read is skipped and named. Days are those of the plan's time zone.

    Example: stc history --since 2024-11-20 --to complete
    """
    session = open_session(how)
    span = session.resolve_range(since, until)
    departments = [department.id for department in resolve_departments(session.plan, dept or ())]
    statuses = [status.name for status in resolve_statuses(session.plan, to or ())]
    fields = tuple(map(resolve_field, field or ()))
    if every and not counts:
        raise UsageProblem("--every counts at the end of each period.", "Add --counts.")
    if whole and not counts:
        raise UsageProblem("--all lists every month.", "Add --counts.")
    if counts and (fields or statuses):
        raise UsageProblem("--counts takes neither --field nor --to.", "Leave one of them out.")
    log = session.read_log()
    if session.plan.has_updates:
        log = add_updates(log, session.path.resolve(), session.head, session.plan)
    steps = resolve_ids(log, session.plan, ids or ())
    asked = make_selection(log, steps, fields, departments, statuses, session.plan.vocabulary)
    lines = describe_first_version(log, span, since)
    context = session.describe({**asked.typed, **describe_range(since, until)})
    if counts:
        with show_work("Counting"):
            line = read_main_line(session.path.resolve(), log, session.head)
            points = count_over_time(line, span, every, session.as_of, asked.accepts_step)
            view = view_counts_over_time(log, points, span, context, lines)
            if is_glance(how):
                period = every or "month"
                if every is None:
                    points = count_over_time(line, span, period, session.as_of, asked.accepts_step)
                promises = _count_promises(session, log, line, asked)
                notices = view.notices
                glance = glance_at_counts(points, promises, period, context, notices, whole=whole)
                view = view._replace(glance=glance)
    else:
        entries = select_entries(log, span, asked)
        fold = not (steps or fields or listed != ListOptions())
        view = view_history(log, entries, span, context, lines, fold=fold)
    return show_list(view, how, listed)


def _count_promises(
    session: Session, log: Log, line: tuple[Standing, ...], asked: Selection
) -> Promises:
    """Return how many of the selected steps were promised and done over time."""
    versions = (
        version._replace(steps=tuple(filter(asked.accepts_step, version.steps)))
        for version in list_plan_versions(line, session.plan.timezone)
    )
    steps = tuple(filter(asked.accepts_step, session.plan.steps))
    return count_promises(steps, read_ledger(log, session.plan), session.as_of, versions)
