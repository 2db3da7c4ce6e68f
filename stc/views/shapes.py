"""The JSON Schema of the values in answers."""

from collections.abc import Mapping
from typing import Any

Shape = dict[str, Any]
Fields = dict[str, Shape]


def object_of(fields: Fields, more: Mapping[str, Shape] = {}) -> Shape:
    """Return the schema of an object that has all `fields`, and may have `more`."""
    properties = {**fields, **more}
    return {"type": "object", "required": list(fields), "properties": properties}


def list_of(shape: Shape) -> Shape:
    """Return the schema of a list."""
    return {"type": "array", "items": shape}


def or_null(shape: Shape) -> Shape:
    """Return the schema of a value that may be missing."""
    return {"anyOf": [shape, {"type": "null"}]}


TEXT: Shape = {"type": "string"}
COUNT: Shape = {"type": "integer", "minimum": 0}
NUMBER: Shape = {"type": "integer"}
FLAG: Shape = {"type": "boolean"}
DAY: Shape = {"type": "string", "format": "date"}
TEXTS = list_of(TEXT)
REVIEW = or_null(object_of({"fields": TEXTS, "note": TEXT}))
REVISIONS = list_of(
    object_of({"from": or_null(DAY), "to": or_null(DAY), "on": DAY, "reason": TEXT})
)
