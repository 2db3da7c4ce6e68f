"""`stc slips`."""

from typing import Annotated

from stc.cli.console import Outcome, show_view
from stc.cli.filtering import choose_filter, describe_filter
from stc.cli.options import By, FilterOptions, ReadOptions
from stc.cli.parameters import Option
from stc.cli.remembering import choose_span, describe_span, find_session_log, tell_first_version
from stc.cli.session import Session, open_session
from stc.plan.model import Step
from stc.query.filters import select_steps
from stc.views.history import tell_gaps
from stc.views.learned import Learned, learn
from stc.views.slips import view_slips, view_slips_by
from stc.words.errors import CannotGoOn, UsageProblem


def run(
    which: FilterOptions,
    how: ReadOptions,
    by: Annotated[
        By | None, Option("--by", help="Count by department, section or goal instead.")
    ] = None,
    since: Annotated[
        str | None,
        Option("--since", metavar="REV|DATE", help="Moves merged from this day on, or after it."),
    ] = None,
    file_only: Annotated[
        bool, Option("--file-only", help="What the file records, without asking git.")
    ] = False,
) -> Outcome:
    """List the steps whose deadline moved: from what to what, how far, when and why.

    A move that git saw and nobody gave a reason for in the same change is silent.

    Example: stc slips --by dept
    """
    session = open_session(how)
    chosen = choose_filter(which, session)
    steps = select_steps(session.plan, chosen)
    if since is not None and file_only:
        raise UsageProblem("--since asks git.", "Leave --file-only out, and ask in a checkout.")
    learned: Learned | None = None
    lines: tuple[str, ...] = ()
    if file_only:
        lines = ("Only the file was asked, not git.",)
    else:
        try:
            learned, lines = _learn(session, steps, since)
        except CannotGoOn as problem:
            if since is not None:
                raise
            lines = (f"{problem.message} So only what the file records is known.",)
    context = session.describe({**describe_filter(which, chosen), **describe_span(since)}, steps)
    if by:
        view = view_slips_by(session.plan, steps, by, context, learned, lines)
    else:
        view = view_slips(steps, context, learned, lines, narrowed=since is not None)
    return show_view(view._replace(notices=lines), how.format, how.color)


def _learn(
    session: Session, steps: tuple[Step, ...], since: str | None
) -> tuple[Learned | None, tuple[str, ...]]:
    """Gives what git saw of the deadlines of some steps, and sentences on what it did not."""
    span = choose_span(session, since)
    log = find_session_log(session)
    if log is None:
        return None, ("git has no version of this plan, so only what the file records is known.",)
    skipped = tuple(pair for pair in log.skipped if span.accepts(pair[0]))
    lines = (*tell_first_version(log, span, since), *tell_gaps(log, skipped, span))
    return learn(log, steps, span), lines
