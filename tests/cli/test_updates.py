"""The updates of the departments: where they are read, and what is wrong with them."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from stc.yaml.document import LARGEST_FILE

VOICE = 'schema_version: 1\nby: "911"\nsteps:\n  RSP-07:\n    - {on: 2024-12-01, text: Done.}\n'


@pytest.fixture
def voice(plan: Path) -> Path:
    path = plan.with_name("updates") / "911.yaml"
    path.parent.mkdir()
    path.write_text(VOICE)
    return path


def test_a_plan_has_the_updates_beside_it(stc: Any, voice: Path) -> None:
    voice.with_name("README.md").write_text("# Updates\n")
    voice.with_name(".hidden.yaml").write_text("[")
    assert stc("list").code == 0
    voice.write_text(VOICE.replace("{on: 2024-12-01, text: Done.}", "{on: 2024-12-41, what: x}"))
    refused = stc("list")
    assert refused.code == 3
    assert "data/updates/911.yaml:5:12: error STC106" in refused.err
    assert "data/updates/911.yaml:5:24: error STC102" in refused.err
    assert "data/updates has 2 errors, so stc does not use it." in refused.err


@pytest.mark.parametrize("odd", ["folder", "file", "link", "linked folder", "large"])
def test_what_cannot_be_read_is_named(stc: Any, voice: Path, odd: str) -> None:
    voice.unlink()
    if odd == "folder":
        voice.mkdir()
    elif odd == "link":
        voice.with_name("real").write_text(VOICE)
        voice.symlink_to("real")
    elif odd == "large":
        with voice.open("wb") as file:
            file.truncate(LARGEST_FILE + 1)
    elif odd == "linked folder":
        voice.parent.rename(voice.parent.with_name("real"))
        voice.parent.symlink_to("real")
    else:
        voice.parent.rmdir()
        voice.parent.write_text("")
    for words in (("list",), ("validate",), ("confirm", "RSP-07", "--by", "911")):
        refused = stc(*words)
        assert refused.code == 3
        assert "data/updates" in refused.err


def test_an_older_plan_has_the_updates_of_its_commit(stc: Any, plan: Path, voice: Path) -> None:
    root = plan.parents[1]
    (root / ".git").rmdir()

    def git(*arguments: str) -> None:
        named = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(
            ["git", *named, *arguments], cwd=root, check=True, capture_output=True, timeout=60
        )

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "One")
    voice.write_text("[")
    assert stc("list", "-f", "ids").code == 3
    assert stc("list", "-f", "ids", "--at", "HEAD").code == 0
    git("commit", "-qam", "Two")
    refused = stc("list", "--at", "HEAD")
    assert refused.code == 3
    assert "data/updates/911.yaml at " in refused.err
    voice.unlink()
    voice.symlink_to("../plan.yaml")
    git("add", ".")
    git("commit", "-qm", "Three")
    refused = stc("list", "--at", "HEAD")
    assert refused.code == 3
    assert '"data/updates/911.yaml" is a link at ' in refused.err


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("RSP-07", "RSP-77", "4:3: error STC304 There is no step RSP-77 in the plan."),
        ("RSP-07", "rsp-07", "4:3: error STC304 There is no step rsp-07 in the plan."),
        ("text: Done.", "says: Dun", '5:30: error STC304 The status "Dun" is unknown.'),
        ('"911"', "parks", '2:5: error STC304 There is no department "parks" in the plan.'),
        ('"911"', "hr", '2:5: error STC304 The file is named "911.yaml", but its'),
        ("2024-12-01", "2098-12-01", "5:12: error STC305 The update is of 2098-12-01, which"),
        ("2024-12-01", "2098-Q1", "5:12: error STC305 The update is of 2098-Q1, which is in"),
        (".}\n", ".}\n    - {on: 2024-11}\n", "6:12: error STC306 The update of 2024-11 is below"),
        ("text:", "text: [x], txt:", "5:30: error STC103 Text is expected here, not a list."),
        ("  RSP-07:", "  RSP-07:\n  RSP-07:", "5:3: error STC009"),
        ("{on", "{<<: {on: 2024-12-01}, on", "5:8: error STC011"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_updates(stc: Any, voice: Path, old: str, new: str, found: str) -> None:
    voice.write_text(VOICE.replace(old, new, 1))
    answer = stc("validate", "data/updates/911.yaml")
    assert answer.code == 1
    assert f"data/updates/911.yaml:{found}" in answer.out


def test_every_format_names_the_file_of_a_finding(stc: Any, voice: Path) -> None:
    assert "data/updates: 1 update in 1 file." in stc("validate").out
    voice.write_text(VOICE.replace("RSP-07", "RSP-77"))
    for name, place in (
        ("github", "file=data/updates/911.yaml,"),
        ("sarif", '"uri": "data/updates/911.yaml"'),
        ("gitlab", '"path": "data/updates/911.yaml"'),
        ("junit", "data/updates/911.yaml"),
        ("json", '"file": "data/updates/911.yaml"'),
    ):
        assert place in stc("validate", "-f", name).out, name
    assert stc("list").code == 3


@pytest.mark.parametrize("name", ["911.yml", "911.YAML", "parks.yaml", "911 .yaml"])
def test_a_file_is_named_like_its_voice(stc: Any, voice: Path, name: str) -> None:
    voice.rename(voice.with_name(name))
    answer = stc("validate")
    assert answer.code == 1
    assert f'The file is named "{name}", but its updates are those of 911.' in answer.out
    assert "Rename it to 911.yaml, or correct by." in answer.out


def test_a_file_of_a_former_id_is_that_of_the_department(stc: Any, plan: Path, voice: Path) -> None:
    plan.write_text(plan.read_text().replace('"911"', "calls").replace(
        "  - id: calls\n    name: calls\n", "  - id: calls\n    name: \"911\"\n"
    ))  # fmt: skip
    text = plan.read_text().replace("  - id: calls\n", '  - id: calls\n    was: ["911"]\n', 1)
    plan.write_text(text)
    assert "STC304" not in stc("validate").out
    assert "data/updates: 1 update in 1 file." in stc("validate").out
    (step,) = json.loads(stc("show", "RSP-07", "-f", "json").out)["steps"]
    assert [update["by"] for update in step["updates"]] == ["calls"]
    assert stc("update", "RSP-07", "It is done.", "--by", "calls", "--on", "2024-11-30").code == 0
    assert "It is done." in voice.with_name("calls.yaml").read_text()
    (step,) = json.loads(stc("show", "RSP-07", "-f", "json").out)["steps"]
    assert [update["by"] for update in step["updates"]] == ["calls", "calls"]
    assert stc("fmt").code == 0
    assert "RSP-04" not in voice.read_text(), "new entries go to the file of the present id"


NEW = 'schema_version: 1\nby: "911"\n\nsteps:\n  RSP-04:\n  RSP-05:\n  RSP-07:\n    - {on: '


@pytest.mark.parametrize("words", [(), ("data/updates/911.yaml",)])
@pytest.mark.parametrize(
    "text",
    [
        VOICE,
        VOICE.replace("steps:\n", "steps:\n  RSP-04:\n"),
        VOICE.replace("{on", "\n        on").replace(", text", "\n        text").replace("}", ""),
        "steps: {RSP-07: [{text: Done., on: 2024-12-01}]}\nby: '911'\nschema_version: 1\n",
    ],
)
def test_fmt_lists_the_steps_of_the_department(
    stc: Any, voice: Path, text: str, words: tuple[str, ...]
) -> None:
    voice.write_text(text)
    assert stc("fmt", "--check", *words).code == 1
    assert voice.read_text() == text
    said = stc("fmt", *words)
    assert said.code == 0
    assert "data/updates/911.yaml: formatted.\ndata/updates/911.yaml: 1" in said.out
    assert "steps of the department listed.\n" in said.out
    assert voice.read_text().startswith(NEW + "2024-12-01, text: Done.}\n  RSP-10:\n  COM-01:\n")
    assert stc("fmt", "--check", *words).code == 0
    assert "updates/911.yaml:" not in stc("validate").out


@pytest.mark.parametrize("steps", ["", "\nsteps: {}\n", "\nsteps: {} # None yet.\n"])
def test_fmt_lists_the_steps_where_none_is(stc: Any, voice: Path, steps: str) -> None:
    voice.write_text(f'schema_version: 1\nby: "911"\n{steps}')
    assert stc("fmt").code == 0
    assert "\nsteps:\n" in voice.read_text()
    assert "\n  RSP-04:\n  RSP-05:\n  RSP-07:\n" in voice.read_text()


def test_fmt_adds_no_step_where_the_plan_is_broken_or_the_voice_is_no_department(
    stc: Any, plan: Path, voice: Path
) -> None:
    neat = VOICE.replace("steps:", "\nsteps:")
    voice.write_text(neat.replace('"911"', "city-auditor"))
    assert stc("fmt", "data/updates/911.yaml").code == 0
    voice.write_text(neat)
    plan.write_text(plan.read_text().replace("status: Planning", "status: Plan", 1))
    assert stc("fmt", "data/updates/911.yaml").code == 0
    assert voice.read_text() == neat
