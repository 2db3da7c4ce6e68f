"""Where things stand in the tree of a file."""

from collections.abc import Callable, Iterator
from typing import Final

from stc.findings import Place
from stc.plan.model import Step
from stc.yaml.document import Document
from stc.yaml.nodes import Mapping, Node, Scalar, Sequence
from stc.yaml.values import locate

Loc = tuple[str | int, ...]
FindPlace = Callable[[Step, Loc], Place]
"""Gives the place of a field of a step, or of what stands nearest above it."""
_LAST: Final = ("sections",)


def find_step_places(document: Document) -> FindPlace:
    """Gives how the places of the fields of steps are found in a sound document."""
    if document.head is not None:
        from stc.files.canonical.places import CanonicalPlaces

        return CanonicalPlaces(document).find
    steps = locate_steps(document)
    return lambda step, field: place_of(document, (*steps[step.id], *field))


def place_of(document: Document, loc: Loc, *, key: bool = False) -> Place:
    """Gives the place of the value at a path of keys and 0-based indexes, or of its key.

    Where the path does not exist, the place of what stands nearest above it.
    """
    if document.head is not None and loc[:1] != _LAST:
        # The whole tree is not read for what stands above most of it.
        document = document.head
    if document.root is None:
        return Place(document.path)
    node = locate(document.root, loc, key=key)
    return Place(document.path, node.line, node.column)


def locate_steps(document: Document) -> dict[str, Loc]:
    """Gives the path to every step of a plan file by its id; of a repeated id, the first one's."""
    found: dict[str, Loc] = {}
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
