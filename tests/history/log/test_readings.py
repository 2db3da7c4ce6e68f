"""A version read from the one before it says what reading all of it says, whatever was edited."""

from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stc.files.load import Loaded, load_plan
from stc.findings import Finding
from stc.history.readings import Reading, Readings
from stc.history.step_text import NOWHERE
from stc.plan.dates import LAST_DAY
from stc.plan.model import Plan
from stc.rules.validate import find_plan_errors
from tests.plans import FULL, change

MORE = """\

          - id: COM-02
            status: Planning
            action: >-
              Read the page aloud.

              Then read it again.
            departments: ["911"]
            deadline: 2025-06-30

          - id: COM-03
            status: Not started
            action: "Print
              the page."
            departments: [mayor]
      - title: Speak often
        steps:
          - id: COM-04
            status: Ongoing
            action: |+
              Call.

          # A remark between two steps.
          - id: COM-05
            status: Unknown
            action: Answer the call.
            needs_review: {fields: [status], note: It is smudged.}
  - id: GOV
    title: Governance
    goals:
      - title: Decide
        steps:
        - id: GOV-01
          status: In progress
          action: Decide the page.
          departments: [mayor, "911"]
          deadline: 2024-12-31
"""
TEXT = FULL + MORE
BLOCK = "          - id: COM-09\n            status: Planning\n            action: Wait.\n\n"


class Blob(NamedTuple):
    data: bytes


class Blobs(dict[str, bytes]):
    """Stands in for git."""

    def read(self, name: str) -> Blob | None:
        return Blob(self[name]) if name in self else None


def judge(loaded: Loaded[Plan]) -> tuple[Finding, ...]:
    return find_plan_errors(loaded, LAST_DAY)


def read_whole(data: bytes) -> Plan | None:
    loaded = load_plan(data, "plan.yaml")
    if loaded.value is None or any(one.severity == "error" for one in judge(loaded)):
        return None
    steps = tuple(step._replace(place=NOWHERE) for step in loaded.value.steps)
    return loaded.value._replace(steps=steps)


def read_all(versions: list[bytes]) -> tuple[Readings, list[Reading]]:
    readings = Readings(Blobs({str(n): data for n, data in enumerate(versions)}), judge)
    return readings, [readings.read(str(n), "plan.yaml") for n in range(len(versions))]


HOSTILE = (
    '"', "'", "|", ">-", "#", " # ", "---\n", "...\n", "\t", "\x00", "\r", "\u2028", "\ufeff", "- ",
    "- id: COM-02\n", "          - id: COM-02\n", "          - id: COM-03\n", "&a ", "*a", "!x ",
    "<<: ", "? ", "[", "]", "{", "}", ": ", "%YAML 1.1\n", "<<<<<<< HEAD\n", "=======\n", "\n",
    "            note: |\n              - id: COM-03\n", '            note: "\n', "  ", " ",
    "            lead: mayor\n", "            completed: 2024-01-01\n", "911", "mayor", "COM-01",
    "            departments: [mayor, mayor]\n", "            nope: 1\n", BLOCK, "é", "\udce9",
    "      - title: Another goal\n        steps:\n", "        title: Twice\n", "\n\n\n", "|+\n",
    "            status: Planning\n", "            ", "        steps: []\n", "sections: []\n",
)  # fmt: skip
SWAPS = (
    ("Planning", "Complete"), ("Not started", "In progress"), ("2025-06-30", "2025-09-30"),
    ("Ongoing", "Done"), ("aloud", "softly"), ("COM-05", "COM-06"), ("COM-02", "com-02"),
    ('"911"', "mayor"), ("mayor", "council"), ("\n", "\r\n"), ("\r\n", "\n"), ("'", "’"),
    ("2024-12-31", "2026-12-31"), ("COM-03", "GOV-03"), ("  ", " "), ("|+", ">"),
)  # fmt: skip

Edit = tuple[str, int, int, int]
EDITS = st.one_of(
    st.tuples(st.just("insert"), st.integers(0, 4000), st.integers(0, 99), st.just(0)),
    st.tuples(st.just("insert line"), st.integers(0, 200), st.integers(0, 99), st.just(0)),
    st.tuples(st.just("delete lines"), st.integers(0, 200), st.integers(1, 8), st.just(0)),
    st.tuples(st.just("copy lines"), st.integers(0, 200), st.integers(1, 8), st.integers(0, 200)),
    st.tuples(st.just("cut"), st.integers(0, 4000), st.integers(1, 20), st.just(0)),
    st.tuples(st.just("swap"), st.integers(0, 99), st.integers(0, 3), st.just(0)),
    st.tuples(st.just("swap all"), st.integers(0, 99), st.just(0), st.just(0)),
    st.tuples(st.just("undo"), st.just(0), st.just(0), st.just(0)),
)


def edit(text: str, one: Edit) -> str:
    kind, first, second, third = one
    lines = text.splitlines(keepends=True)
    at = first % (len(lines) or 1)
    if kind == "insert":
        place = first % (len(text) + 1)
        return text[:place] + HOSTILE[second % len(HOSTILE)] + text[place:]
    if kind == "insert line":
        return "".join([*lines[:at], HOSTILE[second % len(HOSTILE)], *lines[at:]])
    if kind == "delete lines":
        return "".join([*lines[:at], *lines[at + second :]])
    if kind == "copy lines":
        to = third % (len(lines) or 1)
        return "".join([*lines[:to], *lines[at : at + second], *lines[to:]])
    if kind == "cut":
        place = first % (len(text) + 1)
        return text[:place] + text[place + second :]
    if kind.startswith("swap"):
        old, new = SWAPS[first % len(SWAPS)]
        if kind == "swap all":
            return text.replace(old, new)
        parts = text.split(old)
        at = second % len(parts)
        return old.join(parts[: at + 1]) + new + old.join(parts[at + 1 :]) if at else text
    return TEXT


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(EDITS, st.booleans()), min_size=1, max_size=8))
def test_it_is_what_reading_all_of_it_gives(edits: list[tuple[Edit, bool]]) -> None:
    text, versions = TEXT, [TEXT.encode()]
    for one, kept in edits:
        after = edit(text, one)
        versions.append(after.encode("utf-8", "surrogateescape"))
        # An edit that breaks the file is often taken back.
        if kept or read_whole(versions[-1]) is not None:
            text = after
    _, readings = read_all(versions)
    for data, reading in zip(versions, readings, strict=True):
        assert reading.plan == read_whole(data)
        assert (reading.plan is None) == bool(reading.problem)


def test_only_the_step_that_changed_is_read_again() -> None:
    after = change(TEXT, "status: Not started", "status: Complete")
    after = change(after, "Answer the call.", "Answer every call.")
    readings, (first, second) = read_all([TEXT.encode(), after.encode()])
    assert readings.parsed == 1
    assert first.plan is not None and second.plan is not None
    pairs = zip(first.plan.steps, second.plan.steps, strict=True)
    assert [step.id for before, step in pairs if before is not step] == ["COM-03", "COM-05"]
    assert second.plan == read_whole(after.encode())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2025-06-30\n", "2025-06-30\n            page: 3\n"),
        ("            status: Ongoing\n", ""),
        ("          - id: COM-05\n", BLOCK + "          - id: COM-05\n"),
        ('"911"]\n          deadline: 2024', '"911"]\n          page: 2\n          deadline: 2025'),
        ("departments: [mayor]\n", 'lead: "911"\n            departments: ["911"]\n'),
        ("          - id: COM-03\n", "          - id: COM-13\n"),
    ],
)  # fmt: skip
def test_common_edits(old: str, new: str) -> None:
    after = change(TEXT, old, new).encode()
    readings, (_, second) = read_all([TEXT.encode(), after])
    assert second.plan == read_whole(after)
    assert readings.parsed == (2 if second.plan is None or "COM-13" in new else 1)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Ongoing", "Done", 'STC105 on line 87: unknown status "Done"'),
        ("sections:\n", "<<<<<<< HEAD\nsections:\n", "STC007 on line 39: The line contains"),
        ("schema_version: 1", "schema_version: 2", "STC114 on line 1: The schema version"),
        ("mayor, \"911\"]\n          deadline", "mayor, mayor]\n          deadline", "STC110"),
    ],
)  # fmt: skip
def test_the_reason_is_one_sentence(old: str, new: str, said: str) -> None:
    _, (_, second) = read_all([TEXT.encode(), change(TEXT, old, new).encode()])
    assert second.plan is None
    assert second.problem.startswith(said)


def test_after_a_broken_version_the_last_sound_one_is_built_on() -> None:
    after = change(TEXT, "status: Not started", "status: Complete")
    readings, (first, broken, second) = read_all([TEXT.encode(), b"a: [", after.encode()])
    assert broken.plan is None
    assert readings.parsed == 2
    assert first.plan is not None and second.plan is not None
    assert second.plan.steps[0] is first.plan.steps[0]


def test_a_version_that_git_does_not_have() -> None:
    assert Readings(Blobs()).read("0", "plan.yaml") == Reading(None, "git does not have it")


def test_the_same_steps_are_the_same_objects_after_a_whole_reading() -> None:
    after = change(TEXT, "title: A plan\n", "title: The plan\n")
    readings, (first, second) = read_all([TEXT.encode(), after.encode()])
    assert readings.parsed == 2
    assert first.plan is not None and second.plan is not None
    assert all(one is two for one, two in zip(first.plan.steps, second.plan.steps, strict=True))
