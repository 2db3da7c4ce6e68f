"""A YAML file in memory: its bytes, its text, its tree and its findings."""

from collections.abc import Callable
from typing import Final

from stc.findings import Finding
from stc.yaml.nodes import Node

BOM: Final = b"\xef\xbb\xbf"
LARGEST_FILE: Final = 64 * 1024 * 1024
"""The largest file, in bytes."""
LARGEST: Final = 3_000_000
"""The most values, keys, and beginnings and ends of lists and blocks in a file.

A plan has 24 per step, with 21 characters each, so this many fit in a file of the largest size.
"""
DEEPEST: Final = 32
"""The deepest nesting of blocks."""
BATCH: Final = 100_000
"""How many values are read between two checks of their length; a smaller file may be denser."""
ROOM: Final = 5
"""How many characters each value must have on average once there are more than `BATCH`.

Each takes 200 bytes of memory, which is 40 times its text at most; a file of nothing but brackets
and commas, where it would be 100 times, is refused after the first batch. In a plan it is nine
characters where every text is as short as it can be, and six where it is written as dense JSON.
"""


class Document:
    """A YAML file as it was read.

    Attributes:
        path: The file, as it is shown to the user.
        data: The bytes as they were read.
        bom: Whether the bytes begin with a byte order mark.
        findings: The findings on the file as YAML, sorted by place.
        is_canonical: It is known to be in the canonical layout; False if not checked.
    """

    __slots__ = ("_read", "_root", "_text", "bom", "data", "findings", "is_canonical", "path")

    def __init__(
        self,
        path: str,
        data: bytes,
        text: str | None = None,
        *,
        root: Node | None = None,
        findings: tuple[Finding, ...] = (),
        bom: bool = False,
        read: Callable[[], Node | None] | None = None,
    ) -> None:
        """Accept the text and the tree, or functions that read them when first needed."""
        self.path = path
        self.data = data
        self._text = text
        self.bom = bom
        self.findings = findings
        self.is_canonical = False
        self._root = root
        self._read = read

    @property
    def text(self) -> str:
        """The text without the byte order mark; empty if the bytes are not UTF-8."""
        if self._text is None:
            self._text = self.data.removeprefix(BOM).decode()
        return self._text

    @property
    def root(self) -> Node | None:
        """The tree, or None if the findings make it unusable."""
        if self._read is not None:
            self._root, self._read = self._read(), None
        return self._root

    def encode(self, text: str) -> bytes:
        """Return the bytes of a new text of this file, with its byte order mark if it has one."""
        return (BOM if self.bom else b"") + text.encode()
