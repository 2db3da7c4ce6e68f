"""New departments, sections, goals and steps of tables, added to the text of a plan."""

from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from stc.edit.layout import format_document
from stc.edit.written import write_block
from stc.errors import CannotGoOn
from stc.files.layout import lay_out_file
from stc.findings import has_errors
from stc.imports.assemble import Numbers, make_section_id
from stc.imports.draft import Data, Draft, StepDraft, in_order
from stc.imports.report import Report
from stc.plan.aliases import fold_name
from stc.plan.field import keys_at, specs_of
from stc.plan.model import Goal, Plan, Section
from stc.text.nearest import quote
from stc.yaml.document import Document
from stc.yaml.edits import Edit, append_item, apply_edits, insert_entry
from stc.yaml.nodes import Mapping, Sequence
from stc.yaml.reader import read_document
from stc.yaml.scalars import format_flow
from stc.yaml.values import to_data


class Insertion:
    """The insertion of a draft into the text of a plan.

    Args:
        document: The plan.
        data: Its plain data.
        draft: The content of the tables.
        report: What is noted of it.
    """

    def __init__(self, document: Document, data: Data, draft: Draft, report: Report) -> None:
        self._document, self._data = document, data
        self._draft, self._report = draft, report

    def insert(self, new: list[StepDraft]) -> bytes:
        """Return the bytes of the plan with the new departments, sections, goals and steps.

        Raises:
            CannotGoOn: The text allows no exact change.
        """
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
