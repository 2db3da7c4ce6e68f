"""`stc slips`."""

from typing import Annotated

from stc.cli.console import Outcome, show_view
from stc.cli.context import Session, open_session
from stc.cli.ledger import Known, read_session_ledger
from stc.cli.options import By, FilterOptions, ReadOptions
from stc.cli.parameters import Option
from stc.cli.remembering import choose_span, describe_span, tell_first_version
from stc.errors import CannotGoOn, UsageProblem
from stc.plan.filters import choose_filter, describe_filter, select_steps
from stc.views.history import tell_gaps
from stc.views.slips import view_slips, view_slips_by


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
    chosen = choose_filter(which.typed, session.plan, session.as_of)
    steps = select_steps(session.plan, chosen)
    if since is not None and file_only:
        raise UsageProblem("--since asks git.", "Leave --file-only out, and ask in a checkout.")
    known = read_session_ledger(session, file_only=file_only)
    if since is not None:
        known = _narrow(session, known, since)
    ledger = known.ledger
    left = tuple(filter(chosen.accepts, ledger.left))
    context = session.describe({**describe_filter(chosen), **describe_span(since)}, steps)
    if by:
        view = view_slips_by(session.plan, steps, by, context, ledger, known.lines, left)
    else:
        view = view_slips(steps, context, ledger, known.lines, left)
    return show_view(view._replace(notices=known.lines), how.format, how.color)


def _narrow(session: Session, known: Known, since: str) -> Known:
    """Return what is known of the moves that reached the main line since a revision or a day.

    Raises:
        CannotGoOn: git was not asked, or does not tell.
    """
    if known.log is None:
        raise CannotGoOn(known.why)
    span = choose_span(session, since)
    skipped = tuple(pair for pair in known.log.skipped if span.accepts(pair[0]))
    lines = (*tell_first_version(known.log, span, since), *tell_gaps(known.log, skipped, span))
    return known._replace(ledger=known.ledger.since(span.accepts_id), lines=lines)
