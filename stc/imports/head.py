"""The head of a plan that is there, and what the rules of an import add to it."""

from typing import Any

from stc.edit.layout import format_document
from stc.edit.written import format_value, write_block
from stc.errors import CannotGoOn
from stc.files.layout import lay_out_file
from stc.files.places import KeyPath, location_of
from stc.findings import has_errors
from stc.imports.draft import Data, in_order
from stc.imports.read import Rules
from stc.imports.report import Report
from stc.plan.aliases import fold_name
from stc.plan.field import Spec, keys_at, specs_of
from stc.plan.model import Plan
from stc.plan.status import fold_status
from stc.plan.vocabulary import UNKNOWN
from stc.yaml.document import Document
from stc.yaml.edits import Edit, append_item, apply_edits, insert_entry
from stc.yaml.nodes import Mapping, Node, Sequence
from stc.yaml.reader import read_document
from stc.yaml.values import locate, to_data


def complete_head(document: Document, rules: Rules, report: Report) -> bytes:
    """Return the bytes of a plan with what its head lacks of that of the rules.

    What its head has is kept. The report names what the rules say otherwise.

    Raises:
        CannotGoOn: The text allows no exact change.
    """
    merger = _HeadMerger(document, rules, report)
    merger.add_block((), ("plan",), "", Plan, rules.head)
    if merger.document is document or lay_out_file(document) != document.text:
        return merger.document.data
    return format_document(merger.document)


class _HeadMerger:
    def __init__(self, document: Document, rules: Rules, report: Report) -> None:
        self.document, self._rules, self._report = document, rules, report

    def add_block(self, path: KeyPath, rule: KeyPath, label: str, block: Any, wanted: Data) -> None:
        """Add the fields that a block of the plan lacks; name those that differ.

        Args:
            path: The path to the block in the plan.
            rule: The path to it in the rules.
            label: What precedes the names of its fields in sentences.
            block: Its declaration.
            wanted: What the rules say of it.
        """
        there = self._read(path)
        for key, spec in specs_of(block).items():
            if key not in wanted or there.get(key) == wanted[key]:
                continue
            value, old = wanted[key], there.get(key)
            at, here, name = (*path, key), (*rule, key), f"{label}{key}"
            if key not in there:
                self._insert(path, block, spec, value)
            elif key == "statuses":
                self._compare_statuses(here, old or [], value)
            elif not path and spec.block and isinstance(old, list):
                for number, item in enumerate(value):
                    self._add_item(at, (*here, number), spec, item)
            elif spec.block and isinstance(old, dict) and isinstance(value, dict):
                self.add_block(at, here, f"{name}.", spec.block, value)
            else:
                self._keep(here, name, value, f"{name} of the plan differs and is kept.")

    def _add_item(self, path: KeyPath, rule: KeyPath, spec: Spec, wanted: Data) -> None:
        """Add an item that a list of the plan lacks; of one that is there, its other fields."""
        items = self._read(path) or []
        first = next(iter(specs_of(spec.block)))
        texts = [wanted[first], *([wanted["name"]] if "name" in wanted else [])]
        places = (
            place
            for text in texts
            for place, item in enumerate(items)
            if fold_name(text) in map(fold_name, _list_names(item, first))
        )
        place = next(places, None)
        if place is None:
            self._append(path, spec, wanted)
            return
        known = {fold_name(name) for name in _list_names(items[place], first)}
        # Another name of a department that is there is a way to read it, and no contradiction.
        rest = {
            key: value
            for key, value in wanted.items()
            if key not in ("aliases", "was")
            and not (key in (first, "name") and fold_name(value) in known)
        }
        label = f"{path[-1]}.{items[place][first]}."
        self.add_block((*path, place), rule, label, spec.block, rest)

    def _compare_statuses(self, rule: KeyPath, old: list[Data], wanted: list[Data]) -> None:
        """Name the statuses of the rules that the plan has not, or has of another kind.

        Their order says how far a step is, so none is added.
        """
        kinds = {
            fold_status(name): item["kind"]
            for item in old
            for name in (item["name"], *item.get("was", ()))
        }
        for number, status in enumerate(wanted):
            name, folded = status["name"], fold_status(status["name"])
            message = ""
            if folded not in kinds and folded != fold_status(UNKNOWN.name):
                message = "It is not a status of the plan, whose vocabulary is kept."
            elif kinds.get(folded, status["kind"]) != status["kind"]:
                message = f"Its kind in the plan is {kinds[folded]} and is kept."
            if message:
                self._keep((*rule, number), "statuses", name, message)

    def _keep(self, rule: KeyPath, name: str, value: Any, message: str) -> None:
        place = location_of(self._rules.document, rule)
        self._report.note("kept", place, name, value if isinstance(value, str) else "", message)

    def _read(self, path: KeyPath) -> Any:
        return _follow(to_data(self.document.root), path)

    def _find(self, path: KeyPath) -> Node:
        assert self.document.root is not None, "the plan is valid"
        return locate(self.document.root, path)

    def _insert(self, path: KeyPath, block: Any, spec: Spec, value: Any) -> None:
        expected = self._read(())
        _follow(expected, path)[spec.key] = value
        mapping = self._find(path)
        assert isinstance(mapping, Mapping), "the plan is valid"
        written = _write(spec, value)
        try:
            edit = insert_entry(self.document, mapping, spec.key, written, keys_at(block))
        except ValueError as problem:
            raise self._cannot(str(problem)) from None
        self._apply(edit, expected)

    def _append(self, path: KeyPath, spec: Spec, value: Data) -> None:
        expected = self._read(())
        _follow(expected, path).append(value)
        sequence = self._find(path)
        assert isinstance(sequence, Sequence), "the plan is valid"
        written = write_block(spec.block, in_order(spec.block, value))
        try:
            edit = append_item(self.document, sequence, written)
        except ValueError as problem:
            raise self._cannot(str(problem)) from None
        self._apply(edit, expected)

    def _apply(self, edit: Edit, expected: Data) -> None:
        try:
            data = self.document.encode(apply_edits(self.document.text, [edit]))
        except ValueError as problem:
            raise self._cannot(str(problem)) from None
        again = read_document(data, self.document.path)
        if has_errors(again.findings) or to_data(again.root) != expected:
            raise self._cannot("another value would have changed, too")
        self.document = again

    def _cannot(self, problem: str) -> CannotGoOn:
        return CannotGoOn(
            f"{self.document.path}: the head cannot be completed exactly: {problem}.",
            "Nothing was written. Run stc fmt on the plan first.",
        )


def _list_names(item: Data, first: str) -> tuple[str, ...]:
    """Return what an item of the head is known by; of a department, every name it has or had."""
    names = (item.get(first), item.get("name"), *item.get("aliases", ()), *item.get("was", ()))
    return tuple(filter(None, names))


def _follow(data: Any, path: KeyPath) -> Any:
    for part in path:
        data = data[part]
    return data


def _write(spec: Spec, value: Any) -> Any:
    if spec.block and isinstance(value, list):
        return [write_block(spec.block, in_order(spec.block, block)) for block in value]
    if spec.block and isinstance(value, dict):
        return write_block(spec.block, in_order(spec.block, value))
    return format_value(value) if isinstance(value, str) else value
