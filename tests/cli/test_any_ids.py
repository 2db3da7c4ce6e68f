"""A plan with ids of any published form: found, sorted, linked and mended as they are spelled."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

HEAD = """\
schema_version: 1
title: A plan
phase: One
timezone: UTC

departments:
  - id: works
    name: Works

sections:
"""
IDS = (
    "P1.F1.A1",
    "M1C1-00-ITA-2",
    "CVE-2021-44228",
    "54",
    "1.01.A12.18",
    "a_b",
    "1e5",
    "2026-01-01",
)


def write_plan(*sections: tuple[str, dict[str, tuple[str, ...]]]) -> str:
    """Return a plan of sections with goals, by their ids, and ids of steps."""
    lines = []
    for section, goals in sections:
        lines.append(f'  - id: "{section}"\n    title: Part {section}\n    goals:\n')
        for goal, steps in goals.items():
            lines.append(f'      - id: "{goal}"\n        title: Aim {goal}\n        steps:\n')
            lines += [
                f'          - id: "{step}"\n            status: Planning\n'
                f"            action: Do {step}.\n            departments: [works]\n"
                "            deadline: 2026-12-31\n"
                for step in steps
            ]
    return HEAD + "".join(lines)


@pytest.fixture
def city(plan: Path) -> Path:
    plan.with_name("timeline.yaml").unlink()
    plan.write_text(write_plan(("1", {"1.2": IDS}), ("1.2", {"G-1": ("1.2.10", "1.2.9")})))
    return plan


def test_a_published_id_is_typed_in_any_case(stc: Any, city: Path) -> None:
    assert stc("validate").code == 0
    for one in IDS:
        for typed in (one, one.lower(), one.upper(), f" {one} "):
            assert json.loads(stc("show", typed, "-f", "json").out)["steps"][0]["id"] == one
    assert stc("set-status", "p1.f1.a1", "in-progress").code == 0
    assert stc("list", "--status", "in-progress", "-f", "ids").out == "P1.F1.A1\n"


def test_ids_are_sorted_as_people_sort_them(stc: Any, city: Path) -> None:
    ids = stc("list", "--sort", "id", "-f", "ids").out.split()
    assert ids[:4] == ["1.01.A12.18", "1.2.9", "1.2.10", "1e5"]
    assert ids[4:] == ["54", "2026-01-01", "a_b", "CVE-2021-44228", "M1C1-00-ITA-2", "P1.F1.A1"]
    assert stc("list", "-f", "ids").out.split() == [*IDS, "1.2.10", "1.2.9"]


def test_a_section_and_a_goal_are_meant_by_their_ids(stc: Any, city: Path) -> None:
    city.write_text(city.read_text().replace("title: Aim G-1", 'title: "1.2"'))
    assert stc("list", "--section", "1.2", "-f", "ids").out.split() == ["1.2.10", "1.2.9"]
    assert stc("list", "--goal", "1.2", "-f", "ids").out.split() == [*IDS]
    assert stc("list", "--goal", "g-1", "-f", "ids").out.split() == ["1.2.10", "1.2.9"]
    answer = stc("list", "--goal", "G-2")
    assert (answer.code, "Unknown goal" in answer.err) == (2, True)
    assert re.search(r"Goal +1\.2 Aim 1\.2\n", stc("show", "54").out)
    (row,) = csv.DictReader(io.StringIO(stc("show", "54", "-f", "csv").out))
    assert row["goal_id"] == "1.2"


@pytest.mark.parametrize(
    "spelled", ["1", "1.10", "1e5", "0x1F", "2026-01-01", "yes", "no", "12_000", "0o17", "017"]
)
def test_an_id_like_a_number_is_read_as_spelled_and_quoted_by_fmt(
    stc: Any, plan: Path, spelled: str
) -> None:
    text = write_plan(("A", {"A.1": ("54",)}))
    plan.write_text(text.replace('"54"', spelled))
    answer = stc("validate", "--select", "STC112")
    assert f'Put quotes around it: "{spelled}".' in answer.out
    assert stc("list", "-f", "ids").out == f"{spelled}\n"
    assert stc("fmt").code == 0
    assert f'- id: "{spelled}"\n' in plan.read_text()
    assert "STC112" not in stc("validate").out
    (row,) = csv.DictReader(io.StringIO(stc("list", "-f", "csv").out))
    assert row["id"] == spelled


@pytest.mark.parametrize("one", ["con", "NUL", "aux.1", "Com1", "lpt9.x", "a--b", "-a", "a.", "ä"])
def test_an_id_that_cannot_name_a_page_is_refused(stc: Any, plan: Path, one: str) -> None:
    for text in (
        write_plan((one, {"1": ("2",)})),
        write_plan(("1", {one: ("2",)})),
        write_plan(("1", {"2": (one,)})),
    ):
        plan.write_text(text)
        answer = stc("validate", "--select", "STC109")
        assert (answer.code, answer.out.count("error STC109")) == (1, 1), one


def test_a_department_cannot_be_called_as_windows_calls_a_device(stc: Any, plan: Path) -> None:
    text = write_plan(("1", {"2": ("3",)}))
    plan.write_text(text.replace("departments:\n", "departments:\n  - {id: con, name: Con}\n", 1))
    answer = stc("validate", "--select", "STC109")
    assert (answer.code, answer.out.count("error STC109")) == (1, 1)
    assert "Write another one, such as con-office." in answer.out


@pytest.mark.parametrize("one", ["con1", "icon.1", "1.con", "com0", "null", "x" * 32])
def test_an_id_that_only_looks_reserved_is_fine(stc: Any, plan: Path, one: str) -> None:
    plan.write_text(write_plan((one, {one: (one,)})))
    assert stc("list", "-f", "ids").out == f"{one}\n"


@pytest.mark.parametrize("noun", ["section", "goal", "step"])
def test_ids_that_differ_by_case_are_one_id(stc: Any, plan: Path, noun: str) -> None:
    text = write_plan(("s", {"g": ("t",)}), ("S2", {"G2": ("T2",)}))
    other = {"section": "S2", "goal": "G2", "step": "T2"}[noun]
    plan.write_text(text.replace(f'"{other}"', f'"{other[0]}"'))
    answer = stc("validate")
    assert answer.code == 1
    assert f'The {noun} id "{other[0]}" is already used' in answer.out


def test_every_page_has_a_file_of_its_own_on_any_disk(stc: Any, plan: Path) -> None:
    many = tuple(f"1.{n}" for n in range(300))
    plan.write_text(write_plan(("a", {"a": many}), ("a_2", {"b": ("2_2", "x.html", "index")})))
    assert stc("site", "--out", "site").code == 0
    pages = sorted(path.relative_to("site").as_posix() for path in Path("site").rglob("*.html"))
    assert len({page.casefold() for page in pages}) == len(pages)
    assert {"sections/a.html", "sections/a__2.html", "sections/a_2.html"} <= {*pages}
    for page in ("sections/a__2.html", "sections/a_2.html", "steps/x.html.html"):
        links = re.findall(r'href="([^"#:]+\.html)"', (Path("site") / page).read_text())
        assert {urljoin(page, link) for link in links} <= {*pages}
