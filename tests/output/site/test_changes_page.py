"""The pages of changes: every change git knows, newest first, in words."""

import pytest

from stc.history.compare import Renaming
from stc.history.heads import HeadChange
from stc.history.log import StepChange
from stc.output.edition import Edition
from stc.output.site.pages.changes import MOST_CHANGES, cut_parts, make
from stc.plan.model import Department, Revision
from stc.views.changes import CommitChanges, describe_commits
from tests.history.log.repository import FIRST
from tests.output.site.editions import text_of
from tests.output.site.pasts import (
    NOON,
    change_field,
    describe_story,
    make_commit,
    make_edition,
    make_log,
    make_pages,
    read_main,
    texts_of,
)
from tests.plans import find_step, load


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return describe_story(tmp_path_factory.mktemp("story"))


PLAN = load(FIRST)


def tell(*changes: object, page: str = "changes.html") -> list[str]:
    """Return the lines of a page whose one commit made these changes."""
    log = make_log(PLAN, [(make_commit(1), one) for one in changes])  # type: ignore[misc]
    pages = make_pages(make, make_edition(PLAN, log))
    return texts_of(read_main(pages[page]), ".//ul[@class='changes']/li")


def test_the_story_is_told_change_by_change_newest_first(story: Edition) -> None:
    main = read_main(make_pages(make, story)["changes.html"])
    assert texts_of(main, ".//ul[@class='changes']/li") == [
        "COM-04: note from “Soon.” to “Very soon.”",
        "COM-04: note set to “Soon.”",
        "COM-02: status from Planning to Complete",
        "file: brought back",
        "file: deleted",
        "COM-02: status from Not started to Planning",
        "department comms-ocs: name from “Communications (comms)” to “Communications (comms-ocs)”",
        "COM-02: action reworded Read the page. page aloud.",
        "COM-01: status from Complete to In progress Gone backwards",
        "COM-01: completed taken away, was 2024-10-04",
        "COM-04: deadline from 2025-01-31 to 2025-03-31 (59 days later) Reason: The line was late.",
        "COM-02: deadline from 2024-10-31 to 2025-02-28 (120 days later) No reason recorded",
        "COM-01: status from Planning to Complete Completed: 2024-10-04",
    ]


def test_only_texts_stand_in_quotes() -> None:
    step, day = find_step(PLAN, "COM-02"), NOON.date()
    assert tell(change_field(step, "start", day.replace(day=1), day.replace(day=2))) == [
        f"COM-02: start from {day.replace(day=1)} to {day.replace(day=2)}"
    ]
    assert tell(change_field(step, "review_every", "6m", "1y")) == [
        "COM-02: review every from 6m to 1y"
    ]


def test_changes_stand_under_their_day_and_commit(story: Edition) -> None:
    main = read_main(make_pages(make, story)["changes.html"])
    days = [one.attrib["datetime"] for one in main.findall(".//h2/time")]
    assert days == sorted(days, reverse=True)
    assert len(days) == len(set(days))
    assert texts_of(main, ".//h3")[-1] == "complete"
    assert "by Bob" in text_of(main.findall(".//article")[-2])


def test_a_step_is_linked_and_what_is_only_typography_is_counted(story: Edition) -> None:
    main = read_main(make_pages(make, story)["changes.html"])
    links = {one.attrib["href"] for one in main.findall(".//li/a[@class='id']")}
    assert links == {"steps/COM-01.html", "steps/COM-02.html", "steps/COM-04.html"}
    said = text_of(main)
    assert "git knows 13 changes of this plan in 13 commits, newest first. Changes" in said
    assert "1 more change is not shown: only spaces, quotes, dashes or hyphens changed." in said
    assert "The first version in git is of October 1, 2024, with 5 steps." in said


def test_a_version_that_cannot_be_read_is_named(story: Edition) -> None:
    said = text_of(read_main(make_pages(make, story)["changes.html"]))
    assert "because it cannot be read (STC007 on line 1" in said
    assert "compared with the last valid one" in said
    assert "shallow" not in said


def test_a_shallow_checkout_is_named() -> None:
    log = make_log(PLAN, ())._replace(is_shallow=True)
    said = text_of(read_main(make_pages(make, make_edition(PLAN, log))["changes.html"]))
    assert "git knows 0 changes of this plan in 0 commits" in said
    assert "This checkout is shallow, so older commits are missing" in said


@pytest.mark.parametrize("git_unavailable_reason", ["The plan is not in a git checkout.", ""])
def test_without_git_the_page_says_why_and_there_is_no_feed(git_unavailable_reason: str) -> None:
    pages = make_pages(make, make_edition(PLAN, None, git_unavailable_reason))
    assert list(pages) == ["changes.html"]
    assert (git_unavailable_reason or "git was not asked") in text_of(
        read_main(pages["changes.html"])
    )
    assert b"changes.atom" not in pages["changes.html"]


def test_a_step_that_left_the_plan_is_named_without_a_link() -> None:
    gone = PLAN.steps[0]._replace(id="COM-09")
    lines = tell(StepChange(gone, "removed"))
    assert lines == ['COM-09: taken out of the plan, Planning Write the "first" page.']
    pages = make_pages(
        make, make_edition(PLAN, make_log(PLAN, [(make_commit(1), StepChange(gone, "removed"))]))
    )
    assert not read_main(pages["changes.html"]).findall(".//li/a")


def test_what_is_beside_the_steps_is_named() -> None:
    police, other = PLAN.departments[1], Department("mpd", "Police")
    assert tell(
        Renaming(police, other),
        HeadChange("section", "COM", "title", "Words", "Communications"),
        HeadChange("plan", "", "phase", "Phase One", "Phase Two"),
        HeadChange("goal", "COM", "", None, "Speak up"),
    ) == [
        "department mpd: name from “Police (police)” to “Police (mpd)”",
        "section COM: title from “Words” to “Communications”",
        "plan: phase from “Phase One” to “Phase Two”",
        "goal of COM: added, “Speak up”",
    ]


def test_a_long_text_shows_only_the_words_around_a_change() -> None:
    step = find_step(PLAN, "COM-01")
    words = [f"w{number}" for number in range(100)]
    before, after = " ".join(words), " ".join([*words[:50], "new", *words[51:]])
    (line,) = tell(change_field(step, "action", before, after))
    assert line == (
        "COM-01: action reworded … w42 w43 w44 w45 w46 w47 w48 w49 w50 new"
        " w51 w52 w53 w54 w55 w56 w57 w58 …"
    )


def test_a_first_deadline_is_set_and_one_taken_away_is_silent() -> None:
    step = find_step(PLAN, "COM-01")
    assert tell(change_field(step, "deadline", None, NOON.date())) == [
        "COM-01: deadline set to 2024-11-01"
    ]
    assert tell(change_field(step, "deadline", NOON.date(), None)) == [
        "COM-01: deadline taken away, was 2024-11-01 No reason recorded"
    ]


def test_a_rewritten_ledger_is_named() -> None:
    step = find_step(PLAN, "COM-03")
    old = step.revisions
    new = (Revision(old[0].from_, old[0].to, old[0].on, "Another reason."),)
    assert tell(change_field(step, "revisions", old, new)) == [
        "COM-03: recorded moves of the deadline revision of 2024-05-01: from 2024-06-30 to"
        " 2024-09-30. Another reason."
        " recorded revisions were rewritten"
    ]


def test_a_commit_that_changes_a_huge_plan_is_cut() -> None:
    step = find_step(PLAN, "COM-01")
    steps = [step._replace(id=f"COM-{number}") for number in range(1_000, 1_000 + MOST_CHANGES + 7)]
    log = make_log(PLAN, [(make_commit(1), StepChange(one, "added")) for one in steps])
    main = read_main(make_pages(make, make_edition(PLAN, log))["changes.html"])
    assert len(main.findall(".//ul[@class='changes']/li")) == MOST_CHANGES
    assert "And 7 more changes in this commit." in text_of(main)


def _commits(number: int) -> tuple[CommitChanges, ...]:
    day = NOON.date()
    return tuple(CommitChanges(make_commit(n), day, (), 1) for n in range(number, 0, -1))


@pytest.mark.parametrize("number", [0, 1, 199, 200, 399, 400, 401, 999, 1000])
def test_pages_hold_every_commit_once_and_in_order(number: int) -> None:
    commits = _commits(number)
    parts = tuple(cut_parts(commits))
    assert tuple(one for part in parts for one in part.commits) == commits
    assert parts[0].path == "changes.html"
    assert all(len(part.commits) == 200 for part in parts[1:])
    assert len(parts[0].commits) < 400


def test_what_an_older_page_holds_never_moves() -> None:
    before = {part.path: part.commits for part in cut_parts(_commits(650))}
    after = {part.path: part.commits for part in cut_parts(_commits(1_250))}
    older = {path: commits for path, commits in before.items() if path != "changes.html"}
    assert older
    assert all(after[path] == commits for path, commits in older.items())


def test_pages_link_to_each_other() -> None:
    step = find_step(PLAN, "COM-01")
    changes = ((make_commit(n), change_field(step, "page", n, n + 1)) for n in range(450, 0, -1))
    pages = make_pages(make, make_edition(PLAN, make_log(PLAN, changes)))
    assert list(pages) == ["changes.html", "changes-1.html", "changes.atom"]
    for path in ("changes.html", "changes-1.html"):
        nav = read_main(pages[path]).find(".//nav[@class='parts']")
        assert nav is not None
        links = nav.findall(".//a")
        assert [one.attrib["href"] for one in links] == ["changes.html", "changes-1.html"]
        assert [one.attrib["href"] for one in links if "aria-current" in one.attrib] == [path]


def test_the_same_edition_gives_the_same_bytes(story: Edition) -> None:
    assert make_pages(make, story) == make_pages(make, story)


def test_commits_of_two_branches_stand_by_their_time() -> None:
    step = find_step(PLAN, "COM-01")
    numbers = (3, 1, 2)
    log = make_log(PLAN, [(make_commit(n), change_field(step, "page", n, 9)) for n in numbers])
    shown = describe_commits(log, PLAN.timezone)
    assert [int(one.commit.id, 16) for one in shown] == [3, 2, 1]
