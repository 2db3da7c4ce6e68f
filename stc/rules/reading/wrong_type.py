"""STC103: a value has the wrong type."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.WRONG_TYPE,
    why="Where a list is expected, a single text is read letter by letter by many programs.",
    bad="departments: comms-ocs\n",
    good="departments: [comms-ocs]\n",
    scope="step",
)
