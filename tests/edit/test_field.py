"""A new value for any field of a step: what changes, what stays, what is refused."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stc.edit.changes import amend_document
from stc.edit.field import NewValue, Target, find_field, list_editable, set_field
from stc.edit.layout import format_file
from stc.errors import CannotGoOn, UsageProblem
from stc.files.load import load_plan
from stc.plan.field import specs_of
from stc.plan.model import Plan, Step
from stc.plan.value_types import Extra
from tests.laws import tries
from tests.plans import FULL, SMALL, WIDE, change

TODAY = date(2026, 11, 22)
HEADS = "phases:\n  - {id: near, title: Near term}\ncategories:\n  - {id: calls, title: Calls}\n"
WITH_HEADS = change(SMALL, "departments:\n  -", f"{HEADS}departments:\n  -")
MINE = change(
    WITH_HEADS,
    "            departments: [comms-ocs]\n",
    "            # Why?\n            tags:\n              # First.\n"
    "              - 'one'  # Best.\n"
    '              - "two"\n            departments: [comms-ocs]  # ours\n'
    "            extra: {cost: '4'}\n",
)
LAYOUTS = {
    "canonical": format_file(WITH_HEADS.encode(), "plan.yaml").decode(),
    "windows": MINE.replace("\n", "\r\n"),
    "byte order mark": "\ufeff" + MINE,
    "comments and quotes": MINE,
    "open end": MINE.rstrip("\n"),
    "full": FULL.replace("near-term", "near").replace("response", "calls"),
    "braces": change(
        WITH_HEADS[: WITH_HEADS.index("          - id: COM-01")],
        "        steps:\n",
        "        steps:\n          - {id: COM-01, status: Planning, action: Write, tags: [one]}\n",
    ),
}
WORD = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=30)
TEXT = WORD.filter(lambda text: text.strip() and text.strip().casefold() != "none")
VALUES: dict[str, Any] = {
    "action": st.tuples(st.sampled_from(["Write. Read.", 'Say "no": #1', "a\nb"]) | TEXT),
    "items": st.lists(TEXT, min_size=1, max_size=4, unique=True).map(tuple),
    "tags": st.lists(TEXT | st.just("x" * 70), min_size=1, max_size=4, unique=True).map(tuple),
    "phase": st.just(("near",)),
    "category": st.just(("calls",)),
    "departments": st.sampled_from([("911",), ("MECC",), ("911", "911")]),
    "start": st.sampled_from([("2026",), ("2026-09",), ("fall 2026",), ("2026-09-01",)]),
    "deadline_label": st.tuples(TEXT),
    "review_every": st.sampled_from([("6m",), ("1y",)]),
    "page": st.sampled_from([("7",), ("12",)]),
    "extra.cost": st.tuples(TEXT),
    "extra.risk": st.tuples(TEXT),
}


def field(name: str) -> Target:
    target = find_field(name)
    assert target is not None
    return target


def open_plan(data: bytes) -> Plan:
    plan = load_plan(data, "plan.yaml").value
    assert plan is not None
    return plan


def put(data: bytes, name: str, *values: str, at: int = -1, **more: Any) -> bytes:
    """Set a field of a step that git does not have."""
    loaded = load_plan(data, "plan.yaml")
    assert loaded.value is not None, loaded.findings
    new = NewValue(values, **more)
    step = loaded.value.steps[at]
    changes = set_field(step, field(name), new, loaded.value, TODAY, None, is_published=False)
    return amend_document(loaded.document, changes, TODAY) if changes else data


def test_every_field_but_those_with_a_command_is_editable() -> None:
    assert set(list_editable()) == {name.partition(".")[0] for name in VALUES} | {
        "note",
        "evidence",
    }
    others = {key: spec.field.changed_by for key, spec in specs_of(Step).items()}
    assert {command for key, command in others.items() if key not in list_editable()} == {
        *("", "edit", "set-status", "set-deadline", "set-lead"),
    }


@settings(deadline=None, max_examples=tries(150))
@given(st.sampled_from(sorted(LAYOUTS)), st.sampled_from(sorted(VALUES)), st.data())
def test_what_is_set_is_read_back_and_nothing_else_changed(
    layout: str, name: str, data: st.DataObject
) -> None:
    before = LAYOUTS[layout].encode()
    values = data.draw(VALUES[name])
    old = open_plan(before).steps[-1]
    if old.lead and name == "departments":
        values = (*values, old.lead.id)
    after = put(before, name, *values)
    plan = open_plan(after)
    new, target = plan.steps[-1], field(name)
    if target.key:
        assert dict(new.extra or ())[target.key] == values[0].strip() or values[0]
    elif name in ("items", "tags", "action", "deadline_label"):
        held = getattr(new, name)
        assert held in (
            values,
            values[0],
            tuple(text.strip() for text in values),
            values[0].strip(),
        )
    fields = {target.spec.attribute: getattr(old, target.spec.attribute)}
    # Nothing else of the step changed, nor of any other step.
    assert new._replace(place=old.place, **fields) == old
    assert len(plan.steps) == len(open_plan(before).steps)
    # The same again changes nothing.
    assert put(after, name, *values) == after
    # Every line that was there is there, but those of the field.
    if layout != "braces":
        gone = Counter(before.decode().split("\n")) - Counter(after.decode().split("\n"))
        assert gone.total() <= (4 if name in ("items", "tags") else 1)
    if layout == "canonical":
        assert format_file(after, "plan.yaml") == after
    assert (b"\r\n" in before) == (b"\r\n" in after)
    assert after.startswith(b"\xef\xbb\xbf") == before.startswith(b"\xef\xbb\xbf")


def test_a_list_keeps_its_comments_and_quotes() -> None:
    new = put(MINE.encode(), "tags", add=("three",), remove=("two",)).decode()
    assert new == change(MINE, '- "two"', "- three")
    new = put(MINE.encode(), "tags", "zero", "one", "two").decode()
    assert new == change(
        MINE, "              # First.\n", "              # First.\n" + " " * 14 + "- zero\n"
    )
    new = put(MINE.encode(), "departments", add=("911",)).decode()
    assert new == change(MINE, "[comms-ocs]  # ours", '[comms-ocs, "911"]  # ours')


def test_a_list_that_no_longer_fits_is_written_below_its_key_and_back() -> None:
    before = LAYOUTS["canonical"].encode()
    long = ("a" * 30, "b" * 30)
    wide = put(before, "tags", *long)
    assert f"            tags:\n              - {long[0]}\n".encode() in wide
    assert b"            tags: [c]\n" in put(wide, "tags", "c")


@pytest.mark.parametrize("word", ["none", "None", " NONE "])
@pytest.mark.parametrize("name", ["tags", "departments", "page", "extra.cost", "note"])
def test_none_and_clear_remove(name: str, word: str) -> None:
    before = put(put(put(MINE.encode(), "page", "7"), "note", "A remark."), "extra.cost", "5")
    removed = put(before, name, word)
    assert removed == put(before, name, clear=True)
    assert put(removed, name, word) == removed
    step = open_plan(removed).steps[-1]
    assert not getattr(step, name.partition(".")[0])


@pytest.mark.parametrize(
    ("name", "new", "said"),
    [
        ("action", NewValue(("none",)), "COM-02: action cannot be taken away: a step needs one."),
        ("action", NewValue(("a", "b")), "action takes one value."),
        ("page", NewValue(("x",)), 'page: A whole number is expected here, not "x".'),
        ("review_every", NewValue(("6",)), 'review_every: "6" is not a number of months or years.'),
        ("start", NewValue(("03/04/2026",)), "start: "),
        ("phase", NewValue(("far",)), 'Unknown phase "far".'),
        ("departments", NewValue(("nobody",)), 'Unknown department "nobody".'),
        ("departments", NewValue(remove=("911",)), 'COM-02: "911" is not among its departments.'),
        ("tags", NewValue(remove=("ten",)), 'Unknown value of tags "ten".'),
        ("page", NewValue(add=("7",)), "page holds one value."),
        ("extra.Cost-1", NewValue(("x",)), ""),
        ("extra.9", NewValue(("x",)), 'extra.9: The key "9" is not well-formed.'),
        ("note", NewValue(("n/a",)), 'note: "n/a" says nothing.'),
        ("extra", NewValue(("x",)), "extra holds texts by keys."),
        ("status", NewValue(("x",)), "set does not change status."),
    ],
)
def test_what_is_not_a_value_is_refused(name: str, new: NewValue, said: str) -> None:
    plan = open_plan(MINE.encode())
    if not said:
        assert set_field(plan.steps[1], field(name), new, plan, TODAY, None, is_published=False)
        return
    with pytest.raises(UsageProblem) as caught:
        set_field(plan.steps[1], field(name), new, plan, TODAY, None, is_published=False)
    assert caught.value.message.startswith(said)


def test_the_lead_stays_among_the_departments() -> None:
    data = FULL.encode()
    with pytest.raises(UsageProblem) as caught:
        put(data, "departments", remove=("mayor",))
    assert caught.value.message.startswith("COM-01: mayor leads the step")
    assert caught.value.hint == "Take the lead away first: stc set-lead COM-01 none."


def test_what_people_wrote_is_replaced_only_when_asked() -> None:
    data = FULL.encode()
    with pytest.raises(CannotGoOn, match=r'would replace the note recorded before: "A remark\."'):
        put(data, "note", "Another.")
    with pytest.raises(CannotGoOn, match="would replace the evidence recorded before"):
        put(data, "evidence", "The news")
    longer = put(data, "note", "A remark. It was read.")
    assert open_plan(longer).steps[0].note == "A remark. It was read."
    more = put(data, "evidence", add=("The news",))
    assert open_plan(more).steps[0].evidence == ("The minutes", "The news")
    assert b"note: Another." in put(data, "note", "Another.", replace=True)


def test_a_published_wording_needs_a_reason_which_is_noted() -> None:
    plan = open_plan(FULL.encode())
    (step,) = plan.steps

    def reword(text: str, committed: Step | None, reason: str | None = None) -> Any:
        new = NewValue((text,), reason=reason)
        at = field("action"), new, plan, TODAY, committed
        return set_field(step, *at, is_published=committed is None)

    for committed in (step, None):
        with pytest.raises(UsageProblem, match="published, so a new wording needs --reason"):
            reword("Write a page.", committed)
    changes = reword("Write a page.", step, "It was asked.")
    said = [(change.field, change.value) for change in changes]
    assert said == [("action", "Write a page."), ("note", "A remark. It was asked.")]
    # Typography is no new wording; nor is what was noted since the last commit.
    assert len(reword("Write the  page.", step)) == 1
    assert len(reword("Write a page.", step._replace(note="Older."))) == 1
    assert len(reword("Write a page.", step._replace(action="Write a page."))) == 1


def test_free_keys_keep_their_order() -> None:
    new = open_plan(put(put(MINE.encode(), "extra.risk", "low"), "extra.cost", "5")).steps[-1]
    assert new.extra == Extra((("cost", "5"), ("risk", "low")))
    assert open_plan(WIDE.encode()).steps
