"""The canonical layout of the plan and of the timeline: what `stc fmt` writes and a rule judges."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from stc.plan.field import list_specs, specs_of
from stc.plan.model import Plan
from stc.plan.timeline import Timeline
from stc.yaml.document import Document
from stc.yaml.layout import Path, Style, is_laid_out, lay_out
from stc.yaml.nodes import Mapping

_APART: Final = frozenset(
    (
        ("sections",),
        ("sections", "steps"),
        ("sections", "goals"),
        ("sections", "goals", "steps"),
        ("entries",),
    )
)


def lay_out_file(document: Document) -> str:
    """Return the text of a plan or timeline in the canonical layout.

    The document needs a tree without errors; what its fields say may be wrong.
    """
    root = document.root
    is_timeline = isinstance(root, Mapping) and root.key("entries") and not root.key("sections")
    return lay_out(document, _style(is_timeline))


def is_canonical(text: str, data: Any) -> bool:
    """Return whether the text of a plan or timeline is in the canonical layout, by what it says.

    Where a comment is below its first entry the answer is no: only the tree knows its place.
    """
    is_timeline = isinstance(data, dict) and "entries" in data and "sections" not in data
    return is_laid_out(text, data, _style(is_timeline))


@cache
def _style(is_timeline: bool) -> Style:
    file = Timeline if is_timeline else Plan
    orders = dict(_orders(file, ()))
    specs = list_specs(file)
    return Style(
        order=lambda path: orders.get(path, ()),
        numbers=frozenset(spec.key for spec in specs if spec.type and spec.type.number),
        days=frozenset(
            spec.key for spec in specs if spec.type and spec.type.typed and not spec.type.number
        ),
        folded=frozenset(spec.key for spec in specs if spec.field.folded),
        names=frozenset(spec.key for spec in specs if spec.field.inline),
        apart=_APART,
    )


def _orders(block: Any, path: Path) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Yield the path to every block of a file with the keys of its fields."""
    yield path, tuple(specs_of(block))
    for spec in specs_of(block).values():
        if spec.block:
            yield from _orders(spec.block, (*path, spec.key))
