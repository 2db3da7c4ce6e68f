"""The steps that a change restores, found in the history before it."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path, PurePosixPath

from stc.errors import CannotGoOn
from stc.files.load import Loaded
from stc.findings import Finding
from stc.history.git.base import Base
from stc.history.git.checkout import open_checkout
from stc.history.log import read_log
from stc.plan.model import Plan
from stc.rules.change.restored import EarlierChange, find_restored
from stc.rules.messages import spell_some
from stc.rules.rule import ChangeSubject
from stc.rules.validate import check_change, plan_subject


def judge_restored(
    base: Base, path: Path, then: Plan, head: Loaded[Plan], today: date
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Return the findings of a change without those of steps it restores, and what was restored.

    Args:
        base: Where the change began.
        path: The plan in the work tree.
        then: The plan in the base.
        head: The plan as it is to be.
        today: The day it is judged on.
    """
    subject = plan_subject(head, today)
    if subject is None:
        return (), ()
    restoration = find_restored(ChangeSubject(then, subject), _list_earlier(base, path))
    lines = tuple(
        f"Restored as before {name}, a change that this check refuses: {spell_some(ids, 20)}."
        for name, ids in restoration.ids.items()
    )
    return check_change(restoration.base, head, today), lines


def _list_earlier(base: Base, path: Path) -> Iterator[EarlierChange]:
    """Yield the changes up to a base, newest first; none where git cannot tell."""
    with suppress(CannotGoOn):
        plan = path.absolute()
        depth = len(PurePosixPath(open_checkout(plan).path).parts)
        log = read_log(plan.parents[depth - 1] / base.path, base.commit)
        for version in reversed(log.listed):
            for blob in version.parents:
                # Where a version cannot be read, the last sound one stands in for it.
                if blob in log.plans and version.blob in log.plans:
                    name = version.commit.id[:9]
                    yield EarlierChange(name, log.plans[blob], log.plans[version.blob])
