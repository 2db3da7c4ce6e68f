"""A step moved to another goal or section, byte for byte."""

from collections import Counter
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import NamedTuple

from stc.edit.place import find_place_of_step, locate_list_of
from stc.edit.structure import PlanFile, Restructured
from stc.errors import CannotGoOn, FileRefused
from stc.files.layout import is_set_apart
from stc.files.load import load_plan
from stc.files.places import KeyPath
from stc.plan.field import keys_at, specs_of
from stc.plan.model import Goal, Plan, Section, Step, read_inherited
from stc.plan.resolve import resolve_sections, resolve_steps
from stc.text.lists import format_some
from stc.text.nearest import quote
from stc.yaml.blocks import (
    BlockList,
    find_form,
    find_span,
    insert_block,
    is_apart,
    needs_line_break,
    newline_at,
    read_lines_of,
    remove_block,
    shift_lines,
)
from stc.yaml.document import Document
from stc.yaml.edits import apply_edits
from stc.yaml.layout_comments import find_comments
from stc.yaml.nodes import Mapping
from stc.yaml.reader import read_document
from stc.yaml.values import locate


class Move(NamedTuple):
    """What a person wants to move, and where to.

    Attributes:
        step: The id of a step, as typed.
        section: The section, as typed.
        goal: The goal, as typed; `none` for the section itself.
    """

    step: str
    section: str | None
    goal: str | None


def move_steps(
    file: PlanFile, steps: Iterable[Step], section: str | None, goal: str | None
) -> Restructured:
    """Return the plan with steps at the end of another goal or section, in the order given.

    Args:
        file: The plan.
        steps: The steps.
        section: The section, as typed.
        goal: The goal, as typed; `none` for the section itself.

    Raises:
        UsageProblem: The new place is unknown or unclear.
        CannotGoOn: The text does not allow it.
    """
    moved: list[str] = []
    lines: list[str] = []
    to = ""
    for step in steps:
        made = move_step(file, Move(step.id, section, goal))
        lines += made.lines
        if made.changed:
            moved += made.changed
            to = made.subject.partition(":")[2]
            file = _reopen(file, made)
    subject = f"{format_some(moved)}:{to}"
    return Restructured(file.document.text, file.data, subject, tuple(lines), tuple(moved))


def _reopen(file: PlanFile, made: Restructured) -> PlanFile:
    """Return the plan with one step moved, to move the next."""
    document = read_document(file.document.encode(made.text), file.document.path)
    loaded = load_plan(document.data, document.path)
    if loaded.value is None:
        message = "The result would have errors, so nothing was written."
        raise FileRefused(message, loaded.findings)
    return PlanFile(loaded.value, document, made.expected, file.today)


def move_step(file: PlanFile, wanted: Move) -> Restructured:
    """Return the plan with a step at the end of another goal or section; its id stays.

    Raises:
        UsageProblem: The step or its new place is unknown or unclear.
        CannotGoOn: The text does not allow it.
    """
    plan = file.plan
    (step,) = resolve_steps(plan, [wanted.step])
    named = resolve_sections(plan, [wanted.section])[0] if wanted.section is not None else None
    section, goal = find_place_of_step(plan, named, wanted.goal, "--to")
    if (section, goal) == (step.section, step.goal):
        line = f"{step.id}: it is in {_name(section, goal)} already. Nothing to change."
        return Restructured(file.document.text, file.data, "", (line,))
    siblings = plan.list_steps_of(step.section, step.goal)
    source = locate_list_of(plan, step.section, step.goal)
    target = locate_list_of(plan, section, goal)
    position = siblings.index(step)
    expected = deepcopy(file.data)
    moved = _follow(expected, source)["steps"].pop(position)
    _follow(expected, target).setdefault("steps", []).append(moved)
    try:
        text = _move_text(file.document, source, position, target)
    except ValueError as problem:
        raise CannotGoOn(
            f"{step.id} cannot be moved exactly from {step.place}: {problem}.",
            "Nothing was written. Run stc fmt on the plan first.",
        ) from None
    subject = f"{step.id}: move to {section.id}"
    lines = tuple(_say(plan, step, section, goal))
    return Restructured(text, expected, subject, lines, (step.id,))


def _follow(data: dict[str, object], path: KeyPath) -> dict[str, list[object]]:
    found: object = data
    for part in path:
        found = found[part]  # type: ignore[index]
    assert isinstance(found, dict), "the plan is valid"
    return found


def _move_text(document: Document, source: KeyPath, position: int, target: KeyPath) -> str:
    """Return the text with a block elsewhere, indented as deep as its new neighbours.

    Raises:
        ValueError: The text does not allow it.
    """
    before, after = _find_list(document, source), _find_list(document, target)
    assert before.node is not None, "the step is there"
    lines = read_lines_of(document.text, find_span(document, before.node, position))
    if after.holder.flow or (after.node is not None and after.node.flow and after.node.items):
        raise ValueError("the steps there are written in brackets")
    depth = before.node.column - 1

    def write(indent: int) -> list[str]:
        return shift_lines(lines, indent - depth)

    path = (*(part for part in target if isinstance(part, str)), "steps")
    apart = is_apart(document, after, is_set_apart(path))
    form = find_form(document, after)
    edits = [
        remove_block(document, before, position),
        insert_block(document, after, len(after.items), write, form, apart=apart),
    ]
    text = apply_edits(document.text, edits)
    ends = not text.endswith("\n") and text.endswith(lines[-1].lstrip(" "))
    if ends and needs_line_break(document.text, before.items[position]):
        text += newline_at(text, len(text))
    again = read_document(document.encode(text), document.path)
    if _count_comments(document) != _count_comments(again):
        raise ValueError("a comment would be lost")
    return text


def _find_list(document: Document, path: KeyPath) -> BlockList:
    assert document.root is not None, "the plan is valid"
    holder = locate(document.root, path)
    assert isinstance(holder, Mapping), "the plan is valid"
    return BlockList(holder, "steps", keys_at(Goal if "goals" in path else Section))


def _count_comments(document: Document) -> Counter[str]:
    return Counter(comment.text for comment in find_comments(document))


def _name(section: Section, goal: Goal | None) -> str:
    return f"{section.id}, {quote(goal.title)}" if goal else section.id


def _say(plan: Plan, step: Step, section: Section, goal: Goal | None) -> Iterator[str]:
    """Yield sentences about a step that moves."""
    here, there = _name(step.section, step.goal), _name(section, goal)
    yield f"{step.id}: moved from {here}, to {there}. Its id stays."
    moved = step._replace(section=section, goal=goal)
    for spec in specs_of(Step).values():
        if spec.attribute and spec.field.inherited:
            old, new = read_inherited(step, spec), read_inherited(moved, spec)
            if old != new:
                yield (
                    f"{step.id}: its {spec.key} is that of its section: it was"
                    f" {old or 'none'} and is {new or 'none'}."
                )
    if len(plan.list_steps_of(step.section, step.goal)) == 1:
        what = "goal" if step.goal else "section"
        yield f"The {what} {here} has no step of its own left; it stays in the plan."
