"""Both sides of every boundary of the rules about the timeline."""

from datetime import date

import pytest

from stc.codes import LAYOUT
from stc.files.kinds import TIMELINE as TIMELINE_KIND
from stc.files.load import load_timeline
from stc.plan.field import keys_at
from stc.plan.periods import parse_period
from stc.plan.timeline import TimelineEntry
from stc.rules.labels import parse_label
from stc.rules.validate import check_file
from tests.rules.examples import (
    ENTRY,
    TIMELINE,
    TODAY,
    check_timeline_text,
    complete,
    encode,
    indent,
    write_timeline,
)

LABELS = {
    "2024": "2024",
    "July 2023": "2023-07",
    "july, 2023": "2023-07",
    "Jul. 2023": "2023-07",
    "Sept 2023": "2023-09",
    "May 2023": "2023-05",
    "Spring 2024": "2024-21",
    "Summer 2024": "2024-22",
    "Fall 2024": "2024-23",
    "Autumn 2024": "2024-23",
    "WINTER  2024": "2024-24",
    "January 24, 2025": "2025-01-24",
    "January 1st 2025": "2025-01-01",
    "March 2024 - May 2024": "2024-03/2024-05",
    "March 2024-May 2024": "2024-03/2024-05",
    "March 2024 – May 2024": "2024-03/2024-05",
    "March 2024—May 2024": "2024-03/2024-05",
    "March – May 2024": "2024-03/2024-05",
    "March to May 2024": "2024-03/2024-05",
    "Spring through Summer 2024": "2024-21/2024-22",
    "December 2023 - January 2024": "2023-12/2024-01",
    "2024-2026": "2024/2026",
    "June 1 - June 15, 2024": "2024-06-01/2024-06-15",
}
UNREAD = (
    "", "soon", "Q3 2024", "Early 2024", "May 2024 - March 2024", "February 30, 2024", "24",
    "March 2024 - May 2024 - June 2024", "March", "June 1 - 15, 2024", "Junes 2024", "ma 2024",
    "Summer 5 2024", "2024-06", "- 2024", "13 2024", "Summer 24", "2024-2026-2028", "May 1999",
)  # fmt: skip


@pytest.mark.parametrize("label", LABELS)
def test_a_label_means_a_period(label: str) -> None:
    assert parse_label(label) == parse_period(LABELS[label])


@pytest.mark.parametrize("label", UNREAD)
def test_a_label_in_no_known_form_means_nothing(label: str) -> None:
    assert parse_label(label) is None


def codes(entry: str, today: date = TODAY) -> list[str]:
    found = check_timeline_text(write_timeline(entry), today)
    return [finding.code for finding in found if finding.code != LAYOUT.id]


def test_the_same_days_in_other_words_agree() -> None:
    assert codes("when: 2024-06/2024-08\nlabel: Summer 2024\n") == []
    assert codes("when: 2024-06/2024-07\nlabel: Summer 2024\n") == ["STC301"]
    assert codes("when: 2024\nlabel: Soon after that\n") == []


def test_what_has_begun_today_may_have_happened() -> None:
    entry = "when: 2026-11-24/2026-12-31\nlabel: Then\n"
    assert codes(entry, date(2026, 11, 24)) == []
    assert codes(entry, date(2026, 11, 23)) == ["STC302"]


def test_links_are_judged_only_where_there_is_a_plan() -> None:
    entry = "steps: [COM-01, COM-99, COM-14]\n"
    assert codes(entry) == ["STC303"]
    loaded = load_timeline(write_timeline(entry), "timeline.yaml")
    assert {one.code for one in check_file(TIMELINE_KIND, loaded, None, TODAY)} <= {LAYOUT.id}


def test_order_and_review_are_judged_in_the_timeline_too() -> None:
    entry = "label: Summer 2024\nwhen: 2024-22\nneeds_review:\n  fields: [item]\n  note: Lost.\n"
    assert codes(entry) == ["STC219", "STC221"]


def write_entries(*entries: str) -> bytes:
    """Return a timeline of some entries."""
    blocks = (indent(complete(entry, ENTRY, keys_at(TimelineEntry)), 2) for entry in entries)
    return encode(TIMELINE + "\n".join(blocks))


@pytest.mark.parametrize(
    ("planned", "happened", "found"),
    [
        ("state: planned\nid: draft\n", "fulfils: draft\n", []),
        ("state: planned\nid: draft\n", "fulfils: drafts\n", ["STC307"]),
        ("state: happened\nid: draft\n", "fulfils: draft\n", ["STC307"]),
        ("state: planned\nid: draft\n", "state: planned\nfulfils: draft\n", ["STC307"]),
        ("state: planned\nid: draft\nfulfils: draft\n", "label: Summer 2024\n", ["STC307"]),
        ("state: planned\nid: draft\n", "id: Draft 2\n", ["STC109"]),
        ("state: planned\nid: draft\n", "id: draft\n", ["STC108"]),
        ("state: planned\nid: draft\n", "fulfils: [draft, final]\n", ["STC103"]),
        ("kind: party\n", "label: Summer 2024\n", ["STC116"]),
    ],
)
def test_an_entry_fulfils_one_planned_entry(planned: str, happened: str, found: list[str]) -> None:
    data = write_entries(planned, happened)
    assert [finding.code for finding in check_timeline_text(data)] == found


def test_a_planned_entry_is_fulfilled_once() -> None:
    data = write_entries("state: planned\nid: draft\n", "fulfils: draft\n", "fulfils: draft\n")
    assert [finding.code for finding in check_timeline_text(data)] == ["STC307"]
