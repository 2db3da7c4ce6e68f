"""STC118: a text is too long."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.TEXT_TOO_LONG,
    why="A text of more than 20,000 characters belongs into a document of its own; it would "
    "flood a screen and a page.",
    bad="note: " + "The minutes of the meeting. " * 800 + "\n",
    good="note: The minutes are in the archive.\n",
    scope="step",
)
