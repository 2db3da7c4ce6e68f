"""The feeds of a site: what changed and what became overdue, of the plan and of each department."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from heapq import merge
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from stc.history.compare import Renaming
from stc.history.heads import HeadChange
from stc.history.updates import UpdateChange
from stc.output.site.atom import MOST_ENTRIES, Entry, Feed, draw_feed
from stc.output.site.files import SiteFile, path_of_department, path_of_feed
from stc.output.site.site import Site
from stc.plan.model import Department, Plan
from stc.views.events import Event
from stc.views.overdue_events import list_overdue_events

FEED: Final = "changes.atom"


def make_feeds(site: Site) -> Iterator[SiteFile]:
    """Return the feed of the plan, and one of each department."""
    entries = tuple(_list_entries(site))
    title = site.plan.full_title
    feed = Feed(f"plan:{title}", f"{title}: changes", FEED, "changes.html")
    yield draw_feed(site, feed, entries)
    by_owner = _group_by_owner(site.plan, entries)
    for department in site.plan.departments:
        yield draw_feed(site, _name_feed(title, department), by_owner[department.id])


def _name_feed(title: str, department: Department) -> Feed:
    return Feed(
        f"department:{department.id}:{title}",
        f"{department.name}: {title}, changes",
        path_of_feed(department),
        path_of_department(department),
    )


def _list_entries(site: Site) -> Iterator[Entry]:
    """Return what each commit changed, and what each day made overdue, newest first."""
    publication, zone = site.edition.publication, ZoneInfo(site.plan.timezone)
    commits = (
        Entry(
            f"commit:{found.commit.id}",
            found.commit.when,
            found.events,
            f"changes.html#d-{found.day}",
        )
        for found in site.commits
        if found.events
    )
    versions = publication.versions if publication else ()
    overdue = list_overdue_events(versions, site.edition.ledger, site.edition.as_of)
    days = (
        Entry(f"overdue:{day}", _begin(day, zone), tuple(events), "overdue.html")
        for day, events in groupby(overdue, key=lambda event: event.day)
        if day
    )
    return merge(commits, days, key=lambda entry: entry.when, reverse=True)


def _begin(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def _group_by_owner(plan: Plan, entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Return, by the id of each department, the entries with only what concerns it."""
    now = {owner_id: owner.id for owner_id, owner in plan.map_departments().items()}
    found: dict[str, list[Entry]] = {department.id: [] for department in plan.departments}
    for entry in entries:
        held: dict[str, list[Event]] = {}
        for event in entry.events:
            for owner_id in dict.fromkeys(now.get(name, name) for name in _list_owners(event)):
                held.setdefault(owner_id, []).append(event)
        for owner_id, events in held.items():
            if len(found.get(owner_id, ())) < MOST_ENTRIES and owner_id in found:
                name = f"{entry.name} department:{owner_id}"
                found[owner_id].append(entry._replace(name=name, events=tuple(events)))
    return found


def _list_owners(event: Event) -> Iterator[str]:
    """Return the ids of the departments that an event concerns."""
    for department in event.step.departments if event.step else ():
        yield department.id
    for change in event.changes:
        if isinstance(change, UpdateChange):
            yield change.by
        elif isinstance(change, Renaming):
            yield change.after.id
        elif isinstance(change, HeadChange) and change.kind == "department":
            yield change.id
