"""When the pages were checked last for barriers, and how: what the statement on accessibility says.

`tests/output/site/test_accessibility.py` makes this check, and fails where it is another one. After
an update of axe-core, run it and change the day and the version here.
"""

from datetime import date
from typing import Final, NamedTuple


class AccessibilityCheck(NamedTuple):
    """A check of a page of every kind, with and without its scripts, in light and in dark.

    Attributes:
        widths: How wide the pages were, in pixels.
        found: How many faults there were.
    """

    on: date
    tool: str
    version: str
    widths: tuple[int, ...]
    found: int


LAST_CHECK: Final = AccessibilityCheck(date(2026, 12, 1), "axe-core", "4.12.1", (1280, 320), 0)
