"""STC101: a field is missing."""

from stc.checks.rule import Rule
from stc.words import codes

TOLD = Rule(
    codes.MISSING_FIELD,
    why="Without it the rest cannot be understood.",
    bad=("needs_review:\n  note: The date is smudged.\n"),
    good=("needs_review:\n  fields: [deadline]\n  note: The date is smudged.\n"),
    scope="step",
)
