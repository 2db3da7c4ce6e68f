"""`stc import` onto a plan that `stc init` wrote: rows are read by the head that is there."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_import import rewrite, town
from tests.cli.test_import_again import notes

__all__ = ["town"]

TABLE = """\
Ref,Part,Text,State,Owner,When
W-01,Water,Fix the pipe.,On track,Public Works,2026-12-31
W-02,Water,Paint the tank.,Achieved,works; HEALTH,FY27
W-03,Water,Sweep.,Sleeping,Wörks,
"""
RULES = """\
table: actions.csv
section: {id: =WAT, title: Part}
columns:
  id: Ref
  status: State
  action: Text
  departments: {column: Owner, split: ";"}
  deadline: When
"""
OWN = ("--status", "On track=open", "--status", "Achieved=complete",
       "--department", "works=Public Works", "--department", "Health")  # fmt: skip


@pytest.fixture
def begun(stc: Any, town: Path) -> Path:
    """The plan of `stc init` with words and departments of its own, and a table beside it."""
    options = ("--title", "Our plan", "--publisher", "The town", "--timezone", "Europe/Berlin")
    answer = stc("init", ".", *options, *OWN)
    assert answer.code == 0, answer.err
    (town / "actions.csv").write_text(TABLE, "utf-8")
    (town / "import.yaml").write_text(RULES, "utf-8")
    return town / "data" / "plan.yaml"


def add_head(town: Path, head: str) -> None:
    rewrite(town / "import.yaml", "section:", f"plan: {head}\nsection:")


def departments(stc: Any) -> dict[str, list[str]]:
    steps = json.loads(stc("list", "--format", "json").out)["steps"]
    return {step["id"]: step["departments"] for step in steps}


def test_rows_are_read_by_the_head_that_is_there(stc: Any, town: Path, begun: Path) -> None:
    before = begun.read_text("utf-8")
    answer = stc("import", "import.yaml")
    assert answer.code == 0, answer.err
    assert 'New departments: "Wörks" (works-2).' in answer.out
    assert departments(stc) == {
        "W-01": ["works"], "W-02": ["works", "health"], "W-03": ["works-2"],
    }  # fmt: skip
    assert "status: On track\n" in begun.read_text("utf-8")
    assert "status: Achieved\n" in begun.read_text("utf-8")
    written = begun.read_text("utf-8")
    head = before.partition("sections: []")[0]
    added = "    name: Health\n  - id: works-2\n    name: Wörks\n"
    assert written.startswith(head.replace("    name: Health\n", added))

    again = stc("import", "import.yaml")
    assert again.err == "data/plan.yaml already has all of it. Nothing was written.\n"
    assert "New departments" not in again.out
    assert begun.read_text("utf-8") == written
    assert "0 errors" in stc("validate").out
    assert stc("fmt", "--check").code == 0


def test_departments_are_known_by_alias_and_former_id(stc: Any, town: Path, begun: Path) -> None:
    rewrite(
        begun, "name: Public Works\n", "name: Public Works\n    aliases: [DPW]\n    was: [dw]\n"
    )
    rewrite(town / "actions.csv", "Public Works", "dpw")
    rewrite(town / "actions.csv", "Wörks", "dw")
    assert stc("import", "import.yaml").code == 0
    assert departments(stc)["W-01"] == departments(stc)["W-03"] == ["works"]


def test_known_names_are_those_of_the_plan(stc: Any, town: Path, begun: Path) -> None:
    rewrite(town / "import.yaml", '";"', "known")
    rewrite(town / "actions.csv", "works; HEALTH", "Public Works and Health")
    assert stc("import", "import.yaml").code == 0
    assert departments(stc)["W-02"] == ["works", "health"]


def test_the_rules_add_what_the_head_lacks(stc: Any, town: Path, begun: Path) -> None:
    head = """
  language: de
  source: {document: Our plan, publisher: The town, as_of: 2026-01-31, pages: 12}
  vocabulary: {fiscal_year: {begins: 7}}
  phases: [{id: P1, title: One}]
  departments: [{id: pw, name: Public Works, aliases: [Wörks]}, {id: parks, name: Parks}]"""
    add_head(town, head)
    answer = stc("import", "import.yaml", "--format", "json")
    assert answer.code == 0, answer.err
    assert notes(answer)["kept"] == ["departments.works.id of the plan differs and is kept."]
    written = begun.read_text("utf-8")
    for part in (
        "timezone: Europe/Berlin\nlanguage: de\n",
        "  publisher: The town\n  as_of: 2026-01-31\n  pages: 12\n",
        "      kind: complete\n  fiscal_year:\n    begins: 7\n",
        "phases:\n  - id: P1\n    title: One\n",
        "    name: Health\n  - id: parks\n    name: Parks\n",
        "deadline: 2026-07/2027-06\n",
    ):
        assert part in written
    assert departments(stc)["W-03"] == ["works"]
    assert stc("import", "import.yaml").err.endswith("has all of it. Nothing was written.\n")
    assert stc("fmt", "--check").code == 0


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("{title: Another}", '2:15: "Another". title of the plan differs and is kept.'),
        ("{source: {document: Our plan, publisher: A city}}",
         '2:48: "A city". source.publisher of the plan differs and is kept.'),
        ("{departments: [{id: works, name: Roads}]}",
         '2:40: "Roads". departments.works.name of the plan differs and is kept.'),
        ("{departments: [{id: works, name: Health}]}",
         '2:40: "Health". departments.works.name of the plan differs and is kept.'),
        ("{vocabulary: {statuses: [{name: Late, kind: open}, {name: Achieved, kind: complete}]}}",
         '"Late". It is not a status of the plan, whose vocabulary is kept.'),
        ("{vocabulary: {statuses: [{name: On track, kind: complete}, {name: Go, kind: open}]}}",
         '"On track". Its kind in the plan is open and is kept.'),
    ],
)  # fmt: skip
def test_a_contradiction_is_named_and_the_plan_is_right(
    stc: Any, town: Path, begun: Path, head: str, said: str
) -> None:
    rewrite(town / "actions.csv", "Wörks", "Health")
    before = begun.read_text("utf-8").partition("sections: []")[0]
    add_head(town, head)
    answer = stc("import", "import.yaml")
    assert answer.code == 0, answer.err
    assert said in answer.out
    assert begun.read_text("utf-8").startswith(before)
    assert departments(stc)["W-02"] == ["works", "health"]


def test_words_that_the_steps_do_not_have_write_nothing(stc: Any, town: Path, begun: Path) -> None:
    text = begun.read_text("utf-8")
    head, _, rest = text.partition("# The words for a status")
    begun.write_text(
        head + rest[rest.index("# Who does") :].partition("# The sections")[0]
        + "sections:\n  - id: WAT\n    title: Water\n    steps:\n"
        + "      - {id: W-09, status: Planning, action: Wait., departments: [works]}\n",
        "utf-8",
    )  # fmt: skip
    assert stc("validate").code == 0
    before = begun.read_bytes()
    line = before.partition(b"W-09")[0].count(b"\n") + 1
    add_head(town, "{vocabulary: {statuses: [{name: Go, kind: open}, {name: Ok, kind: complete}]}}")
    answer = stc("import", "import.yaml")
    assert answer.code == 3
    assert f'data/plan.yaml:{line}:28: error STC105 Unknown status "Planning".' in answer.err
    assert "The head in the rules (plan:) contradicts the plan" in answer.err
    assert begun.read_bytes() == before


def test_a_new_plan_needs_a_head(stc: Any, town: Path, begun: Path) -> None:
    begun.unlink()
    answer = stc("import", "import.yaml")
    assert answer.code == 3
    assert "import.yaml:1:1: error STC101 The field title is missing." in answer.err
    assert not begun.exists()
