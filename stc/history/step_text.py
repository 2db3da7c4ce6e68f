"""The text of a few steps of a plan, read on its own."""

from collections.abc import Callable

from stc.files.load import Loaded
from stc.files.quick import find_shape
from stc.files.resolve import resolve_step
from stc.findings import Finding, Place, has_errors
from stc.history.chunks import Chunk
from stc.plan.model import Plan, Step
from stc.yaml.document import Document
from stc.yaml.nodes import Mapping, Node, Scalar, Sequence
from stc.yaml.reader import read_document
from stc.yaml.values import to_data

NOWHERE = Place("")
"""The place of a step of an old version, which stands in no file."""

Judge = Callable[[Loaded[Plan]], tuple[Finding, ...]]
"""Gives what is wrong with a plan that was read; one with an error is not sound.

A rule that is an error must look at one step at a time: of a version that is read from the one
before it, only the steps that changed are judged.
"""


def read_steps(plan: Plan, chunk: Chunk, data: bytes, path: str, judge: Judge) -> tuple[Step, ...]:
    """Gives the steps that the bytes hold, or none where anything about them is odd.

    Args:
        plan: The version before, with the same departments and goals.
        chunk: What stood there, of one step or more.
        data: What stands there now.
        path: The file, as findings call it.
        judge: What judges the steps.
    """
    indent = _find_indent(data)
    if indent is None or indent != _find_indent(chunk.data):
        return ()
    document = read_document(data, path)
    root = document.root
    if not isinstance(root, Sequence) or has_errors(document.findings):
        return ()
    if root.flow or root.column != indent + 1:
        return ()
    steps = tuple(_resolve(plan, chunk, node, document) for node in root.items)
    found = tuple(step for step in steps if step is not None)
    if len(found) != len(steps) or _is_faulty(plan, found, document, judge):
        return ()
    return found


def first_line(data: bytes) -> bytes:
    """Gives the first line with its line feed."""
    return data[: data.find(b"\n") + 1] or data


def _find_indent(data: bytes) -> int | None:
    line = first_line(data)
    rest = line.lstrip(b" ")
    return len(line) - len(rest) if rest.startswith(b"- ") else None


def _resolve(plan: Plan, chunk: Chunk, node: Node, document: Document) -> Step | None:
    """Gives the step of a node, or None where the schema or a reference is not kept."""
    goal = chunk.steps[0].goal
    if not isinstance(node, Mapping) or node.flow:
        return None
    block = to_data(node)
    if find_shape("StepBlock", document.with_root(node), block):
        return None
    if not block["id"].startswith(f"{goal.section.id}-"):
        return None
    departments = {one.id: one for one in plan.departments}
    named = block.get("departments", [])
    lead = [block["lead"]] if block.get("lead") else []
    is_repeated = len(set(named)) != len(named)
    if is_repeated or not departments.keys() >= {*named, *lead}:
        return None
    return resolve_step(block, goal, departments, NOWHERE)


def _is_faulty(plan: Plan, steps: tuple[Step, ...], document: Document, judge: Judge) -> bool:
    """Says whether the rules have anything against some steps of a plan."""
    if document.root is None:
        return True
    root = _wrap("steps", document.root)
    for key in ("goals", "sections"):
        root = _wrap(key, _list(root))
    part = Loaded(plan._replace(steps=steps), document.findings, document.with_root(root))
    return has_errors(judge(part))


def _wrap(key: str, value: Node) -> Mapping:
    block = Mapping(0, 0, 1, 1, False)
    block.entries.append((Scalar(key, "", 0, 0, 1, 1), value))
    return block


def _list(item: Node) -> Sequence:
    items = Sequence(0, 0, 1, 1, False)
    items.items.append(item)
    return items
