"""What a person sees on a terminal at a glance, of a plan with a past."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.history.log.repository import Repository, describe_quarter
from tests.in_process import run_here

STYLE = re.compile(r"\x1b\[[0-9;]*m")
Look = Callable[..., str]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return describe_quarter(tmp_path_factory.mktemp("story"))


@pytest.fixture
def look(story: Repository) -> Look:
    """Return what a command shows on a terminal, without its colours."""

    def look_at(
        *words: str, columns: int = 80, encoding: str = "utf-8", folder: Path = story.folder
    ) -> str:
        environment = {"COLUMNS": str(columns), "STC_AS_OF": "2025-01-24", "TERM": "xterm"}
        answer = run_here(words, folder, environment, encoding)
        assert (answer.code, answer.err) == (0, b"")
        lines = STYLE.sub("", answer.out.decode(encoding)).split("\n")
        assert max(map(len, lines)) <= columns
        assert [line for line in lines if line != line.rstrip()] == []
        return "\n".join(lines)

    return look_at


STEP = """\
COM-03  Communications, Speak clearly                         as of Jan 24, 2025

Print the page.

● Complete on Jun 30, 2024, on its first deadline, 92 days before the moved
deadline.

────○●─────────────────────────────◆───────────────────────────────────────│────
    promised Jun 2024              moved to Sep 2024                       today

Departments  Communications (comms-ocs)
Lead         not named
Deadline     2024-09-30
Moves        2024-05-01: from 2024-06-30 to 2024-09-30. It was so before git.
In the file  data/plan.yaml:30:13

2024-10-01  In the plan  It is in the first version that git has.
"""
COUNTS = """\
Counts over time                                              as of Jan 24, 2025
2 of 4 steps are complete (50%); 1 of 2 open ones is overdue.

Complete     2  ████  2  highest 2
In progress  1  ▄███  2  highest 2
Not started  1  █     0  highest 1
Excluded     1  ████  1  highest 1
Overdue      0     █  1  highest 1
                Oct 2024 to Jan 2025

                                             In      Not
Day          Complete  Promised  Done  progress  started  Overdue
2024-10-31  2/4 (50%)         1     1         1        1        0
"""
PAST = """\
2024-11-05  Gone backwards  Was Complete since Oct 4, 2024, is In progress
                            again. No reason given. (Ann)
2024-10-05  Completed       88 days before its first deadline (Dec 31, 2024). No
                            evidence given. (Ann)
2024-10-01  In the plan     It is in the first version that git has.
"""
SUMMARY = """\
A plan, Phase One                                             as of Jan 24, 2025
2 of 4 steps are complete (50%); 1 of 2 open ones is overdue.

Promised  ▃▆▆█  3  by first deadlines, Oct 2024 to Jan 2025
Done      ▃▆▆▆  2  of the same steps; 1 is not

Status         Steps
● Complete         2  50%  ━━━━━━━━━━━━━━━━━━━━
◑ In progress      2  50%  ━━━━━━━━━━━━━━━━━━━━
⊘ Excluded         1       not counted

     Section         Complete                   Overdue  Moved
COM  Communications       2/4  50%  ━━━━━─────   1 of 2      3

"""
IN_ASCII = """\
Promised  :++#  3  by first deadlines, Oct 2024 to Jan 2025
Done      :+++  2  of the same steps; 1 is not

Status           Steps
[x] Complete         2  50%  ####################
[/] In progress      2  50%  ####################
[-] Excluded         1       not counted

     Section         Complete                   Overdue  Moved
COM  Communications       2/4  50%  #####-----   1 of 2      3
"""


def test_summary_has_a_picture_over_time_and_a_row_a_section(look: Look) -> None:
    shown = look("summary")
    assert shown.startswith(SUMMARY)
    assert "Beside these: 1 not counted. Next: stc overdue, stc slips" in shown


@pytest.mark.parametrize(("option", "encoding"), [("--ascii", "utf-8"), (None, "latin-1")])
def test_what_has_no_signs_gets_ascii(look: Look, option: str | None, encoding: str) -> None:
    shown = look("summary", *([option] if option else []), encoding=encoding)
    assert IN_ASCII in shown
    assert shown.isascii()


def test_a_filter_is_named_and_its_steps_alone_are_drawn(look: Look) -> None:
    shown = look("summary", "--dept", "police").split("\n")
    assert shown[1] == "Only dept police."
    assert shown[2].startswith("1 of 2 steps is complete")
    assert "Promised" in shown[4]


def test_without_git_a_sentence_stands_for_the_picture(
    look: Look, story: Repository, tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "plan.yaml").write_bytes(story.plan.read_bytes())
    shown = " ".join(look("summary", folder=tmp_path).split())
    assert "There is no picture over time. The plan is not in a git checkout" in shown
    assert "█" not in shown


def test_a_pipe_and_a_program_never_ask_git(
    story: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("stc.cli.context.Session.find_log", refuse)
    environment = {"STC_AS_OF": "2025-01-24"}
    assert run_here(["summary"], story.folder, environment).code == 0
    assert run_here(["summary", "-f", "json"], story.folder, environment, "utf-8").code == 0


def test_show_has_the_words_the_status_a_strip_facts_and_history(look: Look) -> None:
    shown = look("show", "com-03", "COM-01")
    assert shown.startswith(STEP)
    assert PAST in shown


def test_show_in_ascii_has_the_same_strip(look: Look) -> None:
    shown = look("show", "COM-03", "--ascii")
    assert "\n----ox-----------------------------+---------------" in shown
    assert "\n[x] Complete on Jun 30, 2024" in shown


@pytest.mark.parametrize(
    "asked", ["show COM-01 COM-04", "history --counts", "diff HEAD~9", "history", "report", "slips"]
)
def test_in_ascii_every_answer_is(look: Look, asked: str) -> None:
    assert look(*asked.split(), "--ascii").isascii()


def test_show_says_what_is_not_committed(tmp_path: Path, look: Look) -> None:
    made = describe_quarter(tmp_path / "more")
    made.plan.write_text(
        made.plan.read_text("utf-8").replace("status: In progress", "status: Planning", 1), "utf-8"
    )
    assert "not committed" in look("show", "COM-01", folder=made.folder)


def test_history_draws_a_line_a_count_and_lists_the_last_months(look: Look) -> None:
    shown = look("history", "--counts")
    assert shown.startswith(COUNTS)
    assert "2024-10-31" in shown


@pytest.mark.parametrize(("options", "months"), [([], 8), (["--all"], 15)])
def test_of_many_months_all_are_listed_only_where_they_are_asked_for(
    look: Look, options: list[str], months: int
) -> None:
    shown = look("history", "--counts", "--as-of", "2025-12-24", *options)
    assert len(re.findall(r"^20\d\d-\d\d-\d\d ", shown, re.MULTILINE)) == months
    assert ("--counts --all" in shown) is not bool(options)


def test_all_is_of_counts(story: Repository) -> None:
    answer = run_here(["history", "--all"], story.folder, {})
    assert (answer.code, answer.err) == (2, b"Error: --all lists every month. Add --counts.\n")


@pytest.mark.parametrize("columns", [20, 40, 60, 100, 200])
def test_no_line_is_wider_than_the_terminal(look: Look, columns: int) -> None:
    assert "2/4" in look("summary", "--by", "section", "--by", "goal", columns=columns)
    assert "Overdue" in look("history", "--counts", columns=columns)
    assert "In the file" in look("show", "COM-01", "COM-03", columns=columns)


def test_a_list_that_was_named_is_shown_on_a_narrow_terminal(look: Look) -> None:
    shown = look("list", "--columns", "id,departments,action", columns=60)
    assert "Departments" in shown
    assert "Departments" not in look("list", columns=80)
