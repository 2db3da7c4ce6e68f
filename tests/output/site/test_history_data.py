"""The numbers of the pages, recounted from the CSV files beside them."""

import csv
import io
import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.output.site.city import describe_story
from tests.output.site.conftest import open_edition
from tests.output.site.editions import make_files, pages_of, text_of

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    made = describe_story(tmp_path_factory.mktemp("data") / "city")
    return make_files(open_edition(made.plan))


def read(files: dict[str, bytes], name: str) -> Rows:
    return list(csv.DictReader(io.StringIO(files[f"data/{name}.csv"].decode(), newline="")))


def page(files: dict[str, bytes], path: str) -> str:
    (tree,) = pages_of({path: files[path]}).values()
    return text_of(tree.find(".//main"))


@pytest.mark.parametrize("name", ["changes", "moves", "counts_by_month"])
def test_the_package_has_the_same_file(files: dict[str, bytes], name: str) -> None:
    assert files[f"data/{name}.csv"] == files[f"data/package/{name}.csv"]
    assert f'href="data/{name}.csv"'.encode() in files["data.html"]


def test_the_overview_is_recounted_from_the_newest_month(files: dict[str, bytes]) -> None:
    rows = read(files, "counts_by_month")
    assert [row["day"] for row in rows] == [
        "2024-10-31", "2024-11-30", "2024-12-31", "2025-01-24"
    ]  # fmt: skip
    now, said = rows[-1], page(files, "index.html")
    assert f"{now['complete']} of {now['counted']} " in said
    assert f"{now['overdue']} of {now['open']} " in said
    # GOV-02 was complete at the end of November, and was not a month later.
    assert [row["complete"] for row in rows] == ["1", "2", "1", "1"]
    steps = read(files, "steps")
    statuses = Counter(row["status"] for row in steps)
    named = {name: int(now[f"status_{name.lower().replace(' ', '_')}"]) for name in statuses}
    assert named == statuses


def test_changes_are_recounted_by_kind(files: dict[str, bytes]) -> None:
    rows = read(files, "changes")
    assert [row["number"] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
    said = page(files, "changes.html")
    assert f"This page lists {len(rows)} changes" in said
    kinds = Counter(row["kind"] for row in rows)
    for kind, tag in (
        ("removed", "Taken out of the plan"),
        ("silent", "Deadline moved, no reason given"),
        ("back", "Gone backwards"),
        ("completed", "Completed"),
    ):
        assert kinds[kind] == 1
        assert f"{tag} {kinds[kind]} " in said


def test_a_row_says_what_moved_and_why(files: dict[str, bytes]) -> None:
    rows = {row["kind"]: row for row in read(files, "changes")}
    assert [rows["silent"][key] for key in ("step", "before", "after", "days", "reason")] == [
        "COM-01", "2024-10-31", "2024-11-30", "30", ""
    ]  # fmt: skip
    assert rows["moved"]["reason"] == "The board meets in February."
    assert rows["removed"]["step"] == "COM-07"
    assert all(len(row["commit"]) == 40 and row["author"] == "Ann" for row in rows.values())


def test_slips_are_recounted_from_the_moves(files: dict[str, bytes]) -> None:
    rows = read(files, "moves")
    assert [(row["step"], row["days"], row["silent"]) for row in rows] == [
        ("COM-01", "30", "true"), ("COM-02", "59", "false")
    ]  # fmt: skip
    assert [row["in_plan"] for row in rows] == ["true", "true"]
    assert f"{sum(int(row['days']) for row in rows)} days" in page(files, "slips.html")


def test_without_git_the_files_are_there(tmp_path: Path) -> None:
    made = describe_story(tmp_path / "city")
    shutil.rmtree(made.root / ".git")
    files = make_files(open_edition(made.plan))
    assert read(files, "changes") == []
    assert [row["day"] for row in read(files, "counts_by_month")] == ["2025-01-24"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("index.html", "counts_by_month.csv"),
        ("changes.html", "changes.csv"),
        ("slips.html", "moves.csv"),
        ("scorecard.html", "steps.csv"),
        ("departments.html", "steps-by-department.csv"),
    ],
)
def test_a_page_names_the_file_of_its_numbers(
    files: dict[str, bytes], path: str, name: str
) -> None:
    assert f"The numbers of this page can be recounted from {name}." in page(files, path)
    assert f"data/{name}" in files
