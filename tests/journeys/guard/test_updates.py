"""`stc validate --base` guards what departments reported: entries are added, never changed."""

import os
from pathlib import Path

import pytest

from tests.history.repository import Repository
from tests.in_process import run_here
from tests.plans import SMALL, VOICE, change

FILE = "data/updates/911.yaml"
LOST = "error STC413 What 911 said "
RENAMED = change(
    SMALL.replace('[comms-ocs, "911"]', "[comms-ocs, calls]"),
    '  - id: "911"\n',
    '  - id: calls\n    was: ["911"]\n',
)


@pytest.fixture
def city(tmp_path: Path) -> Repository:
    """A checkout with a plan and the updates of a department, both on main; a branch is begun."""
    story = Repository(tmp_path / "city")
    story.write(VOICE, FILE)
    story.put(SMALL)
    story.git("switch", "--quiet", "--create", "change")
    return story


def validate(story: Repository, *arguments: str) -> tuple[int, str]:
    words = ("validate", "--base", "main", *arguments)
    code, out, err = run_here(words, story.root, {"PATH": os.environ["PATH"]})
    return code, (out + err).decode("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("It is online.", "It was online.", 'on COM-01 of 2024-12-01 is changed or removed: "It'),
        ("2024-12-24", "2024-12-25", "on COM-01 of 2024-12-24 is changed or removed."),
        ("says: In progress, ", "", "on COM-01 of 2024-11-12 is changed or removed: "),
        ("org/page", "org/other", "on COM-01 of 2024-12-01 is changed or removed: "),
        ("    - {on: 2024-12-24}\n", "", "on COM-01 of 2024-12-24 is changed or removed."),
        ("    - {on: 2024-12-24}\n  COM-02:\n", "  COM-02:\n    - {on: 2024-12-24}\n", "on COM-01"),
        ("plan:\n  - {on: 2024-Q3, text: We met twice.}\n\n", "", "on the plan of 2024-Q3 is"),
        ("2024-Q3", "2024-09-30", "on the plan of 2024-Q3 is changed or removed"),
    ],
)  # fmt: skip
def test_a_recorded_entry_stays(city: Repository, old: str, new: str, found: str) -> None:
    city.write(change(VOICE, old, new), FILE)
    code, said = validate(city)
    assert code == 1
    assert said.count("STC413") == 1
    assert LOST + found in said


def test_entries_are_added_and_laid_out_anew(city: Repository) -> None:
    added = change(VOICE, "  COM-02:\n", "  COM-02:\n    - {on: 2024-12-31, says: Ongoing}\n")
    other = "schema_version: 1\nby: comms-ocs\nsteps:\n  COM-01:\n    - {on: 2024-12-24}\n"
    city.write(
        change(
            added, "- {on: 2024-Q3, text: We met twice.}", "- text: We met twice.\n    on: 2024-Q3"
        ),
        FILE,
    )
    city.write(other, "data/updates/comms-ocs.yaml")
    code, said = validate(city)
    assert (code, "STC413" in said) == (0, False)
    assert "data/updates: 6 updates in 2 files." in said


def test_a_voice_that_is_gone_is_lost(city: Repository) -> None:
    (city.root / FILE).unlink()
    code, said = validate(city)
    assert code == 1
    assert said.count(f"{FILE}: {LOST}") == 4
    assert validate(city, "--staged")[0] == 0
    city.git("add", "--all")
    assert validate(city, "--staged")[0] == 1


def test_a_renamed_department_takes_its_updates_with_it(city: Repository) -> None:
    city.git("mv", FILE, "data/updates/calls.yaml")
    city.write(change(VOICE, '"911"', "calls"), "data/updates/calls.yaml")
    city.write(RENAMED)
    assert "STC413" not in validate(city)[1]
    city.write(RENAMED.replace('    was: ["911"]\n', ""))
    assert validate(city)[1].count("STC413") == 4


def test_the_updates_of_departments_that_are_merged_stand_together(city: Repository) -> None:
    story = city
    story.write(
        "schema_version: 1\nby: comms-ocs\nsteps:\n  COM-01:\n    - {on: 2024-12-24}\n",
        "data/updates/comms-ocs.yaml",
    )
    story.commit()
    story.git("branch", "--force", "main")
    story.git("rm", "--quiet", FILE)
    story.write(SMALL.replace('[comms-ocs, "911"]', "[comms-ocs]").replace(
        '  - id: "911"\n    name: "911"\n    aliases: [MECC]\n  - id: comms-ocs\n',
        '  - id: comms-ocs\n    was: ["911"]\n'))  # fmt: skip
    story.write(change(VOICE, '"911"', "comms-ocs"), "data/updates/comms-ocs.yaml")
    assert validate(story)[1].count("STC413") == 1, "two departments confirmed on one day"
    story.write(change(change(VOICE, '"911"', "comms-ocs"), "    - {on: 2024-12-24}\n",
                       "    - {on: 2024-12-24}\n" * 2), "data/updates/comms-ocs.yaml")  # fmt: skip
    assert "STC413" not in validate(story)[1]


def test_the_folder_of_the_plan_may_be_renamed(city: Repository) -> None:
    city.git("mv", "data", "plans")
    city.commit()
    assert "STC413" not in validate(city, "--plan", "plans/plan.yaml")[1]
    city.git("mv", "plans/updates", "updates")
    code, said = validate(city, "--plan", "plans/plan.yaml")
    assert code == 1
    assert f"plans/updates/911.yaml: {LOST}" in said


def test_every_commit_in_which_a_change_began_is_asked(city: Repository) -> None:
    city.write(change(VOICE, "  COM-02:\n", "  COM-02:\n    - {on: 2024-12-30}\n"), FILE)
    first = city.commit()
    city.git("switch", "--quiet", "main")
    city.write(
        "schema_version: 1\nby: comms-ocs\nplan:\n  - {on: 2024-12-31}\n",
        "data/updates/comms-ocs.yaml",
    )
    second = city.commit()
    for branch, other in (("main", first), ("change", second)):
        city.git("switch", "--quiet", branch)
        city.git("merge", "--quiet", "--no-edit", other)
    assert validate(city)[0] == 0
    city.write(VOICE, FILE)
    (city.root / "data/updates/comms-ocs.yaml").unlink()
    said = validate(city)[1]
    assert f"{LOST}on COM-02 of 2024-12-30" in said
    assert "What comms-ocs said on the plan of 2024-12-31" in said


def test_what_cannot_be_read_where_the_change_began_is_not_passed_over(city: Repository) -> None:
    city.write("steps: [", FILE)
    city.commit()
    city.git("branch", "--force", "main")
    city.write(VOICE, FILE)
    code, said = validate(city)
    assert code == 3
    assert "The updates at " in said


def test_a_new_update_says_something(city: Repository) -> None:
    city.write(change(VOICE, "  COM-02:\n", "  COM-02:\n    - {on: 2024-12-30, text: n/a}\n"), FILE)
    code, said = validate(city)
    assert code == 1
    assert f'{FILE}:13:30: error STC424 COM-02: "n/a" says nothing.' in said
