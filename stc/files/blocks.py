"""The fields of every block, as the models have them, for whom pydantic would cost too much.

`tests/files/test_quick.py` compares this table with the models, and says what to write here.
"""

from typing import Final, Literal

Count = Literal["one", "maybe", "list", "filled list", "maybe list"]
"""How many values: `maybe` may be missing or null, a `maybe list` may be missing."""

Field = tuple[str, Count]
"""The name of a type in `fields.py`, or of a block, and how many of it."""

Block = Literal["PlanFile", "TimelineFile", "StepBlock"]
"""The blocks that are checked on their own."""

BLOCKS: Final[dict[str, dict[str, Field]]] = {
    "PlanFile": {
        "schema_version": ("SchemaVersion", "one"),
        "title": ("Text", "one"),
        "phase": ("Text", "one"),
        "began": ("When", "maybe"),
        "timezone": ("Zone", "one"),
        "source": ("SourceBlock", "maybe"),
        "phases": ("PhaseBlock", "maybe list"),
        "categories": ("CategoryBlock", "maybe list"),
        "glossary": ("TermBlock", "maybe list"),
        "departments": ("DepartmentBlock", "list"),
        "sections": ("SectionBlock", "list"),
    },
    "SourceBlock": {
        "document": ("Text", "one"),
        "publisher": ("Text", "one"),
        "pages": ("Number", "maybe"),
        "url": ("Text", "maybe"),
        "license": ("Text", "maybe"),
        "contact": ("Text", "maybe list"),
        "note": ("Text", "maybe"),
        "damage": ("DamageBlock", "maybe list"),
    },
    "DamageBlock": {
        "page": ("Number", "maybe"),
        "steps": ("StepId", "maybe list"),
        "note": ("Text", "one"),
    },
    "PhaseBlock": {
        "id": ("PhaseId", "one"),
        "title": ("Text", "one"),
        "aims": ("Text", "maybe list"),
    },
    "CategoryBlock": {
        "id": ("Category", "one"),
        "title": ("Text", "one"),
        "text": ("Text", "one"),
    },
    "TermBlock": {
        "term": ("Text", "one"),
        "meaning": ("Text", "one"),
        "source": ("Text", "maybe"),
    },
    "DepartmentBlock": {
        "id": ("DepartmentId", "one"),
        "name": ("Text", "one"),
        "aliases": ("Text", "maybe list"),
    },
    "SectionBlock": {
        "id": ("SectionId", "one"),
        "title": ("Text", "one"),
        "category": ("Category", "maybe"),
        "needs_review": ("NeedsReviewBlock", "maybe"),
        "goals": ("GoalBlock", "list"),
    },
    "GoalBlock": {
        "title": ("Text", "one"),
        "steps": ("StepBlock", "list"),
    },
    "StepBlock": {
        "id": ("StepId", "one"),
        "status": ("StatusName", "one"),
        "completed": ("OptionalDay", "maybe"),
        "evidence": ("Text", "maybe list"),
        "reason": ("Text", "maybe"),
        "note": ("Text", "maybe"),
        "action": ("Text", "one"),
        "items": ("Text", "maybe list"),
        "lead": ("DepartmentName", "maybe"),
        "departments": ("DepartmentName", "maybe list"),
        "deadline": ("OptionalDay", "maybe"),
        "revisions": ("RevisionBlock", "maybe list"),
        "page": ("Number", "maybe"),
        "needs_review": ("NeedsReviewBlock", "maybe"),
    },
    "RevisionBlock": {
        "from": ("OptionalDay", "one"),
        "to": ("OptionalDay", "one"),
        "on": ("Day", "one"),
        "reason": ("Text", "one"),
    },
    "NeedsReviewBlock": {
        "fields": ("Text", "filled list"),
        "note": ("Text", "one"),
    },
    "TimelineFile": {
        "schema_version": ("SchemaVersion", "one"),
        "title": ("Text", "one"),
        "source": ("Text", "maybe"),
        "note": ("Text", "maybe"),
        "entries": ("EntryBlock", "list"),
    },
    "EntryBlock": {
        "when": ("When", "one"),
        "label": ("Text", "one"),
        "state": ("State", "one"),
        "title": ("Text", "one"),
        "items": ("ItemBlock", "maybe list"),
        "steps": ("StepId", "maybe list"),
        "source": ("Text", "maybe"),
        "note": ("Text", "maybe"),
        "needs_review": ("NeedsReviewBlock", "maybe"),
    },
    "ItemBlock": {
        "text": ("Text", "one"),
        "items": ("Text", "maybe list"),
    },
}


def field_names(block: str, loc: tuple[str | int, ...] = ()) -> tuple[str, ...]:
    """Gives the names of the fields of the block at a path, in the order of the file."""
    for part in loc:
        if isinstance(part, str):
            block = BLOCKS[block][part][0]
    return tuple(BLOCKS[block])
