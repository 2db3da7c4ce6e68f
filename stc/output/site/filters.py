"""What the tables of steps can be filtered by: the choices that site.js offers."""

from collections.abc import Iterable

from stc.plan.model import Plan
from stc.plan.status import OPEN_THAT_DAY, STATUSES
from stc.text.escape import escape_control

STANDINGS = (
    ("overdue", "Overdue"),
    ("review-due", "Review due"),
    ("due", "Not yet due"),
    ("undated", "Undated"),
)


def list_filters(plan: Plan) -> str:
    """Return the filters with their choices as JSON, in the order of the plan.

    It stands in an attribute of a table. The rows say by `data-status`, `data-section`,
    `data-department` and `data-standing` what they are; choices no row has are not offered.
    """
    import json

    filters = (
        _describe("status", ((one.slug, one.name) for one in (*STATUSES, OPEN_THAT_DAY))),
        _describe("section", ((one.id, one.title) for one in plan.sections)),
        _describe("department", ((one.id, one.name) for one in plan.departments)),
        _describe("standing", STANDINGS),
    )
    return json.dumps(filters, ensure_ascii=False, separators=(",", ":"))


def _describe(name: str, options: Iterable[tuple[str, str]]) -> dict[str, object]:
    told = [(value, escape_control(label)) for value, label in options]
    return {"name": name, "label": name.capitalize(), "options": told}
