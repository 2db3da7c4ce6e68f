"""Loading the plan and the timeline from bytes: the value, or what is wrong."""

from typing import Final, Generic, NamedTuple, TypeVar

from stc.findings import Finding, has_errors, sort_findings
from stc.plan.model import Plan
from stc.plan.timeline import Timeline
from stc.yaml.document import LARGEST_FILE, Document
from stc.yaml.nodes import Node
from stc.yaml.scan import is_readable
from stc.yaml.values import to_data

Value = TypeVar("Value", Plan, Timeline)
_SECTIONS: Final = b"\nsections:\n"
_NO_SECTIONS: Final = b"sections: []\n"


class Loaded(NamedTuple, Generic[Value]):
    """What came of loading a file.

    Attributes:
        value: The plan or the timeline; None exactly when a finding is an error.
        findings: All findings, sorted, warnings among them.
        document: The text, with the place of every key and value.
    """

    value: Value | None
    findings: tuple[Finding, ...]
    document: Document


def load_plan(data: bytes, path: str) -> Loaded[Plan]:
    """Gives the plan in the bytes of a file; `path` is how the findings call the file."""
    return load_canonical(data, path) or load_parsed(data, path)


def load_parsed(data: bytes, path: str) -> Loaded[Plan]:
    """Gives the same by the parser, whatever the layout."""
    from stc.yaml.reader import read_document

    document = read_document(data, path)
    if document.root is None:
        return Loaded(None, sort_findings(document.findings), document)
    from stc.files.quick import find_shape
    from stc.files.quoting import find_unquoted
    from stc.files.references import find_references
    from stc.files.resolve import resolve_plan

    values = to_data(document.root)
    shape = find_shape("PlanFile", document, values)
    others = (*find_references(document, values), *find_unquoted(document))
    findings = sort_findings((*document.findings, *shape, *others))
    sound = not has_errors(findings)
    return Loaded(resolve_plan(values, document) if sound else None, findings, document)


def load_canonical(data: bytes, path: str) -> Loaded[Plan] | None:
    """Gives the plan where nothing is wrong with it and its sections are canonical, else None.

    What it gives, the parser would give, too: ADR 7 says why there are two ways.
    """
    cut = data.find(_SECTIONS) + 1
    text = _decode(data) if cut and len(data) <= LARGEST_FILE else ""
    if not text:
        return None
    from stc.files.canonical.limits import is_small
    from stc.files.canonical.sections import read_sections

    start = len(data[:cut].decode()) + len(_SECTIONS) - 1
    if not is_small(text, start):
        return None
    head = _load_head(data[:cut], path)
    if head.value is None or head.findings:
        return None
    plan = read_sections(text, start, head.value, path)
    if plan is None:
        return None
    return Loaded(plan, (), _read_later(data, path, text, head.document))


def _load_head(above: bytes, path: str) -> Loaded[Plan]:
    """Gives the plan that stands above the sections, as if there were none."""
    from stc.files.canonical.blocks import read_head
    from stc.files.canonical.values import NotCanonical
    from stc.files.quick import is_surely_sound
    from stc.files.references import find_references
    from stc.files.resolve import resolve_plan

    data = above + _NO_SECTIONS
    try:
        values = {**read_head(above.decode()), "sections": []}
    except NotCanonical:
        return load_parsed(data, path)
    document = _read_later(data, path, data.decode())
    if not is_surely_sound("PlanFile", values) or find_references(document, values):
        return load_parsed(data, path)
    return Loaded(resolve_plan(values, document), (), document)


def _read_later(data: bytes, path: str, text: str, head: Document | None = None) -> Document:
    """Gives the document of a file whose values are known: its tree is read when asked for."""

    def read() -> Node | None:
        from stc.yaml.reader import read_document

        return read_document(data, path).root

    return Document(path, data, text, head=head, read=read)


def _decode(data: bytes) -> str:
    """Gives the text, or an empty one where something stands in it that must not."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return ""
    return text if b"\r" not in data and is_readable(data, text) else ""


def load_timeline(data: bytes, path: str) -> Loaded[Timeline]:
    """Gives the timeline in the bytes of a file; `path` is how the findings call the file."""
    from stc.yaml.reader import read_document

    document = read_document(data, path)
    if document.root is None:
        return Loaded(None, sort_findings(document.findings), document)
    from stc.files.quick import find_shape
    from stc.files.quoting import find_unquoted
    from stc.files.resolve import resolve_timeline

    values = to_data(document.root)
    shape = find_shape("TimelineFile", document, values)
    findings = sort_findings((*document.findings, *shape, *find_unquoted(document)))
    sound = not has_errors(findings)
    return Loaded(resolve_timeline(values, document) if sound else None, findings, document)
