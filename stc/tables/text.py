"""The text in the bytes of a file, in the encoding that is declared."""

import codecs

from stc.errors import CannotGoOn
from stc.text.nearest import quote

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def is_encoding(name: str) -> bool:
    """Return whether an encoding of texts has this name."""
    try:
        return bool(b"ab".decode(name))
    except UnicodeError:
        return True
    except (LookupError, ValueError):
        return False


def decode(data: bytes, path: str, encoding: str | None) -> str:
    """Return the text, without a byte order mark.

    Raises:
        CannotGoOn: The bytes are not in this encoding, with the place of the first one.
    """
    name = encoding or "utf-8"
    if encoding is None:
        found = next((name for mark, name in _MARKS if data.startswith(mark)), None)
        if found:
            raise CannotGoOn(f"{path} is {found.upper()}.", f"Write encoding: {found}.")
    try:
        return data.decode(name).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(name, "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        wrong = f"the byte 0x{data[error.start]:02X} (number {error.start + 1:,})"
        hint = f"Declare its encoding{', such as encoding: cp1252' * (not encoding)}."
        message = f"{path}:{line}:{column}: {wrong} is not valid in {quote(name)}."
        raise CannotGoOn(message, hint) from None
