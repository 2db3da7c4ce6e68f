"""What git does not know of a plan: skipped versions, a beginning, a shallow clone."""

from pathlib import Path

import pytest

from stc.history.commit_range import CommitRange
from stc.history.gaps import describe_first_version, describe_gaps
from stc.history.log import Log, read_log
from tests.history.log.repository import FIRST, Repository, describe_quarter

SPAN = CommitRange("America/Chicago")


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A quarter in which one version was broken, the plan renamed, deleted and brought back."""
    return describe_quarter(tmp_path_factory.mktemp("gaps") / "city")


@pytest.fixture(scope="module")
def log(quarter: Repository) -> Log:
    return read_log(quarter.plan)


def test_nothing_is_missing_where_every_version_can_be_read(log: Log) -> None:
    assert describe_gaps(log._replace(skipped=()), (), SPAN) == ()


def test_a_skipped_version_is_named_with_its_day_author_and_reason(
    log: Log, quarter: Repository
) -> None:
    skipped, after = describe_gaps(log, log.skipped, SPAN)
    broken = quarter.ids["broken"][:9]
    assert skipped.startswith(f"Version {broken} of 2024-11-16 (Ann) is skipped because ")
    assert skipped.endswith(".")
    assert after == "The version after a skipped one is compared with the last valid one."


def test_a_shallow_checkout_is_told_and_how_to_complete_it(log: Log) -> None:
    *_, last = describe_gaps(log._replace(is_shallow=True), (), SPAN)
    assert last == (
        "This checkout is shallow, so older commits are missing (git fetch --unshallow)."
    )


def test_what_begins_before_the_first_version_begins_with_it(log: Log, quarter: Repository) -> None:
    first = quarter.ids["publish"]
    (said,) = describe_first_version(log, SPAN, "2020-01-01")
    assert said == (
        "git has no version of this plan before 2020-01-01. The first one, of 2024-10-01"
        f" ({first[:9]}), is used instead."
    )
    after = CommitRange(SPAN.zone, before=frozenset([first]))
    assert describe_first_version(log, after, first) == ()
    assert describe_first_version(log, SPAN, None) == ()


def test_a_plan_that_began_as_a_copy_says_whose(tmp_path: Path) -> None:
    made = Repository(tmp_path / "city")
    made.commit("2024-10-01", "publish", FIRST)
    copy = made.plan.with_name("copy.yaml")
    copy.write_text(FIRST, "utf-8")
    made.commit("2024-10-02", "copy")
    lines = describe_gaps(read_log(copy), (), SPAN)
    assert (
        f"The record of data/copy.yaml begins with {made.ids['copy'][:9]} of 2024-10-02." in lines
    )
    assert "It began as a copy of data/plan.yaml, which still exists with its own record." in lines
