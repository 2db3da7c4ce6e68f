"""The text of one step alone: taken out of the plan, and put back when it is valid."""

import hashlib
from copy import deepcopy
from typing import Final, NamedTuple

from stc.edit.place import locate_list_of
from stc.edit.structure import PlanFile, Restructured
from stc.errors import CannotGoOn, FileRefused, UsageProblem
from stc.files.places import KeyPath
from stc.findings import Finding, Location, has_errors
from stc.plan.model import Step
from stc.text.nearest import quote
from stc.yaml.blocks import Span, find_span, newline_at, read_lines_of
from stc.yaml.edits import Edit, apply_edits
from stc.yaml.nodes import Mapping, Scalar, Sequence
from stc.yaml.reader import read_document
from stc.yaml.values import locate, to_data

MARK: Final = "# stc:"
"""What the lines begin with that are not part of the step."""
_BASE: Final = f"{MARK} version "


class StepText(NamedTuple):
    """The lines of a step, as they stand in the plan and as a person edits them.

    Attributes:
        step: The step.
        path: The path to it in the plan.
        span: Its lines in the plan.
        indent: How many spaces are before its dash.
        depth: How many spaces are before its fields.
        lines: Its lines without the dash and without those spaces, comments above it first.
        above: How many of them are comments above it.
        odd: The lines that have fewer spaces before them in the plan, by how they are edited.
    """

    step: Step
    path: KeyPath
    span: Span
    indent: int
    depth: int
    lines: tuple[str, ...]
    above: int
    odd: dict[str, str]

    @property
    def version(self) -> str:
        """What tells these lines from others."""
        return hashlib.sha256("\n".join(self.lines).encode()).hexdigest()[:16]


def find_step_text(file: PlanFile, step: Step) -> StepText:
    """Return the text of a step.

    Raises:
        CannotGoOn: It does not begin behind its dash, or stands in brackets with others.
    """
    plan, document = file.plan, file.document
    assert document.root is not None, "the plan is valid"
    siblings = plan.list_steps_of(step.section, step.goal)
    path = (*locate_list_of(plan, step.section, step.goal), "steps")
    position = siblings.index(step)
    node, item = locate(document.root, path), locate(document.root, (*path, position))
    assert isinstance(node, Sequence), "the plan is valid"
    try:
        span = find_span(document, node, position)
        if item.start > document.text.find("\n", span.dash) > 0:
            raise ValueError("its dash is alone on its line")
    except ValueError as problem:
        raise CannotGoOn(
            f"{step.id} cannot be edited alone: {problem}.", f"Edit it at {step.place}."
        ) from None
    indent, depth = node.column - 1, item.column - 1
    raw = read_lines_of(document.text, span)
    above = document.text.count("\n", span.start, span.dash)
    depths = [indent if at < above else depth for at in range(len(raw))]
    lines = [_cut(line, spaces) for line, spaces in zip(raw, depths, strict=True)]
    lines[above] = raw[above][depth:]
    odd = {
        line: whole
        for line, whole, spaces in zip(lines, raw, depths, strict=True)
        if not whole.startswith((" " * spaces, " " * indent + "-"))
    }
    return StepText(step, (*path, position), span, indent, depth, tuple(lines), above, odd)


def _cut(line: str, depth: int) -> str:
    """Return a line without so many spaces before it, or without those it has."""
    return line[min(depth, len(line) - len(line.lstrip(" "))) :]


def write_draft(text: StepText, lines: tuple[str, ...], remarks: tuple[str, ...]) -> str:
    """Return what a person edits: how it is done, and the lines of the step.

    Args:
        text: The step as it is in the plan.
        lines: The lines to edit.
        remarks: What is to be said above them.
    """
    head = (
        f"{MARK} {text.step.id}. Save and close to change it; lines that begin so are left out.",
        f"{MARK} To change nothing, leave the file as it is, or empty it.",
        *(f"{MARK} {remark}".rstrip() for remark in remarks),
        f"{_BASE}{text.version}",
    )
    return "\n".join((*head, *lines, ""))


class Draft(NamedTuple):
    """What a person edited.

    Attributes:
        path: The file it is in, for findings.
        lines: The lines of the step, with their numbers in that file.
        version: The version of the step that was edited; empty where nobody knows.
    """

    path: str
    lines: tuple[tuple[int, str], ...]
    version: str

    @property
    def is_empty(self) -> bool:
        """Whether it has no line but blank ones and comments."""
        return all(not line.strip() or line.strip().startswith("#") for _, line in self.lines)

    @property
    def texts(self) -> tuple[str, ...]:
        """The lines."""
        return tuple(line for _, line in self.lines)


def read_draft(data: bytes, path: str) -> Draft:
    """Return what a person edited.

    Raises:
        FileRefused: It is not text.
    """
    document = read_document(data, path)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").removesuffix("\n")
    except UnicodeDecodeError:
        raise FileRefused(_REFUSED, document.findings) from None
    numbered = list(enumerate(text.split("\n"), 1))
    lines = [pair for pair in numbered if not pair[1].startswith(MARK)]
    versions = [line[len(_BASE) :] for _, line in numbered if line.startswith(_BASE)]
    while lines and not lines[0][1].strip():
        lines.pop(0)
    while lines and not lines[-1][1].strip():
        lines.pop()
    return Draft(path, tuple(lines), versions[-1] if versions else "")


_REFUSED: Final = "The text of the step has errors, so nothing was written."


def replace_step(file: PlanFile, text: StepText, draft: Draft) -> Restructured:
    """Return the plan with the edited text of a step.

    Raises:
        FileRefused: The text has errors, with their places in its file.
        UsageProblem: It is not that one step any more.
        CannotGoOn: The step is another one in the plan by now.
    """
    step_id = text.step.id
    if draft.version != text.version:
        raise CannotGoOn(f"{step_id} changed in the plan meanwhile; nothing was written.")
    alone = read_document("\n".join(draft.texts).encode() + b"\n", draft.path)
    if has_errors(alone.findings):
        numbers = [number for number, _ in draft.lines]
        findings = tuple(_renumber(finding, numbers) for finding in alone.findings)
        raise FileRefused(_REFUSED, findings)
    root = alone.root
    if not isinstance(root, Mapping):
        what = "a list" if isinstance(root, Sequence) else "something else"
        raise UsageProblem(
            f"The text is {what}, not the fields of {step_id}.",
            "Write fields only; add another step with stc add.",
        )
    node = root.get("id")
    found = node.text if isinstance(node, Scalar) else None
    if found != step_id:
        now = f"is {quote(found)}" if found else "is missing"
        raise UsageProblem(f"The id of {step_id} {now}; an id never changes.", "Write it again.")
    expected = deepcopy(file.data)
    holder = expected
    for part in text.path[:-1]:
        holder = holder[part]
    holder[text.path[-1]] = to_data(root)
    document = file.document
    lines = _indent(text, draft.texts)
    newline = newline_at(document.text, text.span.end)
    ends = document.text.endswith("\n", 0, text.span.end)
    new = newline.join(lines) + (newline if ends else "")
    after = apply_edits(document.text, [Edit(text.span.start, text.span.end, new)])
    return Restructured(after, expected, f"{step_id}: edit", (f"{step_id}: edited.",))


def _indent(text: StepText, lines: tuple[str, ...]) -> list[str]:
    """Return edited lines as they stand in the plan."""
    first = next(at for at, line in enumerate(lines) if line.strip() and line[0] != "#")
    dash = " " * text.indent + "-" + " " * (text.depth - text.indent - 1)
    margins = (" " * text.indent, dash, " " * text.depth)
    return [
        text.odd.get(line, margins[(at >= first) + (at > first)] + line if line.strip() else "")
        for at, line in enumerate(lines)
    ]


def _renumber(finding: Finding, numbers: list[int]) -> Finding:
    """Return a finding with the line it has in the file of the draft."""
    line = finding.place.line
    number = numbers[line - 1] if 0 < line <= len(numbers) else line
    return finding._replace(place=finding.place._replace(line=number))


def find_in_draft(
    findings: tuple[Finding, ...], file: PlanFile, text: StepText, draft: Draft
) -> tuple[Finding, ...]:
    """Return findings about the plan with their places in the draft, where they are in it."""
    first = file.document.text.count("\n", 0, text.span.start) + 1

    def convert(place: Location) -> Location:
        at = place.line - first
        if place.path != file.document.path or not 0 <= at < len(draft.lines):
            return place
        return Location(draft.path, draft.lines[at][0], max(place.column - text.depth, 1))

    return tuple(finding._replace(place=convert(finding.place)) for finding in findings)
