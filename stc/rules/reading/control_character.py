"""STC004: a control character stands in the file."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.CONTROL_CHARACTER,
    why="Control characters can command a terminal, and nobody can see them.",
    bad="action: Write the \x1b[31mpage.\n",
    good="action: Write the page.\n",
    scope="step",
)
