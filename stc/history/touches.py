"""The last change of each step."""

from stc.history.commit_range import CommitRange
from stc.history.compare import FieldChange
from stc.history.differences import is_wording
from stc.history.git.versions import Commit
from stc.history.log import Log


def find_touches(log: Log, span: CommitRange) -> dict[str, Commit]:
    """Return the last commit that changed each step, else the one that added it.

    Changes of typography only do not count.
    """
    touches: dict[str, Commit] = {}
    for entry in log.entries:
        change = entry.change
        if isinstance(change, FieldChange) and is_wording(change):
            continue
        if entry.step is None or not span.accepts(entry.commit):
            continue
        known = touches.get(entry.step.id)
        if known is None or known.when < entry.commit.when:
            touches[entry.step.id] = entry.commit
    for commit, plan in log.versions:
        for step in plan.steps if span.accepts(commit) else ():
            touches.setdefault(step.id, commit)
    return touches
