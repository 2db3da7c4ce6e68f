"""STC005: an invisible character stands in the text."""

from stc.checks.rule import Rule
from stc.words import codes

TOLD = Rule(
    codes.INVISIBLE_CHARACTER,
    why="Characters that are not seen, or that turn the direction of a line, make a text say "
    "something else than it shows.",
    bad="action: Write the\u200b page.\n",
    good="action: Write the page.\n",
    scope="step",
)
