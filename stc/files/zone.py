"""The time zone of a plan, read tolerantly and without judging the file."""

import re

from stc.plan.zones import is_zone

_LINE = re.compile(
    rb"""^timezone:[ \t]+(["']?)([A-Za-z0-9_+/-]+)\1[ \t]*(?:#.*)?\r?$""", re.MULTILINE
)


def load_zone(data: bytes) -> str | None:
    """Return the zone that the first line `timezone:` names, or None; the rest may be broken."""
    found = _LINE.search(data)
    name = found[2].decode("ascii") if found else ""
    return name if is_zone(name) else None
