"""The plan as it stood on the main line: from the tip along the first parents."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from stc.history.git import ask_git
from stc.history.log import Log
from stc.history.objects import Objects
from stc.plan.model import Plan


class Standing(NamedTuple):
    """The plan from a commit on.

    Attributes:
        commit: The id of the commit.
        when: When it was made.
        plan: The plan; None where the file was deleted.
    """

    commit: str
    when: datetime
    plan: Plan | None


def read_main_line(plan: Path, log: Log, commit: str = "HEAD") -> tuple[Standing, ...]:
    """Gives the plan at each commit of the main line that changed it, oldest first.

    What was done on a branch counts from the commit that merged it; on the branch's own days the
    plan that people saw did not have it yet.
    """
    asked = ("rev-list", "--first-parent", "--reverse", "--timestamp", "--parents", commit)
    printed = ask_git(plan.parent, *asked) or b""
    with Objects(plan.parent) as objects:
        return tuple(_walk(printed.decode("ascii", "replace").splitlines(), log, objects))


def _walk(lines: list[str], log: Log, objects: Objects) -> Iterator[Standing]:
    blobs = {version.commit.id: version.blob for version in log.listed}
    paths = tuple(dict.fromkeys(version.path for version in reversed(log.listed)))
    last: str | None = None
    for line in lines:
        stamp, commit, *parents = line.split(" ")
        blob = last
        if commit in blobs:
            blob = blobs[commit]
        elif len(parents) > 1:
            found = (objects.find(f"{commit}:{path}") for path in paths)
            blob = next((one for one in found if one in log.plans), None)
        if blob != last and (blob is None or blob in log.plans):
            plan = log.plans[blob] if blob is not None else None
            yield Standing(commit, datetime.fromtimestamp(int(stamp), UTC), plan)
        last = blob
