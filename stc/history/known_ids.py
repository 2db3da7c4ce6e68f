"""The ids that git knows: of every branch as it is, and of every version of the plan."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from stc.errors import CannotGoOn, StcError
from stc.files.blocks import Memory
from stc.files.load import load_plan
from stc.history.git.checkout import Checkout, is_in_checkout, open_checkout
from stc.history.git.command import ask_git
from stc.history.git.objects import Objects
from stc.history.log import read_log
from stc.plan.model import Plan
from stc.plan.value_types import fold_id
from stc.text.plural import count_noun
from stc.yaml.nodes import Mapping, Node, Scalar, Sequence
from stc.yaml.reader import read_document

ListIds = Callable[[Plan], Iterable[str]]


class KnownIds(NamedTuple):
    """Ids that were given, by whom.

    Attributes:
        branches: The names of the branches whose plan has an id, by its folded form.
        former: The last commit whose plan had an id, in words.
        spelled: All ids as they are written.
        lines: Sentences on what could not be seen.
    """

    branches: dict[str, tuple[str, ...]] = {}  # noqa: RUF012
    former: dict[str, str] = {}  # noqa: RUF012
    spelled: frozenset[str] = frozenset()
    lines: tuple[str, ...] = ()

    def describe(self, typed: str) -> str | None:
        """Return the end of a sentence about who has an id, or None where it is free."""
        folded = fold_id(typed)
        if folded in self.branches:
            return f"exists on branch {self.branches[folded][0]} already"
        if folded in self.former:
            return f"was given before; {self.former[folded]} is the last commit that has it"
        return None


def list_page_ids(plan: Plan) -> Iterator[str]:
    """Yield the ids of the sections, goals and steps of a plan; no two of them may be the same."""
    yield from (section.id for section in plan.sections)
    yield from (goal.id for goal in plan.goals if goal.id)
    yield from (step.id for step in plan.steps)


def list_department_ids(plan: Plan) -> Iterator[str]:
    """Yield the ids of the departments of a plan, former ones, too."""
    for department in plan.departments:
        yield from (department.id, *department.was)


def find_known_ids(plan: Path, list_ids: ListIds = list_page_ids) -> KnownIds:
    """Return the ids that git has of a plan.

    Args:
        plan: The path of the plan, without symbolic links.
        list_ids: Return the ids of a kind that are in a plan.
    """
    if not is_in_checkout(plan):
        return KnownIds()
    try:
        checkout = open_checkout(plan)
        with Objects(checkout.folder) as objects:
            if objects.find("HEAD^{commit}") is None:
                return KnownIds()
            branches, spelled, unread = _read_branches(checkout, objects, list_ids)
    except CannotGoOn as problem:
        said = f"{problem.message} Ids were compared with those in the file alone."
        return KnownIds(lines=(said,))
    lines = [
        f"The plan on branch {name} cannot be read, so its ids are not known." for name in unread
    ]
    former, more = _read_history(plan, list_ids)
    return KnownIds(branches, former, frozenset(spelled) | former.keys(), (*lines, *more))


def _read_branches(
    checkout: Checkout, objects: Objects, list_ids: ListIds
) -> tuple[dict[str, tuple[str, ...]], set[str], list[str]]:
    """Return the branches by the ids they have, the ids, and the branches that cannot be read."""
    names = list(_list_branches(checkout.folder))
    blobs = objects.find_all([f"{commit}:{checkout.path}" for _, commit in names], "blob")
    memory, read = Memory(), dict[str, list[str] | None]()
    found: dict[str, tuple[str, ...]] = {}
    spelled: set[str] = set()
    unread: list[str] = []
    for (name, _), blob in zip(names, blobs, strict=True):
        if blob is None:
            continue
        if blob not in read:
            held = objects.read(blob)
            read[blob] = _read_ids(held.data, memory, list_ids) if held else None
        ids = read[blob]
        if ids is None:
            unread.append(name)
        for known in ids or ():
            spelled.add(known)
            found[fold_id(known)] = (*found.get(fold_id(known), ()), name)
    return found, spelled, unread


def _list_branches(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the local branches and those of remotes, as people call them, with their commits."""
    asked = ("--format=%(objectname) %(symref) %(refname)", "refs/heads", "refs/remotes")
    printed = ask_git(folder, "for-each-ref", *asked) or b""
    for line in printed.decode("utf-8", "surrogateescape").splitlines():
        commit, symref, ref = line.split(" ", 2)
        if not symref:
            yield ref.removeprefix("refs/heads/").removeprefix("refs/remotes/"), commit


def _read_ids(data: bytes, memory: Memory, list_ids: ListIds) -> list[str] | None:
    """Return the ids in a file that need not be valid; None where they cannot be read."""
    plan = memory.read(data) or load_plan(data, "").value
    if plan is not None:
        return [*list_ids(plan)]
    root = read_document(data, "").root
    return [*_find_ids(root)] if isinstance(root, Mapping) else None


def _find_ids(node: Node | None) -> Iterator[str]:
    """Yield every id in a tree."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _find_ids(item)
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            if key.text == "id" and isinstance(value, Scalar):
                yield value.text
            else:
                yield from _find_ids(value)


def _read_history(plan: Path, list_ids: ListIds) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the last commit that had each id, and sentences on what is not known."""
    try:
        log = read_log(plan)
    except StcError as problem:
        return {}, (f"{problem.message} Ids of earlier versions are not known.",)
    former: dict[str, str] = {}
    for commit, version in log.versions:
        when = f"{commit.id[:9]} of {commit.when:%Y-%m-%d}"
        former.update((fold_id(known), when) for known in list_ids(version))
    lines = []
    if log.skipped:
        versions = count_noun(len(log.skipped), "version")
        lines.append(f"git has {versions} of the plan whose ids are not known.")
    if log.is_shallow:
        lines.append("This checkout is shallow: ids of older versions are not known.")
    return former, tuple(lines)
