"""STC001: the file is not well-formed YAML."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.SYNTAX,
    why="A file that is not well-formed says nothing certain; two programs would read two "
    "plans in it.",
    bad="action: Write: the page.\n",
    good='action: "Write: the page."\n',
    scope="step",
)
