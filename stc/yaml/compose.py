"""Composition of a tree from plain data, to be laid out as a file."""

from typing import Any

from stc.yaml.document import Document
from stc.yaml.nodes import Mapping, Node, Scalar, Sequence


def compose(data: Any, path: str) -> Document:
    """Return a document that holds the data; its nodes have no places.

    Args:
        data: Dictionaries, lists, texts and None.
        path: The name of the file in messages.
    """
    return Document(path, b"", "", root=_compose(data))


def _compose(data: Any) -> Node:
    if isinstance(data, dict):
        mapping = Mapping(0, 0, 0, 0, flow=False)
        mapping.entries = [(Scalar(key, "", 0, 0, 0, 0), _compose(data[key])) for key in data]
        return mapping
    if isinstance(data, list):
        sequence = Sequence(0, 0, 0, 0, flow=False)
        sequence.items = [_compose(item) for item in data]
        return sequence
    # In quotes; otherwise the text `null` would be None.
    return Scalar("", "", 0, 0, 0, 0) if data is None else Scalar(data, '"', 0, 0, 0, 0)
