"""Slips: the steps whose deadline moved, from the file alone."""

from datetime import date

from stc.plan.model import Revision
from stc.plan.slips import Slips, count_slips, find_moved
from stc.views.slips import view_slips, view_slips_by
from tests.plans import SMALL, change, describe, draw, load

AS_OF = date(2026, 11, 23)
NONE = Slips(*[0] * len(Slips._fields))


def revise(*moves: tuple[str, str]) -> str:
    lines = "            revisions:\n"
    for before, after in moves:
        lines += (
            f"              - from: {before}\n                to: {after}\n"
            "                on: 2024-05-01\n                reason: It took longer.\n"
        )
    return lines


MOVED = change(
    SMALL,
    "            deadline: 2024-12-31\n",
    "            deadline: 2024-12-31\n"
    + revise(("2024-06-30", "2024-09-30"), ("2024-09-30", "2024-12-31")),
)
FIRST_SET = change(
    MOVED,
    "            departments: [comms-ocs]\n",
    "            departments: [comms-ocs]\n            deadline: 2024-07-01\n"
    + revise(("null", "2024-07-01")),
)


def test_days_count_from_the_original_to_the_current_deadline() -> None:
    assert count_slips(load(MOVED).steps) == NONE._replace(
        dated=1, moved=1, moves=2, later=1, days_later=184
    )


def test_a_first_deadline_is_dated_and_has_not_moved() -> None:
    plan = load(FIRST_SET)
    assert count_slips(plan.steps) == NONE._replace(
        dated=2, moved=1, moves=2, later=1, days_later=184
    )
    assert [step.id for step in find_moved(plan.steps)] == ["COM-01"]


def test_a_deadline_taken_away_is_named_and_has_no_days() -> None:
    text = change(MOVED, "            deadline: 2024-12-31\n", "")
    text = change(text, "to: 2024-12-31", "to: null")
    assert count_slips(load(text).steps) == NONE._replace(dated=1, moved=1, moves=2, taken_away=1)


def test_the_most_days_later_stand_first_and_a_deadline_taken_away_last() -> None:
    first, on = date(2024, 6, 30), date(2024, 5, 1)
    ends = {
        "away": None,
        "earlier": date(2024, 6, 29),
        "back": first,
        "later": date(2024, 7, 1),
        "most": date(2025, 6, 30),
        "again": first,
    }
    step = load(SMALL).steps[0]
    steps = [
        step._replace(
            id=name,
            deadline=end,
            revisions=(Revision(first, AS_OF, on, "Later."), Revision(AS_OF, end, on, "Now.")),
        )
        for name, end in ends.items()
    ]
    shown = [one.id for one in find_moved([*steps, step])]
    assert shown == ["most", "later", "back", "again", "earlier", "away"]


def test_the_screen_shows_each_move_with_its_reason() -> None:
    plan = load(MOVED)
    screen = draw(view_slips(plan.steps, describe(plan, AS_OF)))
    assert "COM-01  2024-06-30  2024-12-31    184      2  Write the page." in screen
    assert screen.count("2024-05-01: It took longer.") == 2
    assert screen.endswith(
        "The deadline moved for 1/1 (100%) of the steps that have one.\nThere are 2 moves.\n"
        "From the first deadline to the current one: 1 later (184 days).\n"
    )


def test_by_department_a_step_counts_in_each() -> None:
    plan = load(MOVED)
    view = view_slips_by(plan, plan.steps, "dept", describe(plan, AS_OF))
    assert [(one["id"], one["moved"], one["days_later"]) for one in view.records] == [
        ("911", 1, 184),
        ("comms-ocs", 1, 184),
    ]
    assert view.totals["days_later"] == 184


def test_no_move_is_a_sentence_and_not_an_empty_table() -> None:
    plan = load(SMALL)
    screen = draw(view_slips(plan.steps, describe(plan, AS_OF)))
    assert screen.endswith(
        "The deadline moved for 0/1 (0%) of the steps that have one.\nThe file records no move.\n"
    )


def test_a_deadline_taken_away_adds_no_days() -> None:
    gone = change(
        FIRST_SET,
        "            deadline: 2024-07-01\n" + revise(("null", "2024-07-01")),
        revise(("2024-07-01", "null")),
    )
    plan = load(gone)
    assert count_slips(plan.steps) == NONE._replace(
        dated=2, moved=2, moves=3, later=1, days_later=184, taken_away=1
    )
    screen = " ".join(draw(view_slips(plan.steps, describe(plan, AS_OF))).split())
    assert "There are 3 moves." in screen
    assert "1 later (184 days), 1 taken away (no days to count)." in screen
