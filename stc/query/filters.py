"""Filters of steps: within one option any of the values, across options all of them."""

from datetime import date
from typing import NamedTuple

from stc.deadlines.standing import is_undated
from stc.plan.model import Department, Goal, Plan, Step
from stc.plan.names import fold_name


class Filter(NamedTuple):
    """What a list of steps is narrowed to; an empty field does not narrow.

    Attributes:
        departments: Department ids.
        leads: Department ids; the step must be led by one of them.
        sections: Section ids.
        statuses: Printed forms of statuses.
        search: Texts looked for, case ignored, in all that is written about a step.
        due_before: Deadlines before this day only.
        due_after: Deadlines after this day only.
        due_from: Deadlines from this day on only.
        due_to: Deadlines up to this day, included.
        undated: Open steps without a deadline only.
    """

    departments: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    goals: tuple[Goal, ...] = ()
    statuses: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    due_before: date | None = None
    due_after: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    undated: bool = False
    needs_review: bool = False
    no_lead: bool = False
    slipped: bool = False

    def accepts(self, step: Step) -> bool:
        """Says whether the step passes every part of the filter."""
        return (
            self._accepts_place(step)
            and (not self.statuses or step.status.name in self.statuses)
            and (not self.search or any(text_holds(step, text) for text in self.search))
            and self._accepts_deadline(step.deadline)
            and (not self.undated or is_undated(step))
            and (not self.needs_review or step.needs_review is not None)
            and (not self.no_lead or step.lead is None)
            and (not self.slipped or bool(step.moves))
        )

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
    return tuple(filter(chosen.accepts, plan.steps)) if any(chosen) else plan.steps


def text_holds(step: Step, text: str) -> bool:
    """Says whether a text stands in anything written about the step, case ignored."""
    written = (
        step.id,
        step.action,
        *step.items,
        step.goal.title,
        step.note or "",
        step.reason or "",
        step.needs_review.note if step.needs_review else "",
    )
    folded = text.casefold()
    return any(folded in one.casefold() for one in written)


def find_goals(plan: Plan, typed: str) -> tuple[Goal, ...]:
    """Gives the goals whose title a person means: the whole title, else a part of it."""
    folded = fold_name(typed)
    whole = tuple(goal for goal in plan.goals if fold_name(goal.title) == folded)
    return whole or tuple(goal for goal in plan.goals if folded and folded in fold_name(goal.title))
