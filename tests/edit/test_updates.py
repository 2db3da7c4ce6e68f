"""New entries of voices: where they are put, what stays as it is, what is refused."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stc.edit.changes import Change
from stc.edit.updates import NewUpdate, amend_voice, begin_voice
from stc.edit.write import Amendment, Edited, edit_file
from stc.errors import FileRefused, StcError
from stc.files.load import load_voice
from stc.files.store import replace
from stc.plan.model import Plan
from stc.plan.periods import parse_due
from stc.yaml.values import to_data
from tests.faults.failing import names_beside, nothing_said
from tests.history.repository import Repository
from tests.laws import tries
from tests.plans import SMALL, change, load

PLAN = load(SMALL)
TODAY = date(2025, 1, 24)
CALLS, NEWS = PLAN.departments
FIRST, SECOND = PLAN.steps
BEGUN = """\
schema_version: 1
by: comms-ocs

steps:
  COM-01:
  COM-02:
"""
SHAPES = {
    "begun": BEGUN,
    "no step listed": "schema_version: 1\nby: comms-ocs\n",
    "empty block": "schema_version: 1\nby: comms-ocs\nsteps: {}\n",
    "empty lists": change(BEGUN, "COM-01:\n  COM-02:", "COM-01: []  # ours\n  COM-02: []"),
    "brackets": "{schema_version: 1, by: comms-ocs, steps: {COM-02: [{on: 2024-05-01}]}}",
    "one step": "schema_version: 1\nby: comms-ocs\nsteps:\n  # Ours.\n  COM-02:\n  # The end.\n",
    "windows": BEGUN.replace("\n", "\r\n"),
    "byte order mark": "\ufeff" + BEGUN,
    "open end": BEGUN.rstrip("\n"),
    "entries": BEGUN.rstrip("\n") + "\n    # Early.\n    - on: 2024-05-01\n      text: >-\n"
    "        One.\n        Two.\n    # Late.\n    - {on: 2024-07-01}\n",
    "plan": "schema_version: 1\nby: comms-ocs\nplan:\n  - {on: 2024-05-01, text: We met.}\n",
}


def record(text: str, *updates: NewUpdate) -> str:
    return amend_voice(text.encode(), "comms-ocs.yaml", PLAN, TODAY, updates).decode()


def on(day: str, step: Any = FIRST, **more: Any) -> NewUpdate:
    due = parse_due(day)
    assert due is not None
    return NewUpdate(NEWS, step, due, **more)


def test_a_new_voice_lists_the_steps_of_its_department() -> None:
    assert begin_voice(NEWS, PLAN).decode() == BEGUN
    assert begin_voice(CALLS, PLAN).decode() == (
        'schema_version: 1\nby: "911"\n\nsteps:\n  COM-01:\n'
    )


def test_an_entry_is_one_line_below_the_step() -> None:
    text = 'It is "out": #1, [a] {b}\nand more.'
    says = PLAN.vocabulary.statuses[0]
    evidence = ("https://example.org", "The minutes, p. 7")
    new = record(BEGUN, on("2024-05-01", text=text, says=says, evidence=evidence))
    assert new == change(
        BEGUN,
        "  COM-01:\n",
        "  COM-01:\n    - {on: 2024-05-01, says: Not started, text: 'TEXT', evidence: EVIDENCE}\n",
    ).replace("'TEXT'", '"It is \\"out\\": #1, [a] {b}\\nand more."').replace(
        "EVIDENCE", '["https://example.org", "The minutes, p. 7"]'
    )
    (entry,) = load_voice(new.encode(), "comms-ocs.yaml").value.steps["COM-01"]  # type: ignore[union-attr]
    assert (entry.text, entry.says, entry.evidence) == (text, "Not started", evidence)


def test_entries_are_oldest_first_and_none_is_doubled() -> None:
    days = ("2024-05-01", "2024-Q2", "2024-07-01", "2024-06-30")
    new = record(BEGUN, *(on(day) for day in days), on("2024-05-01"))
    lines = [line.strip() for line in new.splitlines() if line.startswith("    - ")]
    assert lines == [
        "- {on: 2024-05-01}",
        "- {on: 2024-Q2}",
        "- {on: 2024-06-30}",
        "- {on: 2024-07-01}",
    ]
    assert record(new, *(on(day) for day in days)) == new


UPDATES = st.builds(
    NewUpdate,
    st.just(NEWS),
    st.sampled_from([FIRST, SECOND, None]),
    st.sampled_from([date(2024, 4, 1), date(2024, 5, 1), date(2024, 6, 1), parse_due("2024")]),
    st.none() | st.sampled_from(PLAN.vocabulary.statuses),
    st.none() | st.text(min_size=1, max_size=40).filter(str.strip),
    st.lists(st.sampled_from(["https://example.org", "a, b"]), max_size=2, unique=True).map(tuple),
)


@settings(deadline=None, max_examples=tries(120))
@given(st.sampled_from(sorted(SHAPES)), st.lists(UPDATES, min_size=1, max_size=4))
def test_what_is_added_is_read_back_and_every_other_line_stays(
    shape: str, updates: list[NewUpdate]
) -> None:
    before = SHAPES[shape]
    after = record(before, *updates)
    loaded = load_voice(after.encode(), "comms-ocs.yaml")
    data = to_data(loaded.document.root)
    for update in updates:
        entries = data["steps"][update.step.id] if update.step else data["plan"]
        assert update.dump() in entries
    for entries in (*(data.get("steps") or {}).values(), data.get("plan")):
        days = [parse_due(entry["on"]) for entry in entries or ()]
        assert days == sorted(days)  # type: ignore[type-var]
    assert record(after, *updates) == after
    if shape not in ("brackets", "empty lists", "empty block"):
        rest = iter(after.removeprefix("\ufeff").splitlines())
        assert all(line in rest for line in before.removeprefix("\ufeff").splitlines())
    assert after.startswith("\ufeff") == before.startswith("\ufeff")
    assert after.endswith("\n") == before.endswith("\n")
    assert ("\r\n" in before) == ("\r\n" in after)


@pytest.mark.parametrize(
    "text", ["by: comms-ocs\n", "steps: [", change(BEGUN, "  COM-01:", "  COM-01: [{on: soon}]")]
)
def test_a_voice_with_errors_is_not_changed(text: str) -> None:
    with pytest.raises(FileRefused) as caught:
        record(text, on("2024-05-01"))
    assert caught.value.message == "comms-ocs.yaml has errors, so nothing was written."
    assert caught.value.findings


# The plan and a voice beside it, as one change.

NOW = datetime(2025, 1, 24, 18, tzinfo=UTC)
AFTER = change(SMALL, "status: Planning", "status: In progress")
SAID = change(BEGUN, "  COM-01:\n", "  COM-01:\n    - {on: 2025-01-24, text: Begun.}\n")


def begin(plan: Plan, today: date) -> Amendment:
    step = plan.steps[0]
    changes = () if step.status.name == "In progress" else (Change(step, "status", "In progress"),)
    update = NewUpdate(plan.departments[1], step, today, text="Begun.")
    return Amendment(changes, "COM-01: begun", ("Begun.",), (update,))


def edit(path: Path, dry_run: bool = False) -> Edited:
    return edit_file(path, "data/plan.yaml", begin, now=NOW, say=nothing_said, dry_run=dry_run)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(SMALL, "utf-8")
    return path


def state(plan: Path) -> tuple[str, str]:
    voice = plan.with_name("updates") / "comms-ocs.yaml"
    return voice.read_text("utf-8") if voice.exists() else "", plan.read_text("utf-8")


def test_both_files_are_shown_written_and_named(plan: Path) -> None:
    shown = [("data/updates/comms-ocs.yaml", ("", SAID)), ("data/plan.yaml", (SMALL, AFTER))]
    tried = edit(plan, dry_run=True)
    assert [(file.shown, file.texts) for file in tried.files] == shown
    assert tried.lines[-1] == "Dry run: nothing was written."
    assert (state(plan), names_beside(plan)) == (("", SMALL), ["plan.yaml"])
    done = edit(plan)
    assert [(file.shown, file.texts) for file in done.files] == shown
    assert state(plan) == (SAID, AFTER)
    assert done.lines == (
        "Begun.",
        "Written to data/updates/comms-ocs.yaml and data/plan.yaml.",
        "Next: git commit -m 'COM-01: begun' -- data/updates/comms-ocs.yaml data/plan.yaml,"
        " then open a pull request.",
    )


def test_the_same_again_leaves_both_files_alone(plan: Path) -> None:
    edit(plan)
    paths = (plan, plan.with_name("updates") / "comms-ocs.yaml")
    before = [(path.stat().st_ino, path.stat().st_mtime_ns) for path in paths]
    assert edit(plan).lines == ("Begun.",)
    assert [(path.stat().st_ino, path.stat().st_mtime_ns) for path in paths] == before


def test_a_crash_between_the_two_is_completed_by_the_same_again(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, moves = replace.HeldFile._move_here, list[str]()

    def crash(held: replace.HeldFile, temporary: str) -> None:
        if moves:
            raise MemoryError
        moves.append(temporary)
        real(held, temporary)

    with monkeypatch.context() as patch:
        patch.setattr(replace.HeldFile, "_move_here", crash)
        with pytest.raises(MemoryError):
            edit(plan)
    assert state(plan) == (SAID, SMALL)
    lines = edit(plan).lines
    assert state(plan) == (SAID, AFTER)
    assert "Written to data/plan.yaml." in lines


def test_what_is_next_names_the_new_file_and_what_a_crash_left(tmp_path: Path) -> None:
    made = Repository(tmp_path / "city")
    made.put(SMALL)
    assert (
        edit(made.plan)
        .lines[-1]
        .startswith(
            "Next: git switch -c com-01-begun && git add -- data/updates/comms-ocs.yaml"
            " && git commit -m 'COM-01: begun' -- data/updates/comms-ocs.yaml data/plan.yaml, then"
        )
    )
    made.plan.write_text(SMALL, "utf-8")
    assert "-- data/updates/comms-ocs.yaml data/plan.yaml, then" in edit(made.plan).lines[-1]
    made.git("add", ".")
    made.commit("later")
    made.plan.write_text(SMALL, "utf-8")
    assert edit(made.plan).lines[-1] == (
        "Nothing to do next: the plan is again as in the last commit."
    )


def test_where_one_file_is_refused_neither_is_written(plan: Path) -> None:
    edit(plan)
    voice = plan.with_name("updates") / "comms-ocs.yaml"
    voice.write_text(BEGUN, "utf-8")
    for bad in (plan, voice):
        plan.write_text(SMALL, "utf-8")
        bad.chmod(0o444)
        with pytest.raises(StcError, match="its permissions let nobody write it"):
            edit(plan)
        bad.chmod(0o644)
        assert state(plan) == (BEGUN, SMALL)
    voice.write_text(BEGUN + "  COM-01:\n", "utf-8")
    with pytest.raises(FileRefused, match="updates has 1 error"):
        edit(plan)
    assert plan.read_text("utf-8") == SMALL
