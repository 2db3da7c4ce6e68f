"""The steps of a department, listed in the file of its updates.

They are listed before anything is said of them, so that two branches that add to different steps
merge.
"""

from contextlib import suppress
from pathlib import Path
from typing import Any

from stc.errors import CannotGoOn
from stc.files.load import load_plan, read_voice
from stc.files.plan_path import PLAN, UPDATES
from stc.files.store.read import read_bytes
from stc.plan.field import keys_at
from stc.plan.model import Plan
from stc.plan.updates import Voice
from stc.yaml.document import Document
from stc.yaml.edits import Edit, apply_edits, insert_entry
from stc.yaml.nodes import Mapping
from stc.yaml.reader import read_document
from stc.yaml.scalars import STEP, format_key
from stc.yaml.values import to_data


def find_plan_of(updates: Path, plan: Path | None = None) -> Plan | None:
    """Return the plan beside a file of updates; None for another file, and without a valid plan.

    Args:
        updates: The file.
        plan: The plan, if it is known; else it is the one with the usual name.
    """
    folder = updates.absolute().parent
    beside = plan or folder.with_name(PLAN.name)
    if folder.name != UPDATES or beside.absolute().parent != folder.parent:
        return None
    with suppress(CannotGoOn):
        return load_plan(read_bytes(beside), str(beside)).value
    return None


def list_steps(data: bytes, shown: str, plan: Plan) -> tuple[bytes, int]:
    """Return updates with all steps of their department listed, and how many were added.

    Raises:
        CannotGoOn: The text does not allow it.
    """
    voice = read_voice(data, shown)
    missing = _find_missing(voice, plan) if voice else []
    if not missing:
        return data, 0
    document = read_document(data, shown)
    try:
        edits = list(_add(document, missing, tuple(step.id for step in plan.steps)))
        new = document.encode(apply_edits(document.text, edits))
    except ValueError as problem:
        raise CannotGoOn(
            f"The steps {', '.join(missing)} cannot be listed in {shown}, so nothing was written:"
            f" {problem}.",
            "List them by hand, each with a colon.",
        ) from None
    expected: Any = to_data(document.root)
    expected["steps"] = {**(expected.get("steps") or {}), **dict.fromkeys(missing)}
    assert to_data(read_document(new, shown).root) == expected, "only the steps are added"
    return new, len(missing)


def _find_missing(voice: Voice, plan: Plan) -> list[str]:
    by = next((department for department in plan.departments if department.id == voice.by), None)
    return [step.id for step in plan.steps if by in step.departments and step.id not in voice.steps]


def _add(document: Document, missing: list[str], order: tuple[str, ...]) -> list[Edit]:
    assert isinstance(document.root, Mapping), "the file is valid"
    steps = document.root.get("steps")
    if steps is None:
        fields = dict.fromkeys(missing)
        return [insert_entry(document, document.root, "steps", fields, keys_at(Voice))]
    assert isinstance(steps, Mapping), "the file is valid"
    if not steps.entries:
        below = "".join(f"\n{' ' * STEP}{format_key(step)}:" for step in missing)
        return [Edit(steps.start, steps.end, below)]
    return [insert_entry(document, steps, step, None, order) for step in missing]
