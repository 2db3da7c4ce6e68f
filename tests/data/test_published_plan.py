"""The data, read by PyYAML's own parser, so that our code does not vouch for itself.

What the city published is counted on the copy in `tests/published`, which never changes; the
layout is checked on the living files in `data`, whose statuses change with every pull request.
"""

import re
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from yamllint import linter
from yamllint.config import YamlLintConfig

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT / "tests" / "published"
PLAN = ROOT / "data" / "plan.yaml"
TIMELINE = ROOT / "data" / "timeline.yaml"
FILES = pytest.mark.parametrize("path", [PLAN, TIMELINE], ids=lambda path: path.name)

ORDERS = {
    "head": "schema_version title phase began timezone source phases categories glossary"
    " departments sections note entries",
    "source": "document publisher pages url license contact note damage",
    "damage": "page steps note",
    "phases": "id title aims",
    "categories": "id title text",
    "glossary": "term meaning source",
    "departments": "id name aliases",
    "sections": "id title category needs_review goals",
    "goals": "title steps",
    "steps": "id status completed evidence reason note action items lead departments deadline"
    " revisions page needs_review",
    "needs_review": "fields note",
    "entries": "when label state id kind fulfils title items steps source note needs_review",
    "items": "text items",
}
STATUSES = {
    "Not started": 41,
    "Planning": 28,
    "In progress": 36,
    "Ongoing": 9,
    "Complete": 18,
    "Excluded": 5,
    "Unknown": 1,
}
OPEN = ("Not started", "Planning", "In progress")
SENTENCE_END = re.compile(r"[.!?] (?=[A-Z])")
TOP_BLOCK = re.compile(r"\w+:$")
OPENING = re.compile(r"  - (id|when): | {6}- title: | {10}- id: ")


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def list_steps(plan: Any) -> list[dict[str, Any]]:
    goals = [goal for section in plan["sections"] for goal in section["goals"]]
    return [step for goal in goals for step in goal["steps"]]


def find_past(steps: list[dict[str, Any]], statuses: tuple[str, ...], day: str) -> list[Any]:
    return [
        step
        for step in steps
        if step["status"] in statuses and "deadline" in step and step["deadline"] < day
    ]


def walk(name: str, value: Any) -> list[tuple[str, Any]]:
    """Return every mapping in a value with the name of the field it stands in."""
    if isinstance(value, dict):
        inner = [found for key, child in value.items() for found in walk(key, child)]
        return [(name, value), *inner]
    if isinstance(value, list):
        return [found for child in value for found in walk(name, child)]
    return []


def fold(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name).strip().casefold()


@pytest.fixture(scope="module")
def plan() -> Any:
    return read(PUBLISHED / "plan.yaml")


@pytest.fixture(scope="module")
def steps(plan: Any) -> list[dict[str, Any]]:
    return list_steps(plan)


@pytest.fixture(scope="module")
def entries() -> Any:
    return read(PUBLISHED / "timeline.yaml")["entries"]


def test_size_of_the_plan(plan: Any, steps: list[dict[str, Any]]) -> None:
    goals = [goal for section in plan["sections"] for goal in section["goals"]]
    assert (len(steps), len(goals), len(plan["sections"])) == (138, 54, 7)
    assert len(plan["departments"]) == 24


def test_statuses(steps: list[dict[str, Any]]) -> None:
    assert Counter(step["status"] for step in steps) == STATUSES


def test_steps_without_a_deadline(steps: list[dict[str, Any]]) -> None:
    assert sum("deadline" not in step for step in steps) == 16


@pytest.mark.parametrize(
    ("day", "overdue", "of_911", "review_due"),
    [("2025-01-24", 26, 7, 1), ("2026-11-22", 75, 12, 4)],
)
def test_overdue(
    steps: list[dict[str, Any]], day: str, overdue: int, of_911: int, review_due: int
) -> None:
    late = find_past(steps, OPEN, day)
    assert len(late) == overdue
    assert sum("911" in step["departments"] for step in late) == of_911
    assert len(find_past(steps, ("Ongoing",), day)) == review_due


def test_ids_count_up_within_their_section(plan: Any, steps: list[dict[str, Any]]) -> None:
    wanted = [
        f"{section['id']}-{number:02}"
        for section in plan["sections"]
        for number in range(1, 1 + sum(len(goal["steps"]) for goal in section["goals"]))
    ]
    assert [step["id"] for step in steps] == wanted
    assert [section["id"] for section in plan["sections"]] == (
        ["GOV", "POL", "HCC", "PRE", "RSP", "COM", "RST"]
    )


def test_steps_name_known_departments_once(plan: Any, steps: list[dict[str, Any]]) -> None:
    named = [step["departments"] for step in steps if "departments" in step]
    assert {one for ids in named for one in ids} == {one["id"] for one in plan["departments"]}
    assert all(len(set(ids)) == len(ids) > 0 for ids in named)


def test_departments_stand_by_name_and_share_no_spelling(plan: Any) -> None:
    departments = plan["departments"]
    names = [department["name"] for department in departments]
    assert names == sorted(names, key=str.casefold)
    spellings = [
        spelling
        for department in departments
        for spelling in {
            fold(text)
            for text in (department["id"], department["name"], *department.get("aliases", []))
        }
    ]
    assert [text for text, count in Counter(spellings).items() if count > 1] == []


def test_deadlines_are_real_days_and_pages_exist(plan: Any, steps: list[dict[str, Any]]) -> None:
    for step in steps:
        if "deadline" in step:
            assert date.fromisoformat(step["deadline"]).isoformat() == step["deadline"]
    pages = [int(step["page"]) for step in steps]
    assert pages == sorted(pages)
    assert set(pages) == set(range(1, 1 + int(plan["source"]["pages"])))


def test_what_needs_review(plan: Any, steps: list[dict[str, Any]]) -> None:
    reviews = {step["id"]: step["needs_review"] for step in steps if "needs_review" in step}
    assert len(reviews) == 20
    assert reviews["GOV-08"]["fields"] == ["status", "deadline"]
    assert [step["id"] for step in steps if step["status"] == "Unknown"] == ["GOV-08"]
    ours = {section["id"]: section.get("needs_review") for section in plan["sections"]}
    assert {key for key, value in ours.items() if value} == {"POL", "HCC"}
    assert all(value["fields"] == ["title"] for value in ours.values() if value)


def test_categories_of_the_sections(plan: Any) -> None:
    categories = {section["id"]: section.get("category") for section in plan["sections"]}
    assert {key: value for key, value in categories.items() if value} == {
        "PRE": "prevention",
        "RSP": "response",
        "COM": "response",
        "RST": "restoration",
    }
    assert [category["id"] for category in plan["categories"]] == (
        ["prevention", "response", "restoration"]
    )


def test_damage_names_steps_of_the_plan_in_order(plan: Any, steps: list[dict[str, Any]]) -> None:
    places = {step["id"]: place for place, step in enumerate(steps)}
    pages = {step["id"]: int(step["page"]) for step in steps}
    damage = plan["source"]["damage"]
    firsts = [(int(entry["page"]), places[entry["steps"][0]]) for entry in damage]
    assert [page for page, _ in firsts] == sorted(page for page, _ in firsts)
    for entry in damage:
        assert all(abs(pages[step] - int(entry["page"])) <= 1 for step in entry["steps"])


def test_timeline(entries: Any) -> None:
    assert Counter(entry["state"] for entry in entries) == {"happened": 9, "planned": 5}
    assert [entry["when"] for entry in entries[-6:]] == (
        ["2024-08", "2024-22", "2024-23", "2024-24", "2025-21", "2025-01-24"]
    )
    assert [entry["label"] for entry in entries if "needs_review" in entry] == ["Fall 2024"]
    assert [entry["label"] for entry in entries if "source" in entry] == ["January 24, 2025"]


@FILES
def test_fields_stand_in_their_order(path: Path) -> None:
    for name, mapping in walk("head", read(path)):
        assert list(mapping) == [key for key in ORDERS[name].split() if key in mapping], mapping


@FILES
def test_yamllint_finds_nothing(path: Path) -> None:
    config = YamlLintConfig(file=str(ROOT / ".yamllint.yaml"))
    assert list(linter.run(path.read_text(encoding="utf-8"), config, str(path))) == []


def list_folded(lines: list[str]) -> list[list[str]]:
    """Return the lines of every folded text, as they stand under its `>-`."""
    texts = []
    for at, line in enumerate(lines, start=1):
        if line.endswith(" >-"):
            margin = " " * (len(line) - len(line.lstrip()) + 2)
            end = next(
                (n for n in range(at, len(lines)) if lines[n][: len(margin)] != margin), None
            )
            texts.append([text.removeprefix(margin) for text in lines[at:end]])
    return texts


@FILES
def test_a_sentence_stands_on_one_line(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if SENTENCE_END.search(line)] == []
    for text in list_folded(lines):
        assert all(line == line.strip() for line in text)
        assert all(line[-1] in ".!?" for line in text[:-1]), text
        assert all(line[0].isupper() for line in text[1:]), text


def test_every_action_is_folded() -> None:
    lines = (PUBLISHED / "plan.yaml").read_text(encoding="utf-8").splitlines()
    actions = [line for line in lines if line.startswith(" " * 12 + "action:")]
    assert set(actions) == {" " * 12 + "action: >-"}
    assert len(actions) == 138


@FILES
def test_blank_lines_part_what_people_edit_apart(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    body = next(at for at, line in enumerate(lines) if line in ("sections:", "entries:"))
    for at, (before, line) in enumerate(pairwise(lines), start=1):
        first = before in ("sections:", "entries:") or before.endswith((" goals:", " steps:"))
        wanted = TOP_BLOCK.match(line) or (at > body and OPENING.match(line) and not first)
        assert (before == "") == bool(wanted), (at + 1, line)


@FILES
def test_plain_scalars_mean_the_same_to_every_reader(path: Path) -> None:
    numbers = {"schema_version", "pages", "page"}
    days = {"completed", "deadline", "from", "to", "on", "when"}
    root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    for key, node in scalars("", root):
        kind = "int" if key in numbers else "str"
        if key in days and re.fullmatch(r"\d{4}-\d\d-\d\d", node.value):
            kind = "timestamp"
        assert node.tag == f"tag:yaml.org,2002:{kind}", node.start_mark


def scalars(key: str, node: Any) -> list[tuple[str, yaml.ScalarNode]]:
    if isinstance(node, yaml.ScalarNode):
        return [(key, node)]
    if isinstance(node, yaml.SequenceNode):
        return [found for child in node.value for found in scalars(key, child)]
    return [found for name, child in node.value for found in scalars(name.value, child)]
