"""How people meet the command: alone, `--help`, `--version`, and words it does not know."""

import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest

from stc import __version__
from stc.cli.examples import EXAMPLES
from stc.cli.registry import COMMANDS

IDS = {"department": "911", "step": "COM-03", "done": "complete"}
NAMES = [entry.name for entry in COMMANDS]


def test_alone_it_shows_five_examples(stc: Any) -> None:
    answer = stc()
    assert (answer.code, answer.err) == (0, "")
    assert len(EXAMPLES) == 5
    assert all(command.format(**IDS) in answer.out for command, _ in EXAMPLES)
    assert "stc --help" in answer.out


@pytest.mark.parametrize(("command", "question"), EXAMPLES)
def test_its_examples_work(stc: Any, command: str, question: str) -> None:
    assert stc(*command.format(**IDS).split()[1:]).code == 0


def test_help_lists_every_command(stc: Any) -> None:
    answer = stc("--help")
    assert (answer.code, answer.err) == (0, "")
    for entry in COMMANDS:
        assert f"  {entry.name} " in answer.out
        assert entry.summary in " ".join(answer.out.split())


@pytest.mark.parametrize("name", ["", *NAMES])
def test_every_help_has_an_example_that_works(stc: Any, name: str) -> None:
    answer = stc(*name.split(), "--help")
    assert (answer.code, answer.err) == (0, "")
    (example,) = (part for part in answer.out.split("\n\n") if part.startswith("  Example: stc "))
    words = shlex.split(" ".join(example.split()))
    # 1 and 3 depend on the plan and the checkout; 2 would be a word that does not exist.
    assert stc(*words[2:]).code in (0, 1, 3)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("frob",), "No such command 'frob'"),
        (("overdu",), "Did you mean 'overdue'?"),
        (("list", "--sectoin", "COM"), "--section"),
        (("list", "extra"), "extra"),
        (("list", "--goal"), "'--goal' requires an argument"),
        (("list", "--sort", "size"), 'There is no column "size". There are id, section,'),
        (("list", "--format", "xml"), "'json'"),
        (("overdue", "--by", "city"), "'dept', 'section', 'goal'"),
        (("show",), "Missing argument 'ID...'"),
        (("schema", "city"), "'timeline'"),
        (("timeline", "--state", "late"), "'passed'"),
        (("overdue", "-d", "912"), 'Unknown department "912". Did you mean 911?'),
        (("overdue", "-d", ""), "--dept: the value is empty."),
        (("overdue", "-d="), "--dept: the value is empty."),
        (("export", "csv", "-o="), "-o: the value is empty."),
        (("overdue", "-d", "-"), 'Unknown department "-". `stc departments` shows them all.'),
        (("list", "-s", "governance"), 'Unknown section "governance". Did you mean GOV?'),
        (("list", "-s", "QQQ"), "`stc summary --by section` shows them all."),
        (("list", "--goal", "qqq"), "`stc summary --by goal` shows them all."),
        (("list", "--status", "in-progres"), "Did you mean in-progress?"),
        (("list", "--status", "qqq"), "Known: not-started, planning, in-progress"),
        (("show", "COM-3"), "Did you mean COM-03?"),
        (("overdue", "--as-of", "2024-02-30"), '--as-of: "2024-02-30" is not a real day'),
        (("overdue", "--as-of", "1735603200"), '--as-of: "1735603200" is not a day'),
        (("list", "--due-before", "12/31/24"), "write 2024-12-31"),
        (("list", "--due-after", "soon"), '--due-after: "soon" is not a day'),
        (("due", "--within", "soon"), "write 90d, 6w, 3m"),
        (("due", "--within", "2024-01-01"), "is before 2025-01-24"),
        (("due", "--within", "9" * 5000 + "d"), "reaches beyond 2100-12-31"),
        (("timeline", "--from", "soon"), '--from: "soon" is not a day'),
    ],
)
def test_what_is_unknown_is_a_usage_error(stc: Any, arguments: Any, words: str) -> None:
    answer = stc(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert words in answer.err
    assert answer.err.startswith("Error: ")
    assert len(answer.err) < 400


@pytest.mark.parametrize("command", ["departments", "summary --by section", "summary --by goal"])
def test_what_the_hints_name_exists(stc: Any, command: str) -> None:
    assert stc(*command.split()).code == 0


def test_version_outside_a_checkout(stc: Any) -> None:
    assert stc("--version").out == (
        f"stc {__version__} (138 steps in data/plan.yaml, no git revision)\n"
    )


def test_version_without_a_plan_and_with_a_broken_one(stc: Any, plan: Path) -> None:
    plan.write_bytes(b"\x00")
    assert stc("--version") == (
        0,
        f"stc {__version__} (no readable steps in data/plan.yaml, no git revision)\n",
        "",
    )
    plan.unlink()
    assert stc("--version") == (0, f"stc {__version__} (no plan here)\n", "")


def test_version_and_answers_in_a_checkout_say_the_revision(
    stc: Any, folder: Path, plan: Path, environment: dict[str, str]
) -> None:
    (folder / ".git").rmdir()

    def git(*arguments: str) -> str:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        done = subprocess.run(
            ("git", *who, *arguments), check=True, capture_output=True, env=environment, timeout=300
        )
        return done.stdout.decode().strip()

    git("init", "-q")
    git("add", "data")
    git("commit", "-q", "-m", "The plan")
    commit = git("rev-parse", "HEAD")[:9]
    version = f"stc {__version__} (138 steps in data/plan.yaml at {commit}"
    assert stc("--version").out == f"{version})\n"
    assert f"Plan data/plan.yaml at {commit}.\n" in stc("list").out
    assert stc("set-status", "COM-03", "ongoing").code == 0
    assert stc("--version").out == f"{version} + local changes)\n"
    assert f"Plan data/plan.yaml at {commit} + local changes.\n" in stc("list").out


def test_python_m_stc(run: Any) -> None:
    answer = run("--version")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(f"stc {__version__} (138 steps")
    assert "Usage: stc " in run("--help").out


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("list", "--stat", "x"), "No such option: --stat. Did you mean --status?\n"),
        (("list", "--serach", "x"), "No such option: --serach. Did you mean --search?\n"),
        (("list", "--zebra"), "No such option: --zebra.\n"),
        (("export",), "that ends with .csv, .tsv, .json, .jsonl, .md, .xlsx, .ics.\n"),
    ],
)
def test_a_mistake_is_told_on_one_line(stc: Any, asked: tuple[str, ...], said: str) -> None:
    answer = stc(*asked)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert "\\u" not in answer.err
