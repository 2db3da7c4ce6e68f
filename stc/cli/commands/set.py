"""`stc set`."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from stc.cli.completion import complete_step_or_field
from stc.cli.console import Outcome
from stc.cli.editing import EditOptions, edit_named_steps, find_committed
from stc.cli.parameters import Argument, Option
from stc.edit.changes import Change
from stc.edit.field import (
    WORDING,
    NewValue,
    Target,
    describe_field,
    describe_unknown_field,
    find_field,
    list_editable,
    require_editable,
    set_field,
)
from stc.edit.write import Amendment, refuse_empty_words
from stc.errors import UsageProblem
from stc.plan.model import Plan, Step
from stc.text.lists import format_some

_EXAMPLE = "Name the step, the field and its value: stc set COM-03 tags equity."


def run(
    words: Annotated[
        list[str],
        Argument(
            metavar="ID... FIELD [VALUE...]",
            help="The ids of the steps, then a field and what it is to hold; none removes it."
            f" The fields: {', '.join(list_editable()).replace('extra', 'extra.KEY')}.",
            complete=complete_step_or_field,
        ),
    ],
    *,
    add: Annotated[
        list[str] | None, Option("--add", metavar="VALUE", help="Add a value to a list.")
    ] = None,
    remove: Annotated[
        list[str] | None,
        Option("--remove", metavar="VALUE", help="Remove a value from a list."),
    ] = None,
    clear: Annotated[bool, Option("--clear", help="Remove the field.")] = False,
    reason: Annotated[
        str | None,
        Option("--reason", metavar="TEXT", help="Why a published text is worded anew."),
    ] = None,
    replace: Annotated[
        bool, Option("--replace", help="Replace a note or evidence already recorded.")
    ] = False,
    edit: EditOptions,
) -> Outcome:
    """Change a field of steps that no other command is for.

    A list takes several values. A new wording (action, items) of a step that is in git needs
    --reason, which is added to the note of the step; so readers see why.

    Several steps are changed all together or not at all; - reads their ids from standard input.

    Example: stc set COM-03 departments --add mayor
    """
    ids, target, values = _split(words)
    require_editable(target)
    refuse_empty_words("--reason", reason)
    if reason and target.name not in WORDING:
        raise UsageProblem("--reason is for a new wording: action or items.", "Leave it out.")
    new = NewValue(tuple(values), tuple(add or ()), tuple(remove or ()), clear, reason, replace)
    _require_one_way(target, new)

    def decide(plan: Plan, steps: Sequence[Step], today: date) -> Amendment:
        committed = find_committed(edit.plan) if target.name in WORDING else None
        changes: list[Change] = []
        lines: list[str] = []
        for step in steps:
            known = committed.find_step(step.id) if committed else None
            is_published = committed is None
            found = set_field(step, target, new, plan, today, known, is_published=is_published)
            changes += found
            lines += describe_field(step, target, found)
        changed = [*dict.fromkeys(change.step.id for change in changes)]
        subject = f"{format_some(changed)}: set {target.name}"
        return Amendment(tuple(changes), subject, tuple(lines))

    return edit_named_steps(ids, edit, decide)


def _split(words: list[str]) -> tuple[list[str], Target, list[str]]:
    """Return the ids, the field and the values: behind the first id, the first field is meant."""
    for at, word in enumerate(words[1:], 1):
        target = find_field(word)
        if target is not None:
            return words[:at], target, words[at + 1 :]
    if len(words) < 2:
        raise UsageProblem(_EXAMPLE)
    raise describe_unknown_field(words[1])


def _require_one_way(target: Target, new: NewValue) -> None:
    """Refuse a value together with another way to change the field, and no way at all."""
    ways = [bool(new.values), bool(new.add or new.remove), new.clear]
    if not any(ways):
        raise UsageProblem(
            f"No value is given for {target.name}.", "Write a value, or --add, --remove or --clear."
        )
    if sum(ways) > 1:
        raise UsageProblem(
            "Give the values, or --add and --remove, or --clear.", "They exclude each other."
        )
