"""STC010: an anchor or an alias is used."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.ANCHOR,
    why="A value written elsewhere cannot be read, or changed, where it stands.",
    bad="departments: &ours [comms-ocs]\n",
    good="departments: [comms-ocs]\n",
    scope="step",
)
