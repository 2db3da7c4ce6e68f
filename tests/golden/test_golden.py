"""Every answer is what it was. `python -m tests.golden.make` renews the corpus on purpose."""

import re
from importlib.metadata import version
from pathlib import Path

import pytest

from stc.cli.registry import COMMANDS
from tests.golden.corpus import FOLDER, PLAIN, READING, WRITING
from tests.golden.make import collect_texts
from tests.golden.worlds import WORLDS

LARGEST = 2_000_000
LOCK = Path(__file__).parents[2] / "requirements.lock"
DRAWING = ("rich", "icalendar", "xlsxwriter", "jinja2", "typer")


@pytest.fixture(autouse=True)
def plain_help(monkeypatch: pytest.MonkeyPatch) -> None:
    # In a process of its own, stc keeps rich out of help that is not read on a terminal.
    monkeypatch.setenv("TYPER_USE_RICH", "0")
    monkeypatch.setattr("typer.core.HAS_RICH", False)
    monkeypatch.setattr("typer.main.HAS_RICH", False)


def find_other_libraries() -> list[str]:
    """Return the libraries that are not of the version that is locked."""
    pins = re.findall(r"^([a-z0-9-]+)==(\S+)", LOCK.read_text("utf-8"), re.MULTILINE)
    return [name for name, pin in pins if name in DRAWING and version(name) != pin]


# Another Rich breaks lines elsewhere, another icalendar signs with its own version.
@pytest.mark.skipif(find_other_libraries() != [], reason="the corpus is of the locked libraries")
# It takes up to fifteen seconds: every command in every format, some 300 command lines a checkout.
@pytest.mark.parametrize("name", WORLDS)
def test_every_answer_is_what_it_was(name: str, tmp_path: Path) -> None:
    kept = {
        f"{name}/{path.name}": path.read_bytes().decode("utf-8")
        for path in (FOLDER / name).iterdir()
    }
    shown = collect_texts(name, tmp_path)
    differing = [path for path in sorted(kept | shown) if kept.get(path) != shown.get(path)]
    for path in differing:
        was, now = kept.get(path, "").split("\n$ "), shown.get(path, "").split("\n$ ")
        for one in [one for one in now if one not in was][:3]:
            print(f"{path}: $ {one}")
    assert differing == [], "python -m tests.golden.make renews the corpus on purpose"


def test_every_command_is_asked() -> None:
    asked = {line.partition(" ")[0] for table in (READING, PLAIN, WRITING) for line in table}
    assert asked - {""} == {command.name for command in COMMANDS}


def test_the_corpus_stays_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.rglob("*.txt")) < LARGEST
