"""Loading the plan and the timeline from bytes: the value, or what is wrong."""

from typing import Generic, NamedTuple, TypeVar

from stc.plan.model import Plan
from stc.plan.timeline import Timeline
from stc.words.findings import Finding, has_errors, sort_findings
from stc.yamldoc.document import Document
from stc.yamldoc.reader import read_document
from stc.yamldoc.values import to_data

Value = TypeVar("Value", Plan, Timeline)


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
    document = read_document(data, path)
    if document.root is None:
        return Loaded(None, sort_findings(document.findings), document)
    from stc.schema.quick import find_shape
    from stc.schema.quoting import find_unquoted
    from stc.schema.references import find_references
    from stc.schema.resolve import resolve_plan

    values = to_data(document.root)
    shape = find_shape("PlanFile", document, values)
    others = (*find_references(document, values), *find_unquoted(document))
    findings = sort_findings((*document.findings, *shape, *others))
    sound = not has_errors(findings)
    return Loaded(resolve_plan(values, document) if sound else None, findings, document)


def load_timeline(data: bytes, path: str) -> Loaded[Timeline]:
    """Gives the timeline in the bytes of a file; `path` is how the findings call the file."""
    document = read_document(data, path)
    if document.root is None:
        return Loaded(None, sort_findings(document.findings), document)
    from stc.schema.quick import find_shape
    from stc.schema.quoting import find_unquoted
    from stc.schema.resolve import resolve_timeline

    values = to_data(document.root)
    shape = find_shape("TimelineFile", document, values)
    findings = sort_findings((*document.findings, *shape, *find_unquoted(document)))
    sound = not has_errors(findings)
    return Loaded(resolve_timeline(values, document) if sound else None, findings, document)
