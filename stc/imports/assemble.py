"""A plan as plain data, made of a draft."""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from stc.imports.build import NUMBERED, Data, Draft, StepDraft
from stc.imports.fields import NUMBERS

_VERSION: Final = "1"


class Assembled(NamedTuple):
    """A plan as plain data.

    Attributes:
        data: What its file holds.
        steps: Where its steps come from, in the order of the file.
    """

    data: Data
    steps: list[StepDraft]


class Numbers:
    """Gives made ids their numbers; an id is never given twice."""

    def __init__(self, used: Iterable[str] = ()) -> None:
        self._used = {one.casefold() for one in used}
        self._next: dict[str, int] = {}

    def use(self, id_: str) -> None:
        """Note that an id is taken."""
        self._used.add(id_.casefold())

    def make(self, pattern: str) -> str:
        """Return the next id of a pattern with {n} or {N}, behind all that are used."""
        if pattern not in self._next:
            self._next[pattern] = self._find_last(pattern) + 1
        while True:
            number = self._next[pattern]
            self._next[pattern] += 1
            before, digits, after = (*NUMBERED.split(pattern, 1),)[:3]
            made = f"{before}{number:0{NUMBERS[digits]}}{after}"
            if made.casefold() not in self._used:
                self.use(made)
                return made

    def _find_last(self, pattern: str) -> int:
        before, after = (part.casefold() for part in (NUMBERED.split(pattern)[::2])[:2])
        found = (
            one[len(before) : len(one) - len(after)]
            for one in self._used
            if one.startswith(before) and one.endswith(after)
        )
        return max((int(one) for one in found if one.isascii() and one.isdigit()), default=0)


def assemble(draft: Draft, head: Data) -> Assembled:
    """Return the plan of a draft; ids that are missing are made, in the order of the rows."""
    numbers = Numbers(one.data["id"] for one in draft.steps if not one.made)
    for step in draft.steps:
        if step.made:
            step.data["id"] = numbers.make(step.made)
    number_sections(draft, Numbers(one["id"] for one in draft.sections.values() if "id" in one))
    inner: dict[str, dict[str, list[StepDraft]]] = {key: {} for key in draft.sections}
    for step in draft.steps:
        inner[step.section].setdefault(step.goal, []).append(step)
    order: list[StepDraft] = []
    sections = [
        _assemble_section(draft, key, section, inner[key], order)
        for key, section in draft.sections.items()
    ]
    departments = list(draft.departments.values())
    rest = {key: value for key, value in head.items() if key != "departments"}
    data = {"schema_version": _VERSION, **rest, "departments": departments, "sections": sections}
    return Assembled(data, order)


def number_sections(draft: Draft, numbers: Numbers) -> None:
    """Give an id to each section that has none."""
    for section in draft.sections.values():
        if "id" not in section:
            section["id"] = make_section_id(numbers)


def make_section_id(numbers: Numbers) -> str:
    """Return the next id of a section that the tables give none: S1, S2, ..."""
    return numbers.make("S{n}").replace("S0", "S")


def _assemble_section(
    draft: Draft,
    key: str,
    section: Data,
    inner: dict[str, list[StepDraft]],
    order: list[StepDraft],
) -> Data:
    """Return the data of a section; its steps are added to `order`."""
    found: dict[str, Any] = dict(section)
    direct = inner.get("", [])
    goals = [goal for goal in inner if goal]
    if direct:
        found["steps"] = [step.data for step in direct]
        order += direct
    if goals:
        found["goals"] = [
            {**draft.goals[key, goal], "steps": [step.data for step in inner[goal]]}
            for goal in goals
        ]
        order += (step for goal in goals for step in inner[goal])
    return found
