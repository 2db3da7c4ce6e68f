"""The ids of new blocks: proposed by the pattern of their neighbours, never one that ever was."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import Final, NamedTuple

from stc.errors import UsageProblem
from stc.history.known_ids import KnownIds, list_page_ids
from stc.plan.model import Goal, Plan, Section, Step
from stc.plan.value_types import fold_id
from stc.text.nearest import quote

_LAST: Final = re.compile(r"(?P<before>.*?)(?:(?P<number>[0-9]+)|(?<=[._-])(?P<letter>[A-Za-z]))")
_LETTERS: Final = 26


class Pattern(NamedTuple):
    """What the ids of some steps have in common.

    Attributes:
        before: What stands before the number.
        width: How many digits the number has at least; 0 for a letter.
        is_upper: A letter is a capital one.
    """

    before: str
    width: int
    is_upper: bool = False

    def make(self, number: int) -> str:
        """Return the id of a number, from 1 on.

        Raises:
            UsageProblem: There is no letter after the last one.
        """
        if self.width:
            return f"{self.before}{number:0{self.width}}"
        if number > _LETTERS:
            raise UsageProblem(f"No letter is left after {self.make(_LETTERS)}.", _NAME_ONE)
        letter = chr(ord("a") + number - 1)
        return self.before + (letter.upper() if self.is_upper else letter)


_NAME_ONE: Final = "Name an id with --id."


class TakenIds(NamedTuple):
    """The ids that a new block cannot have.

    Attributes:
        plan: The plan as it is.
        known: What git knows.
        list_ids: Return the ids of the same kind in a plan.
    """

    plan: Plan
    known: KnownIds
    list_ids: Callable[[Plan], Iterable[str]] = list_page_ids

    def refuse(self, typed: str) -> None:
        """Refuse an id that is or was given.

        Raises:
            UsageProblem: It is.
        """
        said = self.describe(typed)
        if said:
            raise UsageProblem(f"{typed} {said}.", "An id is never given twice.")

    def describe(self, typed: str) -> str | None:
        """Return the end of a sentence about who has an id, or None where it is free."""
        folded = fold_id(typed)
        if any(folded == fold_id(known) for known in self.list_ids(self.plan)):
            return "exists in the plan already"
        return self.known.describe(typed)

    @property
    def all(self) -> Iterator[str]:
        """All of them."""
        yield from self.list_ids(self.plan)
        yield from self.known.spelled


def propose_step_id(taken: TakenIds, section: Section, goal: Goal | None) -> str:
    """Return the next id of the steps of a goal, else of their section.

    Raises:
        UsageProblem: Their ids have no pattern.
    """
    own = [step for step in taken.plan.steps if _begins_as(step.id, section, taken.plan)]
    beside = [step.id for step in own if (step.section, step.goal) == (section, goal)]
    pattern = (
        _find_pattern(beside)
        or (goal and _continue(goal.id, taken.plan))
        or _find_section_pattern(taken.plan, own, section)
    )
    if pattern is None:
        raise UsageProblem(f"The ids of {section.id} have no pattern to continue.", _NAME_ONE)
    return _find_next(taken, pattern)


def _begins_as(step_id: str, section: Section, plan: Plan) -> bool:
    """Return whether an id does not begin with that of another section; a moved step's may."""
    begins = [section for section in plan.sections if _cut_holder(step_id, section.id)]
    return not begins or section in begins


def _cut_holder(step_id: str, holder: str) -> str | None:
    """Return what an id has behind that of a section or goal, or None where it begins otherwise."""
    has_sign = re.match(rf"{re.escape(fold_id(holder))}[._-]", fold_id(step_id))
    return step_id[len(holder) :] if has_sign else None


def _find_next(taken: TakenIds, pattern: Pattern) -> str:
    numbers = [number for number in (_read_number(known, pattern) for known in taken.all) if number]
    free = (pattern.make(number) for number in count(max(numbers, default=0) + 1))
    return next(step_id for step_id in free if taken.describe(step_id) is None)


def _read_number(step_id: str, pattern: Pattern) -> int | None:
    """Return the number of an id in a pattern, or None where it has another."""
    found = _LAST.fullmatch(step_id)
    if not found or fold_id(found["before"]) != fold_id(pattern.before):
        return None
    if not pattern.width:
        return ord(found["letter"].lower()) - ord("a") + 1 if found["letter"] else None
    return int(found["number"]) if found["number"] else None


def _find_pattern(ids: Iterable[str]) -> Pattern | None:
    """Return the pattern that most ids have; of several, that of the last."""
    found = [match for match in map(_LAST.fullmatch, ids) if match]
    if not found:
        return None
    kinds = Counter((match["before"], match["number"] is None) for match in found)
    most = max(kinds.values())
    same = [match for match in found if kinds[match["before"], match["number"] is None] == most]
    before, is_letter = same[-1]["before"], same[-1]["number"] is None
    alike = [
        match
        for match in found
        if (match["before"], match["number"] is None) == (before, is_letter)
    ]
    if is_letter:
        return Pattern(before, 0, alike[-1]["letter"].isupper())
    # `7` and `12` have no fixed width, `07` and `12` have one of two.
    numbers = [match["number"] for match in alike]
    fixed = [number for number in numbers if number.startswith("0")]
    return Pattern(before, len(fixed[-1]) if fixed else 1)


def _find_section_pattern(plan: Plan, own: list[Step], section: Section) -> Pattern | None:
    """Return the pattern of the steps of a section, unless only one of its goals has it."""
    steps = [step.id for step in own if step.section == section]
    if not steps:
        return _continue(section.id, plan) or Pattern(f"{section.id}-", 2)
    pattern = _find_pattern(steps)
    if pattern is None or pattern.before.rstrip("._-") == section.id:
        return pattern
    users = {(step.section, step.goal) for step in own if _read_number(step.id, pattern)}
    return pattern if len(users) > 1 else None


def _continue(id_: str | None, plan: Plan) -> Pattern | None:
    """Return the pattern of the first step of a section or goal, as the others of the plan do.

    That is their id, a sign and a number, where steps begin with the id of what they are in.
    """
    if not id_:
        return None
    endings = [_LAST.fullmatch(ending) for ending in map(_find_ending, plan.steps) if ending]
    found = [match for match in endings if match]
    if not found:
        return None
    pattern = _find_pattern(match[0] for match in found)
    return pattern and pattern._replace(before=f"{id_}{pattern.before}")


def _find_ending(step: Step) -> str | None:
    """Return what the id of a step has behind that of its goal, else of its section."""
    by_goal = _cut_holder(step.id, step.goal.id) if step.goal and step.goal.id else None
    return by_goal or _cut_holder(step.id, step.section.id)


def propose_section_id(taken: TakenIds, title: str) -> str:
    """Return an id for a section: the next number, else letters of its title.

    Raises:
        UsageProblem: The title has no letters that an id can be made of.
    """
    ids = [section.id for section in taken.plan.sections]
    pattern = _find_pattern(ids)
    if pattern and len(ids) == sum(1 for known in ids if _read_number(known, pattern)):
        return _find_next(taken, pattern)
    words = re.findall("[A-Za-z]+", title)
    long = [word for word in words if word[0].isupper() or len(word) > 3] or words
    letters = "".join(word[0] for word in long) if len(long) > 2 else "".join(long[:1])[:3]
    if not letters:
        raise UsageProblem(f"No id can be made of {quote(title)}.", _NAME_ONE)
    names = (letters.upper()[:4] + (str(number) if number > 1 else "") for number in count(1))
    return next(name for name in names if taken.describe(name) is None)
