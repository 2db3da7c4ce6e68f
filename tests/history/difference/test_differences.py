"""The kinds of changes: what counts as backwards, silent, reworded, or only typography."""

from datetime import date
from typing import Any

import pytest

from stc.history.compare import Renaming, compare_plans
from stc.history.differences import Differences, classify, is_wording
from stc.plan.model import Plan, Revision
from tests.history.difference.mutations import put
from tests.plans import COMPLETE, EXCLUDED, FULL, SMALL, STATUSES, load, parse_status

STORY = load(SMALL)


def find(**fields: Any) -> Differences:
    return classify(compare_plans(STORY, put(STORY, 0, **fields)))


def kinds(found: Differences) -> list[str]:
    return [fact.kind for fact in found.facts]


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("Not started", "Planning", "status"),
        ("Planning", "Not started", "backwards"),
        ("In progress", "Planning", "backwards"),
        ("In progress", "Ongoing", "status"),
        ("Ongoing", "In progress", "status"),
        ("Ongoing", "Planning", "backwards"),
        ("Complete", "In progress", "backwards"),
        ("Complete", "Ongoing", "backwards"),
        ("Complete", "Unknown", "backwards"),
        ("Complete", "Excluded", "excluded"),
        ("In progress", "Excluded", "excluded"),
        ("Excluded", "Not started", "status"),
        ("Excluded", "Complete", "completed"),
        ("Unknown", "Not started", "status"),
        ("In progress", "Unknown", "status"),
        ("Planning", "Complete", "completed"),
    ],
)
def test_what_a_change_of_status_is(before: str, after: str, kind: str) -> None:
    earlier = put(STORY, 0, status=parse_status(before))
    later = put(STORY, 0, status=parse_status(after))
    (fact,) = classify(compare_plans(earlier, later)).facts
    assert (fact.kind, fact.change.before, fact.change.after) == (kind, before, after)


def test_a_change_and_its_way_back_are_not_both_backwards() -> None:
    for one in STATUSES:
        for other in STATUSES:
            pair = [
                classify(compare_plans(put(STORY, 0, status=a), put(STORY, 0, status=b)))
                for a, b in ((one, other), (other, one))
            ]
            assert sum(kinds(found) == ["backwards"] for found in pair) <= 1


def test_the_day_and_the_reason_are_told_with_the_status() -> None:
    found = find(status=COMPLETE, completed=date(2024, 11, 30), reason="Done.", evidence=("A",))
    status, evidence = found.facts
    assert [one.field for one in status.more] == ["completed", "reason"]
    assert (evidence.kind, evidence.change.field) == ("other", "evidence")


def test_a_day_that_is_taken_away_is_told_for_itself() -> None:
    plan = load(FULL)
    step = plan.steps[0]
    later = put(plan, 0, status=EXCLUDED, completed=None, reason=None)
    found = classify(compare_plans(plan, later))
    assert step.completed
    assert [(fact.kind, fact.change.field) for fact in found.facts] == [
        ("excluded", "status"),
        ("other", "completed"),
        ("other", "reason"),
    ]


FIRST, SECOND, THIRD = date(2024, 12, 31), date(2025, 3, 31), date(2025, 6, 30)
ON = date(2024, 12, 1)
MOVE = Revision(FIRST, SECOND, ON, "One.")


@pytest.mark.parametrize(
    ("deadline", "revisions", "days", "reasons"),
    [
        (SECOND, (), 90, ()),
        (SECOND, (MOVE,), 90, ("One.",)),
        (THIRD, (MOVE, Revision(SECOND, THIRD, ON, "Two.")), 181, ("One.", "Two.")),
        (THIRD, (MOVE,), 181, ()),
        (None, (), None, ()),
        (None, (Revision(FIRST, None, ON, "Away."),), None, ("Away.",)),
        (date(2024, 12, 1), (), -30, ()),
    ],
)
def test_a_move_with_its_days_and_the_reasons_that_lead_to_it(
    deadline: date | None, revisions: tuple[Revision, ...], days: int | None, reasons: Any
) -> None:
    (fact, *rest) = find(deadline=deadline, revisions=revisions).facts
    assert (fact.kind, fact.days, fact.reasons) == ("moved", days, reasons)
    assert fact.is_silent is (not reasons)
    # Revisions that do not lead to the deadline are not hidden.
    assert [one.change.field for one in rest] == ["revisions"] * bool(revisions and not reasons)


def test_an_old_reason_does_not_explain_a_new_move() -> None:
    before = put(STORY, 0, deadline=SECOND, revisions=(MOVE,))
    after = put(before, 0, deadline=THIRD)
    (fact,) = classify(compare_plans(before, after)).facts
    assert fact.is_silent


def test_only_the_new_reason_explains_a_new_move() -> None:
    before = put(STORY, 0, deadline=SECOND, revisions=(MOVE,))
    again = Revision(SECOND, THIRD, ON, "Two.")
    after = put(before, 0, deadline=THIRD, revisions=(MOVE, again))
    (fact,) = classify(compare_plans(before, after)).facts
    assert (fact.reasons, [one.field for one in fact.more]) == (("Two.",), ["revisions"])


def test_a_ledger_that_is_rewritten_is_told_beside_the_move() -> None:
    before = put(STORY, 0, deadline=SECOND, revisions=(MOVE,))
    ledger = (MOVE._replace(reason="Other."), Revision(SECOND, THIRD, ON, "Two."))
    found = classify(compare_plans(before, put(before, 0, deadline=THIRD, revisions=ledger)))
    assert [(fact.kind, fact.change.field) for fact in found.facts] == [
        ("moved", "deadline"),
        ("other", "revisions"),
    ]


TEXT = 'Don\'t write "it" - re-read the page.'


@pytest.mark.parametrize(
    ("text", "is_same"),
    [
        ("Don’t write “it” - re-read the page.", True),
        ('Don\'t write "it"—re-read the page.', True),
        ('Don\'t write "it" – re‑read  the\npage.', True),
        ('Don\'t write "it" - re-\u00adread\u00a0the page.', True),
        ('don\'t write "it" - re-read the page.', False),
        ('Don\'t write "it" - re-read the page', False),
        ('Don\'t write "it" - re read the page.', False),
        ("Don't write it - re-read the page.", False),
        ('Dont write "it" - re-read the page.', False),
    ],
)
def test_what_is_only_typography(text: str, is_same: bool) -> None:
    plan = put(STORY, 0, action=TEXT)
    found = classify(compare_plans(plan, put(plan, 0, action=text)))
    assert kinds(found) == ([] if is_same else ["reworded"])
    assert len(found.wording) == is_same


@pytest.mark.parametrize(
    ("one", "name", "is_same"),
    [("works", "Fire – EMS", True), ("fire", "Fire – EMS", False), ("works", "Fire", False)],
)
def test_a_department_is_renamed_by_its_id_or_by_more_than_a_dash(
    one: str, name: str, is_same: bool
) -> None:
    before = STORY.departments[0]._replace(id="works", name="Fire - EMS")
    assert is_wording(Renaming(before, before._replace(id=one, name=name))) is is_same


def test_typography_of_ids_and_numbers_is_no_typography() -> None:
    found = find(items=("10²",))
    plan: Plan = put(STORY, 0, items=("102",))
    assert kinds(found) == ["reworded"]
    assert kinds(classify(compare_plans(plan, put(plan, 0, items=("10²",))))) == ["reworded"]
