"""An edit changes what was asked and no other byte: on the published plan, and on odd files."""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stc.edit import changes as amend_changes
from stc.edit.changes import Change, amend_document
from stc.edit.layout import format_document
from stc.errors import CannotGoOn, FileRefused, StcError
from stc.files.blocks import Memory
from stc.files.load import load_plan
from stc.plan.model import Plan
from stc.yaml.document import Document
from stc.yaml.edits import Edit
from stc.yaml.nodes import Scalar
from stc.yaml.reader import read_document
from tests.laws import tries
from tests.plans import FULL, SMALL, STATUSES, change, read_published_bytes, read_published_plan

NAMES = [status.name for status in STATUSES]
STEPS = read_published_plan().steps
TODAY = date(2026, 11, 22)
REVIEW = "            needs_review: {fields: [status], note: To be checked}\n"
# Every step of it may be Unknown, too.
MARKED = re.sub(
    r"(            page: \d+\n)(?!            needs_review)",
    rf"\1{REVIEW}",
    read_published_bytes().decode(),
).encode()
CANONICAL = format_document(read_document(MARKED, "plan.yaml"))
TEXTS = st.text(max_size=150).filter(lambda text: text.strip())


def open_plan(data: bytes) -> tuple[Document, Plan]:
    loaded = load_plan(data, "plan.yaml")
    assert loaded.value is not None, loaded.findings
    return loaded.document, loaded.value


def set_all(data: bytes, wanted: dict[str, str]) -> bytes:
    document, plan = open_plan(data)
    changes = [Change(step, "status", wanted[step.id]) for step in plan.steps if step.id in wanted]
    return amend_document(document, changes, TODAY)


@pytest.mark.parametrize("before", [MARKED, CANONICAL], ids=["as published", "canonical"])
@pytest.mark.parametrize("shift", range(1, len(NAMES)))
def test_every_status_becomes_every_other_and_back(shift: int, before: bytes) -> None:
    """All steps at once: the six shifts together are each pair of each step once."""
    old = {step.id: step.status.name for step in STEPS}
    new = {one: NAMES[(NAMES.index(name) + shift) % len(NAMES)] for one, name in old.items()}
    between = set_all(before, new)
    assert set_all(between, old) == before
    pairs = zip(before.split(b"\n"), between.split(b"\n"), strict=True)
    changed = [(was, now) for was, now in pairs if was != now]
    assert changed == [
        (f"            status: {old[one]}".encode(), f"            status: {new[one]}".encode())
        for one in old
    ]


@settings(deadline=None, max_examples=tries(20))
@given(
    st.lists(st.sampled_from(STEPS), min_size=1, max_size=4, unique=True), st.sampled_from(NAMES)
)
def test_some_steps_become_one_status_and_back(steps: list, name: str) -> None:  # type: ignore[type-arg]
    before = MARKED
    between = set_all(before, {step.id: name for step in steps})
    _, plan = open_plan(between)
    for was, now in zip(STEPS, plan.steps, strict=True):
        assert now.status.name == (name if was in steps else was.status.name)
    assert set_all(between, {step.id: step.status.name for step in steps}) == before


ODD = {
    "crlf": SMALL.replace("\n", "\r\n").encode(),
    "byte order mark": b"\xef\xbb\xbf" + SMALL.encode(),
    "both": b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode(),
    "no final newline": SMALL.rstrip("\n").encode(),
    "comments": SMALL.replace("status: Planning", "status: Planning  # since May").encode(),
    "comment lines": SMALL.replace(
        "            action", "            # Why?\n            action"
    ).encode(),
    "double quotes": SMALL.replace("status: Planning", 'status: "Planning"').encode(),
    "single quotes": SMALL.replace("status: Planning", "status: 'Planning'").encode(),
    "spaces": SMALL.replace("status: Planning", "status:   Planning   ").encode(),
    "status last": SMALL.replace("            status: Complete\n", "").rstrip("\n").encode()
    + b"\n            status: Complete",
    "flow": change(
        SMALL[: SMALL.index("          - id: COM-01")],
        "        steps:\n",
        "        steps:\n          - {id: COM-01, status: Planning, action: Write}\n",
    ).encode(),
    "line above": SMALL.replace("status: Planning", "status:\n              Planning").encode(),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_file_stays_as_odd(name: str) -> None:
    data = ODD[name]
    _, plan = open_plan(data)
    old = {step.id: step.status.name for step in plan.steps}
    new = dict.fromkeys(old, "Ongoing")
    between = set_all(data, new)
    assert between == data.replace(b"Planning", b"Ongoing").replace(b"Complete", b"Ongoing")
    assert set_all(between, old) == data


@pytest.mark.parametrize("name", [one for one in ODD if one != "flow"])
def test_what_is_inserted_takes_the_line_ends_of_the_file(name: str) -> None:
    document, plan = open_plan(ODD[name])
    step = plan.steps[-1]
    changes = [
        Change(step, "reason", "It was asked for"),
        Change(step, "evidence", added=("The minutes", "https://example.org")),
        Change(step, "note", "One. " * 40),
    ]
    data = amend_document(document, changes, TODAY)
    _, after = open_plan(data)
    assert after.steps[-1].reason == "It was asked for"
    assert after.steps[-1].evidence == ("The minutes", "https://example.org")
    assert data.endswith(b"\n") == ODD[name].endswith(b"\n")
    assert data.startswith(b"\xef\xbb\xbf") == ODD[name].startswith(b"\xef\xbb\xbf")
    if b"\r\n" in ODD[name]:
        assert data.count(b"\n") == data.count(b"\r\n")
    assert remove(data, ("reason", "evidence", "note")) == ODD[name]


def remove(data: bytes, fields: tuple[str, ...]) -> bytes:
    for field in fields:
        document, plan = open_plan(data)
        data = amend_document(document, [Change(plan.steps[-1], field)], TODAY)
    return data


@settings(deadline=None, max_examples=tries(80))
@given(TEXTS, st.sampled_from([SMALL, FULL, SMALL.replace("\n", "\r\n")]))
def test_any_text_is_recorded_as_it_is(text: str, plan_text: str) -> None:
    document, plan = open_plan(plan_text.encode())
    step = plan.steps[0]
    data = amend_document(document, [Change(step, "note", text)], TODAY)
    _, after = open_plan(data)
    assert after.steps[0].note == text
    assert [one.action for one in after.steps] == [one.action for one in plan.steps]


def damage(document: Document, scalar: Scalar, value: str) -> Edit:
    """Does what was asked, and swallows the line below as well."""
    end = document.text.index("\n", scalar.end)
    return Edit(scalar.start, document.text.index("\n", end + 1), value)


def damage_another(document: Document, scalar: Scalar, value: str) -> Edit:
    """Change another step."""
    start = document.text.rindex("Read the page")
    return Edit(start, start + 4, "Burn")


def do_nothing(document: Document, scalar: Scalar, value: str) -> Edit:
    return Edit(scalar.start, scalar.start, "")


def break_it(document: Document, scalar: Scalar, value: str) -> Edit:
    return Edit(scalar.start, scalar.end, '"')


@pytest.mark.parametrize(
    ("edit", "refusal"),
    [
        (damage, FileRefused),
        (damage_another, CannotGoOn),
        (do_nothing, CannotGoOn),
        (break_it, FileRefused),
    ],
)
def test_a_wrong_edit_is_caught_by_the_proof(
    edit: object, refusal: type[CannotGoOn], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(amend_changes, "set_scalar", edit)
    document, plan = open_plan(SMALL.encode())
    with pytest.raises(refusal) as caught:
        amend_document(document, [Change(plan.steps[0], "status", "Complete")], TODAY)
    assert "nothing was written" in caught.value.message


def test_a_value_that_is_not_allowed_is_refused_with_its_place() -> None:
    document, plan = open_plan(SMALL.encode())
    with pytest.raises(FileRefused) as caught:
        amend_document(document, [Change(plan.steps[0], "status", "Doen")], TODAY)
    assert [(one.code, str(one.place)) for one in caught.value.findings] == [
        ("STC105", "plan.yaml:20:21")
    ]


def test_what_cannot_be_changed_exactly_names_the_place() -> None:
    data = change(SMALL, "status: Complete\n", "status: Complete\n            evidence: []\n")
    document, plan = open_plan(data.encode())
    with pytest.raises(CannotGoOn) as caught:
        amend_document(document, [Change(plan.steps[1], "evidence", added=("The news",))], TODAY)
    assert "COM-02 cannot be changed exactly, so nothing was written" in caught.value.message
    assert caught.value.hint == "Change it by hand at plan.yaml:25:13."


def test_of_several_steps_that_cannot_be_changed_exactly_the_first_is_the_place() -> None:
    empty = "            evidence: []\n            action:"
    document, plan = open_plan(SMALL.replace("            action:", empty).encode())
    changes = [Change(step, "evidence", added=("The news",)) for step in plan.steps]
    with pytest.raises(CannotGoOn) as caught:
        amend_document(document, [*changes, changes[-1]], TODAY)
    assert caught.value.message.startswith("COM-01, COM-02 cannot be changed exactly")
    assert caught.value.hint == "Change it by hand at plan.yaml:19:13."


CHANGES = st.one_of(
    st.tuples(st.just("status"), st.sampled_from(NAMES)),
    st.tuples(st.sampled_from(["note", "reason"]), st.none() | TEXTS),
    st.tuples(st.sampled_from(["deadline", "completed"]), st.none() | st.just("2026-12-31")),
    st.tuples(st.just("evidence"), st.lists(TEXTS, min_size=1, max_size=2).map(tuple)),
)


@given(st.lists(st.tuples(st.integers(0, len(STEPS) - 1), CHANGES), min_size=1, max_size=5))
@settings(deadline=None)
def test_a_step_alone_is_changed_as_it_is_in_the_whole_file(
    drawn: list[tuple[int, tuple[str, Any]]],
) -> None:
    document, plan = open_plan(CANONICAL)
    changes = {}
    for number, (field, value) in drawn:
        step = plan.steps[number]
        if value is not None or getattr(step, field):
            added = value if isinstance(value, tuple) else ()
            changes[step.id, field] = Change(step, field, None if added else value, added)
    shown = outcome_of(document, tuple(changes.values()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Memory, "read", lambda self, data: None)
        assert outcome_of(document, tuple(changes.values())) == shown


def outcome_of(document: Document, changes: tuple[Change, ...]) -> object:
    try:
        return amend_document(document, changes, TODAY)
    except StcError as error:
        return (type(error), str(error), getattr(error, "findings", ()))
