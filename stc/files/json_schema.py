"""The JSON Schemas of the files, made from the declaration."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from stc.files.strict import model_of
from stc.plan.field import Spec, specs_of
from stc.plan.model import Plan
from stc.plan.timeline import Timeline
from stc.plan.vocabulary import DEFAULT

_DIALECT: Final = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
_OWN_STATUSES: Final = {
    "required": ["vocabulary"],
    "properties": {"vocabulary": {"required": ["statuses"]}},
}


def describe_timeline() -> dict[str, Any]:
    """Return the schema of a timeline."""
    return {**_DIALECT, **model_of(Timeline).model_json_schema()}


def describe_plan() -> dict[str, Any]:
    """Return the schema of a plan.

    A plan with statuses of its own may have any status there; without them it has those of stc.
    """
    names = [status.name for status in DEFAULT.statuses]
    schema = model_of(Plan).model_json_schema()
    return {
        **_DIALECT,
        **schema,
        "if": _OWN_STATUSES,
        "else": _narrow(Plan, {"statuses": names}),
    }


def describe_plan_of(plan: Plan) -> dict[str, Any]:
    """Return the schema of one plan: what its head lists are the choices below it."""
    schema = model_of(Plan).model_json_schema()
    for block in _list_blocks(Plan):
        properties = schema["$defs"].get(block.__name__, schema)["properties"]
        for key, spec in specs_of(block).items():
            choices = plan.list_named(_refers(spec))
            if choices:
                properties[key] = _offer(properties[key], list(choices))
    return {**_DIALECT, **schema}


def _offer(shape: dict[str, Any], choices: list[str]) -> dict[str, Any]:
    """Return the schema of a field with its values narrowed to the choices."""
    if "items" in shape:
        return {**shape, "items": {"type": "string", "enum": choices}}
    if "anyOf" in shape:
        return {**shape, "anyOf": [{"type": "string", "enum": choices}, {"type": "null"}]}
    about: dict[str, Any] = {key: shape[key] for key in ("title", "description") if key in shape}
    return {"type": "string", "enum": choices, **about}


def _narrow(block: Any, choices: Mapping[str, list[str]]) -> dict[str, Any]:
    """Return a schema that only narrows the fields below a block that refer to a list."""
    properties = {}
    for key, spec in specs_of(block).items():
        if _refers(spec) in choices:
            inner: dict[str, Any] = {"enum": choices[_refers(spec)]}
        else:
            inner = _narrow(spec.block, choices) if spec.block else {}
        if inner:
            properties[key] = {"items": inner} if spec.many else inner
    return {"properties": properties} if properties else {}


def _refers(spec: Spec) -> str:
    return spec.type.refers if spec.type else ""


def _list_blocks(block: Any) -> Iterator[Any]:
    yield block
    for spec in specs_of(block).values():
        if spec.block:
            yield from _list_blocks(spec.block)
