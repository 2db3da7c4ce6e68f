"""An edition: the steps of a day, with what git knows of them, and the moment it stands for."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from stc.history.known import KnownDeadlines, find_deadlines
from stc.history.log import read_log
from stc.output.edition import Edition
from stc.output.make_edition import make_edition
from stc.plan.ledger import FILE_ONLY
from tests.history.log.repository import Repository, describe_quarter
from tests.plans import describe, load

AS_OF = date(2025, 1, 24)


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return describe_quarter(tmp_path_factory.mktemp("edition") / "city")


def make(quarter: Repository, *, with_git: bool) -> Edition:
    plan = load(quarter.plan.read_text("utf-8"))
    known = (
        find_deadlines(plan, quarter.plan, lambda: read_log(quarter.plan))
        if with_git
        else KnownDeadlines(FILE_ONLY, lines=("Nothing is known.",), why="It is not in git.")
    )
    context = describe(plan, AS_OF)._replace(revision="x" if with_git else None)
    return make_edition(
        plan, plan.steps[:2], context, known, path=quarter.plan, head="HEAD", today=AS_OF
    )


def test_with_git_it_holds_the_last_quarter_and_the_moment_of_its_commit(
    quarter: Repository,
) -> None:
    edition = make(quarter, with_git=True)
    assert edition.stamp == datetime(2024, 11, 25, 18, tzinfo=UTC)
    assert edition.publication is not None
    recent = edition.publication.recent
    assert recent.since == date(2024, 10, 25)
    days = {entry.commit.when.date() for entry in recent.entries}
    assert min(days) >= recent.since
    assert len(recent.entries) < len(edition.publication.log.entries)
    assert edition.git_unavailable_reason == ""


def test_without_git_it_says_why_and_stands_for_its_day(quarter: Repository) -> None:
    edition = make(quarter, with_git=False)
    assert edition.publication is None
    assert edition.git_unavailable_reason == "It is not in git."
    assert edition.unknown == ("Nothing is known.",)
    assert edition.stamp == datetime(2025, 1, 24, tzinfo=UTC)


def test_a_commit_that_git_does_not_know_is_no_moment(quarter: Repository, tmp_path: Path) -> None:
    plan = load(quarter.plan.read_text("utf-8"))
    context = describe(plan, AS_OF)._replace(revision="x")
    edition = make_edition(
        plan, (), context, KnownDeadlines(FILE_ONLY), path=quarter.plan, head="0" * 40, today=AS_OF
    )
    assert edition.stamp == datetime(2025, 1, 24, tzinfo=UTC)


def test_only_the_steps_that_were_chosen_are_in_it(quarter: Repository) -> None:
    edition = make(quarter, with_git=False)
    assert edition.steps == edition.plan.steps[:2]
    assert len(edition.plan.steps) > 2
