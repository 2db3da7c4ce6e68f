"""Names for shell completion, read tolerantly and without judging the file."""

from collections.abc import Iterator
from typing import Any

from stc.yamldoc.reader import read_document
from stc.yamldoc.values import to_data


def load_names(data: bytes) -> dict[str, list[tuple[str, str]]]:
    """Gives ids with their descriptions under `step`, `department` and `section`.

    Whatever does not look like one is left out; a broken file gives no names.
    """
    root = read_document(data, "").root
    values = to_data(root) if root else None
    sections = list(_blocks(values, "sections"))
    goals = [goal for section in sections for goal in _blocks(section, "goals")]
    steps = [step for goal in goals for step in _blocks(goal, "steps")]
    return {
        "step": _pairs(steps, "action"),
        "department": _pairs(_blocks(values, "departments"), "name"),
        "section": _pairs(sections, "title"),
    }


def _pairs(blocks: Any, described_by: str) -> list[tuple[str, str]]:
    pairs = ((block.get("id"), block.get(described_by)) for block in blocks)
    return [(one, text) for one, text in pairs if isinstance(one, str) and isinstance(text, str)]


def _blocks(value: Any, field: str) -> Iterator[dict[str, Any]]:
    found = value.get(field) if isinstance(value, dict) else None
    return (one for one in found if isinstance(one, dict)) if isinstance(found, list) else iter(())
