"""Feeds of what changed and of what became overdue, in Atom (RFC 4287).

An entry is a commit, or a day on which steps became overdue. It holds all of its text, so that it
may do without links (RFC 4287, 4.1.2); links have to be absolute to work in a reader, so there are
some only where the address of the site is known. Ids come from the commits and days and not from
the address: they stay when the site moves, or gets its address later (4.2.6).
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from heapq import merge
from itertools import groupby, islice
from typing import Final, NamedTuple
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring
from zoneinfo import ZoneInfo

from stc import __version__
from stc.history.compare import Renaming
from stc.history.heads import HeadChange
from stc.history.updates import UpdateChange
from stc.output.site.files import SiteFile, path_of_department, path_of_feed
from stc.output.site.site import Site
from stc.plan.model import Department, Plan
from stc.text.escape import escape_control
from stc.text.lists import join_list
from stc.text.plural import count_noun
from stc.text.typography import Piece
from stc.views.events import Event
from stc.views.overdue_events import list_overdue_events

FEED: Final = "changes.atom"
MOST_ENTRIES: Final = 50
_MOST_LINES: Final = 100
_MOST_TEXT: Final = 400


class Entry(NamedTuple):
    """An entry of a feed.

    Attributes:
        name: What its id is made of.
        when: The moment of the commit; of a day its beginning.
        events: What happened.
        place: The address below that of the site.
    """

    name: str
    when: datetime
    events: tuple[Event, ...]
    place: str


class Feed(NamedTuple):
    """A feed: its name, its title, its own path and that of the page that shows the same."""

    name: str
    title: str
    path: str
    page: str


def make_feeds(site: Site) -> Iterator[SiteFile]:
    """Return the feed of the plan, and one of each department."""
    entries = tuple(_list_entries(site))
    title = site.plan.full_title
    feed = Feed(f"plan:{title}", f"{title}: changes", FEED, "changes.html")
    yield make_feed(site, feed, entries)
    by_owner = _group_by_owner(site.plan, entries)
    for department in site.plan.departments:
        yield make_feed(site, _name_feed(title, department), by_owner[department.id])


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
                found[owner_id].append(entry._replace(events=tuple(events)))
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


def make_feed(site: Site, feed: Feed, entries: Iterable[Entry]) -> SiteFile:
    """Return a feed of the newest entries.

    Args:
        site: The site.
        feed: What it is called, and where it stands.
        entries: All entries, newest first.
    """
    shown, plan = tuple(islice(entries, MOST_ENTRIES)), site.plan
    root = Element(
        "feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": plan.language or "en"}
    )
    _add(root, "id", _make_id(feed.name))
    _add(root, "title", feed.title)
    newest = max((entry.when for entry in shown), default=site.edition.stamp)
    _add(root, "updated", _format(newest))
    author = SubElement(root, "author")
    _add(author, "name", plan.source.publisher if plan.source else plan.title)
    _add(root, "generator", "stc", version=__version__)
    if plan.source and plan.source.license:
        _add(root, "rights", plan.source.license)
    if site.base_url is not None:
        kind = "application/atom+xml"
        SubElement(root, "link", rel="self", type=kind, href=f"{site.base_url}/{feed.path}")
        SubElement(
            root, "link", rel="alternate", type="text/html", href=f"{site.base_url}/{feed.page}"
        )
    for entry in shown:
        _add_entry(root, feed, entry, site)
    indent(root, " ")
    data = bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
    return SiteFile(feed.path, data)


def _add_entry(root: Element, feed: Feed, found: Entry, site: Site) -> None:
    entry = SubElement(root, "entry")
    _add(entry, "id", _make_id(found.name if feed.path == FEED else f"{found.name} {feed.name}"))
    _add(entry, "title", _name(found.events))
    _add(entry, "updated", _format(found.when))
    if site.base_url is not None:
        place = f"{site.base_url}/{found.place}"
        SubElement(entry, "link", rel="alternate", type="text/html", href=place)
    content = SubElement(entry, "content", type="xhtml")
    box = SubElement(content, "div", xmlns="http://www.w3.org/1999/xhtml")
    events = SubElement(box, "ul")
    for event in found.events[:_MOST_LINES]:
        _add_event(events, event, site)
    if len(found.events) > _MOST_LINES:
        _add(box, "p", f"And {count_noun(len(found.events) - _MOST_LINES, 'more change')}.")


def _add_event(events: Element, event: Event, site: Site) -> None:
    item = SubElement(events, "li")
    texts = [event.line, *(["Evidence: " + join_list(event.evidence)] if event.evidence else [])]
    texts += [text for _, pieces in event.wordings for text in _quote_both(pieces)]
    after = " ".join(_cut(text) for text in texts if text)
    item.text = f"{event.kind.tag}: "
    words = _name_subject(event)
    page = site.find_page(event.step_id)
    if site.base_url is not None and page is not None:
        link = _add(item, "a", words, href=f"{site.base_url}/{page}")
        link.tail = escape_control(f" {after}")
    else:
        item.text = escape_control(f"{event.kind.tag}: {words} {after}").rstrip()


def _quote_both(pieces: tuple[Piece, ...]) -> Iterator[str]:
    """Return a text as it was and as it is."""
    for name, mark in (("Before", "-"), ("Now", "+")):
        text = " ".join(piece.text for piece in pieces if piece.mark in (" ", mark))
        yield f"{name}: “{_cut(text)}”"


def _name_subject(event: Event) -> str:
    words = _cut(event.words)
    return f"{words} ({event.step_id})." if event.step_id else f"{words}."


def _name(events: tuple[Event, ...]) -> str:
    """Return the title of an entry: its first event, and how many more there are."""
    more = len(events) - 1
    first = f"{events[0].kind.tag}: {_name_subject(events[0])}".removesuffix(".")
    return first + (f", and {more:,} more" if more else "")


def _add(parent: Element, name: str, text: str, **attributes: str) -> Element:
    """Add an element; what XML 1.0 has no place for is an escape in its text by then."""
    element = SubElement(parent, name, attributes)
    element.text = escape_control(text)
    return element


def _make_id(name: str) -> str:
    # uuid5 hashes the name as UTF-8; a lone surrogate in it has none.
    return uuid5(NAMESPACE_URL, escape_control(f"stc:{name}")).urn


def _format(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_TEXT else f"{text[: _MOST_TEXT - 1]}…"
