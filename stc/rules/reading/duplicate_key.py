"""STC009: a key stands twice in one block."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.DUPLICATE_KEY,
    why="Only one of the two counts, and which one depends on the program that reads the file.",
    bad=("deadline: 2026-12-31\ndeadline: 2027-06-30\n"),
    good="deadline: 2027-06-30\n",
    scope="step",
)
