"""Addresses on the web: which text is one, and what lies below one."""

import re

_PART = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*"
_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?"
_ADDRESS = re.compile(rf"https?://{_HOST}(?:[/?]{_PART})?(?:#{_PART})?")


def is_address(text: str) -> bool:
    """Says whether the text is a whole http(s) address in ASCII, without a name or password."""
    return _ADDRESS.fullmatch(text) is not None


def join_address(base: str, path: str) -> str:
    """Gives the address of what lies at a path below another address."""
    return f"{base.rstrip('/')}/{path}"
