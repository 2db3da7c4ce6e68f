"""STC303: the timeline names a step that does not exist."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.rules.rule import Rule, TimelineSubject
from stc.text.nearest import Nearest

DOC = Rule(
    codes.LINK_TO_NO_STEP,
    why="The link from the timeline to the step leads nowhere.",
    bad="steps: [COM-71]\n",
    good="steps: [COM-01]\n",
    scope="entry",
)


def check(subject: TimelineSubject) -> Iterator[Finding]:
    """Return a finding for every step that is not in the plan, if there is a valid plan."""
    if subject.plan is None:
        return
    ids = {step.id for step in subject.plan.steps}
    meant = Nearest({step_id: step_id for step_id in ids})
    for position, entry in enumerate(subject.value.entries):
        for number, step_id in enumerate(entry.steps):
            if step_id not in ids:
                place = subject.place("entries", position, "steps", number)
                nearest = meant.find(step_id)
                hint = f"Did you mean {nearest}?" if nearest else "`stc list` shows the ids."
                yield DOC.code.at(place, f"There is no step {step_id} in the plan.", hint)
