"""At this size imports are the whole cost: which modules a command may load."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT / "tests" / "published"
WATCHED = ("typer", "yaml", "pydantic", "rich", "dateutil", "importlib.metadata", "json", "tzdata")
WATCHED += ("dataclasses", "jinja2", "icalendar", "xlsxwriter", "python_calamine")
DUMP = f"""
import os, sys
end = os._exit
def list_and_end(code):
    sys.stderr.write("loaded: " + " ".join(m for m in {WATCHED!r} if m in sys.modules))
    sys.stderr.flush()
    end(code)
os._exit = list_and_end
"""
# tzdata says where the zones of the world are, to whatever asks for a day.
NOTHING = frozenset(("tzdata",))
READ = NOTHING | {"yaml"}
# Pydantic itself imports importlib.metadata where it builds its first model, to find plug-ins.
VALIDATED = READ | {"pydantic", "importlib.metadata", "dataclasses", "json"}
TYPED = NOTHING | {"typer", "dataclasses"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "city" / "data").mkdir(parents=True)
    for name in ("plan.yaml", "timeline.yaml"):
        shutil.copyfile(PUBLISHED / name, tmp_path / "city" / "data" / name)
    (tmp_path / "start").mkdir()
    (tmp_path / "start" / "sitecustomize.py").write_text(DUMP, "utf-8")
    return tmp_path


def loaded_by(
    folder: Path, *arguments: str, codes: tuple[int, ...] = (0, 2), **more: str
) -> frozenset[str]:
    """Return which of the watched modules the command has loaded when it ends, with such a code."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "stc", *arguments],
        cwd=folder / "city",
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": f"{folder / 'start'}:{ROOT}",
            "STC_AS_OF": "2025-01-24",
            "XDG_CACHE_HOME": str(folder / "caches"),
            **more,
        },
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert done.returncode in codes, done.stderr
    return frozenset(done.stderr.decode().rpartition("loaded: ")[2].split())


@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        # The ids it names are those of the plan.
        ("", TYPED | READ),
        ("--help", TYPED),
        ("nope", TYPED),
        ("overdue --help", TYPED),
        ("--version", NOTHING | {"json", "yaml"}),
        ("schema", VALIDATED),
        ("overdue -d 911 -f ids", NOTHING),
        ("overdue -d nope", NOTHING),
        ("validate", READ),
        ("set-status COM-03 complete --completed 2024-12-31", READ),
        ("set-status COM-03 planning", READ),
        ("set-deadline COM-03 2025-06-30 --reason Late", READ),
        ("timeline", READ | {"rich", "dataclasses"}),
    ],
)
def test_what_a_command_loads(folder: Path, asked: str, allowed: frozenset[str]) -> None:
    assert loaded_by(folder, *asked.split()) <= allowed


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(
    "typed", ["stc ov", "stc list --dept 9", "stc show COM-0", "stc list --se", "stc list -f j"]
)
def test_what_completion_loads(folder: Path, shell: str, typed: str) -> None:
    shown = {"_STC_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    shown |= {"COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}
    assert loaded_by(folder, _TYPER_COMPLETE_ARGS=typed, **shown) <= READ


@pytest.mark.parametrize(
    ("asked", "code"), [("validate", 1), ("list -f ids", 3), ("set-status COM-03 planning", 3)]
)
def test_of_a_broken_plan_pydantic_says_what_is_wrong(folder: Path, asked: str, code: int) -> None:
    plan = folder / "city" / "data" / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("status: Planning", "status: Plan", 1), "utf-8")
    assert "pydantic" in loaded_by(folder, *asked.split(), codes=(code,))


@pytest.mark.parametrize(
    ("asked", "more"),
    [
        ("list -f tsv", ()),
        ("list -f csv", ()),
        ("list -f ids", ()),
        ("list -f md", ()),
        ("list -f json", ("json",)),
        ("overdue -d 911 -f tsv", ()),
        ("overdue -d nope", ()),
        ("show COM-03 -f json", ("json",)),
        ("summary -f json", ("json",)),
        ("scorecard -f json", ("json",)),
        ("scorecard -f json --file-only", ("json",)),
        ("departments -f json", ("json",)),
        ("due --within 90d -f ids", ()),
        ("due --within 3m -f ids", ("dateutil",)),
        ("list --due-before 2024-12-31 -f ids", ()),
        ("--version", ()),
        ("overdue", ("rich", "dataclasses")),
        ("summary", ("rich", "dataclasses")),
    ],
)
def test_a_valid_plan_needs_no_pydantic(folder: Path, asked: str, more: tuple[str, ...]) -> None:
    assert loaded_by(folder, *asked.split()) <= READ.union(more)


@pytest.mark.parametrize("asked", ["list -f ids", "validate", "set-status COM-03 planning"])
def test_nor_does_one_in_another_layout(folder: Path, asked: str) -> None:
    plan = folder / "city" / "data" / "plan.yaml"
    plan.write_text("# a remark\r\n" + plan.read_text("utf-8").replace("\n", "\r\n"), "utf-8")
    assert loaded_by(folder, *asked.split()) <= READ


def test_the_list_is_of_modules_that_are_loaded_somewhere(folder: Path) -> None:
    """A name that is misspelt, or no longer used, would be never found and prove nothing."""
    asked = [
        ("due", "--within", "3m"),
        ("--help",),
        ("schema",),
        ("export", "xlsx", "-o", "a.xlsx"),
        ("import", "a.xlsx", "--dry-run"),
        ("export", "ics"),
        ("site", "--out", "public"),
    ]
    assert frozenset().union(*(loaded_by(folder, *one) for one in asked)) == {*WATCHED}
