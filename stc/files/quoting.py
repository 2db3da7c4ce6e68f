"""Texts that other YAML readers would take for a number, a truth value or a day."""

import re
from collections.abc import Iterator
from typing import Final

from stc import codes
from stc.files.kinds import KINDS
from stc.finding_limit import keep_first
from stc.findings import Finding, Location
from stc.plan.field import list_specs
from stc.text.nearest import quote
from stc.yaml.document import Document
from stc.yaml.nodes import Mapping, Node, Scalar, Sequence

TYPED_FIELDS: Final = frozenset(
    spec.key for kind in KINDS for spec in list_specs(kind.block) if spec.type and spec.type.typed
)
_KEYED_FIELDS: Final = frozenset(
    spec.key for kind in KINDS for spec in list_specs(kind.block) if spec.field.keys
)

# YAML 1.1 (yaml.org/type) and the YAML 1.2 core schema together.
MISREAD = re.compile(
    r"""
    [-+]?[0-9][0-9_]*(:[0-5]?[0-9])*(\.[0-9_]*)?([eE][-+]?[0-9]+)?
    | [-+]?\.[0-9][0-9_]*([eE][-+]?[0-9]+)? | 0[xob][0-9a-fA-F_]+
    | [-+]?\.(inf|Inf|INF) | \.(nan|NaN|NAN)
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(
        ([Tt]|\ +)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(\.[0-9]*)?(\ *(Z|[-+][0-9]{1,2}(:[0-9]{2})?))?
      )?
    | y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF
    """,
    re.VERBOSE,
)
_FIRST = frozenset("0123456789-+.yYnNtTfFoO")


def find_unquoted(document: Document) -> tuple[Finding, ...]:
    """Return a warning for every plain text that other readers would misread."""
    return keep_first(_finding(document, node) for node in _find_misread(document.root))


def _find_misread(root: Node | None) -> Iterator[Scalar]:
    pending: list[tuple[Node, bool]] = [(root, False)] if root else []
    while pending:
        node, typed = pending.pop()
        if type(node) is Mapping:
            # Texts are looked at here: most of 200,000 values are, and go no further.
            for key, value in node.entries:
                if type(value) is not Scalar:
                    pending.append((value, key.text in TYPED_FIELDS))
                    if type(value) is Mapping and key.text in _KEYED_FIELDS:
                        yield from (name for name, _ in value.entries if _is_misread(name))
                elif _is_misread(value) and key.text not in TYPED_FIELDS:
                    yield value
        elif type(node) is Sequence:
            pending.extend([(item, typed) for item in node.items])
        elif type(node) is Scalar and not typed and _is_misread(node):
            yield node


def _is_misread(node: Scalar) -> bool:
    text = node.text
    return text[:1] in _FIRST and not node.style and MISREAD.fullmatch(text) is not None


def _finding(document: Document, node: Scalar) -> Finding:
    place = Location(document.path, node.line, node.column)
    message = f"Other programs do not read {quote(node.text)} as text."
    return codes.UNQUOTED_NUMBER.at(place, message, f'Put quotes around it: "{node.text}".')
