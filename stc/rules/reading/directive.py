"""STC014: a YAML directive is used."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.DIRECTIVE,
    why="It tells programs to read the rest in another way, and they do not agree on how.",
    bad=("%YAML 1.1\n---\nschema_version: 1\n"),
    good="schema_version: 1\n",
    scope="head",
)
