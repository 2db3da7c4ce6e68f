"""STC002: the file is not UTF-8 text."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.NOT_UTF8,
    why="In another encoding the same bytes are other letters on another machine.",
    bad="action: Speak with Jos\udce9.\n",
    good="action: Speak with José.\n",
    scope="step",
)
