"""Fields and their types: what pydantic has against a document, as findings with places."""

from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from stc.schema.fields import describe_type
from stc.schema.places import Loc, place_of
from stc.words import codes
from stc.words.findings import Finding
from stc.words.nearest import find_nearest, quote
from stc.yamldoc.document import Document

Model = TypeVar("Model", bound=BaseModel)


def check_shape(
    model: type[Model], document: Document, data: Any
) -> tuple[Model | None, tuple[Finding, ...]]:
    """Gives the file as the model has it, or None and every finding on fields and types."""
    try:
        return model.model_validate(data), ()
    except ValidationError as error:
        details = error.errors(include_url=False)
    return None, tuple(_find(model, document, detail) for detail in details)


def _find(model: type[BaseModel], document: Document, detail: ErrorDetails) -> Finding:
    loc, kind, value = detail["loc"], detail["type"], detail["input"]
    if kind == "stc":
        context = detail["ctx"]
        code: codes.Code = context["code"]
        return code.at(place_of(document, loc), context["message"], context["hint"])
    if kind == "missing":
        message = f"The field {loc[-1]} is missing."
        return codes.MISSING_FIELD.at(place_of(document, loc[:-1]), message, f"add {loc[-1]}:")
    if kind == "extra_forbidden":
        word = str(loc[-1])
        nearest = find_nearest(word, field_names(model, loc[:-1]))
        hint = f"did you mean {nearest}?" if nearest else _known(field_names(model, loc[:-1]))
        place = place_of(document, loc, key=True)
        return codes.UNKNOWN_FIELD.at(place, f"unknown field {quote(word)}", hint)
    if kind == "too_short":
        return codes.EMPTY_TEXT.at(place_of(document, loc), "The list is empty.", "name one")
    wanted = "A list" if kind == "list_type" else "A block of fields"
    message = f"{wanted} is expected here, not {describe_type(value)}."
    hint = "start each line with a dash, or remove the field" if kind == "list_type" else ""
    return codes.WRONG_TYPE.at(place_of(document, loc), message, hint)


def _known(names: tuple[str, ...]) -> str:
    return "fields here: " + ", ".join(names)


def field_names(model: type[BaseModel], loc: Loc = ()) -> tuple[str, ...]:
    """Gives the names of the fields of the block at a path, in the order of the file."""
    for part in loc:
        if isinstance(part, str):
            model = _block_in(next(f.annotation for n, f in _fields(model) if n == part))
    return tuple(name for name, _ in _fields(model))


def _fields(model: type[BaseModel]) -> list[tuple[str, Any]]:
    return [(field.alias or name, field) for name, field in model.model_fields.items()]


def _block_in(annotation: Any) -> type[BaseModel]:
    """Gives the model inside `X`, `X | None` or `list[X]`."""
    if isinstance(annotation, type) and not get_args(annotation):
        return annotation
    return next(_block_in(part) for part in get_args(annotation) if part is not type(None))
