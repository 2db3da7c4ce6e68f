"""What was reported and what was verified stand side by side, and are counted apart."""

import json
from datetime import date
from pathlib import Path

from stc.views.updates import describe_voices
from tests.journeys.updates.conftest import Ask, ask_in
from tests.plans import VOICED, VOICES, change, load_voiced


def test_a_step_shows_both_voices_and_its_updates_newest_first(ask: Ask) -> None:
    shown = ask("show", "COM-01")
    for line in (
        "Status       Planning",
        "Reported     911 on 2024-12-10: In progress",
        "Verified     City Auditor on 2025-01-15: Not started",
        "Last word    2025-01-20 by 911",
    ):
        assert line in shown.splitlines()
    updates = shown.partition("Updates")[2].partition("In the file")[0]
    assert [line.strip() for line in updates.strip().splitlines()] == [
        "2025-01-20, 911, confirmed",
        "2025-01-15, City Auditor, verified: Not started. No page was seen.",
        "2024-12-10, 911, reported: In progress. The first lines are written.",
        "https://example.org/page",
        "2024-11-05, Communications - OCS, noted: Two people work on it.",
    ]


def test_a_verified_step_names_who_verified_it(ask: Ask) -> None:
    assert "Verified     verified by City Auditor in December 2024" in ask("show", "COM-02")


def test_before_the_verification_the_step_is_complete_as_reported(ask: Ask) -> None:
    shown = ask("show", "COM-02", "--as-of", "2024-11-30")
    assert "Verified     complete as reported; not verified" in shown
    assert "1 of 1 complete step is verified" in ask("scorecard")
    lines = ask("scorecard", "--as-of", "2024-11-30").splitlines()
    assert "0 of 1 complete step is verified by another voice." in lines
    assert "Complete as reported; not verified: COM-02." in lines


def test_programs_get_them_counted_and_whole(ask: Ask) -> None:
    summary = json.loads(ask("summary", "-f", "json"))["totals"]
    assert (summary["complete_verified"], summary["complete_not_verified"]) == (1, 0)
    assert (summary["last_word_steps"], summary["last_word_90_days"]) == (1, 1)
    (step,) = json.loads(ask("show", "COM-01", "-f", "json"))["steps"]
    assert (step["status"], step["reported_status"], step["verified_status"]) == (
        "Planning",
        "In progress",
        "Not started",
    )
    assert [(update["on"], update["by"], update["kind"]) for update in step["updates"]] == [
        ("2025-01-20", "911", "confirmed"),
        ("2025-01-15", "auditor", "verified"),
        ("2024-12-10", "911", "reported"),
        ("2024-11-05", "comms-ocs", "noted"),
    ]


def test_a_past_day_knows_nothing_of_later_updates(ask: Ask) -> None:
    (step,) = json.loads(ask("show", "COM-01", "-f", "json", "--as-of", "2024-12-09"))["steps"]
    assert [update["by"] for update in step["updates"]] == ["comms-ocs"]
    assert (step["last_word"], step["verified_status"]) == ("2024-11-05", None)


def test_a_search_finds_the_words_of_an_update(ask: Ask) -> None:
    assert ask("list", "--search", "two people", "-f", "ids") == "COM-01\n"
    assert ask("list", "--search", "report of the audit", "-f", "ids") == "COM-02\n"


def test_the_report_lists_what_was_reported_in_its_period(ask: Ask) -> None:
    shown = " ".join(ask("report", "--since", "2025-01-01").split())
    said = "3 updates from 2025-01-01 through 2025-01-24, on 1 of 2 steps: 1 verified, 1 noted,"
    assert f"{said} 1 confirmed." in shown
    assert "Not started. No page was seen." in shown
    assert "It was read aloud." not in shown
    totals = json.loads(ask("report", "--since", "2025-01-01", "-f", "json"))["totals"]
    assert [update["by"] for update in totals["updates"]] == ["911", "auditor", "auditor"]
    assert totals["complete_verified"] == 1


def test_a_step_is_stale_by_its_last_word(ask: Ask) -> None:
    assert ask("stale", "--days", "5", "-f", "ids") == ""
    (step,) = json.loads(ask("stale", "--days", "4", "-f", "json"))["steps"]
    assert (step["last_word"], step["last_word_by"], step["days"]) == ("2025-01-20", "911", 4)
    assert step["touched"] == "2024-11-01"


def test_outside_of_git_a_step_is_stale_by_its_last_word_too(tmp_path: Path) -> None:
    (tmp_path / "data" / "updates").mkdir(parents=True)
    (tmp_path / "data" / "plan.yaml").write_text(VOICED, "utf-8")
    for name, voice in VOICES.items():
        (tmp_path / "data" / "updates" / f"{name}.yaml").write_text(voice, "utf-8")
    ask = ask_in(tmp_path)
    shown = ask("stale", "--days", "4")
    assert "There was no word on 1 of 1 open or ongoing step for 4 days or more" in shown
    assert "git has no version of this plan" in shown
    (step,) = json.loads(ask("stale", "--days", "4", "-f", "json"))["steps"]
    assert (step["last_word_by"], step["touched"], step["commit"]) == ("911", None, None)


def test_each_of_several_owners_has_its_own_report() -> None:
    own = change(VOICES["comms-ocs"], "text: Two people", "says: Complete, text: Two people")
    plan = load_voiced(voices={**VOICES, "comms-ocs": own})
    voices = dict(describe_voices(plan.steps[0], date(2025, 1, 24)))
    assert voices["Reported"] == (
        "911 on 2024-12-10: In progress",
        "Communications - OCS on 2024-11-05: Complete",
    )
