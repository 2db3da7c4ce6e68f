"""The lists of steps a site has a page for, and the filters of the page of all steps."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from stc.output.site.spelling import format_share
from stc.plan.counts import NOUNS, Counts, group_steps
from stc.plan.deadlines import is_due, is_overdue, is_review_due, is_undated, standing_of, status_on
from stc.plan.model import Plan, Step
from stc.plan.order import order_steps
from stc.plan.periods import format_day
from stc.plan.status import StatusKind
from stc.plan.value_types import is_reserved
from stc.plan.vocabulary import Vocabulary
from stc.text.plural import be, is_one
from stc.text.slug import make_slug

DUE_DAYS = 90
NONE: Final = "-"
"""The choice of steps without a department, phase or category."""
_HEADINGS: Final = {
    "section": "section",
    "department": "dept",
    "phase": "phase",
    "category": "category",
}
"""The grouping of each filter that is a heading of the plan."""


@dataclass(frozen=True, slots=True)
class StepList:
    """Some steps that have a page of their own.

    Attributes:
        kind: What they were chosen by: `all`, `deadline` or `status`.
        path: The path of the page.
        title: The title of the page.
        label: What a link to it says.
        steps: The steps, in the order they are shown.
        lines: What the page says above them: how many of what, and what is not among them.
    """

    kind: str
    path: str
    title: str
    label: str
    steps: tuple[Step, ...]
    lines: tuple[str, ...]

    @property
    def name(self) -> str:
        """What it is called in an address."""
        return self.path.rpartition("/")[2].removesuffix(".html")


def find_lists(
    plan: Plan, counts: Counts, as_of: date, moved: Container[str] = ()
) -> tuple[StepList, ...]:
    """Return all lists: every step, those chosen by their deadline, those of a status.

    Args:
        plan: The plan.
        counts: The counts over it.
        as_of: The day.
        moved: The ids of the steps whose deadline moved.
    """
    title = counts.vocabulary.count_parts(counts.total, "step")
    return (
        StepList("all", "steps.html", title, "All", plan.steps, ()),
        *_find_standings(plan, counts, as_of, moved),
        *_find_statuses(plan, counts, as_of),
    )


def _find_standings(
    plan: Plan, counts: Counts, as_of: date, moved: Container[str]
) -> Iterator[StepList]:
    last = as_of + timedelta(days=DUE_DAYS)
    days = f"from {format_day(as_of)} to {format_day(last)}, the next {DUE_DAYS} days"
    by_deadline = order_steps(plan.steps, "deadline")
    overdue = tuple(step for step in by_deadline if is_overdue(step, as_of))
    due = tuple(step for step in by_deadline if is_due(step, as_of, last))
    review = tuple(step for step in by_deadline if is_review_due(step, as_of))
    ahead = tuple(step for step in by_deadline if standing_of(step, as_of) == "due")
    undated = tuple(step for step in plan.steps if is_undated(step, as_of))
    slipped = tuple(step for step in plan.steps if step.id in moved)
    dated = sum(step.deadline is not None or step.id in moved for step in plan.steps)
    doubtful = tuple(step for step in plan.steps if step.needs_review)
    count = counts.vocabulary.count_parts
    yield _standing(
        "overdue",
        "Overdue",
        overdue,
        f"{_describe_open(overdue, counts, 'is past its', 'are past their')} deadline. The longest"
        " overdue are first.",
        f"Not among them: {count(counts.review_due, counts.reviewed_noun)} due for review, and"
        f" {count(len(undated), 'open step')} without a deadline.",
    )
    yield _standing(
        "due",
        f"Due in {DUE_DAYS} days",
        due,
        f"{_describe_open(due, counts, 'is', 'are')} due {days}. The soonest due are first.",
        f"Not among them: {count(len(overdue), 'step')} already overdue, and"
        f" {count(len(undated), 'open step')} without a deadline.",
    )
    yield _standing(
        "not-yet-due",
        "Not yet due",
        ahead,
        f"{_describe_open(ahead, counts, 'is', 'are')} due {format_day(as_of)} or later. The"
        " soonest due are first.",
    )
    whole, name = counts.continuing, plan.vocabulary.name_kind(StatusKind.CONTINUING)
    is_single = is_one(len(review), whole)
    ongoing = format_share(len(review), whole, *_name(plan.vocabulary, "ongoing "))
    sentence = (
        f"{ongoing} {'is past its' if is_single else 'are past their'} date. {name}"
        f" {plan.vocabulary.name('steps')} have no end, so they are never overdue."
    )
    if any(step.review_every for step in review):
        whole = counts.reviewed
        sentence = (
            f"{format_share(len(review), whole, *_name(plan.vocabulary))}"
            f" {be(len(review), whole)} past the date, or longer without a word than"
            " was set for a review."
        )
    yield _standing(
        "review-due",
        "Review due",
        review,
        sentence,
    )
    yield _standing(
        "undated",
        "Undated",
        undated,
        f"{_describe_open(undated, counts, 'has', 'have')} no deadline."
        f" {plan.vocabulary.say('Without one, a step can never be overdue.')}",
    )
    yield _standing(
        "moved",
        "Moved",
        slipped,
        f"The deadline of {format_share(len(slipped), dated, *_name(plan.vocabulary, 'dated '))}"
        " moved, later or earlier.",
    )
    yield _standing(
        "needs-review",
        "Needs review",
        doubtful,
        f"{format_share(len(doubtful), counts.total, *_name(plan.vocabulary))}"
        f" {'needs' if is_one(len(doubtful), counts.total) else 'need'} a check by a person against"
        " the printed plan, because the published copy is damaged there.",
    )


def _describe_open(steps: tuple[Step, ...], counts: Counts, verb: str, plural: str) -> str:
    counted = format_share(len(steps), counts.open, *_name(counts.vocabulary, "open "))
    return f"{counted} {verb if is_one(len(steps), counts.open) else plural}"


def _name(words: Vocabulary, before: str = "") -> tuple[str, str]:
    return f"{before}{words.name('steps')}", f"{before}{words.name('step')}"


def _standing(name: str, label: str, steps: tuple[Step, ...], *lines: str) -> StepList:
    return StepList("deadline", f"{name}.html", label, label, steps, lines)


def name_status_pages(words: Vocabulary) -> dict[str, str]:
    """Return the path of the page of each status, by its name: a file that any system can hold."""
    paths: dict[str, str] = {}
    for position, status in enumerate(words.shown, 1):
        name = make_slug(status.slug)
        path = f"statuses/{name}.html"
        if not name or is_reserved(name) or path in paths.values():
            path = f"statuses/{'-'.join(filter(None, (name, str(position))))}.html"
        paths[status.name] = path
    return paths


def _find_statuses(plan: Plan, counts: Counts, as_of: date) -> Iterator[StepList]:
    paths, named = name_status_pages(plan.vocabulary), _name(plan.vocabulary, "counted ")
    for status in counts.statuses:
        steps = tuple(step for step in plan.steps if status_on(step, as_of) == status)
        if status.is_counted:
            part = f"{format_share(len(steps), counts.counted, *named)}."
        else:
            part = f"{counts.vocabulary.count_parts(len(steps), 'step')}, not counted in any share."
        path, title = paths[status.name], f"Status: {status.name}"
        meaning = plan.vocabulary.explain(status)
        lines = (meaning, part) if meaning else (part,)
        yield StepList("status", path, title, status.name, steps, lines)


class Option(NamedTuple):
    """A choice of a filter, and the steps that match it."""

    value: str
    label: str
    steps: tuple[Step, ...]


class Facet(NamedTuple):
    """A filter of the page of all steps: its name in an address, its label, its choices."""

    name: str
    label: str
    options: tuple[Option, ...]


def find_facets(plan: Plan, lists: Iterable[StepList]) -> tuple[Facet, ...]:
    """Return the filters that can leave out a step, with the choices that some step matches."""
    listed = [
        (step_list.kind, Option(step_list.name, step_list.label, step_list.steps))
        for step_list in lists
        if step_list.steps
    ]
    found = [
        Facet(kind, label, tuple(option for of, option in listed if of == kind))
        for kind, label in (("deadline", "Deadline"), ("status", "Status"))
    ]
    for name, by in _HEADINGS.items():
        groups = group_steps(plan, plan.steps, by)
        options = tuple(Option(group.id or NONE, group.title, group.steps) for group in groups)
        found.append(Facet(name, plan.vocabulary.head(NOUNS[by]), options))
    whole = len(plan.steps)
    return tuple(
        facet for facet in found if any(len(option.steps) < whole for option in facet.options)
    )
