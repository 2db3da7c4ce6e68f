"""Time zones: valid names, and the current day in a zone."""

from datetime import date, datetime
from functools import cache
from pathlib import Path

from stc.text.nearest import quote


def is_zone(name: str) -> bool:
    """Return whether the name is a time zone, such as `America/Chicago`.

    Any text is accepted. The list is that of the `tzdata` package, not the machine's, so the answer
    is the same everywhere, and the name is never used as a path.
    """
    return name in load_zones()


def today_in(zone: str, now: datetime) -> date:
    """Return the current day in a time zone.

    Args:
        zone: The name of a time zone, as `is_zone` knows it.
        now: The moment, with its own time zone.

    Raises:
        ValueError: The zone is unknown, or the moment has no time zone.
    """
    from zoneinfo import ZoneInfo

    if now.tzinfo is None:
        raise ValueError("the moment has no time zone; give it one")
    if not is_zone(zone):
        raise ValueError(f"{quote(zone)} is not a time zone; write one such as America/Chicago")
    try:
        return now.astimezone(ZoneInfo(zone)).date()
    except OverflowError:
        # It is the year 10000 there already, and no calendar of Python has it.
        return date.max


@cache
def load_zones() -> frozenset[str]:
    """Return the names of all time zones."""
    import tzdata

    # Not by importlib.resources: importing it costs a command 25 ms.
    return frozenset(Path(tzdata.__file__).with_name("zones").read_text("ascii").split())
