"""`stc list`: the filters every command shares, the orders, and an answer that is empty."""

import json
from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[[dict[str, Any]], bool]
FILTERS: list[tuple[tuple[str, ...], Judge]] = [
    ((), lambda s: True),
    (("--dept", "Human Resources"), lambda s: "human-resources" in s["departments"]),
    (("-s", "gov"), lambda s: s["section"] == "GOV"),
    (("--section", "911 & Communications"), lambda s: s["section"] == "COM"),
    (("-s", "GOV", "-s", "RST"), lambda s: s["section"] in ("GOV", "RST")),
    (("--goal", "mecc transparency"), lambda s: s["goal"] == "MECC transparency"),
    (("--goal", "practice model"), lambda s: "practice model" in s["goal"]),
    (("--status", "in-progress"), lambda s: s["status"] == "In progress"),
    (("--status", "IN_PROGRESS"), lambda s: s["status"] == "In progress"),
    (
        ("--status", "complete", "--status", "excluded"),
        lambda s: s["status"] in ("Complete", "Excluded"),
    ),
    (("--due-before", "2024-12-31"), lambda s: "" < s["deadline"] < "2024-12-31"),
    (("--due-after", "2024-12-31"), lambda s: s["deadline"] > "2024-12-31"),
    (("--due-before", "Dec 31, 2024"), lambda s: "" < s["deadline"] < "2024-12-31"),
    (("--within", "2025-04-24"), lambda s: "2025-01-24" <= s["deadline"] <= "2025-04-24"),
    (("--needs-review",), lambda s: "needs_review" in s),
    (
        ("-d", "911", "--status", "planning", "--due-before", "2025-01-24"),
        lambda s: (
            "911" in s["departments"]
            and s["status"] == "Planning"
            and "" < s["deadline"] < "2025-01-24"
        ),
    ),
]


@pytest.mark.parametrize(("arguments", "judge"), FILTERS, ids=[" ".join(one) for one, _ in FILTERS])
def test_filters(stc: Any, steps: Any, arguments: tuple[str, ...], judge: Judge) -> None:
    answer = stc("list", *arguments, "--format", "ids")
    assert (answer.code, answer.err) == (0, "")
    wanted = [step["id"] for step in steps if judge(step)]
    assert wanted
    assert answer.out.split() == wanted


def test_undated_lists_as_many_as_the_totals_say(stc: Any) -> None:
    undated = json.loads(stc("list", "-f", "json").out)["totals"]["undated"]
    assert len(stc("list", "--undated", "-f", "ids").out.split()) == undated == 2


def test_search_ignores_case_and_finds_items(stc: Any) -> None:
    assert "COM-03" in stc("list", "--search", "GOVERNING BOARD", "-f", "ids").out.split()
    assert "GOV-02" in stc("list", "--search", "rules of engagement", "-f", "ids").out.split()


@pytest.mark.parametrize("order", ["plan", "deadline", "status"])
def test_orders(stc: Any, steps: Any, order: str) -> None:
    found = stc("list", "--sort", order, "-f", "ids").out.split()
    assert sorted(found) == sorted(step["id"] for step in steps)
    by_id = {step["id"]: step for step in steps}
    if order == "deadline":
        deadlines = [by_id[one]["deadline"] or "9999" for one in found]
        assert deadlines == sorted(deadlines)
    if order == "status":
        statuses = [by_id[one]["status"] for one in found]
        assert statuses[0] == "Not started"
        assert len(list(dict.fromkeys(statuses))) == sum(
            a != b for a, b in zip(statuses, [None, *statuses], strict=False)
        )


def test_no_step_is_a_sentence_and_no_failure(stc: Any) -> None:
    answer = stc("list", "--search", "no such words")
    assert answer.code == 0
    assert answer.out.endswith("No step matches; 0 of 138 steps.\n")
    assert "Filter: search no such words." in answer.out
    assert json.loads(stc("list", "--search", "no such words", "-f", "json").out)["steps"] == []
    assert stc("list", "--search", "no such words", "-f", "ids").out == ""


def test_ids_and_dates_are_never_cut(stc: Any, steps: Any) -> None:
    out = stc("list").out
    for step in steps:
        assert f"\n{step['id']}  {step['deadline'] or '          '}" in out
    assert "138 of 138 steps." in out


def test_standing_is_said_in_words(stc: Any) -> None:
    lines = stc("list", "--section", "COM").out.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("COM-03"))
    assert "Planning, " in lines[at]
    assert "overdue" in lines[at] + lines[at + 1]


def test_json_gives_every_key_of_every_step(stc: Any, steps: Any) -> None:
    found = json.loads(stc("list", "-f", "json").out)["steps"]
    assert len({frozenset(step) for step in found}) == 1
    assert [step["action"] for step in found] == [step["action"] for step in steps]
    assert [step["deadline"] or "" for step in found] == [step["deadline"] for step in steps]
    assert [step["items"] for step in found] == [step.get("items", []) for step in steps]
