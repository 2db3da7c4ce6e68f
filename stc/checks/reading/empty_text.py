"""STC107: a text is empty."""

from stc.checks.rule import Rule
from stc.words import codes

TOLD = Rule(
    codes.EMPTY_TEXT,
    why="A field that is there and says nothing is unfinished.",
    bad='note: ""\n',
    good="note: A remark.\n",
    scope="step",
)
