"""Fields and their types: what pydantic has against a document, as findings with places."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final, NamedTuple, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from stc import codes
from stc.files.blocks import Block, field_names
from stc.files.field_types import describe_type
from stc.files.places import Loc, place_of
from stc.files.plan_file import PlanFile, StepBlock
from stc.files.timeline_file import TimelineFile
from stc.finding_limit import Crowds
from stc.findings import Finding
from stc.text.nearest import Nearest, quote
from stc.yaml.document import Document

MODELS: Final[dict[Block, type[BaseModel]]] = {
    "PlanFile": PlanFile,
    "TimelineFile": TimelineFile,
    "StepBlock": StepBlock,
}

AT_ONCE: Final = 20
"""How many blocks, values of a list and unknown fields pydantic is asked about at once."""

_CODES: Final = {
    "missing": codes.MISSING_FIELD,
    "extra_forbidden": codes.UNKNOWN_FIELD,
    "too_short": codes.EMPTY_TEXT,
}

_Part = tuple[Loc, Iterable[ErrorDetails]]
"""What pydantic has against a part of the data, and the path to where that part begins."""


class _Values(NamedTuple):
    """What a field holds: a block, a text, or a list of them.

    Attributes:
        block: The model of the blocks; None for texts.
        listed: Whether it is a list.
    """

    block: type[BaseModel] | None
    listed: bool


def check_shape(block: Block, document: Document, data: Any) -> tuple[Finding, ...]:
    """Gives the findings on the fields and types of a document; none where it is sound."""
    meant, crowds = _Meant(block), Crowds()
    for begin, details in _list_parts(MODELS[block], data):
        place = place_of(document, begin, key=True)
        for detail in details:
            if not crowds.count(_find_code(detail).id, place):
                crowds.add(_find(meant, document, detail))
    return crowds.list_findings()


def _list_parts(model: type[BaseModel], data: Any) -> Iterator[_Part]:
    """Gives what pydantic has against the data part by part, since each detail takes 2 KiB."""
    yield (), _ask(model, _shorten(model, data))
    if isinstance(data, dict):
        yield from _list_rest(model, data, ())


def _shorten(model: type[BaseModel], data: Any) -> Any:
    """Gives a block with a bounded number of values; `_list_rest` has the others."""
    if not data or not isinstance(data, dict):
        return data
    fields = _list_fields(model)
    short = dict.fromkeys(_list_unknown(model, data)[:AT_ONCE])
    for key, value in data.items():
        if key in fields:
            short[key] = _shorten_value(fields[key], value)
    return short


def _shorten_value(field: _Values, value: Any) -> Any:
    if field.listed and isinstance(value, list):
        return [] if field.block else value[:AT_ONCE]
    return _shorten(field.block, value) if field.block and not field.listed else value


def _list_rest(model: type[BaseModel], data: dict[str, Any], loc: Loc) -> Iterator[_Part]:
    """Gives what pydantic has against all that `_shorten` leaves out of a block."""
    unknown = _list_unknown(model, data)
    for begin in range(AT_ONCE, len(unknown), AT_ONCE):
        details = _ask(model, dict.fromkeys(unknown[begin : begin + AT_ONCE]))
        strangers = (one for one in details if one["type"] == "extra_forbidden")
        yield (*loc, unknown[begin]), _move(strangers, loc)
    for key, field in _list_fields(model).items():
        value = data.get(key)
        if field.listed and isinstance(value, list):
            yield from _list_values(model, key, value, loc)
        elif field.block and not field.listed and isinstance(value, dict):
            yield from _list_rest(field.block, value, (*loc, key))


def _list_values(model: type[BaseModel], key: str, values: list[Any], loc: Loc) -> Iterator[_Part]:
    """Gives what pydantic has against the values of a list that `_shorten` leaves out."""
    block = _list_fields(model)[key].block
    for begin in range(0 if block else AT_ONCE, len(values), AT_ONCE):
        some = values[begin : begin + AT_ONCE]
        details = _ask(model, {key: [_shorten(block, one) for one in some] if block else some})
        within = (one for one in details if len(one["loc"]) > 1)
        yield (*loc, key, begin), _move(within, loc, begin)
        for number, one in enumerate(some, begin):
            if block and one and isinstance(one, dict):
                yield from _list_rest(block, one, (*loc, key, number))


def _move(details: Iterable[ErrorDetails], loc: Loc, by: int = 0) -> Iterator[ErrorDetails]:
    """Gives the details as of a block at a path, of whose list a slice was shown as the whole."""
    for detail in details:
        key, *rest = detail["loc"]
        if by:
            rest[0] = int(rest[0]) + by
        detail["loc"] = (*loc, key, *rest)
        yield detail


@cache
def _list_fields(model: type[BaseModel]) -> dict[str, _Values]:
    """Gives the fields of a block by their names in the file."""
    return {
        field.alias or name: _describe(field.annotation)
        for name, field in model.model_fields.items()
    }


def _describe(annotation: Any) -> _Values:
    kinds = (annotation, *get_args(annotation))
    blocks = (one for one in kinds if isinstance(one, type) and issubclass(one, BaseModel))
    return _Values(next(blocks, None), get_origin(annotation) is list)


def _list_unknown(model: type[BaseModel], data: dict[str, Any]) -> list[str]:
    fields = _list_fields(model)
    return [key for key in data if key not in fields]


def _ask(model: type[BaseModel], data: Any) -> list[ErrorDetails]:
    try:
        model.model_validate(data)
    except ValidationError as error:
        return error.errors(include_url=False)
    return []


class _Meant:
    """The fields that unknown ones may be meant to be."""

    def __init__(self, block: Block) -> None:
        self._block = block
        self._nearest: dict[tuple[str, ...], Nearest] = {}

    def hint(self, loc: Loc) -> str:
        """Gives what to write in place of the unknown field at a path."""
        names = field_names(self._block, loc[:-1])
        if names not in self._nearest:
            self._nearest[names] = Nearest({name: name for name in names})
        nearest = self._nearest[names].find(str(loc[-1]))
        return f"did you mean {nearest}?" if nearest else "fields here: " + ", ".join(names)


def _find_code(detail: ErrorDetails) -> codes.Code:
    if detail["type"] == "stc":
        code: codes.Code = detail["ctx"]["code"]
        return code
    return _CODES.get(detail["type"], codes.WRONG_TYPE)


def _find(meant: _Meant, document: Document, detail: ErrorDetails) -> Finding:
    loc, kind, value = detail["loc"], detail["type"], detail["input"]
    code = _find_code(detail)
    if kind == "stc":
        context = detail["ctx"]
        return code.at(place_of(document, loc), context["message"], context["hint"])
    if kind == "missing":
        message = f"The field {loc[-1]} is missing."
        return code.at(place_of(document, loc[:-1]), message, f"add {loc[-1]}:")
    if kind == "extra_forbidden":
        message = f"unknown field {quote(str(loc[-1]))}"
        place = place_of(document, loc, key=True)
        return code.at(place, message, meant.hint(loc))
    if kind == "too_short":
        return code.at(place_of(document, loc), "The list is empty.", "name one")
    wanted = "A list" if kind == "list_type" else "A block of fields"
    message = f"{wanted} is expected here, not {describe_type(value)}."
    hint = "start each line with a dash, or remove the field" if kind == "list_type" else ""
    return code.at(place_of(document, loc), message, hint)
