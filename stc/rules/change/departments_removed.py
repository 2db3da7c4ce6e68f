"""STC410: a department is removed from a step."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.plan.aliases import fold_name
from stc.rules.change.step_matching import find_kept
from stc.rules.rule import ChangeSubject, Rule
from stc.text.lists import format_some

DOC = Rule(
    codes.DEPARTMENTS_REMOVED,
    why="A department that was responsible for a promise leaves it; somebody else must have taken "
    "over.",
    bad='departments: [comms-ocs, "911"]\n---\ndepartments: [comms-ocs]\n',
    good='departments: [comms-ocs]\n---\ndepartments: [comms-ocs, "911"]\n',
    scope="change",
)


def check(change: ChangeSubject) -> Iterator[Finding]:
    """Return a finding for every step that lost a department; a renamed one is not lost."""
    departments = change.head.plan.map_departments()
    former = {name: department.id for name, department in departments.items()}
    renamed = former | _find_renamed(change)
    for before, after in find_kept(change):
        now = {department.id for department in after.departments}
        gone = [
            department.id
            for department in before.departments
            if renamed.get(department.id, department.id) not in now
        ]
        if gone:
            place = change.head.place(after, "departments")
            message = f"{after.id} no longer names {format_some(gone)}."
            yield DOC.code.at(place, message, "Put it back, or say in a note who took over.")


def _find_renamed(change: ChangeSubject) -> dict[str, str]:
    """Return the new ids, by old id, of departments that kept their name."""
    old = {department.id for department in change.base.departments}
    kept = {department.id for department in change.head.plan.departments} & old
    new = {
        fold_name(department.name): department.id
        for department in change.head.plan.departments
        if department.id not in old
    }
    gone = (department for department in change.base.departments if department.id not in kept)
    return {
        department.id: new[fold_name(department.name)]
        for department in gone
        if fold_name(department.name) in new
    }
