"""STC110: a step names a department twice."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.REPEATED_DEPARTMENT,
    why="It was meant to be another one, or it stands there by accident.",
    bad="departments: [comms-ocs, comms-ocs]\n",
    good='departments: [comms-ocs, "911"]\n',
    scope="step",
)
