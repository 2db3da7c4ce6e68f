"""STC219: fields are out of order."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from stc import codes
from stc.findings import Finding, Location
from stc.plan.field import keys_at
from stc.plan.model import Plan
from stc.rules.rule import FileSubject, PlanSubject, Rule
from stc.yaml.document import Document
from stc.yaml.nodes import Mapping, Node, Scalar, Sequence

DOC = Rule(
    codes.FIELD_ORDER,
    why="In a fixed order every field is easy to find, and the fields that set-status and "
    "set-deadline change are apart, so that two changes to one step merge.",
    bad="deadline: 2026-12-31\nstatus: Planning\n",
    good="status: Planning\ndeadline: 2026-12-31\n",
    scope="step",
)


def check(subject: PlanSubject) -> Iterator[Finding]:
    """Return a finding at the first field of every block that is out of order."""
    return _find_in(subject.document, Plan)


def check_file(subject: FileSubject[Any]) -> Iterator[Finding]:
    """Return the same findings for a file beside a plan."""
    return _find_in(subject.document, subject.kind.block)


def _find_in(document: Document, file: Any) -> Iterator[Finding]:
    if document.is_canonical:
        return
    orders: dict[tuple[str, ...], dict[str, int]] = {}
    pending: list[tuple[Node | None, tuple[str, ...]]] = [(document.root, ())]
    while pending:
        node, path = pending.pop()
        if isinstance(node, Sequence):
            pending.extend((item, path) for item in node.items if not isinstance(item, Scalar))
        elif isinstance(node, Mapping):
            order = orders.get(path) or orders.setdefault(path, _find_order(file, path))
            yield from _find_late(document, node, order)
            inner = [pair for pair in node.entries if not isinstance(pair[1], Scalar)]
            pending.extend((value, (*path, key.text)) for key, value in inner)


def _find_order(file: Any, path: tuple[str, ...]) -> dict[str, int]:
    names = keys_at(file, path)
    return {name: position for position, name in enumerate(names)}


def _find_late(document: Document, block: Mapping, order: dict[str, int]) -> Iterator[Finding]:
    for (above, _), (key, _) in pairwise(block.entries):
        # A block of free keys has no order.
        if order.get(key.text, 0) < order.get(above.text, 0):
            message = f"The field {key.text} is below {above.text}, but belongs above it."
            place = Location(document.path, key.line, key.column)
            yield DOC.code.at(place, message, "`stc fmt` puts the fields in order.")
            return
