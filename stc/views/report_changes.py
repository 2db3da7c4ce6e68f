"""What a report is made of: a plan on two days, and each change of its steps where it belongs."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from stc.history.compare import compare_plans
from stc.history.compare_since import Compared, PlanVersion
from stc.history.differences import Differences, Fact, classify
from stc.plan.counts import LastWords, count_last_words
from stc.plan.deadlines import is_open
from stc.plan.ledger import FILE_ONLY, Ledger
from stc.plan.model import Step
from stc.plan.status import StatusKind
from stc.views.events import Event, list_events
from stc.views.since import (
    Figures,
    Turnover,
    count_figures,
    find_crossed,
    find_turnover,
)


class Move(NamedTuple):
    """A deadline that differs, and what is recorded of why.

    Attributes:
        step: The step as it is now.
        before: The deadline then; None where there was none.
        after: The deadline now; None where it was taken away.
        days: The days between, below 0 to an earlier day; None where one is missing.
        reasons: The reasons recorded with the moves since.
        is_partial: Reasons are recorded, but not for all of the way.
        is_first: The step never had a deadline before the one now.
    """

    step: Step
    before: date | None
    after: date | None
    days: int | None
    reasons: tuple[str, ...]
    is_partial: bool
    is_first: bool

    @property
    def is_silent(self) -> bool:
        """Return whether a deadline moved and no reason is recorded; a first one moves nothing."""
        return not self.is_first and not self.reasons


class StatusChange(NamedTuple):
    """A status that differs.

    Attributes:
        step: The step as it is now.
        before: The name of the status then.
        after: The name of the status now.
        is_reopened: The step was done then, and is not now.
    """

    step: Step
    before: str
    after: str
    is_reopened: bool


class Changes(NamedTuple):
    """What differs between the two sides, for the steps asked about on either of them.

    Attributes:
        kept: The steps in both plans, as they are now: what a change can be a share of.
        dated: How many of them had a deadline then.
        completed: The steps that are done, and were not.
        backwards: The steps whose status takes back what was reported.
        excluded: The steps the city took out.
        restored: The steps it took in again.
        status: All other changes of status.
        moves: The deadlines that differ, most days later first, those taken away last.
        added: The steps the earlier plan does not have.
        removed: The steps the later plan does not have, as they were.
        entered: The steps that only now match the filter.
        left: The steps that only then matched the filter, as they are now.
        turnover: How the overdue steps became those of now.
        others: The steps of which something else differs, but for spaces, quotes and dashes.
        events: All of it in words, bad news first; without a filter also what is beside the steps.
    """

    kept: tuple[Step, ...]
    dated: int
    completed: tuple[StatusChange, ...]
    backwards: tuple[StatusChange, ...]
    excluded: tuple[StatusChange, ...]
    restored: tuple[StatusChange, ...]
    status: tuple[StatusChange, ...]
    moves: tuple[Move, ...]
    added: tuple[Step, ...]
    removed: tuple[Step, ...]
    entered: tuple[Step, ...]
    left: tuple[Step, ...]
    turnover: Turnover
    others: tuple[Step, ...]
    events: tuple[Event, ...]


class Comparison(NamedTuple):
    """The comparison of a report with an earlier version.

    Attributes:
        compared: What it is compared with.
        figures: The numbers of then.
        changes: What differs.
    """

    compared: Compared
    figures: Figures
    changes: Changes

    @property
    def day(self) -> date:
        """The day it is compared with."""
        return self.compared.then.day


class Report(NamedTuple):
    """The content of a report.

    Attributes:
        now: The plan on the as-of day.
        figures: The numbers of now.
        comparison: What happened since, or None if there is nothing to compare with.
        departments: The ids of the departments it is narrowed to; none means all.
    """

    now: PlanVersion
    figures: Figures
    comparison: Comparison | None
    departments: tuple[str, ...]

    @property
    def last_words(self) -> LastWords:
        """How old what is known of the steps is."""
        return count_last_words(self.now.steps, self.now.day)


def compare_with(compared: Compared, now: PlanVersion) -> Comparison:
    """Return what happened between the earlier side and the later one."""
    then = compared.then
    return Comparison(compared, count_figures(then), find_changes(then, now, compared.ledger))


def _narrow(then: PlanVersion, now: PlanVersion) -> Differences:
    """Return what differs in the steps asked about on either side, as far as it was so by then.

    A step that was completed after the later day was not complete on it.
    """
    asked = {step.id for side in (then, now) for step in side.steps}
    is_whole = len(now.steps) == len(now.plan.steps)
    found = classify(compare_plans(then.plan, now.plan))
    return found._replace(
        facts=tuple(
            fact
            for fact in found.facts
            if fact.change.step.id in asked
            and not (fact.kind == "completed" and is_open(fact.change.step, now.day))
        ),
        added=tuple(step for step in found.added if step.id in asked),
        removed=tuple(step for step in found.removed if step.id in asked),
        renamed=found.renamed if is_whole else (),
        heads=found.heads if is_whole else (),
    )


def find_changes(then: PlanVersion, now: PlanVersion, ledger: Ledger = FILE_ONLY) -> Changes:
    """Return what differs between two sides.

    A change is listed if the filter accepts the step on either side: it stays in sight if the step
    moved to another department, or had the status that the filter asks for.
    """
    old = {step.id: step for step in then.plan.steps}
    asked = {step.id for side in (then, now) for step in side.steps}
    found = _narrow(then, now)
    facts = list(found.facts)
    kept = tuple(step for step in now.plan.steps if step.id in asked and step.id in old)
    entered, left = find_crossed(then, now)
    return Changes(
        kept=kept,
        dated=sum(old[step.id].deadline is not None for step in kept),
        completed=_find_status_changes(
            facts,
            lambda fact: fact.kind == "completed",
        ),
        backwards=_find_status_changes(facts, lambda fact: fact.kind == "backwards"),
        excluded=_find_status_changes(facts, lambda fact: fact.kind == "excluded"),
        restored=_find_status_changes(
            facts, lambda fact: fact.kind == "status" and _was_excluded(fact)
        ),
        status=_find_status_changes(
            facts, lambda fact: fact.kind == "status" and not _was_excluded(fact)
        ),
        moves=_list_moves(facts, old, ledger),
        added=found.added,
        removed=found.removed,
        entered=entered,
        left=left,
        turnover=find_turnover(then, now),
        others=_list_others(facts),
        events=list_events(found, ledger, now.plan.vocabulary),
    )


def _find_status_changes(
    facts: list[Fact], accepts: Callable[[Fact], bool]
) -> tuple[StatusChange, ...]:
    changes = (fact.change for fact in facts if accepts(fact))
    return tuple(
        StatusChange(
            change.step,
            change.before,
            change.after,
            change.former_kind is StatusKind.COMPLETE and not change.step.status.is_done,
        )
        for change in changes
    )


def _was_excluded(fact: Fact) -> bool:
    return fact.change.former_kind is StatusKind.EXCLUDED


def _list_moves(facts: list[Fact], old: dict[str, Step], ledger: Ledger) -> tuple[Move, ...]:
    moves = []
    for fact in facts:
        if fact.kind == "moved":
            step, before, after = fact.change.step, fact.change.before, fact.change.after
            reasons, partial = (
                fact.reasons,
                bool(fact.reasons) and not _is_whole(step, old[step.id]),
            )
            first = before is None
            if ledger.is_from_git:
                known = ledger.of(step).moves
                first = first and not known
                reasons = tuple(reason for move in known for reason in move.reasons)
                partial = bool(reasons) and any(move.is_silent for move in known)
            moves.append(Move(step, before, after, fact.days, reasons, partial, first))
    return tuple(sorted(moves, key=lambda move: (move.after is None, -(move.days or 0))))


def _is_whole(step: Step, old: Step) -> bool:
    """Return whether the new revisions lead from the old deadline to the new one without a gap."""
    day = old.deadline
    for revision in step.revisions:
        if revision in old.revisions:
            continue
        if revision.from_ != day:
            return False
        day = revision.to
    return day == step.deadline


def _list_others(facts: list[Fact]) -> tuple[Step, ...]:
    kinds = ("departments", "reworded", "other")
    steps = {fact.change.step.id: fact.change.step for fact in facts if fact.kind in kinds}
    return tuple(steps.values())
