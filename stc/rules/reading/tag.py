"""STC012: a tag is used."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.TAG,
    why="A tag tells programs to turn a text into something else, even to run code.",
    bad="note: !!str The page.\n",
    good="note: The page.\n",
    scope="step",
)
