"""Which updates were added between two versions of the files beside a plan, and which are gone."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from stc.files.load import read_voice
from stc.plan.model import Plan, Step
from stc.plan.periods import format_due
from stc.plan.updates import Entry

Key = tuple[str, str | None, str, str | None, str | None, tuple[str, ...]]


class Spoken(NamedTuple):
    """An entry, the id of the department whose voice it is, and that of the step."""

    by: str
    step_id: str | None
    entry: Entry

    @property
    def key(self) -> Key:
        """All of it but its place in the file."""
        entry = self.entry
        on = format_due(entry.on)
        return self.by, self.step_id, on, entry.says, entry.text, entry.evidence


Spokens = Mapping[Key, Spoken]


class UpdateChange(NamedTuple):
    """An update that was added or taken away.

    Attributes:
        by: The id of the department whose voice it is.
        name: Its name.
        step_id: The step; None for the plan as a whole.
        step: The same; None where the plan no longer has it.
    """

    kind: Literal["added", "removed"]
    by: str
    name: str
    step_id: str | None
    step: Step | None
    entry: Entry

    @property
    def verifies(self) -> bool:
        """Whether it says a status of a step that is not its department's own."""
        step = self.step
        if self.entry.says is None or step is None:
            return False
        return all(self.by != department.id for department in step.departments)


def read_spoken(data: bytes, shown: str, plan: Plan) -> list[Spoken] | None:
    """Return the entries of a file of updates; None if it cannot be read.

    A department that `plan` has under another id speaks under that one, so that a file that was
    renamed with its department says what it said before.
    """
    voice = read_voice(data, shown)
    if voice is None:
        return None
    owner = plan.map_departments().get(voice.by)
    by = owner.id if owner else voice.by
    return [Spoken(by, step_id, entry) for step_id, entry in voice.list_entries()]


def compare_updates(before: Spokens, after: Spokens, plan: Plan) -> Iterator[UpdateChange]:
    """Return the updates that were added, and then those that are gone, in the order of the files.

    Args:
        before: The earlier entries.
        after: The later entries.
        plan: The plan whose steps and departments they are about.
    """
    yield from describe_changes("added", _list_new(before, after), plan)
    yield from describe_changes("removed", _list_new(after, before), plan)


def _list_new(before: Spokens, after: Spokens) -> list[Spoken]:
    return [spoken for key, spoken in after.items() if key not in before]


def describe_changes(
    kind: Literal["added", "removed"], found: Iterable[Spoken], plan: Plan
) -> Iterator[UpdateChange]:
    """Return entries as changes, with the names of their departments and their steps."""
    found = tuple(found)
    if not found:
        return
    steps = {step.id: step for step in plan.steps}
    owners = plan.map_departments()
    for by, step_id, entry in found:
        owner = owners.get(by)
        voice = (owner.id, owner.name) if owner else (by, by)
        step = steps.get(step_id) if step_id is not None else None
        yield UpdateChange(kind, *voice, step_id, step, entry)
