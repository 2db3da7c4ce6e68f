"""`stc update`, `confirm`, `verify` and `set-status --update`: entries in the files of voices."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.plans import VOICED, change

DAY = "2026-11-30"


@pytest.fixture
def city(plan: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of updates beside a plan with two departments and a body."""
    monkeypatch.setattr("stc.cli.editing.now", lambda: datetime(2026, 11, 30, 18, tzinfo=UTC))
    monkeypatch.delenv("STC_DEPT", raising=False)
    plan.with_name("timeline.yaml").unlink()
    plan.write_text(VOICED)
    return plan.with_name("updates")


def entries(voice: Path) -> list[str]:
    return [line.strip() for line in voice.read_text().splitlines() if "- {" in line]


def test_an_update_is_put_where_it_belongs(stc: Any, city: Path, plan: Path) -> None:
    said = stc(
        "update", "COM-01", "It is online.", "--by", "911", "--evidence", "The page, printed"
    )
    assert said.code == 0
    assert said.err.startswith(
        "COM-01: An update by 911 on 2026-11-30.\nWritten to data/updates/911.yaml.\nNext: git "
    )
    assert "+    - {on: 2026-11-30, text: It is online., evidence: [" in said.out
    assert stc("update", "COM-01", "Half.", "--by", "MECC", "--on", "Q3 2026").code == 0
    assert entries(city / "911.yaml") == [
        "- {on: 2026-Q3, text: Half.}",
        '- {on: 2026-11-30, text: It is online., evidence: ["The page, printed"]}',
    ]
    again = stc("update", "COM-01", "Half.", "--by", "911", "--on", "2026-Q3")
    assert (again.code, again.out) == (0, "")
    assert "COM-01: An update by 911 in Q3 2026, which is recorded already." in again.err
    assert plan.read_text() == VOICED
    assert "updates/911.yaml" not in stc("validate").out


def test_a_step_is_no_text_of_an_update(stc: Any, city: Path) -> None:
    said = stc("update", "COM-01", "com-02", "--by", "911")
    assert (said.code, city.exists()) == (2, False)
    assert "com-02 is a step: the text is missing." in said.err


def test_an_update_without_another_status_is_not_called_one(stc: Any, city: Path) -> None:
    said = stc("set-status", "COM-01", "planning", "--update", "It is read.", "--by", "911")
    assert said.code == 0
    assert "Planning already" in said.err
    assert "'COM-01: update'" in said.err


@pytest.mark.parametrize(
    ("words", "variable", "voice"),
    [
        (("--by", "comms-ocs"), "auditor", "comms-ocs"),
        ((), "City Auditor", "auditor"),
        ((), " ", None),
        ((), "nobody", None),
        (("--by", "nobody"), "", None),
    ],
)
def test_whose_voice_it_is(
    stc: Any, city: Path, monkeypatch: pytest.MonkeyPatch, words: Any, variable: str, voice: Any
) -> None:
    monkeypatch.setenv("STC_DEPT", variable)
    said = stc("update", "COM-01", "It is online.", *words)
    assert said.code == (0 if voice else 2)
    assert [path.stem for path in city.iterdir()] == [voice] if voice else not city.exists()
    if variable == " ":
        assert "it is not clear which of its departments reports: comms-ocs, 911." in said.err
    if variable == "nobody":
        assert 'STC_DEPT: Unknown department "nobody"' in said.err


def test_the_lead_speaks_or_the_only_department(stc: Any, city: Path, plan: Path) -> None:
    plan.write_text(change(VOICED, "            departments: [comms-ocs, \"911\"]\n",
        "            lead: \"911\"\n            departments: [comms-ocs, \"911\"]\n"))  # fmt: skip
    assert stc("confirm", "COM-01", "COM-02").code == 0
    assert entries(city / "911.yaml") == entries(city / "comms-ocs.yaml") == [f"- {{on: {DAY}}}"]


def test_all_or_none_and_ids_from_a_pipe(
    stc: Any, city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert stc("update", "COM-02", "COM-01", "Read.").code == 2
    assert not city.exists()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"COM-01\nCOM-02\n")))
    said = stc("confirm", "-", "--by", "comms-ocs", "-n")
    assert said.code == 0
    assert "2 steps.\nCOM-01: Communications - OCS confirms Planning on 2026-11-30." in said.err
    assert said.err.endswith("Dry run: nothing was written.\n")
    assert not city.exists()


def test_a_department_confirms_its_open_steps(stc: Any, city: Path) -> None:
    assert stc("confirm").code == stc("confirm", "COM-01", "--dept", "911").code == 2
    assert stc("confirm", "--dept", "Communications - OCS").code == 0
    assert [path.name for path in city.iterdir()] == ["comms-ocs.yaml"]
    assert (city / "comms-ocs.yaml").read_text() == (
        f"schema_version: 1\nby: comms-ocs\n\nsteps:\n  COM-01:\n    - {{on: {DAY}}}\n  COM-02:\n"
    )
    assert "auditor has no open or ongoing steps" in stc("confirm", "--dept", "auditor").err


def test_who_confirms_is_one_of_the_departments(stc: Any, city: Path) -> None:
    said = stc("confirm", "COM-01", "--by", "auditor")
    assert said.code == 2 and "COM-01: City Auditor is not one of its departments" in said.err
    assert not city.exists()
    assert stc("update", "COM-01", "The page is read.", "--by", "auditor").code == 0


def test_who_verifies_is_none_of_the_departments(stc: Any, city: Path, plan: Path) -> None:
    said = stc("verify", "COM-01", "--by", "auditor", "--says", "done", "--text", "No, it is not.")
    assert said.code == 0
    assert (
        "COM-01: City Auditor finds Complete on 2026-11-30.\nCOM-01: its status stays Pl"
        in said.err
    )
    assert entries(city / "auditor.yaml") == [
        f'- {{on: {DAY}, says: Complete, text: "No, it is not."}}'
    ]
    assert plan.read_text() == VOICED
    refused = stc("verify", "COM-01", "--by", "911", "--says", "done")
    assert refused.code == 2
    assert "COM-01: 911 is one of its departments" in refused.err
    assert stc("verify", "COM-01", "--says", "done").code == 2
    assert stc("verify", "COM-01", "--by", "auditor").code == 2
    reported = stc("update", "COM-01", "Half.", "--by", "911", "--says", "in progress")
    assert "COM-01: 911 reports In progress on 2026-11-30." in reported.err


def test_a_status_and_an_update_in_one_run(stc: Any, city: Path, plan: Path) -> None:
    words = ("set-status", "COM-01", "in-progress", "--update", "The first line is written.")
    assert stc(*words).code == 2
    assert plan.read_text() == VOICED
    assert not city.exists()
    said = stc(*words, "--by", "911")
    assert said.code == 0
    assert "data/updates/911.yaml" in said.out
    assert plan.read_text() == VOICED.replace("status: Planning", "status: In progress")
    assert entries(city / "911.yaml") == [f"- {{on: {DAY}, text: The first line is written.}}"]
    assert stc("set-status", "COM-01", "in-progress", "--by", "911").code == 2


def test_a_meeting_is_about_the_whole_plan(stc: Any, city: Path, plan: Path) -> None:
    meeting = ("update", "--meeting", "--by", "auditor", "The board met.")
    assert stc(*meeting, "COM-01").code == stc("update", "--meeting", "We met.").code == 2
    assert stc(*meeting).code == 0
    assert "recorded already" in stc(*meeting).err
    assert (city / "auditor.yaml").read_text() == (
        f"schema_version: 1\nby: auditor\n\nplan:\n  - {{on: {DAY}, text: The board met.}}\n"
    )
    assert stc("validate").code == 0
    assert "meets every" not in stc("departments").out
    plan.write_text(change(VOICED, "    kind: body\n", "    kind: body\n    meets: 3m\n"))
    listed = " ".join(stc("departments", "--as-of", "2026-12-01").out.split())
    assert (
        "City Auditor meets every 3 months; the last one on record was on 2026-11-30, 1 day a"
        in listed
    )
    assert "City Auditor meets every 3 months; no meeting is on record." in " ".join(
        stc("departments", "--as-of", "2026-11-29").out.split()
    )


@pytest.mark.parametrize(
    "words",
    [
        ("", "--by", "911"),
        ("n/a", "--by", "911"),
        ("It is online.", "--by", "911", "--on", "2026-12-01"),
        ("It is online.", "--by", "911", "--on", "2027"),
        ("It is online.", "--by", "911", "--on", "soon"),
        ("It is online.", "--by", "911", "--says", "nearly"),
        ("It is online.", "--by", "911", "--evidence", "-"),
        ("--by", "911"),
    ],
)
def test_what_is_refused_writes_nothing(stc: Any, city: Path, words: tuple[str, ...]) -> None:
    assert stc("update", "COM-01", *words).code == 2
    assert not city.exists()


def test_a_text_that_is_too_long_is_refused(stc: Any, city: Path) -> None:
    assert stc("update", "COM-01", "word " * 5_000, "--by", "911").code == 3
    assert not city.exists()


@pytest.mark.parametrize(
    "text", ["Two\nlines", "a: b # c", "\"q\" 's' {x}, [y]", "* star", "東京", "a\u202eb"]
)
def test_any_text_is_kept_on_one_line(stc: Any, city: Path, text: str) -> None:
    assert stc("update", "COM-01", text, "--by", "911").code == 0
    assert len(entries(city / "911.yaml")) == 1
    assert stc("update", "COM-01", text, "--by", "911").out == ""
