"""Changes of fields, made exactly in the text and proved by reading it again."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from datetime import date
from itertools import zip_longest
from typing import Any, Final, NamedTuple

from stc.errors import CannotGoOn, FileRefused
from stc.files.blocks import Memory
from stc.files.load import Loaded, load_plan, read_later
from stc.files.places import KeyPath, locate_steps
from stc.findings import has_errors
from stc.plan.field import keys_at
from stc.plan.model import Plan, Step
from stc.rules.validate import find_plan_errors
from stc.yaml.document import Document
from stc.yaml.edits import (
    Edit,
    append_item,
    apply_edits,
    insert_entry,
    remove_entry,
    remove_item,
    set_list,
    set_scalar,
)
from stc.yaml.nodes import Mapping, Scalar, Sequence
from stc.yaml.reader import read_document
from stc.yaml.scalars import Fields, Plain
from stc.yaml.values import locate, to_data

NULL: Final = Plain("null")
"""The value of a field that is present and empty."""


class Change(NamedTuple):
    """One field of one step, and what it is to hold.

    Attributes:
        step: The step.
        field: The name of the field, or the position of an item in a list.
        value: Its new value; None removes the field or item.
        added: What is appended to the list in the field, in place of a value.
        within: The path in the step to what holds the field, where that is not the step.
        fields: What is put into a field that is missing, in place of a value.
        values: All texts of the list in the field, in place of a value; `Names` go in brackets.
    """

    step: Step
    field: str | int
    value: str | None = None
    added: tuple[str | Fields, ...] = ()
    within: KeyPath = ()
    fields: Fields | None = None
    values: list[str] | None = None

    @property
    def is_removal(self) -> bool:
        """Whether it takes something away and puts nothing in its place."""
        return self.value is None and self.fields is None and not self.added and not self.values


class Piece(NamedTuple):
    """A part of a file.

    Attributes:
        start: Where it begins, in bytes.
        end: Where it ends, half-open.
        document: Its text, as a document of its own.
        locs: The path in it to each of its steps, by their ids.
    """

    start: int
    end: int
    document: Document
    locs: dict[str, KeyPath]


def amend_document(
    document: Document, changes: Iterable[Change], today: date, memory: Memory | None = None
) -> bytes:
    """Return the bytes of the file with these changes and no other.

    Args:
        document: The file as it was read.
        changes: What is to change.
        today: The day the result is judged on.
        memory: What was remembered when the file was read.

    Raises:
        CannotGoOn: The text does not allow an exact change.
        FileRefused: The result would have errors.
    """
    changes = tuple(changes)
    memory = memory or Memory()
    before = memory.read(document.data)
    pieces = _cut(document, changes, memory, before)
    try:
        made = [_make(piece, changes) for piece in pieces]
    except ValueError as problem:
        steps = ", ".join(dict.fromkeys(change.step.id for change in changes))
        raise CannotGoOn(
            f"{steps} cannot be changed exactly, so nothing was written: {problem}.",
            f"Change it by hand at {changes[0].step.place}.",
        ) from None
    data = _join(document.data, pieces, made)
    _prove(document.path, data, today, memory, before)
    if not all(_is_exact(*pair, changes) for pair in zip(pieces, made, strict=True)):
        steps = ", ".join(dict.fromkeys(change.step.id for change in changes))
        raise CannotGoOn(
            f"Changing {steps} would have changed something else, too; nothing was written.",
            "Please report this with the file, and change it by hand.",
        )
    return data


def _cut(
    document: Document, changes: tuple[Change, ...], memory: Memory, before: Plan | None
) -> tuple[Piece, ...]:
    """Return the blocks of the steps that change, or the whole where it cannot be cut."""
    data = document.data
    if before is None:
        return (Piece(0, len(data), document, locate_steps(document)),)
    spans = {step.id: span for step, span in zip(before.steps, memory.locate(data), strict=True)}
    ids = sorted({change.step.id for change in changes}, key=spans.__getitem__)
    return tuple(
        Piece(
            *spans[step_id],
            read_document(data[slice(*spans[step_id])], document.path),
            {step_id: (0,)},
        )
        for step_id in ids
    )


def _join(data: bytes, pieces: tuple[Piece, ...], made: list[bytes]) -> bytes:
    """Return the bytes of the file with other bytes in the place of its pieces."""
    parts, done = [], 0
    for piece, new in zip(pieces, made, strict=True):
        parts += [data[done : piece.start], new]
        done = piece.end
    return b"".join([*parts, data[done:]])


def _make(piece: Piece, changes: tuple[Change, ...]) -> bytes:
    """Return the bytes of a piece with its changes.

    Fields are removed last, as others may be beside them, and of one step one after the other.

    Raises:
        ValueError: The text does not allow an exact change.
    """
    data = piece.document.data
    for batch in _batch([change for change in changes if change.step.id in piece.locs]):
        edits: list[Edit] | None = None
        # Of a list one item after the other changes.
        while edits is None or (edits and batch[0].values):
            is_new = data != piece.document.data
            current = read_document(data, piece.document.path) if is_new else piece.document
            found = (_edits(current, piece.locs[change.step.id], change) for change in batch)
            edits = [edit for some in found for edit in some]
            data = current.encode(apply_edits(current.text, edits))
    return data


def _batch(changes: list[Change]) -> Iterator[list[Change]]:
    """Yield the changes that can be made at once: of each step, the removals one by one."""
    others, removals = list[Change](), dict[str, list[Change]]()
    for change in changes:
        if change.values:
            yield [change]
        else:
            into = removals.setdefault(change.step.id, []) if change.is_removal else others
            into.append(change)
    if others:
        yield others
    for batch in zip_longest(*removals.values()):
        yield [change for change in batch if change]


def _edits(document: Document, loc: KeyPath, change: Change) -> Iterator[Edit]:
    if document.root is None:
        raise ValueError("the text with the other changes cannot be read")
    block = locate(document.root, (*loc, *change.within))
    if isinstance(block, Sequence):
        assert isinstance(change.field, int), "the place of an item"
        yield remove_item(document, block, change.field)
        return
    assert isinstance(block, Mapping), "the file is sound"
    field = str(change.field)
    node = block.get(field)
    order = (*(key.text for key, _ in block.entries), field) if change.within else keys_at(Step)
    if change.added and isinstance(node, Sequence) and node.items:
        yield from (append_item(document, node, value) for value in change.added)
    elif change.added and isinstance(node, Sequence):
        raise ValueError(f"{field} holds an empty list; remove that line first")
    elif change.added:
        values: Any = list(change.added)
        yield insert_entry(document, block, field, values, order)
    elif change.values and node is not None:
        if edit := set_list(document, block, field, change.values):
            yield edit
    elif change.values:
        yield insert_entry(document, block, field, change.values, order)
    elif change.fields is not None:
        yield insert_entry(document, block, field, change.fields, order)
    elif change.value is None:
        yield remove_entry(document, block, field)
    elif isinstance(node, Scalar):
        yield set_scalar(document, node, change.value)
    else:
        yield insert_entry(document, block, field, change.value, order)


def _prove(path: str, data: bytes, today: date, memory: Memory, before: Plan | None) -> None:
    """Require that the result is a valid plan; of steps that did not change it is known.

    Raises:
        FileRefused: It would have errors.
    """
    after = memory.read(data)
    if after is None or before is None:
        loaded = load_plan(data, path)
    else:
        known = {id(step) for step in before.steps}
        new = tuple(step for step in after.steps if id(step) not in known)
        loaded = Loaded(after._replace(steps=new), (), read_later(data, path))
    errors = find_plan_errors(loaded, today)
    if errors:
        raise FileRefused("The result would have errors, so nothing was written.", errors)


def _is_exact(piece: Piece, made: bytes, changes: tuple[Change, ...]) -> bool:
    """Return whether a piece says what it said before, with its changes and no other."""
    expected = deepcopy(to_data(piece.document.root))
    for change in changes:
        if change.step.id in piece.locs:
            _apply(expected, piece.locs[change.step.id], change)
    again = read_document(made, piece.document.path)
    return not has_errors(again.findings) and bool(to_data(again.root) == expected)


def _apply(data: Any, loc: KeyPath, change: Change) -> None:
    block = data
    for part in (*loc, *change.within):
        block = block[part]
    if change.added:
        added = [dict(value) if isinstance(value, dict) else str(value) for value in change.added]
        block[change.field] = [*(block.get(change.field) or ()), *added]
    elif change.values:
        block[change.field] = [*change.values]
    elif change.fields is not None:
        block[change.field] = dict(change.fields)
    elif change.value is None:
        del block[change.field]
    else:
        block[change.field] = None if change.value is NULL else str(change.value)
