"""Promises kept on time, late or not yet: `scorecard`."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final, Literal, NamedTuple

from stc.plan.counts import NOUNS, Group, count_verified, group_steps, is_verified
from stc.plan.deadlines import status_on
from stc.plan.ledger import FILE_ONLY, Ledger
from stc.plan.model import Plan, Step
from stc.plan.scorecard import CLASSES, count_classes, list_classes
from stc.plan.status import StatusKind
from stc.plan.vocabulary import DEFAULT, Vocabulary
from stc.text.plural import be, have
from stc.views.answer import Answer, dump
from stc.views.last_words import describe_source_day
from stc.views.sentences import name_some, share
from stc.views.shapes import COUNT, Fields, fields_of
from stc.views.updates import VERIFIED, describe_verified, dump_verified
from stc.views.view import Block, Cell, Column, Context, Sentences, Table, View

_KINDS: Final = {
    "on_time": (StatusKind.COMPLETE, "on time"),
    "late": (StatusKind.COMPLETE, "late"),
    "complete_undated": (StatusKind.COMPLETE, "had no deadline"),
    "date_not_recorded": (StatusKind.COMPLETE, "date not recorded"),
    "never": (StatusKind.UNMET, ""),
    "overdue": (StatusKind.OPEN, "overdue"),
    "not_yet_due": (StatusKind.OPEN, "not yet due"),
    "undated": (StatusKind.OPEN, "undated"),
    "ongoing": (StatusKind.CONTINUING, ""),
    "unknown": (StatusKind.UNKNOWN, ""),
    "excluded": (StatusKind.EXCLUDED, ""),
}


def title_class(name: str, words: Vocabulary) -> str:
    """Return the title of a class, in the words of the plan."""
    kind, more = _KINDS[name]
    if kind is StatusKind.OPEN:
        return "Open and overdue" if name == "overdue" else f"Open, {more}"
    return ", ".join(part for part in (words.name_kind(kind), more) if part)


TITLES: Final = {name: title_class(name, DEFAULT) for name in CLASSES}
"""The titles of the classes in the words of stc."""


def describe_class(name: str, words: Vocabulary) -> str:
    """Return what a class means; a status that the plan explains says it itself."""
    kind, more = _KINDS[name]
    if more or not words.has_own_statuses:
        return words.say(MEANINGS[name])
    meanings = [status.meaning for status in words.list_of_kind(kind)]
    return (meanings[0] if len(meanings) == 1 else None) or words.say(f"The step {kind.meaning}.")


MEANINGS = {
    "on_time": "The step was completed on or before its deadline.",
    "late": "The step was completed after its deadline.",
    "complete_undated": "The step was completed, and had no deadline to miss.",
    "date_not_recorded": "The step was completed, but the plan does not say when. It is never"
    " counted as on time.",
    "overdue": "The step is open, and its deadline has passed.",
    "not_yet_due": "The step is open, and its deadline is the as-of day or later.",
    "undated": "The step is open and has no deadline, so it can never be overdue.",
    "ongoing": "The step continues without an end. Past its date it is due for review, never"
    " overdue.",
    "unknown": "The status cannot be read in the published copy. A person must check it.",
    "excluded": "The city took the step out of the plan. It is not counted in any share.",
}
"""What each class means."""
_HEADS = {
    "on_time": "On time",
    "late": "Late",
    "complete_undated": "No date due",
    "date_not_recorded": "Day not known",
    "never": "Never",
    "overdue": "Overdue",
    "not_yet_due": "Not yet due",
    "undated": "Undated",
    "ongoing": "",
    "unknown": "",
    "excluded": "Not counted",
}
Against = Literal["current", "original"]


class ScoreHead(NamedTuple):
    """What the classes of a record are of."""

    by: str
    id: str
    title: str
    against: Against


class OtherOriginals(NamedTuple):
    """Where git and the file do not agree."""

    other_originals: (
        Annotated[
            tuple[str, ...],
            "Ids of the steps whose first deadline in git is another than the file records;"
            " null where git was not asked.",
        ]
        | None
    )


_COUNTS: Final[Fields] = dict.fromkeys(("steps", "counted", *CLASSES), COUNT)
_NEVER: Final[Fields] = {
    "never": {**COUNT, "description": "Steps that ended and were not done, if the plan has those."}
}
SCORECARD: Final = Answer(
    "stc/scorecard/1",
    "Promises kept, late or not yet.",
    "groups",
    {**fields_of(ScoreHead), **_COUNTS},
    {**_COUNTS, **fields_of(OtherOriginals)},
    more=_NEVER,
    sparse_totals=VERIFIED,
)


class Basis(NamedTuple):
    """What promises are judged against.

    Attributes:
        name: `current` or `original`.
        as_of: The day.
        ledger: The first deadlines.
        words: The words of the plan.
    """

    name: Against
    as_of: date
    ledger: Ledger
    words: Vocabulary

    def count_classes(self, steps: tuple[Step, ...]) -> dict[str, int]:
        """Return the number of steps of each class."""
        ledger = self.ledger if self.name == "original" else None
        return count_classes(steps, self.as_of, ledger, self.words)


def view_scorecard(
    plan: Plan,
    steps: tuple[Step, ...],
    context: Context,
    by: tuple[str, ...],
    ledger: Ledger = FILE_ONLY,
    lines: tuple[str, ...] = (),
) -> View:
    """Return the classes of the steps, against the current and the original deadlines.

    Args:
        plan: The plan.
        steps: The steps asked about.
        context: What the answer says about itself.
        by: What is counted by, too: `dept`, `section`, `goal`.
        ledger: The first deadlines.
        lines: Sentences about what was not asked.
    """
    names: tuple[Against, ...] = ("current", "original")
    bases = tuple(Basis(name, context.as_of, ledger, plan.vocabulary) for name in names)
    whole = Group("", plan.title, steps)
    records = [_dump("plan", whole, basis) for basis in bases]
    others = tuple(step for step in steps if ledger.of(step).first != step.original_deadline)
    sentences = (
        *_describe(records[0], plan.vocabulary),
        *_describe_verified(steps, context),
        *_describe_others(others, ledger, plan.vocabulary),
        describe_source_day(context.source_as_of),
        *lines,
    )
    blocks: list[Block] = [_class_table(steps, bases), Sentences(sentences)]
    for grouping in by:
        groups = group_steps(plan, steps, grouping)
        blocks += [_group_table(grouping, groups, basis) for basis in bases]
        records += [_dump(grouping, group, basis) for group in groups for basis in bases]
    if "dept" in by:
        blocks.append(
            Sentences(
                (plan.vocabulary.say("A step with several departments counts once in each."),)
            )
        )
    found = tuple(step.id for step in others) if ledger.is_from_git else None
    return SCORECARD.view(
        title="Scorecard",
        context=context,
        blocks=tuple(blocks),
        records=records,
        totals={
            **{name: records[0][name] for name in (*_COUNTS, *_NEVER) if name in records[0]},
            **dump(OtherOriginals(found)),
            **(dump_verified(count_verified(steps, context.as_of)) if context.has_updates else {}),
        },
    )


def _class_table(steps: tuple[Step, ...], bases: tuple[Basis, ...]) -> Table:
    columns = (
        Column("Promise"),
        Column("Against the current deadline", "number"),
        Column("Against the original deadline", "number"),
    )
    counts = [basis.count_classes(steps) for basis in bases]
    whole = [sum(count.values()) - count["excluded"] for count in counts]
    rows = []
    for name in counts[0]:
        if name == "excluded":
            cells = [f"{count[name]:,} not counted" for count in counts]
        else:
            cells = [share(row[name], all_) for row, all_ in zip(counts, whole, strict=True)]
        rows.append((title_class(name, bases[0].words), *cells))
    return Table(columns, tuple(rows), "Promises")


def _group_table(by: str, groups: tuple[Group, ...], basis: Basis) -> Table:
    noun = NOUNS[by]
    heads = (_HEADS[name] or title_class(name, basis.words) for name in list_classes(basis.words))
    columns = (Column(noun), *(Column(head, "number") for head in heads))
    rows: list[tuple[Cell, ...]] = []
    for group in groups:
        counts = basis.count_classes(group.steps)
        excluded = counts.pop("excluded")
        counted = sum(counts.values())
        rows.append(
            (group.title, *(f"{count:,}/{counted:,}" for count in counts.values()), excluded)
        )
    return Table(columns, tuple(rows), f"By {noun.lower()}, against the {basis.name} deadline")


def _describe(record: Mapping[str, Any], words: Vocabulary) -> tuple[str, ...]:
    complete = record["on_time"] + record["late"] + record["date_not_recorded"]
    complete += record["complete_undated"]
    lines = [
        f"{words.count_parts(record['steps'], 'step')}, {record['excluded']:,} of them excluded"
        " and not counted.",
    ]
    if record["date_not_recorded"]:
        lines.append(
            f"{record['date_not_recorded']:,} of {words.count_parts(complete, 'complete step')}"
            f" {have(record['date_not_recorded'], complete)} no completion date and"
            f" {be(record['date_not_recorded'], complete)} not counted as on time."
        )
    return tuple(lines)


def _describe_verified(steps: tuple[Step, ...], context: Context) -> tuple[str, ...]:
    """Return how many complete steps are verified, and which are not; nothing without updates."""
    if not context.has_updates:
        return ()
    verified = count_verified(steps, context.as_of)
    ids = [
        step.id
        for step in steps
        if status_on(step, context.as_of).is_done and not is_verified(step, context.as_of)
    ]
    done = context.vocabulary.name_kind(StatusKind.COMPLETE)
    named = f"{done} as reported; not verified: {name_some(ids)}."
    return (*describe_verified(verified, context.vocabulary), *((named,) if ids else ()))


def _describe_others(
    others: tuple[Step, ...], ledger: Ledger, words: Vocabulary
) -> tuple[str, ...]:
    """Return a sentence on the steps whose first deadline is not the one the file records."""
    if not others:
        return ()
    names = [
        f"{step.id} ({ledger.of(step).first or 'none'} in git,"
        f" {step.original_deadline or 'none'} in the file)"
        for step in others
    ]
    return (
        f"For {words.count_parts(len(others), 'step')}, git and the file have different original"
        f" deadlines, and the one in git counts: {name_some(names)}.",
    )


def _dump(by: str, group: Group, basis: Basis) -> Mapping[str, Any]:
    counts, steps = basis.count_classes(group.steps), len(group.steps)
    counted = steps - counts["excluded"]
    head = ScoreHead(by, group.id, group.title, basis.name)
    return {**dump(head), "steps": steps, "counted": counted, **counts}
