"""What is declared in one row is found everywhere: a made-up field, status, filter and column.

The rows are added to a copy of the program, each where a person would add it; the field is the one
of CONTRIBUTING.md, added as that says. A list of fields, statuses, filters or columns that somebody
writes by hand anew does not hold them, and fails here.
"""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import stc
from tests.children import LONGEST
from tests.in_process import Answer, open_program, run_here
from tests.plans import SMALL, change

PACKAGE = Path(stc.__file__).parent
ROOT = PACKAGE.parent
ADVICE = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## A field, step by step")[2]
DECLARATION, SAMPLE, ENTRY, RENEWAL = (
    block.strip() for block in re.findall("```[a-z]+\n(.*?)```", ADVICE, re.DOTALL)
)
ROWS = {
    "plan/vocabulary.py": (
        "            UNKNOWN,\n        )",
        "            UNKNOWN,\n"
        '            Status("Paused", StatusKind.OPEN, "The work is paused.", unranked="none",'
        ' words=("resting",)),\n'
        "        )",
    ),
    "plan/filters.py": (
        "FILTERS: Final = (\n",
        'FILTERS: Final = (\n    FilterRow("--begins", "Texts that begin so.",'
        " lambda step, typed, _: step.action.startswith(typed),"
        ' lambda typed, _, __: typed, metavar="TEXT"),\n',
    ),
    "views/columns.py": (
        "COMPUTED: Final[tuple[StepColumn, ...]] = (\n",
        "COMPUTED: Final[tuple[StepColumn, ...]] = (\n"
        '    StepColumn("letters", "How long the text is.", COUNT,'
        " lambda step, _: len(step.action)),\n",
    ),
}
PLAN = change(SMALL, "status: Planning", "status: Paused")
PRICED = change(PLAN, "deadline: 2024-12-31\n", f"deadline: 2024-12-31\n            {SAMPLE}\n")
COST = SAMPLE.removeprefix("cost: ")
DAY = "2025-01-24"
Ask = Callable[..., str]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a copy of the project that has the rows."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(PACKAGE, folder / "stc", ignore=shutil.ignore_patterns("__pycache__"))
    for name, (old, new) in ROWS.items():
        path = folder / "stc" / name
        text = path.read_text("utf-8")
        assert text.count(old) == 1, name
        path.write_text(text.replace(old, new), "utf-8")
    for name in ("plans.py", "house/plan_file.py"):
        (folder / "tests" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "tests" / name, folder / "tests" / name)
    add_line(folder / "stc/plan/model.py", "    page: .*\n    needs_review", DECLARATION)
    add_line(folder / "tests/plans.py", "            page: 7\n", SAMPLE)
    (folder / "docs").mkdir()
    renew(folder)
    return folder


def add_line(path: Path, below: str, line: str) -> None:
    """Put a line above the one that is there, with its indentation."""
    text = path.read_text("utf-8")
    (found,) = re.finditer(below, text)
    indent = " " * (len(found[0]) - len(found[0].lstrip()))
    path.write_text(f"{text[: found.start()]}{indent}{line}\n{text[found.start() :]}", "utf-8")


def renew(folder: Path) -> None:
    """Run the commands of CONTRIBUTING.md, but the one that asks for every answer there is."""
    *commands, corpus = RENEWAL.split("\n")
    assert corpus.strip() == "python -m tests.golden.make"
    with open_program(folder) as copy:
        for command in commands:
            program, *words = command.split()
            if program == "stc":
                target = folder / words.pop()
                assert words.pop() == ">"
                target.write_text(run(copy, folder, *words), "utf-8")
            else:
                env = {**os.environ, "PYTHONPATH": str(folder)}
                subprocess.run(
                    [sys.executable, *words], cwd=folder, env=env, check=True, timeout=LONGEST
                )


@pytest.fixture(scope="module")
def program(project: Path) -> Iterator[Callable[..., Answer]]:
    """The copy, in one process for all command lines."""
    with open_program(project) as copy:
        yield copy


def run(
    program: Callable[..., Answer], folder: Path, *words: str, code: int = 0, **variables: str
) -> str:
    """Return what the changed program prints; its exit code is the one expected."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "STC_AS_OF": DAY, **variables}
    done = program(words, folder, environment)
    assert done.code == code, (words, done.out, done.err)
    return done.out.decode("utf-8")


@pytest.fixture
def ask(program: Callable[..., Answer], tmp_path: Path) -> Ask:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "plan.yaml").write_text(PLAN, "utf-8")

    def ask_program(*words: str, **options: Any) -> str:
        return run(program, tmp_path, *words, **options)

    return ask_program


@pytest.fixture
def priced(ask: Ask, tmp_path: Path) -> Ask:
    (tmp_path / "data" / "plan.yaml").write_text(PRICED, "utf-8")
    return ask


def complete(ask: Ask, line: str) -> list[str]:
    number = str(len(line.split(" ")) - 1)
    return ask(_STC_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=number).split()


def test_the_copy_is_what_runs(ask: Ask, tmp_path: Path) -> None:
    assert "0 errors" in ask("validate")
    assert "STC105" in run(run_here, tmp_path, "validate", code=1)


def test_a_status_is_checked_and_suggested(ask: Ask, tmp_path: Path) -> None:
    assert "0 errors" in ask("validate")
    path = tmp_path / "data" / "plan.yaml"
    path.write_text(change(PLAN, "status: Paused", "status: resting"), "utf-8")
    said = ask("validate", code=1)
    assert ":20:21" in said
    assert "STC105" in said
    assert "Paused" in said


def test_a_status_is_a_choice_of_the_schema_and_of_tab(ask: Ask) -> None:
    assert '"Paused"' in ask("schema", "plan")
    assert '"paused"' in ask("schema", "output")
    assert complete(ask, "stc list --status pa") == ["paused"]
    assert complete(ask, "stc set-status COM-02 pa") == ["paused"]


@pytest.mark.parametrize("name", ["table", "md", "json", "csv", "tsv"])
def test_a_status_is_in_every_list_and_count(ask: Ask, name: str) -> None:
    assert "Paused" in ask("list", "--status", "paused", "-f", name)
    assert "paused" in ask("summary", "-f", name).lower()
    assert "Paused" in ask("show", "COM-01", "-f", name)


def test_a_status_is_open_as_its_kind_says(ask: Ask) -> None:
    assert json.loads(ask("list", "-f", "json"))["totals"]["paused"] == 1
    assert "COM-01" in ask("overdue", "-f", "ids")
    assert "Paused" in ask("report", "-f", "md")


def test_a_status_is_set(ask: Ask, tmp_path: Path) -> None:
    ask("set-status", "COM-02", "paused", "--reason", "It was not read.")
    assert (tmp_path / "data" / "plan.yaml").read_text("utf-8").count("status: Paused") == 2


def test_a_status_is_in_the_exports(ask: Ask, tmp_path: Path) -> None:
    ask("export", "datapackage", "-o", "package")
    package = json.loads((tmp_path / "package" / "datapackage.json").read_text("utf-8"))
    (steps,) = [table for table in package["resources"] if table["name"] == "steps"]
    (status,) = [field for field in steps["schema"]["fields"] if field["name"] == "status"]
    assert "Paused" in status["constraints"]["enum"]
    assert "Paused" in (tmp_path / "package" / "statuses.csv").read_text("utf-8")
    ask("export", "xlsx", "-o", "plan.xlsx")
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    assert "Paused" in [cell.value for cell in book["Departments"][1]]
    assert "The work is paused." in " ".join(str(row[2].value) for row in book["About"].rows)


def test_a_status_has_its_pages(ask: Ask, tmp_path: Path) -> None:
    ask("site", "--out", "site")
    assert "The work is paused." in (tmp_path / "site" / "statuses" / "paused.html").read_text(
        "utf-8"
    )
    assert "The work is paused." in (tmp_path / "site" / "about.html").read_text("utf-8")
    step = (tmp_path / "site" / "steps" / "COM-01.html").read_text("utf-8")
    assert '<span class="status status-open">Paused</span>' in step


def test_a_filter_is_an_option_of_every_command_that_narrows(ask: Ask) -> None:
    for name in ("list", "overdue", "due", "summary", "slips", "scorecard", "report", "stale"):
        assert "Texts that begin so." in ask(name, "--help"), name
        assert complete(ask, f"stc {name} --beg") == ["--begins"], name
    assert "Texts that begin so." in ask("export", "--help")


def test_a_filter_selects_and_is_said(ask: Ask) -> None:
    answer = json.loads(ask("list", "--begins", "Read", "-f", "json"))
    assert [step["id"] for step in answer["steps"]] == ["COM-02"]
    assert answer["filter"] == {"begins": "Read"}
    assert "Filter: begins Read." in ask("list", "--begins", "Read")
    assert ask("export", "csv", "--begins", "Read").count("COM-02,") == 1
    assert "begins Read" in ask("export", "md", "--begins", "Read")


def test_a_field_is_checked(priced: Ask, tmp_path: Path) -> None:
    assert "0 errors" in priced("validate")
    path = tmp_path / "data" / "plan.yaml"
    priced("fmt")
    assert f"            cost: {COST}\n" in path.read_text("utf-8")
    priced("fmt", "--check")
    path.write_text(PRICED.replace(f"cost: {COST}", "cost: [1]"), "utf-8")
    said = priced("validate", code=1)
    assert "data/plan.yaml:24:19: error STC103" in said
    path.write_text(PRICED.replace(COST, '""'), "utf-8")
    assert "Write it, or remove the line" in priced("validate", code=1)


def test_a_field_is_in_the_schema(priced: Ask) -> None:
    step = json.loads(priced("schema", "plan"))["$defs"]["Step"]["properties"]
    assert step["cost"]["description"] == "What it costs, as published."


def test_a_field_is_in_the_reference_with_its_sample(project: Path) -> None:
    lines = (project / "docs" / "plan-file.md").read_text("utf-8").splitlines()
    (row,) = [line for line in lines if line.startswith("| `cost` |")]
    assert row == f"| `cost` | text | no | What it costs, as published. | `{SAMPLE}` |"


def test_the_entry_of_a_field_names_it() -> None:
    assert ENTRY.startswith("- ")
    assert "`cost`" in ENTRY


def test_a_field_is_set_and_taken_away(ask: Ask, tmp_path: Path) -> None:
    plan = tmp_path / "data" / "plan.yaml"
    before = plan.read_bytes()
    ask("set", "COM-02", "cost", "Two bells")
    assert "            cost: Two bells\n" in plan.read_text("utf-8")
    ask("set", "COM-02", "cost", "none")
    assert plan.read_bytes() == before
    assert complete(ask, "stc set COM-02 cos") == ["cost"]


def test_a_field_is_offered_by_tab(ask: Ask) -> None:
    assert complete(ask, "stc history --field co") == ["completed", "cost"]


@pytest.mark.parametrize("name", ["table", "md"])
def test_a_table_of_many_steps_keeps_its_columns(priced: Ask, name: str) -> None:
    assert "Write the page." in priced("list", "--search", "bells", "-f", name)
    assert COST not in priced("list", "-f", name)


@pytest.mark.parametrize("name", ["json", "csv", "tsv"])
def test_a_field_is_in_every_list_for_programs(priced: Ask, name: str) -> None:
    assert COST in priced("list", "-f", name)
    assert COST in priced("show", "COM-01", "-f", name)


def test_a_field_is_shown_and_found(priced: Ask) -> None:
    (line,) = [line for line in priced("show", "COM-01").splitlines() if COST in line]
    assert line.split() == ["Cost", *COST.split()]
    assert COST in priced("show", "COM-01", "-f", "md")
    assert priced("list", "--search", "silver bells", "-f", "ids") == "COM-01\n"


def test_a_field_that_changed_is_told(ask: Ask, tmp_path: Path) -> None:
    commit(tmp_path, "plan", "2025-01-01")
    (tmp_path / "data" / "plan.yaml").write_text(PRICED, "utf-8")
    for name in ("table", "md", "csv"):
        assert COST in ask("diff", "-f", name), name
    (record,) = json.loads(ask("diff", "-f", "json"))["changes"]
    assert (record["field"], record["before"], record["after"]) == ("cost", None, COST)
    commit(tmp_path, "price", "2025-01-02")
    for name in ("table", "md", "json", "csv"):
        assert COST in ask("history", "COM-01", "-f", name), name
    assert COST in ask("history", "--field", "cost")
    ask("site", "--out", "site")
    for name in ("changes.html", "changes.atom", "departments/911.atom"):
        assert COST in (tmp_path / "site" / name).read_text("utf-8"), name


def commit(folder: Path, message: str, day: str) -> None:
    at = f"{day}T12:00:00Z"
    env = {**os.environ, "GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
    names = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    for words in (("init", "-q"), ("add", "data"), (*names, "commit", "-qm", message)):
        subprocess.run(["git", *words], cwd=folder, env=env, check=True, timeout=LONGEST)


def test_a_field_is_in_the_exports(priced: Ask, tmp_path: Path) -> None:
    for name in ("csv", "json", "jsonl"):
        assert COST in priced("export", name), name
    priced("export", "datapackage", "-o", "package")
    package = json.loads((tmp_path / "package" / "datapackage.json").read_text("utf-8"))
    (table,) = [table for table in package["resources"] if table["name"] == "steps"]
    (field,) = [field for field in table["schema"]["fields"] if field["name"] == "cost"]
    assert (field["type"], field["description"]) == ("string", "What it costs, as published.")
    assert COST in (tmp_path / "package" / "steps.csv").read_text("utf-8")
    priced("export", "xlsx", "-o", "plan.xlsx")
    heads, first, _ = openpyxl.load_workbook(tmp_path / "plan.xlsx").worksheets[0].values
    assert first[heads.index("Cost")] == COST
    priced("export", "ics", "-o", "plan.ics")
    assert COST in (tmp_path / "plan.ics").read_text("utf-8").replace("\r\n ", "")


def test_a_field_is_on_the_page_of_its_step(priced: Ask, tmp_path: Path) -> None:
    priced("site", "--out", "site")
    page = (tmp_path / "site" / "steps" / "COM-01.html").read_text("utf-8")
    assert f'<dt>Cost</dt><dd class="text" dir="auto"><span class="line">{COST}</span>' in page


def test_a_column_is_in_every_format_for_programs(ask: Ask) -> None:
    for words in (["list"], ["show", "COM-01", "COM-02"]):
        answer = json.loads(ask(*words, "-f", "json"))
        assert [step["letters"] for step in answer["steps"]] == [15, 14], words
        assert letters(ask(*words, "-f", "csv")) == ["15", "14"]
        assert letters(ask(*words, "-f", "tsv"), "excel-tab") == ["15", "14"]
    assert letters(ask("export", "csv")) == ["15", "14"]
    assert letters(ask("export", "csv", "--long")) == ["15", "15", "14"]
    assert '"letters": 15' in ask("export", "json")
    assert '"letters":15' in ask("export", "jsonl").replace(" ", "")


def letters(text: str, dialect: str = "excel") -> list[str]:
    return [row["letters"] for row in csv.DictReader(io.StringIO(text), dialect=dialect)]


def test_a_column_is_described(ask: Ask, tmp_path: Path) -> None:
    steps = json.loads(ask("schema", "output"))["$defs"]["stc-steps-2"]["properties"]["steps"]
    assert steps["items"]["properties"]["letters"]["description"] == "How long the text is."
    assert "letters" in steps["items"]["required"]
    ask("export", "datapackage", "-o", "package")
    package = json.loads((tmp_path / "package" / "datapackage.json").read_text("utf-8"))
    (table,) = [table for table in package["resources"] if table["name"] == "steps"]
    (field,) = [field for field in table["schema"]["fields"] if field["name"] == "letters"]
    assert (field["type"], field["description"]) == ("integer", "How long the text is.")
    rows = (tmp_path / "package" / "steps.csv").read_text("utf-8")
    assert letters(rows) == ["15", "14"]


def test_a_column_is_in_the_workbook(ask: Ask, tmp_path: Path) -> None:
    ask("export", "xlsx", "-o", "plan.xlsx")
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    heads, *rows = book.worksheets[0].iter_rows(values_only=True)
    at = heads.index("Letters")
    assert [row[at] for row in rows] == [15, 14]
    assert ("Column", "Letters", "How long the text is.") in list(
        book["About"].iter_rows(values_only=True)
    )
