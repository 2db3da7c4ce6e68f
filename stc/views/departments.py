"""Who is in the plan, and by which names: `departments`."""

from typing import Final, NamedTuple

from stc.plan.counts import count_last_words, count_steps, group_steps
from stc.plan.model import Plan
from stc.views.answer import Answer, dump
from stc.views.last_words import (
    LAST_WORDS,
    describe_last_words,
    describe_source_day,
    record_last_words,
)
from stc.views.meetings import describe_meetings
from stc.views.records import COUNTS, SPARSE_TOTALS, dump_counts, dump_totals
from stc.views.shapes import fields_of
from stc.views.view import Column, Context, Sentences, Table, View


class DepartmentRecord(NamedTuple):
    """A department and its names."""

    id: str
    name: str
    aliases: tuple[str, ...]


DEPARTMENTS: Final = Answer(
    "stc/departments/1",
    "Departments and their names.",
    "departments",
    {**fields_of(DepartmentRecord), **COUNTS, **LAST_WORDS},
    {**COUNTS, **LAST_WORDS},
    sparse_totals=SPARSE_TOTALS,
)


def view_departments(plan: Plan, context: Context) -> View:
    """Return every department with its names and the counts of its steps."""
    held = {group.id: group.steps for group in group_steps(plan, plan.steps, "dept")}
    counts = {
        department.id: count_steps(held.get(department.id, ()), context.as_of, plan.vocabulary)
        for department in plan.departments
    }
    words = {
        department.id: count_last_words(held.get(department.id, ()), context.as_of)
        for department in plan.departments
    }
    whole = count_last_words(plan.steps, context.as_of)
    columns = (
        Column("Id", "id"),
        Column("Department"),
        Column("Steps", "number"),
        Column("Open", "number"),
        Column("Overdue", "number", "late"),
        Column("Recent word", "number"),
        Column("No word", "number"),
        Column("Also called", "list"),
    )
    rows = tuple(
        (
            department.id,
            department.name,
            counts[department.id].total,
            counts[department.id].open,
            counts[department.id].overdue,
            f"{words[department.id].recent:,}/{words[department.id].steps:,}",
            words[department.id].never,
            department.aliases,
        )
        for department in plan.departments
    )
    without = len(held.get("", ()))
    count = plan.vocabulary.count_parts
    lines = (
        f"{count(len(plan.departments), 'department')}."
        f" {plan.vocabulary.say('A step with several departments counts once in each.')}",
        f"{count(without, 'step')} {plan.vocabulary.say('without a department.')}",
        describe_source_day(context.source_as_of),
        *describe_last_words(whole, plan.vocabulary),
        *(
            line
            for department in plan.departments
            for line in describe_meetings(plan, department, context.as_of)
        ),
    )
    return DEPARTMENTS.view(
        title=plan.vocabulary.head("Departments"),
        context=context,
        blocks=(Table(columns, rows, "Departments"), Sentences(lines)),
        records=(
            {
                **dump(DepartmentRecord(department.id, department.name, department.aliases)),
                **dump_counts(counts[department.id]),
                **dump(record_last_words(words[department.id])),
            }
            for department in plan.departments
        ),
        totals={
            **dump_totals(count_steps(plan.steps, context.as_of, plan.vocabulary), context.added),
            **dump(record_last_words(whole)),
        },
        ids=tuple(department.id for department in plan.departments),
    )
