"""Names people type for a department or a section, and which one they mean."""

import re
import unicodedata
from collections.abc import Iterable

from stc.plan.model import Department, Section


def fold_name(text: str) -> str:
    """Gives the text without what does not matter in a name: case, dashes, spaces, apostrophes."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", " ", re.sub("['’ʼ]", "", plain)).strip()


def names_of(department: Department) -> tuple[str, ...]:
    """Gives every name of a department: its id, its name, its aliases."""
    return (department.id, department.name, *department.aliases)


def find_department(departments: Iterable[Department], typed: str) -> Department | None:
    """Gives the department a person means by an id, a name or an alias."""
    folded = fold_name(typed)
    return next((one for one in departments if folded in map(fold_name, names_of(one))), None)


def find_section(sections: Iterable[Section], typed: str) -> Section | None:
    """Gives the section a person means by its id or its title."""
    folded = fold_name(typed)
    return next(
        (one for one in sections if folded in (fold_name(one.id), fold_name(one.title))), None
    )
