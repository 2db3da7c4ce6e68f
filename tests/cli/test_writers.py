"""Several processes change the plan at once, and others read it meanwhile."""

import re
import time
from pathlib import Path
from typing import Any

from stc.files.load import load_plan

WRITERS, READERS = 50, 5
READ = ("list", "--format", "ids")


def find_open_steps(plan: Path) -> list[str]:
    """Return the ids of steps whose status may change without a reason, and is not Ongoing."""
    text = plan.read_text("utf-8")
    status = "Planning|In progress|Not started"
    return re.findall(rf"- id: (\S+)\n +status: (?:{status})\n", text)[:WRITERS]


def write_by_hand(data: bytes, steps: list[str]) -> bytes:
    """Return the plan with these steps Ongoing."""
    text = data.decode("utf-8")
    for step in steps:
        text, count = re.subn(rf"(- id: {step}\n +status: ).*\n", r"\1Ongoing\n", text)
        assert count == 1
    return text.encode("utf-8")


# It takes some six seconds: 55 processes, for the lock is one between processes.
def test_no_edit_is_lost_and_readers_see_a_sound_plan(start: Any, plan: Path) -> None:
    before, steps = plan.read_bytes(), find_open_steps(plan)
    assert len(steps) == WRITERS
    writers = {step: start("set-status", step, "ongoing") for step in steps}
    readers = [start(*READ) for _ in range(READERS)]
    end = time.monotonic() + 300
    while any(writer.poll() is None for writer in writers.values()):
        assert time.monotonic() < end, "the writers do not finish"
        seen = load_plan(plan.read_bytes(), "plan.yaml")
        assert seen.value is not None, seen.findings
        assert len(seen.value.steps) == 138
        time.sleep(0.05)
    # Each waits for the others, half a minute if need be; a refusal would be a lost update, too.
    said = {step: writer.communicate(timeout=60)[1].decode() for step, writer in writers.items()}
    refused = {step: said[step] for step, writer in writers.items() if writer.returncode}
    assert refused == {}
    assert plan.read_bytes() == write_by_hand(before, steps)
    for reader in readers:
        out, err = reader.communicate(timeout=60)
        assert (reader.returncode, err) == (0, b"")
        assert len(out.split()) == 138
    assert sorted(one.name for one in plan.parent.iterdir()) == ["plan.yaml", "timeline.yaml"]
