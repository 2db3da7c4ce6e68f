"""STC008: the file begins with a byte order mark."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.BYTE_ORDER_MARK,
    why="Some editors put an invisible mark at the beginning; it helps nobody and confuses "
    "some programs.",
    bad="\ufeffschema_version: 1\n",
    good="schema_version: 1\n",
    scope="head",
)
