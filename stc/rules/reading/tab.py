"""STC006: a tab stands in the file."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.TAB,
    why="Programs disagree on what a tab means in YAML; spaces mean the same everywhere.",
    bad="action: Write\tthe page.\n",
    good="action: Write the page.\n",
    scope="step",
)
