"""The selection of changes by step, field, department and status."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple

from stc.errors import UsageProblem
from stc.history.commit_range import CommitRange
from stc.history.compare import FIELDS, FieldChange
from stc.history.log import Log, LogEntry, list_former_ids
from stc.history.updates import UpdateChange
from stc.plan.model import Step
from stc.plan.vocabulary import Vocabulary
from stc.text.nearest import find_nearest, quote

UPDATES: Final = "updates"
"""What the changes are selected by that add an update of a department."""
SELECTABLE: Final = (*FIELDS, UPDATES)
"""The fields by which changes are selected."""


class Selection(NamedTuple):
    """The changes that are selected; an empty field selects all.

    Attributes:
        steps: The ids of steps.
        fields: The fields, of `SELECTABLE`.
        departments: The ids of departments, as they are now.
        statuses: The names of statuses that a step came to have.
        names: The ids of the departments with those they had before.
        name_now: From the name of a status in an older version to the one it has now.
    """

    steps: tuple[str, ...]
    fields: tuple[str, ...]
    departments: tuple[str, ...]
    statuses: tuple[str, ...]
    names: frozenset[str]
    name_now: Callable[[str], str]

    @property
    def typed(self) -> Mapping[str, Any]:
        """The filters of the answer, by the name of the option."""
        options = {
            "step": self.steps,
            "field": self.fields,
            "dept": self.departments,
            "to": self.statuses,
        }
        return {name: list(values) for name, values in options.items() if values}

    def accepts_step(self, step: Step) -> bool:
        """Return whether a step is selected."""
        return (not self.steps or step.id in self.steps) and (
            not self.names or any(department.id in self.names for department in step.departments)
        )

    def accepts(self, entry: LogEntry) -> bool:
        """Return whether a change is selected."""
        is_narrowed = self.steps or self.names
        if is_narrowed and not (entry.step and self.accepts_step(entry.step)):
            return False
        change = entry.change
        if not self.fields and not self.statuses:
            return True
        if isinstance(change, UpdateChange):
            return UPDATES in self.fields and not self.statuses
        if not isinstance(change, FieldChange):
            return False
        if self.fields and change.field not in self.fields:
            return False
        if not self.statuses:
            return True
        return change.field == "status" and self.name_now(change.after) in self.statuses


def make_selection(
    log: Log,
    steps: Iterable[str],
    fields: Iterable[str],
    departments: Iterable[str],
    statuses: Iterable[str],
    words: Vocabulary,
) -> Selection:
    """Return a selection; a department also matches its former ids."""
    departments = tuple(departments)
    names = list_former_ids(log.entries, departments)
    chosen = (tuple(steps), tuple(fields), departments, tuple(statuses))
    return Selection(*chosen, names, words.name_now)


def select_entries(log: Log, span: CommitRange, selection: Selection) -> tuple[LogEntry, ...]:
    """Return the selected changes, newest first, across branches."""
    entries = (
        entry for entry in log.entries if span.accepts(entry.commit) and selection.accepts(entry)
    )
    return tuple(sorted(entries, key=lambda entry: entry.commit.when, reverse=True))


def resolve_field(typed: str) -> str:
    """Return the field that a person typed.

    Raises:
        UsageProblem: It is not a field that is compared.
    """
    folded = typed.strip().lower().replace("-", "_").replace(" ", "_")
    if folded not in SELECTABLE:
        nearest = find_nearest(typed, SELECTABLE)
        hint = f"Did you mean {nearest}?" if nearest else f"Known: {', '.join(SELECTABLE)}."
        raise UsageProblem(f"--field: unknown field {quote(typed)}.", hint)
    return folded
