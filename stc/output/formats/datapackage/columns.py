"""What a column of a packaged table holds, as Table Schema (datapackage.org) says it.

What a column shares with the files is told once, in their committed JSON Schema, and read there.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

_HINTS = {"array": " A list, written as JSON."}


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        name: Its name, and with a capital and spaces its title.
        field: The field of the files it holds, such as `StepBlock.action`; empty for our own.
        description: What it holds, in place of what the JSON Schema says of the field.
        type: Its Table Schema type, in place of the field's.
        required: Every row has a value.
        facts: More constraints.
    """

    name: str
    field: str = ""
    description: str = ""
    type: str = ""
    required: bool = True
    facts: Mapping[str, Any] = {}


def take(name: str, field: str, *, required: bool = True, description: str = "") -> Column:
    """Gives a column that holds a field of the files."""
    return Column(name, field, description, required=required)


def take_optional(name: str, field: str) -> Column:
    """Gives a column that holds a field of the files which may be missing."""
    return Column(name, field, required=False)


def number(name: str, description: str, *, first: int = 1) -> Column:
    """Gives a column of whole numbers of our own, counted from `first`."""
    return Column(name, description=description, type="integer", facts={"minimum": first})


def flag(name: str, description: str) -> Column:
    """Gives a column of true and false, of our own."""
    return Column(name, description=description, type="boolean")


REVIEW = (
    Column("review_fields", "NeedsReviewBlock.fields", type="array", required=False),
    take_optional("review_note", "NeedsReviewBlock.note"),
)
"""What a person must check against the published plan; both are empty where there is nothing."""


def describe_column(column: Column) -> dict[str, Any]:
    """Gives the descriptor of a column: its name, title, type, format, meaning, constraints."""
    shape = _read_field(column.field) if column.field else {}
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
        "description": column.description or shape["description"] + _HINTS.get(kind, ""),
        **({"constraints": constraints} if constraints else {}),
    }


def _type_of(shape: Mapping[str, Any]) -> str:
    if shape.get("format") == "date":
        return "date"
    return "integer" if shape["type"] == "integer" else "string"


def _constrain(shape: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """Gives the constraints a field brings; a pattern there is sought, here it is the whole."""
    if kind == "integer":
        return {name: shape[name] for name in ("minimum", "maximum") if name in shape}
    if kind != "string":
        return {}
    if "enum" in shape:
        return {"enum": shape["enum"]}
    pattern = shape.get("pattern", "")
    whole = pattern.startswith("^") and pattern.endswith("$")
    return {"pattern": pattern[1:-1]} if whole else {}


def _read_field(field: str) -> Mapping[str, Any]:
    """Gives the JSON Schema of a field; of a list that of its parts, with the list's words."""
    block, _, name = field.partition(".")
    shape = _read_blocks()[block]["properties"][name]
    choices = shape.get("anyOf", [{}])
    inner = shape.get("items") or next(one for one in choices if one.get("type") != "null")
    return {**shape, **inner, "description": shape["description"]}


@cache
def _read_blocks() -> Mapping[str, Any]:
    import json
    from importlib.resources import files

    blocks: dict[str, Any] = {}
    for name in ("plan", "timeline"):
        text = (files("stc") / "schema" / f"{name}.schema.json").read_text("utf-8")
        blocks |= json.loads(text)["$defs"]
    return blocks
