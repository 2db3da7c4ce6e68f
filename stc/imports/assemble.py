"""A plan as plain data, made from a draft."""

import re
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from stc.imports.draft import NUMBERED, Data, Draft, StepDraft
from stc.imports.fields import NUMBERS

_VERSION: Final = "1"
_NUMBER: Final = re.compile("[0-9]+")


class Assembled(NamedTuple):
    """A plan as plain data.

    Attributes:
        data: The content of its file.
        steps: The drafts of its steps, in the order of the file.
    """

    data: Data
    steps: list[StepDraft]


class Numbers:
    """Numbers for generated ids; no id is used twice."""

    def __init__(self, used: Iterable[str] = ()) -> None:
        self._used: set[str] = set()
        self._last: dict[tuple[str, str], int] = {}
        for used_id in used:
            self.use(used_id)

    def use(self, id_: str) -> None:
        """Record that an id is taken, and the highest number at each place of a number in it."""
        folded = id_.casefold()
        self._used.add(folded)
        for match in _NUMBER.finditer(folded):
            around = folded[: match.start()], folded[match.end() :]
            self._last[around] = max(int(match[0]), self._last.get(around, 0))

    def make(self, pattern: str) -> str:
        """Return the next id of a pattern with {n} or {N}, after all those in use."""
        before, digits, after = NUMBERED.split(pattern, maxsplit=1)
        number = self._last.get((before.casefold(), after.casefold()), 0) + 1
        while f"{before}{number:0{NUMBERS[digits]}}{after}".casefold() in self._used:
            number += 1
        made = f"{before}{number:0{NUMBERS[digits]}}{after}"
        self.use(made)
        return made


def assemble(draft: Draft, head: Data) -> Assembled:
    """Return the plan of a draft; missing ids are generated in the order of the rows."""
    numbers = Numbers(step.data["id"] for step in draft.steps if not step.made)
    for step in draft.steps:
        if step.made:
            step.data["id"] = numbers.make(step.made)
    number_sections(
        draft, Numbers(section["id"] for section in draft.sections.values() if "id" in section)
    )
    inner: dict[str, dict[str, list[StepDraft]]] = {key: {} for key in draft.sections}
    for step in draft.steps:
        inner[step.section].setdefault(step.goal, []).append(step)
    order: list[StepDraft] = []
    sections = [
        _assemble_section(draft, key, section, inner[key], order)
        for key, section in draft.sections.items()
    ]
    departments = [*(head.get("departments") or ()), *draft.departments.values()]
    rest = {key: value for key, value in head.items() if key != "departments"}
    data = {"schema_version": _VERSION, **rest, "departments": departments, "sections": sections}
    return Assembled(data, order)


def number_sections(draft: Draft, numbers: Numbers) -> None:
    """Give an id to each section that has none."""
    for section in draft.sections.values():
        if "id" not in section:
            section["id"] = make_section_id(numbers)


def make_section_id(numbers: Numbers) -> str:
    """Return the next generated id of a section: S1, S2, ..."""
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
