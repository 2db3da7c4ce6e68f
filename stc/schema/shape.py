"""Fields and their types: what pydantic has against a document, as findings with places."""

from collections.abc import Iterator
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from stc.schema.blocks import Block, field_names
from stc.schema.fields import describe_type
from stc.schema.places import Loc, place_of
from stc.schema.plan_file import PlanFile, StepBlock
from stc.schema.timeline_file import TimelineFile
from stc.words import codes
from stc.words.crowds import keep_first
from stc.words.findings import Finding
from stc.words.nearest import Nearest, quote
from stc.yamldoc.document import Document

MODELS: Final[dict[Block, type[BaseModel]]] = {
    "PlanFile": PlanFile,
    "TimelineFile": TimelineFile,
    "StepBlock": StepBlock,
}

_TO_STEPS: Final = ("sections", "goals", "steps")


def check_shape(block: Block, document: Document, data: Any) -> tuple[Finding, ...]:
    """Gives the findings on the fields and types of a document; none where it is sound."""
    meant = _Meant(block)
    return keep_first(_find(meant, document, detail) for detail in _list_details(block, data))


def _list_details(block: Block, data: Any) -> Iterator[ErrorDetails]:
    """Gives what pydantic has against the data: step by step, since each detail takes 2 KiB."""
    steps: list[tuple[Loc, Any]] = []
    head = _cut_steps(data, (), _TO_STEPS, steps) if block == "PlanFile" else data
    yield from _ask(MODELS[block], head, ())
    for loc, step in steps:
        yield from _ask(StepBlock, step, loc)


def _ask(model: type[BaseModel], data: Any, loc: Loc) -> Iterator[ErrorDetails]:
    try:
        model.model_validate(data)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            detail["loc"] = (*loc, *detail["loc"])
            yield detail


def _cut_steps(value: Any, loc: Loc, keys: tuple[str, ...], steps: list[tuple[Loc, Any]]) -> Any:
    """Gives the data without the steps of a plan, which it adds to a list with their paths."""
    key, *rest = keys
    items = value.get(key) if isinstance(value, dict) else None
    if not isinstance(items, list):
        return value
    if rest:
        inner = tuple(rest)
        parts = enumerate(items)
        return {**value, key: [_cut_steps(one, (*loc, key, n), inner, steps) for n, one in parts]}
    steps += [((*loc, key, n), step) for n, step in enumerate(items)]
    return {**value, key: []}


class _Meant:
    """The fields that unknown ones may be meant to be."""

    def __init__(self, block: Block) -> None:
        self._block = block
        self._nearest: dict[tuple[str, ...], Nearest] = {}

    def hint(self, loc: Loc) -> str:
        """Gives what to write in place of the unknown field at a path."""
        names = field_names(self._block, loc[:-1])
        if names not in self._nearest:
            self._nearest[names] = Nearest(names)
        nearest = self._nearest[names].find(str(loc[-1]))
        return f"did you mean {nearest}?" if nearest else "fields here: " + ", ".join(names)


def _find(meant: _Meant, document: Document, detail: ErrorDetails) -> Finding:
    loc, kind, value = detail["loc"], detail["type"], detail["input"]
    if kind == "stc":
        context = detail["ctx"]
        code: codes.Code = context["code"]
        return code.at(place_of(document, loc), context["message"], context["hint"])
    if kind == "missing":
        message = f"The field {loc[-1]} is missing."
        return codes.MISSING_FIELD.at(place_of(document, loc[:-1]), message, f"add {loc[-1]}:")
    if kind == "extra_forbidden":
        message = f"unknown field {quote(str(loc[-1]))}"
        place = place_of(document, loc, key=True)
        return codes.UNKNOWN_FIELD.at(place, message, meant.hint(loc))
    if kind == "too_short":
        return codes.EMPTY_TEXT.at(place_of(document, loc), "The list is empty.", "name one")
    wanted = "A list" if kind == "list_type" else "A block of fields"
    message = f"{wanted} is expected here, not {describe_type(value)}."
    hint = "start each line with a dash, or remove the field" if kind == "list_type" else ""
    return codes.WRONG_TYPE.at(place_of(document, loc), message, hint)
