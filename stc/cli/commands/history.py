"""`stc history`."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Literal

from stc.cli.completion import complete_department, complete_field, complete_status, complete_step
from stc.cli.console import Outcome, show_view
from stc.cli.context import open_session
from stc.cli.options import ReadOptions
from stc.cli.parameters import Argument, Option
from stc.errors import UsageProblem
from stc.history.commit_range import CommitRange, describe_range
from stc.history.compare import FIELDS, FieldChange
from stc.history.gaps import describe_first_version
from stc.history.log import LogEntry, list_former_ids, resolve_ids
from stc.history.main_line import Standing, read_main_line
from stc.plan.counts import count_steps
from stc.plan.model import Step
from stc.plan.resolve import resolve_departments, resolve_statuses
from stc.plan.zones import today_in
from stc.text.nearest import find_nearest, quote
from stc.views.counts_over_time import Point, view_counts_over_time
from stc.views.history import view_history

Every = Literal["month", "quarter"]


def run(
    how: ReadOptions,
    ids: Annotated[
        list[str] | None,
        Argument(
            metavar="[ID...]",
            help="The steps; those that left the plan may be named, too.",
            complete=complete_step,
        ),
    ] = None,
    since: Annotated[
        str | None,
        Option("--since", metavar="REV|DATE", help="Merged from this day on, or after a revision."),
    ] = None,
    until: Annotated[
        str | None,
        Option("--until", metavar="REV|DATE", help="Merged up to this day, or a revision."),
    ] = None,
    field: Annotated[
        list[str] | None,
        Option(
            "--field",
            metavar="FIELD",
            help="status, deadline or another field.",
            complete=complete_field,
        ),
    ] = None,
    dept: Annotated[
        list[str] | None,
        Option("--dept", "-d", metavar="DEPT", help="A department.", complete=complete_department),
    ] = None,
    to: Annotated[
        list[str] | None,
        Option(
            "--to",
            metavar="STATUS",
            help="Changes of the status to this one.",
            complete=complete_status,
        ),
    ] = None,
    counts: Annotated[
        bool, Option("--counts", help="Count by status after each change instead.")
    ] = False,
    every: Annotated[
        Every | None, Option("--every", help="Count at the end of each month or quarter.")
    ] = None,
) -> Outcome:
    """Tell from git what changed in the plan: when, by whom, from what to what; newest first.

    A version that cannot be read is skipped and named. Days are those of the plan's time zone.

    Example: stc history --since 2024-11-20 --to complete
    """
    session = open_session(how)
    span = session.resolve_range(since, until)
    departments = [one.id for one in resolve_departments(session.plan, dept or ())]
    statuses = [one.name for one in resolve_statuses(to or ())]
    fields = tuple(map(_resolve_field, field or ()))
    if every and not counts:
        raise UsageProblem("--every counts at the end of each period.", "Add --counts.")
    if counts and (fields or statuses):
        raise UsageProblem("--counts takes neither --field nor --to.", "Leave one of them out.")
    log = session.read_log()
    lines = describe_first_version(log, span, since)
    chosen = resolve_ids(log, session.plan, ids or ())
    said = {"step": list(chosen), "field": list(fields), "dept": departments, "to": statuses}
    said = {name: value for name, value in said.items() if value}
    context = session.describe({**said, **describe_range(since, until)})
    names = list_former_ids(log.entries, departments)

    def is_asked(step: Step) -> bool:
        return (not chosen or step.id in chosen) and (
            not names or any(one.id in names for one in step.departments)
        )

    if counts:
        line = read_main_line(session.path.resolve(), log, session.head)
        points = tuple(
            Point(day, one.commit, count_steps(filter(is_asked, one.plan.steps), day))
            for day, one in _select_standings(line, span, every, session.as_of)
            if one.plan is not None
        )
        points = points if every else tuple(_drop_same(points))
        view = view_counts_over_time(log, points, span, context, lines)
        return show_view(view, how.format, how.color)
    entries = tuple(
        one
        for one in log.entries
        if span.accepts(one.commit)
        and (not (chosen or names) or (one.step is not None and is_asked(one.step)))
        and _is_of(one, fields, statuses)
    )
    # Of two branches, too, the newer commit comes first.
    entries = tuple(sorted(entries, key=lambda one: one.commit.when, reverse=True))
    fold = not (chosen or fields)
    view = view_history(log, entries, span, context, lines, fold=fold)
    return show_view(view, how.format, how.color)


def _resolve_field(typed: str) -> str:
    folded = typed.strip().lower().replace("-", "_").replace(" ", "_")
    if folded not in FIELDS:
        nearest = find_nearest(typed, FIELDS)
        hint = f"Did you mean {nearest}?" if nearest else f"Known: {', '.join(FIELDS)}."
        raise UsageProblem(f"--field: unknown field {quote(typed)}.", hint)
    return folded


def _is_of(entry: LogEntry, fields: tuple[str, ...], statuses: list[str]) -> bool:
    change = entry.change
    if not fields and not statuses:
        return True
    if not isinstance(change, FieldChange) or (fields and change.field not in fields):
        return False
    return not statuses or (change.field == "status" and change.after in statuses)


def _select_standings(
    line: tuple[Standing, ...], span: CommitRange, every: Every | None, as_of: date
) -> Iterator[tuple[date, Standing]]:
    """Return the days that are counted on, each with the plan as it stood at its end."""
    days = [today_in(span.zone, one.when) for one in line]
    if every is None:
        for day, one in zip(days, line, strict=True):
            if span.accepts_day(day) and span.accepts_id(one.commit):
                yield day, one
        return
    known = [pair for pair in zip(days, line, strict=True) if span.accepts_id(pair[1].commit)]
    first = min(days, default=as_of)
    for end in _list_ends(max(first, span.first or first), min(as_of, span.last or as_of), every):
        before = [one for day, one in known if day <= end]
        if before:
            yield end, before[-1]


def _list_ends(first: date, last: date, every: Every) -> Iterator[date]:
    """Return the last day of each period from the first day on, the last of them cut short."""
    months = 1 if every == "month" else 3
    day = first
    while day <= last:
        over, index = divmod((day.month - 1) // months * months + months, 12)
        following = date(day.year + over, index + 1, 1)
        yield min(following - timedelta(days=1), last)
        day = following


def _drop_same(points: tuple[Point, ...]) -> Iterator[Point]:
    """Return the points at which a count by status is another one than before."""
    before: dict[str, int] = {}
    for point in points:
        if point.counts.by_status != before:
            yield point
        before = point.counts.by_status
