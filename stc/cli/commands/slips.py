"""`stc slips`."""

from typing import Annotated

from stc.cli.console import Outcome
from stc.cli.context import open_session
from stc.cli.listing import show_list
from stc.cli.options import By, FilterOptions, ListOptions, ReadOptions
from stc.cli.parameters import Option
from stc.errors import UsageProblem
from stc.history.commit_range import describe_range
from stc.history.known import narrow_deadlines
from stc.plan.filters import describe_filter, resolve_filter, select_steps
from stc.views.slips import view_slips, view_slips_by


def run(
    which: FilterOptions,
    how: ReadOptions,
    listed: ListOptions,
    by: Annotated[By | None, Option("--by", help="Count by this instead of listing steps.")] = None,
    since: Annotated[
        str | None,
        Option(
            "--since",
            metavar="REV|DATE",
            help="Moves merged on or after a day, or after a revision.",
        ),
    ] = None,
    starts: Annotated[
        bool, Option("--starts", help="List the starts that moved in git instead.")
    ] = False,
    file_only: Annotated[
        bool, Option("--file-only", help="Use only what the file records; do not ask git.")
    ] = False,
) -> Outcome:
    """List the steps whose deadline moved: from what to what, how far, when and why.

    A move is silent if git saw it and the same change recorded no reason.

    Example: stc slips --by dept
    """
    session = open_session(how)
    chosen = resolve_filter(which.typed, session.plan, session.as_of)
    steps = select_steps(session.plan, chosen)
    if starts:
        if by or file_only:
            raise UsageProblem("--starts goes with neither --by nor --file-only.")
        from stc.views.starts import view_starts

        context = session.describe({**describe_filter(chosen), **describe_range(since)}, steps)
        view = view_starts(steps, session.read_log(), session.resolve_range(since), context)
        return show_list(view, how, listed)
    if since is not None and file_only:
        raise UsageProblem("--since asks git.", "Leave --file-only out, and ask in a checkout.")
    known = session.find_deadlines(file_only=file_only)
    if since is not None:
        known = narrow_deadlines(known, session.resolve_range(since), since)
    ledger = known.ledger
    left = tuple(filter(chosen.accepts, ledger.left))
    context = session.describe({**describe_filter(chosen), **describe_range(since)}, steps)
    if by:
        view = view_slips_by(session.plan, steps, by, context, ledger, known.lines, left)
    else:
        view = view_slips(steps, context, ledger, known.lines, left)
    return show_list(view._replace(notices=known.lines), how, listed)
