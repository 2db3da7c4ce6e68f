"""How to follow the plan or one department: its feed and its calendar."""

from typing import NamedTuple

from stc.output.site.feed import FEED
from stc.output.site.files import CALENDAR, path_of_calendar, path_of_feed
from stc.output.site.site import Site
from stc.plan.model import Department


class Follow(NamedTuple):
    """What leads to changes and deadlines as they come.

    Attributes:
        feed: The path of the feed of changes; None where git was not asked.
        calendar: The path of the calendar of deadlines.
        webcal: The address at which a calendar program subscribes; None where it is not known.
    """

    feed: str | None
    calendar: str
    webcal: str | None


def find_follow(site: Site, department: Department | None = None) -> Follow:
    """Return how to follow a department; without one, the whole plan."""
    feed = path_of_feed(department) if department else FEED
    calendar = path_of_calendar(department) if department else CALENDAR
    address = site.address_of(calendar)
    return Follow(
        feed if site.edition.publication else None,
        calendar,
        f"webcal://{address.partition('://')[2]}" if address else None,
    )
