"""STC115: the time zone is unknown."""

from stc.checks.rule import Rule
from stc.words import codes

TOLD = Rule(
    codes.UNKNOWN_TIME_ZONE,
    why="Whether a deadline has passed depends on where it is midnight.",
    bad="timezone: America/Minneapolis\n",
    good="timezone: America/Chicago\n",
    scope="head",
)
