"""STC005: an invisible character stands in the text."""

from stc import codes
from stc.rules.rule import Rule

TOLD = Rule(
    codes.INVISIBLE_CHARACTER,
    why="Characters that are not seen, or that turn the direction of a line, make a text say "
    "something else than it shows. Where a language or an emoji needs one it is text: joiners "
    "between letters of scripts other than Latin, Greek and Cyrillic and within an emoji, a "
    "variation selector after its base, a soft hyphen between letters, a direction mark at the "
    "start of a text. `stc fmt` takes out the others, but not those that turn the direction.",
    bad="action: Write the\u200b page.\n",
    good="action: Write the page.\n",
    scope="step",
)
