"""The report on one page: what a meeting reads, in every format, and as a file."""

from pathlib import Path
from typing import Any

import pytest

from stc.cli.main import main
from tests.history.log.repository import Repository
from tests.journeys.report.conftest import AS_OF

PARTS = ["Promised and done", "Four figures", "What changed since Oct 25, 2024",
         "Overdue, longest first", "Due next", "Nothing heard of"]  # fmt: skip


def heads_of(text: str) -> list[str]:
    return [line[4:] for line in text.splitlines() if line.startswith("### ")]


def test_the_page_has_a_picture_figures_and_lists(quarter: Repository, stc: Any) -> None:
    shown = stc(quarter.folder, "--format", "md", is_page=True).out
    assert heads_of(shown) == PARTS
    assert "| Day | Promised | Done | Not done |" in shown
    assert [line.split(" | ")[0] for line in shown.splitlines()
            if line.startswith(("| Complete |", "| Overdue |", "| Due in 90", "| Deadlines"))] == [
        "| Complete", "| Overdue", "| Due in 90 days", "| Deadlines moved",
    ]  # fmt: skip
    assert len(shown.splitlines()) < 140
    whole = stc(quarter.folder, "--format", "md").out
    assert "### Overdue by department" in whole


@pytest.mark.parametrize("form", ["table", "md", "html"])
def test_no_list_has_more_than_ten_lines_and_all_has_them(
    tmp_path: Path, stc: Any, form: str
) -> None:
    from tests.journeys.report.quarter import HEAD, write_step

    steps = [write_step(f"{n:02}", "Planning", "comms", "2024-10-10") for n in range(1, 31)]
    city = Repository(tmp_path / "city")
    city.commit("2024-10-01", "publish", HEAD + "\n".join(steps))
    page = stc(city.folder, "--format", form, is_page=True).out
    assert "COM-10" in page
    assert "COM-11" not in page
    assert page.count("and 20 more (--all lists them).") == 2
    assert "COM-30" in stc(city.folder, "--format", form, "--all").out


def test_the_page_to_print_has_the_chart_of_the_site(quarter: Repository, stc: Any) -> None:
    page = stc(quarter.folder, "--format", "html", is_page=True).out
    assert page.count('<svg class="chart chart-promised" role="img"') == 1
    assert page.index("<h2>Promised and done</h2>") < page.index("<svg") < page.index("<table>")
    assert " style=" not in page


def test_departments_have_their_names(quarter: Repository, stc: Any) -> None:
    page = stc(quarter.folder, "--format", "md", is_page=True).out
    lists = page.partition("### Overdue, longest first")[2]
    assert "Communications" in lists
    assert "comms-ocs" not in lists


def test_json_is_whole_either_way(quarter: Repository, stc: Any) -> None:
    page, whole = (stc(quarter.folder, "--format", "json", is_page=is_page).out
                   for is_page in (True, False))  # fmt: skip
    assert page == whole


@pytest.mark.parametrize("form", ["table", "json", "csv", "md", "html", "ids"])
def test_a_file_has_what_would_be_printed(
    quarter: Repository, stc: Any, tmp_path: Path, form: str
) -> None:
    printed = stc(quarter.folder, "--format", form, is_page=True).out
    answer = stc(quarter.folder, "--format", form, "-o", str(tmp_path / "r"), is_page=True)
    assert (answer.code, answer.out) == (0, "")
    assert "Written to" in answer.err
    assert (tmp_path / "r").read_bytes().decode() == printed


def test_a_file_that_is_there_and_the_plan_are_kept(
    quarter: Repository, stc: Any, tmp_path: Path
) -> None:
    (tmp_path / "r.md").write_text("Mine.")
    kept = stc(quarter.folder, "-f", "md", "-o", str(tmp_path / "r.md"))
    assert kept.code == 3
    assert (tmp_path / "r.md").read_text() == "Mine."
    assert stc(quarter.folder, "-f", "md", "-o", str(tmp_path / "r.md"), "--force").code == 0
    plan = quarter.folder / "data" / "plan.yaml"
    before = plan.read_bytes()
    refused = stc(quarter.folder, "-f", "table", "-o", "data/plan.yaml", "--force")
    assert (refused.code, plan.read_bytes()) == (3, before)
    assert "it is the plan" in refused.err


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("r.md", "## "),
        ("r.HTML", "<!DOCTYPE"),
        ("r.json", "{"),
        ("r.csv", "part,"),
        ("r.txt", "A "),
    ],
)
def test_a_file_has_the_format_of_its_suffix(
    quarter: Repository, stc: Any, tmp_path: Path, name: str, begins: str
) -> None:
    assert stc(quarter.folder, "-o", str(tmp_path / name)).code == 0
    assert (tmp_path / name).read_text().startswith(begins)


@pytest.mark.parametrize(
    "words", [("-o", "r.pdf"), ("-o", "r"), ("-f", "csv", "-o", "r.md"), ("-o", "plan.yaml")]
)
def test_a_file_of_another_format_is_refused(
    quarter: Repository, stc: Any, words: tuple[str, ...]
) -> None:
    said = stc(quarter.folder, *words)
    assert (said.code, said.out) == (2, "")
    assert not (quarter.folder / words[-1]).exists()


@pytest.mark.parametrize("words", [
    ("2024-Q5",), ("Q3",), ("2199-Q1",), ("",), ("soon",),
    ("2024-Q4", "--since", "2024-10-01"), ("2024-Q4", "--as-of", AS_OF),
    ("2024-Q4", "--at", "HEAD"),
])  # fmt: skip
def test_a_quarter_that_is_none_is_refused_in_a_sentence(
    quarter: Repository, monkeypatch: pytest.MonkeyPatch, capsys: Any, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(quarter.folder)
    assert main(["report", "--quarter", *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.strip().splitlines()) == 1
    assert "--quarter" in err
