"""A plan read block by block is the plan of the whole text, whatever was read before."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stc.files import blocks
from stc.files.blocks import NOWHERE, Memory, cut_plan
from stc.files.load import load_plan_by_tree
from stc.findings import has_errors
from stc.plan.model import Plan
from stc.yaml import builder
from tests.files.layouts import EDITS, LAYOUTS, PLAN, change_text
from tests.laws import tries
from tests.plans import change, read_published_bytes

CUT = sorted({*LAYOUTS} - {"JSON", "no line feed at the end"})
LAST = "            deadline: 2024-11-30\n"
CALL = "              Call.\n"


def read_whole(data: bytes) -> Plan | None:
    """Return the plan without the places of its steps, as the tree has it; None for an error."""
    loaded = load_plan_by_tree(data, "plan.yaml")
    assert (loaded.value is None) == has_errors(loaded.findings)
    if loaded.value is None:
        return None
    steps = tuple(step._replace(place=NOWHERE) for step in loaded.value.steps)
    return loaded.value._replace(steps=steps)


def require_same(*texts: str | bytes) -> list[Plan | None]:
    """Requires the law of texts that are read one after the other; gives what was read."""
    memory, plans = Memory(), []
    for text in texts:
        data = text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text
        plan = memory.read(data)
        assert plan is None or plan == read_whole(data)
        plans.append(plan)
    return plans


@pytest.mark.parametrize("layout", CUT)
def test_a_plan_in_any_layout_is_cut(layout: str) -> None:
    (plan,) = require_same(LAYOUTS[layout])
    assert plan is not None


@pytest.mark.parametrize("layout", ["JSON", "no line feed at the end"])
def test_where_the_cut_is_not_certain_the_whole_is_read(layout: str) -> None:
    assert require_same(LAYOUTS[layout]) == [None]


def test_the_published_plan_is_cut() -> None:
    (plan,) = require_same(read_published_bytes())
    assert plan is not None


@settings(max_examples=tries(400), deadline=None)
@given(st.sampled_from(sorted(LAYOUTS)), st.lists(st.tuples(EDITS, st.booleans()), max_size=6))
def test_whatever_is_changed_again_and_again_is_the_plan_of_the_whole(
    layout: str, edits: list[tuple[Any, bool]]
) -> None:
    text, texts = LAYOUTS[layout], [LAYOUTS[layout]]
    for one, kept in edits:
        after = change_text(text, one, LAYOUTS[layout])
        texts.append(after)
        if kept:
            text = after
    require_same(*texts)
    require_same(texts[-1])


@settings(max_examples=tries(200), deadline=None)
@given(st.sampled_from(CUT), st.lists(EDITS, min_size=1, max_size=4))
def test_each_step_is_where_the_tree_and_a_first_reading_have_it(
    layout: str, edits: list[Any]
) -> None:
    text, memory = LAYOUTS[layout], Memory()
    for one in (None, *edits):
        text = change_text(text, one, LAYOUTS[layout]) if one else text
        data = text.encode("utf-8", "surrogateescape")
        plan, first = memory.read_in_place(data, "plan.yaml"), Memory()
        if plan is not None:
            assert plan == load_plan_by_tree(data, "plan.yaml").value
            if first.read(data) is not None:
                assert memory.locate(data) == first.locate(data)


@pytest.mark.parametrize("number", [1, 2])
def test_only_steps_between_equal_ends_are_read_again(
    monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    memory = Memory()
    assert memory.read(PLAN.encode()) is not None
    monkeypatch.setattr(blocks, "cut_plan", None)
    begin, end = PLAN.index("          - id: COM-01"), PLAN.index("          - id: COM-03")
    after = PLAN[:begin] + PLAN[begin:end].replace("action: ", "action: Now ", number) + PLAN[end:]
    plan = memory.read(after.encode())
    assert plan == read_whole(after.encode())


# Faults that were found once.


def test_spaces_at_the_end_that_a_block_scalar_owned() -> None:
    at_end = change(PLAN, LAST, "            note: |\n              Call.\n")
    for spaces in ("  ", "            ", "              ", "                "):
        for end in ("\n", "\n\n", "\n \n"):
            require_same(at_end, at_end + spaces + end, at_end)
            require_same(at_end + spaces + end)
            require_same(change(PLAN, CALL, CALL + spaces + end))


def test_a_list_that_must_be_filled_and_is_empty() -> None:
    empty = change(PLAN, "{fields: [status], note", "{fields: [], note")
    assert read_whole(empty.encode()) is None
    assert require_same(PLAN, empty)[1] is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "        steps:\n          - id: COM-01",
            "        steps:\n          - a\n          - id: COM-01",
        ),
        ("      - title: Wait\n", "      - - title: Wait\n"),
        (
            "      - title: Speak often\n        steps:\n",
            "      - title: Speak often\n        steps:\n          - x\n",
        ),
        (
            "        steps:\n          - id: GOV",
            "        steps:\n          - steps of run 2\n          - id: GOV",
        ),
    ],
)
def test_two_items_in_the_head_of_a_run(old: str, new: str) -> None:
    text = change(PLAN, old, new)
    assert read_whole(text.encode()) is None
    assert require_same(PLAN, text)[1] is None
    assert require_same(text) == [None]


def test_no_line_feed_at_the_end() -> None:
    note = change(PLAN, LAST, "            note: |\n              Call.\n")
    for text in (note.rstrip("\n"), note.rstrip("\n") + " "):
        assert require_same(note, text, note)[1] is None
    first, step = PLAN.index("          - id: GOV-01"), note[note.index("          - id: GOV-01") :]
    moved = PLAN[:first] + step.replace("GOV-01", "GOV-02") + PLAN[first:]
    require_same(note.rstrip("\n"), moved, note)


def test_a_carriage_return_too_many() -> None:
    crlf = PLAN.replace("\n", "\r\n")
    for line in (LAST, CALL):
        text = crlf.replace(line.replace("\n", "\r\n"), line.replace("\n", "\r\r\n"), 1)
        assert require_same(crlf, text, PLAN)[1] is None
        require_same(PLAN.replace(line, line.replace("\n", "\r\n"), 1))


def test_a_version_that_the_cut_refused_is_not_built_on() -> None:
    anchor = change(PLAN, "status: Ongoing", "status: &a Ongoing")
    other = change(PLAN, "status: Ongoing", "status: Complete")
    plans = require_same(PLAN, anchor, other, anchor, PLAN)
    assert [plan is None for plan in plans] == [False, True, False, True, False]
    quote = change(PLAN, "action: Answer", "action: 'Answer")
    plans = require_same(quote, PLAN, quote, other)
    assert [plan is None for plan in plans] == [True, False, True, False]


def test_what_is_remembered_of_another_column_is_not_used() -> None:
    left = LAYOUTS["steps further left"]
    assert None not in require_same(PLAN, left, PLAN, left)
    item = "            evidence:\n          - A letter\n"
    odd = change(PLAN, LAST, LAST + item)
    require_same(left, odd)
    require_same(odd, left)


# More edges of the cut.


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("            page: 1\n", "            note: |\n              - id: COM-77\n"),
        ("action: Answer the call.", "action: Answer\n              - id: COM-77"),
        ("action: Answer the call.", "action: 'Answer\n\n          - id: COM-77'"),
        ("action: Answer the call.", 'action: "Answer\n          - id: COM-77"'),
        ("departments: [mayor]\n", "departments: [mayor\n          ,\n          - id]\n"),
        ("status: Ongoing", "status: Ongoing # 'not a quote"),
        ("status: Ongoing", 'status: Ongoing # "not a quote [nor a bracket'),
        ("          # A remark", "# A remark"),
        ("          # A remark", "                 # A remark"),
        ("          # A remark", "\n\n          # steps:\n          # A remark"),
        (
            "        steps:\n          - id: COM-04",
            "        steps: # often\n\n          # those\n          - id: COM-04",
        ),
        ("title: Speak often", "title: 'steps of run 0'"),
        ("title: Governance", "title: |\n      Governance\n\n"),
        ("action: Answer the call.", "action: steps of run 1"),
        ("  - id: GOV\n", "  # Below the steps.\n  - id: GOV\n"),
        ("      - title: Speak often\n", "      - title: >\n          Speak\n          often\n"),
        ("          - id: GOV-01\n", "          -   id: GOV-01\n              page: 1\n"),
        ("          - id: GOV-01\n", "          -\n            id: GOV-01\n"),
        ("          - id: GOV-01\n", "          - ? id\n            : GOV-01\n"),
        (
            "          - id: COM-05\n            status",
            "          - # The fifth.\n            id: COM-05\n            status",
        ),
        ("sections:\n", "sections: # all\n"),
        ("sections:\n", "x: |\n  a\n\nsections:\n"),
        ("            action: Decide", "            note: \u2028a\n            action: Decide"),
        ("            action: Decide", "            note: '\u2028a'\n            action: Decide"),
        ("            action: Decide", "            note: a |+ b\n            action: Decide"),
        (
            "            action: Decide",
            "            note: |+\n              a\n\n            action: Decide",
        ),
        (
            "            action: Decide",
            "            note: |2+\n                a\n\n            action: Decide",
        ),
        ("id: GOV-01", "id: COM-01"),
        ("id: GOV-01", "id: com-01"),
        ("title: Speak often", "title: Speak out"),
        ("id: mayor", "id: mayors"),
        ("name: Mayor's office", "name: The mayor"),
        (
            "        steps: []\n",
            "        steps: [{id: COM-08, status: Planning, action: Wait., departments: []}]\n",
        ),
        ("      - title: Wait\n        steps: []\n", ""),
    ],
)
def test_the_edges_of_blocks(old: str, new: str) -> None:
    assert old in PLAN or old == "            page: 1\n"
    text = PLAN.replace(old, new, 1)
    for one, other in ((PLAN, text), (PLAN.replace("\n", "\r\n"), text.replace("\n", "\r\n"))):
        require_same(other)
        require_same(one, other, one)
        require_same(other, one, other)


def test_the_same_steps_in_other_goals() -> None:
    start, end = PLAN.index("          - id: COM-04"), PLAN.index("  - id: GOV")
    block = PLAN[start:end]
    moved = PLAN[:start] + "          []\n" + PLAN[end:]
    both = PLAN + block
    assert require_same(PLAN, both)[1] is None
    require_same(PLAN, moved, moved + block, PLAN)
    taken = (PLAN[:start] + PLAN[end:]).replace("      - title: Speak often\n        steps:\n", "")
    plans = require_same(PLAN, taken + block, PLAN)
    assert plans[1] is not None
    assert [step.goal.title for step in plans[1].steps[-2:]] == ["Decide", "Decide"]


def test_a_department_that_is_renamed_is_renamed_in_every_step() -> None:
    after = change(PLAN, "name: Mayor's office", "name: The mayor")
    (_, plan) = require_same(PLAN, after)
    assert plan is not None
    names = {one.name for step in plan.steps for one in step.departments}
    assert names == {"911", "The mayor"}


def test_only_what_changed_is_read_again() -> None:
    before, after = require_same(PLAN, change(PLAN, "status: Ongoing", "status: Complete"))
    assert before is not None
    assert after is not None
    pairs = zip(before.steps, after.steps, strict=True)
    assert [step.id for other, step in pairs if other is not step] == ["COM-04"]


def test_each_step_is_found_in_the_text() -> None:
    for layout in CUT:
        data = LAYOUTS[layout].encode()
        memory = Memory()
        plan = memory.read(data)
        assert plan is not None
        for step, (start, end) in zip(plan.steps, memory.locate(data), strict=True):
            text = data[start:end].decode()
            assert text.lstrip(" ").startswith("- ")
            assert text.endswith("\n")
            assert f"id: {step.id}" in text
            assert text.count(" id: ") == 1


def test_a_crowd_of_values_is_refused_as_in_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    from stc.yaml import plain

    for module in (builder, plain, blocks):
        monkeypatch.setattr(module, "BATCH", 50)
    dense = change(PLAN, LAST, LAST + "            items: [" + "a, " * 400 + "a]\n")
    for text in (PLAN, dense, PLAN.replace("page", "pages of the plan")):
        (plan,) = require_same(text)
        whole = read_whole(text.encode())
        assert plan is None or whole is not None
    assert cut_plan(PLAN.encode()) is not None
