"""STC107: a text is empty."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.EMPTY_TEXT,
    why="A field that is there and says nothing is unfinished.",
    bad='note: ""\n',
    good="note: A remark.\n",
    scope="step",
)
