"""A plan on two days, and what git knows of the time between them."""

from datetime import date
from typing import NamedTuple

from stc.history.baseline import Baseline, rename_filter
from stc.history.commit_range import CommitRange
from stc.history.deadlines import read_ledger
from stc.history.gaps import describe_gaps
from stc.history.reverted import Reverted, find_reverted
from stc.plan.filters import Filter, select_steps
from stc.plan.ledger import FILE_ONLY, Ledger
from stc.plan.model import Plan, Step


class PlanVersion(NamedTuple):
    """A plan on a day.

    Attributes:
        day: The day it is judged on.
        plan: The whole plan.
        steps: The steps asked about, in the order of the plan; all of them without a filter.
    """

    day: date
    plan: Plan
    steps: tuple[Step, ...]


class Compared(NamedTuple):
    """What a report compares with.

    Attributes:
        then: The earlier side.
        commit: The full id of the commit its plan was read from.
        made: The day of that commit in the plan's time zone.
        span: What came after that commit.
        reverted: What happened in between and no comparison shows.
        gaps: Sentences on what git could not read of the time in between.
        ledger: The moves of that time, where git was asked.
    """

    then: PlanVersion
    commit: str
    made: date
    span: CommitRange
    reverted: tuple[Reverted, ...] = ()
    gaps: tuple[str, ...] = ()
    ledger: Ledger = FILE_ONLY


def compare_since(now: PlanVersion, chosen: Filter, earlier: Baseline) -> Compared:
    """Return the earlier side of a plan, with what happened between the two.

    Args:
        now: The plan on the later day.
        chosen: The steps asked about, in the words of the later plan.
        earlier: The earlier version.
    """
    asked = rename_filter(chosen, now.plan, earlier.plan)
    then = PlanVersion(
        earlier.day, earlier.plan, select_steps(earlier.plan, asked._replace(as_of=earlier.day))
    )
    log, span = earlier.log, earlier.span
    if log is None:
        return Compared(then, earlier.commit, earlier.since, span)
    ids = {step.id for side in (then, now) for step in side.steps}
    reverted = find_reverted(log, span, ids, (earlier.plan, now.plan))
    skipped = tuple(pair for pair in log.skipped if span.accepts(pair[0]))
    gaps = describe_gaps(log, skipped, span)
    ledger = read_ledger(log, now.plan).since(span.accepts_id)
    return Compared(then, earlier.commit, earlier.since, span, reverted, gaps, ledger)
