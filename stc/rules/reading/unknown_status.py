"""STC105: a status is unknown."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.UNKNOWN_STATUS,
    why="Every count is by status; one that is not in the table is in no count.",
    bad="status: Almost done\n",
    good="status: In progress\n",
    scope="step",
)
