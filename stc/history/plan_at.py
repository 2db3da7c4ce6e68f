"""The plan as it was at a revision, or before a day in its own time zone."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from stc.errors import CannotGoOn, StcError, UsageProblem
from stc.files.beside import SideFile, join_values
from stc.files.load import load_plan, read
from stc.files.plan_head import load_zone
from stc.files.store.read import read_bytes
from stc.history.git.checkout import Checkout, open_checkout, too_shallow
from stc.history.git.commits import (
    Commit,
    CommitNode,
    FileState,
    find_commit,
    find_moment,
    is_name,
    list_links,
)
from stc.history.git.file_history import follow
from stc.history.git.objects import Objects
from stc.history.git.origins import Origins
from stc.history.git.side_files import read_side_files
from stc.history.times import Shift, find_shifts, settle, settle_times
from stc.plan.dates import LAST_DAY, find_typed_day
from stc.plan.model import Plan
from stc.plan.zones import today_in
from stc.text.nearest import quote


class TypedRevision(NamedTuple):
    """A revision or a day, as a person names a version.

    Attributes:
        typed: What was typed; empty where a program asks for a day.
        day: The day it means; None for a revision.
        problem: What is wrong with it as a day, if it looks like one.
    """

    typed: str
    day: date | None = None
    problem: str = ""


class PastPlan(NamedTuple):
    """A file as a commit has it.

    Attributes:
        commit: The commit.
        path: The absolute path the file had there.
        data: The bytes of the file there.
        shown: The name of the file in messages: `data/plan.yaml at 0123456ab`.
        day: The day that was typed, if a day was.
        shifts: The commits dated before that day that count from a later one: the one that was
            found, or those that were skipped.
        checkout: Where the file was there.
    """

    commit: Commit
    path: Path
    data: bytes
    shown: str
    day: date | None
    shifts: tuple[Shift, ...]
    checkout: Checkout


class Found(NamedTuple):
    """The commit that was asked for, None where a day is before the first one.

    Attributes:
        shifts: As in `PastPlan`.
    """

    commit: Commit | None
    shifts: tuple[Shift, ...]


def read_past(
    plan: Path,
    shown: str,
    revision: TypedRevision,
    zone: str,
    head: str = "HEAD",
    source: str = "--at",
) -> PastPlan:
    """Return the plan as a commit has it, found under the path it had there.

    Args:
        plan: The path of the plan, without symbolic links; it need not be in the work tree.
        shown: How its path is shown.
        revision: A commit, a tag, a branch; or a day, which means the last commit before it began,
            on the first line of the history (of a merge, the side that was merged into).
        zone: The time zone of the day.
        head: The commit in whose history a day is searched.
        source: The option that gave it, for the messages.

    Raises:
        UsageProblem: The revision is unknown, or means several things.
        CannotGoOn: There is no such version, or git cannot or will not read it.
    """
    checkout = open_checkout(plan)
    commit, shifts = find_typed(checkout.folder, revision, zone, head, source)
    if commit is None:
        raise _say_too_early(checkout, revision, zone, head)
    with Objects(checkout.folder) as objects:
        state = _find_state(checkout, objects, commit.id)
        held = objects.read(state.blob) if state.blob else None
    if held is None:
        raise CannotGoOn(
            f"{shown} is not in git at {commit.id[:9]}.",
            "Name a later revision. git log -- FILE lists those that changed the file.",
        )
    name = shown if state.path == checkout.path else state.path
    root = plan.parents[len(PurePosixPath(checkout.path).parts) - 1]
    shown = f"{name} at {commit.id[:9]}"
    there = checkout._replace(path=state.path)
    return PastPlan(commit, root / state.path, held.data, shown, revision.day, shifts, there)


def read_side_files_at(past: PastPlan) -> list[SideFile]:
    """Return the files beside a plan, as its commit has them, whose content is joined to it.

    Raises:
        CannotGoOn: One of them is not a file, or git cannot or will not tell.
    """
    with Objects(past.checkout.folder) as objects:
        return read_side_files(past.checkout, objects, past.commit.id)


def join_files_of(plan: Plan, file: Path, commit: str) -> Plan:
    """Return the plan of a commit with what was beside it; broken files are left out.

    Args:
        plan: The plan as the commit has it.
        file: Its path now, without symbolic links.
        commit: The commit.

    Raises:
        CannotGoOn: git cannot or will not tell.
    """
    checkout = open_checkout(file)
    values: dict[str, list[Any]] = {}
    with Objects(checkout.folder) as objects:
        there = checkout._replace(path=_find_state(checkout, objects, commit).path)
        for beside in read_side_files(there, objects, commit):
            value = read(beside.kind, beside.data, beside.shown)
            if value is not None:
                values.setdefault(beside.kind.name, []).append(value)
    return join_values(plan, values)


def is_in_commit(file: Path, commit: str) -> bool:
    """Return whether a commit has a file, under the path it has now or had then."""
    checkout = open_checkout(file)
    with Objects(checkout.folder) as objects:
        return _find_state(checkout, objects, commit).blob is not None


def parse_revision(typed: str, today: date) -> TypedRevision:
    """Return what a person typed for a revision or a day.

    Args:
        typed: What was typed: any day that `--as-of` accepts, else a revision.
        today: The day that `today` means.
    """
    try:
        return TypedRevision(typed, find_typed_day(typed, today))
    except ValueError as problem:
        return TypedRevision(typed, None, str(problem))


def find_typed(folder: Path, revision: TypedRevision, zone: str, head: str, source: str) -> Found:
    """Return the commit that was asked for.

    Args:
        folder: A folder in the checkout.
        revision: A revision; or a day, which means the last commit before it began.
        zone: The time zone of the day.
        head: The commit in whose history a day is searched.
        source: The option that gave it, for the messages.

    Raises:
        UsageProblem: The revision is unknown, or it or the day means several things.
        CannotGoOn: There is no checkout, no git, or not enough history.
    """
    if revision.day is not None:
        _refuse_name(folder, revision, source)
        return _find_before(folder, revision.day, zone, head)
    try:
        return Found(find_commit(folder, revision.typed, source), ())
    except UsageProblem as unknown:
        if revision.problem:
            raise UsageProblem(f"{source}: {revision.problem}.") from None
        hint = f"{unknown.hint} A day is written as 2024-12-31."
        raise UsageProblem(unknown.message, hint) from None


def settle_commit(folder: Path, commit: Commit) -> Commit:
    """Return a commit with the moment at which it counts, by all that it follows."""
    links, times = _list_main_line(folder, commit.id)
    return settle(commit, times[links[-1].commit])


def _find_before(folder: Path, day: date, zone: str, head: str) -> Found:
    """Return the last commit of the main line before a day began."""
    links, times = _list_main_line(folder, head)
    start = _find_start(day, zone)
    shifts = [
        Shift(link.commit, find_moment(link.second), times[link.commit])
        for link in links
        if find_moment(link.second) < start <= times[link.commit]
    ]
    last = next((link.commit for link in reversed(links) if times[link.commit] < start), None)
    if last is None:
        return Found(None, tuple(shifts))
    commit = settle(find_commit(folder, last), times[last])
    return Found(commit, (*find_shifts([commit]), *shifts))


def _list_main_line(folder: Path, head: str) -> tuple[list[CommitNode], Mapping[str, datetime]]:
    """Return the main line, oldest first, and the moment at which each commit counts."""
    last = find_commit(folder, head)
    links = list_links(folder, last.id, "--first-parent")[::-1]
    return links, settle_times(links)


def _refuse_name(folder: Path, revision: TypedRevision, source: str) -> None:
    """Refuse a day that is also the name of a branch or a tag."""
    day, typed = revision.day, revision.typed
    # No branch has a space in its name.
    if day is not None and typed and " " not in typed.strip() and is_name(folder, typed):
        other = f"{day:%B} {day.day}, {day.year}"
        raise UsageProblem(
            f"{source}: {quote(typed)} is a day, and also the name of a branch or a tag.",
            f"Write tags/{typed} or heads/{typed} for the name, or {other} for the day.",
        )


def _say_too_early(checkout: Checkout, revision: TypedRevision, zone: str, head: str) -> CannotGoOn:
    if checkout.is_shallow:
        return too_shallow(revision.typed)
    links, times = _list_main_line(checkout.folder, head)
    first = links[0].commit
    began = today_in(zone, times[first])
    return CannotGoOn(
        f"There is no commit before {revision.day}. The first is of {began} ({first[:9]}).",
        f"Ask for {began + timedelta(days=1)} or later." if began < LAST_DAY else "",
    )


def _find_start(day: date, zone: str) -> datetime:
    """Return the moment a day begins, even if its midnight is skipped or comes twice."""
    from zoneinfo import ZoneInfo

    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))


def _find_state(checkout: Checkout, objects: Objects, commit: str) -> FileState:
    """Return the plan's file at a commit, under its current path or the one it had then."""
    blob = objects.find_all((f"{commit}:{checkout.path}",), "blob")[0]
    if blob is not None:
        return FileState(checkout.path, blob)
    head = objects.read("HEAD^{commit}")
    if head is None:
        return FileState(checkout.path, None)
    links = list_links(checkout.folder, head.id)
    states = follow(checkout, objects, links, Origins(checkout, objects, head.id))
    return states.get(commit, FileState(checkout.path, None))


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
        CannotGoOn: There is no such version, or git cannot or will not read it.
    """
    plan = path.resolve()
    is_day = parse_revision(typed, today_in(_ELSEWHERE, now)).day is not None
    zone = _find_zone(plan) if is_day else _ELSEWHERE
    return read_past(plan, shown, parse_revision(typed, today_in(zone, now)), zone)


def read_committed(path: Path) -> Plan | None:
    """Return the plan in the last commit; None if git does not have it or cannot answer."""
    with suppress(StcError):
        past = read_past(path.resolve(), path.name, TypedRevision("HEAD"), _ELSEWHERE)
        return load_plan(past.data, past.shown).value
    return None


def _find_zone(plan: Path) -> str:
    """Return the zone of the plan in the work tree, else in `HEAD`; both may be broken."""
    with suppress(CannotGoOn):
        zone = load_zone(read_bytes(plan))
        if zone:
            return zone
    with suppress(StcError):
        zone = load_zone(read_past(plan, plan.name, TypedRevision("HEAD"), _ELSEWHERE).data)
        if zone:
            return zone
    return _ELSEWHERE
