"""A new value for a field of a step that no command of its own changes."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from stc.edit.changes import Change
from stc.edit.typed import read_value
from stc.errors import CannotGoOn, UsageProblem
from stc.plan.field import BadValue, Spec, specs_of
from stc.plan.model import Plan, Step
from stc.plan.resolve import NONE, resolve_departments, resolve_texts
from stc.plan.value_types import EXTRA, NUMBER
from stc.rules.change.id_reused import is_other
from stc.rules.similarity import is_reworded
from stc.text.empty import says_nothing
from stc.text.lists import format_some
from stc.text.nearest import find_nearest, quote, quote_last
from stc.text.typography import fold_typography
from stc.yaml.scalars import Names, Plain

WORDING: Final = ("action", "items")
"""The fields of the published text."""
_RECORDED: Final = ("note", "evidence")
"""Fields that people write; what they hold is replaced only on request."""
_FREE: Final = "extra."


class Target(NamedTuple):
    """A field of a step, as `set` names it.

    Attributes:
        spec: The field.
        key: The free key inside it; empty where it is the field itself.
    """

    spec: Spec
    key: str = ""

    @property
    def name(self) -> str:
        """What people type for it."""
        return f"{_FREE}{self.key}" if self.key else self.spec.key

    @property
    def is_list(self) -> bool:
        """Whether it holds several values."""
        return self.spec.many


class NewValue(NamedTuple):
    """What a field is to hold, as typed.

    Attributes:
        values: The value, or all values of a list.
        add: Values that a list holds, too.
        remove: Values that a list no longer holds.
        clear: The field is taken away.
        reason: Why the wording of a published step changes.
        replace: What people wrote may be replaced.
    """

    values: tuple[str, ...] = ()
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    clear: bool = False
    reason: str | None = None
    replace: bool = False


def list_editable() -> tuple[str, ...]:
    """Return the fields that `set` changes, in the order of the file."""
    return tuple(key for key, spec in specs_of(Step).items() if spec.editable)


def find_field(word: str) -> Target | None:
    """Return the field that a word names; case does not matter, and `-` is `_`."""
    name = word.strip().casefold().replace("-", "_")
    if name.startswith(_FREE):
        return Target(specs_of(Step)["extra"], name.removeprefix(_FREE))
    spec = specs_of(Step).get(name)
    return Target(spec) if spec else None


def require_editable(target: Target) -> None:
    """Refuse a field that `set` does not change.

    Raises:
        UsageProblem: It is one; the hint has the command that does.
    """
    spec, command = target.spec, target.spec.field.changed_by
    if spec.type is EXTRA and not target.key:
        raise UsageProblem("extra holds texts by keys.", "Name one of them, as extra.budget_line.")
    if not spec.editable:
        hint = f"`stc {command}` does it." if command else f"The {spec.key} of a step stays."
        raise UsageProblem(f"set does not change {spec.key}.", hint)


def describe_unknown_field(word: str) -> UsageProblem:
    """Return why a word is not a field."""
    known = list_editable()
    meant = find_nearest(word, known)
    hint = f"Did you mean {meant}?" if meant else f"The fields are: {', '.join(known)}."
    return UsageProblem(f"Unknown field {quote(word)}.", hint)


def set_field(
    step: Step,
    target: Target,
    new: NewValue,
    plan: Plan,
    today: date,
    committed: Step | None,
    *,
    is_published: bool,
) -> tuple[Change, ...]:
    """Return the changes that give a field its new value; none where it has it already.

    A new wording of a published step is recorded in its note, as the check of a pull request asks.

    Args:
        step: The step.
        target: The field.
        new: What it is to hold.
        plan: The plan.
        today: The day that typed days are relative to.
        committed: The step as the last commit has it.
        is_published: Whether it may be published though there is no such step.

    Raises:
        UsageProblem: It is not a value of the field, or a reason is missing.
        CannotGoOn: Something that a person wrote would be replaced unasked.
    """
    require_editable(target)
    if target.key:
        return tuple(_set_free(step, target, new))
    before = _dump(step, target.spec)
    read = _read_list if target.is_list else _read_one
    after: Any = read(step, target, new, plan, today)
    if before == after:
        return ()
    _refuse_dropped(step, target, new, before, after)
    change = _make_change(step, target, after)
    if target.name not in WORDING:
        return (change,)
    wording: Any = {target.name: tuple(after or ()) if target.is_list else after}
    reworded = step._replace(**wording)
    noted = _note_reason(step, reworded, new.reason, committed, is_published=is_published)
    return (change, *noted)


def _dump(step: Step, spec: Spec) -> Any:
    """Return the value of a field as the file has it; None where there is none."""
    value = getattr(step, spec.attribute)
    if spec.many:
        return [getattr(one, "id", one) for one in value] or None
    if value is None:
        return None
    return value if type(value) is str else str(value)


def _read_one(step: Step, target: Target, new: NewValue, plan: Plan, today: date) -> str | None:
    if new.add or new.remove:
        raise UsageProblem(f"{target.name} holds one value.", "--add and --remove are for lists.")
    if new.clear or _is_none(new.values):
        if target.spec.required:
            raise UsageProblem(f"{step.id}: {target.name} cannot be taken away: a step needs one.")
        return None
    if len(new.values) > 1:
        raise UsageProblem(f"{target.name} takes one value.", "Write a text in quotes.")
    (typed,) = new.values
    _refuse_empty(target.name, typed)
    value: str = read_value(target.spec, typed, plan, today, target.name)
    return value


def _read_list(
    step: Step, target: Target, new: NewValue, plan: Plan, today: date
) -> list[str] | None:
    if new.clear or _is_none(new.values):
        kept: list[str] = []
    elif new.values:
        kept = _read_values(target, new.values, plan, today)
    else:
        kept = _dump(step, target.spec) or []
        added = _read_values(target, new.add, plan, today)
        gone = _find_removed(step, target, new.remove, plan)
        kept = [one for one in (*kept, *added) if one not in gone]
    lead = step.lead.id if step.lead and target.spec.key == "departments" else None
    if lead and lead not in kept:
        raise UsageProblem(
            f"{step.id}: {lead} leads the step, so it stays among its departments.",
            f"Take the lead away first: stc set-lead {step.id} {NONE}.",
        )
    return list(dict.fromkeys(kept)) or None


def _read_values(target: Target, typed: Iterable[str], plan: Plan, today: date) -> list[str]:
    texts = list(typed)
    for text in texts:
        _refuse_empty(target.name, text)
    return list(read_value(target.spec, texts, plan, today, target.name))


def _find_removed(step: Step, target: Target, typed: Sequence[str], plan: Plan) -> set[str]:
    """Return the values of a list that are to go.

    Raises:
        UsageProblem: One is not in the list.
    """
    held = _dump(step, target.spec) or []
    if target.spec.type and target.spec.type.refers:
        found = [one.id for one in resolve_departments(plan, typed, splits=True)]
    else:
        exact = {text for text in typed if text in held}
        rest = [text for text in typed if text not in exact]
        noun, listing = f"value of {target.name}", f"show {step.id}"
        found = [*exact, *resolve_texts(held, rest, noun, listing)]
    for one in found:
        if one not in held:
            known = format_some([quote(text, 60) for text in held], 10) if held else "none"
            raise UsageProblem(
                f"{step.id}: {quote(one)} is not among its {target.name}.", f"There: {known}."
            )
    return set(found)


def _set_free(step: Step, target: Target, new: NewValue) -> Iterator[Change]:
    """Yield the change of one free key."""
    held = dict(step.extra or ())
    if new.add or new.remove:
        raise UsageProblem(f"{target.name} holds one value.", "--add and --remove are for lists.")
    if new.clear or _is_none(new.values):
        if target.key in held:
            only = len(held) == 1
            yield (Change(step, "extra") if only else Change(step, target.key, within=("extra",)))
        return
    if len(new.values) > 1:
        raise UsageProblem(f"{target.name} takes one value.", "Write a text in quotes.")
    (text,) = new.values
    try:
        EXTRA.parse({target.key: text})
    except BadValue as bad:
        raise UsageProblem(f"{target.name}: {bad.message}", bad.hint) from None
    if held.get(target.key) == text:
        return
    if held:
        yield Change(step, target.key, text, within=("extra",))
    else:
        yield Change(step, "extra", fields={target.key: text})


def _is_none(values: Sequence[str]) -> bool:
    return len(values) == 1 and values[0].strip().casefold() == NONE


def _refuse_empty(name: str, text: str) -> None:
    """Refuse a text for readers that says nothing, as the check of a pull request does (STC424)."""
    if name in _RECORDED and says_nothing(text):
        raise UsageProblem(f"{name}: {quote(text)} says nothing.", "Write a sentence for readers.")


def _refuse_dropped(step: Step, target: Target, new: NewValue, before: Any, after: Any) -> None:
    """Refuse to replace what people wrote, unless that was asked for."""
    if target.name not in _RECORDED or new.replace or new.clear or new.remove or before is None:
        return
    if target.is_list:
        lost = [text for text in before if text not in (after or ())]
        if not lost:
            return
        said, how = format_some([quote(text, 200) for text in lost], 5), "Add to it with --add"
    else:
        if after is None or fold_typography(before).rstrip(".") in fold_typography(after):
            return
        said, how = quote_last(before, 2000), "Add the new words to it"
    raise CannotGoOn(
        f"{step.id}: this would replace the {target.name} recorded before: {said}"
        + ("." if target.is_list else ""),
        f"{how}, or replace it with --replace.",
    )


def _make_change(step: Step, target: Target, after: Any) -> Change:
    key, spec = target.spec.key, target.spec
    if after is None:
        return Change(step, key)
    if target.is_list:
        return Change(step, key, values=Names(after) if spec.field.inline else after)
    # Other readers take a bare year for a number, so that it stands in quotes.
    is_plain = spec.type is NUMBER or (spec.type and spec.type.typed and not after.isdigit())
    return Change(step, key, Plain(after) if is_plain else after)


def _note_reason(
    step: Step,
    reworded: Step,
    reason: str | None,
    committed: Step | None,
    *,
    is_published: bool,
) -> Iterator[Change]:
    """Yield the change of the note that says why a published text is reworded (STC407).

    Raises:
        UsageProblem: It says nothing yet, and no reason is given.
        CannotGoOn: The text is that of another step (STC403).
    """
    known = committed or (step if is_published else None)
    if known is not None and is_reworded(known, reworded) and is_other(known, reworded):
        raise CannotGoOn(
            f"{step.id}: too few words of the published text are left for the same step.",
            "Keep it, and add a new step with an id of its own.",
        )
    is_noted = committed is not None and step.note is not None and step.note != committed.note
    if not reason:
        if known is not None and is_reworded(known, reworded) and not is_noted:
            raise UsageProblem(
                f"{step.id}: its text is published, so a new wording needs --reason TEXT.",
                "The reason is recorded in the note of the step.",
            )
        return
    if step.note and fold_typography(reason).rstrip(".") in fold_typography(step.note):
        return
    yield Change(step, "note", f"{step.note} {reason}" if step.note else reason)


def describe_field(step: Step, target: Target, changes: tuple[Change, ...]) -> tuple[str, ...]:
    """Return sentences on the new value of a field, and on what is still to be done."""
    if not changes:
        return (f"{step.id}: {target.name} already has this value. Nothing to change.",)
    first, *others = changes
    held = dict(step.extra or ()).get(target.key) if target.key else _dump(step, target.spec)
    verb = "removed" if first.is_removal else "changed" if held else "recorded"
    lines = [f"{step.id}: {target.name} {verb}."]
    if others:
        lines.append(f"{step.id}: its note says why.")
    if target.name == "departments":
        left = [one for one in held or () if one not in (first.values or ())]
        if left:
            lines.append(
                f"{step.id} no longer names {format_some(left)}. Say in its note who took over."
            )
    if step.needs_review and target.spec.key in step.needs_review.fields:
        lines.append(
            f"{step.id}: needs_review still names {target.spec.key}. Remove it when checked."
        )
    return tuple(lines)
