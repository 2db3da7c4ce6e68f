"""The story of a quarter, and every number that `history`, `stale` and `slips` tell of it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from stc.cli.main import main
from stc.history.log import read_log
from stc.views.output_schema import ANSWERS
from stc.views.schema import write_schema
from tests.history.log.repository import FIRST, Repository, describe_quarter
from tests.plans import change

VALIDATOR = Draft202012Validator(
    json.loads(write_schema("output")), format_checker=Draft202012Validator.FORMAT_CHECKER
)
PAGE = 'Write the "first" page.'
RENAMED = ("comms (Communications)", "comms-ocs (Communications)")
AS_OF = ("--as-of", "2025-03-01")


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return describe_quarter(tmp_path_factory.mktemp("quarter") / "city")


@pytest.fixture
def stc(
    quarter: Repository, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any
) -> Callable[..., str]:
    monkeypatch.chdir(quarter.folder)
    for name in ("STC_PLAN", "STC_AS_OF", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def call(*words: str, code: int = 0) -> str:
        capsysbinary.readouterr()
        assert main([*words, *AS_OF]) == code
        out, err = capsysbinary.readouterr()
        return str((out if code == 0 else err).decode("utf-8"))

    return call


@pytest.fixture
def ask(stc: Callable[..., str]) -> Callable[..., dict[str, Any]]:
    return lambda *words: dict(json.loads(stc(*words, "--format", "json")))


def tell(answer: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [
        (one["subject"], one["kind"], one["id"], one["field"], one["before"], one["after"])
        for one in answer["changes"]
    ]


def test_every_change_is_told_once_newest_first(ask: Any) -> None:
    revision = {
        "from": "2025-01-31", "to": "2025-03-31", "on": "2024-11-01", "reason": "The line was late."
    }  # fmt: skip
    answer = ask("history")
    assert tell(answer) == [
        ("merge", "step", "COM-04", "note", "Soon.", "Very soon."),
        ("main", "step", "COM-04", "note", None, "Soon."),
        ("side", "step", "COM-02", "status", "Planning", "Complete"),
        ("return", "returned", "", "", None, None),
        ("delete", "deleted", "", "", None, None),
        ("mended", "step", "COM-02", "status", "Not started", "Planning"),
        ("typography", "step", "COM-01", "action", PAGE, PAGE.replace('"first"', "“first”")),
        ("rename department", "department", "comms-ocs", "name", *RENAMED),
        ("reword", "step", "COM-02", "action", "Read the page.", "Read the page aloud."),
        ("regress", "step", "COM-01", "status", "Complete", "In progress"),
        ("regress", "step", "COM-01", "completed", "2024-10-04", None),
        ("reasoned", "step", "COM-04", "deadline", "2025-01-31", "2025-03-31"),
        ("reasoned", "step", "COM-04", "revisions", [], [revision]),
        ("silent", "step", "COM-02", "deadline", "2024-10-31", "2025-02-28"),
        ("complete", "step", "COM-01", "status", "Planning", "Complete"),
        ("complete", "step", "COM-01", "completed", None, "2024-10-04"),
    ]  # fmt: skip
    assert answer["totals"]["changes"] == 16
    assert answer["totals"]["commits"] == 13
    assert answer["totals"]["wording"] == 1
    assert answer["totals"]["shallow"] is False


def test_the_broken_version_is_named(ask: Any, stc: Any, quarter: Repository) -> None:
    (skipped,) = ask("history")["totals"]["skipped"]
    assert skipped["commit"] == quarter.ids["broken"]
    assert skipped["reason"].startswith("STC007 on line 1: The line contains a git conflict marker")
    shown = " ".join(stc("history").split())
    assert f"Version {quarter.ids['broken'][:9]} of 2024-11-16 (Ann) is skipped" in shown
    assert "compared with the last valid one" in shown


@pytest.mark.parametrize(
    ("asked", "subjects"),
    [
        ("--since 2024-11-20 --to complete", ["side"]),
        ("--to complete", ["side", "complete"]),
        ("--field deadline", ["reasoned", "silent"]),
        ("--field deadline --dept police --until 2024-10-20", ["silent"]),
        ("--dept comms-ocs --field status", ["side", "mended", "regress", "complete"]),
        ("com-04 --since 2024-11-01", ["merge", "main", "reasoned", "reasoned"]),
        ("--since main~1 --field note", ["merge"]),
        ("--until main~1 --field note", ["main"]),
        ("COM-03", []),
    ],
)
def test_what_is_asked_for(ask: Any, asked: str, subjects: list[str]) -> None:
    assert [one["subject"] for one in ask("history", *asked.split())["changes"]] == subjects


def test_typography_is_folded_unless_asked_for(stc: Any) -> None:
    assert "typography" not in stc("history")
    assert "1 of them is not listed: only spaces, quotes or dashes" in stc("history")
    assert "typography" in stc("history", "COM-01")


def test_counts_have_their_denominator(ask: Any) -> None:
    points = ask("history", "--counts")["points"]
    assert [(one["day"], one["complete"], one["counted"], one["steps"]) for one in points] == [
        ("2024-10-01", 1, 4, 5),
        ("2024-10-05", 2, 4, 5),
        ("2024-11-05", 1, 4, 5),
        ("2024-11-17", 1, 4, 5),
        # What was done on the side counts from the merge on.
        ("2024-11-25", 2, 4, 5),
    ]


def test_counts_by_month_and_quarter(ask: Any, stc: Any) -> None:
    points = ask("history", "--counts", "--every", "month")["points"]
    assert [(one["day"], one["complete"]) for one in points] == [
        ("2024-10-31", 2), ("2024-11-30", 2), ("2024-12-31", 2), ("2025-01-31", 2),
        ("2025-02-28", 2), ("2025-03-01", 2),
    ]  # fmt: skip
    points = ask("history", "--counts", "--every", "quarter", "--dept", "police")["points"]
    assert [(one["day"], one["complete"], one["counted"]) for one in points] == [
        ("2024-12-31", 1, 2),
        ("2025-03-01", 1, 2),
    ]
    assert stc("history", "--counts", "--format", "csv").startswith("day,commit,steps,")


def test_stale(ask: Any) -> None:
    answer = ask("stale", "--days", "90")
    found = [(one["id"], one["last_word"], one["days"], one["touched"]) for one in answer["steps"]]
    assert found == [
        ("COM-01", None, None, "2024-11-05"),
        ("COM-04", "2024-11-01", 120, "2024-11-25"),
    ]
    assert (answer["totals"]["open"], answer["totals"]["last_word_none"]) == (2, 1)
    assert [one["id"] for one in ask("stale", "--days", "121")["steps"]] == ["COM-01"]


def test_slips_learn_from_git(ask: Any, stc: Any) -> None:
    answer = ask("slips")
    output = {
        one["id"]: [(m["from"], m["to"], m["days"], m["silent"]) for m in one["moves"]]
        for one in answer["steps"]
    }
    assert output == {
        "COM-02": [("2024-10-31", "2025-02-28", 120, True)],
        "COM-04": [("2025-01-31", "2025-03-31", 59, False)],
        "COM-03": [("2024-06-30", "2024-09-30", 92, False)],
    }
    by_id = {one["id"]: one for one in answer["steps"]}
    assert len(by_id["COM-02"]["disagreements"]) == 1
    assert by_id["COM-03"]["disagreements"] == by_id["COM-04"]["disagreements"] == []
    totals = answer["totals"]
    assert (totals["moves"], totals["silent"], totals["disagreements"]) == (3, 1, 1)
    assert (totals["later"], totals["days_later"], totals["days_earlier"]) == (3, 271, 0)
    shown = " ".join(stc("slips").split())
    assert "2024-10-20: silent, 2024-10-31 to 2025-02-28 (Bob)" in shown
    assert "1 of them silent" in shown


def test_slips_by_department(ask: Any) -> None:
    groups = ask("slips", "--by", "dept")["groups"]
    assert {one["id"]: (one["moves"], one["silent"], one["days_later"]) for one in groups} == {
        "police": (2, 1, 179),
        "comms-ocs": (2, 1, 212),
    }


def test_slips_since(ask: Any) -> None:
    assert [one["id"] for one in ask("slips", "--since", "2024-11-01")["steps"]] == ["COM-04"]
    assert ask("slips", "--since", "2024-11-02")["steps"] == []


def test_slips_from_the_file_alone(ask: Any, stc: Any, tmp_path: Path) -> None:
    assert [one["id"] for one in ask("slips", "--file-only")["steps"]] == ["COM-03", "COM-04"]
    (tmp_path / "plan.yaml").write_text(FIRST, "utf-8")
    shown = stc("slips", "--plan", str(tmp_path / "plan.yaml"))
    assert "is not in a git checkout" in shown
    answer = ask("slips", "--plan", str(tmp_path / "plan.yaml"))
    assert answer["totals"]["git"] is False


def test_the_scorecard_judges_by_the_first_deadline_that_git_knows(
    ask: Any, stc: Any, tmp_path: Path
) -> None:
    made = Repository(tmp_path / "town")
    made.commit("2024-10-01", "publish", FIRST)
    made.commit(
        "2024-10-20", "silent", change(FIRST, "deadline: 2024-12-31", "deadline: 2025-06-30")
    )
    words = ("scorecard", "--plan", str(made.plan))
    output, recorded = ask(*words), ask(*words, "--file-only")
    current, original = output["groups"]
    assert (current["overdue"], original["overdue"]) == (2, 3)
    assert [one["overdue"] for one in recorded["groups"]] == [2, 2]
    assert output["totals"]["other_originals"] == ["COM-01"]
    assert recorded["totals"]["other_originals"] is None
    VALIDATOR.validate(output)
    named = "COM-01 (2024-12-31 in git, 2025-06-30 in the file)"
    assert named in " ".join(stc(*words).split())
    shown = stc(*words, "--file-only")
    assert "COM-01" not in shown
    assert "Only the file was asked, not git." in shown


def test_the_scorecard_of_a_plan_without_git_says_so(stc: Any, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(FIRST, "utf-8")
    shown = " ".join(stc("scorecard", "--plan", str(tmp_path / "plan.yaml")).split())
    assert "is not in a git checkout. Only what the file records is known." in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("history COM-99", 'Unknown step "COM-99"'),
        ("history --field statsu", "Did you mean status?"),
        ("history --to done-ish", 'Unknown status "done-ish"'),
        ("history --dept polise", "Did you mean police?"),
        ("history --since nope", 'unknown revision "nope"'),
        ("history --since=--output=x", "is not a revision"),
        ("history --since 2024-12-01 --until 2024-11-01", "is after --until"),
        ("history --every month", "Add --counts."),
        ("history --counts --to complete", "--counts takes neither"),
        ("slips --since 2024-11-01 --file-only", "--since asks git."),
    ],
)
def test_what_cannot_be_asked(stc: Any, words: str, said: str) -> None:
    assert said in stc(*words.split(), code=2)


def test_a_step_that_left_is_known(tmp_path: Path) -> None:
    made = Repository(tmp_path / "city")
    made.commit("2024-10-01", "publish", FIRST)
    parts = FIRST.partition("          - id: COM-05")
    made.commit("2024-10-02", "drop", parts[0])
    (entry,) = read_log(made.plan).entries
    assert entry.step is not None
    assert (entry.step.id, entry.change[1]) == ("COM-05", "removed")


def test_a_revision_git_never_saw(tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    made = Repository(tmp_path / "city")
    made.commit("2024-10-01", "publish", FIRST)
    text = change(FIRST, "from: 2024-06-30", "from: 2024-07-31")
    made.commit("2024-10-02", "rewrite", text)
    monkeypatch.chdir(made.folder)
    assert main(["slips", "--format", "json", *AS_OF]) == 0
    (step,) = json.loads(capsys.readouterr().out)["steps"]
    assert step["disagreements"] == [
        "the file records a move from 2024-07-31 to 2024-09-30, but git never saw it",
        "git had a revision for a move from 2024-06-30 to 2024-09-30,"
        " but the file no longer has it",
    ]


def test_hostile_words_of_a_commit_are_harmless(
    tmp_path: Path, monkeypatch: Any, capsysbinary: Any
) -> None:
    made = Repository(tmp_path / "city")
    made.commit("2024-10-01", "publish", FIRST)
    made.write(change(FIRST, "status: Planning", "status: Complete"))
    made.git("add", "--all")
    message = tmp_path / "message"
    message.write_bytes(b"[bold]\x1b[31m red\xff\r\n::error::x\n\nbody")
    made.git(
        "-c",
        "i18n.commitEncoding=utf-8",
        "commit",
        "-q",
        "-F",
        str(message),
        author="\u202eEve [/]",
    )
    monkeypatch.chdir(made.folder)
    for name in ("table", "md", "csv", "json", "tsv", "ids"):
        assert main(["history", "--format", name]) == 0
        out = capsysbinary.readouterr().out
        assert b"\x1b" not in out or name in ("csv", "tsv")
        if name == "table":
            assert b"[bold]\\u001b[31m" in out
            assert b"\\u202eEve" in out


def test_a_shallow_clone_says_so(
    quarter: Repository, tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    quarter.git("clone", "-q", "--depth=2", f"file://{quarter.folder}", str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")
    assert main(["history", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["totals"]["shallow"] is True


@pytest.mark.parametrize(
    "asked",
    ["history", "history --counts", "stale --days 90", "slips", "slips --by dept"],
)
def test_the_answer_is_what_the_schema_says(ask: Any, asked: str) -> None:
    answer = ask(*asked.split())
    VALIDATOR.validate(answer)
    (output,) = [one for one in ANSWERS if one.schema == answer["schema"]]
    assert answer["totals"].keys() == output.totals.keys()
    assert answer[output.collection]
    for record in answer[output.collection]:
        assert list(record) == list(output.record)
