"""A city whose departments report, and stc asked about it."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.history.repository import Repository
from tests.in_process import run_here
from tests.plans import VOICED, VOICES

DAY = "2025-01-24"
DAYS = {
    "comms-ocs": "2024-12-01T12:00:00+00:00",
    "auditor": "2025-01-16T12:00:00+00:00",
    "911": "2025-01-20T12:00:00+00:00",
}
"""When the file of each voice is committed."""
Ask = Callable[..., str]


def make_city(folder: Path, voices: Mapping[str, str] = VOICES) -> Repository:
    """Return a checkout in which each voice reports in a commit of its own."""
    city = Repository(folder)
    city.put(VOICED, "Publish the plan", "2024-11-01T12:00:00+00:00")
    for name, when in DAYS.items():
        city.write(voices[name], f"data/updates/{name}.yaml")
        city.commit(f"Report of {name}", when)
    return city


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return make_city(tmp_path_factory.mktemp("voices") / "city")


def ask_in(folder: Path) -> Ask:
    """Return how a command is asked in a folder; its exit code is the one expected."""

    def ask(*words: str, code: int = 0, width: int = 120, **variables: str) -> str:
        environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(folder.parent)}
        environment |= {"STC_AS_OF": DAY, "COLUMNS": str(width), **variables}
        answer = run_here(words, folder, environment)
        assert answer.code == code, (words, answer.out, answer.err)
        return answer.out.decode("utf-8")

    return ask


@pytest.fixture
def ask(city: Repository) -> Ask:
    return ask_in(city.root)
