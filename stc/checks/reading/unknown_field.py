"""STC102: a field is unknown."""

from stc.checks.rule import Rule
from stc.words import codes

TOLD = Rule(
    codes.UNKNOWN_FIELD,
    why="A misspelt field would be overlooked, and with it what it says.",
    bad="dead_line: 2026-12-31\n",
    good="deadline: 2026-12-31\n",
    scope="step",
)
