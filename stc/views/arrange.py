"""A list as a person wants it: which columns, in which order, how many rows, in which groups.

It works on the records of an answer, so that every list and every format has the same names.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from stc.errors import UsageProblem
from stc.plan.counts import group_steps
from stc.plan.model import Plan, Step
from stc.plan.order import natural_key
from stc.plan.periods import first_day
from stc.plan.vocabulary import DEFAULT, Vocabulary
from stc.text.nearest import find_nearest, quote
from stc.views.columns import EMPTY, STEP_COLUMNS
from stc.views.records import STEPS
from stc.views.sentences import name_some
from stc.views.steps import name_group
from stc.views.view import Block, Cell, Column, Details, Kind, Sentences, Table, View, use_words

Record = Mapping[str, Any]
PLAN: Final = "plan"
"""The order in which a list comes."""
CHOSEN: Final = "stc/columns/1"
"""The schema of an answer whose columns a person chose."""
_DECLARED: Final = {column.name: column for column in STEP_COLUMNS}
_SEVERAL: Final = {"dept": "departments", "tag": "tags"}
"""What a step may have several of, by the grouping."""


class Key(NamedTuple):
    """A key of an order: the name of a column, and whether its highest value comes first."""

    name: str
    is_downward: bool


class Arrangement(NamedTuple):
    """What was asked for.

    Attributes:
        columns: The names of the columns; none for those of the list.
        keys: The keys of the order, the most important first; none for that of the list.
        limit: The most rows.
        by: What the rows are grouped by.
    """

    columns: tuple[str, ...] = ()
    keys: tuple[Key, ...] = ()
    limit: int | None = None
    by: str | None = None


class _Entry(NamedTuple):
    """What a list has of a thing: its place, its record, its id, and what people see of it."""

    at: int
    record: Record
    id: str
    shown: tuple[Cell, ...] | Details | None


def parse_columns(typed: str | None) -> tuple[str, ...]:
    """Return the names in a list with commas.

    Raises:
        UsageProblem: One is empty or named twice.
    """
    return tuple(_split(typed, "--columns"))


def parse_keys(typed: str | None) -> tuple[Key, ...]:
    """Return the keys in a list with commas; a dash before a name turns its order round.

    Raises:
        UsageProblem: One is empty or named twice.
    """
    words = [word.strip() for word in (typed or "").split(",")]
    names = _split(",".join(word.removeprefix("-") for word in words) if typed else None, "--sort")
    pairs = zip(names, words, strict=False)
    return tuple(Key(name, word.startswith("-")) for name, word in pairs)


def _split(typed: str | None, option: str) -> list[str]:
    names = [name.strip().replace("-", "_") for name in typed.split(",")] if typed else []
    if not all(names):
        raise UsageProblem(f"{option}: a name is empty.", "Write names with commas between them.")
    for at, name in enumerate(names):
        if name in names[:at]:
            raise UsageProblem(f"{option}: {quote(name)} is named twice.", "Name it once.")
    return names


def arrange(
    view: View, asked: Arrangement, plan: Plan | None = None, steps: Sequence[Step] = ()
) -> View:
    """Return a list as it was asked for.

    Args:
        view: The list. People see a table with a row a record, or named values for each.
        asked: The columns, the order, the number and the groups.
        plan: The plan, where there are groups.
        steps: The steps in the list, where there are groups.

    Raises:
        UsageProblem: There is no column of a name.
    """
    words = view.context.vocabulary if view.context else DEFAULT
    entries = _list_entries(view)
    total = len(entries)
    names = list_names(view)
    columns = check_columns(asked.columns, names, "--columns")
    check_columns((key.name for key in asked.keys), (*names, PLAN), "--sort")
    for key in reversed(asked.keys):
        entries = _sort(entries, key, words)
    entries = entries[: asked.limit]
    lines = []
    if len(entries) < total:
        lines.append(f"{len(entries):,} of {total:,} are shown.")
    shown = tuple(lines)
    if asked.by in _SEVERAL:
        lines.append(
            words.say(f"A step with several {_SEVERAL[asked.by]} stands in each of the groups.")
        )
    groups = [("", entries)]
    if asked.by and plan and view.context:
        groups = list(_group(entries, asked.by, plan, steps, view.context.as_of))
    return view._replace(
        schema=CHOSEN if columns else view.schema,
        blocks=tuple(_show(view, columns, groups, lines)),
        fields=columns or view.fields,
        records=[choose(entry.record, columns) for entry in entries],
        ids=tuple(dict.fromkeys(entry.id for entry in entries if entry.id)),
        notices=(*view.notices, *shown),
        is_chosen=bool(columns),
        glance=(),
    )


def _list_entries(view: View) -> list[_Entry]:
    records = list(view.records)
    found = _find_shown(view, len(records))
    shown: Sequence[Any] = [None] * len(records)
    if found is not None and isinstance(block := view.blocks[found], Table):
        shown = tuple(block.rows)
    elif found is not None:
        shown = view.blocks[found : found + len(records)]
    is_aligned = len(view.ids) == len(records)
    ids = view.ids if is_aligned else [record.get("id") or "" for record in records]
    numbers = range(len(records))
    return [_Entry(*entry) for entry in zip(numbers, records, ids, shown, strict=True)]


def _find_shown(view: View, number: int) -> int | None:
    """Return the block that people see of the records; for values beside names the first."""
    for at, block in enumerate(view.blocks):
        if isinstance(block, Table) and len(block.rows) == number:
            return at
        if number and all(isinstance(part, Details) for part in view.blocks[at : at + number]):
            return at
    return None


def check_columns(typed: Iterable[str], names: Sequence[str], option: str) -> tuple[str, ...]:
    """Return the names that were typed.

    Raises:
        UsageProblem: There is no column of one.
    """
    found = tuple(typed)
    for name in found:
        if name not in names:
            nearest = find_nearest(name, names)
            hint = f"Did you mean {nearest}?" if nearest else f"There are {name_some(names)}."
            raise UsageProblem(f"{option}: There is no column {quote(name)}.", hint)
    return found


def list_names(view: View) -> tuple[str, ...]:
    """Return the names of the columns of a list, also of those that its plan has no value for."""
    more = _DECLARED if view.schema == STEPS.schema else ()
    return tuple(dict.fromkeys((*view.fields, *more)))


def choose(record: Record, columns: Sequence[str]) -> Record:
    """Return the columns of a record that were chosen, or all; what no step has is None."""
    return {name: record.get(name) for name in columns} if columns else record


def _sort(entries: list[_Entry], key: Key, words: Vocabulary) -> list[_Entry]:
    """Return the entries in the order of a column; those without a value come last."""
    if key.name == PLAN:
        return sorted(entries, key=lambda entry: entry.at, reverse=key.is_downward)
    full = [entry for entry in entries if entry.record.get(key.name) not in EMPTY]
    empty = [entry for entry in entries if entry.record.get(key.name) in EMPTY]
    ranks = {status.name: rank for rank, status in enumerate(words.statuses)}

    def rank(entry: _Entry) -> Any:
        value = entry.record.get(key.name)
        return ranks.get(str(value), len(ranks)) if key.name == "status" else _rank(value)

    return sorted(full, key=rank, reverse=key.is_downward) + empty


def _rank(value: Any) -> Any:
    """Return what a value is sorted by: days by their end, texts as people sort them."""
    if isinstance(value, date):
        return value, -first_day(value).toordinal()
    if isinstance(value, list | tuple):
        return [_rank(part) for part in value]
    return natural_key(str(value)) if isinstance(value, str | Mapping) else value


def _group(
    entries: list[_Entry], by: str, plan: Plan, steps: Iterable[Step], as_of: date
) -> Iterator[tuple[str, list[_Entry]]]:
    """Yield the groups of the plan that have steps in a list, each with its title."""
    all_steps = tuple(steps)
    by_id = {step.id: step for step in all_steps}
    listed = {entry.id: entry for entry in entries}
    wholes = group_steps(plan, all_steps, by, as_of)
    sizes = {(group.id, group.title): len(group.steps) for group in wholes}
    for group in group_steps(plan, [by_id[step_id] for step_id in listed], by, as_of):
        whole, shown = sizes[group.id, group.title], len(group.steps)
        count = plan.vocabulary.count_parts(whole, "step")
        cut = f"{shown:,} of {count}" if shown < whole else count
        yield f"{name_group(group)}: {cut}", [listed[step.id] for step in group.steps]


def _show(
    view: View,
    columns: tuple[str, ...],
    groups: list[tuple[str, list[_Entry]]],
    lines: Sequence[str],
) -> Iterator[Block]:
    """Yield the blocks of a list: its groups in place of what it had, and sentences on them."""
    number = len(view.records)
    at = _find_shown(view, number)
    before = view.blocks[: at or 0]
    block = view.blocks[at] if at is not None else None
    after = view.blocks[(at or 0) + (number if isinstance(block, Details) else block is not None) :]
    yield from before
    for title, entries in groups:
        if isinstance(block, Table) and not columns:
            rows = [entry.shown for entry in entries if not isinstance(entry.shown, Details)]
            yield block._replace(rows=list(filter(None, rows)), title=title or block.title)
        elif isinstance(block, Details) and not columns:
            yield from (entry.shown for entry in entries if isinstance(entry.shown, Details))
        elif entries:
            records = [entry.record for entry in entries]
            table = tabulate(records, columns or view.fields, title or view.title)
            yield from use_words((table,), view.context.vocabulary if view.context else DEFAULT)
    if lines:
        yield Sentences(tuple(lines))
    yield from after


def tabulate(records: Sequence[Record], names: Sequence[str], title: str) -> Table:
    """Return the table of the columns of records that were chosen."""
    values = [[record.get(name) for record in records] for name in names]
    columns = tuple(
        Column(name_column(name), _find_kind(name, found))
        for name, found in zip(names, values, strict=True)
    )
    rows = zip(*([_show_value(value) for value in found] for found in values), strict=True)
    return Table(columns, tuple(rows), title, is_chosen=True)


def name_column(name: str) -> str:
    """Return the heading of a column."""
    declared = _DECLARED.get(name)
    return declared.heading if declared else name.replace("_", " ").capitalize()


def _find_kind(name: str, values: Iterable[Any]) -> Kind:
    value = next((value for value in values if value not in EMPTY), None)
    if name in ("id", "status"):
        return "id" if name == "id" else "status"
    if isinstance(value, list | tuple):
        return "list"
    if isinstance(value, date):
        return "date"
    return "number" if isinstance(value, int) and not isinstance(value, bool) else "text"


def _show_value(value: Any) -> Cell:
    """Return a value as people read it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return tuple(str(_show_value(part)) for part in value)
    if isinstance(value, Mapping):
        return ", ".join(_name_parts(value))
    return value if isinstance(value, str | int | date) else None


def _name_parts(value: Record) -> Iterator[str]:
    for key, part in value.items():
        shown = _show_value(part)
        if shown not in EMPTY:
            yield f"{key}: {', '.join(shown) if isinstance(shown, tuple) else shown}"
