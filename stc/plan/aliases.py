"""Names people type for a department or a section, and which one they mean."""

import re
import unicodedata
from collections.abc import Iterable
from typing import TypeVar

from stc.plan.model import Category, Department, Phase, Section
from stc.plan.value_types import fold_id, is_reserved
from stc.text.slug import make_slug

_LONGEST_ID = 48
_UNHEARD = "['’ʼ\xad\u200c-\u200f\ufe00-\ufe0f]"


Heading = TypeVar("Heading", Section, Phase, Category)


def fold_name(text: str) -> str:
    """Return a name in the form in which names are compared.

    Case, dashes, spaces, apostrophes, soft hyphens, joiners and the like are dropped.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", " ", re.sub(_UNHEARD, "", plain)).strip()


def make_department_id(name: str) -> str:
    """Return an id made from the name of a department; empty if no letter of it can be in an id."""
    made = make_slug(name.casefold())[:_LONGEST_ID].strip("-")
    return f"{made}-office" if is_reserved(made) else made


def names_of(department: Department) -> tuple[str, ...]:
    """Return every name of a department: its id, its name, its aliases and its former ids."""
    return (department.id, department.name, *department.aliases, *department.was)


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


def find_heading(headings: Iterable[Heading], typed: str) -> Heading | None:
    """Return the section, phase or category a person means by its id, or else by its title."""
    headings, same, folded = tuple(headings), fold_id(typed), fold_name(typed)
    named = (
        heading
        for heading in headings
        if folded in (fold_name(heading.id), fold_name(heading.title))
    )
    return next((heading for heading in headings if fold_id(heading.id) == same), next(named, None))
