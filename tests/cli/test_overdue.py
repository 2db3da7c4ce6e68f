"""`stc overdue`: what of ours is overdue?"""

import csv
import io
import json
from collections import Counter
from typing import Any

import pytest

OPEN = ("Not started", "Planning", "In progress")


def late(steps: Any, day: str = "2025-01-24") -> list[Any]:
    found = [s for s in steps if s["status"] in OPEN and s["deadline"] and s["deadline"] < day]
    return sorted(found, key=lambda step: step["deadline"])


def ids(answer: Any) -> list[str]:
    assert (answer.code, answer.err) == (0, "")
    return answer.out.split()


@pytest.mark.parametrize(
    ("day", "all_of_them", "of_911", "review_due"),
    [("2025-01-24", 26, 7, 1), ("2026-11-22", 75, 12, 4)],
)
def test_the_numbers_of_the_published_plan(
    stc: Any, day: str, all_of_them: int, of_911: int, review_due: int
) -> None:
    answer = json.loads(stc("overdue", "--as-of", day, "-f", "json").out)
    assert len(answer["steps"]) == all_of_them
    assert sum("911" in step["departments"] for step in answer["steps"]) == of_911
    assert len(ids(stc("overdue", "-d", "911", "--as-of", day, "-f", "ids"))) == of_911
    assert len(ids(stc("overdue", "--ongoing", "--as-of", day, "-f", "ids"))) == review_due


def test_worst_first_with_the_days(stc: Any, steps: Any) -> None:
    answer = stc("overdue")
    lines = [line.split() for line in answer.out.splitlines() if line[8:10] == "20"]
    assert [line[0] for line in lines] == [step["id"] for step in late(steps)]
    assert ["COM-03", "2024-12-31", "24", "Planning"] in [line[:4] for line in lines]


def test_the_totals_name_what_is_left_out(stc: Any) -> None:
    lines = stc("overdue").out.splitlines()
    assert lines[1].startswith("As of 2025-01-24. Plan data/plan.yaml")
    assert " ".join(lines).endswith(
        "26 of 105 open steps are overdue. 1 ongoing step is due for review"
        " (stc overdue --ongoing). 2 open steps are undated (stc list --undated)."
    )


@pytest.mark.parametrize("name", ["911", "MECC", "mecc"])
def test_a_department_by_any_of_its_names(stc: Any, steps: Any, name: str) -> None:
    wanted = [step["id"] for step in late(steps) if "911" in step["departments"]]
    assert ids(stc("overdue", "--dept", name, "-f", "ids")) == wanted


@pytest.mark.parametrize(
    "name", ["design and implementation", "DIT", "Design and Implementation Team"]
)
def test_a_department_by_a_name_with_spaces(stc: Any, steps: Any, name: str) -> None:
    wanted = [step["id"] for step in late(steps) if "design-implementation" in step["departments"]]
    assert ids(stc("overdue", "-d", name, "-f", "ids")) == wanted


def test_repeated_means_or_and_different_means_and(stc: Any, steps: Any) -> None:
    both = {step["id"] for step in late(steps) if {"911", "it"} & {*step["departments"]}}
    assert {*ids(stc("overdue", "-d", "911", "-d", "it", "-f", "ids"))} == both
    narrow = {s["id"] for s in late(steps) if s["id"] in both and s["section"] == "COM"}
    assert narrow < both
    assert {*ids(stc("overdue", "-d", "911", "-d", "it", "-s", "COM", "-f", "ids"))} == narrow


@pytest.mark.parametrize(("by", "field"), [("section", "section"), ("goal", "goal")])
def test_counts_by_a_group(stc: Any, steps: Any, by: str, field: str) -> None:
    groups = json.loads(stc("overdue", "--by", by, "-f", "json").out)["groups"]
    counted = Counter(step[field] for step in late(steps))
    key = "title" if by == "goal" else "id"
    assert {group[key]: group["counted"] for group in groups} == counted
    assert [group["counted"] for group in groups] == sorted(counted.values(), reverse=True)


def test_counts_by_department(stc: Any, steps: Any) -> None:
    answer = stc("overdue", "--by", "dept")
    groups = json.loads(stc("overdue", "--by", "dept", "-f", "json").out)["groups"]
    counted = Counter(one for step in late(steps) for one in step["departments"])
    assert {group["id"]: group["counted"] for group in groups} == counted
    rows = [" ".join(line.split()) for line in answer.out.splitlines()]
    assert "Design and Implementation Team (design-implementation) 20 20/77 (26%)" in rows
    assert "A step with several departments counts once in each of them." in answer.out


def test_counts_say_that_they_are_narrowed(stc: Any) -> None:
    """311 has more than two open steps; only those it shares with 911 are counted here."""
    out = stc("overdue", "-d", "911", "--by", "dept").out
    assert "Only steps that match the filter are counted." in out
    assert "match the filter" not in stc("overdue", "--by", "dept").out


def test_ongoing_lists_what_is_due_for_review(stc: Any, steps: Any) -> None:
    answer = stc("overdue", "--ongoing")
    assert "Ongoing, past their date" in answer.out
    (found,) = [s for s in steps if s["status"] == "Ongoing" and "" < s["deadline"] < "2025-01-24"]
    assert found["id"] in answer.out
    assert "26 of 105 open steps are overdue" in answer.out


def test_due_today_is_not_overdue(stc: Any) -> None:
    assert "COM-03" not in stc("overdue", "--as-of", "2024-12-31", "-f", "ids").out
    assert "COM-03" in stc("overdue", "--as-of", "2025-01-01", "-f", "ids").out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--exit-code",), 1),
        (("--exit-code", "-f", "json"), 1),
        (("--exit-code", "--as-of", "2020-01-01"), 0),
        (("--exit-code", "--ongoing"), 1),
        (("--exit-code", "--ongoing", "--as-of", "2020-01-01"), 0),
        (("--exit-code", "--by", "dept"), 1),
        ((), 0),
    ],
)
def test_exit_code(stc: Any, arguments: tuple[str, ...], code: int) -> None:
    assert stc("overdue", *arguments).code == code


def test_none_overdue_is_a_sentence(stc: Any) -> None:
    answer = stc("overdue", "--as-of", "2020-01-01")
    assert answer.code == 0
    assert "0 of 105 open steps are overdue. 0 ongoing steps are due for review." in answer.out
    assert "2 open steps are undated" in answer.out
    assert "Deadline" not in answer.out


def test_formats_hold_the_same_steps(stc: Any, steps: Any) -> None:
    wanted = [step["id"] for step in late(steps) if "911" in step["departments"]]
    ask = ("overdue", "-d", "911", "--format")
    rows = list(csv.DictReader(io.StringIO(stc(*ask, "csv").out, newline="")))
    assert [row["id"] for row in rows] == wanted
    assert {row["as_of"] for row in rows} == {"2025-01-24"}
    lines = stc(*ask, "tsv").out.splitlines()
    assert [line.split("\t")[0] for line in lines[1:]] == wanted
    assert [step["id"] for step in json.loads(stc(*ask, "json").out)["steps"]] == wanted
    marked = stc(*ask, "md").out.splitlines()
    assert [line.split(" | ")[0][2:] for line in marked if line.startswith("| ")][2:] == wanted


def test_json_says_what_was_asked(stc: Any) -> None:
    answer = json.loads(stc("overdue", "-d", "MECC", "--section", "com", "-f", "json").out)
    assert answer["schema"] == "stc/steps/2"
    assert answer["as_of"] == "2025-01-24"
    assert answer["filter"] == {"dept": ["911"], "section": ["COM"]}
    assert answer["plan"]["path"] == "data/plan.yaml"
    assert answer["plan"]["revision"] is None
