"""The plan on the main line: from the tip along the first parents."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from stc.history.git.checkout import find_folder
from stc.history.git.commits import CommitNode, list_links
from stc.history.git.objects import Objects
from stc.history.log import Log
from stc.history.times import settle_times
from stc.plan.model import Plan
from stc.plan.promises import PlanVersion
from stc.plan.zones import today_in


class Standing(NamedTuple):
    """The plan from a commit on.

    Attributes:
        commit: The id of the commit.
        when: When it was made.
        plan: The plan; None if the file was deleted.
    """

    commit: str
    when: datetime
    plan: Plan | None


def read_main_line(plan: Path, log: Log, commit: str = "HEAD") -> tuple[Standing, ...]:
    """Return the plan at each commit of the main line that changed it, oldest first.

    A change on a branch counts from the commit that merged it; before that, the public plan did not
    have it.
    """
    folder = find_folder(plan)
    links = list_links(folder, commit, "--first-parent")[::-1]
    with Objects(folder) as objects:
        return tuple(_walk(links, log, objects))


def list_plan_versions(line: Iterable[Standing], zone: str) -> tuple[PlanVersion, ...]:
    """Return the steps of each plan on the main line, from the day on which it stood there.

    A file that was deleted for a while changes nothing: what it promised is still promised.
    """
    return tuple(
        PlanVersion(today_in(zone, standing.when), standing.plan.steps)
        for standing in line
        if standing.plan is not None
    )


def _walk(links: list[CommitNode], log: Log, objects: Objects) -> Iterator[Standing]:
    blobs = {version.commit.id: version.blob for version in log.listed}
    paths = tuple(dict.fromkeys(version.path for version in reversed(log.listed)))
    times = settle_times(links)
    last: str | None = None
    for commit, parents, _ in links:
        blob = last
        if commit in blobs:
            blob = blobs[commit]
        elif len(parents) > 1:
            found = (objects.find(f"{commit}:{path}") for path in paths)
            blob = next((version for version in found if version in log.plans), None)
        if blob != last and (blob is None or blob in log.plans):
            plan = log.plans[blob] if blob is not None else None
            yield Standing(commit, times[commit], plan)
        last = blob
