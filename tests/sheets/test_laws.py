"""Whatever is filled in in a sheet is what the commands record, byte for byte."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from stc.cli.main import main
from stc.sheets.columns import ANSWERS
from tests.laws import tries
from tests.plans import SMALL, load
from tests.sheets.fill import fill_sheet, fill_table

TEXT = (
    SMALL
    + """\
            completed: 2024-11-30
            note: A remark. # a comment

          - id: COM-03
            status: In progress
            action: 'Print: the page.'
            departments: ["911"]
            deadline: 2026-Q4
            revisions:
              - {from: 2026-06-30, to: 2026-Q4, on: 2026-05-01, reason: It took longer.}
"""
).replace(
    "departments: [comms-ocs]\n            completed: 2024-11-30\n", "departments: [comms-ocs]\n"
)
# A department reports on its own steps only.
TEXT = TEXT.replace("departments: [comms-ocs]\n", 'departments: [comms-ocs, "911"]\n')
STEPS = load(TEXT).steps


class Row(NamedTuple):
    """What is filled in for a step, in the order of the columns."""

    status: str
    completed: str
    update: str
    evidence: str
    deadline: str
    reason: str
    confirm: str


signs = st.characters(codec="utf-8", exclude_categories=["C", "Z"])
words = st.text(signs, max_size=12).map(lambda text: f"The {text}report =1".strip())
rows = st.builds(
    Row,
    st.sampled_from(["", "", "planning", "In progress", "COMPLETE", "done", "excluded"]),
    st.sampled_from(["", "", "2026-11-20"]),
    st.just("") | words,
    st.just("") | st.lists(words, min_size=1, max_size=2, unique=True).map("\n".join),
    st.sampled_from(["", "", "2027-03-31", "2027-Q1", "none"]),
    st.just("") | words,
    st.sampled_from(["", "", "yes"]),
)


def fit(row: Row) -> Row:
    """Return the row with what nearly always contradicts itself put right."""
    is_done = row.status in ("COMPLETE", "done")
    is_explained = row.deadline or row.status
    return row._replace(
        completed=row.completed if is_done else "",
        confirm="" if row.status else row.confirm,
        reason=(row.reason or "The board meets later.") if is_explained else "",
    )


all_rows = rows | rows.map(fit) | rows.map(fit)
edits = st.dictionaries(
    st.sampled_from([step.id for step in STEPS]), all_rows, min_size=1, max_size=3
)


@settings(max_examples=tries(60))
@given(edits, st.sampled_from([".xlsx", ".csv"]))
def test_a_sheet_is_what_the_commands_are(filled: dict[str, Row], suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        for name in ("sheet", "commands"):
            (Path(name) / "data").mkdir(parents=True)
            (Path(name) / "data" / "plan.yaml").write_text(TEXT, "utf-8")
        with chdir("sheet"):
            code = apply(filled, suffix)
        with chdir("commands"):
            codes = [record(step, row) for step, row in filled.items()]
        if any(codes):
            assert code == 3
            assert list_files(Path("sheet")) == {"data/plan.yaml": TEXT.encode()}
        else:
            assert code == 0
            assert list_files(Path("sheet")) == list_files(Path("commands"))


def apply(filled: dict[str, Row], suffix: str) -> int:
    """Fill in a sheet for all steps and apply it; return the exit code."""
    path = Path(f"../back{suffix}")
    assert main(["sheet", "-o", str(path)]) == 0
    cells = {
        (step, column.title): text
        for step, row in filled.items()
        for column, text in zip(ANSWERS, row, strict=True)
        if text
    }
    fill = fill_sheet if suffix == ".xlsx" else fill_table
    path.write_bytes(fill(path.read_bytes(), cells))
    return main(["apply", str(path), "--by", "911"])


def record(step: str, row: Row) -> int:
    """Make the same changes by commands; return the worst exit code."""
    now = next(one for one in STEPS if one.id == step)
    status = load(TEXT).vocabulary.parse_typed(row.status)
    leaves = status is not None and status != now.status
    if (row.reason and not (row.status or row.deadline)) or (row.confirm and leaves):
        return 2
    explains = leaves and status is not None and (status.needs_reason or now.status.is_done)
    # A sheet refuses a reason that would be recorded nowhere.
    if row.deadline == "none" and now.deadline is None and row.reason and not explains:
        return 2
    is_of_status = bool(row.status or row.completed or not row.update)
    evidence = row.evidence.split("\n") if row.evidence else []
    codes = []
    if row.status or row.completed or (evidence and is_of_status):
        command = ["set-status", step, row.status or now.status.slug]
        command += ["--completed", row.completed] if row.completed else []
        command += [word for one in evidence for word in ("--evidence", one)]
        if row.reason and row.status and (explains or not row.deadline):
            command += ["--reason", row.reason]
        codes.append(main(command))
    # What is so already needs no reason in a sheet; the command is for a deadline that moves.
    is_so = row.deadline == "none" and now.deadline is None and not row.reason
    if row.deadline and not is_so:
        codes.append(main(["set-deadline", step, row.deadline, "--reason", row.reason]))
    if row.update:
        shown = [] if is_of_status else [word for one in evidence for word in ("--evidence", one)]
        codes.append(main(["update", step, row.update, "--by", "911", *shown]))
    if row.confirm:
        codes.append(main(["confirm", step, "--by", "911"]))
    return max(codes, default=0)


def list_files(folder: Path) -> dict[str, bytes]:
    return dict(_walk(folder))


def _walk(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*.yaml")):
        yield os.path.relpath(path, folder), path.read_bytes()
