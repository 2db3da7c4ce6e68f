"""Values of fields that changed, for programs and for people."""

from datetime import date
from typing import Any

from stc.plan.model import Department, NeedsReview, Revision, Section
from stc.views.records import record_review, record_revision
from stc.views.view import Cell
from stc.words.dates import Span


def record_value(value: Any) -> Any:
    """Gives a value as programs read it."""
    if isinstance(value, Span):
        return {"start": value.start, "end": value.last}
    if type(value) is tuple:
        return [record_value(one) for one in value]
    if isinstance(value, Revision):
        return record_revision(value)
    if isinstance(value, NeedsReview):
        return record_review(value)
    if isinstance(value, Department):
        return {"id": value.id, "name": value.name, "aliases": list(value.aliases)}
    if isinstance(value, Section):
        review = record_review(value.needs_review)
        return {
            "id": value.id,
            "title": value.title,
            "category": value.category,
            "needs_review": review,
        }
    return value


def spell_plainly(value: Any) -> Cell:
    """Gives a value as people read it; a list has a part for each of its values."""
    if value is None or value == ():
        return "none"
    if isinstance(value, Span):
        return f"{value.start} to {value.last}"
    if type(value) is tuple:
        return tuple(str(spell_plainly(one)) for one in value)
    if isinstance(value, Revision):
        move = f"{value.from_ or 'none'} to {value.to or 'none'}"
        return f"{value.on}: {move}: {value.reason}"
    if isinstance(value, NeedsReview):
        return f"{', '.join(value.fields)}: {value.note}"
    if isinstance(value, Department):
        return value.name if value.id == value.name else f"{value.name} ({value.id})"
    if isinstance(value, Section):
        return value.title
    return value if isinstance(value, date) else str(value)
