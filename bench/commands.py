"""The commands that are measured, each with the answer it must give and the goal it has."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from bench import answers
from bench.answers import Check
from bench.make_plan import DEPARTMENT, Made, format_plan

ROOT = Path(__file__).resolve().parents[1]
BARE = "python -c pass"
LARGE = 1000
"""From how many steps on what does not read the plan is not measured."""


MEMORY = "MiB"


class Goal(NamedTuple):
    """At most so many times the CPU of another command, or so many MiB of memory."""

    most: float
    of: str = BARE


READS = ("overdue, tsv", "summary, json")
GOALS: dict[int, dict[str, tuple[Goal, ...]]] = {
    0: {
        **dict.fromkeys((*READS, "list, tsv", "list, json"), (Goal(6.6),)),
        **dict.fromkeys(("overdue, table", "summary, table"), (Goal(12),)),
        **dict.fromkeys(("--help", "--version", "completion"), (Goal(7.5),)),
        **dict.fromkeys(("validate", "set-status"), (Goal(8.5),)),
    },
    1_000: dict.fromkeys(READS, (Goal(11.5),)),
    10_000: {
        **dict.fromkeys(READS, (Goal(40), Goal(60, MEMORY))),
        "overdue, tsv": (
            Goal(40),
            Goal(60, MEMORY),
            Goal(2, "task"),
            *(Goal(1, peer) for peer in ("hledger", "yq", "bean-query")),
        ),
        "validate": (Goal(50), Goal(80, MEMORY), Goal(1, "hledger check")),
        "fmt --check": (Goal(40),),
        "diff, equal ends": (Goal(20),),
        "set-status": (Goal(50),),
    },
    100_000: {"validate": (Goal(1024, MEMORY),)},
}
"""From how many steps on which goals are aimed at, by the name of the command."""


class Command(NamedTuple):
    """A command to measure.

    Attributes:
        name: How it is called in the table.
        words: The program, by its whole path, and its arguments.
        folder: Where it runs.
        environment: All of its environment.
        check: What must be true of its answer.
        goals: What is aimed at.
        prepare: What is done before each run, and not measured.
    """

    name: str
    words: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str]
    check: Check
    goals: tuple[Goal, ...] = ()
    prepare: Callable[[], object] = lambda: None


class Location(NamedTuple):
    """Where a plan was put to be measured, and what all commands are given.

    Attributes:
        folder: The root of a checkout with the plan.
        made: The plan.
        python: The interpreter.
        environment: The environment of every command.
        layout: How the plan is written.
    """

    folder: Path
    made: Made
    python: str
    environment: dict[str, str]
    layout: str = "canonical"

    @property
    def plan(self) -> Path:
        """The file of the plan."""
        return self.folder / "data" / "plan.yaml"


def settle(folder: Path, made: Made, python: str, layout: str = "canonical") -> Location:
    """Put a plan into a checkout of its own, as its users have it."""
    checkout = folder / "city"
    (checkout / "data").mkdir(parents=True)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "XDG_CACHE_HOME": str(folder / "caches"),
        "STC_AS_OF": made.as_of.isoformat(),
    }
    place = Location(checkout, made, python, environment, layout)
    place.plan.write_bytes(format_plan(made, layout).encode())
    if shutil.which("git"):
        somebody = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
        for words in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "-m", "Publish")):
            subprocess.run(["git", *somebody, *words], cwd=checkout, env=environment, check=True)
    return place


def bare(place: Location) -> Command:
    """Return the command that all are compared with."""
    words = (place.python, "-c", "pass")
    return Command(BARE, words, place.folder, place.environment, answers.expect("", str))


def ours(place: Location) -> Iterator[Command]:
    """Yield the commands of stc, with the goals for a plan of this size."""
    goals = GOALS[max(size for size in GOALS if size <= len(place.made.steps))]
    for command in _list_commands(place):
        yield command._replace(goals=goals.get(command.name.removeprefix("stc "), ()))


def _list_commands(place: Location) -> Iterator[Command]:
    made = place.made
    ask = ("overdue", "--dept", DEPARTMENT)
    asked = answers.overdue_in_tsv(made)
    yield _stc(place, "overdue, tsv", (*ask, "--format", "tsv"), asked)
    yield _stc(place, "list, tsv", ("list", "--format", "tsv"), answers.list_in_tsv(made))
    yield _stc(place, "list, json", ("list", "--format", "json"), answers.list_in_json(made))
    check = answers.summary_in_json(made)
    yield _stc(place, "summary, json", ("summary", "--format", "json"), check)
    yield _stc(place, "overdue, table", ask, answers.overdue_in_table(made))
    yield _stc(place, "summary, table", ("summary",), answers.summary_in_table(made))
    yield _stc(place, "validate", ("validate",), answers.validated(made, place.layout))
    if place.layout == "canonical":
        laid_out = answers.said("data/plan.yaml: in the canonical layout.")
        yield _stc(place, "fmt --check", ("fmt", "--check"), laid_out)
    yield _stc(place, "diff, equal ends", ("diff",), answers.said("Nothing changed."))
    yield _set_status(place)
    if len(made.steps) < LARGE:
        yield from _talk(place)


def _talk(place: Location) -> Iterator[Command]:
    yield _stc(place, "--help", ("--help",), answers.said("overdue", "set-status"))
    version = f"{len(place.made.steps):,} steps in data/plan.yaml"
    yield _stc(place, "--version", ("--version",), answers.said("stc ", version))
    line = f"stc overdue --dept {DEPARTMENT[:1]}"
    completing = {"_STC_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": "3"}
    check = answers.expect([DEPARTMENT], str.split)
    command = _stc(place, "completion", (), check)
    yield command._replace(environment={**command.environment, **completing})


def _set_status(place: Location) -> Command:
    """Return a change of one status in the middle of a copy of the plan, and only of that line."""
    copy = place.folder.with_name("changed")
    shutil.copytree(place.folder, copy)
    place = place._replace(folder=copy)
    steps, before = place.made.steps, place.plan.read_bytes()
    step = next(one for one in steps[len(steps) // 2 :] + steps if one["status"] == "Not started")
    status = re.compile(rb"(id: %s\b.*?status: \W?)Not started" % step["id"].encode(), re.DOTALL)
    after = status.sub(rb"\1Planning", before, count=1)
    assert before != after
    check = answers.changed(place.plan, after)
    command = _stc(place, "set-status", ("set-status", step["id"], "planning"), check)
    return command._replace(prepare=lambda: place.plan.write_bytes(before))


def _stc(place: Location, name: str, words: tuple[str, ...], check: Check) -> Command:
    """Return a command of stc, started as its console script starts it."""
    script = place.folder.parent / "stc"
    if not script.exists():
        script.write_text(f"#!{place.python}\n{_SCRIPT}", "utf-8")
    environment = {**place.environment, "PYTHONPATH": str(ROOT)}
    whole = (place.python, str(script), *words)
    return Command(f"stc {name}", whole, place.folder, environment, check)


_SCRIPT = """\
from stc.cli.main import main_entry
if __name__ == '__main__':
    main_entry()
"""


def naive(place: Location) -> Command:
    """Return the naive form of the question."""
    script = str(Path(__file__).with_name("naive.py"))
    day = place.made.as_of.isoformat()
    words = (script, str(place.plan), "--dept", DEPARTMENT, "--as-of", day)
    check = answers.overdue_in_table(place.made)
    return Command("naive", (place.python, *words), place.folder, place.environment, check)


def describe_python(python: str) -> str:
    """Return the versions of an interpreter and of the libraries stc needs."""
    names = ("typer", "pydantic", "pyyaml", "rich")
    script = "import sys, importlib.metadata as m\nprint(sys.version.split()[0])\n" + "".join(
        f"print('{name}', m.version('{name}'))\n" for name in names
    )
    asked = subprocess.run([python, "-c", script], capture_output=True, text=True, check=False)
    if asked.returncode:
        sys.exit(f"{python} lacks what stc needs: {asked.stderr.strip()[-200:]}")
    return re.sub(r"\n", ", ", f"Python {asked.stdout.strip()}")
