"""Whether a file in the canonical layout is surely within the limits of the parser.

The parser refuses a file with more than `LARGEST` values, and one whose first 100,000, 200,000 and
so on have less than `ROOM` characters each. A canonical step has more than five of them for each
value even where every text is one letter and a line is full of them (a test holds it), so that a
crowd can only stand above the sections.
"""

import re
from typing import Final

from stc.yaml.document import LARGEST

MOST_ABOVE: Final = 5000
"""How many values may stand above the sections: what follows makes up for so few."""

_BEFORE_VALUE: Final = re.compile(r"[\n,:\[{?-]")


def is_small(text: str, start: int) -> bool:
    """Says whether the file surely holds no more values than the parser reads.

    Args:
        text: The text of the whole file.
        start: Where the first section begins.
    """
    # Each value stands behind one of these signs, and may have an end of its own.
    if 2 * len(_BEFORE_VALUE.findall(text, 0, start)) > MOST_ABOVE:
        return False
    most = LARGEST - MOST_ABOVE
    # In the sections each value takes two characters at least.
    if len(text) - start < 2 * most:
        return True
    # Nearer to the limit it is counted more closely what a line holds besides a key and a text.
    lines, commas = text.count("\n", start), text.count(",", start)
    blank, blocks = text.count("\n\n", start), text.count("- ", start) + text.count("[", start)
    return 2 * (lines - blank + blocks) + text.count(":\n", start) + commas < most
