"""`docs/plan-file.md` is what the declaration says, and shows a value of every field."""

import pytest

from stc.plan.field import specs_of
from stc.plan.model import Plan
from stc.plan.timeline import Timeline
from stc.plan.updates import Voice
from tests.house.plan_file import COMMAND, PATH, find_example, list_blocks, write_reference
from tests.plans import TIMELINE, VOICE, WIDE


def test_the_reference_is_made_from_the_declaration() -> None:
    assert PATH.read_text("utf-8") == write_reference(), f"renew it: {COMMAND}"


@pytest.mark.parametrize(("root", "text"), [(Plan, WIDE), (Timeline, TIMELINE), (Voice, VOICE)])
def test_every_field_has_an_example(root: object, text: str) -> None:
    for block in list_blocks(root, text):
        for key, spec in specs_of(block.type).items():
            where = f"{block.path} {key}: has no value in tests/plans.py and no example"
            assert find_example(block, spec, text), where
