"""STC114: the schema version is not supported."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.SCHEMA_VERSION,
    why="A newer format may mean something else by the same words.",
    bad="schema_version: 2\n",
    good="schema_version: 1\n",
    scope="head",
)
