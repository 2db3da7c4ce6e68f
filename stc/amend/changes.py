"""Changes of fields, made exactly in the text and proved by reading it again."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any, NamedTuple

from stc.load.files import load_plan
from stc.plan.model import Step
from stc.words.errors import CannotGoOn, FileRefused
from stc.yamldoc.document import Document
from stc.yamldoc.edits import Edit, append_item, apply_edits, insert_entry, remove_entry, set_scalar
from stc.yamldoc.nodes import Mapping, Scalar, Sequence
from stc.yamldoc.scalars import Fields
from stc.yamldoc.values import locate, to_data

Loc = tuple[str | int, ...]


class Change(NamedTuple):
    """One field of one step, and what it is to hold.

    Attributes:
        step: The step.
        field: The name of the field.
        value: Its new value; None removes the field.
        added: What is appended to the list in the field, in place of a value.
    """

    step: Step
    field: str
    value: str | None = None
    added: tuple[str | Fields, ...] = ()


def amend_document(document: Document, changes: Iterable[Change]) -> bytes:
    """Gives the bytes of the file with these changes and no other.

    Raises:
        CannotGoOn: The text does not allow an exact change.
        FileRefused: The result would have errors.
    """
    changes = tuple(changes)
    locs = dict(_find_steps(to_data(document.root)))
    try:
        edits = [
            edit for change in changes for edit in _edits(document, locs[change.step.id], change)
        ]
        text = apply_edits(document.text, edits)
    except ValueError as problem:
        steps = ", ".join(dict.fromkeys(change.step.id for change in changes))
        raise CannotGoOn(
            f"{steps} cannot be changed exactly, so nothing was written: {problem}.",
            f"Change it by hand at {changes[0].step.place}.",
        ) from None
    data = document.encode(text)
    _prove(document, data, changes, locs)
    return data


def _find_steps(data: Any) -> Iterator[tuple[str, Loc]]:
    for s, section in enumerate(data["sections"]):
        for g, goal in enumerate(section["goals"]):
            for n, step in enumerate(goal["steps"]):
                yield step["id"], ("sections", s, "goals", g, "steps", n)


def _edits(document: Document, loc: Loc, change: Change) -> Iterator[Edit]:
    from stc.schema.plan_file import StepBlock
    from stc.schema.shape import field_names

    assert document.root is not None, "the file is sound"
    block = locate(document.root, loc)
    assert isinstance(block, Mapping), "the file is sound"
    node, order = block.get(change.field), field_names(StepBlock)
    if change.added and isinstance(node, Sequence) and node.items:
        yield from (append_item(document, node, value) for value in change.added)
    elif change.added and isinstance(node, Sequence):
        raise ValueError(f"{change.field} holds an empty list; remove that line first")
    elif change.added:
        values: Any = list(change.added)
        yield insert_entry(document, block, change.field, values, order)
    elif change.value is None:
        yield remove_entry(document, block, change.field)
    elif isinstance(node, Scalar):
        yield set_scalar(document, node, change.value)
    else:
        yield insert_entry(document, block, change.field, change.value, order)


def _prove(old: Document, data: bytes, changes: tuple[Change, ...], locs: dict[str, Loc]) -> None:
    loaded = load_plan(data, old.path)
    if loaded.value is None:
        raise FileRefused("The result would have errors, so nothing was written.", loaded.findings)
    expected = deepcopy(to_data(old.root))
    for change in changes:
        _apply(expected, locs[change.step.id], change)
    if to_data(loaded.document.root) != expected:
        steps = ", ".join(dict.fromkeys(change.step.id for change in changes))
        raise CannotGoOn(
            f"Changing {steps} would have changed something else, too; nothing was written.",
            "Please report this with the file, and change it by hand.",
        )


def _apply(data: Any, loc: Loc, change: Change) -> None:
    block = data
    for part in loc:
        block = block[part]
    if change.added:
        added = [dict(one) if isinstance(one, dict) else str(one) for one in change.added]
        block[change.field] = [*(block.get(change.field) or ()), *added]
    elif change.value is None:
        del block[change.field]
    else:
        block[change.field] = str(change.value)
