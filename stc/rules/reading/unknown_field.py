"""STC102: a field is unknown."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.UNKNOWN_FIELD,
    why="A misspelt field would be overlooked, and with it what it says.",
    bad="remark: The mayor asked for it.\n",
    good="note: The mayor asked for it.\n",
    scope="step",
)
