"""Filters of steps: within one option any of the values, across options all of them."""

from datetime import date
from typing import NamedTuple

from stc.plan.aliases import fold_name
from stc.plan.deadlines import is_undated, status_on
from stc.plan.model import Department, Goal, Plan, Step
from stc.plan.search import Search, read_step


class Filter(NamedTuple):
    """What a list of steps is narrowed to; an empty field does not narrow.

    Attributes:
        departments: Department ids.
        leads: Department ids; the step must be led by one of them.
        sections: Section ids.
        statuses: Printed forms of statuses.
        search: Queries; the step must have all words of one of them.
        due_before: Deadlines before this day only.
        due_after: Deadlines after this day only.
        due_from: Deadlines from this day on only.
        due_to: Deadlines up to this day, included.
        undated: Open steps without a deadline only.
        as_of: The day the status of a step is asked for.
    """

    departments: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    goals: tuple[Goal, ...] = ()
    statuses: tuple[str, ...] = ()
    search: tuple[Search, ...] = ()
    due_before: date | None = None
    due_after: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    undated: bool = False
    needs_review: bool = False
    no_lead: bool = False
    slipped: bool = False
    as_of: date = date.max

    @property
    def is_narrow(self) -> bool:
        """Whether it may leave out a step."""
        return any(self[:-1])

    def accepts(self, step: Step) -> bool:
        """Says whether the step passes every part of the filter."""
        return (
            self._accepts_place(step)
            and (not self.statuses or status_on(step, self.as_of).name in self.statuses)
            and self._accepts_deadline(step.deadline)
            and (not self.undated or is_undated(step, self.as_of))
            and (not self.needs_review or step.needs_review is not None)
            and (not self.no_lead or step.lead is None)
            and (not self.slipped or bool(step.moves))
            and (not self.search or self._accepts_text(step))
        )

    def _accepts_text(self, step: Step) -> bool:
        written = read_step(step)
        return any(search.accepts(written) for search in self.search)

    def _accepts_place(self, step: Step) -> bool:
        return (
            (not self.departments or _hold_one(step.departments, self.departments))
            and (not self.leads or (step.lead is not None and step.lead.id in self.leads))
            and (not self.sections or step.section.id in self.sections)
            and (not self.goals or step.goal in self.goals)
        )

    def _accepts_deadline(self, deadline: date | None) -> bool:
        if deadline is None:
            return not any((self.due_before, self.due_after, self.due_from, self.due_to))
        return (
            (self.due_before is None or deadline < self.due_before)
            and (self.due_after is None or deadline > self.due_after)
            and (self.due_from is None or deadline >= self.due_from)
            and (self.due_to is None or deadline <= self.due_to)
        )


def _hold_one(departments: tuple[Department, ...], ids: tuple[str, ...]) -> bool:
    for one in departments:  # noqa: SIM110 (any() takes twice as long, and every step is asked)
        if one.id in ids:
            return True
    return False


def select_steps(plan: Plan, chosen: Filter) -> tuple[Step, ...]:
    """Gives the steps the filter accepts, in the order of the plan."""
    return tuple(filter(chosen.accepts, plan.steps)) if chosen.is_narrow else plan.steps


def find_goals(plan: Plan, typed: str) -> tuple[Goal, ...]:
    """Gives the goals whose title a person means: the whole title, else a part of it."""
    folded = fold_name(typed)
    whole = tuple(goal for goal in plan.goals if fold_name(goal.title) == folded)
    return whole or tuple(goal for goal in plan.goals if folded and folded in fold_name(goal.title))
