"""Loading of a file of the plan from bytes: the value, or its findings."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Generic, NamedTuple, TypeVar

from stc.files.read import Builder, NotValid
from stc.findings import Finding, Location, has_errors, sort_findings
from stc.plan.field import BadValue
from stc.plan.model import Plan
from stc.plan.timeline import Timeline
from stc.plan.updates import Voice
from stc.yaml.document import BOM, Document
from stc.yaml.lines import NotPlain, Plain, read_lines
from stc.yaml.nodes import Node

Value = TypeVar("Value", Plan, Timeline, Voice)
# How many lists and blocks enclose a step of a section and around one of a goal, around an
# entry of the timeline, and around an update of the plan and one of a step, itself included.
_STEP_DEPTHS = (5, 7)
_ENTRY_DEPTHS = (3,)
_UPDATE_DEPTHS = (3, 4)
_TOP_KEY = re.compile(rb"\n[^ \-#\r\n]")
Build = Callable[[Builder, Any, Mapping[int, Location]], Value]


class Loaded(NamedTuple, Generic[Value]):
    """What came of loading a file.

    Attributes:
        value: The plan, the timeline or the voice; None exactly when a finding is an error.
        findings: All findings, sorted, warnings among them.
        document: The text, with the place of every key and value.
    """

    value: Value | None
    findings: tuple[Finding, ...]
    document: Document


class VoiceFile(NamedTuple):
    """A file of updates that was read.

    Attributes:
        name: Its name in its folder.
        shown: How it is called.
        data: Its bytes.
    """

    name: str
    shown: str
    data: bytes


def read_plan(data: bytes, path: str) -> Plan | None:
    """Return the plan in the bytes of a file, or None if only `load_plan` can read it.

    No tree is made, and warnings are not looked for.
    """
    return _read(data, path, _STEP_DEPTHS, Builder.build_plan)


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
    return _read(data, path, _ENTRY_DEPTHS, Builder.build_timeline)


def read_voice(data: bytes, path: str) -> Voice | None:
    """Return the voice in the bytes of a file, or None where only `load_voice` can say."""
    return _read(data, path, _UPDATE_DEPTHS, Builder.build_voice)


def _read(data: bytes, path: str, depths: tuple[int, ...], build: Build[Value]) -> Value | None:
    plain = read_lines(data, depths) or _read_events(data, path, depths)
    return None if plain is None else _build(plain, path, build)


def _build(plain: Plain, path: str, build: Build[Value]) -> Value | None:
    places = {
        id(position.block): Location(path, position.line, position.column)
        for position in plain.positions
    }
    try:
        return build(Builder(), plain.data, places)
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


def load_plan(data: bytes, path: str) -> Loaded[Plan]:
    """Return the plan in the bytes of a file; `path` is how the findings call the file."""
    sound = _load_laid_out(data, path, _STEP_DEPTHS, Builder.build_plan)
    return sound or load_plan_by_tree(data, path)


def load_plan_by_tree(data: bytes, path: str) -> Loaded[Plan]:
    """Return the same, by the tree whatever the file holds."""
    from stc.files.places import locate_blocks_of_steps
    from stc.files.references import find_references

    return _load(data, path, Plan, Builder.build_plan, locate_blocks_of_steps, find_references)


def load_timeline(data: bytes, path: str) -> Loaded[Timeline]:
    """Return the timeline in the bytes of a file; `path` is how the findings call the file."""
    sound = _load_laid_out(data, path, _ENTRY_DEPTHS, Builder.build_timeline)
    return sound or load_timeline_by_tree(data, path)


def load_timeline_by_tree(data: bytes, path: str) -> Loaded[Timeline]:
    """Return the same, by the tree whatever the file holds."""
    from stc.files.places import locate_blocks_of_entries

    return _load(data, path, Timeline, Builder.build_timeline, locate_blocks_of_entries)


def load_voice(data: bytes, path: str) -> Loaded[Voice]:
    """Return the voice in the bytes of a file; `path` is how the findings call the file."""
    from stc.files.places import locate_blocks_of_updates
    from stc.files.references import find_repeated_steps

    build = Builder.build_voice
    return _load(data, path, Voice, build, locate_blocks_of_updates, find_repeated_steps)


def _load_laid_out(
    data: bytes,
    path: str,
    depths: tuple[int, ...],
    build: Build[Value],
) -> Loaded[Value] | None:
    """Return what is in a sound file in the canonical layout; None where only the tree can say.

    Of such a file nothing is found while it is read: not by the reader, and not about its layout.
    """
    from stc.files.layout import is_canonical

    plain = read_lines(data, depths)
    value = None if plain is None else _build(plain, path, build)
    if plain is None or value is None:
        return None
    document = read_later(data, path)
    document.is_canonical = is_canonical(document.text, plain.data)
    return Loaded(value, (), document) if document.is_canonical else None


def _load(
    data: bytes,
    path: str,
    block: Any,
    build: Build[Value],
    locate_blocks: Callable[[Document, Any], Mapping[int, Location]],
    find_more: Callable[[Document, Any], tuple[Finding, ...]] | None = None,
) -> Loaded[Value]:
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
        value = build(Builder(), values, locate_blocks(document, values))
    except (NotValid, BadValue):
        from stc.files.strict import check_shape

        found = check_shape(block, document, values)
        if find_more:
            found += find_more(document, values)
        assert has_errors(found), "what the reader refuses has a finding"
    findings = sort_findings((*document.findings, *found, *find_unquoted(document)))
    return Loaded(None if has_errors(findings) else value, findings, document)


def read_later(data: bytes, path: str) -> Document:
    """Return the document of a file whose values are known: its tree is read when asked for."""

    def read() -> Node | None:
        from stc.yaml.reader import read_document

        return read_document(data, path).root

    return Document(path, data, bom=data.startswith(BOM), read=read)
