"""Promised and done over time: both lines count the same steps, by their first deadlines."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from stc.plan.deadlines import status_on
from stc.plan.ledger import Ledger
from stc.plan.model import Step
from stc.plan.status import StatusKind

_DAY = timedelta(days=1)
_OUTSIDE = frozenset((StatusKind.EXCLUDED, StatusKind.CONTINUING))


class PlanVersion(NamedTuple):
    """The steps of the plan from a day on, until the next version."""

    day: date
    steps: Sequence[Step]


class Tally(NamedTuple):
    """The steps of a day whose first deadline had passed, and those of them that were complete.

    Excluded and continuing steps are not promised. A step is promised from the day after its first
    deadline, but not before the plan had it with a deadline.
    """

    day: date
    promised: int
    done: int

    @property
    def not_done(self) -> int:
        """The promised steps that were not complete."""
        return self.promised - self.done


class Promises(NamedTuple):
    """Promised and done steps over time.

    Attributes:
        tallies: The first day, each later day on which a number changed, and the as-of day.
        ahead: The days after it on which steps will be promised, if the plan stays as it is.
        open: The promised steps of the as-of day that are open: those overdue by first deadlines.
        unknown: Those of unknown status.
        unmet: Those that ended without being done.
        versions: How many versions of the plan up to the as-of day were counted.
    """

    tallies: tuple[Tally, ...]
    ahead: tuple[tuple[date, int], ...]
    open: int
    unknown: int
    unmet: int
    versions: int

    @property
    def now(self) -> Tally:
        """The numbers of the as-of day."""
        return self.tallies[-1]

    @property
    def has_history(self) -> bool:
        """Whether there is more than one day to draw, from more than one version."""
        return self.versions > 1 and self.tallies[0].day < self.now.day


def count_promises(
    steps: Sequence[Step],
    ledger: Ledger,
    as_of: date,
    versions: Iterable[PlanVersion] = (),
) -> Promises:
    """Return how many steps were promised and done over time.

    Args:
        steps: The steps of the plan as it is judged on the as-of day.
        ledger: The first deadlines, of steps that left the plan, too.
        as_of: The day.
        versions: The earlier versions, oldest first, each with all its steps.
    """
    return count_promises_by(steps, ledger, as_of, versions, lambda _: ("",), ("",))[""]


def count_promises_by(
    steps: Sequence[Step],
    ledger: Ledger,
    as_of: date,
    versions: Iterable[PlanVersion],
    list_groups: Callable[[Step], Iterable[str]],
    names: Iterable[str],
) -> dict[str, Promises]:
    """Return the same for each of these groups, by its name; one sweep counts them all.

    A step counts in the groups that it had in each version.
    """
    before = [version for version in versions if version.day <= as_of]
    past = [version for version in before if version.day < as_of]
    firsts = {step.id: ledger.of(step).first for step in steps}
    groups = {name: _Group(Counter(), Counter(), Counter()) for name in names}
    now = [PlanVersion(as_of, steps)]
    dated = {step_id for step_id, first in firsts.items() if first is not None}
    for step, since, end in (*list_stays(past, as_of), *list_stays(now, None, dated)):
        if step.id not in firsts:
            firsts[step.id] = ledger.of(step).first
        first = firsts[step.id]
        if first is None or step.status.kind in _OUTSIDE:
            continue
        begin = max(since, first + _DAY)
        for name in list_groups(step):
            if name not in groups:
                continue
            group = groups[name]
            _add(group.changes, begin, end)
            if step.status.is_done:
                _add(group.finished, max(begin, step.completed or begin), end)
            if end is None and begin <= as_of:
                group.kinds[status_on(step, as_of).kind] += 1
    opened = past[0].day if past else as_of
    return {name: _sum_up(group, opened, as_of, len(before)) for name, group in groups.items()}


class _Group(NamedTuple):
    """What changes on a day: the promised steps, the done ones; and the kinds of those of today."""

    changes: Counter[date]
    finished: Counter[date]
    kinds: Counter[StatusKind]


def _sum_up(group: _Group, first: date, as_of: date, versions: int) -> Promises:
    tallies = (*_add_up(group.changes, group.finished, first, as_of),)
    return Promises(
        tallies,
        (*_look_ahead(group.changes, as_of, tallies[-1].promised),),
        group.kinds[StatusKind.OPEN],
        group.kinds[StatusKind.UNKNOWN],
        group.kinds[StatusKind.UNMET],
        versions,
    )


def sample_tallies(tallies: Sequence[Tally], days: Iterable[date]) -> Iterator[Tally]:
    """Return the numbers of some days, oldest first, none of them before the first tally."""
    number = 0
    for day in days:
        while number + 1 < len(tallies) and tallies[number + 1].day <= day:
            number += 1
        yield tallies[number]._replace(day=day)


def list_stays(
    versions: Iterable[PlanVersion], end: date | None, dated: Iterable[str] = ()
) -> Iterator[tuple[Step, date, date | None]]:
    """Return each state of a step with a deadline, from which day on it stood and until which.

    Once a step had a deadline, its promise stands, even if the deadline is taken away.

    Args:
        versions: The versions of the plan, oldest first.
        end: When the last one ends; None for the end of time.
        dated: The steps that had a deadline before.
    """
    standing: dict[str, tuple[Step, date]] = {}
    known = set(dated)
    last: Sequence[Step] = ()
    for day, steps in versions:
        changed = _find_changed(last, steps)
        left = {step.id for step in last} - {step.id for step in steps}
        for step_id in (*left, *(step.id for step in changed)):
            if step_id in standing:
                yield *standing.pop(step_id), day
        known |= {step.id for step in changed if step.original_deadline is not None}
        standing |= {step.id: (step, day) for step in changed if step.id in known}
        last = steps
    for step, day in standing.values():
        yield step, day, end


def _find_changed(before: Sequence[Step], after: Sequence[Step]) -> list[Step]:
    """Return the steps that are not the same objects as before; an unchanged one stays the same."""
    known = {id(step) for step in before}
    return [step for step in after if id(step) not in known]


def _add(changes: Counter[date], begin: date, end: date | None) -> None:
    if end is None or begin < end:
        changes[begin] += 1
        if end is not None:
            changes[end] -= 1


def _add_up(
    changes: Counter[date], finished: Counter[date], first: date, as_of: date
) -> Iterator[Tally]:
    tally = Tally(first, 0, 0)
    days = {day for day in (*changes, *finished) if day <= as_of}
    for day in sorted({*days, first, as_of}):
        following = Tally(day, tally.promised + changes[day], tally.done + finished[day])
        if day in (first, as_of) or following[1:] != tally[1:]:
            yield following
        tally = following


def _look_ahead(changes: Counter[date], as_of: date, promised: int) -> Iterator[tuple[date, int]]:
    for day in sorted(day for day in changes if day > as_of):
        promised += changes[day]
        yield day, promised
