"""A second import into a plan: new rows are added, and what people wrote is kept."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from stc.edit.changes import Change, amend_document
from stc.edit.deadline import NewDeadline, set_deadline
from stc.edit.written import format_value
from stc.errors import CannotGoOn
from stc.files.places import KeyPath, locate_steps
from stc.imports.assemble import Numbers
from stc.imports.draft import NO_TEXT, NUMBERED, Data, Draft, StepDraft
from stc.imports.insert import Insertion
from stc.imports.report import Report
from stc.plan.aliases import fold_name
from stc.plan.model import Plan, Step
from stc.plan.status import Status, is_backwards
from stc.plan.vocabulary import UNKNOWN
from stc.text.nearest import quote
from stc.yaml.document import Document
from stc.yaml.reader import read_document
from stc.yaml.values import to_data

_KEPT: Final = ("id", "needs_review", "revisions")
"""Fields of a step that a second import never changes."""
_BY_PEOPLE: Final = ("action", "note", "reason", "completed", "lead")
"""Fields that people write; they are replaced only on request."""
_GROWING: Final = ("evidence", "tags", "departments")
"""Lists that take more values without losing any."""
_NAMED: Final = 5


class MergeOptions(NamedTuple):
    """The decisions of a person about a repeated import.

    Attributes:
        on: The day it was decided to move deadlines, or None.
        reason: Why they moved, or None.
        replace: Replace values of the plan that differ from the tables.
        parse_day: Return the deadline in the text of a file.
        parse_status: Return the status of the plan with a name, or None.
    """

    on: date | None
    reason: str | None
    replace: bool
    parse_day: Callable[[str], date | None]
    parse_status: Callable[[str], Status | None]


class Merger:
    """The merge of a draft into an existing plan."""

    def __init__(
        self, plan: Plan, document: Document, draft: Draft, options: MergeOptions, report: Report
    ) -> None:
        self._plan, self._document, self._draft = plan, document, draft
        self._options, self._report = options, report
        self._locs = locate_steps(document)
        self._data: Any = to_data(document.root)
        self._steps = {step.id.casefold(): step for step in plan.steps}
        self._moves: list[str] = []

    def merge(self, today: date) -> bytes:
        """Return the bytes of the plan with the additions.

        Raises:
            CannotGoOn: A deadline moved without a reason, or the text allows no exact change.
            FileRefused: The result would have errors.
        """
        pairs, new = self._match()
        for gone in self._list_gone(pairs):
            message = f"{gone.id} is in no row of the tables; it is kept in the plan."
            self._report.note("gone", gone.place, "id", gone.id, message)
        changes = [change for step, draft in pairs for change in self._compare(step, draft, today)]
        self._refuse_moves()
        data = Insertion(self._document, self._data, self._draft, self._report).insert(new)
        if changes:
            self._report.changed["values"] = len(changes)
            data = amend_document(read_document(data, self._document.path), changes, today)
        return data

    def _match(self) -> tuple[list[tuple[Step, StepDraft]], list[StepDraft]]:
        """Return the steps of the plan with those of the tables, and those that are new."""
        numbers = Numbers(self._steps)
        same_text = self._match_texts()
        pairs: list[tuple[Step, StepDraft]] = []
        new: list[StepDraft] = []
        for number, draft in enumerate(self._draft.steps):
            if draft.made:
                step = same_text.get(number)
            else:
                step = self._steps.get(draft.data["id"].casefold())
            if step:
                pairs.append((step, draft))
            else:
                if draft.made:
                    draft.data["id"] = numbers.make(draft.made)
                new.append(draft)
        return pairs, new

    def _match_texts(self) -> dict[int, Step]:
        """Return the steps with the texts of those whose ids are made, by their numbers.

        Of several with one text, those of the same goal belong together, and then the first.
        """
        found: dict[int, Step] = {}
        met: set[str] = set()
        for by_place in (True, False):
            steps: dict[tuple[str, ...], deque[Step]] = defaultdict(deque)
            for step in self._plan.steps:
                if step.id not in met:
                    place = (step.section.title, step.goal_title or "") if by_place else ()
                    steps[_fold(step.action), *map(fold_name, place)].append(step)
            for number, draft in enumerate(self._draft.steps):
                if not draft.made or number in found:
                    continue
                place = self._name_place(draft) if by_place else ()
                same = steps[_fold(draft.data["action"]), *map(fold_name, place)]
                if same and _is_made(same[0].id, draft.made):
                    found[number] = same.popleft()
                    met.add(found[number].id)
        return found

    def _name_place(self, draft: StepDraft) -> tuple[str, str]:
        goal = self._draft.goals[draft.section, draft.goal]["title"] if draft.goal else ""
        return self._draft.sections[draft.section]["title"], goal

    def _list_gone(self, pairs: list[tuple[Step, StepDraft]]) -> Iterator[Step]:
        met = {step.id for step, _ in pairs}
        return (step for step in self._plan.steps if step.id not in met)

    def _compare(self, step: Step, draft: StepDraft, today: date) -> Iterator[Change]:
        """Yield the changes of a step that is in the plan and in the tables."""
        old = self._read(self._locs[step.id])
        for key, value in draft.data.items():
            if key in _KEPT or old.get(key) == value:
                continue
            if key == "status":
                yield from self._compare_status(step, draft, value)
            elif key == "deadline":
                yield from self._compare_deadline(step, draft, value, today)
            elif key == "extra":
                yield from self._compare_extra(step, draft, old.get(key), value)
            elif value != NO_TEXT:
                yield from self._compare_value(step, draft, key, old.get(key), value)

    def _read(self, loc: KeyPath) -> Any:
        data = self._data
        for part in loc:
            data = data[part]
        return data

    def _keep(self, step: Step, draft: StepDraft, key: str, value: Any, why: str = "") -> None:
        place = draft.locate(key)
        why = why or "--replace takes the value of the tables."
        message = f"{step.id}: {key} differs in the plan and is kept; {why}"
        self._report.note("kept", place, key, _show(value), message)

    def _compare_status(self, step: Step, draft: StepDraft, name: str) -> Iterator[Change]:
        status = self._options.parse_status(name)
        if status is None or status.name == UNKNOWN.name:
            self._keep(step, draft, "status", name, "the value of the tables is not understood.")
        elif _goes_back(step.status, status) and not self._options.replace:
            self._keep(step, draft, "status", name)
        else:
            self._note_change(step, draft, "status", step.status.name, name)
            yield Change(step, "status", name)

    def _compare_deadline(
        self, step: Step, draft: StepDraft, text: str, today: date
    ) -> Iterator[Change]:
        """Yield the move of a deadline; one that people moved since stays."""
        day = self._options.parse_day(text)
        known = {deadline for move in step.revisions for deadline in (move.from_, move.to)}
        if day in known or day == step.deadline:
            self._keep(step, draft, "deadline", text, "it was moved since, or is the same.")
        elif self._options.on is None or not self._options.reason:
            place = draft.locate("deadline")
            self._moves.append(f"{step.id} from {_show(step.deadline)} to {text} ({place})")
        else:
            new = NewDeadline(day, self._options.reason, self._options.on)
            yield from set_deadline(step, new, today)

    def _refuse_moves(self) -> None:
        if not self._moves:
            return
        more = len(self._moves) - _NAMED
        named = ", ".join(self._moves[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")
        raise CannotGoOn(
            f"The tables move deadlines without a reason, so nothing was written: {named}.",
            "Give --on DATE and --reason TEXT, or set on: and reason: in the rule of deadline.",
        )

    def _compare_extra(
        self, step: Step, draft: StepDraft, old: Data | None, new: Data
    ) -> Iterator[Change]:
        if not old:
            yield Change(step, "extra", fields=dict(new))
            return
        for key, value in new.items():
            if old.get(key) != value:
                self._note_change(step, draft, f"extra.{key}", old.get(key), value)
                yield Change(step, key, value, within=("extra",))

    def _compare_value(
        self, step: Step, draft: StepDraft, key: str, old: Any, value: Any
    ) -> Iterator[Change]:
        if isinstance(value, list):
            missing = [item for item in value if item not in (old or ())]
            if not missing:
                return
            if not old or self._options.replace or key in _GROWING:
                yield Change(step, key, added=tuple(missing))
            else:
                self._keep(step, draft, key, value)
        elif key == "deadline_label" and step.deadline and "deadline" not in draft.data:
            self._keep(step, draft, key, value, "the tables have no date any more.")
        elif old is None or key not in _BY_PEOPLE or self._options.replace:
            self._note_change(step, draft, key, old, value)
            yield Change(step, key, format_value(value))
        else:
            self._keep(step, draft, key, value)

    def _note_change(self, step: Step, draft: StepDraft, key: str, old: Any, value: Any) -> None:
        if old is not None:
            message = f"{step.id}: {key} was {quote(_show(old))} in the plan."
            self._report.note("changed", draft.locate(key), key, _show(value), message)


def _fold(text: str) -> str:
    return " ".join(text.split())


def _is_made(id_: str, pattern: str) -> bool:
    """Return whether an id may have been made by a pattern with {n} or {N}."""
    before, after = NUMBERED.split(pattern)[0], NUMBERED.split(pattern)[-1]
    number = id_[len(before) : len(id_) - len(after)]
    return id_ == f"{before}{number}{after}" and number.isascii() and number.isdigit()


def _goes_back(before: Status, after: Status) -> bool:
    return is_backwards(before, after) or (before.is_closed and not after.is_closed)


def _show(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return "no deadline" if value is None else str(value)
