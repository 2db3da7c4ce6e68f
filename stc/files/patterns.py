"""How the text of a field must look: patterns, choices and limits."""

from typing import Final

LONGEST_TEXT: Final = 20_000

STEP_ID: Final = r"^[A-Z]{2,5}-[0-9]{2,4}$"
SECTION_ID: Final = r"^[A-Z]{2,5}$"
DEPARTMENT_ID: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"
DAY: Final = r"^20[0-9]{2}-[0-9]{2}-[0-9]{2}$|^2100-[0-9]{2}-[0-9]{2}$"
NUMBER: Final = "[1-9][0-9]{0,3}"

SCHEMA_VERSION: Final = "1"
CATEGORIES: Final = ("prevention", "response", "restoration")
PHASES: Final = ("near-term", "mid-term", "long-term")
STATES: Final = ("happened", "planned")

NUMBERS: Final = frozenset(("schema_version", "pages", "page"))
"""Fields whose whole numbers are written without quotes."""
NAMES: Final = frozenset(("departments", "aliases", "fields", "steps"))
"""Fields whose lists are written in brackets while they fit."""
