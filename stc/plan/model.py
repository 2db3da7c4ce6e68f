"""The plan: steps that know their section, goal, departments and place in the file."""

from datetime import date
from typing import NamedTuple

from stc.findings import Place
from stc.plan.periods import Period
from stc.plan.status import Status


class NeedsReview(NamedTuple):
    """What a person must check against the printed plan, and why."""

    fields: tuple[str, ...]
    note: str


class Department(NamedTuple):
    """A department that steps name; `aliases` are other spellings of it."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


class Section(NamedTuple):
    """A section of the published table; `category` only where the plan makes it plain."""

    id: str
    title: str
    category: str | None = None
    needs_review: NeedsReview | None = None


class Goal(NamedTuple):
    """A goal of a section, with the steps toward it."""

    section: Section
    title: str


class Revision(NamedTuple):
    """A recorded move of a deadline; a first deadline moves from None."""

    from_: date | None
    to: date | None
    on: date
    reason: str


class Step(NamedTuple):
    """One action step.

    Attributes:
        place: Where the step begins in the file (1-based line and column).
        deadline: The current deadline, or None.
        revisions: The recorded moves of the deadline, oldest first.
        page: The page of the published plan, from 1.
    """

    id: str
    status: Status
    action: str
    section: Section
    goal: Goal
    place: Place
    departments: tuple[Department, ...] = ()
    deadline: date | None = None
    items: tuple[str, ...] = ()
    completed: date | None = None
    evidence: tuple[str, ...] = ()
    reason: str | None = None
    note: str | None = None
    lead: Department | None = None
    revisions: tuple[Revision, ...] = ()
    page: int | None = None
    needs_review: NeedsReview | None = None

    @property
    def moves(self) -> tuple[Revision, ...]:
        """The revisions that moved a deadline; setting a first one moves nothing."""
        return tuple(one for one in self.revisions if one.from_ is not None)

    @property
    def original_deadline(self) -> date | None:
        """The first deadline the step ever had: the first revision's `from`, for ever.

        A step that got its first deadline by a revision from None has that one.
        """
        for revision in self.revisions:
            first = revision.from_ or revision.to
            if first is not None:
                return first
        return self.deadline


class Source(NamedTuple):
    """The document the plan was transcribed from.

    Attributes:
        license: The licence it names, or None: then nothing is known of one.
        contact: Whom to ask, line by line, as published.
        note: How it was transcribed.
    """

    document: str
    publisher: str
    pages: int | None = None
    url: str | None = None
    license: str | None = None
    contact: tuple[str, ...] = ()
    note: str | None = None


class Plan(NamedTuple):
    """The whole plan, in the order it was published.

    Attributes:
        began: When the work the plan is based on was published, or None where it is not recorded.
    """

    title: str
    phase: str
    timezone: str
    departments: tuple[Department, ...]
    sections: tuple[Section, ...]
    goals: tuple[Goal, ...]
    steps: tuple[Step, ...]
    began: Period | None = None
    source: Source | None = None

    def find_step(self, step_id: str) -> Step | None:
        """Gives the step of this id; case does not matter."""
        folded = step_id.strip().upper()
        return next((step for step in self.steps if step.id == folded), None)
