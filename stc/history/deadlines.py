"""Changes of deadlines in git, for the ledger of a plan."""

from collections.abc import Iterator

from stc.history.compare import FieldChange
from stc.history.git.versions import Commit
from stc.history.log import Log, StepChange
from stc.plan.ledger import Dated, DeadlineChange, Ledger, build_ledger
from stc.plan.model import Plan, Step
from stc.plan.zones import today_in


def read_ledger(log: Log, plan: Plan) -> Ledger:
    """Return the ledger of a plan from all versions that git knows and from its file.

    Args:
        log: What git knows, up to the version that was read or that the file began with.
        plan: The plan as its file has it, which may differ from the last version.
    """
    gone: dict[str, Step] = {}
    changes = [*_find_changes(log, plan.timezone, gone)]
    head = log.head.steps if log.head else ()
    known = gone | {step.id: step for step in head}
    for step in plan.steps:
        before = known.pop(step.id, None)
        if before and _dated(before) != _dated(step):
            changes.append(DeadlineChange(step.id, _dated(before), _dated(step)))
    return build_ledger(plan.steps, changes, known.values())


def _find_changes(log: Log, zone: str, gone: dict[str, Step]) -> Iterator[DeadlineChange]:
    """Return the changes of deadlines and revisions, oldest first, one per step and commit.

    Args:
        log: What git knows.
        zone: The time zone in which a commit has its day.
        gone: Receives the steps that left the plan, in their last state, by their ids.
    """
    for commit, step, fields in _group_entries(log):
        if fields == {"removed": None}:
            gone[step.id] = step
            continue
        before = gone.pop(step.id, None) if "added" in fields else _undo(step, fields)
        if before and _dated(before) != _dated(step):
            day = today_in(zone, commit.when)
            ends = (_dated(before), _dated(step))
            yield DeadlineChange(step.id, *ends, commit.id, day, commit.author)


Fields = dict[str, FieldChange | None]


def _group_entries(log: Log) -> Iterator[tuple[Commit, Step, Fields]]:
    """Return what a commit did to a step: its fate, or its dated fields; oldest first."""
    found: dict[tuple[str, str], tuple[Commit, Step, Fields]] = {}
    for commit, change in log.entries:
        if isinstance(change, StepChange):
            found[commit.id, change.step.id] = commit, change.step, {change.kind: None}
        elif isinstance(change, FieldChange) and change.field in ("deadline", "revisions"):
            group = found.setdefault((commit.id, change.step.id), (commit, change.step, {}))
            group[2][change.field] = change
    yield from reversed(found.values())


def _undo(step: Step, fields: Fields) -> Step:
    """Return the step as it was before these fields changed."""
    return step._replace(**{name: change.before for name, change in fields.items() if change})


def _dated(step: Step) -> Dated:
    return Dated(step.deadline, step.revisions)
