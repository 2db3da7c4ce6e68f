"""STC003: the file is over a limit of size or depth."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.OVER_LIMIT,
    why="A file of more than 64 MiB, 3,000,000 values or 32 blocks inside each other, or of more "
    "than 100,000 values with less than 5 characters each, is no plan, but could exhaust whatever "
    "reads it.",
    bad="items: " + "[" * 26 + "A page" + "]" * 26 + "\n",
    good="items: [A page]\n",
    scope="step",
)
