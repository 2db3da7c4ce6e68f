"""Where things stand in the tree of a file."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Final

from stc.findings import Location
from stc.plan.model import Step
from stc.yaml.document import Document
from stc.yaml.nodes import Mapping, Node, Scalar, Sequence
from stc.yaml.values import locate

KeyPath = tuple[str | int, ...]
_FEW: Final = 1_000
"""In how many blocks places are looked for, one by one."""
FindLocation = Callable[[Step, KeyPath], Location]
"""Return the place of a field of a step, or of what stands nearest above it."""


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
    """The places of fields of a few steps in the canonical layout, each from the tree of its block.

    The block of a step are its line and the deeper ones below it.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._blocks: dict[str, Node | None] = {}

    def find(self, step: Step, field: KeyPath) -> Location | None:
        """Return the place of a field, or None where so many were asked for that the tree pays."""
        if step.id not in self._blocks:
            if len(self._blocks) == _FEW:
                return None
            self._blocks[step.id] = self._read(step.place)
        root = self._blocks[step.id]
        if root is None:
            return None
        node = locate(root, (0, *field))
        return Location(step.place.path, step.place.line - 1 + node.line, node.column)

    @cached_property
    def _lines(self) -> list[str]:
        return self._document.text.split("\n")

    def _read(self, place: Location) -> Node | None:
        lines, margin, end = self._lines, " " * (place.column - 1), place.line
        while end < len(lines) and (not lines[end] or lines[end].startswith(margin)):
            end += 1
        text = "\n".join([*lines[place.line - 1 : end], ""])
        from stc.yaml.reader import read_document

        return read_document(text.encode(), place.path).root


def location_of(document: Document, loc: KeyPath, *, key: bool = False) -> Location:
    """Return the place of the value at a path of keys and 0-based indexes, or of its key.

    Where the path does not exist, the place of what stands nearest above it.
    """
    if document.root is None:
        return Location(document.path)
    node = locate(document.root, loc, key=key)
    return Location(document.path, node.line, node.column)


def locate_steps(document: Document) -> dict[str, KeyPath]:
    """Return the path to every step of a plan file by its id; of a repeated id, the first one's."""
    found: dict[str, KeyPath] = {}
    for s, section in _items(document.root, "sections"):
        for g, goal in _items(section, "goals"):
            for n, step in _items(goal, "steps"):
                step_id = step.get("id") if isinstance(step, Mapping) else None
                if isinstance(step_id, Scalar):
                    loc = ("sections", s, "goals", g, "steps", n)
                    found.setdefault(step_id.text, loc)
    return found


def _items(node: Node | None, field: str) -> Iterator[tuple[int, Node]]:
    values = node.get(field) if isinstance(node, Mapping) else None
    return enumerate(values.items) if isinstance(values, Sequence) else enumerate(())


def list_step_locations(document: Document) -> list[Location]:
    """Return where each step begins, in the order of the file."""
    return [
        Location(document.path, step.line, step.column)
        for _, section in _items(document.root, "sections")
        for _, goal in _items(section, "goals")
        for _, step in _items(goal, "steps")
    ]


def list_entry_locations(document: Document) -> list[Location]:
    """Return where each entry of a timeline begins, in the order of the file."""
    return [
        Location(document.path, entry.line, entry.column)
        for _, entry in _items(document.root, "entries")
    ]
