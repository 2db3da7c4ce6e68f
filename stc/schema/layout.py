"""The canonical layout of the plan and of the timeline: what `stc fmt` writes and a rule judges."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Final, get_args

from pydantic import BaseModel

from stc.schema.plan_file import PlanFile
from stc.schema.quoting import TYPED_FIELDS
from stc.schema.shape import field_names
from stc.schema.timeline_file import TimelineFile
from stc.yamldoc.document import Document
from stc.yamldoc.layout import Path, Style, lay_out
from stc.yamldoc.nodes import Mapping

_NUMBERS: Final = frozenset(("schema_version", "pages", "page"))
_NAMES: Final = frozenset(("departments", "aliases", "fields", "steps"))
_APART: Final = frozenset(
    (("sections",), ("sections", "goals"), ("sections", "goals", "steps"), ("entries",))
)


def lay_out_file(document: Document) -> str:
    """Gives the text of a plan or timeline in the canonical layout.

    The document needs a tree without errors; what its fields say may be wrong.
    """
    root = document.root
    is_timeline = isinstance(root, Mapping) and root.key("entries") and not root.key("sections")
    return lay_out(document, _style(TimelineFile if is_timeline else PlanFile))


@cache
def _style(model: type[BaseModel]) -> Style:
    orders = dict(_orders(model, ()))
    return Style(
        order=lambda path: orders.get(path, ()),
        numbers=_NUMBERS,
        days=TYPED_FIELDS - _NUMBERS,
        folded=frozenset(("action",)),
        names=_NAMES,
        apart=_APART,
    )


def _orders(model: type[BaseModel], path: Path) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Gives the path to every block of a file with the names of its fields."""
    yield path, field_names(model)
    for name, field in model.model_fields.items():
        block = _find_block(field.annotation)
        if block is not None:
            yield from _orders(block, (*path, field.alias or name))


def _find_block(annotation: Any) -> type[BaseModel] | None:
    """Gives the block in `X`, `X | None` or `list[X]`, or None where X is a text."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_find_block, get_args(annotation))), None)
