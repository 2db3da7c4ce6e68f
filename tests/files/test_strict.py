"""Pydantic is asked part by part, and has the same against the parts as against the whole."""

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from stc.files import strict as shape
from stc.findings import count_findings
from stc.plan.model import Plan
from stc.plan.timeline import Timeline
from stc.yaml.reader import read_document
from stc.yaml.values import to_data
from tests.files.data import put, walk
from tests.plans import TIMELINE, WIDE

MANY = 3_000
ODD: tuple[Any, ...] = (
    None, "", [], {}, ["", "x", []], [[], {}, "", "x"], [{}] * 5, dict.fromkeys("abcde"),
)  # fmt: skip
CROWDS = {
    "unknown fields": "".join(f"a{n}: 1\n" for n in range(MANY)),
    "unknown fields of a block": f"source: {{{', '.join(f'a{n}: 1' for n in range(MANY))}}}\n",
    "empty blocks": f"sections: [{'{}, ' * MANY}]\n",
    "texts in place of blocks": f"departments: [{'a, ' * MANY}]\n",
    "blocks within a block": f"source: {{damage: [{'{}, ' * MANY}]}}\n",
    "blocks within blocks": f"sections: [{{goals: [{{steps: [{'{}, ' * MANY}]}}]}}]\n",
    "values of a list": f"departments: [{{aliases: [{'[], ' * MANY}]}}]\n",
    "lists of values": f"sections: [{{goals: [{{steps: [{'{items: [[], []]}, ' * MANY}]}}]}}]\n",
}

Told = list[tuple[Any, ...]]


def read(text: str) -> Any:
    return to_data(read_document(text.encode(), "plan.yaml").root)


def ask_in_parts(block: Any, data: Any) -> Told:
    parts = shape._list_parts(block, data)
    details = [one for _, details in parts for one in details]
    return sorted((*map(str, one["loc"]), one["type"], one["msg"]) for one in details)


def ask_at_once(block: Any, data: Any) -> Told:
    try:
        shape.model_of(block).model_validate(data)
    except ValidationError as error:
        return sorted((*map(str, one["loc"]), one["type"], one["msg"]) for one in error.errors())
    return []


@pytest.mark.parametrize("at_once", [1, 2, 3])
@pytest.mark.parametrize(("block", "text"), [(Plan, WIDE), (Timeline, TIMELINE)])
def test_wherever_something_else_stands_the_same_is_wrong_with_the_parts(
    monkeypatch: pytest.MonkeyPatch, block: Any, text: str, at_once: int
) -> None:
    monkeypatch.setattr(shape, "AT_ONCE", at_once)
    data = read(text)
    for loc in walk(data):
        for value in ODD:
            changed = put(data, loc, value)
            assert ask_in_parts(block, changed) == ask_at_once(block, changed), (loc, value)


@pytest.mark.parametrize("text", CROWDS.values(), ids=CROWDS)
def test_a_crowd_is_asked_about_in_small_parts_and_counted_exactly(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    ask: Callable[..., list[Any]] = shape._ask
    sizes = []

    def weigh(model: Any, data: Any) -> list[Any]:
        details = ask(model, data)
        sizes.append(len(details))
        return details

    document = read_document(text.encode(), "plan.yaml")
    data = to_data(document.root)
    monkeypatch.setattr(shape, "_ask", weigh)
    findings = shape.check_shape(Plan, document, data)
    assert max(sizes) <= 200
    assert count_findings(findings) == len(ask_at_once(Plan, data)) > MANY


def test_no_more_findings_are_made_than_can_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    find = shape._find
    monkeypatch.setattr(shape, "_find", lambda *given: made.append(given) or find(*given))
    document = read_document(CROWDS["empty blocks"].replace("{}, ", "{}, " * 5).encode(), "p")
    findings = shape.check_shape(Plan, document, to_data(document.root))
    assert count_findings(findings) > 14 * MANY
    assert len(made) < MANY
