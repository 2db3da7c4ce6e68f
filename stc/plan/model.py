"""The plan: the fields of its file, declared one by one, and the links between its parts.

The order of the fields is their order in the file. An attribute without a `Field` is not in the
file; the reader sets it.
"""

from datetime import date
from typing import Annotated, Any, NamedTuple, Self

from stc.findings import Location
from stc.plan.dates import DateRange
from stc.plan.field import ANY_OF, NESTED, Field, Spec
from stc.plan.measures import Measure
from stc.plan.status import Status
from stc.plan.theme import Theme
from stc.plan.updates import Update
from stc.plan.value_types import (
    CATEGORY,
    DEADLINE,
    DEPARTMENT,
    DEPARTMENT_ID,
    ID,
    INTERVAL,
    LANGUAGE,
    OWNER_KIND,
    PHASE,
    STATUS,
    VERSION,
    ZONE,
    Extra,
    fold_id,
)
from stc.plan.vocabulary import DEFAULT, FiscalYear, Vocabulary


class NeedsReview(NamedTuple):
    """What a person must check against the printed plan, because the copy is damaged there."""

    fields: Annotated[
        tuple[str, ...],
        Field("The fields that are in doubt.", required=True, filled=True, inline=True),
    ]
    note: Annotated[str, Field("What is in doubt, and why.")]


class Damage(NamedTuple):
    """A place where the published copy was damaged."""

    page: Annotated[int | None, Field("The page of the published plan.")]
    steps: Annotated[tuple[str, ...], Field("The steps concerned.", type=ID, inline=True)]
    note: Annotated[str, Field("What was damaged, and what was done about it.")]


class Source(NamedTuple):
    """The document the plan was transcribed from."""

    document: Annotated[str, Field("The title of the document.")]
    publisher: Annotated[str, Field("Who published it.")]
    as_of: Annotated[
        date | None,
        Field("The date of the printed statuses.", type=DEADLINE, example="2026-Q3"),
    ] = None
    pages: Annotated[int | None, Field("The number of its pages.")] = None
    url: Annotated[
        str | None, Field("Where it was published.", example="https://www.example.org/plan.pdf")
    ] = None
    license: Annotated[
        str | None, Field("The licence it names, if it names one.", example="CC-BY-4.0")
    ] = None
    contact: Annotated[
        tuple[str, ...],
        Field("Whom to ask, line by line, as published.", example="[Planning office, Room 12]"),
    ] = ()
    note: Annotated[str | None, Field("How it was transcribed.")] = None
    damage: Annotated[tuple[Damage, ...], Field("Where the published copy was damaged.")] = ()


class Phase(NamedTuple):
    """A phase of the whole plan."""

    id: Annotated[str, Field("The phase; sections and steps name it.", type=ID)]
    title: Annotated[str, Field("The phase as published.")]
    aims: Annotated[tuple[str, ...], Field("What is done in this phase, as published.")] = ()


class Category(NamedTuple):
    """A category of services."""

    id: Annotated[str, Field("The category; sections and steps name it.", type=ID)]
    title: Annotated[str, Field("The category as published.")]
    text: Annotated[str | None, Field("What it means, as published.")] = None


class HeadingId(str):
    """The id of a phase or category, as a section or step names it, with the title of that.

    It compares as the id alone.
    """

    __slots__ = ("heading",)
    heading: str

    def __new__(cls, heading: Phase | Category) -> Self:
        """Return the id of a phase or category."""
        found = super().__new__(cls, heading.id)
        found.heading = heading.title
        return found


class Term(NamedTuple):
    """A word of the plan that the documents define."""

    term: Annotated[str, Field("The word or abbreviation.")]
    meaning: Annotated[str, Field("What the documents say it means.")]
    source: Annotated[str | None, Field("Where they say so.")] = None


class Department(NamedTuple):
    """A department that steps name."""

    id: Annotated[
        str, Field("Lower-case letters, digits and dashes; never changed.", type=DEPARTMENT_ID)
    ]
    name: Annotated[str, Field("The name as published.")]
    aliases: Annotated[
        tuple[str, ...], Field("Other spellings that people or documents use.", inline=True)
    ] = ()
    kind: Annotated[
        str | None,
        Field(
            "What it is, department if not named; a body or partner needs no step.",
            type=OWNER_KIND,
            sparse=True,
        ),
    ] = None
    meets: Annotated[
        str | None, Field("How often a body meets, such as 3m.", type=INTERVAL, sparse=True)
    ] = None
    was: Annotated[
        tuple[str, ...],
        Field("The ids it had before.", type=DEPARTMENT_ID, inline=True, sparse=True),
    ] = ()


class Section(NamedTuple):
    """A section of the published table."""

    id: Annotated[
        str,
        Field(
            "New steps of the section begin with it; a step that moves keeps its id.",
            type=ID,
        ),
    ]
    title: Annotated[str, Field("The section's title as published.")]
    under: Annotated[
        tuple[str, ...],
        Field("The titles of the levels above it, outermost first.", inline=True, sparse=True),
    ] = ()
    phase: Annotated[
        str | None,
        Field("The phase of its steps, where they name no other.", type=PHASE, sparse=True),
    ] = None
    category: Annotated[
        str | None,
        Field("The category of services, where the plan makes it plain.", type=CATEGORY),
    ] = None
    needs_review: Annotated[
        NeedsReview | None, Field("What a person must check against the printed plan.")
    ] = None
    told: date | None = None


class Goal(NamedTuple):
    """A goal and the steps toward it."""

    section: Section
    id: Annotated[str | None, Field("The goal's id, where one is published.", type=ID, sparse=True)]
    title: Annotated[str, Field("The goal as published.")]
    under: Annotated[
        tuple[str, ...],
        Field("The titles of the levels between it and its section.", inline=True, sparse=True),
    ] = ()


class Revision(NamedTuple):
    """A recorded move of a deadline."""

    from_: Annotated[
        date | None,
        Field("The deadline before; empty for none.", key="from", required=True, type=DEADLINE),
    ]
    to: Annotated[
        date | None, Field("The deadline after; empty for none.", required=True, type=DEADLINE)
    ]
    on: Annotated[
        date, Field("The day of the decision, or the period it was made in.", type=DEADLINE)
    ]
    reason: Annotated[str, Field("Why the deadline moved.")]


class Step(NamedTuple):
    """One action step, toward a goal or of the section itself."""

    section: Section
    goal: Goal | None
    place: Location
    id: Annotated[
        str,
        Field(
            "The id as published, such as COM-03 or 1.2.a; never renumbered or reused.",
            type=ID,
            searched=True,
            changed_by="",
        ),
    ]
    status: Annotated[
        Status, Field("The status, in its printed form.", type=STATUS, changed_by="set-status")
    ]
    completed: Annotated[date | None, Field("The day it was completed.", changed_by="set-status")]
    evidence: Annotated[
        tuple[str, ...], Field("Addresses or names of documents that show it.", searched=True)
    ]
    reason: Annotated[
        str | None,
        Field("Why it was excluded, reopened or the like.", searched=True, changed_by="set-status"),
    ]
    note: Annotated[str | None, Field("A remark for readers.", searched=True)]
    action: Annotated[
        str, Field("The text of the step, exactly as published.", folded=True, searched=True)
    ]
    items: Annotated[tuple[str, ...], Field("The sub-items of the published step.", searched=True)]
    tags: Annotated[
        tuple[str, ...],
        Field("Words of the plan to find it by.", searched=True, inline=True, sparse=True),
    ]
    phase: Annotated[
        str | None,
        Field("The phase, if not that of its section.", type=PHASE, sparse=True, inherited=True),
    ]
    category: Annotated[
        str | None,
        Field(
            "The category, if not that of its section.",
            type=CATEGORY,
            sparse=True,
            inherited=True,
        ),
    ]
    lead: Annotated[
        Department | None,
        Field("The department that leads.", type=DEPARTMENT, changed_by="set-lead"),
    ]
    departments: Annotated[
        tuple[Department, ...],
        Field("The departments, by their ids.", type=DEPARTMENT, inline=True),
    ]
    start: Annotated[
        date | None,
        Field(
            "When the work begins: a day, or a period that counts by its last.",
            type=DEADLINE,
            sparse=True,
            example="2024-03",
        ),
    ]
    deadline: Annotated[
        date | None,
        Field(
            "The current deadline: a day, or a period, whose last day counts.",
            type=DEADLINE,
            changed_by="set-deadline",
        ),
    ]
    deadline_label: Annotated[
        str | None,
        Field(
            "The deadline in the published words: shown in its place, never judged.",
            searched=True,
            sparse=True,
            example="End of the year",
        ),
    ]
    review_every: Annotated[
        str | None,
        Field(
            "How often it is to be reviewed, such as 6m or 1y.",
            type=INTERVAL,
            sparse=True,
            example="1y",
        ),
    ]
    revisions: Annotated[
        tuple[Revision, ...],
        Field("The recorded moves of the deadline, oldest first.", changed_by="set-deadline"),
    ]
    extra: Annotated[
        Extra | None,
        Field(
            "What else was published of it, by keys of the plan's own; never counted or judged.",
            searched=True,
            sparse=True,
        ),
    ]
    page: Annotated[int | None, Field("The page of the published plan.")]
    needs_review: Annotated[
        NeedsReview | None,
        Field("What a person must check against the printed plan.", changed_by="edit"),
    ]
    updates: tuple[Update, ...] = ()

    @property
    def goal_title(self) -> str | None:
        """The title of its goal; None for a step of the section itself."""
        return self.goal.title if self.goal else None

    @property
    def under(self) -> tuple[str, ...]:
        """The titles of the levels above its section and above its goal, outermost first."""
        return (*self.section.under, *(self.goal.under if self.goal else ()))

    @property
    def moves(self) -> tuple[Revision, ...]:
        """The revisions that moved a deadline; setting a first one is not a move."""
        return tuple(revision for revision in self.revisions if revision.from_ is not None)

    @property
    def original_deadline(self) -> date | None:
        """The first deadline the step ever had: the first in its revisions, else the current."""
        for revision in self.revisions:
            first = revision.from_ or revision.to
            if first is not None:
                return first
        return self.deadline


def read_inherited(step: Step, spec: Spec) -> Any:
    """Return the value of a field of a step, or of its section where the step takes that."""
    value = getattr(step, spec.attribute)
    if value is None and spec.field.inherited:
        return getattr(step.section, spec.attribute)
    return value


class Plan(NamedTuple):
    """A public plan: its sections, goals and action steps."""

    schema_version: Annotated[int, Field("The version of this format.", type=VERSION)]
    title: Annotated[str, Field("The title of the plan.")]
    phase: Annotated[str | None, Field("The phase the plan covers.")]
    began: Annotated[
        DateRange | None,
        Field(
            "When the work the plan is based on was published; no deadline lies before it.",
        ),
    ]
    timezone: Annotated[str, Field("The time zone the plan's days are counted in.", type=ZONE)]
    language: Annotated[
        str | None,
        Field("The language of the plan (BCP 47); en by default.", type=LANGUAGE, example="en"),
    ]
    source: Annotated[Source | None, Field("The document transcribed.")]
    site: Annotated[Theme | None, Field("What is the city's own on the pages of `stc site`.")]
    own_words: Annotated[
        Vocabulary | None,
        Field(
            "The plan's own words, in place of those of stc.",
            key="vocabulary",
            example="{fiscal_year: {begins: 7}}",
        ),
    ]
    phases: Annotated[tuple[Phase, ...], Field("The phases of the whole plan.")]
    categories: Annotated[tuple[Category, ...], Field("The categories of services.")]
    glossary: Annotated[tuple[Term, ...], Field("Words the documents spell out.")]
    departments: Annotated[
        tuple[Department, ...], Field("The departments that steps name.", required=True)
    ]
    sections: Annotated[
        tuple[Section, ...], Field("The sections, in the order published.", required=True)
    ]
    goals: tuple[Goal, ...]
    steps: tuple[Step, ...]
    vocabulary: Vocabulary = DEFAULT
    updates: tuple[Update, ...] = ()
    measures: tuple[Measure, ...] = ()

    def list_steps_of(self, section: Section, goal: Goal | None) -> tuple[Step, ...]:
        """Return the steps toward a goal, or those of the section itself, in their order."""
        return tuple(step for step in self.steps if (step.section, step.goal) == (section, goal))

    def map_departments(self) -> dict[str, Department]:
        """Return the departments by their ids and by those they had before."""
        former = {name: department for department in self.departments for name in department.was}
        return former | {department.id: department for department in self.departments}

    def list_named(self, name: str) -> tuple[str, ...]:
        """Return what a field may name that refers to a list of the head, such as `phases`."""
        if name == "statuses":
            return tuple(status.name for status in self.vocabulary.statuses)
        things: dict[str, tuple[Department | Phase | Category, ...]] = {
            "departments": self.departments,
            "phases": self.phases,
            "categories": self.categories,
        }
        return tuple(thing.id for thing in things.get(name, ()))

    @property
    def spoken(self) -> tuple[Vocabulary, str | None]:
        """The words of the plan, and its language where it names one."""
        return self.vocabulary, self.language

    @property
    def full_title(self) -> str:
        """The title with the phase, where the plan names one."""
        return ", ".join(part for part in (self.title, self.phase) if part)

    @property
    def has_updates(self) -> bool:
        """Whether any department has reported anything in a file of its own."""
        return bool(self.updates) or any(step.updates for step in self.steps)

    @property
    def has_files_beside(self) -> bool:
        """Whether the plan carries anything from a file beside it."""
        return self.has_updates or bool(self.measures)

    @property
    def source_as_of(self) -> date | None:
        """When the printed statuses were true; None where the source does not say."""
        return self.source.as_of if self.source else None

    @property
    def fiscal_year(self) -> FiscalYear | None:
        """The fiscal year, where the plan says it: what FY27 means when a person types it."""
        return self.own_words.fiscal_year if self.own_words else None

    def find_step(self, step_id: str) -> Step | None:
        """Return the step of this id; case does not matter."""
        folded = fold_id(step_id)
        return next((step for step in self.steps if fold_id(step.id) == folded), None)


NESTED[Section] = (
    (
        "steps",
        Step,
        Field(
            "The steps toward no goal, in the order published.",
            example="[{id: COM-01, status: Planning, action: Write the page.}]",
        ),
    ),
    ("goals", Goal, Field("The goals, in the order published.")),
)
ANY_OF[Section] = ("steps", "goals")
NESTED[Goal] = (("steps", Step, Field("The action steps, in the order published.", required=True)),)
