"""`stc validate FILE...`: all files that are named are judged, and the worst decides."""

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.output.ci.runner import read_log
from tests.plans import SMALL, TIMELINE, change

BROKEN = change(SMALL, "status: Planning", "status: Plan")
WARNED = SMALL.replace("status: Planning", "status: In progress").replace("[comms-ocs]", "[911]")


@pytest.fixture
def plans(folder: Path) -> Path:
    """A folder of plans: one that is sound, one with warnings, one with an error."""
    (folder / "plans").mkdir()
    for name, text in (("sound", SMALL), ("warned", WARNED), ("broken", BROKEN)):
        (folder / "plans" / f"{name}.yaml").write_text(text, "utf-8")
    return folder / "plans"


def find_codes(text: str) -> set[tuple[str, str]]:
    return set(re.findall(r"(?m)^(\S+?):\d+:\d+: \w+ (STC\d+)", text))


@pytest.mark.parametrize("spelling", ["{} {}", "--plan {} --plan {}", "{} --plan {}"])
@pytest.mark.parametrize("order", [("sound", "broken"), ("broken", "sound")])
def test_every_file_is_judged_and_the_worst_decides(
    stc: Any, plans: Path, spelling: str, order: tuple[str, str]
) -> None:
    asked = spelling.format(*(f"plans/{name}.yaml" for name in order))
    answer = stc("validate", *asked.split())
    assert (answer.code, answer.err) == (1, "")
    assert ("plans/broken.yaml", "STC105") in find_codes(answer.out)
    assert "plans/sound.yaml: 2 steps, 1 goal, 1 section, 2 departments.\n" in answer.out
    assert "plans/broken.yaml: refused.\n" in answer.out
    assert answer.out.splitlines()[-1].startswith("1 error, ")


def test_the_counts_are_of_all_files(stc: Any, plans: Path) -> None:
    def count(*names: str) -> list[int]:
        last = stc("validate", *(f"plans/{name}.yaml" for name in names)).out.splitlines()[-1]
        return [int(number) for number in re.findall(r"\d+", last)]

    single = [count(name) for name in ("sound", "warned", "broken")]
    assert count("sound", "warned", "broken") == [
        sum(column) for column in zip(*single, strict=True)
    ]
    assert single[1][1] > 0


def test_a_file_named_twice_is_judged_once(stc: Any, plans: Path) -> None:
    once = stc("validate", "plans/warned.yaml")
    assert stc("validate", "plans/warned.yaml", "./plans/../plans/warned.yaml") == once
    assert stc("validate", "plans/warned.yaml", "--plan", str(plans / "warned.yaml")) == once


def test_what_cannot_be_judged_is_exit_3_and_the_others_are_judged(stc: Any, plans: Path) -> None:
    answer = stc("validate", "plans/nope.yaml", "plans/broken.yaml", "plans")
    assert answer.code == 3
    assert ("plans/broken.yaml", "STC105") in find_codes(answer.out)
    assert '"plans/nope.yaml" was not checked.\n"plans" was not checked.\n' in answer.out
    missing, folder = answer.err.splitlines()
    assert missing.startswith('Error: FILE names "plans/nope.yaml", but there is no such file.')
    assert folder == f'Error: Cannot read "{plans}": it is a folder.'
    shown = json.loads(stc("validate", "plans/nope.yaml", "plans/sound.yaml", "-f", "json").out)
    assert '"plans/nope.yaml" was not checked.' in shown["lines"]


def test_strict_and_choices_are_of_all_files(stc: Any, plans: Path) -> None:
    both = ("plans/sound.yaml", "plans/warned.yaml")
    assert stc("validate", *both).code == 0
    assert stc("validate", *both, "--strict").code == 1
    assert stc("validate", *both, "--strict", "--ignore", "STC").code == 0


def test_a_timeline_is_judged_with_the_plan_beside_it(stc: Any, folder: Path) -> None:
    timeline = folder / "data" / "timeline.yaml"
    assert stc("validate", "data/timeline.yaml") == stc("validate", "data/plan.yaml")
    assert stc("validate", "data/timeline.yaml", "data/plan.yaml") == stc("validate")
    timeline.write_text(change(TIMELINE, "steps: [COM-01]", "steps: [COM-99]"), "utf-8")
    answer = stc("validate", "data/timeline.yaml")
    assert answer.code == 1
    assert "data/timeline.yaml" in {path for path, _ in find_codes(answer.out)}
    assert "COM-99" in answer.out


def test_beside_a_timeline_every_plan_is_judged(stc: Any, plans: Path) -> None:
    (plans / "timeline.yaml").write_text(TIMELINE, "utf-8")
    (plans / "settings.yaml").write_text("colour: blue\n", "utf-8")
    answer = stc("validate", "plans/timeline.yaml")
    assert answer.code == 1
    for name in ("sound", "warned", "broken"):
        assert f"plans/{name}.yaml: " in answer.out
    assert "settings" not in answer.out


def test_a_timeline_without_a_plan_cannot_be_judged(stc: Any, folder: Path) -> None:
    (folder / "timeline.yaml").write_text(TIMELINE, "utf-8")
    answer = stc("validate", "timeline.yaml")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.startswith(
        "Error: There is no plan beside timeline.yaml, so its steps cannot"
    )
    assert stc("validate", "nowhere/timeline.yaml").code == 3


def test_a_timeline_that_cannot_be_read_is_not_passed_over(stc: Any, folder: Path) -> None:
    timeline = folder / "data" / "timeline.yaml"
    timeline.unlink()
    timeline.symlink_to("nowhere.yaml")
    answer = stc("validate")
    assert (answer.code, answer.out) == (3, "")
    assert "timeline.yaml" in answer.err


def test_a_plan_in_a_folder_is_judged_and_not_the_one_of_the_root(stc: Any, folder: Path) -> None:
    (folder / "cities" / "a" / "data").mkdir(parents=True)
    (folder / "cities" / "a" / "data" / "plan.yaml").write_text(BROKEN, "utf-8")
    answer = stc("validate", "cities/a/data/plan.yaml")
    assert answer.code == 1
    assert find_codes(answer.out) >= {("cities/a/data/plan.yaml", "STC105")}
    assert "138 steps" not in answer.out


def list_files(name: str, text: str) -> set[str]:
    """Return the files that a report names, as its readers read it."""
    if name == "github":
        return {one.properties["file"] for one in read_log(text) if "file" in one.properties}
    if name == "gitlab":
        return {one["location"]["path"] for one in json.loads(text)}
    if name == "sarif":
        (run,) = json.loads(text)["runs"]
        places = [place for one in run["results"] for place in one["locations"]]
        artifacts = [place["physicalLocation"]["artifactLocation"] for place in places]
        assert {one["uriBaseId"] for one in artifacts} == {"%SRCROOT%"}
        return {one["uri"] for one in artifacts}
    return {case.get("classname", "") for case in ElementTree.fromstring(text).iter("testcase")}


@pytest.mark.parametrize("name", ["github", "gitlab", "sarif", "junit"])
@pytest.mark.parametrize(
    ("here", "asked"),
    [
        (".", "data/plan.yaml"),
        ("data", "plan.yaml"),
        ("data", ""),
        ("data/deeper/still", "../../plan.yaml"),
        ("..", "city/data/plan.yaml"),
        ("link", "plan.yaml"),
    ],
)
def test_ci_knows_a_file_by_its_path_from_the_root(
    stc: Any, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, here: str, asked: str
) -> None:
    (folder / "data" / "deeper" / "still").mkdir(parents=True)
    (folder / "link").symlink_to("data")
    for path in ("plan", "timeline"):
        text = (folder / "data" / f"{path}.yaml").read_text("utf-8")
        text = text.replace("status: Planning", "status: Plan", 1)
        (folder / "data" / f"{path}.yaml").write_text(f"{text}unknown: x\n", "utf-8")
    monkeypatch.chdir(folder / here)
    answer = stc("validate", *asked.split(), "--format", name)
    assert answer.code == 1
    assert list_files(name, answer.out) == {"data/plan.yaml", "data/timeline.yaml"}


def test_the_summary_of_a_job_names_files_from_the_root(
    stc: Any, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder / "data")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    assert stc("validate").code == 0
    assert "| data/plan.yaml:" in (tmp_path / "summary.md").read_text("utf-8")


def test_outside_of_a_checkout_files_are_named_from_here(
    stc: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "alone").mkdir()
    (tmp_path / "alone" / "plan.yaml").write_text(BROKEN, "utf-8")
    monkeypatch.chdir(tmp_path)
    shown = stc("validate", "alone/plan.yaml", "--format", "gitlab").out
    assert list_files("gitlab", shown) == {"alone/plan.yaml"}


def test_people_are_told_the_path_from_here(
    stc: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder / "data")
    assert stc("validate").out.startswith("plan.yaml:386:13: ")
