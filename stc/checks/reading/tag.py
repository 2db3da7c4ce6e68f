"""STC012: a tag is used."""

from stc.checks.rule import Rule
from stc.words import codes

TOLD = Rule(
    codes.TAG,
    why="A tag tells programs to turn a text into something else, even to run code.",
    bad="note: !!str The page.\n",
    good="note: The page.\n",
    scope="step",
)
