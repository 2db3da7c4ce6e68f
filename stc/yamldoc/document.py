"""A YAML file that was read: its bytes, its text, its tree and what is wrong with it."""

from typing import Final, NamedTuple

from stc.words.findings import Finding
from stc.yamldoc.nodes import Node

BOM: Final = b"\xef\xbb\xbf"
LARGEST_FILE: Final = 64 * 1024 * 1024
"""How many bytes a file may have."""


class Document(NamedTuple):
    """A YAML file as it was read.

    Attributes:
        path: The file, as it is shown to the user.
        data: The bytes as they were read.
        text: The text without the byte order mark; empty when the bytes are not UTF-8.
        bom: Whether the bytes begin with a byte order mark.
        root: The tree, or None when the findings make it unusable.
        findings: What is wrong with the file as YAML, sorted by place.
    """

    path: str
    data: bytes
    text: str
    bom: bool
    root: Node | None
    findings: tuple[Finding, ...]

    def encode(self, text: str) -> bytes:
        """Gives the bytes of a new text of this file, with its byte order mark if it has one."""
        return (BOM if self.bom else b"") + text.encode()
