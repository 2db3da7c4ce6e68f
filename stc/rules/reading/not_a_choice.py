"""STC116: a value is not one of its choices."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.NOT_A_CHOICE,
    why="The field has a few values with a meaning; others mean nothing to the programs that "
    "read it.",
    bad="state: done\n",
    good="state: happened\n",
    scope="entry",
)
