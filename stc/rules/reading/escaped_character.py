"""STC017: a hidden character is written as an escape."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.ESCAPED_CHARACTER,
    why="An escape in double quotes can put into a text what must not stand in the file: a command"
    " to a terminal, a sign that turns the order of reading around. It is shown harmless, but who"
    " reads the file cannot see it.",
    bad='note: "The \\u202egnp.exe page."\n',
    good="note: The page.\n",
    scope="step",
)
