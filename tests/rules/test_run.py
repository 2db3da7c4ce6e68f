"""Judging whole files: the published plan, the order of findings, what is chosen of them."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from stc.files.kinds import TIMELINE
from stc.files.load import load_plan, load_timeline
from stc.findings import Finding, sort_findings
from stc.plan.model import Plan
from stc.rules.registry import list_plan_rules
from stc.rules.validate import check_change, check_file, check_plan, select_findings
from tests.laws import tries
from tests.plans import PUBLISHED, STATUSES, read_published_bytes, read_published_plan
from tests.rules.examples import TODAY, check_plan_text, write_plan

WARNINGS = {"STC203": 18, "STC204": 18, "STC205": 5, "STC206": 2, "STC209": 1}
TWICE = "status: Complete\ncompleted: 2099-01-01\nlead: comms-ocs\ndepartments: []\n"


def check_published() -> tuple[Finding, ...]:
    return check_plan(load_plan(read_published_bytes(), "data/plan.yaml"), TODAY)


def test_the_published_plan_has_these_warnings_and_no_error() -> None:
    found = check_published()
    assert Counter(finding.code for finding in found) == WARNINGS
    assert {finding.severity for finding in found} == {"warning"}
    (early,) = (finding for finding in found if finding.code == "STC209")
    assert early.message == ("POL-06 is due on 2016-09-01, before the plan began on 2023-07-01.")


def test_the_published_timeline_has_no_finding() -> None:
    loaded = load_timeline((PUBLISHED / "timeline.yaml").read_bytes(), "data/timeline.yaml")
    assert check_file(TIMELINE, loaded, read_published_plan(), TODAY) == ()


def test_findings_stand_in_order_and_once() -> None:
    found = check_plan_text(write_plan(TWICE))
    assert len(set(found)) == len(found)
    places = [(finding.place, finding.code) for finding in found]
    assert all(before <= after for before, after in pairwise(places))
    assert sort_findings((*reversed(found), *found)) == found


def test_a_file_that_cannot_be_read_is_not_judged_further() -> None:
    data = write_plan(TWICE).replace(b"title: A plan\n", b"")
    assert {finding.code for finding in check_plan_text(data)} == {"STC101"}


def test_findings_are_chosen_by_how_their_codes_begin() -> None:
    found = check_published()

    def codes(select: tuple[str, ...], ignore: tuple[str, ...]) -> set[str]:
        return {finding.code for finding in select_findings(found, select, ignore)}

    assert codes((), ()) == set(WARNINGS)
    assert codes(("STC2",), ()) == set(WARNINGS)
    assert codes(("STC203", "STC209"), ()) == {"STC203", "STC209"}
    assert codes((), ("STC20",)) == set()
    assert codes(("STC20",), ("STC204", "STC205", "STC206")) == {"STC203", "STC209"}
    assert codes(("STC4",), ()) == set()


def change_step(plan: Plan, number: int, day: date, status: int) -> Plan:
    steps = list(plan.steps)
    steps[number] = steps[number]._replace(deadline=day, status=STATUSES[status])
    return plan._replace(steps=tuple(steps))


PLAN = load_plan(read_published_bytes(), "data/plan.yaml")
COUNT = len(read_published_plan().steps)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@settings(max_examples=tries(40), deadline=None)
@given(st.integers(0, COUNT - 1), DAYS, st.integers(0, len(STATUSES) - 1))
def test_no_change_has_no_finding(number: int, day: date, status: int) -> None:
    assert PLAN.value is not None
    plan = change_step(PLAN.value, number, day, status)
    assert check_change(plan, PLAN._replace(value=plan), TODAY) == ()


@settings(max_examples=tries(40), deadline=None)
@given(st.integers(0, COUNT - 1), DAYS)
def test_a_deadline_never_moves_silently(number: int, day: date) -> None:
    assert PLAN.value is not None
    step = PLAN.value.steps[number]
    status = STATUSES.index(step.status)
    plan = change_step(PLAN.value, number, day, status)
    wanted = [] if day == step.deadline else ["STC405"]
    found = check_change(PLAN.value, PLAN._replace(value=plan), TODAY)
    assert [finding.code for finding in found] == wanted


@settings(max_examples=tries(20), deadline=None)
@given(st.sets(st.integers(0, COUNT - 1)))
def test_every_removed_step_is_found(numbers: set[int]) -> None:
    assert PLAN.value is not None
    kept = tuple(step for n, step in enumerate(PLAN.value.steps) if n not in numbers)
    head = PLAN._replace(value=PLAN.value._replace(steps=kept))
    found = check_change(PLAN.value, head, TODAY)
    many = 4 * len(numbers) > COUNT
    assert [finding.code for finding in found] == (
        ["STC401"] if many else ["STC402"] * len(numbers)
    )


def test_the_day_is_an_argument() -> None:
    late = check_plan(PLAN, TODAY + timedelta(days=10_000))
    assert {finding.code for finding in late} == set(WARNINGS)
    early = check_plan(PLAN, date(2000, 1, 1))
    assert "STC210" in {finding.code for finding in early}


def test_a_command_that_reads_asks_all_rules_that_are_errors() -> None:
    every = list_plan_rules()
    assert list_plan_rules(errors_only=True) == tuple(
        rule for rule in every if rule.doc.code.severity == "error"
    )
