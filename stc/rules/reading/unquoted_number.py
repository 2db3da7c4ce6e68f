"""STC112: a text looks like a number and is not quoted."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.UNQUOTED_NUMBER,
    why="Other programs than stc do not read a text there, but a number, a day or a truth value.",
    bad="departments: [comms-ocs, 911]\n",
    good='departments: [comms-ocs, "911"]\n',
    scope="step",
)
