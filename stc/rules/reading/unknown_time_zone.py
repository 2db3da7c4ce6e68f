"""STC115: the time zone is unknown."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.UNKNOWN_TIME_ZONE,
    why="Whether a deadline has passed depends on where it is midnight.",
    bad="timezone: America/Minneapolis\n",
    good="timezone: America/Chicago\n",
    scope="head",
)
