"""`stc forms`: the form of GitHub, in the words of the plan, and never over somebody's own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from stc.output.issue_form import render_form
from tests.cli.conftest import Answer
from tests.plans import OWN_WORDS, SMALL, change, load, read_published_plan

ROOT = Path(__file__).parents[2]
FORM = Path(".github", "ISSUE_TEMPLATE", "report-progress.yml")
BIN = Path(sys.executable).parent
ODD = (
    *("None", "no change", "### Status", "_No response_", "yes", "1e3", "~", "a: b # c", "- x"),
    *("'It' is \"so\"", "{a: [b]}", "${{ github.token }}", "<!-- b -->", "@all", "| p", "%c", "*w"),
)


def find_options(form: Any, name: str) -> list[str]:
    return next(part for part in form["body"] if part.get("id") == name)["attributes"]["options"]


def test_the_form_of_this_repository_is_that_of_its_plan() -> None:
    """`stc forms` renews it."""
    plan = load((ROOT / "data/plan.yaml").read_text("utf-8"))
    assert (ROOT / FORM).read_text("utf-8") == render_form(plan)


def test_it_has_the_words_of_the_plan() -> None:
    form = yaml.safe_load(render_form(load(OWN_WORDS)))
    assert find_options(form, "status") == [
        *("No change", "Not begun", "On track", "On hold", "Continuous", "Achieved", "Not kept"),
        *("No data", "Withdrawn"),
    ]
    assert find_options(form, "by") == ["Emergency Communications", "Public Works"]
    assert form["description"] == "Say what happened with an Action of the plan."
    published = yaml.safe_load(render_form(read_published_plan()))
    # The published copy is unreadable there: nobody reports that.
    assert "Unknown" not in find_options(published, "status")


def spoil(texts: tuple[str, ...]) -> str:
    """Return a plan with these names for its statuses and departments."""
    statuses = "".join(f"    - {{name: {quote(text)}, kind: open}}\n" for text in texts)
    words = f"vocabulary:\n  statuses:\n    - {{name: Planning, kind: open}}\n{statuses}"
    owners = "".join(f"  - {{id: d{n}, name: {quote(text)}}}\n" for n, text in enumerate(texts))
    done = "    - {name: Complete, kind: complete}\n\n"
    return change(SMALL, "departments:\n", f"{words}{done}departments:\n{owners}")


def quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def test_any_word_is_an_option_and_none_is_another(tmp_path: Path) -> None:
    """GitHub refuses "None", twice the same, and what YAML takes for no text."""
    path = tmp_path / FORM
    path.parent.mkdir(parents=True)
    path.write_text(render_form(load(spoil(ODD))), "utf-8")
    form = yaml.safe_load(path.read_text("utf-8"))
    for name in ("status", "by"):
        options = find_options(form, name)
        assert all(isinstance(option, str) and option.strip() for option in options)
        assert len({option.casefold() for option in options}) == len(options)
        assert "none" not in {option.casefold() for option in options}
        assert "### Status" not in options
        assert {"yes", "1e3", "~", "a: b # c", "@all"} <= set(options)
    for command in (
        [BIN / "check-jsonschema", "--builtin-schema", "vendor.github-issue-forms", path],
        [BIN / "yamllint", "--strict", "-c", ROOT / ".yamllint.yaml", path, ROOT / FORM],
    ):
        words = [str(word) for word in command]
        done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr


def test_a_plan_without_departments_has_a_form() -> None:
    owners = SMALL[SMALL.index("departments:\n  -") : SMALL.index("sections:")]
    text = change(SMALL, owners, "departments: []\n\n")
    for names in ('[comms-ocs, "911"]', "[comms-ocs]"):
        text = change(text, f"            departments: {names}\n", "")
    form = yaml.safe_load(render_form(load(text)))
    assert "by" not in [part.get("id") for part in form["body"]]


def test_it_is_written_once_and_checked(folder: Path, stc: Callable[..., Answer]) -> None:
    shown = "There is no .github/ISSUE_TEMPLATE/report-progress.yml. Run stc forms to write it.\n"
    assert stc("forms", "--check") == (1, shown, "")
    assert not (folder / ".github").exists()
    assert stc("forms").out.startswith("Wrote .github/ISSUE_TEMPLATE/report-progress.yml.\n")
    assert stc("forms", "--check").code == 0
    assert stc("forms").out.endswith("Nothing to do.\n")
    plan = folder / "data" / "plan.yaml"
    plan.write_text(
        change(plan.read_text("utf-8"), "name: Health\n", "name: Public Health\n"), "utf-8"
    )
    assert stc("forms", "--check").code == 1
    assert stc("forms").code == 0
    assert "- Public Health\n" in (folder / FORM).read_text("utf-8")


def test_it_stands_at_the_root_wherever_the_command_runs(
    folder: Path, stc: Callable[..., Answer]
) -> None:
    os.chdir(folder / "data")
    assert stc("forms").code == 0
    assert (folder / FORM).exists()


def test_a_form_of_somebody_is_kept(folder: Path, stc: Callable[..., Answer]) -> None:
    (folder / FORM).parent.mkdir(parents=True)
    (folder / FORM).write_text("name: Mine\n", "utf-8")
    answer = stc("forms")
    assert (answer.code, answer.out) == (3, "")
    assert "stc did not make it. Nothing was written." in answer.err
    assert (folder / FORM).read_text("utf-8") == "name: Mine\n"
    assert stc("forms", "--force").code == 0


def test_a_plan_with_errors_makes_no_form(folder: Path, stc: Callable[..., Answer]) -> None:
    plan = folder / "data" / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("status: Planning", "status: Plan", 1), "utf-8")
    assert stc("forms").code == 3
    assert not (folder / ".github").exists()
