"""STC106: a date is not a real day."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.NOT_A_DATE,
    why="A day that does not exist, or that can be read in two ways, is never guessed.",
    bad="deadline: 2026-02-30\n",
    good="deadline: 2026-02-28\n",
    scope="step",
)
