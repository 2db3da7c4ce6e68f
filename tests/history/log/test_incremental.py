"""A version read from those before it says what reading all of it says, whatever was edited."""

from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stc.files.blocks import NOWHERE
from stc.files.load import Loaded, load_plan
from stc.findings import Finding
from stc.history.incremental import Reading, VersionReader
from stc.plan.dates import LAST_DAY
from stc.plan.model import Plan
from stc.rules.validate import find_plan_errors
from tests.files.layouts import EDITS, LAYOUTS, PLAN, Edit, change_text
from tests.laws import tries
from tests.plans import change

BLOCK = "          - id: COM-09\n            status: Planning\n            action: Wait.\n\n"


class Blob(NamedTuple):
    data: bytes


class Blobs(dict[str, bytes]):
    """Stands in for git."""

    def read(self, name: str) -> Blob | None:
        return Blob(self[name]) if name in self else None


def check(loaded: Loaded[Plan]) -> tuple[Finding, ...]:
    return find_plan_errors(loaded, LAST_DAY)


def read_whole(data: bytes) -> Plan | None:
    loaded = load_plan(data, "plan.yaml")
    if loaded.value is None or any(one.severity == "error" for one in check(loaded)):
        return None
    steps = tuple(step._replace(place=NOWHERE) for step in loaded.value.steps)
    return loaded.value._replace(steps=steps)


def read_all(versions: list[bytes]) -> tuple[VersionReader, list[Reading]]:
    readings = VersionReader(Blobs({str(n): data for n, data in enumerate(versions)}), check)
    return readings, [readings.read(str(n), "plan.yaml") for n in range(len(versions))]


@settings(max_examples=tries(300), deadline=None)
@given(
    st.sampled_from(sorted(LAYOUTS)),
    st.lists(st.tuples(EDITS, st.booleans()), min_size=1, max_size=8),
)
def test_it_is_what_reading_all_of_it_gives(layout: str, edits: list[tuple[Edit, bool]]) -> None:
    text, versions = LAYOUTS[layout], [LAYOUTS[layout].encode()]
    for one, kept in edits:
        after = change_text(text, one, LAYOUTS[layout])
        versions.append(after.encode("utf-8", "surrogateescape"))
        # An edit that breaks the file is often taken back.
        if kept or read_whole(versions[-1]) is not None:
            text = after
    _, readings = read_all(versions)
    for data, reading in zip(versions, readings, strict=True):
        assert reading.plan == read_whole(data)
        assert (reading.plan is None) == bool(reading.problem)


def test_only_the_step_that_changed_is_read_again() -> None:
    after = change(PLAN, "status: Not started", "status: Complete")
    after = change(after, "Answer the call.", "Answer every call.")
    readings, (first, second) = read_all([PLAN.encode(), after.encode()])
    assert readings.parsed == 0
    assert first.plan is not None
    assert second.plan is not None
    pairs = zip(first.plan.steps, second.plan.steps, strict=True)
    assert [step.id for before, step in pairs if before is not step] == ["COM-03", "COM-05"]
    assert second.plan == read_whole(after.encode())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2025-06-30\n", "2025-06-30\n            page: 3\n"),
        ("            status: Ongoing\n", ""),
        ("          - id: COM-05\n", BLOCK + "          - id: COM-05\n"),
        ("            deadline: 2024-11-30\n", "            page: 2\n"),
        ("departments: [mayor]\n", 'lead: "911"\n            departments: ["911"]\n'),
        ("          - id: COM-03\n", "          - id: COM-13\n"),
        ("title: A plan\n", "title: The plan\n"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_common_edits(old: str, new: str, end: str) -> None:
    after = change(PLAN, old, new).replace("\n", end).encode()
    readings, (first, second) = read_all([PLAN.replace("\n", end).encode(), after])
    assert second.plan == read_whole(after)
    assert readings.parsed == (second.plan is None)
    if first.plan and second.plan:
        before = {step.id: step for step in first.plan.steps}
        assert sum(step is not before.get(step.id) for step in second.plan.steps) <= 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Ongoing", "Done", 'STC105 on line 92: Unknown status "Done"'),
        ("sections:\n", "<<<<<<< HEAD\nsections:\n", "STC007 on line 44: The line contains"),
        ("schema_version: 1", "schema_version: 2", "STC114 on line 1: The schema version"),
        ("departments: [mayor]\n", "departments: [mayor, mayor]\n", "STC110 on line 88"),
    ],
)  # fmt: skip
def test_the_reason_is_one_sentence(old: str, new: str, said: str) -> None:
    _, (_, second) = read_all([PLAN.encode(), change(PLAN, old, new).encode()])
    assert second.plan is None
    assert second.problem.startswith(said)


def test_after_a_broken_version_the_last_valid_one_is_built_on() -> None:
    after = change(PLAN, "status: Not started", "status: Complete")
    readings, (first, broken, second) = read_all([PLAN.encode(), b"a: [", after.encode()])
    assert broken.plan is None
    assert readings.parsed == 1
    assert first.plan is not None
    assert second.plan is not None
    assert second.plan.steps[0] is first.plan.steps[0]


def test_a_version_that_git_does_not_have() -> None:
    assert VersionReader(Blobs()).read("0", "plan.yaml") == Reading(None, "git does not have it")


def test_the_same_steps_are_the_same_objects_after_a_whole_reading() -> None:
    cut, whole = PLAN.encode(), LAYOUTS["no line feed at the end"].encode()
    readings, (first, second, third) = read_all([cut, whole, cut])
    assert readings.parsed == 1
    assert first.plan is not None
    assert second.plan is not None
    assert third.plan is not None
    for plan in (second.plan, third.plan):
        assert all(one is two for one, two in zip(first.plan.steps, plan.steps, strict=True))
