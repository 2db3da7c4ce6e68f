"""STC109: an id is malformed."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.MALFORMED_ID,
    why="Ids of one form can be typed, sorted, linked and found.",
    bad="id: COM-1\n",
    good="id: COM-01\n",
    scope="step",
)
