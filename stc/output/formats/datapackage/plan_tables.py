"""The tables of a package that every step refers to: always the whole plan's, whatever is chosen.

So that a link from a step never leads nowhere.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby

from stc.output.edition import Edition
from stc.output.formats.datapackage.columns import (
    REVIEW,
    Column,
    flag,
    list_rest,
    number,
    read_rest,
    take,
    take_optional,
    take_rest,
)
from stc.output.formats.datapackage.table import Link, Row, Table, Value
from stc.plan.model import Department, Goal, NeedsReview, Plan, Section

_DEPARTMENT = list_rest(Department, "id", "name", "aliases")
_SECTION = list_rest(Section, "id", "title", "category", "needs_review")
_GOAL = list_rest(Goal, "title")


def number_goals(plan: Plan) -> Mapping[Goal, int]:
    """Return every goal its number in its section, from 1; goals of one title there are one."""
    numbers: dict[Goal, int] = {}
    for _, goals in groupby(dict.fromkeys(plan.goals), key=lambda goal: goal.section.id):
        numbers |= {goal: position for position, goal in enumerate(goals, 1)}
    return numbers


def format_review(review: NeedsReview | None) -> tuple[Value, Value]:
    """Return the two cells of what a person must check."""
    return (review.fields, review.note) if review else (None, None)


def _find_statuses(edition: Edition) -> Iterator[Row]:
    for status in edition.plan.vocabulary.statuses:
        yield status.name, status.meaning, status.is_open, status.is_continuing, status.is_counted


def _find_departments(edition: Edition) -> Iterator[Row]:
    for department in edition.plan.departments:
        yield department.id, department.name, *read_rest(department, _DEPARTMENT)


def _find_aliases(edition: Edition) -> Iterator[Row]:
    for department in edition.plan.departments:
        for position, alias in enumerate(department.aliases, 1):
            yield department.id, position, alias


def _find_sections(edition: Edition) -> Iterator[Row]:
    for position, section in enumerate(edition.plan.sections, 1):
        review = format_review(section.needs_review)
        named = section.id, position, section.title, section.category
        yield *named, *review, *read_rest(section, _SECTION)


def _find_goals(edition: Edition) -> Iterator[Row]:
    for goal, position in number_goals(edition.plan).items():
        yield goal.section.id, position, goal.title, *read_rest(goal, _GOAL)


STATUS_TABLE = Table(
    "statuses",
    "Statuses",
    "What each status means. One row per status.",
    (
        take("name", "Step.status"),
        Column("meaning", description="What it means.", type="string"),
        flag("is_open", "The step is not finished and can be overdue."),
        flag("is_continuing", "The step has no end. Past its date it is due for review."),
        flag("is_counted", "The step is counted in shares."),
    ),
    ("name",),
    _find_statuses,
)
DEPARTMENT_TABLE = Table(
    "departments",
    "Departments",
    "The departments that steps name, all of the plan. One row per department.",
    (
        take("id", "Department.id"),
        take("name", "Department.name"),
        *take_rest(Department, _DEPARTMENT),
    ),
    ("id",),
    _find_departments,
)
ALIAS_TABLE = Table(
    "department_aliases",
    "Other names of departments",
    "Other spellings of the names of departments. One row per name.",
    (
        take("department", "Department.id", description="The department."),
        number("number", "Its place among the department's other names, from 1."),
        take("alias", "Department.aliases", description="The other name."),
    ),
    ("department", "number"),
    _find_aliases,
    (Link(("department",), "departments", ("id",)),),
)
SECTION_TABLE = Table(
    "sections",
    "Sections",
    "The sections of the published table, all of the plan. One row per section.",
    (
        take("id", "Section.id"),
        number("position", "The section's place in the plan, from 1."),
        take("title", "Section.title"),
        take_optional("category", "Section.category"),
        *REVIEW,
        *take_rest(Section, _SECTION),
    ),
    ("id",),
    _find_sections,
)
GOAL_TABLE = Table(
    "goals",
    "Goals",
    "The goals of the sections, all of the plan. One row per goal.",
    (
        take("section", "Section.id", description="The section the goal stands in."),
        number("number", "The goal's place in its section, from 1; another edition may differ."),
        take("title", "Goal.title"),
        *take_rest(Goal, _GOAL),
    ),
    ("section", "number"),
    _find_goals,
    (Link(("section",), "sections", ("id",)),),
)
