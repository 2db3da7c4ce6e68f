"""How old what is known is: one count, wherever it is shown."""

from datetime import date

from stc.plan.counts import LastWords, count_last_words
from stc.plan.model import Plan
from tests.plan.test_updates import AUDITOR, PLAN, WORKS, join
from tests.plans import change, load

DAY = date(2026, 11, 30)
MORE = """\
      - id: "1.3"
        status: Done
        action: Plant the trees.
        departments: [works]
"""


def count(plan: Plan) -> LastWords:
    return count_last_words(plan.steps, DAY)


def test_a_step_without_a_word_is_as_old_as_the_source() -> None:
    assert count(load(PLAN)) == LastWords(DAY, 2, 0, 0, date(2026, 3, 31), ("1.1", "1.2"))


def test_nothing_is_known_where_the_source_has_no_day() -> None:
    plan = load(change(PLAN, ", as_of: 2026-Q1", ""))
    assert count(plan) == LastWords(DAY, 2, 0, 2, None, ())


def test_a_step_that_is_done_needs_no_word() -> None:
    assert count(load(PLAN + MORE)).steps == 2


def test_an_update_is_recent_for_ninety_days() -> None:
    plan = join(WORKS, AUDITOR)
    at = {step.id: step for step in plan.steps}
    for day, recent in ((date(2026, 9, 28), 1), (date(2026, 9, 29), 0)):
        words = count_last_words([at["1.1"]], day)
        assert (words.recent, words.oldest) == (recent, date(2026, 6, 30))
