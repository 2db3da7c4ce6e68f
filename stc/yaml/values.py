"""The data of a tree, and the node at a path of keys and indexes."""

from typing import Any

from stc.yaml.nodes import NULL_TEXTS, Mapping, Node, Scalar, Sequence


def to_data(node: Node | None) -> Any:
    """Return the tree as dictionaries, lists, texts and None.

    A plain scalar that is empty, `~` or `null` is None; any other scalar is its text. Of duplicate
    keys the first value counts. The reader bounds the depth of a tree.
    """
    if isinstance(node, Scalar):
        return None if not node.style and node.text in NULL_TEXTS else node.text
    if isinstance(node, Sequence):
        return [to_data(item) for item in node.items]
    if isinstance(node, Mapping):
        data: dict[str, Any] = {}
        for key, value in node.entries:
            if key.text not in data:
                data[key.text] = to_data(value)
        return data
    return None


def locate(root: Node, loc: tuple[str | int, ...], key: bool = False) -> Node:
    """Return the node at a path, or its nearest ancestor that exists.

    Args:
        root: The tree.
        loc: Keys of mappings and 0-based indexes of sequences, from the root.
        key: Whether to return the key of the last part instead of its value.
    """
    node = root
    for depth, step in enumerate(loc, start=1):
        child = _step(node, step)
        if child is None:
            return node
        if key and depth == len(loc) and isinstance(node, Mapping):
            return node.key(str(step)) or node
        node = child
    return node


def _step(node: Node, step: str | int) -> Node | None:
    if isinstance(node, Mapping):
        return node.get(str(step))
    if isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    return None
