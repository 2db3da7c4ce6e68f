"""STC010: an anchor or an alias is used."""

from stc.checks.rule import Rule
from stc.words import codes

TOLD = Rule(
    codes.ANCHOR,
    why="A value written elsewhere cannot be read, or changed, where it stands.",
    bad="departments: &ours [comms-ocs]\n",
    good="departments: [comms-ocs]\n",
    scope="step",
)
