"""Promised and done: what both lines count, recounted day by day and by `overdue --original`."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stc.cli.main import main
from stc.plan.ledger import FILE_ONLY, Ledger, StepLedger
from stc.plan.model import Step
from stc.plan.promises import PlanVersion, Promises, Tally, count_promises, count_promises_by
from stc.plan.scorecard import count_due
from tests.journeys.report.quarter import describe_quarter
from tests.laws import tries
from tests.output.site.conftest import open_edition
from tests.plans import COMPLETE, EXCLUDED, IN_PROGRESS, ONGOING, SMALL, UNKNOWN, load

BEGIN = date(2024, 1, 1)
STEP = load(SMALL).steps[0]
KINDS = (IN_PROGRESS, COMPLETE, EXCLUDED, ONGOING, UNKNOWN)


def day(number: int) -> date:
    return BEGIN + timedelta(days=number)


def make_step(name: str, status: Any, deadline: date | None, completed: date | None = None) -> Step:
    return STEP._replace(id=name, status=status, deadline=deadline, completed=completed)


def tell(promises: Promises) -> list[tuple[date, int, int]]:
    return [tuple(tally) for tally in promises.tallies]


def test_a_step_is_promised_from_the_day_after_its_first_deadline() -> None:
    before = (make_step("A-1", IN_PROGRESS, day(10)), make_step("A-2", COMPLETE, day(20), day(1)))
    after = (before[0]._replace(status=COMPLETE, completed=day(30)), before[1])
    found = count_promises(after, FILE_ONLY, day(40), [PlanVersion(day(0), before),
                                                       PlanVersion(day(31), after)])  # fmt: skip
    assert tell(found) == [
        (day(0), 0, 0),
        (day(11), 1, 0),
        (day(21), 2, 1),
        (day(31), 2, 2),
        (day(40), 2, 2),
    ]
    assert found.has_history


def test_what_left_lowers_the_line_from_that_day_on_and_what_came_late_counts_then() -> None:
    old = tuple(make_step(f"A-{n}", IN_PROGRESS, day(5)) for n in range(3))
    new = (
        old[0]._replace(status=EXCLUDED),
        old[1]._replace(status=ONGOING),
        make_step("A-9", IN_PROGRESS, day(2)),
    )
    found = count_promises(new, FILE_ONLY, day(30), [PlanVersion(day(0), old),
                                                     PlanVersion(day(20), new)])  # fmt: skip
    assert tell(found) == [(day(0), 0, 0), (day(6), 3, 0), (day(20), 1, 0), (day(30), 1, 0)]


def test_the_first_deadline_counts_and_what_is_ahead_follows_it() -> None:
    step = make_step("A-1", IN_PROGRESS, day(90))
    ledger = Ledger({"A-1": StepLedger(day(10), day(90))})
    later = make_step("A-2", COMPLETE, day(60), day(1))
    found = count_promises((step, later), ledger, day(40))
    assert tell(found) == [(day(40), 1, 0)]
    assert found.ahead == ((day(61), 2),)
    assert not found.has_history


def test_a_step_without_a_deadline_promises_nothing_until_it_has_one() -> None:
    bare, dated = make_step("A-1", IN_PROGRESS, None), make_step("A-1", IN_PROGRESS, day(5))
    ledger = Ledger({"A-1": StepLedger(day(5), None)})
    versions = [PlanVersion(day(0), (bare,)), PlanVersion(day(20), (dated,)),
                PlanVersion(day(30), (bare,))]  # fmt: skip
    found = count_promises((bare,), ledger, day(40), versions)
    assert tell(found) == [(day(0), 0, 0), (day(20), 1, 0), (day(40), 1, 0)]


def test_a_deadline_that_stood_for_less_than_a_day_was_a_promise() -> None:
    dated, bare = make_step("A-1", IN_PROGRESS, day(0)), make_step("A-1", IN_PROGRESS, None)
    ledger = Ledger({"A-1": StepLedger(day(0), None)})
    versions = [PlanVersion(day(0), (dated,)), PlanVersion(day(0), (bare,))]
    found = count_promises((bare,), ledger, day(9), versions)
    assert tell(found) == [(day(0), 0, 0), (day(1), 1, 0), (day(9), 1, 0)]


STATES = st.tuples(
    st.sampled_from(KINDS),
    st.one_of(st.none(), st.integers(0, 60)),
    st.one_of(st.none(), st.integers(0, 60)),
)
VERSIONS = st.lists(
    st.tuples(st.integers(0, 50), st.dictionaries(st.sampled_from("ABCD"), STATES)),
    min_size=1,
    max_size=6,
)


@settings(deadline=None, max_examples=tries(200))
@given(VERSIONS)
def test_invented_histories_recounted_day_by_day(history: Any) -> None:
    history.sort(key=lambda pair: pair[0])
    firsts: dict[str, date | None] = {}
    known: dict[str, int] = {}
    versions = []
    for number, states in history:
        steps = []
        for name, (status, deadline, completed) in states.items():
            due = None if deadline is None else day(deadline)
            done = day(completed) if status is COMPLETE and completed is not None else None
            steps.append(make_step(name, status, due, done))
            if due is not None:
                firsts.setdefault(name, due)
                known.setdefault(name, number)
        versions.append(PlanVersion(day(number), tuple(steps)))
    ledger = Ledger({name: StepLedger(first, None) for name, first in firsts.items()})
    as_of = 55
    found = count_promises(versions[-1].steps, ledger, day(as_of), versions)
    lines = {tally.day: tally for tally in found.tallies}
    shown = found.tallies[0]
    assert shown.day == versions[0].day
    for number in range(history[0][0], as_of + 1):
        steps = [version for version in versions if version.day <= day(number)][-1].steps
        due = [
            step
            for step in steps
            if step.status not in (EXCLUDED, ONGOING)
            and step.id in firsts
            and firsts[step.id] < day(number)
            and (known[step.id] <= number)
        ]
        done = [
            step
            for step in due
            if step.status is COMPLETE and (step.completed is None or step.completed <= day(number))
        ]
        shown = lines.get(day(number), shown)
        assert shown[1:] == (len(due), len(done)), number
    assert found.open + found.unknown == found.now.not_done


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return describe_quarter(tmp_path_factory.mktemp("promises") / "city").plan


def test_the_gap_of_a_quarter_is_what_overdue_says_against_the_original_deadlines(
    quarter: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any
) -> None:
    for name in ("STC_PLAN", "STC_AS_OF", "COLUMNS", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    promises = open_edition(quarter).count_promises()

    def ask(*words: str) -> Any:
        assert main([*words, "--plan", str(quarter), "-f", "json"]) == 0
        return json.loads(capsysbinary.readouterr().out)

    assert len(promises.tallies) == 7
    for tally in promises.tallies:
        # `--at` a day is the plan before it began.
        at = ("--at", str(tally.day + timedelta(days=1)), "--as-of", str(tally.day))
        overdue = len(ask("overdue", "--original", *at)["steps"])
        unknown = [
            step
            for step in ask("list", "--status", "Unknown", *at)["steps"]
            if step["recorded_first_deadline"] and step["recorded_first_deadline"] < str(tally.day)
        ]
        assert tally.not_done == overdue + len(unknown), tally
    assert promises.now == Tally(date(2025, 1, 24), 5, 1)
    assert (promises.open, promises.unknown, promises.unmet) == (4, 0, 0)


@settings(deadline=None, max_examples=tries(100))
@given(st.dictionaries(st.sampled_from("ABCDEF"), STATES))
def test_the_promises_that_came_due_are_those_of_the_two_lines(states: Any) -> None:
    steps = tuple(
        make_step(
            name,
            status,
            None if deadline is None else day(deadline),
            day(completed) if status is COMPLETE and completed is not None else None,
        )
        for name, (status, deadline, completed) in states.items()
    )
    now, counts = count_promises(steps, FILE_ONLY, day(30)).now, count_due(steps, day(30))
    assert (counts.due, counts.kept, counts.not_kept) == (now.promised, now.done, now.not_done)
    assert count_due(steps, day(30), FILE_ONLY) == counts
    assert counts.on_time == sum(
        step.status is COMPLETE
        and step.deadline is not None
        and step.completed is not None
        and step.completed <= step.deadline < day(30)
        for step in steps
    )


def test_a_step_counts_for_the_departments_that_it_had_then() -> None:
    old, new = make_step("A-1", IN_PROGRESS, day(5)), make_step("A-1", IN_PROGRESS, day(5))
    new = new._replace(departments=new.departments[:1])
    found = count_promises_by(
        (new,),
        FILE_ONLY,
        day(30),
        [PlanVersion(day(0), (old,)), PlanVersion(day(20), (new,))],
        lambda step: [owner.id for owner in step.departments],
        ("911", "comms-ocs", "nobody"),
    )
    assert [owner.id for owner in old.departments] == ["comms-ocs", "911"]
    assert tell(found["comms-ocs"]) == [(day(0), 0, 0), (day(6), 1, 0), (day(30), 1, 0)]
    assert tell(found["911"]) == [(day(0), 0, 0), (day(6), 1, 0), (day(20), 0, 0), (day(30), 0, 0)]
    assert tell(found["nobody"]) == [(day(0), 0, 0), (day(30), 0, 0)]
