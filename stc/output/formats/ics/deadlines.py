"""iCalendar (RFC 5545): an all-day event a deadline that is not behind its step.

A step that left the plan while its deadline was ahead of it keeps its event, with STATUS:CANCELLED
(RFC 5545, 3.8.1.11) and a higher SEQUENCE. A calendar that is subscribed to shows it struck out
instead of losing it without a word, and one that was imported once can take it out: what is merely
missing from a file stays there for ever. Complete and excluded steps have no event: their pages say
what became of them, and so do the steps' statuses.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from uuid import NAMESPACE_URL, uuid5

from stc import __version__
from stc.history.departures import Departure
from stc.output.edition import Edition
from stc.output.exports import ExportOptions
from stc.output.formats.cells import format_cell
from stc.output.formats.ics.revisions import Revised, find_revised
from stc.output.formats.ics.words import (
    describe_calendar,
    describe_departure,
    describe_step,
    describe_summary,
    find_cancelled,
    find_dated,
    name_calendar,
)
from stc.output.site.files import path_of_step
from stc.plan.model import Step
from stc.plan.periods import last_day
from stc.text.addresses import is_address, join_address
from stc.text.escape import escape_control

if TYPE_CHECKING:
    from icalendar import Calendar

PRODUCT = "-//stc//stc "
"""The beginning of the PRODID of our calendars."""

_REFRESHED = "P1D"
_LONGEST_PART: Final = 74
_END: Final = b"END:VCALENDAR\r\n"

Events = Mapping[str, bytes]
"""The event of each step, by its id."""


def render(edition: Edition, options: ExportOptions) -> bytes:
    """Return the calendar of an edition: one event a step with a deadline that still matters.

    Steps that are Complete or Excluded have no event, nor have steps without a deadline; the
    description of the calendar counts them. Where no step has an event, the calendar is empty.
    """
    return join_calendar(edition, write_events(edition, options))


def join_calendar(edition: Edition, events: Events) -> bytes:
    """Return the calendar of an edition from events that may be those of a larger one."""
    lines = [line.encode() for line in _make_calendar(edition).content_lines() if line]
    head = b"".join(map(_write_line, lines)).removesuffix(_END)
    steps = find_dated(edition.steps, edition.as_of)
    gone = (departure.step for departure in find_cancelled(edition))
    return b"".join((head, *(events[step.id] for step in (*steps, *gone)), _END))


def write_events(edition: Edition, options: ExportOptions) -> Events:
    """Return the events of all steps of an edition, and of those that left it."""
    revised = find_revised(edition)
    write = _EventWriter(edition, options, revised)
    events = {step.id: write.write_step(step) for step in find_dated(edition.steps, edition.as_of)}
    gone = {
        departure.step.id: write.write_departure(departure) for departure in find_cancelled(edition)
    }
    return gone | events


class _EventWriter:
    """Writes events as content lines. icalendar would take five times as long."""

    def __init__(
        self, edition: Edition, options: ExportOptions, revised: Mapping[str, Revised]
    ) -> None:
        self._edition, self._options, self._revised = edition, options, revised
        self._origin = f"{edition.context.plan_title}."

    def write_step(self, step: Step) -> bytes:
        summary = _escape(describe_summary(step))
        lines = self._write(step, summary, describe_step(step, self._edition))
        if self._options.alarm is not None and _is_ahead(step, self._edition.as_of):
            lines += _write_alarm(summary, self._options.alarm)
        return _join(lines)

    def write_departure(self, departure: Departure) -> bytes:
        summary = _escape(describe_summary(departure.step, "taken out"))
        described = describe_departure(departure, self._edition)
        return _join([*self._write(departure.step, summary, described), "STATUS:CANCELLED"])

    def _write(self, step: Step, summary: str, described: Iterable[str]) -> list[str]:
        revised, day = self._revised[step.id], step.deadline
        assert day is not None, "only what is dated has an event"
        when = _format_moment(revised.when)
        owners = (owner.name for owner in step.departments)
        lines = [
            f"SUMMARY:{summary}",
            f"DTSTART;VALUE=DATE:{last_day(day):%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"DTSTAMP:{when}",
            f"UID:{_escape(make_uid(step, self._edition.context.plan_title))}",
            f"SEQUENCE:{revised.sequence}",
            f"CATEGORIES:{','.join(map(_escape, (step.section.title, *owners)))}",
            "DESCRIPTION:" + r"\n".join(map(_escape, (*described, "", self._origin))),
            f"LAST-MODIFIED:{when}",
            "TRANSP:TRANSPARENT",
        ]
        if self._options.base_url is not None:
            lines.append(f"URL:{join_address(self._options.base_url, path_of_step(step.id))}")
        return lines


def _join(lines: Iterable[str]) -> bytes:
    return b"".join(_write_line(line.encode()) for line in ("BEGIN:VEVENT", *lines, "END:VEVENT"))


def _write_alarm(summary: str, before: timedelta) -> list[str]:
    return [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{summary}",
        f"TRIGGER:-P{before.days}D" if before else "TRIGGER:P0D",
        "END:VALARM",
    ]


@cache
def _format_moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _write_line(line: bytes) -> bytes:
    return b"".join(part + b"\r\n" for part in _fold(line))


def _fold(line: bytes) -> Iterator[bytes]:
    r"""Yield the parts of a content line: at most 75 bytes, the space of a continuation included.

    Neither a character nor an escape with `\` or `^` is split. icalendar folds alike, but looks at
    every character by itself.
    """
    start, space = 0, b""
    while len(line) - start > _LONGEST_PART:
        end = start + _LONGEST_PART
        while line[end] & 0xC0 == 0x80:
            end -= 1
        end -= line[end - 1] in b"\\^"
        yield space + line[start:end]
        start, space = end, b" "
    yield space + line[start:]


def _make_calendar(edition: Edition) -> "Calendar":
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"{PRODUCT}{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("last-modified", edition.stamp.astimezone(UTC))
    calendar.add("refresh-interval", _write_raw(_REFRESHED), {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", _write_raw(_REFRESHED))
    for prefix in ("", "x-wr-cal"):
        calendar.add(f"{prefix}name", _write(name_calendar(edition)))
    for name in ("description", "x-wr-caldesc"):
        calendar.add(name, _write(*describe_calendar(edition)))
    url = edition.plan.source.url if edition.plan.source else None
    if url and is_address(url):
        calendar.add("url", url)
    return calendar


def _is_ahead(step: Step, as_of: date) -> bool:
    """Return whether an alarm makes sense: one of the past would go off when the file is opened."""
    return step.deadline is not None and step.deadline >= as_of


def make_uid(step: Step, plan_title: str) -> str:
    """Return the name an event has in every edition: the step's id, and the plan's title hashed.

    Two plans may have a step of the same id; a calendar must not take one for the other.
    """
    return f"{step.id}.{uuid5(NAMESPACE_URL, escape_control(plan_title))}@stc"


def _write(*lines: str) -> Any:
    return _write_raw("\\n".join(map(_escape, lines)))


def _write_raw(text: str) -> Any:
    from icalendar.prop import vInline

    return vInline(text)


def _escape(text: str) -> str:
    r"""Return one line of a TEXT value (RFC 5545, 3.3.11).

    Not by icalendar's own escaping, which takes `\N` within a text for a line end.
    """
    return re.sub(r"([\\;,])", r"\\\1", format_cell(text))
