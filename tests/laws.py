"""How often a law is tried: a third of the times everywhere, all of them once a week.

Whoever works on a law tries it as often as its test says, too: `STC_TRIES=all pytest ...`.
"""

import os

IS_WHOLE = os.environ.get("STC_TRIES") == "all"
FEWEST = 20


def tries(number: int) -> int:
    """Return how many examples of a law are tried, where so many are asked for."""
    return number if IS_WHOLE else max(FEWEST, number // 3)
