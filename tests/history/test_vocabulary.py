"""History over a change of vocabulary: each version in its own words, and no noise."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from stc.cli.main import main
from tests.history.log.repository import Repository
from tests.plans import OWN_WORDS, change

Ask = Callable[..., str]
FIRST = change(
    OWN_WORDS,
    "name: On track, kind: open, was: [Under way], aliases: [wip]",
    "name: Under way, kind: open",
).replace("status: On track", "status: Under way")
RENAMED = change(
    OWN_WORDS, "{name: On hold, kind: open, rank: none}", "{name: On hold, kind: open}"
)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    repository = Repository(tmp_path / "made")
    monkeypatch.chdir(repository.folder)
    monkeypatch.setenv("STC_AS_OF", "2026-11-30")
    repository.commit("2026-02-10", "publish", FIRST)
    return repository


@pytest.fixture
def ask(made: Repository, capsysbinary: pytest.CaptureFixture[bytes]) -> Ask:
    def ask_program(*words: str, code: int = 0) -> str:
        got = main([*words])
        out, err = capsysbinary.readouterr()
        assert got == code, (words, out.decode(), err.decode())
        return out.decode()

    return ask_program


def test_a_renamed_status_is_renamed_and_no_step_changed(made: Repository, ask: Ask) -> None:
    made.write(OWN_WORDS)
    assert "0 errors" in ask("validate", "--base", "HEAD")
    (record, *others) = json.loads(ask("diff", "-f", "json"))["changes"]
    assert (record["about"], record["field"]) == ("status On track", "name")
    assert (record["before"], record["after"]) == ("Under way", "On track")
    assert {one["about"] for one in others} <= {"status On track", "plan"}
    made.commit("2026-02-15", "rename", OWN_WORDS)
    later = change(OWN_WORDS, "status: Not begun", "status: On track")
    made.commit("2026-03-01", "begin", later)
    changes = json.loads(ask("history", "-f", "json"))["changes"]
    steps = [(one["id"], one["before"], one["after"]) for one in changes if one["kind"] == "step"]
    assert steps == [("SAF-01", "Not begun", "On track")]
    assert "On track" in ask("report", "--since", "2026-02-12")
    points = json.loads(ask("history", "--counts", "-f", "json"))["points"]
    assert [point["on_track"] for point in points] == [1, 2]


def test_was_that_is_added_later_quiets_the_history_before(made: Repository, ask: Ask) -> None:
    noisy = change(OWN_WORDS, "was: [Under way], ", "")
    made.commit("2026-02-15", "rename without was", noisy)
    assert "SAF-02" in ask("history", "--field", "status")
    made.commit("2026-03-01", "say what it was", OWN_WORDS)
    assert "SAF-02" not in ask("history", "--field", "status")
    begun = change(OWN_WORDS, "status: Not begun", "status: On track")
    made.commit("2026-04-01", "begin", begun)
    assert "SAF-01" in ask("history", "--to", "on-track")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            change(OWN_WORDS, "was: [Under way], ", ""),
            '"Under way" is gone and 1 step has it. (Name it in was: of the status that takes its'
            " place, or put it back.)",
        ),
        (
            FIRST.replace("name: Continuous, kind: continuing", "name: Continuous, kind: open"),
            '"Continuous" was continuing and is open now; 1 step has it. (Give the new meaning a'
            " new name, and set the steps to it.)",
        ),
    ],
)
def test_a_status_that_steps_have_keeps_its_kind(
    made: Repository, ask: Ask, text: str, said: str
) -> None:
    made.write(text)
    out = ask("validate", "--base", "HEAD", code=1)
    assert f"error STC412 {said}" in out, out
    assert out.count("STC4") == 1, out


def test_more_statuses_and_another_order_pass_and_are_told(made: Repository, ask: Ask) -> None:
    a = "    - {name: On hold, kind: open, rank: none}\n"
    b = "    - {name: Continuous, kind: continuing}\n"
    text = change(FIRST, a + b, f"    - {{name: Waiting, kind: open}}\n{b}{a}")
    made.write(text)
    assert "0 errors" in ask("validate", "--base", "HEAD")
    shown = ask("diff")
    assert "Order of statuses" in shown
    assert "status Waiting" in shown
