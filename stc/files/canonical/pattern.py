"""The lines of a step, and of the section and the goal above it, in the canonical layout.

The patterns are made from the table of the fields. They only cut: whether what a group holds is
what the layout writes is for `values` to say.
"""

import re
from functools import cache
from typing import Final, NamedTuple

from stc.files.blocks import BLOCKS

SECTION, GOAL, STEP = 4, 8, 12
"""How many spaces stand before the fields of each."""
DEEPER: Final = 2

_DAY: Final = " ([0-9]{4}-[0-9]{2}-[0-9]{2}|null)"
_KINDS: Final = {
    "Day": _DAY,
    "OptionalDay": _DAY,
    "Number": " ([1-9][0-9]{0,3})",
    "StepId": " ([A-Z]{2,5}-[0-9]{2,4})",
    "StatusName": " ([A-Z][a-z ]+)",
}


class StepPattern(NamedTuple):
    """The pattern of a step with what begins above it, and the numbers of its groups, from 0."""

    pattern: re.Pattern[str]
    groups: dict[str, int]


@cache
def step_pattern() -> StepPattern:
    """Gives the pattern of a step; where a section or a goal begins, of its fields, too.

    A match ends where the next begins, or at the end of the text. The groups are named by the block
    and the field, as `step.id` and `goal.title`.
    """
    above = spell_fields("SectionBlock", SECTION, without="goals", item=True)
    section = f"(?:{above}{' ' * SECTION}goals:\n)?"
    above = spell_fields("GoalBlock", GOAL, without="steps", item=True)
    goal = f"(?:{section}{above}{' ' * GOAL}steps:\n)?"
    step = spell_fields("StepBlock", STEP, item=True)
    names = [
        *(f"section.{name}" for name in BLOCKS["SectionBlock"] if name != "goals"),
        *(f"goal.{name}" for name in BLOCKS["GoalBlock"] if name != "steps"),
        *(f"step.{name}" for name in BLOCKS["StepBlock"]),
    ]
    pattern = re.compile(rf"{goal}{step}(?:\n(?= )|\Z)")
    return StepPattern(pattern, {name: place for place, name in enumerate(names)})


@cache
def block_pattern(block: str, indent: int) -> re.Pattern[str]:
    """Gives the pattern of the lines of a block of fields, each with its line break."""
    return re.compile(spell_fields(block, indent))


def spell_fields(
    block: str, indent: int, *, without: str = "", item: bool = False, above: str = ""
) -> str:
    """Gives the pattern of the lines of a block, as text.

    Args:
        block: The name of the block.
        indent: How many spaces stand before its fields.
        without: A field that is left out.
        item: Whether it is an item of a list: then its first field, which it has, has a dash.
        above: The pattern of what may stand above each field.
    """
    parts: list[str] = []
    for name, (kind, count) in BLOCKS[block].items():
        if name != without:
            first = item and not parts
            pad = " " * (indent - DEEPER) + "- " if first else " " * indent
            part = f"{above}{pad}{name}:{_spell_value(name, kind, count, indent + DEEPER)}\n"
            parts.append(f"(?:{part})?" if count.startswith("maybe") else part)
    return "".join(parts)


def _spell_value(name: str, kind: str, count: str, indent: int) -> str:
    """Gives the pattern of a value, with the space before it and without its last line break."""
    line = "\n" + " " * indent
    lines = f"(?:{line}[^\n]+)"
    if name == "action":
        # A sentence a line; that no line holds two of them is asked of the whole text at once.
        return rf" >-({line}[^ \n][^\n]*(?:(?<=[.!?]){line}[A-Z][^\n]*)*)(?<! )"
    if kind in BLOCKS:
        return f"({lines}+)"
    if "list" in count:
        return rf"( \[[^\n]+|{lines}+)"
    return _KINDS.get(kind, rf" ([^\n]+{lines}*)")
