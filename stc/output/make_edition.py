"""Make the edition of a plan: its steps on a day, with what git knows of it."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from stc.errors import StcError
from stc.history.baseline import QUARTER
from stc.history.commit_range import resolve_range
from stc.history.departures import find_departures
from stc.history.git.checkout import find_folder
from stc.history.git.commits import find_commit
from stc.history.known import KnownDeadlines
from stc.history.log import Log
from stc.history.update_log import add_updates
from stc.output.edition import Edition, Publication, Recent
from stc.plan.model import Plan, Step
from stc.views.view import Context


def make_edition(
    plan: Plan,
    steps: tuple[Step, ...],
    context: Context,
    known: KnownDeadlines,
    *,
    path: Path,
    head: str,
    today: date,
) -> Edition:
    """Return the edition of some steps, without the timeline.

    Args:
        plan: The plan.
        steps: The steps that were chosen.
        context: What the answer says about itself.
        known: What is known of the plan's deadlines.
        path: The path of the plan, without symbolic links.
        head: The last commit that git is asked about.
        today: Today in the plan's time zone.
    """

    def publish(log: Log) -> Publication:
        if plan.has_updates:
            log = add_updates(log, path, head, plan)
        since = context.as_of - timedelta(days=QUARTER)
        span = resolve_range(path, head, plan.timezone, today, since, context.as_of)
        entries = tuple(entry for entry in log.entries if span.accepts(entry.commit))
        return Publication(log, Recent(since, entries))

    return Edition(
        plan,
        steps,
        context,
        _find_stamp(context, path, head),
        publication=publish(known.log) if known.log else None,
        git_unavailable_reason=known.why,
        ledger=known.ledger,
        unknown=known.lines,
        departures=find_departures(known.log, plan) if known.log else (),
    )


def _find_stamp(context: Context, path: Path, head: str) -> datetime:
    if context.revision is not None:
        try:
            return find_commit(find_folder(path), head).when.astimezone(UTC)
        except StcError:
            pass
    return datetime.combine(context.as_of, time(), UTC)
