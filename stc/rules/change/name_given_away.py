"""STC418: a name that meant one department means another, or none."""

from collections.abc import Iterator

from stc import codes
from stc.files.places import location_of
from stc.findings import Finding
from stc.plan.aliases import fold_name, names_of
from stc.plan.model import Department
from stc.rules.rule import ChangeSubject, Rule
from stc.text.nearest import quote

DOC = Rule(
    codes.NAME_GIVEN_AWAY,
    why="Steps refer to departments by id. If two departments swap names, every promise of one "
    "becomes a promise of the other, although no step has changed. A department that is renamed "
    "keeps its old name among its aliases.",
    bad=(
        'departments:\n  - id: comms-ocs\n    name: Communications\n  - id: "911"\n'
        "    name: Emergency calls\n---\n"
        'departments:\n  - id: comms-ocs\n    name: Emergency calls\n  - id: "911"\n'
        "    name: Communications\n"
    ),
    good=(
        'departments:\n  - id: comms-ocs\n    name: Communications\n  - id: "911"\n'
        "    name: Emergency calls\n---\n"
        'departments:\n  - id: comms-ocs\n    name: Communications\n  - id: "911"\n'
        "    name: Emergency center\n    aliases: [Emergency calls]\n"
    ),
    scope="change",
)


def check(change: ChangeSubject) -> Iterator[Finding]:
    """Yield a finding for every name of a department that now means another or none.

    Departments that are gone or have a new id are ignored. An alias may be dropped.
    """
    now = change.head.plan.departments
    # A name that looks like the id of another department is still the name.
    owners = {fold_name(department.id): department for department in now}
    owners |= {
        fold_name(name): department for department in now for name in names_of(department)[1:]
    }
    kept = {department.id: position for position, department in enumerate(now)}
    for old in change.base.departments if now != change.base.departments else ():
        for name in names_of(old)[1:] if old.id in kept else ():
            owner = owners.get(fold_name(name))
            if message := _check(old, name, owner):
                place = location_of(change.head.document, ("departments", kept[old.id], "name"))
                hint = "Restore the name, or change the departments of the steps."
                yield DOC.code.at(place, message, hint)


def _check(old: Department, name: str, owner: Department | None) -> str:
    """Return what happened to a name, or an empty text if nothing is wrong."""
    if owner is not None and owner.id != old.id:
        return f"{quote(name)} was a name of {old.id} and now means {owner.id}."
    if owner is None and name == old.name:
        return f"{old.id} was called {quote(name)}, and no department has that name now."
    return ""
