"""STC015: a key is not a text."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.KEY_NOT_TEXT,
    why="Fields have names; a list, a block or nothing is no name.",
    bad="[note, reason]: A remark.\n",
    good="note: A remark.\n",
    scope="step",
)
