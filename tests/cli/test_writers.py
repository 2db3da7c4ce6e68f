"""Several processes change the plan at once, and others read it meanwhile."""

import re
import time
from pathlib import Path
from typing import Any

from stc.load.files import load_plan

WRITERS, READERS = 50, 5
READ = ("list", "--format", "ids")


def find_open_steps(plan: Path) -> list[str]:
    """Gives the ids of steps whose status may change without a reason, and is not Ongoing."""
    text = plan.read_text("utf-8")
    status = "Planning|In progress|Not started"
    return re.findall(rf"- id: (\S+)\n +status: (?:{status})\n", text)[:WRITERS]


def write_by_hand(data: bytes, steps: list[str]) -> bytes:
    """Gives the plan with these steps Ongoing."""
    text = data.decode("utf-8")
    for step in steps:
        text, count = re.subn(rf"(- id: {step}\n +status: ).*\n", r"\1Ongoing\n", text)
        assert count == 1
    return text.encode("utf-8")


def test_no_edit_is_lost_and_readers_see_a_sound_plan(start: Any, plan: Path) -> None:
    before, steps = plan.read_bytes(), find_open_steps(plan)
    assert len(steps) == WRITERS
    writers = {step: start("set-status", step, "ongoing") for step in steps}
    readers = [start(*READ) for _ in range(READERS)]
    while any(writer.poll() is None for writer in writers.values()):
        seen = load_plan(plan.read_bytes(), "plan.yaml")
        assert seen.value is not None, seen.findings
        assert len(seen.value.steps) == 138
        time.sleep(0.05)
    done = []
    for step, writer in writers.items():
        said = writer.communicate(timeout=60)[1].decode()
        if writer.returncode == 0:
            done.append(step)
        else:
            # It waits half a minute for the others, and then says no.
            assert writer.returncode == 3, said
            assert "another stc has been writing" in said
    assert done
    assert plan.read_bytes() == write_by_hand(before, done)
    for reader in readers:
        out, err = reader.communicate(timeout=60)
        assert (reader.returncode, err) == (0, b"")
        assert len(out.split()) == 138
    assert sorted(one.name for one in plan.parent.iterdir()) == ["plan.yaml", "timeline.yaml"]
