"""The calendar of deadlines, read back by a reader that is not the one that wrote it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from stc.output.edition import Edition
from stc.output.exports import ExportOptions, render_export
from stc.output.formats.cells import format_cell
from stc.output.formats.ics.deadlines import make_uid
from stc.output.formats.ics.words import LONGEST_SUMMARY
from stc.plan.dates import parse_alarm
from stc.plan.model import Department, Plan, Revision, Source, Step
from tests.children import SEARCHED
from tests.laws import tries
from tests.output.export.editions import ODD, make_edition, quote_yaml
from tests.output.hostile import FREE, HOSTILE
from tests.plans import (
    AS_OF,
    COMPLETE,
    EXCLUDED,
    FULL,
    ONGOING,
    SMALL,
    STATUSES,
    change,
    find_step,
    load,
)

ROOT = Path(__file__).resolve().parents[3]
FORTNIGHT = timedelta(days=14)
TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=200).filter(str.strip)
OPEN = change(change(FULL, "Complete", "Planning"), "            completed: 2024-11-30\n", "")
INJECTED = (
    "x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR",
    "x\nATTENDEE:mailto:evil@evil.example\n",
    r"ends with a backslash \ ",
    r"C:\New folder\, and \\N; \; \,",
    "a;b,c:d\\;e",
    'quotes " and ^n and ^^',
    "\x85 \u2028 \u2029 \x0b \x0c \x1c",
)


EVERYTHING = (
    "The first page", "It was asked for.", "A remark.", "The minutes", "2024-06-30", "page 7",
    "It took longer.", "deadline: The date is smudged.", "Mayor's office (mayor)",
    "title: The heading is lost.", "Speak clearly",
)  # fmt: skip


def export(plan: Plan, steps: tuple[Step, ...] | None = None, **options: Any) -> bytes:
    return render_export("ics", make_edition(plan, steps), ExportOptions(**options))


def read(data: bytes) -> Any:
    return vobject.readOne(data.decode("utf-8"))


def events_of(data: bytes) -> list[Any]:
    return list(read(data).contents.get("vevent", ()))


def unfold(data: bytes) -> list[str]:
    return data.decode("utf-8").replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def structure_of(data: bytes) -> list[str]:
    """Return the name and parameters of every line, and the values of BEGIN and END."""
    lines = unfold(data)
    return [one if one.startswith(("BEGIN:", "END:")) else one.partition(":")[0] for one in lines]


def value_of(data: bytes, name: str) -> list[str]:
    """Return the texts of a property, by the rules of RFC 5545 alone."""
    found = (line.removeprefix(f"{name}:") for line in unfold(data) if line.startswith(f"{name}:"))
    return [
        re.sub(r"\\(.)", lambda one: "\n" if one[1] in "nN" else one[1], text) for text in found
    ]


def spoil_open(text: str) -> Plan:
    """Return a plan with an open step and this text in every field that may hold any."""
    spoiled = OPEN
    for number, one in enumerate(FREE):
        ending = "\n" if one.endswith("\n") else ""
        assert one in spoiled, one
        spoiled = spoiled.replace(one, quote_yaml(f"{text} {number}") + ending)
    return load(spoiled)


def expected(plan: Plan) -> Iterator[Step]:
    for step in plan.steps:
        if step.deadline is not None and step.status.name not in ("Complete", "Excluded"):
            yield step


def test_every_event_is_a_step_of_the_plan(published: Plan) -> None:
    events, steps = events_of(export(published)), list(expected(published))
    assert len(events) == len(steps) > 100
    for event, step in zip(events, steps, strict=True):
        assert type(event.dtstart.value) is date
        assert event.dtstart.value == step.deadline
        assert event.dtend.value - event.dtstart.value == timedelta(days=1)
        assert event.uid.value.startswith(f"{step.id}.")
        assert event.summary.value.startswith(f"{step.id} ")
        assert event.sequence.value == str(len(step.revisions))
        assert event.transp.value == "TRANSPARENT"
        assert event.dtstamp.value == datetime(2025, 1, 24, 12, tzinfo=UTC)
        names = [step.section.title, *(one.name for one in step.departments)]
        assert event.categories.value == names
        lines = event.description.value.split("\n")
        assert lines[0] == step.action
        assert [f"- {item}" for item in step.items] == lines[1 : 1 + len(step.items)]
        assert f"Status: {step.status.name}" in lines
        for one in step.departments:
            assert one.name in event.description.value
        assert lines[-1] == "Safe & Thriving Communities Implementation Plan, Phase One."
        assert "valarm" not in event.contents


def test_what_has_no_event_is_counted_in_the_description(published: Plan) -> None:
    calendar = read(export(published))
    answered = calendar.description.value.split("\n")
    assert answered == calendar.x_wr_caldesc.value.split("\n")
    steps = published.steps
    dated = len(list(expected(published)))
    assert f"{dated} deadlines of {len(steps)} steps." in answered
    assert answered[-1].startswith("Not in this calendar: ")
    numbers = [int(one) for one in re.findall(r"\d+", answered[-1])]
    assert sum(numbers) + dated == len(steps)
    assert f"{sum(one.status == COMPLETE for one in steps)} complete" in answered[-1]
    assert f"{sum(one.status == EXCLUDED for one in steps)} excluded" in answered[-1]


@pytest.mark.parametrize("status", [status.name for status in STATUSES])
@pytest.mark.parametrize("deadline", [None, date(2025, 3, 1)])
def test_each_status_has_an_event_or_is_counted(status: str, deadline: date | None) -> None:
    plan = load(SMALL)
    chosen = next(one for one in STATUSES if one.name == status)
    step = plan.steps[0]._replace(status=chosen, deadline=deadline)
    data = export(plan._replace(steps=(step,)))
    has_event = deadline is not None and status not in ("Complete", "Excluded")
    assert len(events_of(data)) == has_event
    answered = value_of(data, "DESCRIPTION")[0]
    assert ("Not in this calendar: 1 " in answered) is not has_event


def test_only_days_no_times_and_no_zones(published: Plan) -> None:
    lines = unfold(export(published, alarm=FORTNIGHT))
    assert not [line for line in lines if "TZID" in line or line.startswith("BEGIN:VTIMEZONE")]
    days = [line for line in lines if line.startswith(("DTSTART", "DTEND"))]
    assert days
    assert all(re.fullmatch(r"DT(START|END);VALUE=DATE:\d{8}", line) for line in days)
    moments = [line for line in lines if line.startswith(("DTSTAMP", "LAST-MODIFIED"))]
    assert all(re.fullmatch(r"[A-Z-]+:20250124T120000Z", line) for line in moments)
    assert not [line for line in lines if line.startswith("METHOD")]


@pytest.mark.parametrize("text", [*HOSTILE, *ODD, *INJECTED])
def test_lines_are_folded_in_octets(text: str) -> None:
    data = export(spoil_open(text), alarm=FORTNIGHT)
    *lines, end = data.split(b"\r\n")
    assert end == b""
    assert b"\n" not in b"".join(lines)
    assert b"\r" not in b"".join(lines)
    for line in lines:
        assert len(line) <= 75
        line.decode("utf-8")


@pytest.mark.parametrize("before", range(75))
def test_no_line_is_folded_within_an_escape(before: int) -> None:
    text = "x" * before + "a;b,c" * 60
    folded = export(spoil_open(text)).split(b"\r\n")
    assert not [line for line in folded if line.endswith(b"\\")]
    assert max(map(len, folded)) == 75


@pytest.mark.parametrize("text", [*HOSTILE, *ODD, *INJECTED])
def test_no_text_changes_the_structure(text: str) -> None:
    data = export(spoil_open(text), alarm=FORTNIGHT)
    assert structure_of(data) == structure_of(export(spoil_open("plain"), alarm=FORTNIGHT))
    assert not re.search("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]",
                         data.decode())  # fmt: skip
    event = events_of(data)[0]
    plain = events_of(export(spoil_open("plain")))[0]
    assert event.description.value.count("\n") == plain.description.value.count("\n")
    assert len(event.categories.value) == len(plain.categories.value)


@settings(max_examples=tries(60), deadline=None)
@given(TEXTS)
def test_any_text_comes_back(text: str) -> None:
    plan = load(change(SMALL, "Write the page.", quote_yaml(text)))
    data = export(plan)
    shown = format_cell(plan.steps[0].action)
    assert value_of(data, "DESCRIPTION")[1].split("\n")[0] == shown
    assert events_of(data)[0].description.value.split("\n")[0] == shown


def test_a_backslash_and_a_letter_are_not_a_line_end() -> None:
    plan = load(change(SMALL, "Write the page.", r"Look in C:\New and \news; then, go."))
    assert value_of(export(plan), "DESCRIPTION")[1].startswith(
        r"Look in C:\New and \news; then, go."
    )
    assert events_of(export(plan))[0].description.value.startswith(r"Look in C:\New and \news;")


def test_a_text_cannot_pretend_to_be_a_line_of_ours() -> None:
    plan = load(change(SMALL, "Write the page.", r'"Write.\nStatus: Complete"'))
    lines = events_of(export(plan))[0].description.value.split("\n")
    assert "Status: Planning" in lines
    assert "Status: Complete" not in lines


def test_a_uid_stays_while_all_else_changes() -> None:
    plan = load(SMALL)
    step = plan.steps[0]
    moved = step._replace(
        action="Write another page.",
        status=ONGOING,
        deadline=date(2026, 1, 1),
        revisions=(Revision(step.deadline, date(2026, 1, 1), date(2025, 1, 2), "Late."),),
    )
    later = Edition(
        plan._replace(steps=(moved,)),
        (moved,),
        make_edition(plan, as_of=date(2025, 6, 1), revision=None).context,
        datetime(2025, 6, 1, tzinfo=UTC),
    )
    before, after = events_of(export(plan)), events_of(render_export("ics", later))
    assert before[0].uid.value == after[0].uid.value
    assert (before[0].sequence.value, after[0].sequence.value) == ("0", "1")
    assert before[0].dtstamp.value < after[0].dtstamp.value
    assert after[0].summary.value.startswith("COM-01 review: ")


def test_uids_are_unique_and_belong_to_one_plan(published: Plan) -> None:
    uids = [event.uid.value for event in events_of(export(published))]
    assert len(set(uids)) == len(uids)
    step = published.steps[0]
    assert make_uid(step, "A plan, Phase One") != make_uid(step, "A plan, Phase Two")
    assert make_uid(step, "A plan, Phase One") == (
        "GOV-01.36433dff-600f-5166-b6f9-52989674a3a3@stc"
    ), "the UIDs of calendars that people have must stay"


def test_an_alarm_rings_before_what_is_ahead_only(published: Plan) -> None:
    events = events_of(export(published, alarm=FORTNIGHT))
    for event in events:
        alarms = event.contents.get("valarm", [])
        assert len(alarms) == (event.dtstart.value >= AS_OF)
        for alarm in alarms:
            assert alarm.action.value == "DISPLAY"
            assert alarm.trigger.value == -FORTNIGHT
            assert alarm.description.value == event.summary.value
    assert any("valarm" in event.contents for event in events)
    assert b"\r\nTRIGGER:-P14D\r\n" in export(published, alarm=FORTNIGHT)


def test_the_head_says_what_it_is(published: Plan) -> None:
    data = export(published)
    calendar = read(data)
    assert re.fullmatch(r"-//stc//stc \d\S*//EN", calendar.prodid.value)
    assert calendar.version.value == "2.0"
    title = f"{published.title}, {published.phase}"
    assert value_of(data, "NAME") == value_of(data, "X-WR-CALNAME") == [f"{title}: deadlines"]
    answered = value_of(data, "DESCRIPTION")[0].split("\n")
    assert answered[0] == f"{title}. As of 2025-01-24, revision 0123456ab."
    assert answered[1].startswith("Source: Safe & Thriving Communities Implementation Plan")
    assert answered[2] == "The publisher names no licence."
    assert "URL" not in structure_of(data)


def test_a_filter_is_in_the_name_and_the_description(published: Plan) -> None:
    steps = tuple(one for one in published.steps if one.section.id == "COM")
    edition = make_edition(published, steps, narrowed={"section": ["COM"]})
    data = render_export("ics", edition)
    assert value_of(data, "NAME")[0].endswith(": deadlines (section COM)")
    answered = value_of(data, "DESCRIPTION")[0].split("\n")
    assert "Filter: section COM." in answered
    assert any(line.endswith(f" of {len(steps)} steps, chosen from 138.") for line in answered)


@pytest.mark.parametrize(
    ("url", "is_link"),
    [
        ("https://city.example/plan", True),
        ("http://city.example/a,b;c", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://city.example/\r\nATTENDEE:x", False),
        ("https://city.example/ x", False),
        ("https://city.example/\u202e", False),
    ],
)
def test_only_an_http_address_is_a_url(url: str, is_link: bool) -> None:
    plan = load(SMALL)._replace(source=Source("The plan", "The city", url=url, license="CC0"))
    data = export(plan)
    assert [line for line in unfold(data) if line.startswith("URL")] == (
        [f"URL:{url}"] if is_link else []
    )
    assert "Licence: CC0." in value_of(data, "DESCRIPTION")[0].split("\n")


def test_without_any_deadline_the_calendar_is_empty() -> None:
    plan = load(SMALL)
    data = export(plan, plan.steps[1:])
    assert events_of(data) == []
    assert "0 deadlines of 1 step, chosen from 2." in value_of(data, "DESCRIPTION")[0]
    answered = value_of(export(plan, ()), "DESCRIPTION")[0].split("\n")
    assert answered[-1] == "0 deadlines of 0 steps, chosen from 2."


def test_without_git_it_says_so() -> None:
    plan = load(SMALL)
    data = render_export("ics", make_edition(plan, revision=None))
    assert "no git revision" in value_of(data, "DESCRIPTION")[0]


def test_a_long_summary_ends_at_a_word(published: Plan) -> None:
    for event in events_of(export(published)):
        step = find_step(published, event.uid.value.split(".")[0])
        head, _, answered = event.summary.value.partition(": ")
        assert head.startswith(step.id)
        assert len(event.summary.value) <= LONGEST_SUMMARY
        begun = answered.removesuffix("…")
        assert step.action.startswith(begun)
        assert begun == step.action or not step.action[len(begun)].isalnum()


def test_a_word_that_is_too_long_is_cut() -> None:
    plan = load(change(SMALL, "Write the page.", "x" * 500))
    summary = events_of(export(plan))[0].summary.value
    assert summary.endswith("x…")
    assert len(summary) == LONGEST_SUMMARY


def test_everything_about_a_step_is_in_its_event() -> None:
    plan = load(OPEN)
    event = events_of(export(plan))[0]
    for text in EVERYTHING:
        assert text in event.description.value, text
    assert "plan.yaml" not in event.description.value
    assert event.sequence.value == "1"


def test_categories_are_as_many_as_the_names() -> None:
    plan = load(SMALL)
    names = (Department("a", "One, two; three"), Department("b", "back\\slash"))
    step = plan.steps[0]._replace(departments=names)
    data = export(plan._replace(steps=(step,)))
    assert events_of(data)[0].categories.value == [
        "Communications", "One, two; three", "back\\slash"
    ]  # fmt: skip


def test_the_bytes_are_the_same_in_every_process() -> None:
    script = (
        "import sys; from datetime import timedelta;"
        "from tests.output.export.editions import make_edition; from tests.plans import *;"
        "from stc.output.exports import *;"
        "options = ExportOptions(alarm=timedelta(days=14));"
        "edition = make_edition(read_published_plan());"
        "sys.stdout.buffer.write(render_export('ics', edition, options))"
    )
    answered = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": SEARCHED, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
            timeout=300,
        ).stdout
        for seed, zone in (("0", "UTC"), ("1", "Asia/Kathmandu"), ("77", "America/Chicago"))
    }
    assert len(answered) == 1


@pytest.mark.parametrize(
    ("typed", "days"),
    [("14d", 14), ("2w", 14), (" 1 Day ", 1), ("3 weeks", 21), ("0d", 0), ("366d", 366),
     ("007d", 7)],
)  # fmt: skip
def test_an_alarm_is_days_or_weeks(typed: str, days: int) -> None:
    assert parse_alarm(typed) == timedelta(days=days)


@pytest.mark.parametrize(
    "typed",
    ["", "14", "d", "-1d", "1m", "1y", "367d", "53w", "1.5d", "2025-01-01", "\u0663d",
     "9" * 5000 + "d"],
)  # fmt: skip
def test_another_alarm_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match="write") as caught:
        parse_alarm(typed)
    assert len(str(caught.value)) < 160
