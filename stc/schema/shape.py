"""Fields and their types: what pydantic has against a document, as findings with places."""

from collections.abc import Iterator
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from stc.schema.blocks import Block, field_names
from stc.schema.fields import describe_type
from stc.schema.places import Loc, place_of
from stc.schema.plan_file import (
    CategoryBlock,
    DepartmentBlock,
    GoalBlock,
    PhaseBlock,
    PlanFile,
    SectionBlock,
    StepBlock,
    TermBlock,
)
from stc.schema.timeline_file import EntryBlock, TimelineFile
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

_PARTS: Final[dict[type[BaseModel], dict[str, type[BaseModel]]]] = {
    PlanFile: {
        "phases": PhaseBlock,
        "categories": CategoryBlock,
        "glossary": TermBlock,
        "departments": DepartmentBlock,
        "sections": SectionBlock,
    },
    SectionBlock: {"goals": GoalBlock},
    GoalBlock: {"steps": StepBlock},
    TimelineFile: {"entries": EntryBlock},
}
"""The lists that may be long, and what they hold; a test finds them in the models."""


def check_shape(block: Block, document: Document, data: Any) -> tuple[Finding, ...]:
    """Gives the findings on the fields and types of a document; none where it is sound."""
    meant = _Meant(block)
    return keep_first(
        _find(meant, document, detail) for detail in _list_details(MODELS[block], data, ())
    )


def _list_details(model: type[BaseModel], data: Any, loc: Loc) -> Iterator[ErrorDetails]:
    """Gives what pydantic has against the data: block by block, since each detail takes 2 KiB."""
    parts = _PARTS.get(model, {}) if isinstance(data, dict) else {}
    cut = {key: data[key] for key in parts if isinstance(data.get(key), list)}
    yield from _ask(model, {**data, **{key: [] for key in cut}} if cut else data, loc)
    for key, blocks in cut.items():
        for number, block in enumerate(blocks):
            yield from _list_details(parts[key], block, (*loc, key, number))


def _ask(model: type[BaseModel], data: Any, loc: Loc) -> Iterator[ErrorDetails]:
    try:
        model.model_validate(data)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            detail["loc"] = (*loc, *detail["loc"])
            yield detail


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
