"""Counts of steps: by status and against the deadlines, including what is not counted."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from stc.plan.deadlines import (
    is_late_to_start,
    is_open,
    is_overdue,
    is_reported_on,
    is_review_due,
    is_undated,
    status_on,
)
from stc.plan.field import specs_of
from stc.plan.model import Category, Department, Goal, Phase, Plan, Section, Step, read_inherited
from stc.plan.order import natural_key
from stc.plan.status import OPEN_THAT_DAY, Status, StatusKind
from stc.plan.updates import find_verification, last_word
from stc.plan.vocabulary import UNKNOWN, Vocabulary


class Counts(NamedTuple):
    """Counts over some steps on a day.

    Attributes:
        total: All the steps.
        by_status: Steps by the printed form of the status they had on the day; every status has an
            entry, and so has `OPEN_THAT_DAY`.
        counted: The denominator of shares: all but the excluded.
        open: Steps that are not finished.
        undated: Open steps without a deadline, which can never be overdue.
        vocabulary: The words of the plan.
        labels: The words shown in place of their deadline, each with its number, most first.
        open_reviewed: Open steps with `review_every`, which can be due for review.
        late_to_start: Steps whose start has passed, in the first status; None without any start.
    """

    total: int
    by_status: dict[str, int]
    counted: int
    open: int
    overdue: int
    review_due: int
    undated: int
    needs_review: int
    vocabulary: Vocabulary
    labels: tuple[tuple[str, int], ...] = ()
    late_to_start: int | None = None
    open_reviewed: int = 0

    @property
    def statuses(self) -> tuple[Status, ...]:
        """The statuses to list: those of the plan, and of the others what a step had."""
        unused = {OPEN_THAT_DAY.name} if not self.by_status[OPEN_THAT_DAY.name] else set()
        if self.vocabulary.adds_unknown and not self.by_status[UNKNOWN.name]:
            unused.add(UNKNOWN.name)
        return tuple(status for status in self.vocabulary.shown if status.name not in unused)

    @property
    def complete(self) -> int:
        """The steps that are done."""
        return self.count_kind(StatusKind.COMPLETE)

    @property
    def excluded(self) -> int:
        """The steps outside the denominator."""
        return self.count_kind(StatusKind.EXCLUDED)

    @property
    def continuing(self) -> int:
        """The steps that never end."""
        return self.count_kind(StatusKind.CONTINUING)

    @property
    def reviewed(self) -> int:
        """The steps that can be due for review."""
        return self.continuing + self.open_reviewed

    @property
    def reviewed_noun(self) -> str:
        """What those that can be due for review are; open steps among them are not ongoing."""
        return "step" if self.open_reviewed else "ongoing step"

    def count_kind(self, kind: StatusKind) -> int:
        """Return the number of steps whose status is of a kind."""
        return sum(self.by_status[status.name] for status in self.vocabulary.list_of_kind(kind))

    def rename(self, words: Vocabulary) -> "Counts":
        """Return the counts of an older version under the names that its statuses have now."""
        numbers = {status.name: 0 for status in words.shown}
        for name, number in self.by_status.items():
            numbers[words.name_now(name)] += number
        return self._replace(by_status=numbers, vocabulary=words)


def merge_words(now: Vocabulary, *former: Vocabulary) -> Vocabulary:
    """Return the words of a plan with the statuses of older versions that it no longer has."""
    statuses = {status.name: status for status in now.statuses}
    for words in former:
        for status in words.statuses:
            statuses.setdefault(now.name_now(status.name), status)
    if len(statuses) == len(now.statuses):
        return now
    return now._replace(statuses=tuple(statuses.values()))


def count_steps(steps: Iterable[Step], as_of: date, vocabulary: Vocabulary) -> Counts:
    """Return the counts over these steps of a plan on a day, by the statuses of its vocabulary."""
    steps = tuple(steps)
    by_status = {status.name: 0 for status in vocabulary.shown}
    counted = still_open = 0
    for step in steps:
        status = status_on(step, as_of)
        by_status[status.name] += 1
        counted += status.is_counted
        still_open += status.is_open
    undated = [step for step in steps if is_undated(step, as_of)]
    labels = Counter(step.deadline_label for step in undated if step.deadline_label)
    has_start = any(step.start for step in steps)
    return Counts(
        total=len(steps),
        by_status=by_status,
        counted=counted,
        open=still_open,
        overdue=sum(is_overdue(step, as_of) for step in steps),
        review_due=sum(is_review_due(step, as_of) for step in steps),
        undated=len(undated),
        needs_review=sum(step.needs_review is not None for step in steps),
        vocabulary=vocabulary,
        labels=tuple(labels.most_common()),
        late_to_start=sum(is_late_to_start(step, as_of) for step in steps) if has_start else None,
        open_reviewed=sum(step.review_every is not None and is_open(step, as_of) for step in steps),
    )


FRESH_DAYS: Final = 90
"""So many days after it, a last word counts as recent."""


class LastWords(NamedTuple):
    """How old what is known of some steps is, on a day.

    Attributes:
        as_of: The day.
        steps: The steps on which somebody should report: those that are open or continue.
        recent: Those with a last word in the `FRESH_DAYS` before the day or on it.
        never: Those without a last word.
        oldest: The day of the oldest last word; None where there is none.
        oldest_ids: The ids of the steps it is on, in the order of the plan.
    """

    as_of: date
    steps: int
    recent: int
    never: int
    oldest: date | None
    oldest_ids: tuple[str, ...]


def count_last_words(steps: Iterable[Step], as_of: date) -> LastWords:
    """Return how old what is known of the steps is."""
    words = [(last_word(step, as_of), step.id) for step in steps if is_reported_on(step, as_of)]
    known = [(word.on, step_id) for word, step_id in words if word is not None]
    oldest = min((day for day, _ in known), default=None)
    return LastWords(
        as_of=as_of,
        steps=len(words),
        recent=sum((as_of - day).days <= FRESH_DAYS for day, _ in known),
        never=len(words) - len(known),
        oldest=oldest,
        oldest_ids=tuple(step_id for day, step_id in known if day == oldest),
    )


class Verified(NamedTuple):
    """How many of the complete steps another voice than their departments calls complete."""

    complete: int
    verified: int


def is_verified(step: Step, as_of: date) -> bool:
    """Return whether the step was complete on the day, and the newest other voice says so."""
    verification = find_verification(step, as_of)
    says = verification.says if verification else None
    return status_on(step, as_of).is_done and says is not None and says.is_done


def count_verified(steps: Iterable[Step], as_of: date) -> Verified:
    """Return how many of the complete steps are verified."""
    steps = tuple(steps)
    return Verified(
        sum(status_on(step, as_of).is_done for step in steps),
        sum(is_verified(step, as_of) for step in steps),
    )


class Group(NamedTuple):
    """Some steps under a heading: a department, a section, a goal, a tag or the like.

    Attributes:
        id: The id of the heading; empty for a goal, a tag and for none of them.
    """

    id: str
    title: str
    steps: tuple[Step, ...]


NOUNS = {
    "dept": "Department",
    "section": "Section",
    "goal": "Goal",
    "phase": "Phase",
    "category": "Category",
    "lead": "Lead",
    "tag": "Tag",
    "status": "Status",
}
"""The noun for a group, by the grouping."""


def group_steps(
    plan: Plan, steps: Iterable[Step], by: str, as_of: date = date.max
) -> tuple[Group, ...]:
    """Return the steps by a key of `NOUNS`, in the order of the plan.

    Statuses are those on the as-of day; without one, those in the file.

    A step with five departments or tags is in five groups. Steps without a department, goal, lead,
    phase, category or tag are in a group of their own, the last. Groups without steps are left out.
    """
    steps = tuple(steps)
    find: Callable[[Plan, tuple[Step, ...]], Iterator[Group]] = {
        "dept": _by_department,
        "section": _by_section,
        "goal": _by_goal,
        "phase": lambda plan, steps: _by_heading(plan.phases, steps, "phase"),
        "category": lambda plan, steps: _by_heading(plan.categories, steps, "category"),
        "lead": _by_lead,
        "tag": _by_tag,
        "status": lambda plan, steps: _by_status(plan, steps, as_of),
    }[by]
    return tuple(group for group in find(plan, steps) if group.steps)


def _by_department(plan: Plan, steps: tuple[Step, ...]) -> Iterator[Group]:
    held: dict[str, list[Step]] = {department.id: [] for department in plan.departments}
    for step in steps:
        for department in step.departments:
            held[department.id].append(step)
    for department in plan.departments:
        yield Group(department.id, department.name, tuple(held[department.id]))
    yield Group("", "(no department)", tuple(step for step in steps if not step.departments))


def _by_status(plan: Plan, steps: tuple[Step, ...], as_of: date) -> Iterator[Group]:
    held: dict[str, list[Step]] = {status.name: [] for status in plan.vocabulary.shown}
    for step in steps:
        held[status_on(step, as_of).name].append(step)
    for name, found in held.items():
        yield Group("", name, tuple(found))


def _by_section(plan: Plan, steps: tuple[Step, ...]) -> Iterator[Group]:
    held = _hold(steps, lambda step: step.section)
    for section in plan.sections:
        yield Group(section.id, section.title, tuple(held.get(section, ())))


def _by_goal(plan: Plan, steps: tuple[Step, ...]) -> Iterator[Group]:
    held = _hold(steps, lambda step: step.goal)
    for goal in plan.goals:
        yield Group("", goal.title, tuple(held.get(goal, ())))
    yield Group("", "(no goal)", tuple(held.get(None, ())))


def _by_heading(
    headings: tuple[Phase | Category, ...], steps: tuple[Step, ...], key: str
) -> Iterator[Group]:
    spec = specs_of(Step)[key]
    held: dict[str | None, list[Step]] = {}
    for step in steps:
        held.setdefault(read_inherited(step, spec), []).append(step)
    for heading in headings:
        yield Group(heading.id, heading.title, tuple(held.get(heading.id, ())))
    yield Group("", f"(no {key})", tuple(held.get(None, ())))


def _by_lead(plan: Plan, steps: tuple[Step, ...]) -> Iterator[Group]:
    held = _hold(steps, lambda step: step.lead)
    for department in plan.departments:
        yield Group(department.id, department.name, tuple(held.get(department, ())))
    yield Group("", "(no lead)", tuple(held.get(None, ())))


def _by_tag(plan: Plan, steps: tuple[Step, ...]) -> Iterator[Group]:
    held: dict[str, list[Step]] = {tag: [] for step in plan.steps for tag in step.tags}
    for step in steps:
        for tag in dict.fromkeys(step.tags):
            held[tag].append(step)
    for tag in sorted(held, key=natural_key):
        yield Group("", tag, tuple(held[tag]))
    yield Group("", "(no tag)", tuple(step for step in steps if not step.tags))


Key = Department | Section | Goal | None


def _hold(steps: tuple[Step, ...], find: Callable[[Step], Key]) -> dict[Key, list[Step]]:
    held: dict[Key, list[Step]] = {}
    for step in steps:
        held.setdefault(find(step), []).append(step)
    return held
