"""The departments that tables name: those of the plan, of the rules, and new ones."""

from stc.imports.draft import Data
from stc.imports.fields import FieldReader
from stc.imports.read import Rules
from stc.plan.aliases import fold_name, make_department_id, names_of
from stc.plan.model import Plan


class Owners:
    """The departments by all their names.

    Attributes:
        new: The departments that the plan lacks, by their folded names.
    """

    def __init__(self, head: Plan, rules: Rules) -> None:
        self._head, self._rules = head, rules
        self._known = self._declare()
        self._names = frozenset(self._known)
        self.new: dict[str, Data] = {}

    def _declare(self) -> dict[str, str]:
        """Return the names of the departments of the head, folded, with their ids.

        The rules may have more names for them; where the two disagree, the head is right.
        """
        names: dict[str, str] = {}
        for department in self._head.departments:
            names |= dict.fromkeys(map(fold_name, names_of(department)), department.id)
        for department in self._rules.departments:
            folded = [fold_name(name) for name in names_of(department)]
            known = next(names[name] for name in folded if name in names)
            names = dict.fromkeys(folded, known) | names
        return names

    def find(self, name: str, reader: FieldReader) -> str | None:
        """Return the id of a department; generate it if any name is allowed."""
        folded = fold_name(name)
        if folded in self._known:
            return self._known[folded]
        declared = self._rules.departments or reader.rule.known
        named = {fold_name(name) for name in reader.rule.known}
        if (declared and folded not in named) or "@" in name or not folded:
            return None
        made = self._make_id(name)
        self._known[folded] = made
        self.new[folded] = {"id": made, "name": name}
        return made

    def _make_id(self, name: str) -> str:
        slug = make_department_id(name) or "department"
        used = {department["id"] for department in self.new.values()}
        unique, number = slug, 2
        while unique in used or fold_name(unique) in self._names:
            unique, number = f"{slug}-{number}", number + 1
        return unique
