"""STC102: a field is unknown."""

from stc.checks.rule import Rule
from stc.words import codes

TOLD = Rule(
    codes.UNKNOWN_FIELD,
    why="A misspelt field would be overlooked, and with it what it says.",
    bad="remark: The mayor asked for it.\n",
    good="note: The mayor asked for it.\n",
    scope="step",
)
