"""STC011: a merge key is used."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.MERGE_KEY,
    why="Fields taken from elsewhere cannot be read, or changed, where they stand; not every "
    "program knows them.",
    bad="<<: {note: A remark.}\n",
    good="note: A remark.\n",
    scope="step",
)
