"""The one place that reads the clock for the day of an answer."""

from datetime import UTC, date, datetime

from stc.plan.model import Plan
from stc.plan.zones import today_in


def now() -> datetime:
    """Return the current moment."""
    return datetime.now(UTC)


def today_of(plan: Plan) -> date:
    """Return today in the plan's time zone."""
    return today_in(plan.timezone, now())
