"""Texts that other YAML readers would take for a number, a truth value or a day."""

import re
from collections.abc import Iterator

from stc.words import codes
from stc.words.findings import Finding, Place
from stc.words.nearest import quote
from stc.yamldoc.document import Document
from stc.yamldoc.nodes import Mapping, Node, Scalar, Sequence

TYPED_FIELDS = frozenset(
    (
        "schema_version",
        "began",
        "pages",
        "page",
        "deadline",
        "completed",
        "from",
        "to",
        "on",
        "when",
    )
)

# YAML 1.1 (yaml.org/type) and the YAML 1.2 core schema together.
MISREAD = re.compile(
    r"""
    [-+]?[0-9][0-9_]*(:[0-5]?[0-9])*(\.[0-9_]*)?([eE][-+]?[0-9]+)?
    | [-+]?\.[0-9][0-9_]*([eE][-+]?[0-9]+)? | 0[xob][0-9a-fA-F_]+
    | [-+]?\.(inf|Inf|INF) | \.(nan|NaN|NAN)
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt\ ].*)?
    | y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF
    """,
    re.VERBOSE,
)
_FIRST = frozenset("0123456789-+.yYnNtTfFoO")


def find_unquoted(document: Document) -> Iterator[Finding]:
    """Gives a warning for every plain text that other readers would misread."""
    pending: list[tuple[Node, bool]] = [(document.root, False)] if document.root else []
    while pending:
        node, typed = pending.pop()
        if isinstance(node, Scalar):
            if not typed and node.style == "" and _is_misread(node.text):
                yield _finding(document, node)
        elif isinstance(node, Sequence):
            pending.extend((item, typed) for item in node.items)
        elif isinstance(node, Mapping):
            pending.extend((value, key.text in TYPED_FIELDS) for key, value in node.entries)


def _is_misread(text: str) -> bool:
    return text[:1] in _FIRST and MISREAD.fullmatch(text) is not None


def _finding(document: Document, node: Scalar) -> Finding:
    place = Place(document.path, node.line, node.column)
    message = f"{quote(node.text)} is read here as a text, but as something else by other programs."
    return codes.UNQUOTED_NUMBER.at(place, message, f'write "{node.text}" with the quotes')
