"""Loading of a file of the plan from bytes: the value, or its findings."""

import re
from typing import Any, Generic, NamedTuple

from stc.files.kinds import PLAN, TIMELINE, UPDATES, FileKind, Value
from stc.files.read import Builder, NotValid
from stc.findings import Finding, Location, has_errors, sort_findings
from stc.plan.field import BadValue
from stc.plan.model import Plan
from stc.plan.timeline import Timeline
from stc.plan.updates import Voice
from stc.yaml.document import BOM, Document
from stc.yaml.lines import NotPlain, Plain, read_lines
from stc.yaml.nodes import Node

_TOP_KEY = re.compile(rb"\n[^ \-#\r\n]")


class Loaded(NamedTuple, Generic[Value]):
    """What came of loading a file.

    Attributes:
        value: What the file holds; None exactly when a finding is an error.
        findings: All findings, sorted, warnings among them.
        document: The text, with the place of every key and value.
    """

    value: Value | None
    findings: tuple[Finding, ...]
    document: Document


def read(kind: FileKind[Value], data: bytes, path: str) -> Value | None:
    """Return what the bytes of a file hold, or None where only `load` can say.

    No tree is made, and warnings are not looked for.
    """
    plain = read_lines(data, kind.depths) or _read_events(data, path, kind.depths)
    return None if plain is None else _build(kind, plain, path)


def read_plan(data: bytes, path: str) -> Plan | None:
    """Return the plan in the bytes of a file, or None if only `load_plan` can read it."""
    return read(PLAN, data, path)


def read_head(data: bytes) -> Plan | None:
    """Return a plan without its sections and steps, which are not looked at.

    None where it is not certain that the head is valid, and all that stands above the sections.
    """
    head, line, rest = data.partition(b"\nsections:")
    plain = read_lines(head + line + b" []\n")
    if plain is None or not line or _TOP_KEY.search(rest):
        return None
    try:
        plan, _ = Builder().build_outline(plain.data)
        return plan._replace(steps=())
    except (NotValid, BadValue):
        return None


def read_data(data: bytes, path: str) -> Any:
    """Return what a file without errors holds: dictionaries, lists, texts and None."""
    from stc.yaml.values import to_data

    plain = read_lines(data) or _read_events(data, path)
    return plain.data if plain is not None else to_data(read_later(data, path).root)


def read_timeline(data: bytes, path: str) -> Timeline | None:
    """Return the timeline in the bytes of a file, or None where only `load_timeline` can say."""
    return read(TIMELINE, data, path)


def read_voice(data: bytes, path: str) -> Voice | None:
    """Return the voice in the bytes of a file, or None where only `load_voice` can say."""
    return read(UPDATES, data, path)


def _build(kind: FileKind[Value], plain: Plain, path: str) -> Value | None:
    places = {
        id(position.block): Location(path, position.line, position.column)
        for position in plain.positions
    }
    try:
        return kind.build(Builder(), plain.data, places)
    except (NotValid, BadValue):
        return None


def _read_events(data: bytes, path: str, depths: tuple[int, ...] = ()) -> Plain | None:
    """Return what the parser's events say, or None where a finding may be about it."""
    from stc.yaml.plain import read_plain
    from stc.yaml.reader import decode
    from stc.yaml.scan import scan_text

    text, problem = decode(data, path)
    if problem is not None:
        return None
    scan = scan_text(text, path)
    if not scan.parse or has_errors(scan.findings):
        return None
    try:
        return read_plain(scan.text, depths)
    except NotPlain:
        return None


def load(kind: FileKind[Value], data: bytes, path: str) -> Loaded[Value]:
    """Return what the bytes of a file hold; `path` is how the findings call the file."""
    return _load_laid_out(kind, data, path) or load_by_tree(kind, data, path)


def load_plan(data: bytes, path: str) -> Loaded[Plan]:
    """Return the plan in the bytes of a file; `path` is how the findings call the file."""
    return load(PLAN, data, path)


def load_plan_by_tree(data: bytes, path: str) -> Loaded[Plan]:
    """Return the same, by the tree whatever the file holds."""
    return load_by_tree(PLAN, data, path)


def load_timeline(data: bytes, path: str) -> Loaded[Timeline]:
    """Return the timeline in the bytes of a file; `path` is how the findings call the file."""
    return load(TIMELINE, data, path)


def load_timeline_by_tree(data: bytes, path: str) -> Loaded[Timeline]:
    """Return the same, by the tree whatever the file holds."""
    return load_by_tree(TIMELINE, data, path)


def load_voice(data: bytes, path: str) -> Loaded[Voice]:
    """Return the voice in the bytes of a file; `path` is how the findings call the file."""
    return load(UPDATES, data, path)


def _load_laid_out(kind: FileKind[Value], data: bytes, path: str) -> Loaded[Value] | None:
    """Return what is in a sound file in the canonical layout; None where only the tree can say.

    Of such a file nothing is found while it is read: not by the reader, and not about its layout.
    """
    from stc.files.layout import is_canonical

    plain = read_lines(data, kind.depths)
    value = None if plain is None else _build(kind, plain, path)
    if plain is None or value is None:
        return None
    document = read_later(data, path)
    document.is_canonical = is_canonical(document.text, plain.data)
    return Loaded(value, (), document) if document.is_canonical else None


def load_by_tree(kind: FileKind[Value], data: bytes, path: str) -> Loaded[Value]:
    """Return what the bytes of a file hold, by the tree whatever they are."""
    from stc.files.places import locate_blocks
    from stc.files.quoting import find_unquoted
    from stc.yaml.reader import read_document
    from stc.yaml.values import to_data

    document: Document = read_document(data, path)
    if document.root is None:
        return Loaded(None, sort_findings(document.findings), document)
    values: Any = to_data(document.root)
    value: Value | None = None
    found: tuple[Finding, ...] = ()
    try:
        value = kind.build(Builder(), values, locate_blocks(document, values, kind.block))
    except (NotValid, BadValue):
        from stc.files.references import find_references
        from stc.files.strict import check_shape

        found = check_shape(kind.block, document, values)
        found += find_references(kind.name, document, values)
        assert has_errors(found), "what the reader refuses has a finding"
    findings = sort_findings((*document.findings, *found, *find_unquoted(document)))
    return Loaded(None if has_errors(findings) else value, findings, document)


def read_later(data: bytes, path: str) -> Document:
    """Return the document of a file whose values are known: its tree is read when asked for."""

    def read() -> Node | None:
        from stc.yaml.reader import read_document

        return read_document(data, path).root

    return Document(path, data, bom=data.startswith(BOM), read=read)
