"""STC101: a field is missing."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.MISSING_FIELD,
    why="Without it the rest cannot be understood.",
    bad=("needs_review:\n  note: The date is smudged.\n"),
    good=("needs_review:\n  fields: [deadline]\n  note: The date is smudged.\n"),
    scope="step",
)
