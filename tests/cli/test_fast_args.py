"""A plain command line is read without typer, and exactly as typer would read it."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import stc.cli.app as app
from stc.cli.fast_args import read_line, read_values
from stc.cli.parameters import MISSING, Option, list_parameters
from stc.cli.registry import COMMANDS

ENTRIES = [entry for entry in COMMANDS if find_spec(entry.module)]


def read_by_typer(words: list[str]) -> dict[str, Any] | None:
    """Return the values typer finds, or None where it refuses the line."""
    seen: list[dict[str, Any]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "call_command", lambda run, values: seen.append(values))
        patch.setattr(app, "say", lambda line: None)
        app.run_line(words)
    return seen[0] if seen else None


def list_words(entry: Any) -> st.SearchStrategy[list[str]]:
    """Return lines of words that this command may or may not take."""
    taken = [one.declared for one in list_parameters(import_module(entry.module).run)]
    names = [name for one in taken if isinstance(one, Option) for name in one.names]
    values = [
        "911",
        "csv",
        "table",
        "auto",
        "dept",
        "90",
        "-1",
        "",
        "a b",
        "2025-01-01",
        "=",
        "json",
    ]
    odd = [
        "--",
        "-",
        "--nope",
        "-d911",
        "--dept=",
        "--format=json",
        "--no-undated",
        "-x",
        "--by=goal",
    ]
    return st.lists(
        st.sampled_from(names + values + values + odd) | st.text(max_size=4), max_size=7
    )


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
@given(data=st.data())
def test_what_is_plain_means_what_typer_says(entry: Any, data: st.DataObject) -> None:
    words = data.draw(list_words(entry))
    values = read_values(list_parameters(import_module(entry.module).run), words)
    if values is not None:
        assert read_by_typer([entry.name, *words]) == values


@pytest.mark.parametrize(
    "line",
    [
        "overdue --dept 911",
        "overdue -d 911 -d fire --format json --exit-code",
        "overdue --by dept",
        "list --section COM --status planning --status in-progress --sort deadline",
        "show COM-03 GOV-01",
        "stale --days 90",
        "due --within=90d",
        "summary",
        "validate --base origin/main --format=json",
        "set-status COM-03 complete --completed 2026-11-20 --dry-run",
        "history COM-03 --since 2024-11-20",
        "diff",
    ],
)
def test_common_lines_are_plain(line: str) -> None:
    call = read_line(line.split())
    assert call is not None
    assert call.values == read_by_typer(line.split())


@pytest.mark.parametrize(
    "line",
    [
        "",
        "nope",
        "overdue --help",
        "--help",
        "overdue --dpt 911",
        "overdue --dept",
        "overdue --dept --by dept",
        "overdue --by nothing",
        "overdue extra",
        "overdue -d911",
        "overdue --exit-code=yes",
        "overdue --as-of 2025-01-01 --as-of 2025-01-02",
        "stale --days -1",
        "stale --days 100000",
        "stale --days ١",
        "show",
        "show -- COM-03",
        "list --format",
        "list --format=",
    ],
)
def test_anything_else_is_left_to_typer(line: str) -> None:
    assert read_line(line.split()) is None


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_what_must_be_given_is_an_argument_or_named_so(entry: Any) -> None:
    for one in list_parameters(import_module(entry.module).run):
        assert one.declared.help
        assert one.default is not MISSING or one.group is None
