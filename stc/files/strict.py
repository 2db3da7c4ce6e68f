"""Every finding on the fields and types of a file, by pydantic models made from the declaration.

The only importer of pydantic: it costs a command more than all the rest of its work, and is asked
only where a file is not plainly valid, and for the JSON Schemas.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Any, Final

from pydantic import (
    BaseModel,
    ConfigDict,
    PlainValidator,
    ValidationError,
    WithJsonSchema,
    create_model,
    model_validator,
)
from pydantic import Field as Facts
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from stc import codes
from stc.files.places import KeyPath, location_of
from stc.finding_limit import FindingLimit
from stc.findings import Finding
from stc.plan.field import ANY_OF, BadValue, Spec, ValueType, keys_at, specs_of
from stc.plan.value_types import describe_type
from stc.text.nearest import Nearest, quote
from stc.yaml.document import Document

STRICT: Final = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)

AT_ONCE: Final = 20
"""The most blocks, values of a list and unknown fields per call of pydantic."""

_KEY: Final = "[key]"
"""The last part of the path that pydantic has for a free key."""

_CODES: Final = {
    "missing": codes.MISSING_FIELD,
    "extra_forbidden": codes.UNKNOWN_FIELD,
    "too_short": codes.EMPTY_TEXT,
}

_Part = tuple[KeyPath, Iterable[ErrorDetails]]
"""What pydantic has against a part of the data, and the path to where that part begins."""


_MODELS: Final[dict[Any, type[BaseModel]]] = {}


def model_of(block: Any) -> type[BaseModel]:
    """Return the pydantic model of a block, made from its declaration."""
    if block not in _MODELS:
        fields: dict[str, Any] = {}
        for spec in specs_of(block).values():
            # `from` is no name in Python; the alias is what the file and the schema say.
            name = spec.attribute or spec.key
            fields[name] = (_annotate(spec), _describe(spec, name))
        keys = ANY_OF.get(block, ())
        choices: Any = {"anyOf": [{"required": [key]} for key in keys]}
        _MODELS[block] = create_model(
            block.__name__,
            __config__={**STRICT, "json_schema_extra": choices} if keys else STRICT,
            __doc__=block.__doc__,
            __validators__={"any_of": _require_any(keys)} if keys else {},
            **fields,
        )
    return _MODELS[block]


def _require_any(keys: tuple[str, ...]) -> Any:
    """Return the validator of a block that has at least one of some keys."""

    def require(_: Any, value: Any, check: Callable[[Any], Any]) -> Any:
        lacks = isinstance(value, dict) and not any(key in value for key in keys)
        lacking = InitErrorDetails(type="missing", loc=(" or ".join(keys),), input=value)
        try:
            checked = check(value)
        except ValidationError as error:
            if not lacks:
                raise
            found = [*map(_repeat, error.errors(include_url=False)), lacking]
        else:
            if not lacks:
                return checked
            found = [lacking]
        raise ValidationError.from_exception_data("", found)

    wrap: Any = model_validator(mode="wrap")
    return wrap(classmethod(require))


def _repeat(detail: ErrorDetails) -> InitErrorDetails:
    context, kind = detail.get("ctx", {}), detail["type"]
    again: Any = PydanticCustomError("stc", "{message}", context) if kind == "stc" else kind
    return InitErrorDetails(type=again, loc=detail["loc"], input=detail["input"], ctx=context)


def _annotate(spec: Spec) -> Any:
    if spec.type is None:
        kind: Any = model_of(spec.block)
    else:
        kind = Annotated[Any, PlainValidator(_accept(spec.type)), WithJsonSchema(spec.type.schema)]
    if spec.field.keys:
        key = Annotated[
            str,
            PlainValidator(_accept(spec.field.keys)),
            WithJsonSchema(spec.field.keys.schema),
        ]
        return dict[key, list[kind] | None]
    if spec.many:
        return list[kind]
    return kind | None if spec.none else kind


def _describe(spec: Spec, name: str) -> Any:
    facts: dict[str, Any] = {"description": spec.field.doc}
    if name != spec.key:
        facts["alias"] = spec.key
    if spec.field.filled:
        facts["min_length"] = 1
    if spec.field.keys:
        facts["json_schema_extra"] = {"additionalProperties": False}
    if spec.required:
        return Facts(**facts)
    empty: Any = {} if spec.field.keys else []
    return Facts(empty if spec.many else None, **facts)


def _accept(value_type: ValueType) -> Callable[[Any], Any]:
    """Return the parser of a type, raising what pydantic collects."""

    def parse(value: Any) -> Any:
        try:
            return value_type.parse(value)
        except BadValue as bad:
            context = {"code": bad.code, "message": bad.message, "hint": bad.hint}
            raise PydanticCustomError("stc", "{message}", context) from None

    return parse


def check_shape(block: Any, document: Document, data: Any) -> tuple[Finding, ...]:
    """Return the findings on the fields and types of a document; none where it is sound."""
    meant, limit = _Meant(block), FindingLimit()
    for begin, details in _list_parts(block, data):
        place = location_of(document, begin, key=True)
        for detail in details:
            if not limit.count(_find_code(detail).id, place):
                limit.add(_find(meant, document, detail))
    return limit.list_findings()


def _list_parts(block: Any, data: Any) -> Iterator[_Part]:
    """Return what pydantic has against the data part by part, since each detail takes 2 KiB."""
    yield (), _ask(block, _shorten(block, data))
    if isinstance(data, dict):
        yield from _list_rest(block, data, ())


def _shorten(block: Any, data: Any) -> Any:
    """Return a block with a bounded number of values; `_list_rest` has the others."""
    if not data or not isinstance(data, dict):
        return data
    fields = specs_of(block)
    short = dict.fromkeys(_list_unknown(block, data)[:AT_ONCE])
    for key, value in data.items():
        if key in fields:
            short[key] = _shorten_value(fields[key], value)
    return short


def _shorten_value(field: Spec, value: Any) -> Any:
    if field.many and isinstance(value, list):
        return [] if field.block and not field.field.keys else value[:AT_ONCE]
    if field.field.keys and isinstance(value, dict):
        return {}
    return _shorten(field.block, value) if field.block and not field.many else value


def _list_rest(block: Any, data: dict[str, Any], loc: KeyPath) -> Iterator[_Part]:
    """Return what pydantic has against all that `_shorten` leaves out of a block."""
    unknown = _list_unknown(block, data)
    for begin in range(AT_ONCE, len(unknown), AT_ONCE):
        details = _ask(block, dict.fromkeys(unknown[begin : begin + AT_ONCE]))
        strangers = (detail for detail in details if detail["type"] == "extra_forbidden")
        yield (*loc, unknown[begin]), _move(strangers, loc)
    for key, field in specs_of(block).items():
        value = data.get(key)
        if field.field.keys:
            yield from _list_keyed(block, key, value, loc)
        elif field.many and isinstance(value, list):
            yield from _list_values(block, key, value, loc)
        elif field.block and not field.many and isinstance(value, dict):
            yield from _list_rest(field.block, value, (*loc, key))


def _list_keyed(block: Any, key: str, values: Any, loc: KeyPath) -> Iterator[_Part]:
    """Return what pydantic has against free keys and against the list of each."""
    free = list(values.items()) if isinstance(values, dict) else []
    for begin in range(0, len(free), AT_ONCE):
        some = dict(free[begin : begin + AT_ONCE])
        shown = {name: [] if isinstance(value, list) else value for name, value in some.items()}
        within = (detail for detail in _ask(block, {key: shown}) if len(detail["loc"]) > 1)
        yield (*loc, key, free[begin][0]), _move(within, loc)
        for name, value in some.items():
            if isinstance(value, list):
                yield from _list_values(block, key, value, loc, (name,))


def _list_values(
    block: Any, key: str, values: list[Any], loc: KeyPath, name: KeyPath = ()
) -> Iterator[_Part]:
    """Return what pydantic has against the values of a list that `_shorten` leaves out.

    `name` is the free key whose list it is, where the field has such keys.
    """
    inner = specs_of(block)[key].block
    for begin in range(0 if inner else AT_ONCE, len(values), AT_ONCE):
        some = values[begin : begin + AT_ONCE]
        shown: Any = [_shorten(inner, value) for value in some] if inner else some
        details = _ask(block, {key: {name[0]: shown} if name else shown})
        depth = 1 + len(name)
        within = (
            detail for detail in details if any(type(part) is int for part in detail["loc"][depth:])
        )
        yield (*loc, key, *name, begin), _move(within, loc, begin, len(name))
        for number, value in enumerate(some, begin):
            if inner and value and isinstance(value, dict):
                yield from _list_rest(inner, value, (*loc, key, *name, number))


def _move(
    details: Iterable[ErrorDetails], loc: KeyPath, by: int = 0, names: int = 0
) -> Iterator[ErrorDetails]:
    """Return the details as of a block at a path, of whose list a slice was shown as the whole."""
    for detail in details:
        key, *rest = detail["loc"]
        if by:
            rest[names] = int(rest[names]) + by
        detail["loc"] = (*loc, key, *rest)
        yield detail


def _list_unknown(block: Any, data: dict[str, Any]) -> list[str]:
    fields = specs_of(block)
    return [key for key in data if key not in fields]


def _ask(block: Any, data: Any) -> list[ErrorDetails]:
    try:
        model_of(block).model_validate(data)
    except ValidationError as error:
        return error.errors(include_url=False)
    return []


class _Meant:
    """The fields that unknown ones may be meant to be."""

    def __init__(self, block: Any) -> None:
        self._block = block
        self._nearest: dict[tuple[str, ...], Nearest] = {}

    def hint(self, loc: KeyPath) -> str:
        """Return what to write in place of the unknown field at a path."""
        names = keys_at(self._block, loc[:-1])
        if names not in self._nearest:
            self._nearest[names] = Nearest({name: name for name in names})
        nearest = self._nearest[names].find(str(loc[-1]))
        return f"Did you mean {nearest}?" if nearest else f"The fields here are {', '.join(names)}."


def _find_code(detail: ErrorDetails) -> codes.Code:
    if detail["type"] == "stc":
        code: codes.Code = detail["ctx"]["code"]
        return code
    return _CODES.get(detail["type"], codes.WRONG_TYPE)


def _find(meant: _Meant, document: Document, detail: ErrorDetails) -> Finding:
    loc, kind, value = detail["loc"], detail["type"], detail["input"]
    code = _find_code(detail)
    if kind == "stc":
        context, is_key = detail["ctx"], loc[-1] == _KEY
        place = location_of(document, loc[:-1] if is_key else loc, key=is_key)
        return code.at(place, context["message"], context["hint"])
    if kind == "missing":
        message = f"The field {loc[-1]} is missing."
        return code.at(location_of(document, loc[:-1]), message, f"Add {loc[-1]}: with a value.")
    if kind == "extra_forbidden":
        message = f"Unknown field {quote(str(loc[-1]))}."
        place = location_of(document, loc, key=True)
        return code.at(place, message, meant.hint(loc))
    if kind == "too_short":
        return code.at(location_of(document, loc), "The list is empty.", "Name at least one.")
    wanted = "A list" if kind == "list_type" else "A block of fields"
    message = f"{wanted} is expected here, not {describe_type(value)}."
    hint = "Start each line with a dash, or remove the field." if kind == "list_type" else ""
    return code.at(location_of(document, loc), message, hint)
