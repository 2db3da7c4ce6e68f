"""What is read without a tree is what the tree gives; what is refused has its findings."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from stc.files import load
from stc.files.kinds import MEASURES
from stc.files.load import (
    load_plan_by_tree,
    load_timeline_by_tree,
    load_voice,
    read_plan,
    read_timeline,
    read_voice,
)
from stc.files.read import Builder, NotValid
from stc.files.strict import check_shape, model_of
from stc.findings import Location, has_errors
from stc.plan.field import BadValue, specs_of
from stc.plan.measures import Measures
from stc.plan.model import Plan
from stc.plan.timeline import Timeline
from stc.plan.value_types import parse_when
from stc.rules.catalogue import ALL_RULES
from stc.rules.rule import Rule
from stc.yaml.reader import read_document
from stc.yaml.values import to_data
from tests.files.data import KeyPath, drop, find, put, walk
from tests.files.layouts import EDITS, LAYOUTS, PLAN, change_text
from tests.laws import tries
from tests.plans import (
    FULL_MEASURES,
    PUBLISHED,
    SMALL,
    TIMELINE,
    WIDE,
    change,
    read_published_bytes,
)
from tests.rules.examples import (
    encode,
    split_change,
    write_head,
    write_measures,
    write_plan,
    write_timeline,
)

PUBLISHED_TIMELINE = (PUBLISHED / "timeline.yaml").read_bytes()
DOCUMENT = read_document(b"title: A plan\n", "plan.yaml")
TEXTS = (
    "", " ", "\n", "\x1c", "\u00a0", "\u200b", "\ufeff", "\0", "\ud800", "x", "x" * 20_000,
    "x" * 20_001, "a-b", "a--b", "A", "COM", "COM-01", "COM-1", "com-01", "COM-01\n",
    "COM-\u0660\u0661", "\u017fe", "0", "1", "01", "9999", "10000", "\u0661", "1\n", "2024",
    "2024-01-31", "2024-02-30", "2024-02-29", "2023-02-29", "20240131", "2024-W05-3", "1999-12-31",
    "2000-01-01", "2100-12-31", "2101-01-01", "2024-01-31\n", "\uff12024-01-31", "2024-21",
    "2024-24", "2024-13", "2024-05/2024-03", "2024-03/2024-05", "2024/", "/2024", "2024//2025",
    "UTC", "utc", "America/Chicago", "America/chicago", "../etc", "Planning", "planning", "Unknown",
    "response", "near-term", "happened", "done", "~", "null",
)  # fmt: skip
OTHERS: tuple[Any, ...] = (None, [], {}, [None], [[]], [{}], ["x"], {"x": "y"}, True, 1, 1.5, b"x")
ODD = st.sampled_from((*TEXTS, *OTHERS)) | st.text(max_size=20)


def read(data: bytes) -> Any:
    return to_data(read_document(data, "plan.yaml").root)


def build(block: Any, data: Any) -> Any:
    """Return what the reader makes of data, or None where it refuses it."""
    places = {id(find(data, loc)): Location("p") for loc in walk(data)}
    make = Builder().build_timeline if block is Timeline else Builder().build_plan
    try:
        return make(data, places)
    except (NotValid, BadValue):
        return None


def pydantic_accepts(block: Any, data: Any) -> bool:
    try:
        model_of(block).model_validate(data)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    ("block", "data"),
    [
        (Plan, SMALL.encode()),
        (Plan, WIDE.encode()),
        (Plan, read_published_bytes()),
        (Timeline, TIMELINE.encode()),
        (Timeline, PUBLISHED_TIMELINE),
        (Measures, FULL_MEASURES.encode()),
    ],
)
def test_a_valid_file_is_read_without_its_tree(block: Any, data: bytes) -> None:
    value: Any
    if block is Plan:
        value, loaded = read_plan(data, "p"), load_plan_by_tree(data, "p")
    elif block is Timeline:
        value, loaded = read_timeline(data, "p"), load_timeline_by_tree(data, "p")  # type: ignore[assignment]
    else:
        value, loaded = load.read(MEASURES, data, "p"), load.load_by_tree(MEASURES, data, "p")  # type: ignore[assignment]
    assert value is not None
    assert value == loaded.value


# It takes some six seconds for a plan: every text and value there is, at each of its places.
@pytest.mark.parametrize(("block", "text"), [(Plan, WIDE), (Timeline, TIMELINE)])
def test_whatever_stands_anywhere_the_reader_accepts_what_pydantic_does(
    block: Any, text: str
) -> None:
    data = read(text.encode())
    verdicts = set()
    for loc in list(walk(data)):
        others = [put(data, loc, value) for value in (*TEXTS, *OTHERS)]
        others += [drop(data, loc)] if loc else []
        if isinstance(find(data, loc), dict):
            others.append(put(data, (*loc, "from_"), "x"))
        for other in others:
            verdict = build(block, other) is not None
            assert verdict <= pydantic_accepts(block, other), (loc, other)
            if not verdict and pydantic_accepts(block, other):
                assert is_about_others(loc), (loc, other)
            verdicts.add(verdict)
    assert verdicts == {True, False}


def is_about_others(loc: KeyPath) -> bool:
    """Return whether a value there must fit to others: ids that are used, and used once."""
    return {
        "id",
        "name",
        "aliases",
        "lead",
        "departments",
        "status",
        "category",
        "categories",
        "phase",
        "phases",
    } & set(loc) != set()


@settings(max_examples=tries(60), deadline=None)
@given(
    st.sampled_from(["plan", "timeline"]),
    st.lists(st.tuples(st.integers(0, 9999), ODD), max_size=3),
)
def test_what_the_reader_refuses_of_the_published_files_has_its_findings(
    name: str, changes: list[tuple[int, Any]]
) -> None:
    data = read((PUBLISHED / f"{name}.yaml").read_bytes())
    for number, value in changes:
        locs = list(walk(data))[1:]
        if locs:
            loc = locs[number % len(locs)]
            data = drop(data, loc) if value == "x" else put(data, loc, value)
    block = Plan if name == "plan" else Timeline
    found = check_shape(block, DOCUMENT, data)
    assert (not found) == pydantic_accepts(block, data)
    if found:
        assert build(block, data) is None


@pytest.mark.parametrize(("block", "text"), [(Plan, TIMELINE), (Timeline, WIDE)])
def test_a_file_in_the_place_of_the_other_has_its_findings(block: Any, text: str) -> None:
    assert build(block, read(text.encode())) is None
    assert check_shape(block, DOCUMENT, read(text.encode()))


def list_examples(told: Rule) -> Iterator[bytes]:
    for example in (told.bad, told.good):
        if told.scope == "change":
            yield from split_change(example)
        elif told.scope == "entry":
            yield write_timeline(example)
        elif told.scope in ("voice", "voices"):
            yield from map(encode, example.split("---\n"))
        elif told.scope in ("measure", "measures"):
            yield from map(write_measures, example.split("---\n"))
        else:
            yield {"file": encode, "head": write_head, "step": write_plan}[told.scope](example)


@pytest.mark.parametrize("told", ALL_RULES, ids=lambda told: told.code.id)
def test_the_examples_of_a_rule_are_read_as_with_the_tree(told: Rule) -> None:
    for data in list_examples(told):
        if told.scope == "entry":
            require_same(read_timeline(data, "p"), load_timeline_by_tree(data, "p"))
        elif told.scope in ("voice", "voices"):
            require_same(read_voice(data, "p"), load_voice(data, "p"))
        elif told.scope in ("measure", "measures"):
            require_same(load.read(MEASURES, data, "p"), load.load_by_tree(MEASURES, data, "p"))
        else:
            require_same(read_plan(data, "p"), load_plan_by_tree(data, "p"))


def require_same(value: Any, loaded: Any) -> None:
    """Requires the law: what is read without a tree is the tree's, and has no error."""
    if value is not None:
        assert not has_errors(loaded.findings)
        assert value == loaded.value


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_plan_in_any_layout_is_read_without_its_tree(layout: str) -> None:
    data = LAYOUTS[layout].encode()
    value = read_plan(data, "p")
    assert value is not None
    assert value == load_plan_by_tree(data, "p").value


@settings(max_examples=tries(300), deadline=None)
@given(st.sampled_from(sorted(LAYOUTS)), st.lists(EDITS, min_size=1, max_size=4))
def test_whatever_is_changed_is_read_as_with_the_tree(layout: str, edits: list[Any]) -> None:
    text = LAYOUTS[layout]
    for one in edits:
        text = change_text(text, one, LAYOUTS[layout])
    data = text.encode("utf-8", "surrogateescape")
    require_same(read_plan(data, "p"), load_plan_by_tree(data, "p"))


@pytest.mark.parametrize(
    "text",
    [
        PLAN.replace("title: A plan", "? title\n: A plan"),
        PLAN.replace("title: A plan", "title: &a A plan"),
        PLAN.replace("title: A plan", "title: !!str A plan"),
        PLAN.replace("title: A plan", "title: A plan\ntitle: A plan"),
        PLAN.replace("title: A plan", "title: A plan\n<<: {}"),
        PLAN.replace("title: A plan", "title: A plan\n[a]: b"),
        PLAN.replace("[mayor, \"911\"]", "[mayor, mayor]"),
        PLAN.replace("[mayor, \"911\"]", "[mayor, a?]"),
        PLAN.replace("action: >-", "action: >-#"),
        PLAN.replace("id: COM-02", "id: com-01"),
        PLAN.replace("id: COM-02", "id: COM-01"),
        PLAN + "---\na: b\n",
        PLAN + "<<<<<<< HEAD\n",
        PLAN.replace("  ", "\t", 1),
        "",
    ],
)  # fmt: skip
def test_what_may_have_a_finding_is_left_to_the_tree(text: str) -> None:
    require_same(read_plan(text.encode(), "p"), load_plan_by_tree(text.encode(), "p"))
    assert read_plan(text.encode(), "p") is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('name: "911"', "name: mayor"),
        ('name: "911"', "name: Mayor’s Office"),
        ("aliases: [MECC]", "aliases: [Mayor]"),
        ("aliases: [MECC]", "aliases: ['9-11', '911']"),
        ("name: Mayor's office", "name: mecc"),
        ("name: Mayor's office", "name: '911'"),
        ("- id: mayor", "- id: mecc"),
    ],
)
def test_what_departments_are_called(old: str, new: str) -> None:
    """An id may be the name of a department above; a name may not be that of another."""
    data = change(PLAN, old, new).replace("mayor]", "mecc]" if "id: mecc" in new else "mayor]")
    loaded = load_plan_by_tree(data.encode(), "p")
    assert read_plan(data.encode(), "p") == loaded.value


@pytest.mark.parametrize("text", [SMALL.encode(), WIDE.encode(), read_published_bytes()])
def test_the_plan_holds_what_stands_in_the_file(text: bytes) -> None:
    plan, data = read_plan(text, "plan.yaml"), read(text)
    assert plan is not None
    goals = [goal for section in data["sections"] for goal in section.get("goals", ())]
    assert [goal.title for goal in plan.goals] == [goal["title"] for goal in goals]
    compare(plan._replace(goals=(), steps=()), {**data, "sections": [
        {key: value for key, value in one.items() if key not in ("goals", "steps")}
        for one in data["sections"]
    ]})  # fmt: skip
    blocks = [
        step
        for section in data["sections"]
        for one in (section, *section.get("goals", ()))
        for step in one.get("steps", ())
    ]
    assert len(plan.steps) == len(blocks)
    for step, block in zip(plan.steps, blocks, strict=True):
        compare(step, block)


@pytest.mark.parametrize("text", [TIMELINE.encode(), PUBLISHED_TIMELINE])
def test_the_timeline_holds_what_stands_in_the_file(text: bytes) -> None:
    timeline = read_timeline(text, "timeline.yaml")
    assert timeline is not None
    compare(timeline, read(text))


def compare(row: Any, data: dict[str, Any]) -> None:
    """Requires that a row holds what the block it comes from does, field for field."""
    for key, spec in specs_of(type(row)).items():
        value, written = getattr(row, spec.attribute, None), data.get(key)
        if not spec.attribute:
            continue
        if spec.many:
            assert len(value) == len(written or ())
            for one, other in zip(value, written or (), strict=True):
                compare_value(one, other)
        else:
            compare_value(value, written)


def compare_value(value: Any, written: Any) -> None:
    if isinstance(written, dict):
        compare(value, written)
    elif written is None:
        assert value is None
    else:
        # A status and a department are known by these.
        told = getattr(value, "id", None) or getattr(value, "name", None) or value
        assert written in (str(told), getattr(told, "text", "")) or parse_when(written) == value
