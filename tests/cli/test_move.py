"""`stc move`: what is printed, and its exit codes."""

from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Answer

Stc = Callable[..., Answer]


def test_a_step_moves_and_diff_says_so(stc: Stc, plan: Path) -> None:
    before = plan.read_bytes()
    dry = stc("move", "com-03", "--to", "GOV", "--goal", "communications plan", "-n")
    assert dry.err.splitlines()[-1] == "Dry run: nothing was written."
    assert plan.read_bytes() == before
    answer = stc("move", "com-03", "--to", "GOV", "--goal", "communications plan")
    assert (answer.code, answer.out) == (0, dry.out)
    (plan.parent / "before.yaml").write_bytes(before)
    assert "COM-03" in stc("diff", str(plan.parent / "before.yaml"), str(plan)).out
    assert stc("validate", str(plan)).code == 0
    again = stc("move", "com-03", "--to", "GOV", "--goal", "communications plan")
    assert (again.code, again.out) == (0, "")
    assert "already. Nothing to change." in again.err


def test_an_unclear_place_is_exit_2(stc: Stc, plan: Path) -> None:
    before = plan.read_bytes()
    for words in (("COM-03",), ("COM-03", "--to", "GOV"), ("NOPE-1", "--to", "GOV")):
        assert stc("move", *words).code == 2
    assert plan.read_bytes() == before
