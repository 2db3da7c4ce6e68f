"""A second import into a plan: new rows are added, and what people wrote is kept."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from typing import Any, Final, NamedTuple

from stc.edit.changes import Change, amend_document
from stc.edit.deadline import NewDeadline, set_deadline
from stc.edit.layout import format_document
from stc.edit.written import format_value, write_block
from stc.errors import CannotGoOn
from stc.files.layout import lay_out_file
from stc.files.places import KeyPath, locate_steps
from stc.findings import has_errors
from stc.imports.assemble import Numbers, make_section_id
from stc.imports.build import NO_TEXT, NUMBERED, Data, Draft, StepDraft, in_order
from stc.imports.report import Report
from stc.plan.aliases import fold_name
from stc.plan.field import keys_at, specs_of
from stc.plan.model import Goal, Plan, Section, Step
from stc.plan.status import Status, is_backwards
from stc.plan.vocabulary import UNKNOWN
from stc.text.nearest import quote
from stc.yaml.document import Document
from stc.yaml.edits import Edit, append_item, apply_edits, insert_entry
from stc.yaml.nodes import Mapping, Sequence
from stc.yaml.reader import read_document
from stc.yaml.scalars import format_flow
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
        data = self._insert(new)
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

    def _insert(self, new: list[StepDraft]) -> bytes:
        """Return the bytes of the plan with the new departments, sections, goals and steps."""
        document, root = self._document, self._document.root
        assert isinstance(root, Mapping), "the plan is valid"
        expected = deepcopy(self._data)
        edits = [*self._add_steps(root, expected, new)]
        departments = list(self._draft.departments.values())
        edits += self._append(root, "departments", departments)
        expected["departments"] = [*expected["departments"], *departments]
        if departments:
            named = ", ".join(
                f"{quote(department['name'])} ({department['id']})" for department in departments
            )
            self._report.notices.append(f"New departments: {named}.")
        self._report.changed["steps"] = len(new)
        if not edits:
            return document.data
        try:
            data = document.encode(apply_edits(document.text, edits))
        except ValueError as problem:
            raise self._cannot(str(problem)) from None
        again = read_document(data, document.path)
        if has_errors(again.findings) or to_data(again.root) != expected:
            raise self._cannot("another value would have changed, too")
        # New lines are laid out as the others are, where those are in the canonical layout.
        is_canonical = lay_out_file(document) == document.text
        return format_document(again) if is_canonical else data

    def _cannot(self, problem: str) -> CannotGoOn:
        return CannotGoOn(
            f"{self._document.path}: the new steps cannot be added exactly: {problem}.",
            "Nothing was written. Run stc fmt on the plan first.",
        )

    def _add_steps(self, root: Mapping, expected: Data, new: list[StepDraft]) -> Iterator[Edit]:
        """Yield the edits that add steps, the inner lists first; add them to `expected`, too."""
        by_section: dict[str, list[StepDraft]] = defaultdict(list)
        for step in new:
            by_section[step.section].append(step)
        sections = _list(root, "sections")
        added = []
        for key, drafts in by_section.items():
            wanted = self._draft.sections[key]
            place = _find(expected["sections"], wanted)
            if place is None:
                added.append(self._make_section(key, wanted, drafts))
            else:
                section = sections[place]
                assert isinstance(section, Mapping), "the plan is valid"
                yield from self._add_to_section(section, expected["sections"][place], key, drafts)
        used = Numbers(section["id"] for section in expected["sections"])
        for section in added:
            if "id" not in section:
                section["id"] = make_section_id(used)
        yield from self._append(root, "sections", added)
        expected["sections"] = [*expected["sections"], *added]

    def _make_section(self, key: str, wanted: Data, drafts: list[StepDraft]) -> Data:
        made = dict(wanted)
        direct = [step.data for step in drafts if not step.goal]
        if direct:
            made["steps"] = direct
        goals = self._make_goals(key, [step for step in drafts if step.goal])
        if goals:
            made["goals"] = goals
        return made

    def _make_goals(self, section: str, drafts: list[StepDraft]) -> list[Data]:
        grouped: dict[str, list[Data]] = defaultdict(list)
        for step in drafts:
            grouped[step.goal].append(step.data)
        return [
            {**self._draft.goals[section, goal], "steps": steps} for goal, steps in grouped.items()
        ]

    def _add_to_section(
        self, section: Mapping, expected: Data, key: str, drafts: list[StepDraft]
    ) -> Iterator[Edit]:
        direct = [step.data for step in drafts if not step.goal]
        if direct:
            yield from self._append(section, "steps", direct, Section)
            expected["steps"] = [*(expected.get("steps") or ()), *direct]
        others: list[StepDraft] = []
        grouped: dict[str, list[StepDraft]] = defaultdict(list)
        for step in drafts:
            if step.goal:
                grouped[step.goal].append(step)
        for goal, steps in grouped.items():
            place = _find(expected.get("goals") or (), self._draft.goals[key, goal])
            if place is None:
                others += steps
                continue
            node = _list(section, "goals")[place]
            assert isinstance(node, Mapping), "the plan is valid"
            inner = expected["goals"][place]
            yield from self._append(node, "steps", [step.data for step in steps], Goal)
            inner["steps"] = [*(inner.get("steps") or ()), *(step.data for step in steps)]
        goals = self._make_goals(key, others)
        if goals:
            yield from self._append(section, "goals", goals, Section)
            expected["goals"] = [*(expected.get("goals") or ()), *goals]

    def _append(
        self, mapping: Mapping, key: str, values: list[Any], block: Any = Plan
    ) -> Iterator[Edit]:
        """Yield the edits that append values to the list of a key."""
        node, document = mapping.get(key), self._document
        if not values:
            return
        if isinstance(node, Sequence) and node.items:
            kind = specs_of(block)[key].block
            try:
                for value in values:
                    yield append_item(document, node, write_block(kind, in_order(kind, value)))
            except ValueError as problem:
                raise self._cannot(str(problem)) from None
        elif isinstance(node, Sequence):
            yield Edit(node.start, node.end, format_flow(values))
        else:
            kind = specs_of(block)[key].block
            written = [write_block(kind, in_order(kind, value)) for value in values]
            yield insert_entry(document, mapping, key, written, keys_at(block))


def _fold(text: str) -> str:
    return " ".join(text.split())


def _is_made(id_: str, pattern: str) -> bool:
    """Return whether an id may have been made by a pattern with {n} or {N}."""
    before, after = NUMBERED.split(pattern)[0], NUMBERED.split(pattern)[-1]
    number = id_[len(before) : len(id_) - len(after)]
    return id_ == f"{before}{number}{after}" and number.isascii() and number.isdigit()


def _goes_back(before: Status, after: Status) -> bool:
    return is_backwards(before, after) or (before.is_closed and not after.is_closed)


def _list(mapping: Mapping, key: str) -> list[Any]:
    node = mapping.get(key)
    return node.items if isinstance(node, Sequence) else []


def _find(blocks: Any, wanted: Data) -> int | None:
    """Return the place of the section or goal of an id, else of a title."""
    if "id" in wanted:
        folded = wanted["id"].casefold()
        for place, block in enumerate(blocks):
            if (block.get("id") or "").casefold() == folded:
                return place
    title = fold_name(wanted["title"])
    for place, block in enumerate(blocks):
        if fold_name(block["title"]) == title and ("id" not in wanted or not block.get("id")):
            return place
    return None


def _show(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return "no deadline" if value is None else str(value)
