"""New entries of voices, put where they belong in the files of these, and proved."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from datetime import date
from itertools import zip_longest
from pathlib import PurePath
from typing import Any, Final, NamedTuple

from stc.edit.layout import format_document
from stc.errors import CannotGoOn, FileRefused
from stc.files.kinds import UPDATES
from stc.files.load import load_voice
from stc.findings import has_errors
from stc.plan.field import keys_at
from stc.plan.model import Department, Plan, Step
from stc.plan.periods import format_due, last_day, parse_due
from stc.plan.status import Status
from stc.plan.updates import Voice
from stc.rules.validate import check_file
from stc.yaml.document import Document
from stc.yaml.edits import Edit, apply_edits, insert_entry, insert_item, set_scalar
from stc.yaml.nodes import Mapping, Node, Scalar, Sequence
from stc.yaml.reader import read_document
from stc.yaml.scalars import STEP, OneLine, Plain, format_entry, format_key
from stc.yaml.values import to_data

_INDENT: Final = " " * STEP


class NewUpdate(NamedTuple):
    """An entry to record; one with neither a status nor a text confirms that nothing has changed.

    Attributes:
        by: The department whose voice it is.
        step: The step it is about; None for the plan as a whole.
        on: The day it is true of, or a period, which counts by its last day.
        says: The status it reports.
        text: What was done, or what was found.
        evidence: Addresses or names of documents that show it.
    """

    by: Department
    step: Step | None
    on: date
    says: Status | None = None
    text: str | None = None
    evidence: tuple[str, ...] = ()

    @property
    def key_path(self) -> tuple[str, ...]:
        """The path to the list of its entries in the file."""
        return ("steps", self.step.id) if self.step else ("plan",)

    def dump(self) -> dict[str, Any]:
        """Return the entry as the file says it."""
        found = {
            "on": format_due(self.on),
            "says": self.says.name if self.says else None,
            "text": self.text,
            "evidence": list(self.evidence) or None,
        }
        return {key: value for key, value in found.items() if value is not None}


def begin_voice(by: Department, plan: Plan) -> bytes:
    """Return the file of a voice that has said nothing yet, with the steps of its department.

    They are listed beforehand so that two branches that add to different steps merge.
    """
    steps = [step.id for step in plan.steps if by in step.departments]
    lines = [
        format_entry("schema_version", Plain("1"), 0, "\n"),
        format_entry("by", by.id, 0, "\n"),
        *(["", "steps:"] if steps else []),
        *(f"{_INDENT}{format_key(step)}:" for step in steps),
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def amend_voice(
    data: bytes, shown: str, plan: Plan, today: date, updates: Iterable[NewUpdate]
) -> bytes:
    """Return the bytes of the file of a voice with these entries, each after those it is as old as.

    An entry that is there already is not added again.

    Args:
        data: The file as it is, or as `begin_voice` begins it.
        shown: How its path is shown.
        plan: The plan.
        today: The day the result is judged on.
        updates: The entries, all of this voice.

    Raises:
        CannotGoOn: The text does not allow an exact change.
        FileRefused: The file has errors, or the result would have them.
    """
    document = read_document(data, shown)
    _refuse_errors(document, plan, today, f"{shown} has errors, so nothing was written.")
    is_laid_out = format_document(document) == data
    order = {step.id: place for place, step in enumerate(plan.steps)}
    expected = deepcopy(to_data(document.root))
    for batch in _batch(updates, order):
        new = [update for update in batch if not _is_recorded(expected, update)]
        try:
            edits = [_make_edit(document, update, tuple(order)) for update in new]
            data = document.encode(apply_edits(document.text, edits))
        except ValueError as problem:
            raise CannotGoOn(
                f"{shown} cannot be changed exactly, so nothing was written: {problem}.",
                "Change it by hand.",
            ) from None
        for update in new:
            _apply(expected, update)
        document = read_document(data, shown)
    _refuse_errors(document, plan, today, "The result would have errors, so nothing was written.")
    if to_data(document.root) != expected:
        raise CannotGoOn(
            f"Changing {shown} would have changed something else, too; nothing was written.",
            "Please report this with the file, and change it by hand.",
        )
    return format_document(document) if is_laid_out else data


def _refuse_errors(document: Document, plan: Plan, today: date, message: str) -> None:
    loaded, name = load_voice(document.data, document.path), PurePath(document.path).name
    findings = check_file(UPDATES, loaded, plan, today, file=name, errors_only=True)
    if has_errors(findings):
        raise FileRefused(message, findings)


def _batch(updates: Iterable[NewUpdate], order: dict[str, int]) -> Iterator[list[NewUpdate]]:
    """Yield the entries that can be added at once: one a step, in the order of the plan."""
    lists: dict[int, list[NewUpdate]] = {}
    for update in updates:
        lists.setdefault(order[update.step.id] if update.step else -1, []).append(update)
    for batch in zip_longest(*(lists[place] for place in sorted(lists))):
        found = [update for update in batch if update]
        # The first step may begin the list of all of them.
        alone = 1 + (found[0].step is None)
        yield from ([update] for update in found[:alone])
        yield found[alone:]


def _make_edit(document: Document, update: NewUpdate, order: tuple[str, ...]) -> Edit:
    """Return the edit that adds an entry.

    Raises:
        ValueError: The text does not allow it.
    """
    root = document.root
    assert isinstance(root, Mapping), "the file is sound"
    entry: dict[str, Any] = _format(update)
    top, *below = update.key_path
    holder: Node = root if not below else root.get(top) or root
    if holder is root and below:
        return insert_entry(document, root, top, {below[0]: [entry]}, keys_at(Voice))
    if isinstance(holder, Scalar):
        return set_scalar(document, holder, {below[0]: [entry]})
    assert isinstance(holder, Mapping), "the file is sound"
    key, keys = (below[0], order) if below else (top, keys_at(Voice))
    node = holder.get(key)
    if node is None:
        return insert_entry(document, holder, key, [entry], keys)
    if isinstance(node, Scalar):
        return set_scalar(document, node, [entry])
    assert isinstance(node, Sequence), "the file is sound"
    return insert_item(document, node, _find_place(to_data(node), update.on), entry)


def _format(update: NewUpdate) -> OneLine:
    fields = update.dump()
    # Other readers take a bare year for a number, so that it stands in quotes.
    if not fields["on"].isdigit():
        fields["on"] = Plain(fields["on"])
    return OneLine(fields)


def _find_place(entries: list[dict[str, Any]], on: date) -> int:
    """Return where an entry belongs: below the last one that is not newer."""
    days = [parse_due(entry["on"]) for entry in entries]
    older = [n for n, day in enumerate(days, 1) if day and last_day(day) <= last_day(on)]
    return older[-1] if older else 0


def _is_recorded(data: Any, update: NewUpdate) -> bool:
    holder = data
    for key in update.key_path:
        holder = (holder or {}).get(key)
    return update.dump() in (holder or [])


def _apply(data: dict[str, Any], update: NewUpdate) -> None:
    """Add an entry to what a file says."""
    *above, key = update.key_path
    holder = data
    for part in above:
        if holder.get(part) is None:
            holder[part] = {}
        holder = holder[part]
    entries = holder.get(key) or []
    place = _find_place(entries, update.on)
    holder[key] = [*entries[:place], update.dump(), *entries[place:]]
