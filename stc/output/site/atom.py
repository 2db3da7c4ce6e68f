"""A feed in Atom (RFC 4287).

An entry holds all of its text, so that it may do without links (RFC 4287, 4.1.2); links have to be
absolute to work in a reader, so there are some only where the address of the site is known. Ids do
not come from the address: they stay when the site moves, or gets its address later (4.2.6).
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Final, NamedTuple
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from stc import __version__
from stc.output.site.files import SiteFile
from stc.output.site.site import Site
from stc.text.escape import escape_control
from stc.text.lists import join_list
from stc.text.plural import count_noun
from stc.text.typography import Piece
from stc.views.events import Event

MOST_ENTRIES: Final = 50
_MOST_LINES: Final = 100
_MOST_TEXT: Final = 400
_XHTML: Final = "http://www.w3.org/1999/xhtml"


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
    """A feed: what its id is made of, its title, its own path and that of its page."""

    name: str
    title: str
    path: str
    page: str


def draw_feed(site: Site, feed: Feed, entries: Iterable[Entry]) -> SiteFile:
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
        address, kind = f"{site.base_url}/{feed.path}", "application/atom+xml"
        SubElement(root, "link", rel="self", type=kind, href=address)
        page = f"{site.base_url}/{feed.page}"
        SubElement(root, "link", rel="alternate", type="text/html", href=page)
    for entry in shown:
        _add_entry(root, site, entry)
    indent(root, " ")
    data = bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
    return SiteFile(feed.path, data)


def _add_entry(root: Element, site: Site, found: Entry) -> None:
    entry = SubElement(root, "entry")
    _add(entry, "id", _make_id(found.name))
    _add(entry, "title", _name_entry(site, found.events))
    _add(entry, "updated", _format(found.when))
    if site.base_url is not None:
        place = f"{site.base_url}/{found.place}"
        SubElement(entry, "link", rel="alternate", type="text/html", href=place)
    content = SubElement(entry, "content", type="xhtml")
    box = SubElement(content, "div", xmlns=_XHTML)
    events = SubElement(box, "ul")
    for event in found.events[:_MOST_LINES]:
        _add_event(events, site, event)
    if len(found.events) > _MOST_LINES:
        _add(box, "p", f"And {count_noun(len(found.events) - _MOST_LINES, 'more change')}.")


def _add_event(events: Element, site: Site, event: Event) -> None:
    tag, subject, after = _tag(site, event), f"{_name_subject(event)}.", _describe(event)
    page = site.find_page(event.step_id)
    if site.base_url is not None and page is not None:
        item = _add(events, "li", f"{tag}: ")
        link = _add(item, "a", subject, href=f"{site.base_url}/{page}")
        link.tail = escape_control(f" {after}".rstrip())
    else:
        _add(events, "li", f"{tag}: {subject} {after}".rstrip())


def _describe(event: Event) -> str:
    """Return all that is said of an event, in sentences."""
    texts = [event.line, *(["Evidence: " + join_list(event.evidence)] if event.evidence else [])]
    texts += [text for _, pieces in event.wordings for text in _quote_both(pieces)]
    return " ".join(_cut(text) for text in texts if text)


def _quote_both(pieces: tuple[Piece, ...]) -> Iterator[str]:
    """Return a text as it was and as it is."""
    for name, mark in (("Before", "-"), ("Now", "+")):
        text = " ".join(piece.text for piece in pieces if piece.mark in (" ", mark))
        yield f"{name}: “{_cut(text)}”"


def _tag(site: Site, event: Event) -> str:
    return site.plan.vocabulary.say(event.kind.tag)


def _name_subject(event: Event) -> str:
    words = _cut(event.words)
    return f"{words} ({event.step_id})" if event.step_id else words


def _name_entry(site: Site, events: tuple[Event, ...]) -> str:
    """Return the title of an entry: its first event, and how many more there are."""
    more = len(events) - 1
    first = f"{_tag(site, events[0])}: {_name_subject(events[0])}"
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
