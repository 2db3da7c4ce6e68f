import os
import subprocess
import sys
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stc.plan.zones import is_zone, today_in

WITHOUT_SYSTEM_DATA = """
from datetime import UTC, date, datetime
from zoneinfo import TZPATH
from stc.plan.zones import is_zone, today_in
assert TZPATH == (), TZPATH
assert is_zone("America/Chicago") and not is_zone("America")
assert today_in("America/Chicago", datetime(2025, 1, 24, 5, 59, tzinfo=UTC)) == date(2025, 1, 23)
"""


@pytest.mark.parametrize("name", ["America/Chicago", "UTC", "Europe/Zurich"])
def test_the_name_of_a_zone(name: str) -> None:
    assert is_zone(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "America",
        "America/",
        "America/Chicago\n",
        "america/chicago",
        "../../etc/passwd",
        "/usr/share/zoneinfo/UTC",
        "/etc/localtime",
        "localtime",
        "posixrules",
        "zone.tab",
        "tzdata",
        "CST",
        "UTC+5",
        "\x00",
        "a\x00b",
        "\ud800",
        "x" * 100_000,
    ],
)
def test_anything_else_is_no_zone(name: str) -> None:
    assert not is_zone(name)
    with pytest.raises(ValueError, match="is not a time zone"):
        today_in(name, datetime(2025, 1, 24, tzinfo=UTC))


@given(st.text())
def test_any_text_may_be_asked(name: str) -> None:
    assert is_zone(name) in (True, False)


@pytest.mark.parametrize(
    ("hour", "minute", "day"),
    [(5, 59, date(2025, 1, 23)), (6, 0, date(2025, 1, 24))],
)
def test_a_day_begins_at_midnight_of_the_zone(hour: int, minute: int, day: date) -> None:
    assert today_in("America/Chicago", datetime(2025, 1, 24, hour, minute, tzinfo=UTC)) == day


def test_summer_time_is_kept() -> None:
    assert today_in("America/Chicago", datetime(2025, 7, 4, 5, 0, tzinfo=UTC)) == date(2025, 7, 4)


def test_a_moment_needs_a_zone_of_its_own() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        today_in("America/Chicago", datetime(2025, 1, 24))  # noqa: DTZ001


def test_a_machine_without_time_zones_gives_the_same_day() -> None:
    environment = {**os.environ, "PYTHONTZPATH": "", "TZ": "Asia/Tokyo"}
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT_SYSTEM_DATA],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert (run.returncode, run.stderr) == (0, "")
