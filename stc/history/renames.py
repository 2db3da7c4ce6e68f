"""Match departments and goals that were renamed between two versions."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping

from stc.plan.aliases import fold_name, names_of
from stc.plan.model import Department, Step
from stc.plan.status import Status
from stc.plan.vocabulary import Vocabulary

StatusPair = tuple[Status, Status]
DepartmentPair = tuple[Department, Department]
GoalKey = tuple[str, str]
"""The id of a section, and the title of a goal of it; an empty one for no goal."""


def match_departments(
    before: tuple[Department, ...], after: tuple[Department, ...]
) -> tuple[DepartmentPair, ...]:
    """Return the departments in both versions, in pairs of before and after.

    They are matched by id, then by name, then by any common name, such as an alias. If several
    match, as when two departments became one, none is matched: that is more than a new name.
    """
    if before is after:
        return tuple(zip(before, after, strict=True))
    rounds: tuple[Callable[[Department], Collection[str]], ...] = (
        lambda block: (block.id,),
        lambda block: (fold_name(block.name),),
        lambda block: set(map(fold_name, names_of(block))),
    )
    left, right, matched = list(before), list(after), []
    for find_names in rounds:
        pairs = _match(left, right, find_names)
        matched += pairs
        olds, news = {old for old, _ in pairs}, {new for _, new in pairs}
        left = [block for block in left if block not in olds]
        right = [block for block in right if block not in news]
    order = {block.id: position for position, block in enumerate(after)}
    return tuple(sorted(matched, key=lambda pair: order[pair[1].id]))


def _match(
    left: Iterable[Department],
    right: Iterable[Department],
    find_names: Callable[[Department], Collection[str]],
) -> list[DepartmentPair]:
    by_name: dict[str, list[Department]] = {}
    for new in right:
        for name in find_names(new):
            by_name.setdefault(name, []).append(new)
    met = {(old, new) for old in left for name in find_names(old) for new in by_name.get(name, ())}
    olds = Counter(old for old, _ in met)
    news = Counter(new for _, new in met)
    return [(old, new) for old, new in met if olds[old] == news[new] == 1]


def match_goals(kept: Collection[tuple[Step, Step]]) -> Mapping[GoalKey, str]:
    """Return the new title of every renamed goal, by its section and its old title.

    A goal is the same if all its remaining steps are under the new title, no other step is, and
    neither title is in both versions.
    """
    if all(old is new or _key(old) == _key(new) for old, new in kept):
        return {}
    to: dict[GoalKey, set[GoalKey]] = {}
    back: dict[GoalKey, set[GoalKey]] = {}
    for before, after in kept:
        old, new = _key(before), _key(after)
        to.setdefault(old, set()).add(new)
        back.setdefault(new, set()).add(old)
    found = {}
    for old, news in to.items():
        (new, *others) = news
        if others or new == old or back[new] != {old} or new in to or old in back:
            continue
        if new[0] == old[0] and new[1] and old[1]:
            found[old] = new[1]
    return found


def _key(step: Step) -> GoalKey:
    return step.section.id, step.goal_title or ""


def match_statuses(before: Vocabulary, after: Vocabulary) -> tuple[StatusPair, ...]:
    """Return the statuses that are in both versions, by their names and earlier names."""
    if before is after:
        return tuple(zip(before.statuses, after.statuses, strict=True))
    now = after.match_former(before)
    return tuple((status, now[status.name]) for status in before.statuses if status.name in now)
