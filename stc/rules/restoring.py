"""The steps that a change restores, found in the history before it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePosixPath

from stc.errors import CannotGoOn
from stc.files.load import Loaded
from stc.findings import Finding
from stc.history.git.base import Base
from stc.history.git.checkout import open_checkout
from stc.history.log import Log, read_log
from stc.history.main_line import read_main_line
from stc.plan.model import Plan, Step
from stc.rules.change.restored import EarlierChange, find_restored
from stc.rules.rule import NO_CHANGE, BesideChange, ChangeSubject
from stc.rules.validate import check_change, plan_subject
from stc.text.lists import format_some


def check_restored(
    base: Base,
    path: Path,
    then: Plan,
    head: Loaded[Plan],
    today: date,
    beside: BesideChange = NO_CHANGE,
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Return the findings of a change without those of steps it restores, and what was restored.

    A step that comes back as another one is compared with what the main line had last.

    Args:
        base: Where the change began.
        path: The plan in the work tree.
        then: The plan in the base.
        head: The plan as it is to be.
        today: The day it is judged on.
        beside: The files beside it before and after the change.
    """
    subject = plan_subject(head, today)
    if subject is None:
        return (), ()
    plan = path.absolute()
    try:
        root = plan.parents[len(PurePosixPath(open_checkout(plan).path).parts) - 1]
        log = read_log(root / base.path, base.commit)
    except CannotGoOn:
        return check_change(then, head, today, beside), ()
    restoration = find_restored(ChangeSubject(then, subject), _list_earlier(log))
    before, found = restoration.base, restoration.ids
    lines = [
        f"Restored as before {name}, a change that this check refuses: {format_some(ids, 20)}."
        for name, ids in found.items()
    ]
    missing = {step.id for step in subject.plan.steps} - {step.id for step in before.steps}
    for name, steps in _find_removed(root / base.path, log, base.commit, missing):
        before = before._replace(steps=(*before.steps, *steps))
        ids = format_some([step.id for step in steps], 20)
        lines.append(f"Compared with {name}, the last version that had them: {ids}.")
    return check_change(before, head, today, beside), tuple(lines)


def _list_earlier(log: Log) -> Iterator[EarlierChange]:
    """Yield the changes of a log, newest first."""
    for version in reversed(log.listed):
        for blob in version.parents:
            # If a version cannot be read, the last valid one is used.
            if blob in log.plans and version.blob in log.plans:
                name = version.commit.id[:9]
                yield EarlierChange(name, log.plans[blob], log.plans[version.blob])


def _find_removed(
    path: Path, log: Log, commit: str, missing: set[str]
) -> Iterator[tuple[str, list[Step]]]:
    """Yield the steps that the main line had before, by the last version that had them.

    What a branch had for a while, and never brought to the main line, was not published.
    """
    left = set(missing)
    for standing in reversed(read_main_line(path, log, commit) if left else ()):
        steps = [step for step in standing.plan.steps if step.id in left] if standing.plan else []
        if steps:
            left.difference_update(step.id for step in steps)
            yield standing.commit[:9], steps
