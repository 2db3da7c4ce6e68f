"""The canonical layout of the files of a plan: what `stc fmt` writes and a rule judges."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from stc.files.kinds import find_kind
from stc.plan.field import list_specs, specs_of
from stc.plan.model import Plan
from stc.yaml.document import Document
from stc.yaml.layout import Form, Path, Style, is_laid_out, lay_out, lay_out_item
from stc.yaml.nodes import Mapping, Node, Scalar, Sequence

_ANY: Final = "*"
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
    """Return the text of a plan, a timeline or updates in the canonical layout.

    The document needs a tree without errors; what its fields say may be wrong.
    """
    root = document.root
    keys = {key.text for key, _ in root.entries} if isinstance(root, Mapping) else set[str]()
    return lay_out(document, _style(find_kind(keys).block))


def is_canonical(text: str, data: Any) -> bool:
    """Return whether the text of such a file is in the canonical layout, by what it says.

    Where a comment is below its first entry the answer is no: only the tree knows its place.
    """
    return is_laid_out(text, data, _style(find_kind(data if isinstance(data, dict) else ()).block))


def lay_out_like(
    like: Node | None, data: dict[str, Any], path: Path, form: Form, indent: int
) -> list[str]:
    """Return the lines of a new block of a plan, written as its neighbour is.

    Args:
        like: The block beside it, if there is one: a list that has lines of its own there has
            them here, and a text that stands on one line there does so here.
        data: The fields of the new block.
        path: The keys that lead to its list.
        form: The indentation.
        indent: The number of spaces before its dash.
    """
    style, pairs = _style(Plan), like.entries if isinstance(like, Mapping) else []
    listed = {key.text for key, value in pairs if isinstance(value, Sequence) and not value.flow}
    texts = [(key.text, value) for key, value in pairs if isinstance(value, Scalar)]
    short = {name for name, value in texts if value.style not in ("|", ">")}
    style = style._replace(names=style.names - listed, folded=style.folded - short)
    keys = style.order(path)
    ordered = {key: data[key] for key in keys if key in data}
    return lay_out_item(ordered, path, style, form, indent)


def is_set_apart(path: Path) -> bool:
    """Return whether the canonical layout has blank lines between the blocks of a list."""
    return path in _APART


@cache
def _style(file: Any) -> Style:
    blocks = list(_walk(file, ()))
    orders = {path: tuple(specs_of(block)) for path, block, _ in blocks if block}
    keyed = frozenset(path for path, block, _ in blocks if block is None)
    lines = frozenset(path for path, _, in_lines in blocks if in_lines)
    specs = list_specs(file)

    def find_free(path: Path) -> Path:
        return (*path[:-1], _ANY) if path[:-1] in keyed else path

    return Style(
        order=lambda path: orders.get(find_free(path), ()),
        numbers=frozenset(spec.key for spec in specs if spec.type and spec.type.number),
        days=frozenset(
            spec.key for spec in specs if spec.type and spec.type.typed and not spec.type.number
        ),
        folded=frozenset(spec.key for spec in specs if spec.field.folded),
        names=frozenset(spec.key for spec in specs if spec.field.inline),
        apart=_APART,
        lines=lambda path: find_free(path) in lines,
        bare=keyed,
    )


def _walk(block: Any, path: Path, in_lines: bool = False) -> Iterator[tuple[Path, Any, bool]]:
    """Yield the path to every block of a file, the block, and whether each is on one line.

    A block of free keys is None; below it any key stands for all.
    """
    yield path, block, in_lines
    for spec in specs_of(block).values():
        inner = (*path, spec.key)
        if spec.field.keys:
            yield inner, None, False
            inner = (*inner, _ANY)
        if spec.block:
            yield from _walk(spec.block, inner, spec.field.lines)
