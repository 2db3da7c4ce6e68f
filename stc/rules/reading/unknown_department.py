"""STC104: a department is unknown."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.UNKNOWN_DEPARTMENT,
    why="A step whose department is misspelt is found by nobody who asks for that "
    "department's steps.",
    bad="departments: [coms-ocs]\n",
    good="departments: [comms-ocs]\n",
    scope="step",
)
