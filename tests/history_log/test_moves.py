"""Where the revisions in the file and the moves that git saw disagree; and the first deadlines."""

from datetime import date

import pytest

from stc.history.moves import find_disagreements, find_moves, find_originals
from stc.plan.model import Plan, Revision, Step
from tests.history_log.logs import tell_log
from tests.plans import SMALL, load

PLAN = load(SMALL)
ONE, TWO = PLAN.steps
A, B, C, D = (date(2024, 12, 31), date(2025, 3, 31), date(2025, 6, 30), date(2025, 9, 30))
ON = date(2024, 10, 1)
Ends = tuple[date | None, date | None]


def dated(deadline: date | None, *ends: Ends, step: Step = ONE) -> Step:
    """Gives a step with this deadline and a revision for each of these moves."""
    revisions = tuple(Revision(before, after, ON, "Late.") for before, after in ends)
    return step._replace(deadline=deadline, revisions=revisions)


def plan(*steps: Step) -> Plan:
    return PLAN._replace(steps=steps)


def disagree(*versions: Step, now: Step | None = None) -> list[str]:
    """Gives what is said of a step that had these versions; the last is what the file says."""
    log = tell_log(*map(plan, versions))
    found = find_disagreements(log, [now or versions[-1]], find_moves(log))
    assert {one.step_id for one in found} <= {"COM-01"}
    return [one.sentence for one in found]


SILENT = "git saw 2024-12-31 to 2025-03-31 in 000000000; the file records no such move"
UNSEEN = "the file records {} to {}; git never saw the deadline move so"
GONE = "git had a revision for 2024-12-31 to 2025-03-31; the file has it no more"


@pytest.mark.parametrize(
    ("versions", "said"),
    [
        ([dated(A), dated(A)], []),
        ([dated(A), dated(B, (A, B))], []),
        ([dated(A), dated(B)], [SILENT]),
        ([dated(A), dated(B), dated(B, (A, B))], []),
        ([dated(A), dated(None)], [SILENT.replace("2025-03-31", "no deadline")]),
        ([dated(None), dated(A)], []),
        ([dated(None), dated(A, (None, A))], []),
        ([dated(B, (A, B)), dated(C, (A, B), (B, C))], []),
        # A revision for a move that never was.
        ([dated(B), dated(B, (A, B))], [UNSEEN.format(A, B)]),
        (
            [dated(B), dated(B, (A, B)), dated(C, (A, B), (B, C))],
            [UNSEEN.format(A, B)],
        ),
        ([dated(A), dated(A, (None, A))], [UNSEEN.format("no deadline", A)]),
        # Two moves in one commit are seen where they lead from the one deadline to the other.
        ([dated(A), dated(C, (A, B), (B, C))], []),
        ([dated(A), dated(C, (A, B), (D, C))], [UNSEEN.format(A, B), UNSEEN.format(D, C)]),
        (
            [dated(A), dated(C, (A, B), (B, D))],
            [SILENT.replace(f"{B}", f"{C}"), UNSEEN.format(A, B), UNSEEN.format(B, D)],
        ),
        ([dated(A), dated(C, (D, B), (B, C))], [UNSEEN.format(D, B), UNSEEN.format(B, C)]),
        ([dated(A), dated(B, (A, B)), dated(B)], [GONE]),
        ([dated(B, (A, B)), dated(B)], [GONE]),
    ],
)
def test_what_git_saw_and_what_the_file_says(versions: list[Step], said: list[str]) -> None:
    assert disagree(*versions) == said


def test_a_revision_that_is_not_committed_yet_is_taken_for_what_it_says() -> None:
    assert disagree(dated(A), dated(A), now=dated(B, (A, B))) == []


def test_only_the_moves_and_revisions_of_the_step_itself_count() -> None:
    other = [dated(A, step=TWO), dated(B, step=TWO), dated(B, (A, B), step=TWO)]
    own = [dated(B), dated(B), dated(B, (A, B))]
    log = tell_log(*(plan(*pair) for pair in zip(own, other, strict=True)))
    steps = (own[-1], other[-1], dated(C, (A, C), step=ONE._replace(id="COM-09")))
    found = find_disagreements(log, steps, find_moves(log))
    assert [(one.step_id, one.sentence) for one in found] == [("COM-01", UNSEEN.format(A, B))]


def test_a_step_that_came_later_has_its_own_first_version() -> None:
    came = dated(B, (A, B), step=TWO)
    log = tell_log(plan(dated(A)), plan(dated(A), came), plan(dated(A), dated(B, step=TWO)))
    found = find_disagreements(log, [dated(B, step=TWO), came], find_moves(log))
    assert [(one.step_id, one.sentence) for one in found] == [("COM-02", GONE)]


def test_the_first_deadline_is_that_of_the_first_version_that_knows_one() -> None:
    versions = [
        plan(dated(None), dated(B, (A, B), step=TWO)),
        plan(dated(C), dated(B, step=TWO)),
        plan(dated(D), dated(B, step=TWO), dated(None, step=TWO._replace(id="COM-03"))),
    ]
    assert find_originals(tell_log(*versions)) == {"COM-01": C, "COM-02": A}


def test_moves_stand_oldest_first_and_each_keeps_its_step() -> None:
    versions = [(A, A), (B, A), (C, C), (C, B)]
    log = tell_log(*(plan(dated(one), dated(other, step=TWO)) for one, other in versions))
    assert [(one.step_id, one.before, one.after, one.days) for one in find_moves(log)] == [
        ("COM-01", A, B, 90),
        ("COM-02", A, C, 181),
        ("COM-01", B, C, 91),
        ("COM-02", C, B, -91),
    ]
