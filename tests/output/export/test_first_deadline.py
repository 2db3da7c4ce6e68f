"""The first deadline that git or the file knows, wherever it leaves."""

import json
from typing import Any

from stc.output.formats.datapackage.step_tables import STEP_TABLE
from stc.output.formats.xlsx.steps import COLUMNS
from stc.views.schema import write_schema
from stc.views.sentences import MOST_NAMES, name_some

SAID = "first one that git or the plan's file knows"


def find_shapes(value: Any, name: str) -> list[dict[str, Any]]:
    """Return what a schema says of the fields of this name."""
    if isinstance(value, list):
        return [one for part in value for one in find_shapes(part, name)]
    if not isinstance(value, dict):
        return []
    here = [value[name]] if isinstance(value.get(name), dict) else []
    return here + [one for part in value.values() for one in find_shapes(part, name)]


def test_the_columns_and_the_schema_say_whose_it_is() -> None:
    (packaged,) = (one for one in STEP_TABLE.columns if one.name == "first_deadline")
    assert "that git or the plan's file knows" in packaged.description
    (column,) = (one for one in COLUMNS if one.title == "Original deadline")
    assert SAID in column.meaning
    shapes = find_shapes(json.loads(write_schema("output")), "first_deadline")
    assert shapes
    assert all("that git or the file knows" in one["description"] for one in shapes)
    recorded = find_shapes(json.loads(write_schema("output")), "recorded_first_deadline")
    assert recorded
    assert all("as the file records it" in one["description"] for one in recorded)


def test_of_many_the_first_are_named_and_the_rest_counted() -> None:
    ids = [f"COM-{number:02}" for number in range(MOST_NAMES + 2)]
    assert name_some(ids[:3]) == "COM-00, COM-01, COM-02"
    assert name_some(ids).endswith(f"COM-{MOST_NAMES - 1} and 2 more")
