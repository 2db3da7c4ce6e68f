"""What a column of a packaged table holds, as Table Schema (datapackage.org) says it.

What a column shares with a field of the files is taken from the declaration of the field.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from stc.plan.field import Spec, specs_of
from stc.plan.model import (
    Department,
    Goal,
    NeedsReview,
    Plan,
    Revision,
    Section,
    Source,
    Step,
)
from stc.plan.status import StatusKind
from stc.plan.timeline import Timeline, TimelineEntry, TimelineItem
from stc.plan.updates import Entry
from stc.plan.value_types import DEPARTMENT
from stc.text.plural import with_article
from stc.views.columns import EMPTY, StepColumn
from stc.views.shapes import DAY

_BLOCKS: Final[dict[str, Any]] = {
    block.__name__: block
    for block in (
        *(Plan, Source, Department, Section, Goal, Step, Revision, NeedsReview),
        *(Entry, Timeline, TimelineEntry, TimelineItem),
    )
}
_HOLDERS: Final[Mapping[str, Callable[[Plan], tuple[Any, ...]]]] = {
    "Department": lambda plan: plan.departments,
    "Section": lambda plan: plan.sections,
    "Goal": lambda plan: plan.goals,
    "Step": lambda plan: plan.steps,
}
"""The blocks of a plan that have sparse fields."""
_HINTS = {"array": " A list, written as JSON."}


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        name: Its name, and with a capital and spaces its title.
        field: The field of the files it holds, such as `Step.action`; empty for our own.
        description: What it holds, in place of what the declaration says of the field.
        type: Its Table Schema type, in place of the field's.
        required: Every row has a value.
        facts: More constraints.
        is_used: Return whether packages of a plan have the column.
    """

    name: str
    field: str = ""
    description: str = ""
    type: str = ""
    required: bool = True
    facts: Mapping[str, Any] = {}
    is_used: Callable[[Plan], bool] = lambda _: True


def take(name: str, field: str, *, required: bool = True, description: str = "") -> Column:
    """Return a column that holds a field of the files."""
    return Column(name, field, description, required=required)


def take_optional(name: str, field: str) -> Column:
    """Return a column that holds a field of the files which may be missing."""
    return Column(name, field, required=False, is_used=_find_use(field))


def take_list(name: str, field: str) -> Column:
    """Return a column that holds a list of the files, as JSON."""
    return take_optional(name, field)._replace(type="array")


def list_rest(block: Any, *published: str) -> tuple[Spec, ...]:
    """Return the fields of a block that follow the published ones, in the order of the file."""
    specs = specs_of(block).items()
    return tuple(spec for key, spec in specs if key not in published and not spec.block)


def take_rest(block: Any, specs: tuple[Spec, ...]) -> tuple[Column, ...]:
    """Return the columns of fields that follow the published ones."""
    return tuple(
        (take_list if spec.many else take_optional)(spec.key, f"{block.__name__}.{spec.key}")
        for spec in specs
    )


def read_rest(block: Any, specs: tuple[Spec, ...]) -> tuple[Any, ...]:
    """Return the values of a block in these columns."""
    return tuple(getattr(block, spec.attribute) for spec in specs)


def _find_use(field: str) -> Callable[[Plan], bool]:
    """Return whether a plan uses a field; one that is not sparse counts as used everywhere."""
    name, _, key = field.partition(".")
    spec, find = specs_of(_BLOCKS[name])[key], _HOLDERS.get(name)
    if find is None or not spec.field.sparse:
        return lambda _: True
    return lambda plan: any(getattr(block, spec.attribute) not in EMPTY for block in find(plan))


def take_day(name: str, field: str, description: str) -> Column:
    """Return a column of a field that is a day here, also where the file has a period."""
    return Column(name, field, description, required=False)


def number(name: str, description: str, *, first: int = 1) -> Column:
    """Return a column of whole numbers of our own, counted from `first`."""
    return Column(name, description=description, type="integer", facts={"minimum": first})


def flag(name: str, description: str) -> Column:
    """Return a column of true and false, of our own."""
    return Column(name, description=description, type="boolean")


def show_added(column: StepColumn) -> Column:
    """Return the column of a package for one that every format has."""
    shapes = column.shape.get("anyOf", [column.shape])
    kind = "date" if shapes[0] == DAY else shapes[0]["type"]
    return Column(
        column.name,
        description=column.doc,
        type=kind,
        required=len(shapes) == 1 and kind != "array",
        is_used=column.is_used,
    )


REVIEW = (
    Column("review_fields", "NeedsReview.fields", type="array", required=False),
    take_optional("review_note", "NeedsReview.note"),
)
"""What a person must check against the published plan; both are empty if there is nothing."""


def describe_column(column: Column, plan: Plan) -> dict[str, Any]:
    """Return the descriptor of a column: its name, title, type, format, meaning, constraints."""
    shape = _read_field(column.field, plan) if column.field else {}
    kind = column.type or _type_of(shape)
    constraints = {
        **({"required": True} if column.required else {}),
        **_constrain(shape, kind),
        **column.facts,
    }
    return {
        "name": column.name,
        "title": column.name.replace("_", " ").capitalize(),
        "type": kind,
        **({"format": "default"} if kind == "date" else {}),
        **({"trueValues": ["true"], "falseValues": ["false"]} if kind == "boolean" else {}),
        "description": _describe(column, plan) or shape["description"] + _HINTS.get(kind, ""),
        **({"constraints": constraints} if constraints else {}),
    }


def _describe(column: Column, plan: Plan) -> str:
    name = with_article(plan.vocabulary.name_kind(StatusKind.CONTINUING))
    return column.description.replace("{continuing}", name[0].lower() + name[1:])


def _type_of(shape: Mapping[str, Any]) -> str:
    if shape.get("format") == "date":
        return "date"
    return "integer" if shape["type"] == "integer" else "string"


def _constrain(shape: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """Return the constraints a field brings; a pattern there is sought, here it is the whole."""
    if kind == "integer":
        return {name: shape[name] for name in ("minimum", "maximum") if name in shape}
    if kind != "string":
        return {}
    if "enum" in shape:
        return {"enum": shape["enum"]}
    pattern = shape.get("pattern", "")
    whole = pattern.startswith("^") and pattern.endswith("$")
    return {"pattern": pattern[1:-1]} if whole else {}


def _read_field(field: str, plan: Plan) -> Mapping[str, Any]:
    """Return the JSON Schema of a value of a field, with what the declaration says of the field."""
    block, _, key = field.partition(".")
    spec = specs_of(_BLOCKS[block])[key]
    assert spec.type is not None, f"{field} holds blocks"
    # The departments are a table of their own, which the column links to.
    named = plan.list_named(spec.type.refers) if spec.type is not DEPARTMENT else ()
    shape = {"type": "string", "enum": list(named)} if named else None
    return {**(shape or spec.type.answer or spec.type.schema), "description": spec.field.doc}
