"""An update that is added is a change like any other: in `history`, in `diff`, on the page."""

import json
import re
from pathlib import Path

from tests.history.repository import Repository
from tests.journeys.updates.conftest import Ask, ask_in, make_city
from tests.plans import VOICED, VOICES, change


def test_the_history_names_each_update_with_the_commit_that_added_it(ask: Ask) -> None:
    changes = json.loads(ask("history", "COM-01", "-f", "json"))["changes"]
    found = [(one["day"], one["kind"], one["after"]["by"], one["after"]["kind"]) for one in changes]
    assert found == [
        ("2025-01-20", "update", "911", "reported"),
        ("2025-01-20", "update", "911", "confirmed"),
        ("2025-01-16", "update", "auditor", "verified"),
        ("2024-12-01", "update", "comms-ocs", "noted"),
    ]
    assert changes[0]["subject"] == "Report of 911"


def test_they_can_be_selected_by_field_department_and_day(ask: Ask) -> None:
    assert ask("history", "--field", "status", "-f", "ids") == ""
    assert ask("history", "--field", "updates", "-f", "ids").split() == ["COM-01", "COM-02"]
    assert ask("history", "--dept", "911", "--since", "2025-01-18", "-f", "ids") == "COM-01\n"
    assert "no change" in ask("history", "--to", "complete").lower()


def test_a_difference_counts_what_was_added(ask: Ask) -> None:
    shown = ask("diff", "HEAD~2..HEAD~1")
    assert "3 updates added." in shown
    assert "Verified\n" in shown
    verified = "City Auditor on Jan 15, 2025: Not started, but the plan says Planning."
    assert verified in ask("diff", "HEAD~2..HEAD~1", "-f", "md")
    totals = json.loads(ask("diff", "HEAD~2..HEAD~1", "-f", "json"))["totals"]
    assert (totals["updates"], totals["statuses"]) == (3, 0)
    assert "updates" not in json.loads(ask("diff", "HEAD", "-f", "json"))["totals"]


def test_what_is_taken_away_is_named(tmp_path: Path) -> None:
    city = make_city(tmp_path / "city")
    gone = "\n    - {on: 2025-01-15, says: Not started, text: No page was seen.}"
    city.write(change(VOICES["auditor"], gone, ""), "data/updates/auditor.yaml")
    ask = ask_in(city.root)
    assert "1 update taken away." in ask("diff")
    city.commit("Forget", "2025-01-21T12:00:00+00:00")
    (newest, *_) = json.loads(ask("history", "-f", "json"))["changes"]
    assert (newest["after"], newest["before"]["text"]) == (None, "No page was seen.")
    said = "City Auditor verified Not started on 2025-01-15; that update was taken away"
    assert said in ask("history", "-f", "md")


def test_a_department_with_another_id_keeps_what_it_said(tmp_path: Path) -> None:
    city = make_city(tmp_path / "city")
    plan = change(VOICED, "  - id: auditor\n", "  - id: audit\n    was: [auditor]\n")
    city.write(plan)
    city.git("mv", "data/updates/auditor.yaml", "data/updates/audit.yaml")
    city.write(change(VOICES["auditor"], "by: auditor", "by: audit"), "data/updates/audit.yaml")
    ask = ask_in(city.root)
    assert not re.search("pdate|Verified|Reported|Confirmed|Note", ask("diff"))
    assert "0 errors" in ask("validate", "--base", "HEAD")
    before = json.loads(ask("history", "--field", "updates", "-f", "json"))["changes"]
    city.commit("Rename", "2025-01-21T12:00:00+00:00")
    after = json.loads(ask("history", "--field", "updates", "-f", "json"))["changes"]
    assert [one["subject"] for one in after] == [one["subject"] for one in before]


def test_departments_that_become_one_keep_what_both_said(tmp_path: Path) -> None:
    """Nobody has to touch the files: that of a former id is read as the department's."""
    city = make_city(tmp_path / "city")
    start = VOICED.index("  - id: comms-ocs\n")
    merged = VOICED[:start] + VOICED[VOICED.index("  - id:", start + 1) :]
    merged = merged.replace("comms-ocs", "auditor")
    city.write(change(merged, "  - id: auditor\n", "  - id: auditor\n    was: [comms-ocs]\n"))
    ask = ask_in(city.root)
    checked = ask("validate", "--base", "HEAD")
    assert "0 errors" in checked
    assert not {"STC304", "STC410", "STC413"} & set(checked.split())
    assert not re.search("pdate|Verified|Reported|Confirmed|Note", ask("diff"))
    (step,) = json.loads(ask("show", "COM-01", "-f", "json"))["steps"]
    assert [update["by"] for update in step["updates"]].count("auditor") == 2


def test_a_merge_adds_nothing_that_a_branch_added(tmp_path: Path) -> None:
    city = make_city(tmp_path / "city")
    city.git("checkout", "-q", "-b", "one", "HEAD~1")
    city.write(change(VOICES["auditor"], "The board met.", "The board met twice."),
               "data/updates/auditor.yaml")  # fmt: skip
    city.commit("Correct", "2025-01-21T12:00:00+00:00")
    city.git("checkout", "-q", "main")
    city.git("merge", "-q", "-m", "Merge", "one")
    changes = json.loads(ask_in(city.root)("history", "-f", "json"))["changes"]
    assert "Merge" not in [one["subject"] for one in changes]
    subjects = [one["subject"] for one in changes if one["after"]]
    assert subjects.count("Report of 911") == 2


def test_a_file_that_cannot_be_read_takes_nothing_away(tmp_path: Path) -> None:
    city = make_city(tmp_path / "city")
    city.write("nothing: [", "data/updates/911.yaml")
    city.commit("Break", "2025-01-21T12:00:00+00:00")
    city.write(VOICES["911"], "data/updates/911.yaml")
    city.commit("Mend", "2025-01-22T12:00:00+00:00")
    changes = json.loads(ask_in(city.root)("history", "-f", "json"))["changes"]
    assert {"Break", "Mend"}.isdisjoint(one["subject"] for one in changes)


def test_a_shallow_clone_does_not_invent_when_they_were_added(
    city: Repository, tmp_path: Path
) -> None:
    city.git("clone", "-q", "--depth=1", f"file://{city.root}", str(tmp_path / "clone"))
    assert json.loads(ask_in(tmp_path / "clone")("history", "-f", "json"))["changes"] == []


def test_what_was_said_of_a_step_that_left_does_not_hide_the_past(tmp_path: Path) -> None:
    city = make_city(tmp_path / "city")
    without = re.sub(r"(?s) {10}- id: COM-01\n.*?(?= {10}- id: )", "", VOICED)
    assert without != VOICED
    city.put(without, "Take COM-01 out", "2025-01-22T12:00:00+00:00")
    ask = ask_in(city.root)
    ids = ask("list", "--at", "HEAD", "-f", "ids").split()
    assert "COM-01" not in ids
    assert "COM-02" in ids
    assert ask("list", "--at", "HEAD~1", "-f", "ids").split()[0] == "COM-01"
