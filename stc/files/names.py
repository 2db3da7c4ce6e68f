"""Names for shell completion, read tolerantly and without judging the file."""

from collections.abc import Iterator
from typing import Any

from stc.plan.model import Plan
from stc.plan.vocabulary import DEFAULT, Vocabulary

Names = dict[str, list[tuple[str, str]]]
"""Ids with their descriptions, by what they name, such as `step` or `department`."""


def load_names(data: bytes) -> Names:
    """Return the names in the bytes of a plan file.

    Whatever does not look like one is left out; a broken file gives no names.
    """
    from stc.files.load import read_plan

    plan = read_plan(data, "")
    if plan is not None:
        return list_names(plan)
    from stc.files.places import walk_steps
    from stc.yaml.reader import read_document
    from stc.yaml.values import to_data

    root = read_document(data, "").root
    values = to_data(root) if root else None
    steps = (step for _, step in walk_steps(values) if isinstance(step, dict))
    return {
        "step": _pairs(steps, "action"),
        "department": _pairs(_blocks(values, "departments"), "name"),
        "section": _pairs(_blocks(values, "sections"), "title"),
        "goal": _pairs(_blocks_of_sections(values, "goals"), "title"),
        "phase": _pairs(_blocks(values, "phases"), "title"),
        "category": _pairs(_blocks(values, "categories"), "title"),
    }


def list_names(plan: Plan) -> Names:
    """Return the names in a plan."""
    return {
        "step": [(step.id, step.action) for step in plan.steps],
        "department": [(department.id, department.name) for department in plan.departments],
        "section": [(section.id, section.title) for section in plan.sections],
        "goal": [(goal.id, goal.title) for goal in plan.goals if goal.id],
        "phase": [(phase.id, phase.title) for phase in plan.phases],
        "category": [(category.id, category.title) for category in plan.categories],
    }


def load_vocabulary(data: bytes) -> Vocabulary:
    """Return the words of the plan in the bytes of a file; a broken one has those of stc."""
    from stc.files.load import read_plan

    plan = read_plan(data, "")
    if plan is not None:
        return plan.vocabulary
    from stc.files.vocabulary import read_vocabulary
    from stc.yaml.reader import read_document
    from stc.yaml.values import to_data

    root = read_document(data, "").root
    values = to_data(root) if root else None
    return (read_vocabulary(values) if isinstance(values, dict) else None) or DEFAULT


def _pairs(blocks: Any, described_by: str) -> list[tuple[str, str]]:
    pairs = ((block.get("id"), block.get(described_by)) for block in blocks)
    return [(key, text) for key, text in pairs if isinstance(key, str) and isinstance(text, str)]


def _blocks(value: Any, field: str) -> Iterator[dict[str, Any]]:
    found = value.get(field) if isinstance(value, dict) else None
    return (
        (block for block in found if isinstance(block, dict))
        if isinstance(found, list)
        else iter(())
    )


def _blocks_of_sections(value: Any, field: str) -> Iterator[dict[str, Any]]:
    return (one for section in _blocks(value, "sections") for one in _blocks(section, field))
