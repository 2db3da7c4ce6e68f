"""The head of a plan, read without the rest: whether a text is a plan, and its time zone."""

import re

from stc.plan.zones import is_zone

_KEYS = (b"schema_version", b"sections")
_LINES = tuple(re.compile(rb"^(?:\xef\xbb\xbf)?[\"']?%s[\"']?[ \t]*:" % key, re.M) for key in _KEYS)


def is_plan(data: bytes) -> bool:
    """Return whether the bytes are a plan: their head has `schema_version` and `sections`.

    The rest may be broken; the encoding may be another one.
    """
    data = data.replace(b"\0", b"")
    if not all(key in data for key in _KEYS):
        return False
    from stc.yaml.nodes import Mapping
    from stc.yaml.reader import read_document

    root = read_document(data, "").root
    if root is None:
        return all(line.search(data) for line in _LINES)
    keys = {key.text.encode() for key, _ in root.entries} if isinstance(root, Mapping) else set()
    return keys.issuperset(_KEYS)


_LINE = re.compile(
    rb"""^timezone:[ \t]+(["']?)([A-Za-z0-9_+/-]+)\1[ \t]*(?:#.*)?\r?$""", re.MULTILINE
)


def load_zone(data: bytes) -> str | None:
    """Return the zone that the first line `timezone:` names, or None; the rest may be broken."""
    found = _LINE.search(data)
    name = found[2].decode("ascii") if found else ""
    return name if is_zone(name) else None
