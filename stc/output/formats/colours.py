"""The colours of a terminal: one a meaning, and one a section for its ids."""

from collections.abc import Sequence
from typing import Final

from stc.plan.vocabulary import Vocabulary

QUIET: Final = "bright_black"
HUES: Final = {
    "": "",
    "late": "red",
    "due": "yellow",
    "done": "green",
    "started": "blue",
    "planning": "cyan",
    "moved": "magenta",
    "silent": "magenta",
    "gone": QUIET,
    "mute": QUIET,
}
"""The colour of each hue. None is white or black, which may be the background."""
SECTIONS: Final = (31, 98, 132, 64, 67, 30, 166)
"""Of 256 colours those that have a contrast of at least 3.6 on dark and light."""


def find_colour(hue: str, words: Vocabulary) -> str:
    """Return the colour of a hue, or of the status of that name."""
    if hue in HUES:
        return HUES[hue]
    status = words.find_begun(hue)
    return status.look.colour if status else ""


def colour_id(step_id: str, sections: Sequence[str]) -> str:
    """Return the style of an id: bold, in the colour of its section.

    Args:
        step_id: The id of a step or a section.
        sections: The ids of the sections of the plan, in its order.
    """
    section = step_id if step_id in sections else step_id.rpartition("-")[0]
    if section not in sections:
        return "bold"
    return f"bold color({SECTIONS[sections.index(section) % len(SECTIONS)]})"
