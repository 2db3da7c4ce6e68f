"""The reader: from bytes to a document with its tree and all YAML findings."""

from collections.abc import Callable
from typing import Any, Final

from stc import codes
from stc.findings import Finding, Location, has_errors, sort_findings
from stc.yaml.builder import Builder
from stc.yaml.document import BOM, LARGEST_FILE, Document
from stc.yaml.nodes import Node, Scalar
from stc.yaml.parser import make_parser
from stc.yaml.scan import Scan, scan_text

_OTHER_ENCODINGS: Final = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


def read_document(
    data: bytes, path: str, *, parser: Callable[[str], Any] = make_parser
) -> Document:
    """Return the document in the bytes. It never raises; problems are in its findings.

    Args:
        data: The bytes of the file.
        path: The name of the file in messages.
        parser: Makes a parser of events from a text.
    """
    bom = data.startswith(BOM)
    text, problem = decode(data, path)
    if problem is not None:
        return Document(path, data, text, bom=bom, findings=(problem,))
    scan = scan_text(text, path)
    findings = scan.findings
    if bom:
        message = "The file begins with an invisible byte order mark."
        findings.append(
            codes.BYTE_ORDER_MARK.at(Location(path, 1, 1), message, "Save the file without it.")
        )
    root = _build(scan, path, parser) if scan.parse else None
    return Document(path, data, text, bom=bom, root=root, findings=sort_findings(findings))


def decode(data: bytes, path: str) -> tuple[str, Finding | None]:
    """Return the text of a file without its byte order mark, or the finding on its bytes."""
    data = data.removeprefix(BOM)
    if len(data) > LARGEST_FILE:
        message = f"The file is larger than {LARGEST_FILE // 2**20} MiB."
        return "", codes.OVER_LIMIT.at(Location(path), message)
    hint = "Save the file as UTF-8."
    for mark, name in _OTHER_ENCODINGS:
        if data.startswith(mark):
            return "", codes.NOT_UTF8.at(Location(path), f"The file is {name}.", hint)
    if data[:4:2] == b"\x00\x00" or data[1:4:2] == b"\x00\x00":
        return "", codes.NOT_UTF8.at(Location(path), "The file looks like UTF-16.", hint)
    try:
        return data.decode(), None
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = f"The byte 0x{data[error.start]:02X} is not UTF-8."
        return "", codes.NOT_UTF8.at(Location(path, line, column), message, hint)


def _build(scan: Scan, path: str, parser: Callable[[str], Any]) -> Node | None:
    """Build the tree; its findings join those of the scan."""
    builder = Builder(parser(scan.text), scan.text, path)
    root = builder.build()
    found = builder.findings
    if scan.guessed:
        found = [finding for finding in found if finding.code != codes.SYNTAX.id]
        root = None
    empty = isinstance(root, Scalar) and root.is_null
    if empty:
        root = None
    if root is None and not found and not has_errors(scan.findings):
        scan.findings.append(codes.EMPTY_FILE.at(Location(path), "The file is empty."))
    scan.findings.extend(found)
    return root
