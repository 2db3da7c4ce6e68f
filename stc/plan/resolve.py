"""Resolve words that a person typed to parts of the plan; errors suggest the nearest name."""

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

from stc.errors import UsageProblem
from stc.plan.aliases import find_department, find_heading, fold_name, names_of
from stc.plan.model import Category, Department, Goal, Phase, Plan, Section, Step
from stc.plan.status import Status
from stc.plan.value_types import fold_id
from stc.text.nearest import find_meant, quote

NONE: Final = "none"
"""What is typed where a value, a deadline, a lead or a goal is to be taken away."""

T = TypeVar("T")
Heading = TypeVar("Heading", Phase, Category)


def resolve_departments(
    plan: Plan, typed: Iterable[str], *, splits: bool = False
) -> tuple[Department, ...]:
    """Return the departments meant by ids, names or aliases.

    Raises:
        UsageProblem: One is unknown.
    """
    return _select(
        typed,
        lambda word: find_department(plan.departments, word),
        "department",
        lambda: {
            name: department.id for department in plan.departments for name in names_of(department)
        },
        "departments",
        splits,
    )


def resolve_sections(
    plan: Plan, typed: Iterable[str], *, splits: bool = False
) -> tuple[Section, ...]:
    """Return the sections meant by ids or titles.

    Raises:
        UsageProblem: One is unknown.
    """
    return _select(
        typed,
        lambda word: find_heading(plan.sections, word),
        "section",
        lambda: {
            name: section.id for section in plan.sections for name in (section.id, section.title)
        },
        "summary --by section",
        splits,
    )


def resolve_phases(plan: Plan, typed: Iterable[str], *, splits: bool = False) -> tuple[Phase, ...]:
    """Return the phases meant by ids or titles.

    Raises:
        UsageProblem: One is unknown.
    """
    return _resolve_headings(plan.phases, typed, "phase", splits)


def resolve_categories(
    plan: Plan, typed: Iterable[str], *, splits: bool = False
) -> tuple[Category, ...]:
    """Return the categories meant by ids or titles.

    Raises:
        UsageProblem: One is unknown.
    """
    return _resolve_headings(plan.categories, typed, "category", splits)


def _resolve_headings(
    headings: tuple[Heading, ...], typed: Iterable[str], noun: str, splits: bool
) -> tuple[Heading, ...]:
    return _select(
        typed,
        lambda word: find_heading(headings, word),
        noun,
        lambda: {name: heading.id for heading in headings for name in (heading.id, heading.title)},
        f"summary --by {noun}",
        splits,
    )


def resolve_texts(
    texts: Iterable[str], typed: Iterable[str], noun: str, listing: str, *, part: bool = False
) -> tuple[str, ...]:
    """Return the texts of the plan that are meant: typography, case and signs do not matter.

    Args:
        texts: The texts.
        typed: What was typed.
        noun: What a text is called.
        listing: The command that shows them.
        part: A part of a text is enough where it is not the whole of another.

    Raises:
        UsageProblem: One is unknown.
    """
    known = {text: fold_name(text) for text in texts}

    def find(word: str) -> tuple[str, ...]:
        folded = fold_name(word)
        whole = tuple(text for text, name in known.items() if name == folded)
        if whole or not (part and folded):
            return whole
        return tuple(text for text, name in known.items() if folded in name)

    found = _select(
        typed,
        lambda word: find(word) or None,
        noun,
        lambda: {text: quote(text) for text in known},
        listing,
    )
    return tuple(dict.fromkeys(text for group in found for text in group))


def resolve_statuses(
    plan: Plan, typed: Iterable[str], *, splits: bool = False
) -> tuple[Status, ...]:
    """Return the statuses for these words; case, spaces, `-` and `_` do not matter.

    Raises:
        UsageProblem: One is unknown.
    """
    words = plan.vocabulary
    return _select(typed, words.parse_typed, "status", words.list_names, "", splits)


def resolve_steps(plan: Plan, typed: Iterable[str]) -> tuple[Step, ...]:
    """Return the steps of these ids, once each, in the order typed; case does not matter.

    Raises:
        UsageProblem: One is unknown.
    """
    chosen = _select(
        typed, plan.find_step, "step", lambda: {step.id: step.id for step in plan.steps}, "list"
    )
    return tuple(dict.fromkeys(chosen))


def resolve_goals(plan: Plan, typed: Iterable[str]) -> tuple[Goal, ...]:
    """Return the goals meant by their ids, titles or parts of titles.

    Raises:
        UsageProblem: A text is neither the id of a goal nor part of the title of one.
    """
    found = _select(
        typed,
        lambda word: find_goals(plan, word) or None,
        "goal",
        lambda: {
            name: quote(goal.title) for goal in plan.goals for name in (goal.id, goal.title) if name
        },
        "summary --by goal",
    )
    return tuple(goal for group in found for goal in group)


def find_goals(plan: Plan, typed: str) -> tuple[Goal, ...]:
    """Return the goals a person means: by the id, else by the whole title, else by a part of it."""
    folded, same = fold_name(typed), fold_id(typed)
    by_id = tuple(goal for goal in plan.goals if goal.id and fold_id(goal.id) == same)
    if by_id:
        return by_id
    whole = tuple(goal for goal in plan.goals if fold_name(goal.title) == folded)
    return whole or tuple(goal for goal in plan.goals if folded and folded in fold_name(goal.title))


def _select(
    typed: Iterable[str],
    find: Callable[[str], T | None],
    noun: str,
    list_names: Callable[[], dict[str, str]],
    listing: str,
    splits: bool = False,
) -> tuple[T, ...]:
    """Return what each word means; a list with commas is split if nothing has it as a whole."""
    chosen = []
    for word in typed:
        parts = [word]
        if splits and "," in word and find(word) is None:
            parts = [part.strip() for part in word.split(",")]
        for part in parts:
            value = find(part)
            if value is None:
                hint = _hint(part, list_names(), listing)
                raise UsageProblem(f"Unknown {noun} {quote(part)}.", hint)
            chosen.append(value)
    return tuple(chosen)


def _hint(word: str, names: dict[str, str], listing: str) -> str:
    meant = find_meant(word, names)
    if meant is not None:
        return f"Did you mean {meant}?"
    if listing:
        return f"`stc {listing}` shows them all."
    return "Known: " + ", ".join(dict.fromkeys(names.values())) + "."
