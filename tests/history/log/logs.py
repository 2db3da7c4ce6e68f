"""What git would know of some versions of a plan, without git."""

from datetime import UTC, datetime, timedelta

from stc.history.compare import compare_plans
from stc.history.git.commits import Commit
from stc.history.log import Log, LogEntry, StepChange
from stc.plan.model import Plan

FIRST_DAY = datetime(2024, 10, 1, 18, tzinfo=UTC)


def describe_log(*plans: Plan) -> Log:
    """Return the log of a plan that was committed so, a day apart, the oldest first."""
    commits = [
        Commit(f"{number:040}", (), "Ann", FIRST_DAY + timedelta(number), f"commit {number}")
        for number, _ in enumerate(plans)
    ]
    entries: list[LogEntry] = []
    for commit, before, after in zip(commits[1:], plans, plans[1:], strict=False):
        found = compare_plans(before, after)
        fates = (
            *(StepChange(step, "added") for step in found.added),
            *(StepChange(step, "removed") for step in found.removed),
        )
        entries = [*(LogEntry(commit, change) for change in (*found.changes, *fates)), *entries]
    return Log(
        tuple(entries), (), False, tuple(zip(commits, plans, strict=True)), (), {}, plans[-1]
    )
