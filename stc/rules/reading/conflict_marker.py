"""STC007: a merge conflict is not resolved."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.CONFLICT_MARKER,
    why="Two versions stand in the file and git could not choose; a person must.",
    bad=("<<<<<<< HEAD\nphase: Phase One\n=======\nphase: Phase Two\n>>>>>>> update\n"),
    good="phase: Phase Two\n",
    scope="head",
)
