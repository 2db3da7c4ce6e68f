"""STC117: a period is not well-formed EDTF."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.NOT_A_PERIOD,
    why="Entries are put in order, and judged, by the days they cover; words in place of EDTF "
    "leave these open.",
    bad="when: Summer 2024\n",
    good="when: 2024-22\n",
    scope="entry",
)
