"""The models of the files as a table: what `stc/files/blocks.py` must say."""

import json
from collections.abc import Iterator
from typing import Any, get_args, get_origin

from annotated_types import MinLen
from pydantic import BaseModel, PlainValidator, WithJsonSchema
from pydantic.fields import FieldInfo

from stc.files import field_types as fields

Table = dict[str, dict[str, tuple[str, str]]]


def describe(*models: type[BaseModel]) -> Table:
    """Gives the blocks of files with their fields, and all that a model asks beyond the types."""
    return {one.__name__: dict(_describe_fields(one)) for one in _blocks(models)}


def _blocks(models: tuple[type[BaseModel], ...]) -> list[type[BaseModel]]:
    found = list(models)
    for model in found:
        for field in model.model_fields.values():
            block = _find_block(field.annotation)
            if block is not None and block not in found:
                found.append(block)
    return found


def _find_block(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_find_block, get_args(annotation))), None)


def _describe_fields(model: type[BaseModel]) -> Iterator[tuple[str, tuple[str, str]]]:
    assert model.model_config == {
        "extra": "forbid", "strict": True, "frozen": True, "defer_build": True,
    }  # fmt: skip
    decorators = model.__pydantic_decorators__
    for kind in ("validators", "field_validators", "root_validators", "model_validators"):
        assert not getattr(decorators, kind), f"{model.__name__} asks more than its fields say"
    for name, field in model.model_fields.items():
        yield field.alias or name, _describe_field(field)


def _describe_field(field: FieldInfo) -> tuple[str, str]:
    if any(isinstance(one, PlainValidator) for one in field.metadata):
        return _name_type(tuple(field.metadata)), "one" if field.is_required() else "maybe"
    if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
        return _name(field.annotation), "one"
    if get_origin(field.annotation) is list:
        kind = _name(get_args(field.annotation)[0])
        if field.metadata == [MinLen(1)] and field.is_required():
            return kind, "filled list"
        assert field.metadata == []
        assert field.is_required() or field.default == []
        return kind, "list" if field.is_required() else "maybe list"
    kinds = [one for one in get_args(field.annotation) if one is not type(None)]
    assert field.metadata == []
    assert (len(kinds), field.default) == (1, None), field
    return _name(kinds[0]), "maybe"


def _name(annotation: Any) -> str:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation.__name__
    return _name_type(get_args(annotation)[1:])


def _name_type(metadata: tuple[Any, ...]) -> str:
    """Gives the name that `fields.py` has for a type: what reads it, and its JSON Schema."""
    (name,) = (
        name
        for name, one in vars(fields).items()
        if get_args(one) and _mark(get_args(one)[1:]) == _mark(metadata)
    )
    return name


def _mark(metadata: tuple[Any, ...]) -> tuple[Any, ...] | None:
    match metadata:
        case (PlainValidator() as reader, WithJsonSchema() as told):
            return reader.func, json.dumps(told.json_schema, sort_keys=True)
    return None
