"""The known deadlines of a plan: from git if it can be asked, else from the file."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from stc.errors import CannotGoOn
from stc.history.git.checkout import find_folder, is_in_checkout
from stc.plan.ledger import FILE_ONLY, Ledger
from stc.plan.model import Plan

if TYPE_CHECKING:
    from stc.history.commit_range import CommitRange
    from stc.history.log import Log

_SO = "Only what the file records is known."


class KnownDeadlines(NamedTuple):
    """The known deadlines of a plan.

    Attributes:
        ledger: The first deadlines and the moves.
        log: What git knows; None if it was not asked or does not answer.
        lines: Sentences on what is not known.
        why: Why git does not answer, in a sentence; empty if it does or was not asked.
    """

    ledger: Ledger
    log: "Log | None" = None
    lines: tuple[str, ...] = ()
    why: str = ""


def find_deadlines(plan: Plan, path: Path, find_log: "Callable[[], Log | None]") -> KnownDeadlines:
    """Return the ledger of a plan from git if it can be asked, else from its file alone.

    Args:
        plan: The plan.
        path: Its path, without symbolic links.
        find_log: Asks git; None where it has no version of the plan.
    """
    if not is_in_checkout(path):
        return _know_file("The plan is not in a git checkout")
    # Outside of git, none of these is loaded.
    from stc.history.commit_range import CommitRange
    from stc.history.deadlines import read_ledger
    from stc.history.gaps import describe_gaps

    try:
        log = find_log()
    except CannotGoOn as problem:
        # Published pages must not name the folder on this disk.
        why = problem.message.replace(str(find_folder(path)), "The plan")
        return KnownDeadlines(FILE_ONLY, lines=(f"{why} {_SO}",), why=why)
    if log is None:
        return _know_file("git has no version of this plan")
    lines = describe_gaps(log, log.skipped, CommitRange(plan.timezone))
    return KnownDeadlines(read_ledger(log, plan), log, lines)


def narrow_deadlines(known: KnownDeadlines, span: "CommitRange", since: str) -> KnownDeadlines:
    """Return what is known of the moves that reached the main line in a range.

    Args:
        known: What is known.
        span: The range.
        since: The revision or day it begins with, as it was typed.

    Raises:
        CannotGoOn: git was not asked, or does not answer.
    """
    from stc.history.gaps import describe_first_version, describe_gaps

    if known.log is None:
        raise CannotGoOn(known.why)
    skipped = tuple(skip for skip in known.log.skipped if span.accepts(skip.commit))
    lines = (
        *describe_first_version(known.log, span, since),
        *describe_gaps(known.log, skipped, span),
    )
    return known._replace(ledger=known.ledger.since(span.accepts_id), lines=lines)


def _know_file(why: str) -> KnownDeadlines:
    past = f"{why}, so nothing is known of its history."
    return KnownDeadlines(FILE_ONLY, lines=(f"{why}. {_SO}",), why=past)
