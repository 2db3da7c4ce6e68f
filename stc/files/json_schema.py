"""The JSON Schemas of the files, made from the declaration."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from stc.errors import FileRefused
from stc.files.kinds import PLAN, FileKind
from stc.files.references import list_ids, list_steps, list_texts
from stc.files.strict import model_of
from stc.files.vocabulary import read_vocabulary
from stc.plan.field import Spec, specs_of
from stc.plan.model import Plan
from stc.plan.vocabulary import DEFAULT
from stc.yaml.reader import read_document
from stc.yaml.values import to_data

_DIALECT: Final = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
_OWN_STATUSES: Final = {
    "required": ["vocabulary"],
    "properties": {"vocabulary": {"required": ["statuses"]}},
}


def describe_file(kind: FileKind[Any]) -> dict[str, Any]:
    """Return the schema of a kind of file."""
    if kind is PLAN:
        return describe_plan()
    return {**_DIALECT, **model_of(kind.block).model_json_schema()}


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


def describe_plan_of(choices: Mapping[str, list[str]]) -> dict[str, Any]:
    """Return the schema of one plan, in which what its head lists are the choices below it.

    Args:
        choices: What may be named, by the list in the head that has it; and the `tags` in use,
            beside which a new one is allowed.
    """
    schema = model_of(Plan).model_json_schema()
    for block in _list_blocks(Plan):
        properties = schema["$defs"].get(block.__name__, schema)["properties"]
        for key, spec in specs_of(block).items():
            named = choices.get(_refers(spec))
            if named:
                properties[key] = _offer(properties[key], {"type": "string", "enum": named})
            elif key == "tags" and choices.get(key):
                offered = {"anyOf": [{"enum": choices[key]}, properties[key]["items"]]}
                properties[key] = _offer(properties[key], offered)
    return {**_DIALECT, **schema}


def read_choices(data: bytes, path: str) -> dict[str, list[str]]:
    """Return what the head of a plan lists, and the tags in use; the rest of it may be wrong.

    Raises:
        FileRefused: It is not YAML.
    """
    document = read_document(data, path)
    values = to_data(document.root) if document.root else None
    if not isinstance(values, dict):
        raise FileRefused(f"{path} cannot be read as a plan.", document.findings)
    vocabulary = read_vocabulary(values)
    names = ("departments", "phases", "categories")
    found = {name: [identifier.text for identifier in list_ids(values, name)] for name in names}
    found["statuses"] = [status.name for status in vocabulary.statuses] if vocabulary else []
    tags = (tag.text for loc, step in list_steps(values) for tag in list_texts(step, "tags", loc))
    return {**found, "tags": sorted(dict.fromkeys(tags))}


def _offer(shape: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a field with another schema of each value."""
    if "items" in shape:
        return {**shape, "items": schema}
    if "anyOf" in shape:
        return {**shape, "anyOf": [schema, {"type": "null"}]}
    about: dict[str, Any] = {key: shape[key] for key in ("title", "description") if key in shape}
    return {**schema, **about}


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
