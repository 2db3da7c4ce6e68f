"""iCalendar (RFC 5545): an all-day event a deadline that is not behind its step."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import NAMESPACE_URL, uuid5

from stc import __version__
from stc.output.edition import Edition
from stc.output.exports import ExportOptions
from stc.output.formats.cells import format_cell
from stc.output.formats.ics.words import (
    describe_calendar,
    describe_origin,
    describe_step,
    describe_summary,
    find_dated,
    name_calendar,
)
from stc.plan.model import Step
from stc.plan.periods import last_day
from stc.text.addresses import is_address
from stc.text.escape import escape_control
from stc.views.step import view_step_details

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event

PRODUCT = "-//stc//stc "
"""The beginning of the PRODID of our calendars."""

_REFRESHED = "P1D"
_LONGEST_PART: Final = 74


def render(edition: Edition, options: ExportOptions) -> bytes:
    """Return the calendar of an edition: one event a step with a deadline that still matters.

    Steps that are Complete or Excluded have no event, nor have steps without a deadline; the
    description of the calendar counts them. Where no step has an event, the calendar is empty.
    """
    calendar = _make_calendar(edition)
    origin = ("", describe_origin(edition))
    steps = find_dated(edition.steps, edition.as_of)
    blocks = view_step_details(steps, edition.context, edition.ledger).blocks
    for step, details in zip(steps, blocks, strict=True):
        event = _make_event(step, edition)
        event.add("description", _write(*describe_step(step, details), *origin))
        if options.alarm is not None and _is_ahead(step, edition.as_of):
            event.add_component(_make_alarm(step, options.alarm))
        calendar.add_component(event)
    lines = (line.encode() for line in calendar.content_lines() if line)
    return b"".join(part + b"\r\n" for line in lines for part in _fold(line))


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


def _make_event(step: Step, edition: Edition) -> "Event":
    from icalendar import Event

    stamp = edition.stamp.astimezone(UTC)
    event = Event()
    event.add("uid", make_uid(step, edition.context.plan_title))
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", len(step.revisions))
    event.add("transp", "TRANSPARENT")
    event.add("summary", _write(describe_summary(step)))
    event.add("categories", _write_list((step.section.title, *_names(step))))
    if step.deadline is not None:
        event.add("dtstart", last_day(step.deadline))
        event.add("dtend", step.deadline + timedelta(days=1))
    return event


def _names(step: Step) -> tuple[str, ...]:
    return tuple(department.name for department in step.departments)


def _is_ahead(step: Step, as_of: date) -> bool:
    """Return whether an alarm makes sense: one of the past would go off when the file is opened."""
    return step.deadline is not None and step.deadline >= as_of


def _make_alarm(step: Step, before: timedelta) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _write(describe_summary(step)))
    alarm.add("trigger", -before)
    return alarm


def make_uid(step: Step, plan_title: str) -> str:
    """Return the name an event has in every edition: the step's id, and the plan's title hashed.

    Two plans may have a step of the same id; a calendar must not take one for the other.
    """
    return f"{step.id}.{uuid5(NAMESPACE_URL, escape_control(plan_title))}@stc"


def _write(*lines: str) -> Any:
    return _write_raw("\\n".join(map(_escape, lines)))


def _write_list(texts: Iterable[str]) -> Any:
    return _write_raw(",".join(map(_escape, texts)))


def _write_raw(text: str) -> Any:
    from icalendar.prop import vInline

    return vInline(text)


def _escape(text: str) -> str:
    r"""Return one line of a TEXT value (RFC 5545, 3.3.11).

    Not by icalendar's own escaping, which takes `\N` within a text for a line end.
    """
    return re.sub(r"([\\;,])", r"\\\1", format_cell(text))
