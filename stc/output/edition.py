"""What is published: a plan, on a day, from a git revision, with what git knows of it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from stc.history.departures import Departure, Turnover, find_turnover
from stc.history.log import Log, LogEntry
from stc.plan.counts import Counts, count_steps
from stc.plan.ledger import FILE_ONLY, Ledger
from stc.plan.model import Plan, Step
from stc.plan.promises import PlanVersion, Promises, count_promises, count_promises_by
from stc.plan.timeline import Timeline
from stc.plan.updates import Update
from stc.views.commit_events import CommitEvents, list_commit_events
from stc.views.updates import list_plan_updates
from stc.views.view import Context


class Recent(NamedTuple):
    """What changed lately.

    Attributes:
        since: The first day that is covered.
        entries: The changes that reached the main line from that day on, newest first.
    """

    since: date
    entries: tuple[LogEntry, ...]


class Publication(NamedTuple):
    """What git knows of the plan.

    Attributes:
        log: Every change of the plan, newest first.
        recent: The changes of the last quarter.
        versions: The steps of the plan on the main line, oldest first; none if not asked for.
    """

    log: Log
    recent: Recent
    versions: tuple[PlanVersion, ...] = ()


class Edition(NamedTuple):
    """What is published.

    Attributes:
        plan: The whole plan.
        steps: The steps that were chosen, in the order of the plan; all of them without a filter.
        context: What the answer says about itself: the as-of day, the revision, the filter.
        stamp: The moment of the edition wherever a format needs one, in UTC: that of
            the commit the plan was read from; without git, the as-of day's midnight.
        timeline: The timeline, or None where the plan has none.
        publication: What git knows, or None where it was not asked or knows nothing.
        git_unavailable_reason: Why `publication` is None, in a sentence; empty where git was not
            asked.
        ledger: The first deadlines and the moves, as far as they are known.
        unknown: Sentences on what is not known of them.
        departures: The steps that git knows and the plan no longer has, the last that left first.
    """

    plan: Plan
    steps: tuple[Step, ...]
    context: Context
    stamp: datetime
    timeline: Timeline | None = None
    publication: Publication | None = None
    git_unavailable_reason: str = ""
    ledger: Ledger = FILE_ONLY
    unknown: tuple[str, ...] = ()
    departures: tuple[Departure, ...] = ()

    @property
    def as_of(self) -> date:
        """The day the edition is for."""
        return self.context.as_of

    def find_turnover(self) -> Turnover | None:
        """Return which steps came into the plan and left it, as far as git knows."""
        if self.publication is None:
            return None
        return find_turnover(self.publication.log, self.plan, self.departures)

    def list_updates(self) -> tuple[tuple[Update, Step | None], ...]:
        """Return the updates of the steps, each with its step, newest first.

        Those about the plan as a whole, without a step, are there if all steps are.
        """
        is_whole = len(self.steps) == len(self.plan.steps)
        return list_plan_updates(self.plan.updates if is_whole else (), self.steps, self.as_of)

    def list_commit_events(self) -> tuple[CommitEvents, ...]:
        """Return what each commit changed, in words, newest first; nothing without git."""
        if self.publication is None:
            return ()
        log, plan = self.publication.log, self.plan
        return list_commit_events(log, plan.timezone, self.ledger, plan.vocabulary)

    def count_steps(self, steps: Iterable[Step]) -> Counts:
        """Return the counts over some steps on the day of the edition."""
        return count_steps(steps, self.as_of, self.plan.vocabulary)

    def count_promises(self) -> Promises:
        """Return how many of the steps were promised and done over time, as far as git knows."""
        versions = self.publication.versions if self.publication else ()
        return count_promises(self.steps, self.ledger, self.as_of, versions)

    def count_promises_by_department(self) -> dict[str, Promises]:
        """Return the same by the id of each department, under which its former ids count."""
        now = self.plan.map_departments()
        return count_promises_by(
            self.plan.steps,
            self.ledger,
            self.as_of,
            self.publication.versions if self.publication else (),
            lambda step: {now.get(owner.id, owner).id for owner in step.departments},
            [owner.id for owner in self.plan.departments],
        )


def list_messages(edition: Edition) -> tuple[str, ...]:
    """Return sentences on how the plan was found, and on what git does not know of its past."""
    # A file without a revision says so itself.
    unknown = edition.unknown if edition.context.revision else ()
    return tuple(dict.fromkeys((*edition.context.notices, *unknown)))
