"""The JSON Schema of values in answers, from the types that declare them."""

from collections.abc import Mapping
from datetime import date
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from stc.plan.field import Spec, specs_of

Shape = dict[str, Any]
Fields = dict[str, Shape]

TEXT: Final[Shape] = {"type": "string"}
COUNT: Final[Shape] = {"type": "integer", "minimum": 0}
STATUS_COUNT: Final[Shape] = {
    **COUNT,
    "description": "The steps of a status; a plan with statuses of its own has their keys instead.",
}
"""A count that a plan has only if its vocabulary has the status."""
NUMBER: Final[Shape] = {"type": "integer"}
FLAG: Final[Shape] = {"type": "boolean"}
DAY: Final[Shape] = {"type": "string", "format": "date"}


class As:
    """In an annotation: the schema of its values, where the type does not say it."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape


Signed = Annotated[int, As(NUMBER)]
"""A number that may be below 0; a plain `int` of a record counts."""
_PLAIN: Final[Mapping[Any, Shape]] = {
    str: TEXT,
    int: COUNT,
    bool: FLAG,
    date: DAY,
    Any: {},
}


def object_of(fields: Fields, more: Mapping[str, Shape] = {}) -> Shape:
    """Return the schema of an object that has all `fields`, and may have `more`."""
    properties = {**fields, **more}
    required = [name for name, shape in fields.items() if shape is not STATUS_COUNT]
    return {"type": "object", "required": required, "properties": properties}


def list_of(shape: Shape) -> Shape:
    """Return the schema of a list."""
    return {"type": "array", "items": shape}


def or_null(shape: Shape) -> Shape:
    """Return the schema of a value that may be missing."""
    return {"anyOf": [shape, {"type": "null"}]}


def fields_of(record: Any) -> Fields:
    """Return the fields of a record type, or of a block of the plan, by their JSON keys."""
    if specs := specs_of(record):
        return {key: shape_of_spec(spec) for key, spec in specs.items()}
    return {key_of(name): shape_of(hint) for name, hint in record.__annotations__.items()}


def key_of(attribute: str) -> str:
    """Return the JSON key of an attribute; `from_` is `from`, which Python reserves."""
    return attribute.rstrip("_")


def shape_of(hint: Any) -> Shape:
    """Return the schema of an annotation, with the text in it as the description."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    kind, parts = get_origin(hint), get_args(hint)
    if kind is Annotated:
        shapes = [part.shape for part in parts[1:] if isinstance(part, As)]
        shape = shapes[0] if shapes else shape_of(parts[0])
        docs = [part for part in parts[1:] if isinstance(part, str)]
        return {**shape, "description": docs[0]} if docs else shape
    if kind in (Union, UnionType):
        (inner,) = (part for part in parts if part is not NoneType)
        return or_null(shape_of(inner))
    if kind is tuple:
        return list_of(shape_of(parts[0]))
    if kind is Literal:
        return {"enum": list(parts)}
    return object_of(fields_of(hint))


def shape_of_spec(spec: Spec) -> Shape:
    """Return the schema of a field of the file, as answers hold it."""
    if spec.type is None:
        shape = object_of(fields_of(spec.block))
    else:
        schema = spec.type.answer or spec.type.schema
        shape = {key: schema[key] for key in ("type", "format") if key in schema}
    if spec.many:
        return list_of(shape)
    return or_null(shape) if spec.none else shape
