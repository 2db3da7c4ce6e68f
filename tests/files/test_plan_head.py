"""The time zone of a plan, also of a broken one."""

import pytest

from stc.files.plan_head import load_zone
from tests.plans import SMALL, read_published_bytes


def test_of_a_plan() -> None:
    assert load_zone(SMALL.encode()) == "America/Chicago"
    assert load_zone(read_published_bytes()) == "America/Chicago"


@pytest.mark.parametrize(
    "line",
    ["timezone: Asia/Tokyo", "timezone: 'Asia/Tokyo'", 'timezone:  "Asia/Tokyo"  # a zone\r'],
)
def test_however_it_is_written_and_whatever_else_there_is(line: str) -> None:
    data = b"<<<<<<< HEAD\n\xff: [\n" + line.encode() + b"\ntimezone: UTC\n"
    assert load_zone(data) == "Asia/Tokyo"


@pytest.mark.parametrize(
    "text", ["", "timezone:", "timezone: Nowhere", "timezone: ../../etc", "  timezone: UTC"]
)
def test_none(text: str) -> None:
    assert load_zone(text.encode()) is None
