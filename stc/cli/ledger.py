"""The ledger of deadlines of a session: from git where it can be asked, else from the file."""

from typing import TYPE_CHECKING, NamedTuple

from stc.cli.context import Session
from stc.errors import CannotGoOn
from stc.plan.ledger import FILE_ONLY, Ledger

if TYPE_CHECKING:
    from stc.history.log import Log

_SO = "So only what the file records is known."


class Known(NamedTuple):
    """What is known of the deadlines of a plan.

    Attributes:
        ledger: The first deadlines and the moves.
        log: What git knows; None where it was not asked or does not tell.
        lines: Sentences on what is not known.
        why: Why git does not tell, in a sentence; empty where it does or was not asked.
    """

    ledger: Ledger
    log: "Log | None" = None
    lines: tuple[str, ...] = ()
    why: str = ""


def read_session_ledger(session: Session, *, file_only: bool = False) -> Known:
    """Return the ledger of the session's plan, and why git was not asked.

    Args:
        session: The plan.
        file_only: Do not ask git.
    """
    if file_only:
        return Known(FILE_ONLY, lines=("Only the file was asked, not git.",))
    if not session.is_in_checkout:
        return _know_file("The plan is not in a git checkout")
    # Here and not above: without git, nothing of it is loaded.
    from stc.cli.remembering import find_session_log
    from stc.history.commit_range import Span
    from stc.history.deadlines import read_ledger
    from stc.history.git.checkout import find_folder
    from stc.views.history import tell_gaps

    try:
        log = find_session_log(session)
    except CannotGoOn as problem:
        # What is published does not say where the plan lies on this disk.
        why = problem.message.replace(str(find_folder(session.path.resolve())), "The plan")
        return Known(FILE_ONLY, lines=(f"{why} {_SO}",), why=why)
    if log is None:
        return _know_file("git has no version of this plan")
    lines = tell_gaps(log, log.skipped, Span(session.plan.timezone))
    return Known(read_ledger(log, session.plan), log, lines)


def _know_file(why: str) -> Known:
    past = f"{why}, so nothing is known of its past."
    return Known(FILE_ONLY, lines=(f"{why}. {_SO}",), why=past)
