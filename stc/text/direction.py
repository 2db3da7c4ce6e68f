"""The direction in which a language is written."""

from itertools import takewhile
from typing import Final

_SCRIPTS: Final = frozenset(
    ["adlm", "arab", "aran", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa", "yezi"]
)
"""Scripts that are written from right to left (ISO 15924)."""
_LANGUAGES: Final = frozenset(
    (
        *("ar", "arc", "ary", "arz", "azb", "bal", "bqi", "ckb", "dv", "fa", "glk", "he", "iw"),
        *("ji", "khw", "ks", "lrc", "mzn", "nqo", "pnb", "prs", "ps", "sd", "sdh", "skr", "syr"),
        *("ug", "ur", "uzs", "yi", "ydd"),
    )
)
"""Languages that are written in one of them where the tag names none (CLDR, likely subtags)."""


def find_direction(language: str | None) -> str:
    """Return `rtl` or `ltr` for the tag of a language (BCP 47); `ltr` without one."""
    first, *rest = (language or "").lower().split("-")
    before = takewhile(lambda part: len(part) > 1, rest)
    script = next((part for part in before if len(part) == 4 and part.isalpha()), None)
    is_reversed = first in _LANGUAGES if script is None else script in _SCRIPTS
    return "rtl" if is_reversed else "ltr"
