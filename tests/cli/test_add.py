"""`stc add`, from an empty plan to a pull request."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Answer
from tests.history.repository import Repository
from tests.plans import SMALL

Stc = Callable[..., Answer]


def test_a_plan_of_init_is_filled_by_add_alone(stc: Stc, folder: Path) -> None:
    assert stc("init", "new", "--title", "T", "--publisher", "P", "--timezone", "UTC").code == 0
    plan = ("--plan", "new/data/plan.yaml")
    for words in (
        ("section", "Safe streets"),
        ("goal", "Calm the traffic", "--section", "SAF"),
        ("department", "Public Works", "--alias", "DPW"),
        (
            "step",
            "Rebuild the crossings.",
            "--goal",
            "calm",
            "-d",
            "dpw",
            "--deadline",
            "2027-03-31",
        ),
    ):
        answer = stc("add", *words, *plan)
        assert answer.code == 0, answer.err
    assert stc("validate", "new/data/plan.yaml").out.endswith("0 errors, 0 warnings.\n")
    assert stc("fmt", "--check", "new/data/plan.yaml").code == 0


def test_what_validate_warns_of_was_foreseen(stc: Stc, plan: Path) -> None:
    before = plan.read_bytes()
    answer = stc("add", "step", "Ring.", "--goal", "MECC transparency", "--id", "POL-99", "-n")
    assert plan.read_bytes() == before
    assert "+          - id: POL-99\n" in answer.out
    foreseen = [line[24:30] for line in answer.err.splitlines() if "will warn" in line]
    assert foreseen == ["STC206", "STC207", "STC113"]
    answer = stc("add", "step", "Ring.", "--goal", "MECC transparency", "--id", "POL-99")
    assert answer.code == 0
    (plan.parent / "before.yaml").write_bytes(before)
    for code in foreseen[:2]:
        assert f"warning {code} POL-99" in stc("validate", str(plan)).out


def test_a_refusal_by_a_rule_leaves_the_file(stc: Stc, plan: Path) -> None:
    before = plan.read_bytes()
    answer = stc(
        "add", "step", "Ring.", "--goal", "MECC transparency", "-d", "911", "--lead", "mayor"
    )
    assert answer.code == 3
    assert "The result would have errors, so nothing was written." in answer.err
    assert plan.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("step", "x", "--action", "y", "--goal", "z"), "The action is given twice."),
        (("step", "x", "--goal", "transparen"), "means 2 goals"),
        (("step", "x", "--goal", "MECC transparency", "--section", "POL"), "not of POL"),
        (("idea", "x"), "Invalid value for 'WHAT'"),
        (("step", "x", "--goal", "MECC transparency", "--status", "nope"), 'Unknown status "nope"'),
        (("step", "x", "--goal", "MECC transparency", "--deadline", "soon"), "--deadline: "),
    ],
)
def test_wrong_usage_is_exit_2(stc: Stc, plan: Path, words: tuple[str, ...], said: str) -> None:
    answer = stc("add", *words)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


def test_the_next_step_is_a_branch_of_its_own(
    stc: Stc, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    city = Repository(tmp_path / "repository")
    city.put(SMALL)
    city.git("branch", "fire")
    monkeypatch.chdir(city.root)
    answer = stc("add", "step", "Ring the bell.", "--goal", "Speak clearly", "-d", "911")
    assert answer.err.splitlines()[-1] == (
        "Next: git switch -c com-03-add-a-step && git commit -m 'COM-03: add a step' --"
        " data/plan.yaml, then open a pull request."
    )
    answer = stc("add", "step", "Ring again.", "--goal", "Speak clearly", "--id", "com-3")
    assert "STC227 com-3 and COM-03 differ only in leading zeros." in answer.err


def test_what_a_pull_request_is_told_was_foreseen(
    stc: Stc, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of an addition, `validate --base` says what `add` said, and nothing else."""
    city = Repository(tmp_path / "repository")
    other = "  - id: POL\n    title: Policies\n    steps: []\n"
    city.put(SMALL + other)
    monkeypatch.chdir(city.root)
    known = stc("validate", "--base", "HEAD").out
    foreseen: list[str] = []
    for words in (
        ("step", "Write the page.", "--goal", "clearly"),
        ("step", "Ring.", "--section", "POL", "--id", "COM-77", "--deadline", "1999-01-01"),
        ("step", "Ring.", "--section", "POL", "--id", "COM-77", "--deadline", "2077-01-01"),
        ("department", "City Zoo"),
        ("goal", "Wait", "--section", "POL"),
    ):
        answer = stc("add", *words)
        lines = answer.err.splitlines() if answer.code == 0 else []
        foreseen += (one.split("warn: ")[1].split(" (")[0] for one in lines if "will warn" in one)
    found = stc("validate", "--base", "HEAD").out.splitlines()
    told = [one.split(" warning ")[1].split(" (")[0] for one in found if " warning " in one]
    new = [one for one in told if one not in known]
    assert sorted(new) == sorted(foreseen)
    assert {one[:6] for one in new} >= {"STC113", "STC206", "STC217"}
    assert not any(" error " in one for one in found)
