"""Names of people as `.mailmap` gives them (gitmailmap(5))."""

from collections.abc import Mapping
from typing import NamedTuple

MAILMAP = ".mailmap"


class Mailmap(NamedTuple):
    """The proper names of people.

    Attributes:
        people: The proper name and address, by the address and name of a commit in lower case. An
            empty name matches any. What is not given is empty.
    """

    people: Mapping[tuple[str, str], tuple[str, str]] = {}

    def find_name(self, name: str, address: str) -> str:
        """Return the proper name of a person, or the address if there is no name."""
        for key in ((address.lower(), name.lower()), (address.lower(), "")):
            if key in self.people:
                proper_name, proper_address = self.people[key]
                return proper_name or name or proper_address or address
        return name or address


def parse_mailmap(data: bytes) -> Mailmap:
    """Parse a `.mailmap`; invalid lines are skipped."""
    people = {}
    for line in data.decode("utf-8", "replace").split("\n"):
        name, _, rest = line.partition("<")
        address, is_closed, rest = rest.partition(">")
        if not is_closed or line.startswith("#"):
            continue
        old_name, _, rest = rest.partition("<")
        old_address, has_old, _ = rest.partition(">")
        proper = name.strip(), address.strip() if has_old else ""
        found = (old_address, old_name) if has_old else (address, "")
        people[found[0].strip().lower(), found[1].strip().lower()] = proper
    return Mailmap(people)
