"""The quarter, and the command asked in its checkout."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from stc.cli.main import main
from tests.history.log.repository import Repository
from tests.journeys.report.quarter import describe_quarter

AS_OF = "2025-01-24"


class Answer(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return describe_quarter(tmp_path_factory.mktemp("report") / "city")


@pytest.fixture
def stc(monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> Callable[..., Answer]:
    """Run `stc report --all` in a folder, or the page alone, as of the day if none is named."""
    for name in ("STC_PLAN", "STC_AS_OF", "COLUMNS", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)

    def call(folder: Path, *words: str, is_page: bool = False) -> Answer:
        monkeypatch.chdir(folder)
        capsysbinary.readouterr()
        day = () if "--as-of" in words or "--at" in words else ("--as-of", AS_OF)
        whole = () if is_page or "--all" in words else ("--all",)
        code = main(["report", *words, *day, *whole])
        out, err = capsysbinary.readouterr()
        return Answer(code, out.decode("utf-8"), err.decode("utf-8"))

    return call


@pytest.fixture
def ask(stc: Callable[..., Answer]) -> Callable[..., dict[str, Any]]:
    """Return the answer for programs."""

    def call(folder: Path, *words: str) -> dict[str, Any]:
        answer = stc(folder, *words, "--format", "json")
        assert answer.code == 0, answer.err
        return dict(json.loads(answer.out))

    return call
