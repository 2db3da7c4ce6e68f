"""The canonical layout of the plan and of the timeline: what `stc fmt` writes and a rule judges."""

from collections.abc import Iterator
from functools import cache
from typing import Final

from stc.files.blocks import BLOCKS, Block
from stc.files.patterns import NAMES, NUMBERS
from stc.files.quoting import TYPED_FIELDS
from stc.yaml.document import Document
from stc.yaml.layout import Path, Style, lay_out
from stc.yaml.nodes import Mapping

_APART: Final = frozenset(
    (("sections",), ("sections", "goals"), ("sections", "goals", "steps"), ("entries",))
)


def lay_out_file(document: Document) -> str:
    """Gives the text of a plan or timeline in the canonical layout.

    The document needs a tree without errors; what its fields say may be wrong.
    """
    root = document.root
    is_timeline = isinstance(root, Mapping) and root.key("entries") and not root.key("sections")
    return lay_out(document, _style("TimelineFile" if is_timeline else "PlanFile"))


@cache
def _style(file: Block) -> Style:
    orders = dict(_orders(file, ()))
    return Style(
        order=lambda path: orders.get(path, ()),
        numbers=NUMBERS,
        days=TYPED_FIELDS - NUMBERS,
        folded=frozenset(("action",)),
        names=NAMES,
        apart=_APART,
    )


def _orders(block: str, path: Path) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Gives the path to every block of a file with the names of its fields."""
    yield path, tuple(BLOCKS[block])
    for name, (kind, _) in BLOCKS[block].items():
        if kind in BLOCKS:
            yield from _orders(kind, (*path, name))
