"""A YAML file that was read: its bytes, its text, its tree and what is wrong with it."""

from collections.abc import Callable
from typing import Final

from stc.findings import Finding
from stc.yaml.nodes import Node

BOM: Final = b"\xef\xbb\xbf"
LARGEST_FILE: Final = 64 * 1024 * 1024
"""How many bytes a file may have."""
LARGEST: Final = 3_000_000
"""How many values, keys, and beginnings and ends of lists and blocks a file may hold.

A plan has 24 a step, each with 21 characters: so many stand in a file of the largest size.
"""


class Document:
    """A YAML file as it was read.

    Attributes:
        path: The file, as it is shown to the user.
        data: The bytes as they were read.
        text: The text without the byte order mark; empty when the bytes are not UTF-8.
        bom: Whether the bytes begin with a byte order mark.
        findings: What is wrong with the file as YAML, sorted by place.
    """

    __slots__ = ("_read", "_root", "bom", "data", "findings", "path", "text")

    def __init__(
        self,
        path: str,
        data: bytes,
        text: str,
        *,
        root: Node | None = None,
        findings: tuple[Finding, ...] = (),
        bom: bool = False,
        read: Callable[[], Node | None] | None = None,
    ) -> None:
        """Accept the tree, or how it is read when it is first asked for."""
        self.path = path
        self.data = data
        self.text = text
        self.bom = bom
        self.findings = findings
        self._root = root
        self._read = read

    @property
    def root(self) -> Node | None:
        """The tree, or None when the findings make it unusable."""
        if self._read is not None:
            self._root, self._read = self._read(), None
        return self._root

    def with_root(self, root: Node) -> "Document":
        """Return the same with another tree, such as one that holds a part of this one."""
        return Document(
            self.path, self.data, self.text, bom=self.bom, root=root, findings=self.findings
        )

    def encode(self, text: str) -> bytes:
        """Return the bytes of a new text of this file, with its byte order mark if it has one."""
        return (BOM if self.bom else b"") + text.encode()
