"""Updates: what the departments report of the steps, one file a voice, and the last word on each.

A voice is a department that reports. Its file holds entries: dated notes, confirmations, reports
and verifications of a status. An entry that was recorded stays; another corrects it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

from stc.findings import Location
from stc.plan.field import Field
from stc.plan.periods import first_day, last_day
from stc.plan.status import Status
from stc.plan.value_types import DEADLINE, DEPARTMENT_ID, ID, NAME, VERSION

if TYPE_CHECKING:
    from stc.plan.model import Department, Plan, Step


class Entry(NamedTuple):
    """One dated entry; with neither a status nor a text it confirms that nothing has changed."""

    place: Location
    on: Annotated[
        date, Field("The day it is true of, or the period.", type=DEADLINE, example="2026-11-20")
    ]
    says: Annotated[
        str | None, Field("The status that the voice reports.", type=NAME, example="On track")
    ] = None
    text: Annotated[
        str | None,
        Field("What was done, or what was found.", searched=True, example="The page is online."),
    ] = None
    evidence: Annotated[
        tuple[str, ...],
        Field(
            "Addresses or names of documents that show it.",
            searched=True,
            inline=True,
            example='["https://www.example.org/page"]',
        ),
    ] = ()


class Voice(NamedTuple):
    """The updates of one department, in a file of its own."""

    schema_version: Annotated[int, Field("The version of this format.", type=VERSION, example="1")]
    by: Annotated[
        str,
        Field("The department; the file is named like it.", type=DEPARTMENT_ID, example="parks"),
    ]
    plan: Annotated[
        tuple[Entry, ...], Field("What it says of the plan as a whole, oldest first.", lines=True)
    ]
    steps: Annotated[
        Mapping[str, tuple[Entry, ...]],
        Field("What it says of each step, oldest first; a step may be empty.", lines=True, keys=ID),
    ]

    def walk_entries(self) -> Iterator[tuple[tuple[str | int, ...], Entry]]:
        """Yield the entries in the order of the file, each with the path to it."""
        for number, entry in enumerate(self.plan):
            yield ("plan", number), entry
        for step_id, entries in self.steps.items():
            for number, entry in enumerate(entries):
                yield ("steps", step_id, number), entry

    def list_entries(self) -> list[tuple[str | None, Entry]]:
        """Return the entries in the order of the file, each with its step; None for the plan."""
        found = self.walk_entries()
        return [(str(path[1]) if len(path) > 2 else None, entry) for path, entry in found]


class Update(NamedTuple):
    """One entry of a voice, with whose it is and what it is about.

    Attributes:
        by: The department whose voice it is.
        step_id: The step; None for the plan as a whole.
        on: The day it is true of, or a period, which counts by its last day.
        says: The status it reports.
    """

    by: "Department"
    step_id: str | None
    place: Location
    on: date
    says: Status | None
    text: str | None
    evidence: tuple[str, ...]

    @property
    def confirms(self) -> bool:
        """Whether it says no more than that nothing has changed."""
        return self.says is None and self.text is None

    def verifies(self, step: "Step") -> bool:
        """Return whether it reports a status of a step that is not its department's own."""
        return self.says is not None and self.by not in step.departments


class LastWord(NamedTuple):
    """When something was last recorded of a step.

    Attributes:
        on: The day.
        by: Whose voice it was; None for what the plan itself records.
    """

    on: date
    by: "Department | None" = None


def join_updates(plan: "Plan", voices: Iterable[Voice]) -> "Plan":
    """Return the plan with the entries of voices at its steps and its head, newest first.

    Of one day, those of the department that the plan lists first are first. What names no step or
    department of the plan is left out; STC304 finds it.
    """
    held: dict[str | None, list[tuple[tuple[int, int, int], Update]]] = {}
    departments = plan.map_departments()
    ranks = {department.id: rank for rank, department in enumerate(plan.departments)}
    for voice in voices:
        department = departments.get(voice.by)
        if department is None:
            continue
        rank = ranks[department.id]
        for number, (step_id, entry) in enumerate(voice.list_entries()):
            says = _find_status(plan, entry.says)
            said = (entry.place, entry.on, says, entry.text, entry.evidence)
            order = (-last_day(entry.on).toordinal(), rank, -number)
            held.setdefault(step_id, []).append((order, Update(department, step_id, *said)))
    if not held:
        return plan
    sort = {
        key: tuple(update for _, update in sorted(found, key=lambda pair: pair[0]))
        for key, found in held.items()
    }
    steps = tuple(
        step._replace(updates=sort[step.id]) if step.id in sort else step for step in plan.steps
    )
    return plan._replace(steps=steps, updates=sort.get(None, ()))


def _find_status(plan: "Plan", name: str | None) -> Status | None:
    return plan.vocabulary.find(plan.vocabulary.name_now(name)) if name is not None else None


def last_word(step: "Step", day: date) -> LastWord | None:
    """Return the newest word on a step up to a day; None where nothing was recorded of it.

    A word is an update, the completion of the step, a move of its deadline, or the day on which
    the printed statuses were true. A period counts by its last day.
    """
    words: list[tuple[date, Department | None]] = [
        (update.on, update.by) for update in step.updates
    ]
    recorded = (step.completed, *[revision.on for revision in step.revisions], step.section.told)
    words += [(when, None) for when in recorded if when is not None]
    newest = None
    for when, by in words:
        on = last_day(when)
        if on <= day and (newest is None or on > newest.on):
            newest = LastWord(on, by)
    return newest


def list_updates(step: "Step", day: date) -> "tuple[Update, ...]":
    """Return the updates of a step up to a day, newest first; a period counts once it began."""
    return tuple(update for update in step.updates if first_day(update.on) <= day)


def list_reports(step: "Step", day: date) -> "tuple[Update, ...]":
    """Return the newest status that each of the step's departments says, newest first."""
    return tuple(update for update in _list_newest(step, day) if not update.verifies(step))


def list_verifications(step: "Step", day: date) -> "tuple[Update, ...]":
    """Return the newest status that each other voice says of a step, newest first."""
    return tuple(update for update in _list_newest(step, day) if update.verifies(step))


def _list_newest(step: "Step", day: date) -> Iterable[Update]:
    newest: dict[str, Update] = {}
    for update in list_updates(step, day):
        if update.says is not None:
            newest.setdefault(update.by.id, update)
    return newest.values()


def find_report(step: "Step", day: date) -> Update | None:
    """Return the newest report of a status by one of the step's departments, up to a day."""
    return next(iter(list_reports(step, day)), None)


def find_verification(step: "Step", day: date) -> Update | None:
    """Return the newest word of another voice on the status of a step, up to a day."""
    return next(iter(list_verifications(step, day)), None)


def find_meeting(plan: "Plan", department: "Department", day: date) -> date | None:
    """Return the newest day up to a day of which a department said something of the whole plan."""
    days = (last_day(update.on) for update in plan.updates if update.by == department)
    return max((when for when in days if when <= day), default=None)
