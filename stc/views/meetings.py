"""How often bodies meet, and when a meeting was last recorded."""

from collections.abc import Callable
from datetime import date

from stc.plan.dates import describe_days
from stc.plan.deadlines import describe_interval
from stc.plan.model import Department, Plan
from stc.plan.updates import find_meeting


def describe_meetings(
    plan: Plan, department: Department, as_of: date, show: Callable[[date], str] = str
) -> tuple[str, ...]:
    """Return a sentence about a body that meets; none about any other department.

    Args:
        plan: The plan.
        department: The department.
        as_of: The as-of day.
        show: Format a day.
    """
    if department.meets is None:
        return ()
    often = f"{department.name} meets every {describe_interval(department.meets)};"
    last = find_meeting(plan, department, as_of)
    if last is None:
        return (f"{often} no meeting is on record.",)
    days = describe_days((as_of - last).days)
    return (f"{often} the last one on record was on {show(last)}, {days} ago.",)
