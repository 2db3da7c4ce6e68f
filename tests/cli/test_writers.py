"""Several processes change the plan at once."""

import re
from pathlib import Path
from typing import Any

STEPS = [f"RST-{number:02}" for number in range(1, 11)]


def test_no_edit_is_lost(start: Any, plan: Path) -> None:
    before = plan.read_text("utf-8")
    writers = [start("set-status", step, "ongoing") for step in STEPS]
    answers = [writer.communicate(timeout=60) for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * len(STEPS), answers
    after = plan.read_text("utf-8")
    for step in STEPS:
        assert re.search(rf"- id: {step}\n +status: Ongoing\n", after)
    assert sum(a != b for a, b in zip(before.split("\n"), after.split("\n"), strict=True)) == len(
        [step for step in STEPS if not re.search(rf"- id: {step}\n +status: Ongoing\n", before)]
    )
    assert sorted(one.name for one in plan.parent.iterdir()) == ["plan.yaml", "timeline.yaml"]
