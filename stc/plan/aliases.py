"""Names people type for a department or a section, and which one they mean."""

import re
import unicodedata
from collections.abc import Iterable

from stc.plan.model import Department, Section
from stc.plan.value_types import fold_id

_UNHEARD = "['’ʼ\xad\u200c-\u200f\ufe00-\ufe0f]"


def fold_name(text: str) -> str:
    """Return a name in the form in which names are compared.

    Case, dashes, spaces, apostrophes, soft hyphens, joiners and the like are dropped.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", " ", re.sub(_UNHEARD, "", plain)).strip()


def names_of(department: Department) -> tuple[str, ...]:
    """Return every name of a department: its id, its name, its aliases."""
    return (department.id, department.name, *department.aliases)


def find_department(departments: Iterable[Department], typed: str) -> Department | None:
    """Return the department a person means by an id, a name or an alias."""
    folded = fold_name(typed)
    return next(
        (
            department
            for department in departments
            if folded in map(fold_name, names_of(department))
        ),
        None,
    )


def find_section(sections: Iterable[Section], typed: str) -> Section | None:
    """Return the section a person means by its id or its title; an id comes before a title."""
    sections, same, folded = tuple(sections), fold_id(typed), fold_name(typed)
    named = (
        section
        for section in sections
        if folded in (fold_name(section.id), fold_name(section.title))
    )
    return next((section for section in sections if fold_id(section.id) == same), next(named, None))
