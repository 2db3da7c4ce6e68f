"""The pages of changes: every change git knows, newest first, one line an event."""

import re
from xml.etree.ElementTree import Element

import pytest

from stc.history.compare import Renaming
from stc.history.heads import HeadChange
from stc.history.log import Log, StepChange
from stc.output.edition import Edition
from stc.output.site.pages.changes import MOST_EVENTS, cut_parts, make
from stc.output.site.site import make_site
from stc.plan.model import Department, Revision
from stc.views.commit_events import CommitEvents
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
)
from tests.plans import COMPLETE, find_step, load


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return describe_story(tmp_path_factory.mktemp("story"))


PLAN = load(FIRST)


def tell(*changes: object, page: str = "changes.html") -> list[str]:
    """Return the lines of a page whose one commit made these changes."""
    log = make_log(PLAN, [(make_commit(1), one) for one in changes])  # type: ignore[misc]
    pages = make_pages(make, make_edition(PLAN, log))
    return [f"{tag}: {line}" for tag, line in lines_of(read_main(pages[page]))]


def lines_of(main: Element) -> list[tuple[str, str]]:
    """Return the tag of each event on a page, and its text."""
    return [
        (text_of(section.find("./h3/span[@class='tag']")), text_of(item))
        for section in main.findall(".//section[@data-kind]")
        for item in section.findall("./ul/li")
    ]


def test_the_story_is_told_event_by_event_newest_first(story: Edition) -> None:
    main = read_main(make_pages(make, story)["changes.html"])
    assert lines_of(main) == [
        ("Details changed", "Answer the call. COM-04 Note from “Soon.” to “Very soon.”"),
        ("Details changed", "Answer the call. COM-04 Note set to “Soon.”"),
        (
            "Completed",
            "Read the page aloud. COM-02 The day is not recorded; its first deadline was Oct 31,"
            " 2024. No evidence given.",
        ),
        ("Plan brought back", "The plan The file of the plan is there again."),
        ("Plan deleted", "The plan The file of the plan was deleted."),
        ("Status changed", "Read the page aloud. COM-02 Not started → Planning."),
        (
            "Department renamed",
            "Department comms-ocs Was “Communications (comms)”, is “Communications (comms-ocs)”.",
        ),
        (
            "Words changed",
            "Read the page aloud. COM-02 See both wordings of COM-02 Read the page. page aloud.",
        ),
        (
            "Gone backwards",
            'Write the "first" page. COM-01 Was Complete since Oct 4, 2024, is In progress again.'
            " No reason given.",
        ),
        (
            "Deadline moved",
            "Answer the call. COM-04 From Jan 31, 2025 to Mar 31, 2025: 59 days later."
            " Reason: “The line was late.”",
        ),
        (
            "Deadline moved, no reason given",
            "Read the page. COM-02 From Oct 31, 2024 to Feb 28, 2025: 120 days later.",
        ),
        (
            "Completed",
            'Write the "first" page. COM-01 88 days before its first deadline (Dec 31, 2024).'
            " No evidence given.",
        ),
    ]


def test_the_heading_says_what_happened_lately(story: Edition) -> None:
    main = read_main(make_pages(make, story)["changes.html"])
    assert text_of(main.find("h1")) == (
        "Since October 25, 2024: 2 steps were completed, 1 went backwards, 1 changed its status."
        " 2 deadlines moved, 1 of them without a reason."
    )


def _log_of(edition: Edition) -> Log:
    assert edition.publication
    return edition.publication.log


def test_no_word_of_git_is_on_the_first_screen(story: Edition) -> None:
    main = read_main(make_pages(make, story)["changes.html"])
    folded = main.findall("./details")[-1]
    main.remove(folded)
    said = text_of(main)
    assert not re.search(r"\b(git|commits?|revision|branch|[0-9a-f]{9,})\b", said)
    assert "Bob" not in said
    assert "git" in text_of(folded)
    subjects = [text_of(item) for item in folded.findall("./ol/li")]
    assert len(subjects) == len({entry.commit.id for entry in _log_of(story).entries})
    assert subjects[-1].startswith("Oct 5, 2024: ")
    assert subjects[-1].endswith(" complete")


def test_only_texts_stand_in_quotes() -> None:
    step, day = find_step(PLAN, "COM-02"), NOON.date()
    assert tell(change_field(step, "start", day.replace(day=1), day.replace(day=2))) == [
        "Details changed: Read the page. COM-02 Start from Nov 1, 2024 to Nov 2, 2024."
    ]
    assert tell(change_field(step, "review_every", "6m", "1y")) == [
        "Details changed: Read the page. COM-02 Review every from 6m to 1y."
    ]


def test_events_stand_under_their_day_which_counts_them(story: Edition) -> None:
    main = read_main(make_pages(make, story)["changes.html"])
    days = [one.attrib["datetime"] for one in main.findall(".//h2/time")]
    assert days == sorted(days, reverse=True)
    assert len(days) == len(set(days))
    sections = main.findall(".//section[@class='changes-day']")
    assert [section.attrib["id"] for section in sections] == [f"d-{day}" for day in days]
    assert text_of(sections[-1].find("./p")) == "1 completed"


def test_the_events_of_a_day_stand_by_their_kinds() -> None:
    one, other = (find_step(PLAN, name) for name in ("COM-01", "COM-02"))
    begun = change_field(other, "status", "Not started", "Planning")
    pages = make_pages(
        make,
        make_edition(
            PLAN,
            make_log(
                PLAN,
                [
                    (make_commit(3), StepChange(one._replace(id="COM-08"), "added")),
                    (make_commit(2), StepChange(one._replace(id="COM-09"), "removed")),
                    (make_commit(1), StepChange(one._replace(id="COM-07"), "added")),
                    (make_commit(1), begun),
                ],
            ),
        ),
    )
    main = read_main(pages["changes.html"])
    assert (
        text_of(main.find(".//section/p")) == "1 taken out of the plan, 2 added, 1 status changed"
    )
    assert [tag for tag, _ in lines_of(main)] == [
        "Taken out of the plan",
        "Added",
        "Added",
        "Status changed",
    ]


def test_a_step_is_linked_by_its_words(story: Edition) -> None:
    main = read_main(make_pages(make, story)["changes.html"])
    links = {one.attrib["href"]: text_of(one) for one in main.findall(".//section/ul/li/a")}
    assert links["steps/COM-01.html"] == 'Write the "first" page.'
    assert set(links) == {"steps/COM-01.html", "steps/COM-02.html", "steps/COM-04.html"}


def test_what_is_only_typography_is_counted(story: Edition) -> None:
    said = text_of(read_main(make_pages(make, story)["changes.html"]))
    assert (
        "This page lists 12 changes from October 5, 2024 to November 25, 2024, newest first."
        in said
    )
    assert "The changes are read from 13 commits in git." in said
    assert "1 more change is not shown: only spaces, quotes, dashes or hyphens changed." in said
    assert "The first version in git is of October 1, 2024, with 5 steps." in said


def test_evidence_is_a_link_named_by_its_host() -> None:
    more = ("https://www.city.example.org/minutes?page=2", "The minutes of June", "javascript:x")
    step = find_step(PLAN, "COM-01")._replace(status=COMPLETE, evidence=more)
    log = make_log(
        PLAN,
        [
            (make_commit(1), change_field(step, "status", "Planning", "Complete")),
            (make_commit(1), change_field(step, "evidence", (), more)),
        ],
    )
    (item,) = read_main(make_pages(make, make_edition(PLAN, log))["changes.html"]).findall(
        ".//section[@data-kind='completed']/ul/li"
    )
    assert "Evidence: city.example.org, evidence for COM-01; The minutes of June" in text_of(item)
    (link,) = item.findall("./span/a")
    assert link.attrib["href"] == more[0]


def test_kinds_can_be_hidden_where_there_are_several(story: Edition) -> None:
    page = make_pages(make, story)["changes.html"]
    box = read_main(page).find(".//details[@id='kinds']")
    assert box is not None
    assert "hidden" in box.attrib
    kinds = [one.attrib["value"] for one in box.findall(".//input")]
    shown = {one.attrib["data-kind"] for one in read_main(page).findall(".//section[@data-kind]")}
    assert kinds[:2] == ["deleted", "back"]
    assert set(kinds) == shown
    assert b"changes.js" in page


def test_a_version_that_cannot_be_read_is_named(story: Edition) -> None:
    said = text_of(read_main(make_pages(make, story)["changes.html"]))
    assert "because it cannot be read (STC007 on line 1" in said
    assert "compared with the last valid one" in said
    assert "shallow" not in said


def test_a_shallow_checkout_is_named() -> None:
    log = make_log(PLAN, ())._replace(is_shallow=True)
    said = text_of(read_main(make_pages(make, make_edition(PLAN, log))["changes.html"]))
    assert said.startswith("Nothing has changed since October 25, 2024.")
    assert "The changes are read from 0 commits in git." in said
    assert "This checkout is shallow, so older commits are missing" in said


@pytest.mark.parametrize("git_unavailable_reason", ["The plan is not in a git checkout.", ""])
def test_without_git_the_page_says_why_and_there_is_no_feed(git_unavailable_reason: str) -> None:
    pages = make_pages(make, make_edition(PLAN, None, git_unavailable_reason))
    assert list(pages) == ["changes.html"]
    assert (git_unavailable_reason or "git was not asked") in text_of(
        read_main(pages["changes.html"])
    )
    assert b"changes.atom" not in pages["changes.html"]


def test_a_step_that_left_the_plan_is_a_link_to_its_page() -> None:
    gone = PLAN.steps[0]._replace(id="COM-09")
    assert tell(StepChange(gone, "removed")) == [
        'Taken out of the plan: Write the "first" page. COM-09 Was Planning, due Dec 31, 2024.'
        " No reason given. It keeps its page."
    ]
    pages = make_pages(
        make, make_edition(PLAN, make_log(PLAN, [(make_commit(1), StepChange(gone, "removed"))]))
    )
    (link,) = read_main(pages["changes.html"]).findall(".//section/ul/li/a")
    assert link.get("href") == "steps/COM-09.html"


def test_what_is_beside_the_steps_is_named() -> None:
    police, other = PLAN.departments[1], Department("mpd", "Police")
    assert tell(
        Renaming(police, other),
        HeadChange("section", "COM", "title", "Words", "Communications"),
        HeadChange("plan", "", "phase", "Phase One", "Phase Two"),
        HeadChange("goal", "COM", "", None, "Speak up"),
    ) == [
        "Department renamed: Department mpd Was “Police (police)”, is “Police (mpd)”.",
        "Beside the steps: Section COM Title from “Words” to “Communications”.",
        "Beside the steps: The plan Phase from “Phase One” to “Phase Two”.",
        "Beside the steps: Goal of COM Added: “Speak up”.",
    ]


def test_of_a_very_long_text_only_the_words_around_a_change_are_shown() -> None:
    step = find_step(PLAN, "COM-01")
    words = [f"w{number}" for number in range(1_000)]
    before, after = " ".join(words), " ".join([*words[:50], "new", *words[51:]])
    (line,) = tell(change_field(step, "action", before, after))
    assert line.endswith(
        "See both wordings of COM-01 … w42 w43 w44 w45 w46 w47 w48 w49 w50 new"
        " w51 w52 w53 w54 w55 w56 w57 w58 …"
    )


def test_a_first_deadline_is_set_and_one_taken_away_is_silent() -> None:
    step = find_step(PLAN, "COM-01")
    set_at, taken = (
        tell(change_field(step, "deadline", *ends))[0]
        for ends in ((None, step.deadline), (step.deadline, None))
    )
    assert set_at.startswith("Deadline set: ")
    assert set_at.endswith("COM-01 Due Dec 31, 2024.")
    assert taken.startswith("Deadline moved, no reason given: ")
    assert taken.endswith("COM-01 Was Dec 31, 2024, has no deadline now.")


def test_a_rewritten_ledger_is_named() -> None:
    step = find_step(PLAN, "COM-03")
    old = step.revisions
    new = (Revision(old[0].from_, old[0].to, old[0].on, "Another reason."),)
    (line,) = tell(change_field(step, "revisions", old, new))
    assert line.endswith(
        "Recorded: the deadline moved from Jun 30, 2024 to Sep 30, 2024 (May 1, 2024)."
        " Reason: “Another reason.” Recorded moves of the deadline were rewritten."
    )


def test_a_day_on_which_a_huge_plan_changed_is_cut() -> None:
    step = find_step(PLAN, "COM-01")
    steps = [step._replace(id=f"COM-{number}") for number in range(1_000, 1_000 + MOST_EVENTS + 7)]
    log = make_log(PLAN, [(make_commit(1), StepChange(one, "added")) for one in steps])
    main = read_main(make_pages(make, make_edition(PLAN, log))["changes.html"])
    assert len(lines_of(main)) == MOST_EVENTS
    assert "and 7 more" in text_of(main)


def _commits(number: int) -> tuple[CommitEvents, ...]:
    day = NOON.date()
    return tuple(CommitEvents(make_commit(n), day, (), 1) for n in range(number, 0, -1))


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
    assert list(pages)[:3] == ["changes.html", "changes-1.html", "changes.atom"]
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
    shown = make_site(make_edition(PLAN, log)).commits
    assert [int(one.commit.id, 16) for one in shown] == [3, 2, 1]
