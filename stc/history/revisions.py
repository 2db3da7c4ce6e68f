"""The plan as it was: at a commit, or before a day, with nothing checked out."""

from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from stc.history.checkout import Checkout, ask, open_checkout, too_shallow
from stc.history.commits import Commit, find_commit, is_name
from stc.history.objects import Objects
from stc.history.trail import Stand, follow, list_links
from stc.words.dates import FIRST_DAY, parse_date, parse_typed_day
from stc.words.errors import CannotGoOn, UsageProblem
from stc.words.nearest import quote

__all__ = ["PastPlan", "find_commit", "parse_day", "read_past"]


class PastPlan(NamedTuple):
    """A file as a commit has it.

    Attributes:
        commit: The commit.
        path: The absolute path the file had there.
        data: The bytes of the file there.
        shown: How the file is called: `data/plan.yaml at 0123456ab`.
        day: The day that was typed, if a day was.
    """

    commit: Commit
    path: Path
    data: bytes
    shown: str
    day: date | None


def read_past(plan: Path, shown: str, typed: str, zone: str, head: str = "HEAD") -> PastPlan:
    """Gives the plan as a commit has it, found under the path it had there.

    Args:
        plan: The path of the plan, without symbolic links; it need not be in the work tree.
        shown: How its path is shown.
        typed: A commit, a tag, a branch; or a day, which means the last commit before it began,
            on the first line of the history (of a merge, the side that was merged into).
        zone: The time zone of the day.
        head: The commit whose history a day is looked for in.

    Raises:
        UsageProblem: The revision is unknown, or means several things.
        CannotGoOn: There is no such version, or git cannot or will not tell.
    """
    checkout = open_checkout(plan)
    day = parse_day(typed)
    if day is None:
        commit = find_commit(checkout.folder, typed, "--at")
    else:
        commit = _find_before(checkout, day, typed, zone, head)
    with Objects(checkout.folder) as objects:
        stand = _find_stand(checkout, objects, commit)
        held = objects.read(stand.blob) if stand.blob else None
    if held is None:
        raise CannotGoOn(
            f"{shown} is not in git at {commit.id[:9]}.",
            "Name a later revision; git log -- FILE lists those that changed the file.",
        )
    name = shown if stand.path == checkout.path else stand.path
    root = plan.parents[len(PurePosixPath(checkout.path).parts) - 1]
    return PastPlan(commit, root / stand.path, held.data, f"{name} at {commit.id[:9]}", day)


def parse_day(typed: str) -> date | None:
    """Gives the day that was typed in place of a revision, or None.

    It is `YYYY-MM-DD`, or a day with the name of its month: no branch has a space in its name.
    """
    day = parse_date(typed)
    if day is None and " " in typed.strip():
        with suppress(ValueError):
            day = parse_typed_day(typed, FIRST_DAY)
    return day


def find_before(plan: Path, day: date, zone: str) -> Commit | None:
    """Gives the last commit of the main line before a day began, or None where there is none."""
    with suppress(CannotGoOn):
        return _find_before(open_checkout(plan), day, "", zone)
    return None


def _find_before(
    checkout: Checkout, day: date, typed: str, zone: str, name: str = "HEAD"
) -> Commit:
    """Gives the last commit before the day began in the time zone."""
    if typed == str(day) and is_name(checkout.folder, typed):
        raise UsageProblem(
            f"--at: {quote(typed)} is a day, and a branch or a tag is called so, too.",
            f"Write tags/{typed} or heads/{typed} for that, and {day:%B} {day.day}, {day.year}"
            " for the day.",
        )
    head = find_commit(checkout.folder, name)
    start = _find_start(day, zone)
    before = f"--min-age={int(start.timestamp()) - 1}"
    found = _list_first_line(checkout, head, "--max-count=1", before)
    if found:
        return find_commit(checkout.folder, found[0])
    if checkout.is_shallow:
        raise too_shallow(typed)
    first = find_commit(checkout.folder, _list_first_line(checkout, head)[-1])
    began = first.when.astimezone(start.tzinfo).date()
    raise CannotGoOn(
        f"There is no commit before {day}: the first is of {began} ({first.id[:9]}).",
        f"Ask for {began + timedelta(days=1)} or later.",
    )


def _find_start(day: date, zone: str) -> datetime:
    """Gives the moment a day begins: also where its midnight is skipped, or comes twice."""
    from zoneinfo import ZoneInfo

    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))


def _list_first_line(checkout: Checkout, head: Commit, *options: str) -> list[str]:
    listed = ask(checkout.folder, "rev-list", "--first-parent", *options, head.id, "--")
    return listed.printed.decode("ascii", "replace").split()


def _find_stand(checkout: Checkout, objects: Objects, commit: Commit) -> Stand:
    """Gives where the plan is at a commit: under the path it has now, or the one it had then."""
    blob = objects.find_all((f"{commit.id}:{checkout.path}",), "blob")[0]
    if blob is not None:
        return Stand(checkout.path, blob)
    head = objects.read("HEAD^{commit}")
    if head is None:
        return Stand(checkout.path, None)
    stands = follow(checkout, objects, list_links(checkout.folder, head.id))
    return stands.get(commit.id, Stand(checkout.path, None))
