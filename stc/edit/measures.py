"""Changes of the measures beside a plan: a reading that is recorded, a target that is set."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from stc.edit.layout import format_document
from stc.edit.write import Edited, EditedFile, describe_next, hold_files
from stc.errors import CannotGoOn, FileRefused, UsageProblem
from stc.files.kinds import MEASURES
from stc.files.load import load
from stc.files.store.lock import Say
from stc.findings import Finding, has_errors
from stc.plan.field import BadValue, keys_at, specs_of
from stc.plan.measures import (
    Figure,
    Measure,
    Measures,
    describe_target,
    find_weakened,
)
from stc.plan.model import Plan
from stc.plan.periods import format_due, last_day, parse_due
from stc.plan.value_types import parse_decimal
from stc.rules.load_checked import load_checked_plan
from stc.rules.validate import check_file
from stc.yaml.document import Document
from stc.yaml.edits import (
    Edit,
    apply_edits,
    insert_entry,
    insert_item,
    remove_entry,
    remove_item,
    set_scalar,
)
from stc.yaml.nodes import Mapping, Scalar, Sequence
from stc.yaml.reader import read_document
from stc.yaml.scalars import OneLine, Plain
from stc.yaml.values import to_data


class MeasuresFile(NamedTuple):
    """The measures that are to be changed.

    Attributes:
        plan: The plan beside them.
        measures: What the file holds.
        shown: How its path is shown.
        today: Today in the time zone of the plan.
    """

    plan: Plan
    measures: Measures
    shown: str
    today: date


class NewFields(NamedTuple):
    """What a measure is to hold afterwards: its lists, as plain data, by their keys.

    Attributes:
        measure: The measure as it is.
        lists: The new lists; those that are not named stay.
        subject: A subject for the commit.
        lines: Sentences for people.
    """

    measure: Measure
    lists: dict[str, list[dict[str, str]]]
    subject: str
    lines: tuple[str, ...]


Decide = Callable[[MeasuresFile], NewFields]


def read_decimal(name: str, typed: str) -> str:
    """Return the plain decimal that a person typed.

    Raises:
        UsageProblem: It is none.
    """
    try:
        return parse_decimal(typed)
    except BadValue as bad:
        raise UsageProblem(f"{name}: {bad.message}", bad.hint) from None


def record_reading(measure: Measure, reading: dict[str, str]) -> NewFields:
    """Return a measure with one more reading, below those that are as old.

    Raises:
        CannotGoOn: There is another of that time, and no note says that this one corrects it.
    """
    lists = [dump_block(held) for held in measure.readings]
    said = f"{reading['value']} {measure.unit}"
    if reading in lists:
        line = f"{measure.id}: the reading of {reading['when']}, {said}, is recorded already."
        return NewFields(measure, {}, "", (line,))
    other = next((held for held in reversed(lists) if held["when"] == reading["when"]), None)
    if other is not None and "note" not in reading:
        raise CannotGoOn(
            f"{measure.id}: the reading of {other['when']} is {other['value']} already.",
            "Say with --note why this one corrects it.",
        )
    place = _find_place(lists, reading["when"])
    new = [*lists[:place], reading, *lists[place:]]
    line = f"{measure.id}: {said}, {reading['when']}."
    subject = f"{measure.id}: {reading['value']} in {reading['when']}"
    return NewFields(measure, {"readings": new}, subject, (line,))


class NewTarget(NamedTuple):
    """A target as it is asked for.

    Attributes:
        value: The value; None to remove the target.
        when: When it is to be reached.
        moved: When the target that it takes the place of was to be reached, if at another time.
        source: Where it was published.
        note: A remark for readers.
        reason: Why a target is moved.
    """

    value: str | None
    when: date
    moved: date | None
    source: str | None
    note: str | None
    reason: str | None


def set_target(measure: Measure, wanted: NewTarget, today: date) -> NewFields:
    """Return a measure with a target set, moved or removed, and with the revision that says why.

    Raises:
        CannotGoOn: There is no such target, it says the same as the last one, or no reason is
            given for a weaker one.
    """
    old = _find_target(measure, wanted)
    new = None if wanted.value is None else _make_target(wanted, old)
    if old is not None and new is not None and (old.when, old.value) == (new.when, new.value):
        line = f"{measure.id}: the target of {describe_target(old)} is set already."
        return NewFields(measure, {}, "", (line,))
    _refuse_same(measure, old, new)
    kept = [target for target in measure.targets if target is not old]
    targets = _insert(kept, new) if new else kept
    changed = measure._replace(targets=tuple(targets))
    if find_weakened(measure, changed) and wanted.reason is None:
        what = describe_target(old) if old else ""
        raise CannotGoOn(
            f"{measure.id}: the target of {what} would be lowered, postponed or removed.",
            "Give the reason with --reason.",
        )
    lists = {"targets": [dump_block(target) for target in targets]}
    lines = [f"{measure.id}: {_tell(measure, old, new)}"]
    if old is not None and wanted.reason is not None:
        move = {"from": describe_target(old)}
        move |= {"to": describe_target(new)} if new else {}
        move |= {"on": today.isoformat(), "reason": wanted.reason}
        lists["revisions"] = [*map(dump_block, measure.revisions), move]
    elif old is None and wanted.reason is not None and new is not None:
        lines.append("The reason is kept as the note of the new target.")
    subject = f"{measure.id}: {'target ' + describe_target(new) if new else 'no target'}"
    return NewFields(measure, lists, subject, tuple(lines))


def _find_target(measure: Measure, wanted: NewTarget) -> Figure | None:
    when = wanted.moved or wanted.when
    found = next((target for target in measure.targets if target.when == when), None)
    if found is None and (wanted.moved is not None or wanted.value is None):
        known = ", ".join(map(describe_target, measure.targets)) or "none"
        raise CannotGoOn(
            f"{measure.id}: there is no target of {format_due(when)}.", f"The targets are: {known}."
        )
    return found


def _make_target(wanted: NewTarget, old: Figure | None) -> Figure:
    note = wanted.note
    if old is None and note is None:
        note = wanted.reason
    elif old is not None and note is None:
        note = old.note
    source = wanted.source or (old.source if old else None)
    return Figure(wanted.when, str(wanted.value), source, note)


def _refuse_same(measure: Measure, old: Figure | None, new: Figure | None) -> None:
    last = measure.target
    if old is None and new is not None and last is not None and new.value == last.value:
        raise CannotGoOn(
            f"{measure.id}: the last target is {describe_target(last)}, the same value.",
            "Name that target with --from to move it, or write another value.",
        )


def _insert(targets: list[Figure], new: Figure) -> list[Figure]:
    assert new.when is not None, "a target that is set has its time"
    older = [
        n
        for n, target in enumerate(targets, 1)
        if target.when and last_day(target.when) <= last_day(new.when)
    ]
    place = older[-1] if older else 0
    return [*targets[:place], new, *targets[place:]]


def _tell(measure: Measure, old: Figure | None, new: Figure | None) -> str:
    if new is None:
        assert old is not None, "only a target that is there is removed"
        return f"the target of {describe_target(old)} {measure.unit} is removed."
    if old is None:
        return f"the target is {describe_target(new)}, {measure.unit}."
    return f"the target was {describe_target(old)}, and is {describe_target(new)}, {measure.unit}."


def dump_block(block: Any) -> dict[str, str]:
    """Return a figure, a reading or a move as plain data, by the keys of the file."""
    found = {}
    for key, spec in specs_of(type(block)).items():
        value = getattr(block, spec.attribute)
        if value is not None:
            found[key] = format_due(value) if isinstance(value, date) else value
    return found


def _find_place(blocks: list[dict[str, str]], when: str) -> int:
    """Return where a block belongs: below the last one that is not newer."""
    day = parse_due(when)
    assert day is not None, "what is written is a day or a period"
    days = [parse_due(block["when"]) for block in blocks]
    older = [n for n, other in enumerate(days, 1) if other and last_day(other) <= last_day(day)]
    return older[-1] if older else 0


def edit_measures(
    path: Path, shown: str, decide: Decide, *, now: datetime, say: Say, dry_run: bool
) -> Edited:
    """Change the measures beside a plan and return when the new text is on disk.

    Args:
        path: The plan.
        shown: How its path is shown.
        decide: From the measures to what one of them is to hold.
        now: The current moment.
        say: Called with a sentence when there is another writer to wait for.
        dry_run: Make the change without writing it.

    Raises:
        StcError: Nothing was written, for the reason it gives.
    """
    name = str(Path(shown).with_name(MEASURES.file))
    with hold_files(say, dry_run) as held:
        data = held.read(path)
        plan, _, today = load_checked_plan(data, shown, now)
        before = held.read_inside(path.parent, MEASURES.file)
        if not before:
            raise CannotGoOn(
                f"There is no {name}, so no measure is known.",
                "docs/plan-file.md shows how the file begins.",
            )
        loaded = load(MEASURES, before, name)
        errors = check_file(MEASURES, loaded, plan, today, errors_only=True)
        if loaded.value is None or has_errors(errors):
            raise FileRefused(f"{name} has errors, so nothing was written.", errors)
        wanted = decide(MeasuresFile(plan, loaded.value, name, today))
        after, warnings = _amend(before, name, wanted, plan, today)
        held.replace([after, data])
    file = EditedFile(path.with_name(MEASURES.file), name, before, after)
    if not file.is_changed:
        return Edited((file,), wanted.lines)
    foreseen = tuple(f"stc validate will warn: {found.code} {found.message}" for found in warnings)
    done = ("Dry run: nothing was written.",)
    plan_file = EditedFile(path, shown, data, data)
    after_that = done if dry_run else describe_next([file, plan_file], wanted.subject)
    return Edited((file,), (*wanted.lines, *foreseen, *after_that))


def _amend(
    data: bytes, shown: str, wanted: NewFields, plan: Plan, today: date
) -> tuple[bytes, tuple[Finding, ...]]:
    """Return the bytes of the file with new lists in a measure, proved, and the new warnings.

    Raises:
        CannotGoOn: The text does not allow an exact change.
        FileRefused: The result would have errors.
    """
    document = read_document(data, shown)
    is_laid_out = format_document(document) == data
    known = {finding.message for finding in _check(document, plan, today)}
    expected = deepcopy(to_data(document.root))
    ids = [measure["id"] for measure in expected["measures"]]
    number = ids.index(wanted.measure.id)
    block = expected["measures"][number]
    for key, new in wanted.lists.items():
        try:
            document = _change_list(document, number, key, block.get(key) or [], new)
        except ValueError as problem:
            raise CannotGoOn(
                f"{shown} cannot be changed exactly, so nothing was written: {problem}.",
                "Change it by hand.",
            ) from None
        block[key] = new
        if not new:
            del block[key]
    if to_data(document.root) != expected:
        raise CannotGoOn(
            f"Changing {shown} would have changed something else, too; nothing was written.",
            "Please report this with the file, and change it by hand.",
        )
    found = _check(document, plan, today)
    if has_errors(found):
        raise FileRefused("The result would have errors, so nothing was written.", found)
    warnings = tuple(finding for finding in found if finding.message not in known)
    return (format_document(document) if is_laid_out else document.data), warnings


def _check(document: Document, plan: Plan, today: date) -> tuple[Finding, ...]:
    return check_file(MEASURES, load(MEASURES, document.data, document.path), plan, today)


Blocks = list[dict[str, str]]


def _change_list(document: Document, number: int, key: str, old: Blocks, new: Blocks) -> Document:
    """Return the document with another list in a measure; what stays keeps its lines.

    Raises:
        ValueError: The text does not allow it.
    """
    measure = _find_node(document, number)
    if not new:
        return _apply(document, remove_entry(document, measure, key))
    if not isinstance(measure.get(key), Sequence):
        first: list[dict[str, Any]] = [_format(block) for block in new]
        node = measure.get(key)
        if isinstance(node, Scalar):
            return _apply(document, set_scalar(document, node, first))
        order = keys_at(Measure)
        return _apply(document, insert_entry(document, measure, key, first, order))
    gone = [place for place, block in enumerate(old) if block not in new]
    added = [place for place, block in enumerate(new) if block not in old]
    if gone == added:
        for place in gone:
            document = _change_fields(document, (number, key, place), old[place], new[place])
        return document
    # An item is not removed from a list of one, so that what is new is added first.
    rest = [block for block in old if block in new]
    kept = list(old)
    for place in added:
        at = kept.index(rest[place]) if place < len(rest) else len(kept)
        document = _apply(
            document,
            insert_item(document, _find_list(document, number, key), at, _format(new[place])),
        )
        kept.insert(at, new[place])
        rest.insert(place, new[place])
    for block in [old[place] for place in gone]:
        at = kept.index(block)
        document = _apply(document, remove_item(document, _find_list(document, number, key), at))
        del kept[at]
    return document


def _change_fields(
    document: Document, place: tuple[int, str, int], old: dict[str, str], new: dict[str, str]
) -> Document:
    number, key, at = place
    order = tuple(specs_of(Figure))
    for field in dict.fromkeys((*old, *new)):
        if old.get(field) == new.get(field):
            continue
        block = _find_list(document, number, key).items[at]
        assert isinstance(block, Mapping), "the file is sound"
        value = _format(new).get(field)
        node = block.get(field)
        if value is None:
            edit = remove_entry(document, block, field)
        elif isinstance(node, Scalar):
            edit = set_scalar(document, node, value)
        else:
            edit = insert_entry(document, block, field, value, order)
        document = _apply(document, edit)
    return document


def _find_node(document: Document, number: int) -> Mapping:
    assert isinstance(document.root, Mapping), "the file is sound"
    measures = document.root.get("measures")
    assert isinstance(measures, Sequence), "the file is sound"
    measure = measures.items[number]
    assert isinstance(measure, Mapping), "the file is sound"
    return measure


def _find_list(document: Document, number: int, key: str) -> Sequence:
    found = _find_node(document, number).get(key)
    assert isinstance(found, Sequence), "the list is there"
    return found


def _apply(document: Document, edit: Edit) -> Document:
    text = apply_edits(document.text, [edit])
    return read_document(document.encode(text), document.path)


def _format(block: dict[str, str]) -> OneLine:
    """Return a block on one line; a day or a period is not quoted, but for a bare year."""
    days = {"when", "on"}
    return OneLine(
        {
            key: Plain(value) if key in days and not value.isdigit() else value
            for key, value in block.items()
        }
    )
