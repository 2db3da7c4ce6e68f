"""In the log of a CI job, no text of a plan is a command, whichever command printed it."""

import csv
import io
import json
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

import pytest

from stc.cli.main import main
from stc.cli.parameters import list_parameters
from stc.cli.registry import COMMANDS
from tests.history.repository import Repository
from tests.output.ci.runner import read_log
from tests.output.hostile import FREE, FREE_IN_TIMELINE, spoil
from tests.plans import FULL, FULL_MEASURES, TIMELINE

TEXTS = (
    "##[add-mask]e and ##[group]x ###[error]y",
    "::warning file=x::owned",
    " ::add-mask::e",
    "##vso[task.setvariable variable=PATH]x ##teamcity[buildStop]",
    "a long text whose end ::add-mask::e is broken to a line of its own ::add-mask::e",
)
LINES = {
    "overdue": ("overdue", "overdue --by goal", "overdue --ongoing", "overdue --dept mayor"),
    "due": ("due --within 5y",),
    "list": ("list", "list --search ::add-mask::e", "list --goal x"),
    "show": ("show COM-01",),
    "summary": ("summary --by goal --by section",),
    "departments": ("departments",),
    "slips": ("slips", "slips --by goal"),
    "scorecard": ("scorecard --by goal",),
    "timeline": ("timeline",),
    "measures": ("measures", "measures ##[x]", "measures calls-answered"),
    "record": ("record ::add-mask::e 9 --when 2024", "record calls-answered ##[x] --when 2024"),
    "set-target": ("set-target ##[x] 9 --when 2030", "set-target calls-answered 9 --when ##[x]"),
    "diff": ("diff HEAD~1..HEAD", "diff ::add-mask::e"),
    "history": ("history", "history ##[x]", "history --counts"),
    "stale": ("stale --days 0",),
    "report": ("report --since HEAD~1",),
    "site": ("site --out ::add-mask::e",),
    "export": ("export md", "export json", "export jsonl", "export csv --out ##[x]"),
    "import": ("import ##[x].csv", "import data/plan.yaml", "import ::add-mask::e.yaml"),
    "set-status": (
        "set-status COM-01 planning --reason ##[x] --dry-run",
        "set-status COM-01 ::add-mask::e",
        "set-status ##[x] planning",
    ),
    "set-deadline": ("set-deadline COM-01 2027-01-01 --reason ::error::x --dry-run",),
    "set-lead": ("set-lead COM-01 911 --dry-run",),
    "update": (
        "update COM-01 ::add-mask::e --by mayor --dry-run",
        "update ##[x] y --by ::error::x",
    ),
    "confirm": ("confirm COM-01 --by mayor --dry-run", "confirm --dept ##[x]"),
    "verify": ("verify COM-01 --says planning --by 911 --text ::add-mask::e --dry-run",),
    "set": (
        "set COM-01 note ##[x] --replace --dry-run",
        "set ##[x] note y",
        "set COM-01 ::add-mask::e y",
    ),
    "add": (
        "add step ##[x] --section COM --goal none --dry-run",
        "add ::add-mask::e",
        "add department ##vso[task]x --dry-run",
    ),
    "move": ("move COM-01 --to ##[x]", "move ::add-mask::e --to COM"),
    "edit": ("edit ##[x]",),
    "undo": ("undo --dry-run", "undo --plan ##[x]"),
    "forms": ("forms --check", "forms --plan ::add-mask::e"),
    "intake": ("intake ##[x].json", "intake data/plan.yaml"),
    "sheet": (
        "sheet -o ::add-mask::e.csv",
        "sheet --dept ##[x] -o ##[x].csv",
        "sheet -o ##[x]",
    ),
    "apply": ("apply ::add-mask::e.csv --dry-run", "apply ##[x].csv"),
    "init": (
        "init --title ##[x] --publisher ::add-mask::e",
        "init new --title ##[x] --publisher P --timezone ::add-mask::e",
        "init ::error::x --title ##[x] --publisher P --timezone UTC --dept y",
    ),
    "validate": ("validate", "validate --base HEAD~1", "validate --select ##[x]"),
    "explain": ("explain ##[x]",),
    "fmt": ("fmt --diff", "fmt --check", "fmt ::add-mask::e"),
    "schema": ("schema ##[x]",),
    "help": ("help ##[x]",),
    "completion": ("completion ::add-mask::e",),
}
DATA = ("csv", "tsv", "html")
"""Formats that are kept byte for byte, for a file."""


def list_formats(line: str) -> list[str]:
    """Return the line in every format that may go to a log."""
    run = import_module(f"stc.cli.commands.{line.split()[0].replace('-', '_')}").run
    kinds = [one.type for one in list_parameters(run) if one.name in ("format", "format_name")]
    names = [name for kind in kinds for name in get_args(kind) if name not in DATA]
    return [f"{line} --format {name}" for name in names] or [line]


ASKED = [one for lines in LINES.values() for line in lines for one in list_formats(line)]


@pytest.fixture(scope="module", params=TEXTS)
def city(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A checkout in which a text stands in every field that may hold any, and in the history."""
    story = Repository(tmp_path_factory.mktemp("log") / "city")
    story.put(FULL, request.param, "2024-06-01T12:00:00+00:00")
    story.write(spoil(TIMELINE, request.param, FREE_IN_TIMELINE), "data/timeline.yaml")
    measures = FULL_MEASURES.replace("The budget was cut.", json.dumps(request.param))
    story.write(
        measures.replace("note: It was 25.", f"note: {json.dumps(request.param)}"),
        "data/measures.yaml",
    )
    spoiled = spoil(FULL, request.param, FREE).replace("status: Complete\n", "status: Planning\n")
    spoiled = spoiled.replace("            completed: 2024-11-30\n", "")
    story.write(spoiled)
    story.commit(request.param, GIT_AUTHOR_NAME=request.param)
    return story


@pytest.fixture
def job(city: Repository, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The same, in a job of GitHub Actions, on a narrow screen for every other text."""
    monkeypatch.chdir(city.root)
    for name in ("STC_PLAN", "GITHUB_STEP_SUMMARY", "STC_AS_OF", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("COLUMNS", "40" if city.root.parent.name in ("log1", "log4") else "")
    monkeypatch.setenv("TYPER_USE_RICH", "0")
    return city


def look(capsysbinary: pytest.CaptureFixture[bytes], asked: str) -> tuple[int, str]:
    capsysbinary.readouterr()
    code = main(asked.split())
    out, err = capsysbinary.readouterr()
    return code, (out + b"\n" + err).decode("utf-8")


def test_every_command_is_looked_at() -> None:
    assert set(LINES) == {entry.name for entry in COMMANDS}


def test_no_text_is_a_command_in_the_log(
    job: Repository, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    shown = 0
    for asked in ASKED:
        code, text = look(capsysbinary, asked)
        assert code in (0, 1, 2, 3), (asked, text)
        shown += any(word in text for word in ("add-mask", "owned", "setvariable"))
        commands = read_log(text)
        if asked.startswith("validate"):
            # The annotations, which are ours.
            commands = [one for one in commands if one.name not in ("error", "warning", "notice")]
        assert commands == [], (asked, commands)
    assert shown > len(ASKED) // 3


def test_nor_is_any_where_the_plan_is_broken(
    job: Repository, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    text = job.plan.read_text("utf-8")
    action = text.partition("action: ")[2].splitlines()[0]
    broken = tmp_path / "broken.yaml"
    broken.write_text(text.replace("status: Planning", f"status: {action}"), "utf-8")
    for asked in ("list", "summary", "set-status COM-01 planning", "site --out x", "export xlsx"):
        code, answered = look(capsysbinary, f"{asked} --plan {broken}")
        assert code == 3
        assert "STC105" in answered
        assert read_log(answered) == []


def test_what_programs_read_stays_exact(
    job: Repository, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask(name: str) -> str:
        capsysbinary.readouterr()
        assert main(["list", "--format", name]) == 0
        return capsysbinary.readouterr()[0].decode("utf-8")

    in_job = {name: ask(name) for name in ("json", "csv", "tsv", "ids")}
    monkeypatch.delenv("GITHUB_ACTIONS")
    assert in_job == {name: ask(name) for name in in_job}
    (row,) = csv.DictReader(io.StringIO(in_job["csv"], newline=""))
    (step,) = json.loads(in_job["json"])["steps"]
    assert row["action"] == step["action"]
    assert any(text in step["action"] for text in TEXTS)


def test_elsewhere_the_text_is_shown_as_it_is(
    job: Repository, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS")
    _, text = look(capsysbinary, "show COM-01")
    assert "\\" not in text


def test_other_jobs_that_obey_their_log(
    job: Repository, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS")
    for name in ("TF_BUILD", "TEAMCITY_VERSION"):
        with monkeypatch.context() as patch:
            patch.setenv(name, "True")
            assert read_log(look(capsysbinary, "show COM-01")[1]) == []


def test_in_a_process_of_its_own(run: Any, plan: Path) -> None:
    text = plan.read_text("utf-8").replace("title: MECC", 'title: "##[add-mask]e"', 1)
    plan.write_text(text, "utf-8")
    for asked in ("list", "summary --by goal", "set-status COM-03 ongoing --dry-run"):
        answer = run(*asked.split(), env={"GITHUB_ACTIONS": "true"})
        assert answer.code in (0, 3)
        assert read_log(answer.out + answer.err) == []
