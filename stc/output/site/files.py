"""The files of a site, and their paths in its folder."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from stc.plan.model import Department, Step

LONGEST_LIST = 250
"""The most steps that one page lists."""
CALENDAR = "data/deadlines.ics"
"""The calendar of all deadlines."""
_LONGEST_NAME = 80


class SiteFile(NamedTuple):
    """A file of a site.

    Attributes:
        path: Its path in the folder of the site, with `/` between its parts.
        data: What it holds.
    """

    path: str
    data: bytes


class Sheet(NamedTuple):
    """One page of a list of steps that may be too long for one.

    Attributes:
        path: Its own path.
        number: Its number, from 1.
        first: The number of its first step, from 1.
        steps: Its steps.
        paths: The paths of all pages of the list.
    """

    path: str
    number: int
    first: int
    steps: Sequence[Step]
    paths: tuple[str, ...]


def lead_to_root(path: str) -> str:
    """Return the way from a page to the folder of the site: an empty text, `../` and so on."""
    return "../" * path.count("/")


def path_of_step(step_id: str) -> str:
    """Return the path of the page of a step, which it keeps when it leaves the plan.

    An id of a plan names a file on any disk (`parse_id`).
    """
    return f"steps/{step_id}.html"


def path_of_department(department: Department) -> str:
    """Return the path of a department's page; an id too long for the name of a file is cut."""
    name = department.id
    if len(name) > _LONGEST_NAME:
        from hashlib import sha256

        name = f"{name[:60]}_{sha256(name.encode()).hexdigest()[:16]}"
    return f"departments/{name}.html"


def path_of_sheet(department: Department) -> str:
    """Return the path of the spreadsheet in which a department reports, beside its page."""
    return f"{path_of_department(department).removesuffix('.html')}.xlsx"


def path_of_feed(department: Department) -> str:
    """Return the path of the feed of a department, beside its page."""
    return f"{path_of_department(department).removesuffix('.html')}.atom"


def path_of_calendar(department: Department) -> str:
    """Return the path of the calendar of a department's deadlines, beside its page."""
    return f"{path_of_department(department).removesuffix('.html')}.ics"


def cut_list(path: str, steps: Sequence[Step]) -> Iterator[Sheet]:
    """Return the pages of a list of steps: `steps.html`, `steps-2.html`; at least one."""
    starts = range(0, max(len(steps), 1), LONGEST_LIST)
    paths = tuple(number_path(path, number) for number, _ in enumerate(starts, 1))
    for number, start in enumerate(starts, 1):
        shown = steps[start : start + LONGEST_LIST]
        yield Sheet(paths[number - 1], number, start + 1, shown, paths)


def number_path(path: str, number: int) -> str:
    """Return the path of a page of a list, by its number from 1."""
    if number == 1:
        return path
    # No id has two signs in a row: the second page of `office` is not the page of `office_2`.
    between = "__" if "/" in path else "-"
    return f"{path.removesuffix('.html')}{between}{number}.html"


def format_size(number: int) -> str:
    """Return a size in bytes as people read it: `812 bytes`, `14 kB`, `1.2 MB`."""
    if number < 1_000:
        return f"{number} bytes"
    if number < 999_500:
        return f"{round(number / 1_000)} kB"
    return f"{number / 1_000_000:.1f} MB"
