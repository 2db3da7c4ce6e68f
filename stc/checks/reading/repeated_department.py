"""STC110: a step names a department twice."""

from stc.checks.rule import Rule
from stc.words import codes

TOLD = Rule(
    codes.REPEATED_DEPARTMENT,
    why="It was meant to be another one, or it stands there by accident.",
    bad="departments: [comms-ocs, comms-ocs]\n",
    good='departments: [comms-ocs, "911"]\n',
    scope="step",
)
