"""The plan as it was at a revision, or before a day in its own time zone."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from stc.errors import CannotGoOn, StcError
from stc.files.load import load_plan
from stc.files.store.read import read_bytes
from stc.files.zone import load_zone
from stc.history.git.plan_at import Asked, PastPlan, parse_asked, read_past
from stc.plan.model import Plan
from stc.plan.zones import today_in

_ELSEWHERE = "UTC"


def read_plan_at(path: Path, shown: str, typed: str, now: datetime) -> PastPlan:
    """Return a file as it was at a revision, or before a day in the time zone of the plan.

    Args:
        path: The plan, or the timeline beside it.
        shown: How its path is shown.
        typed: The revision or the day.
        now: The current moment, for days such as `yesterday`.

    Raises:
        UsageProblem: The revision is unknown.
        CannotGoOn: There is no such version, or git cannot or will not tell.
    """
    plan = path.resolve()
    is_day = parse_asked(typed, today_in(_ELSEWHERE, now)).day is not None
    zone = _find_zone(plan) if is_day else _ELSEWHERE
    return read_past(plan, shown, parse_asked(typed, today_in(zone, now)), zone)


def read_committed(path: Path) -> Plan | None:
    """Return the plan as the last commit has it; None where git does not have it or cannot tell."""
    with suppress(StcError):
        past = read_past(path.resolve(), path.name, Asked("HEAD"), _ELSEWHERE)
        return load_plan(past.data, past.shown).value
    return None


def _find_zone(plan: Path) -> str:
    """Return the zone of the plan in the work tree, else in `HEAD`; both may be broken."""
    with suppress(CannotGoOn):
        zone = load_zone(read_bytes(plan))
        if zone:
            return zone
    with suppress(StcError):
        zone = load_zone(read_past(plan, plan.name, Asked("HEAD"), _ELSEWHERE).data)
        if zone:
            return zone
    return _ELSEWHERE
