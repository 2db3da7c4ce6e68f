"""Where the revisions in the file and the moves that git saw disagree; and the first deadlines."""

from datetime import date

import pytest

from stc.history.deadlines import read_ledger
from stc.plan.ledger import FILE_ONLY, Ledger
from stc.plan.model import Plan, Revision, Step
from tests.history.log.logs import describe_log
from tests.plans import SMALL, load

PLAN = load(SMALL)
ONE, TWO = PLAN.steps
A, B, C, D = (date(2024, 12, 31), date(2025, 3, 31), date(2025, 6, 30), date(2025, 9, 30))
ON = date(2024, 10, 1)
Ends = tuple[date | None, date | None]


def dated(deadline: date | None, *ends: Ends, step: Step = ONE) -> Step:
    """Return a step with this deadline and a revision for each of these moves."""
    revisions = tuple(Revision(before, after, ON, "Late.") for before, after in ends)
    return step._replace(deadline=deadline, revisions=revisions)


def plan(*steps: Step) -> Plan:
    return PLAN._replace(steps=steps)


def disagree(*versions: Step, now: Step | None = None) -> list[str]:
    """Return what is said of a step that had these versions; the last is what the file says."""
    step = now or versions[-1]
    ledger = read_ledger(describe_log(*map(plan, versions)), plan(step))
    assert ledger.changed.keys() <= {"COM-01"}
    return list(ledger.of(step).disagreements)


SILENT = (
    "git saw a move from 2024-12-31 to 2025-03-31 in 000000000, but the file does not record it"
)
UNSEEN = "the file records a move from {} to {}, but git never saw it"
FIRST_UNSEEN = "the file records a first deadline of {}, but git never saw it"
REMOVED = (
    "git saw the removal of the deadline 2024-12-31 in 000000000, but the file does not record it"
)
GONE = "git had a revision for a move from 2024-12-31 to 2025-03-31, but the file no longer has it"


@pytest.mark.parametrize(
    ("versions", "said"),
    [
        ([dated(A), dated(A)], []),
        ([dated(A), dated(B, (A, B))], []),
        ([dated(A), dated(B)], [SILENT]),
        ([dated(A), dated(B), dated(B, (A, B))], []),
        ([dated(A), dated(None)], [REMOVED]),
        ([dated(None), dated(A)], []),
        ([dated(None), dated(A, (None, A))], []),
        ([dated(B, (A, B)), dated(C, (A, B), (B, C))], []),
        # A revision for a move that never was.
        ([dated(B), dated(B, (A, B))], [UNSEEN.format(A, B)]),
        (
            [dated(B), dated(B, (A, B)), dated(C, (A, B), (B, C))],
            [UNSEEN.format(A, B)],
        ),
        ([dated(A), dated(A, (None, A))], [FIRST_UNSEEN.format(A)]),
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
    log = describe_log(*(plan(*pair) for pair in zip(own, other, strict=True)))
    steps = (own[-1], other[-1], dated(C, (A, C), step=ONE._replace(id="COM-09")))
    ledger = read_ledger(log, plan(*steps))
    said = [sentence for step in steps for sentence in ledger.of(step).disagreements]
    assert said == list(ledger.of(steps[0]).disagreements) == [UNSEEN.format(A, B)]


def test_a_step_that_came_later_has_its_own_first_version() -> None:
    came = dated(B, (A, B), step=TWO)
    log = describe_log(plan(dated(A)), plan(dated(A), came), plan(dated(A), dated(B, step=TWO)))
    now = dated(B, step=TWO)
    assert read_ledger(log, plan(dated(A), now)).of(now).disagreements == (GONE,)


def test_the_first_deadline_is_that_of_the_first_version_that_knows_one() -> None:
    versions = [
        plan(dated(None), dated(B, (A, B), step=TWO)),
        plan(dated(C), dated(B, step=TWO)),
        plan(dated(D), dated(B, step=TWO), dated(None, step=TWO._replace(id="COM-03"))),
    ]
    ledger = read_ledger(describe_log(*versions), versions[-1])
    firsts = {step.id: ledger.of(step).first for step in versions[-1].steps}
    assert firsts == {"COM-01": C, "COM-02": A, "COM-03": None}


def test_moves_stand_oldest_first_and_each_keeps_its_step() -> None:
    versions = [(A, A), (B, A), (C, C), (C, B)]
    plans = [plan(dated(one), dated(other, step=TWO)) for one, other in versions]
    ledger = read_ledger(describe_log(*plans), plans[-1])
    shown = [
        [(move.before, move.after, move.days) for move in ledger.of(step).moves]
        for step in plans[-1].steps
    ]
    assert shown == [[(A, B, 90), (B, C, 91)], [(A, C, 181), (C, B, -91)]]


def moves(ledger: Ledger, step: Step = ONE) -> list[tuple[date | None, ...]]:
    return [(move.before, move.after) for move in ledger.of(step).moves]


def read(*versions: Step, now: Step | None = None) -> tuple[Ledger, Step]:
    """Return the ledger of a step that had these versions, and the step as the file has it."""
    step = now or versions[-1]
    return read_ledger(describe_log(*map(plan, versions)), plan(step)), step


@pytest.mark.parametrize(
    ("versions", "first", "expected"),
    [
        # Back and forth, to none and back, and set later: each way is a move but the first setting.
        ([dated(A), dated(B), dated(A)], A, [(A, B), (B, A)]),
        ([dated(A), dated(None), dated(B)], A, [(A, None), (None, B)]),
        ([dated(None), dated(A), dated(None), dated(B)], A, [(A, None), (None, B)]),
        ([dated(None), dated(A)], A, []),
        ([dated(None), dated(None)], None, []),
        # Two revisions in one commit are two moves, also where they lead back.
        ([dated(A), dated(C, (A, B), (B, C))], A, [(A, B), (B, C)]),
        ([dated(A), dated(A, (A, B), (B, A))], A, [(A, B), (B, A)]),
        # A silent move that was recorded with the next one is told once.
        ([dated(A), dated(B), dated(C, (A, B), (B, C))], A, [(A, B), (B, C)]),
        # What the first version records was so before git.
        ([dated(B, (A, B))], A, [(A, B)]),
        ([dated(B, (A, B)), dated(C, (A, B), (B, C))], A, [(A, B), (B, C)]),
        ([dated(B, (None, A), (A, B)), dated(C, (None, A), (A, B))], A, [(A, B), (B, C)]),
        # A revision for a move that git never saw is no move.
        ([dated(B), dated(B, (A, B))], B, []),
        # The first version need not be in order.
        ([dated(D, (A, B)), dated(D)], A, [(A, B), (B, D)]),
        ([dated(D, (A, B), (C, D)), dated(D)], A, [(A, B), (B, C), (C, D)]),
    ],
)
def test_the_moves_lead_from_the_first_deadline_to_the_current_one(
    versions: list[Step], first: date | None, expected: list[Ends]
) -> None:
    ledger, step = read(*versions)
    known = ledger.of(step)
    assert (known.first, moves(ledger, step)) == (first, expected)
    if expected:
        assert (expected[0][0], expected[-1][1]) == (first, step.deadline)
    if step.deadline and first:
        assert known.days == (step.deadline - first).days


def test_a_move_is_silent_by_its_own_commit_and_recorded_by_the_file() -> None:
    versions = [dated(A), dated(B), dated(C, (A, B), (B, C)), dated(D, (A, B), (B, C))]
    ledger, step = read(*versions)
    shown = [(move.is_silent, move.is_recorded) for move in ledger.of(step).moves]
    assert shown == [(True, True), (False, True), (True, False)]


def test_what_is_not_committed_is_a_move_without_a_commit() -> None:
    ledger, step = read(dated(A), dated(B), now=dated(C, (B, C)))
    first, last = ledger.of(step).moves
    assert (first.commit is None, last.commit is None) == (False, True)
    assert (last.day, last.is_pending, last.reasons) == (ON, True, ("Late.",))
    silent, now = read(dated(A), dated(A), now=dated(B))
    (move,) = silent.of(now).moves
    assert (move.day, move.is_silent, move.is_recorded) == (None, True, False)
    assert silent.of(now).first == A


def test_a_step_that_left_keeps_its_moves_and_one_that_came_back_goes_on() -> None:
    both = [plan(dated(A), dated(A, step=TWO)), plan(dated(B), dated(A, step=TWO))]
    gone = [*both, plan(dated(A, step=TWO))]
    ledger = read_ledger(describe_log(*gone), gone[-1])
    (left,) = ledger.left
    assert (left.id, ledger.of(left).first, moves(ledger, left)) == ("COM-01", A, [(A, B)])
    back = [*gone, plan(dated(C), dated(A, step=TWO))]
    ledger = read_ledger(describe_log(*back), back[-1])
    assert ledger.left == ()
    assert (ledger.of(ONE).first, moves(ledger)) == (A, [(A, B), (B, C)])
    removed = read_ledger(describe_log(*both), plan(dated(A, step=TWO)))
    assert [step.id for step in removed.left] == ["COM-01"]


def test_without_git_the_file_tells_the_same_of_an_honest_plan() -> None:
    ledger, step = read(dated(A), dated(C, (A, B), (B, C)), dated(D, (A, B), (B, C), (C, D)))
    known, alone = ledger.of(step), FILE_ONLY.of(step)
    assert (known.first, known.days) == (alone.first, alone.days) == (A, 273)
    for seen, recorded in zip(known.moves, alone.moves, strict=True):
        assert (seen.before, seen.after, seen.reasons) == (
            recorded.before,
            recorded.after,
            recorded.reasons,
        )
