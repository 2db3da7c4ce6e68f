"""Names of ASCII letters, digits and dashes, for files and addresses."""

import re
import unicodedata


def make_slug(text: str) -> str:
    """Return the ASCII letters and digits of a text in lower case, with a dash between words."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub("[^a-z0-9]+", "-", plain.lower()).strip("-")
