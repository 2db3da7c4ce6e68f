"""`stc scorecard`."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from stc.cli.console import Outcome, show_view
from stc.cli.filtering import choose_filter, describe_filter
from stc.cli.options import By, FilterOptions, ReadOptions
from stc.cli.parameters import Option
from stc.cli.session import Session, open_session
from stc.query.filters import select_steps
from stc.views.scorecard import view_scorecard
from stc.words.errors import CannotGoOn

_SO = "So the original deadlines are those that the file records."
_FILE_ONLY = "Only the file was asked, not git."


def run(
    which: FilterOptions,
    how: ReadOptions,
    by: Annotated[
        list[By] | None,
        Option("--by", help="Count by department, section or goal, too; may be repeated."),
    ] = None,
    file_only: Annotated[
        bool, Option("--file-only", help="What the file records, without asking git.")
    ] = False,
) -> Outcome:
    """Count the promises kept on time, kept late, overdue and not yet due.

    Each is judged against the current deadline and the original one: the first that git knows,
    else the one that the file records.

    Example: stc scorecard --by section
    """
    session = open_session(how)
    chosen = choose_filter(which, session)
    steps = select_steps(session.plan, chosen)
    context = session.describe(describe_filter(which, chosen), steps)
    groupings = tuple(dict.fromkeys(one.value for one in by or ()))
    originals, lines = (None, (_FILE_ONLY,)) if file_only else _find_originals(session)
    view = view_scorecard(session.plan, steps, context, groupings, originals, lines)
    return show_view(view._replace(notices=lines), how.format, how.color)


def _find_originals(session: Session) -> tuple[Mapping[str, date] | None, tuple[str, ...]]:
    """Gives the first deadlines that git knows, and sentences on what it does not."""
    if not session.is_in_checkout:
        return None, (f"The plan is not in a git checkout. {_SO}",)
    from stc.cli.remembering import find_session_log
    from stc.history.moves import find_originals
    from stc.history.span import Span
    from stc.views.history import tell_gaps

    try:
        log = find_session_log(session)
    except CannotGoOn as problem:
        return None, (f"{problem.message} {_SO}",)
    if log is None:
        return None, (f"git has no version of this plan. {_SO}",)
    return find_originals(log), tell_gaps(log, log.skipped, Span(session.plan.timezone))
