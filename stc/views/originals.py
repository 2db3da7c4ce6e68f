"""The original deadlines that git knows, beside those the file records."""

from collections.abc import Iterable, Mapping
from datetime import date

from stc.deadlines.standing import original_of
from stc.plan.model import Step

MOST = 20
"""The most steps that a sentence names."""


def find_others(steps: Iterable[Step], originals: Mapping[str, date]) -> tuple[Step, ...]:
    """Gives the steps whose first deadline in git is not the original one the file records."""
    return tuple(step for step in steps if original_of(step, originals) != step.original_deadline)


def name_others(others: tuple[Step, ...], originals: Mapping[str, date]) -> str:
    """Gives the ids of such steps with both days; of many the first, and how many more."""
    named = [_name(step, originals) for step in others[:MOST]]
    more = [f"and {len(others) - MOST:,} more"] if len(others) > MOST else []
    return ", ".join((*named, *more))


def _name(step: Step, originals: Mapping[str, date]) -> str:
    recorded = step.original_deadline or "none"
    return f"{step.id} ({original_of(step, originals)} in git, {recorded} in the file)"
