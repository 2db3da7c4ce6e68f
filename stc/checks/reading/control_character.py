"""STC004: a control character stands in the file."""

from stc.checks.rule import Rule
from stc.words import codes

TOLD = Rule(
    codes.CONTROL_CHARACTER,
    why="Control characters can command a terminal, and nobody can see them.",
    bad="action: Write the \x1b[31mpage.\n",
    good="action: Write the page.\n",
    scope="step",
)
