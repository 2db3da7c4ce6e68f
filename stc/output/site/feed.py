"""The changes of the plan as an Atom feed (RFC 4287), an entry a commit.

It is written wherever git knows the changes. An entry holds all of its text, so that it may do
without links (RFC 4287, 4.1.2); links have to be absolute to work in a reader, so there are some
only where the address of the site is known. Ids come from the commits and not from the
address: they stay when the site moves, or gets its address later (4.2.6).
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import islice
from typing import Final
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from stc import __version__
from stc.output.edition import Edition
from stc.text.escape import escape_control
from stc.text.plural import count_noun
from stc.views.changes import CommitChanges, DescribedChange

MOST_ENTRIES: Final = 50
_MOST_LINES: Final = 100
_MOST_TEXT: Final = 400


def make_feed(edition: Edition, commits: Iterable[CommitChanges], base_url: str | None) -> bytes:
    """Return the feed of the newest commits that changed more than typography.

    Args:
        edition: What is published.
        commits: What each commit changed, newest first.
        base_url: The address of the site, without a slash at its end, or None.
    """
    shown = tuple(islice((found for found in commits if found.changes), MOST_ENTRIES))
    plan = edition.plan
    named = plan.full_title
    feed = Element(
        "feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": plan.language or "en"}
    )
    _add(feed, "id", _make_id("plan", named))
    _add(feed, "title", f"{named}: changes")
    _add(
        feed,
        "updated",
        _format(max((found.commit.when for found in shown), default=edition.stamp)),
    )
    author = SubElement(feed, "author")
    _add(author, "name", plan.source.publisher if plan.source else plan.title)
    _add(feed, "generator", "stc", version=__version__)
    if plan.source and plan.source.license:
        _add(feed, "rights", plan.source.license)
    if base_url is not None:
        kind = "application/atom+xml"
        SubElement(feed, "link", rel="self", type=kind, href=f"{base_url}/changes.atom")
        SubElement(feed, "link", rel="alternate", type="text/html", href=f"{base_url}/changes.html")
    known = {step.id for step in plan.steps}
    for found in shown:
        _add_entry(feed, found, base_url, known)
    indent(feed, " ")
    return bytes(tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add_entry(feed: Element, found: CommitChanges, base_url: str | None, known: set[str]) -> None:
    entry = SubElement(feed, "entry")
    _add(entry, "id", _make_id("commit", found.commit.id))
    _add(entry, "title", _name(found))
    _add(entry, "updated", _format(found.commit.when))
    author = SubElement(entry, "author")
    _add(author, "name", found.commit.author or "unknown")
    if base_url is not None:
        place = f"{base_url}/changes.html#c-{found.commit.id[:9]}"
        SubElement(entry, "link", rel="alternate", type="text/html", href=place)
    content = SubElement(entry, "content", type="xhtml")
    box = SubElement(content, "div", xmlns="http://www.w3.org/1999/xhtml")
    if found.commit.subject:
        _add(box, "p", found.commit.subject)
    changes = SubElement(box, "ul")
    for change in found.changes[:_MOST_LINES]:
        _add_change(changes, change, base_url, known)
    if len(found.changes) > _MOST_LINES:
        _add(box, "p", f"And {count_noun(len(found.changes) - _MOST_LINES, 'more change')}.")


def _add_change(
    changes: Element, change: DescribedChange, base_url: str | None, known: set[str]
) -> None:
    line = SubElement(changes, "li")
    texts = [change.sentence, *change.more, *([change.flag] if change.flag else [])]
    if change.pieces:
        texts.append(" ".join(piece.text for piece in change.pieces if piece.mark != "-"))
    sentences = ". ".join(_cut(text) for text in texts)
    if base_url is not None and change.step in known:
        link = _add(line, "a", change.about, href=f"{base_url}/steps/{change.step}.html")
        link.tail = escape_control(f": {sentences}")
    else:
        line.text = escape_control(f"{change.about}: {sentences}")


def _name(found: CommitChanges) -> str:
    """Return the title of an entry: its first change, and how many more there are."""
    more = len(found.changes) - 1
    return _cut(found.changes[0].line) + (f", and {more:,} more" if more else "")


def _add(parent: Element, name: str, text: str, **attributes: str) -> Element:
    """Add an element; what XML 1.0 has no place for is an escape in its text by then."""
    element = SubElement(parent, name, attributes)
    element.text = escape_control(text)
    return element


def _make_id(kind: str, name: str) -> str:
    # uuid5 hashes the name as UTF-8; a lone surrogate in it has none.
    return uuid5(NAMESPACE_URL, escape_control(f"stc:{kind}:{name}")).urn


def _format(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_TEXT else f"{text[: _MOST_TEXT - 1]}…"
