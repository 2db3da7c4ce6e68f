"""`original_deadline` is what the file records, wherever it leaves; so programs need no git."""

import json
from typing import Any

from stc.publish.datapackage.step_tables import STEP_TABLE
from stc.publish.workbook.steps import COLUMNS
from stc.schema.published import write_schema
from stc.views.originals import MOST, find_others, name_others
from tests.plans import AS_OF, SMALL, find_step, load

SAID = "file records it"


def find_shapes(value: Any, name: str) -> list[dict[str, Any]]:
    """Gives what a schema says of the fields of this name."""
    if isinstance(value, list):
        return [one for part in value for one in find_shapes(part, name)]
    if not isinstance(value, dict):
        return []
    here = [value[name]] if isinstance(value.get(name), dict) else []
    return here + [one for part in value.values() for one in find_shapes(part, name)]


def test_the_columns_and_the_schema_say_so() -> None:
    (packaged,) = (one for one in STEP_TABLE.columns if one.name == "original_deadline")
    assert SAID in packaged.description
    (column,) = (one for one in COLUMNS if one.title == "Original deadline")
    assert SAID in column.meaning
    shapes = find_shapes(json.loads(write_schema("output")), "original_deadline")
    assert len(shapes) == 2
    assert all(SAID in one["description"] for one in shapes)


def test_the_steps_for_which_git_knows_another_are_named() -> None:
    step = find_step(load(SMALL), "COM-01")
    assert step.original_deadline is not None
    assert find_others([step], {}) == find_others([step], {"COM-01": step.original_deadline}) == ()
    undated = step._replace(deadline=None)
    assert name_others(find_others([undated], {"COM-01": AS_OF}), {"COM-01": AS_OF}) == (
        "COM-01 (2025-01-24 in git, none in the file)"
    )


def test_of_many_the_first_are_named_and_the_rest_counted() -> None:
    step = find_step(load(SMALL), "COM-01")
    steps = tuple(step._replace(id=f"COM-{number:02}") for number in range(MOST + 2))
    named = name_others(steps, {one.id: AS_OF for one in steps})
    assert named.count(" in git") == MOST
    assert named.endswith(", and 2 more")
