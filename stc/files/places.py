"""Positions in the tree of a file."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, Final

from stc.findings import Location
from stc.plan.field import has_place, lead_to_placed
from stc.plan.model import Plan, Step
from stc.yaml.document import Document
from stc.yaml.nodes import Mapping, Node, Scalar, Sequence
from stc.yaml.values import locate

KeyPath = tuple[str | int, ...]
_FEW: Final = 1_000
"""In how many blocks places are looked for, one by one."""
FindLocation = Callable[[Step, KeyPath], Location]
"""Return the place of a field of a step, or of its nearest parent."""


def find_step_locations(document: Document) -> FindLocation:
    """Return how the places of the fields of steps are found in a sound document."""
    in_blocks = _BlockPlaces(document) if document.is_canonical else None
    steps: dict[str, KeyPath] = {}

    def find(step: Step, field: KeyPath) -> Location:
        place = in_blocks and in_blocks.find(step, field)
        if place:
            return place
        if not steps:
            steps.update(locate_steps(document))
        return location_of(document, (*steps[step.id], *field))

    return find


class _BlockPlaces:
    """The places of fields of steps in the canonical layout, by the lines of each step alone.

    These are its own line and the deeper ones below it. A value follows its key; what is
    inside it is looked up in the tree of the step.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._blocks: dict[str, Node | None] = {}

    def find(self, step: Step, field: KeyPath) -> Location | None:
        """Return the place of a field, or None where so many were asked for that the tree pays."""
        if len(field) == 1:
            return self._find_value(step.place, str(field[0]))
        if step.id not in self._blocks:
            if len(self._blocks) == _FEW:
                return None
            self._blocks[step.id] = self._read(step.place)
        root = self._blocks[step.id]
        if root is None:
            return None
        node = locate(root, (0, *field))
        return Location(step.place.path, step.place.line - 1 + node.line, node.column)

    def _find_value(self, place: Location, key: str) -> Location:
        lines, margin = self._list_lines(place), place.column - 1
        for number, line in enumerate(lines):
            if line.startswith(f"{key}:", margin) and (not number or line[:margin].isspace()):
                if line[margin:] != f"{key}:":
                    return Location(place.path, place.line + number, margin + len(key) + 3)
                below = lines[number + 1]
                column = len(below) - len(below.lstrip(" ")) + 1
                return Location(place.path, place.line + number + 1, column)
        return place

    @cached_property
    def _lines(self) -> list[str]:
        return self._document.text.split("\n")

    def _list_lines(self, place: Location) -> list[str]:
        lines, margin, end = self._lines, " " * (place.column - 1), place.line
        while end < len(lines) and (not lines[end] or lines[end].startswith(margin)):
            end += 1
        return lines[place.line - 1 : end]

    def _read(self, place: Location) -> Node | None:
        from stc.yaml.reader import read_document

        text = "\n".join([*self._list_lines(place), ""])
        return read_document(text.encode(), place.path).root


def location_of(document: Document, loc: KeyPath, *, key: bool = False) -> Location:
    """Return the place of the value at a path of keys and 0-based indexes, or of its key.

    If the path does not exist, it is the place of its nearest parent.
    """
    if document.root is None:
        return Location(document.path)
    node = locate(document.root, loc, key=key)
    return Location(document.path, node.line, node.column)


def walk_placed(value: Any, block: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Yield the path and the value of every block of a file that has a place of its own.

    They come in the order of the file. What the declaration does not say is passed over.

    Args:
        value: A block of the file, from its tree or from its data.
        block: The declaration of that block.
        path: The path to it.
    """
    fields = lead_to_placed(block)
    for key in _keys(value):
        spec = fields.get(key)
        if spec is None:
            continue
        holders = [(value, path, key)]
        if spec.field.keys:
            held = value.get(key)
            holders = [(held, (*path, key), name) for name in _keys(held)]
        for holder, above, name in holders:
            for number, item in _items(holder, name):
                if has_place(spec.block):
                    yield (*above, name, number), item
                else:
                    yield from walk_placed(item, spec.block, (*above, name, number))


def walk_steps(root: Any) -> Iterator[tuple[KeyPath, Any]]:
    """Yield the path and the value of every step of a plan, from its tree or from its data."""
    return walk_placed(root, Plan)


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        return iter(dict.fromkeys(key.text for key, _ in value.entries))
    return iter(value) if isinstance(value, dict) else iter(())


def _items(value: Any, field: str) -> Iterator[tuple[int, Any]]:
    values = value.get(field) if isinstance(value, Mapping | dict) else None
    items = values.items if isinstance(values, Sequence) else values
    return enumerate(items) if isinstance(items, list | tuple) else enumerate(())


def locate_steps(document: Document) -> dict[str, KeyPath]:
    """Return the path to every step of a plan file by its id; of a repeated id, the first one's."""
    found: dict[str, KeyPath] = {}
    for loc, step in walk_steps(document.root):
        step_id = step.get("id") if isinstance(step, Mapping) else None
        if isinstance(step_id, Scalar):
            found.setdefault(step_id.text, loc)
    return found


def locate_blocks(document: Document, data: Any, block: Any) -> dict[int, Location]:
    """Return where each placed block of the data of a document begins, by its identity."""
    nodes, blocks = walk_placed(document.root, block), walk_placed(data, block)
    return {
        id(block): Location(document.path, node.line, node.column)
        for (_, node), (_, block) in zip(nodes, blocks, strict=False)
    }
