"""STC113: a step's id does not begin with its section's id."""

from stc.checks.rule import Rule
from stc.words import codes

TOLD = Rule(
    codes.WRONG_PREFIX,
    why="The id says in which section the step stands.",
    bad="id: POL-01\n",
    good="id: COM-01\n",
    scope="step",
)
