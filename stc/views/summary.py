"""How far the plan is: `summary`."""

from typing import Final

from stc.plan.counts import (
    NOUNS,
    Counts,
    Group,
    count_last_words,
    count_steps,
    count_verified,
    group_steps,
)
from stc.plan.model import Plan, Step
from stc.plan.status import StatusKind
from stc.text.plural import be
from stc.views.answer import Answer, dump
from stc.views.last_words import (
    LAST_WORDS,
    describe_last_words,
    describe_source_day,
    record_last_words,
)
from stc.views.records import COUNTS, SPARSE_TOTALS, GroupHead, dump_counts, dump_totals
from stc.views.sentences import (
    build_bar,
    describe_meanings,
    describe_overdue,
    describe_unmet,
    share,
)
from stc.views.shapes import fields_of
from stc.views.updates import VERIFIED, describe_verified, dump_verified
from stc.views.view import Block, Cell, Column, Context, Sentences, Table, View

SUMMARY: Final = Answer(
    "stc/summary/1",
    "Summary.",
    "groups",
    {**fields_of(GroupHead), **COUNTS, **LAST_WORDS},
    {**COUNTS, **LAST_WORDS},
    sparse=VERIFIED,
    sparse_totals={**SPARSE_TOTALS, **VERIFIED},
)


def view_summary(
    plan: Plan, steps: tuple[Step, ...], context: Context, by: tuple[str, ...]
) -> View:
    """Return the counts over the steps: by status, and by section, department or goal."""
    whole = count_steps(steps, context.as_of, plan.vocabulary)
    last_words = count_last_words(steps, context.as_of)
    verified = count_verified(steps, context.as_of) if context.has_updates else None
    filtered = len(steps) < len(plan.steps)
    groups = {grouping: group_steps(plan, steps, grouping) for grouping in by}
    tables = tuple(_group_table(grouping, found, context) for grouping, found in groups.items())
    blocks: tuple[Block, ...] = (
        _status_table(whole),
        Sentences(
            (
                *_describe(whole, filtered=filtered),
                *describe_verified(verified, context.vocabulary),
                describe_source_day(context.source_as_of),
                *describe_last_words(last_words, context.vocabulary),
                *describe_meanings(whole),
            )
        ),
        *tables,
    )
    several = {"dept": "departments", "tag": "tags"}
    lines = tuple(
        plan.vocabulary.say(f"A step with several {several[grouping]} counts once in each.")
        for grouping in by
        if grouping in several
    )
    blocks = (*blocks, *((Sentences(lines),) if lines else ()))
    records = [_dump("plan", Group("", plan.title, steps), context)]
    for grouping, found in groups.items():
        records += [_dump(grouping, group, context) for group in found]
    return SUMMARY.view(
        title="Summary",
        context=context,
        blocks=blocks,
        records=records,
        totals={
            **dump_totals(whole, context.added),
            **dump(record_last_words(last_words)),
            **dump_verified(verified),
        },
    )


def _status_table(counts: Counts) -> Table:
    columns = (
        Column("Status", "status"),
        Column("Steps", "number"),
        Column("Share", "number"),
        Column("", "bar"),
    )
    rows = []
    for status in counts.statuses:
        number = counts.by_status[status.name]
        if status.is_counted:
            part = (share(number, counts.counted), build_bar(number, counts.counted))
        else:
            part = ("not counted", "")
        rows.append((status.name, number, *part))
    return Table(columns, tuple(rows), "By status")


def _describe(counts: Counts, *, filtered: bool) -> tuple[str, ...]:
    count, steps = counts.vocabulary.count_parts, counts.vocabulary.name("steps")
    lines = [
        f"{share(counts.complete, counts.counted)} of the counted {steps} are complete."
        f" Of {count(counts.total, 'step')} in all, {counts.excluded:,}"
        f" {be(counts.excluded)} excluded and not counted.",
        *describe_unmet(counts),
        *describe_overdue(counts, filtered=filtered),
    ]
    if counts.needs_review:
        verb = "needs" if counts.needs_review == 1 else "need"
        lines.append(
            f"{count(counts.needs_review, 'step')} {verb} a check against the printed plan"
            " (stc list --needs-review)."
        )
    return tuple(lines)


def _group_table(by: str, groups: tuple[Group, ...], context: Context) -> Table:
    noun, words = NOUNS[by], context.vocabulary
    outside = [kind for kind in (StatusKind.UNMET, StatusKind.EXCLUDED) if words.list_of_kind(kind)]
    columns = (
        Column(noun),
        Column(words.name_kind(StatusKind.COMPLETE), "number"),
        Column("", "bar"),
        Column("Overdue of open", "number"),
        Column("Review due", "number"),
        Column("Undated", "number"),
        *(Column(words.name_kind(kind), "number") for kind in outside),
        Column("Needs review", "number"),
    )
    rows: list[tuple[Cell, ...]] = []
    for group in groups:
        counts = count_steps(group.steps, context.as_of, context.vocabulary)
        rows.append(
            (
                group.title,
                share(counts.complete, counts.counted),
                build_bar(counts.complete, counts.counted, 10),
                f"{counts.overdue:,}/{counts.open:,}",
                counts.review_due,
                counts.undated,
                *(counts.count_kind(kind) for kind in outside),
                counts.needs_review,
            )
        )
    return Table(columns, tuple(rows), f"By {noun.lower()}")


def _dump(by: str, group: Group, context: Context) -> dict[str, object]:
    counts = dump_counts(count_steps(group.steps, context.as_of, context.vocabulary))
    words = dump(record_last_words(count_last_words(group.steps, context.as_of)))
    verified = count_verified(group.steps, context.as_of) if context.has_updates else None
    head = dump(GroupHead(by, group.id, group.title))
    return {**head, **counts, **words, **dump_verified(verified)}
