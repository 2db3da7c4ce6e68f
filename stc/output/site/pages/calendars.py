"""The calendar of deadlines of each department."""

from collections.abc import Iterator

from stc.output.edition import Edition
from stc.output.formats.ics.deadlines import join_calendar
from stc.output.site.files import SiteFile, path_of_calendar
from stc.output.site.site import Site
from stc.plan.model import Department, Step


def make(site: Site) -> Iterator[SiteFile]:
    """Return the calendars; each event is written once for all that have it."""
    held = {group.id: group.steps for group in site.departments}
    for department in site.plan.departments:
        own = _narrow(site.edition, department, held.get(department.id, ()))
        yield SiteFile(path_of_calendar(department), join_calendar(own, site.calendar_events))


def _narrow(edition: Edition, department: Department, steps: tuple[Step, ...]) -> Edition:
    ids = {department.id, *department.was}
    return edition._replace(
        steps=steps,
        context=edition.context._replace(filter={"dept": [department.name]}),
        departures=tuple(
            departure
            for departure in edition.departures
            if any(owner.id in ids for owner in departure.step.departments)
        ),
    )
