"""Shell completion: ids, statuses, departments and sections, without judging the plan."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from stc.errors import CannotGoOn
from stc.text.escape import escape_control

if TYPE_CHECKING:
    from stc.plan.vocabulary import Vocabulary

Pairs = list[tuple[str, str]]
_ID: Final = re.compile("[A-Za-z0-9][A-Za-z0-9._-]*")
# zsh undoes a backslash before the escapes of typer; rich reads brackets as its markup.
_HARMLESS: Final = str.maketrans("\\`[]", "/'()")


def complete_department(incomplete: str) -> Pairs:
    """Return the ids of departments that begin so, with their names."""
    return list(_begin(_names("department"), incomplete))


def complete_section(incomplete: str) -> Pairs:
    """Return the ids of sections that begin so, with their titles."""
    return list(_begin(_names("section"), incomplete))


def complete_goal(incomplete: str) -> Pairs:
    """Return the ids of goals that begin so, with their titles; few plans have any."""
    return list(_begin(_names("goal"), incomplete))


def complete_phase(incomplete: str) -> Pairs:
    """Return the ids of phases that begin so, with their titles."""
    return list(_begin(_names("phase"), incomplete))


def complete_category(incomplete: str) -> Pairs:
    """Return the ids of categories that begin so, with their titles."""
    return list(_begin(_names("category"), incomplete))


def complete_step(incomplete: str) -> Pairs:
    """Return the ids of steps that begin so, with the beginning of their texts."""
    return list(_begin(_names("step"), incomplete))


def complete_measure(incomplete: str) -> Pairs:
    """Return the ids of measures that begin so, with their titles."""
    from stc.cli.context import resolve_plan_path
    from stc.files.kinds import MEASURES
    from stc.files.load import read
    from stc.files.store.read import read_bytes

    try:
        path = resolve_plan_path(None).with_name(MEASURES.file)
        file = read(MEASURES, read_bytes(path), "")
    except (CannotGoOn, OSError):
        file = None
    pairs = [(measure.id, measure.title) for measure in file.measures] if file else []
    return list(_begin(pairs, incomplete))


def complete_command(incomplete: str) -> Pairs:
    """Return the commands that begin so, with what they do."""
    from stc.cli.registry import COMMANDS

    return list(_begin([(command.name, command.summary) for command in COMMANDS], incomplete))


def complete_code(incomplete: str) -> Pairs:
    """Return the codes of rules that begin so, with their titles."""
    from stc.codes import CODES

    return list(_begin([(code.id, code.title) for code in CODES], incomplete))


def complete_field(incomplete: str) -> Pairs:
    """Return the fields of a step that begin so, with what they hold."""
    from stc.history.selection import SELECTABLE
    from stc.plan.field import specs_of
    from stc.plan.model import Step

    specs = specs_of(Step)
    docs = [(field, specs[field].field.doc if field in specs else "") for field in SELECTABLE]
    return list(_begin([(field.replace("_", "-"), doc) for field, doc in docs], incomplete))


def complete_columns(incomplete: str) -> Pairs:
    """Return the columns of steps that go on behind the last comma so, with what they hold."""
    from stc.views.columns import STEP_COLUMNS

    begun, comma, typed = incomplete.rpartition(",")
    named = {name.removeprefix("-") for name in begun.split(",")}
    dash = "-" * typed.startswith("-")
    pairs = [(column.name, column.doc) for column in STEP_COLUMNS if column.name not in named]
    found = _begin(pairs, typed.removeprefix("-"))
    return [(f"{begun}{comma}{dash}{name}", doc) for name, doc in found]


def complete_status(incomplete: str) -> Pairs:
    """Return the statuses that begin so, as they are easy to type."""
    from stc.plan.vocabulary import DEFAULT

    words = find_vocabulary() or DEFAULT
    return list(
        _begin(
            [(status.slug, status.meaning or status.name) for status in words.statuses], incomplete
        )
    )


def complete_step_or_status(incomplete: str) -> Pairs:
    """Return ids of steps and statuses that begin so."""
    return complete_step(incomplete) + complete_status(incomplete)


def complete_step_or_field(incomplete: str) -> Pairs:
    """Return ids of steps, and fields that `set` changes, that begin so."""
    from stc.plan.field import specs_of
    from stc.plan.model import Step

    fields = [(key, spec.field.doc) for key, spec in specs_of(Step).items() if spec.editable]
    return complete_step(incomplete) + list(_begin(fields, incomplete))


def complete_step_or_department(incomplete: str) -> Pairs:
    """Return ids of steps and departments that begin so."""
    return complete_step(incomplete) + complete_department(incomplete)


def find_vocabulary() -> "Vocabulary | None":
    """Return the vocabulary of the plan in this folder, or None without one."""
    from stc.files.names import load_vocabulary

    data = _read_plan()
    return load_vocabulary(data) if data is not None else None


def _begin(pairs: Pairs, incomplete: str) -> Iterator[tuple[str, str]]:
    """Return the pairs that begin so; a shell evaluates its input, and the plan is data.

    So nothing but an id is offered, and no text has a sign that a shell or its description reads.
    """
    for value, text in pairs:
        if value.startswith(incomplete) and _ID.fullmatch(value):
            yield value, escape_control(text[:60]).translate(_HARMLESS)


def _names(kind: str) -> Pairs:
    from stc.files.names import load_names

    data = _read_plan()
    return load_names(data)[kind] if data is not None else []


def _read_plan() -> bytes | None:
    from stc.cli.context import resolve_plan_path
    from stc.files.store.read import read_bytes

    try:
        return read_bytes(resolve_plan_path(None))
    except (CannotGoOn, OSError):
        return None
