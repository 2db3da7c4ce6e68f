"""Calendars of a plan with a history: what grows, what stays, and what becomes of removed steps."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import vobject

from stc.output.edition import Edition
from stc.output.exports import ExportOptions, render_export
from tests.history.repository import Repository
from tests.history.test_departures import ONE, THREE, TWO, write
from tests.output.site.conftest import open_edition
from tests.output.site.editions import make_files
from tests.plans import change

BASE = "https://city.example.org/plan"


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "city")
    made.put(write(ONE, TWO, THREE), "Publish")
    return made


def export(edition: Edition, **options: Any) -> bytes:
    return render_export("ics", edition, ExportOptions(**options))


def read(made: Repository) -> dict[str, Any]:
    """Return the events of the plan as it is now, by the ids of their steps."""
    return events_of(export(open_edition(made.plan)))


def events_of(data: bytes) -> dict[str, Any]:
    events = vobject.readOne(data.decode()).contents.get("vevent", [])
    return {event.uid.value.split(".")[0]: event for event in events}


def sequence_of(made: Repository, step: str = "COM-01") -> int:
    return int(read(made)[step].sequence.value)


def move(made: Repository, before: str, after: str, step: str = "COM-01") -> None:
    text = made.plan.read_text("utf-8")
    head, mark, rest = text.partition(f"id: {step}\n")
    made.put(head + mark + rest.replace(f"deadline: {before}", f"deadline: {after}", 1))


def test_a_silent_move_raises_the_sequence_and_is_when_it_was_modified(made: Repository) -> None:
    before = read(made)
    assert [before[step].sequence.value for step in ("COM-01", "COM-02")] == ["0", "0"]
    move(made, "2024-12-31", "2025-06-30")
    made.put(change(made.plan.read_text("utf-8"), "page 3", "the third page"))
    after = read(made)
    assert [after[step].sequence.value for step in ("COM-01", "COM-02")] == ["1", "0"]
    moments = {step: event.last_modified.value for step, event in after.items()}
    assert moments == {
        "COM-01": datetime(2024, 1, 2, 12, tzinfo=UTC),
        "COM-02": datetime(2024, 1, 1, 12, tzinfo=UTC),
        "COM-03": datetime(2024, 1, 3, 12, tzinfo=UTC),
    }
    assert all(event.dtstamp.value == event.last_modified.value for event in after.values())
    assert before["COM-01"].uid.value == after["COM-01"].uid.value


def test_the_sequence_never_shrinks(made: Repository) -> None:
    """A step moves there and back, leaves, comes back, and is moved by hand before a commit."""
    text, seen = made.plan.read_text("utf-8"), [sequence_of(made)]
    for before, after in (("2024-12-31", "2025-06-30"), ("2025-06-30", "2024-12-31")):
        move(made, before, after)
        seen.append(sequence_of(made))
    made.write(write(TWO, THREE))
    seen.append(sequence_of(made))
    made.commit("Away")
    assert sequence_of(made) == seen[-1]
    made.put(text, "Back")
    seen.append(sequence_of(made))
    made.write(change(text, "deadline: 2024-12-31\n\n          - id: COM-02",
                      "deadline: 2025-12-31\n\n          - id: COM-02"))  # fmt: skip
    seen.append(sequence_of(made))
    made.commit("Later")
    assert sequence_of(made) == seen[-1]
    assert seen == sorted(set(seen))


def test_versions_that_lost_steps_for_a_while_raise_it(made: Repository) -> None:
    text = made.plan.read_text("utf-8")
    made.put(write(THREE), "Most are gone")
    gone = sequence_of(made)
    assert read(made)["COM-01"].status.value == "CANCELLED"
    made.put(text, "Back")
    assert sequence_of(made) > gone


def test_a_merge_that_takes_the_move_of_a_branch_raises_it(made: Repository) -> None:
    made.git("checkout", "--quiet", "-b", "side")
    move(made, "2024-12-31", "2025-09-30")
    made.git("checkout", "--quiet", "main")
    move(made, "2024-12-31", "2025-06-30")
    before = sequence_of(made)
    made.git("merge", "--quiet", "--no-commit", "--strategy-option", "theirs", "side")
    made.commit("Merge")
    assert read(made)["COM-01"].dtstart.value == date(2025, 9, 30)
    assert sequence_of(made) > before


def test_a_step_that_was_taken_out_is_cancelled(made: Repository) -> None:
    made.put(write(TWO, THREE))
    event = read(made)["COM-01"]
    assert event.status.value == "CANCELLED"
    assert event.summary.value == "COM-01 taken out: Print page 1."
    assert event.dtstart.value == date(2024, 12, 31)
    assert "Taken out of the plan on 2024-01-02. No reason given." in event.description.value
    assert event.last_modified.value == datetime(2024, 1, 2, 12, tzinfo=UTC)
    said = vobject.readOne(export(open_edition(made.plan)).decode()).description.value
    assert "1 more event cancelled: taken out of the plan." in said


def test_a_step_that_had_no_event_is_not_cancelled(made: Repository) -> None:
    made.put(write(ONE, TWO, "COM-03; Print page 3.; status: Excluded; reason: The state does."))
    made.put(write(ONE, TWO))
    assert set(read(made)) == {"COM-01", "COM-02"}


def test_the_events_are_the_same_on_another_day(made: Repository) -> None:
    move(made, "2024-12-31", "2025-06-30")
    made.put(write(ONE, TWO))
    edition = open_edition(made.plan)
    later = edition._replace(context=edition.context._replace(as_of=date(2026, 3, 1)))
    events = (export(one).partition(b"BEGIN:VEVENT")[2] for one in (edition, later))
    assert len(set(events)) == 1
    assert b"overdue" not in export(later)


def test_an_event_links_to_its_page_where_the_address_is_known(made: Repository) -> None:
    edition = open_edition(made.plan)
    linked = events_of(export(edition, base_url=BASE))
    assert linked["COM-02"].url.value == f"{BASE}/steps/COM-02.html"
    assert "url" not in events_of(export(edition))["COM-02"].contents


def test_a_department_has_a_calendar_of_its_own(made: Repository) -> None:
    text = change(write(ONE, TWO, THREE), "    name: Communications\n",
                  "    name: Communications\n  - id: police\n    name: Police; fire\n"
                  "  - id: mayor\n    name: Mayor\n")  # fmt: skip
    text = text.replace("[comms]", "[police]", 1)
    made.put(text)
    made.put(text.replace(text[text.index("          - id: COM-03") :], ""))
    files = make_files(open_edition(made.plan), BASE)
    events = {name: events_of(files[f"{name}.ics"]) for name in (
        "data/deadlines", "departments/comms", "departments/police", "departments/mayor"
    )}  # fmt: skip
    assert {name.rpartition("/")[2]: [*held] for name, held in events.items()} == {
        "deadlines": ["COM-01", "COM-02", "COM-03"],
        "comms": ["COM-02", "COM-03"],
        "police": ["COM-01"],
        "mayor": [],
    }
    assert events["departments/comms"]["COM-03"].status.value == "CANCELLED"
    calendar = vobject.readOne(files["departments/police.ics"].decode())
    assert calendar.x_wr_calname.value == "A plan: deadlines (dept Police; fire)"
    for name, data in files.items():
        if name.endswith(".ics"):
            assert all(len(line) <= 75 for line in data.split(b"\r\n"))
            assert data.replace(b"\r\n", b"").count(b"\n") == 0
    assert b'href="comms.ics"' in files["departments/comms.html"] or (
        b'href="../departments/comms.ics"' in files["departments/comms.html"]
    )
