"""The content of tables as plain data, before it is assembled into a plan."""

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from stc.findings import Location
from stc.imports.lines import Line
from stc.plan.aliases import fold_name
from stc.plan.field import specs_of

NUMBERED: Final = re.compile(r"\{([nN])\}")
NO_TEXT: Final = "(no text)"
Data = dict[str, Any]


class StepDraft(NamedTuple):
    """A step of the tables.

    Attributes:
        data: Its fields as plain data, without the id if it is generated.
        made: The pattern of a generated id; empty if the tables have the id.
        line: The row it is made from.
        columns: The columns of the fields, the same for all steps.
        section: The key of its section.
        goal: The key of its goal; empty for none.
    """

    data: Data
    made: str
    line: Line
    columns: Mapping[str, str]
    section: str
    goal: str

    def locate(self, key: str = "") -> Location:
        """Return the place of the cell of a field, or of the row if the field has no cell."""
        return self.line.locate(self.columns.get(key))


class Draft:
    """The content of the tables, before it is assembled into a plan.

    Attributes:
        steps: The steps in the order of the rows.
        sections: The fields of the sections by their keys; the id may be missing.
        goals: The fields of the goals by the keys of section and goal.
        departments: The departments that the head lacks, by their folded names.
    """

    def __init__(self, departments: dict[str, Data]) -> None:
        self.steps: list[StepDraft] = []
        self.sections: dict[str, Data] = {}
        self.goals: dict[tuple[str, str], Data] = {}
        self.departments = departments


class Groups:
    """The sections, or the goals of one section, and their keys by id and title."""

    def __init__(self) -> None:
        self._by_id: dict[str, str] = {}
        self._by_title: dict[str, str] = {}

    def find(self, data: Data) -> str:
        """Return the key of the group of an id and a title.

        Groups of one title and several ids are several groups. An id that another title had before
        goes to the group of its title, or else is the group of that id under another title.
        """
        title, id_ = fold_name(data["title"]), data.get("id", "").casefold()
        known, same_title = self._by_id.get(id_), self._by_title.get(title)
        by_title = not id_ or (known and same_title)
        key = (same_title or title) if by_title else (known or f"{id_} {title}")
        if id_:
            self._by_id.setdefault(id_, key)
        self._by_title.setdefault(title, key)
        return key


def in_order(block: Any, data: Data) -> Data:
    """Return the data of a block, and of the blocks in it, in the order of the file."""
    found: Data = {}
    for key, spec in specs_of(block).items():
        if key in data:
            value = data[key]
            if spec.block and spec.many:
                value = [in_order(spec.block, block) for block in value]
            elif spec.block and isinstance(value, dict):
                value = in_order(spec.block, value)
            found[key] = value
    return found | {key: value for key, value in data.items() if key not in found}
