"""What happened in a span and cannot be seen by comparing its two ends."""

from datetime import date
from typing import Any

import pytest

from stc.history.commit_range import CommitRange
from stc.history.log import LogEntry, StepChange
from stc.history.reverted import find_reverted
from stc.plan.model import Plan, Step
from tests.history.log.logs import describe_log
from tests.plans import SMALL, load, parse_status

PLAN = load(SMALL)
STEP, OTHER = PLAN.steps
A, B = date(2024, 12, 31), date(2025, 3, 31)
Told = list[tuple[str, str, Any, Any]]


def as_(value: str | date | None) -> Plan:
    """Return the plan with another status, or another deadline, of its first step."""
    if isinstance(value, str):
        status = parse_status(value)
        assert status is not None
        return plan(STEP._replace(status=status), OTHER)
    return plan(STEP._replace(deadline=value), OTHER)


def plan(*steps: Step) -> Plan:
    return PLAN._replace(steps=steps)


def find(
    *versions: Plan, span: CommitRange | None = None, ids: tuple[str, ...] = ("COM-01",)
) -> Told:
    log = describe_log(*versions)
    everything = span or CommitRange(PLAN.timezone)
    found = find_reverted(log, everything, ids, (versions[0], versions[-1]))
    return [
        (one.change.step.id, one.change.field, one.change.before, one.change.after) for one in found
    ]


@pytest.mark.parametrize(
    ("values", "hidden"),
    [
        (("In progress", "Planning", "In progress"), [("In progress", "Planning")]),
        (("Planning", "Complete", "In progress"), [("Complete", "In progress")]),
        (("In progress", "Complete", "Planning"), []),
        (("Planning", "In progress", "Complete"), []),
        (("Complete", "Excluded", "Complete"), []),
        ((A, B, A), [(A, B), (B, A)]),
        ((A, B, B), []),
        ((None, A, None), [(A, None)]),
        ((None, A, B), []),
        ((None, A), []),
    ],
)
def test_what_the_ends_do_not_show_is_found_oldest_first(values: Any, hidden: Any) -> None:
    field = "status" if isinstance(values[0], str) else "deadline"
    wanted = [("COM-01", field, *pair) for pair in hidden]
    assert find(*map(as_, values)) == wanted


def test_other_fields_are_not_reverted() -> None:
    noted = STEP._replace(note="A remark.")
    assert find(plan(STEP, OTHER), plan(noted, OTHER), plan(STEP, OTHER)) == []


def test_only_the_steps_and_the_commits_asked_about_count() -> None:
    versions = [as_(A), as_(B), as_(A)]
    assert find(*versions, ids=("COM-02",)) == []
    assert find(*versions, ids=("COM-01", "COM-02")) == find(*versions)
    _, first, second = (commit.id for commit, _ in describe_log(*versions).versions)
    without_first = CommitRange(PLAN.timezone, before=frozenset((first,)))
    without_second = CommitRange(PLAN.timezone, before=frozenset((second,)))
    assert find(*versions, span=without_first) == [("COM-01", "deadline", B, A)]
    assert find(*versions, span=without_second) == [("COM-01", "deadline", A, B)]


def test_a_step_that_came_or_left_is_told_elsewhere() -> None:
    back = plan(STEP._replace(deadline=A), OTHER), plan(STEP._replace(deadline=B), OTHER)
    assert find(plan(OTHER), *back, back[0]) == []
    assert find(*back, back[0], plan(OTHER)) == []


def test_what_is_no_field_of_a_step_is_passed_over() -> None:
    came = STEP._replace(id="COM-03")
    log = describe_log(as_(A), as_(B), as_(A))
    entry = LogEntry(log.entries[0].commit, StepChange(came, "added"))
    mixed = log._replace(entries=(entry, *log.entries, entry))
    found = find_reverted(mixed, CommitRange(PLAN.timezone), ("COM-01",), (as_(A), as_(A)))
    assert [one.change.after for one in found] == [B, A]
