"""The quick check says what pydantic says, and is asked first: pydantic only tells what is wrong.

It must never accept what pydantic refuses. That it refuses nothing pydantic accepts is held here,
too: otherwise sound files would be as slow to read as broken ones, and nobody would notice.
"""

import copy
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

import stc.files.quick
from stc.files import field_types as fields
from stc.files.blocks import BLOCKS, Block
from stc.files.load import load_plan, load_timeline
from stc.files.patterns import DEPARTMENT_ID, SECTION_ID, STEP_ID
from stc.files.plan_file import PlanFile, StepBlock
from stc.files.quick import CHECKS, find_shape, is_surely_sound
from stc.files.strict import MODELS
from stc.files.timeline_file import TimelineFile
from stc.rules.catalogue import ALL_RULES
from stc.rules.rule import Rule
from stc.yaml.reader import read_document
from stc.yaml.values import to_data
from tests.files.models import describe
from tests.plans import FULL, PUBLISHED, SMALL, TIMELINE, read_published_bytes
from tests.rules.examples import encode, split_change, write_head, write_plan, write_timeline

PUBLISHED_TIMELINE = (PUBLISHED / "timeline.yaml").read_bytes()
SOUND: tuple[tuple[Block, bytes], ...] = (
    ("PlanFile", SMALL.encode()),
    ("PlanFile", FULL.encode()),
    ("PlanFile", read_published_bytes()),
    ("TimelineFile", TIMELINE.encode()),
    ("TimelineFile", PUBLISHED_TIMELINE),
)
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
Loc = tuple[str | int, ...]
DOCUMENT = read_document(b"title: A plan\n", "plan.yaml")


def read(data: bytes) -> Any:
    return to_data(read_document(data, "plan.yaml").root)


def pydantic_accepts(block: Block, data: Any) -> bool:
    try:
        MODELS[block].model_validate(data)
    except ValidationError:
        return False
    return True


def walk(data: Any, loc: Loc = ()) -> Iterator[Loc]:
    yield loc
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from walk(value, (*loc, key))


def put(data: Any, loc: Loc, value: Any) -> Any:
    if not loc:
        return value
    changed = copy.deepcopy(data)
    find(changed, loc[:-1])[loc[-1]] = value
    return changed


def drop(data: Any, loc: Loc) -> Any:
    changed = copy.deepcopy(data)
    del find(changed, loc[:-1])[loc[-1]]
    return changed


def find(data: Any, loc: Loc) -> Any:
    for part in loc:
        data = data[part]
    return data


def test_the_table_is_what_the_models_say() -> None:
    wanted = describe(PlanFile, TimelineFile)
    assert wanted == BLOCKS
    # Their order is the order of the file.
    assert {name: list(wanted[name]) for name in wanted} == {
        name: list(BLOCKS[name]) for name in wanted
    }
    kinds = {kind for block in BLOCKS.values() for kind, _ in block.values()}
    assert kinds == {*BLOCKS, *CHECKS} - {"PlanFile", "TimelineFile"}


def test_a_field_that_a_model_gets_is_missed_in_the_table() -> None:
    class Longer(StepBlock):
        budget: fields.Text | None = None

    class Other(StepBlock):
        note: fields.Text = Field()

    assert describe(StepBlock)["StepBlock"] == BLOCKS["StepBlock"]
    for model in (Longer, Other):
        assert describe(model)[model.__name__] != BLOCKS["StepBlock"]


@pytest.mark.parametrize(("block", "data"), SOUND)
def test_a_sound_file_is_certain(block: Block, data: bytes) -> None:
    assert is_surely_sound(block, read(data))


@pytest.mark.parametrize("block", ["PlanFile", "TimelineFile"])
def test_it_says_what_pydantic_says_wherever_something_else_stands(block: Block) -> None:
    data = read((FULL if block == "PlanFile" else TIMELINE).encode())
    verdicts = set()
    for loc in list(walk(data)):
        others = [put(data, loc, value) for value in (*TEXTS, *OTHERS)]
        others += [drop(data, loc)] if loc else []
        if isinstance(find(data, loc), dict):
            others.append(put(data, (*loc, "from_"), "x"))
        for other in others:
            verdict = is_surely_sound(block, other)
            assert verdict == pydantic_accepts(block, other), (loc, other)
            verdicts.add(verdict)
    assert verdicts == {True, False}


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["plan", "timeline"]),
    st.lists(st.tuples(st.integers(0, 9999), ODD), max_size=3),
)
def test_it_says_what_pydantic_says_of_the_published_files_mutated(
    name: str, changes: list[tuple[int, Any]]
) -> None:
    data = read((PUBLISHED / f"{name}.yaml").read_bytes())
    for number, value in changes:
        locs = list(walk(data))[1:]
        if locs:
            loc = locs[number % len(locs)]
            data = drop(data, loc) if value == "x" else put(data, loc, value)
    block: Block = "PlanFile" if name == "plan" else "TimelineFile"
    assert is_surely_sound(block, data) == pydantic_accepts(block, data)
    # What is not certain and not accepted has its findings: no file is refused without a word.
    assert is_surely_sound(block, data) == (not find_shape(block, DOCUMENT, data))


@pytest.mark.parametrize(("block", "text"), [("PlanFile", TIMELINE), ("TimelineFile", FULL)])
def test_a_file_in_the_place_of_the_other_has_its_findings(block: Block, text: str) -> None:
    assert not is_surely_sound(block, read(text.encode()))
    assert find_shape(block, DOCUMENT, read(text.encode()))


TYPED = st.one_of(
    ODD,
    st.dates().map(date.isoformat),
    st.integers(-1, 10_001).map(str),
    st.from_regex(f"({STEP_ID})|({SECTION_ID})|({DEPARTMENT_ID})"),
    st.from_regex(r"\A\d{4}(-\d{2}){0,2}(/\d{4}(-\d{2}){0,2})?\Z"),
)


@pytest.mark.parametrize("kind", CHECKS)
@settings(max_examples=60, deadline=None)
@given(value=TYPED)
def test_a_type_is_what_pydantic_says(kind: str, value: Any) -> None:
    adapter: TypeAdapter[Any] = TypeAdapter(getattr(fields, kind))
    try:
        adapter.validate_python(value)
    except ValidationError:
        assert not CHECKS[kind](value)
    else:
        # Null is for whoever asks the check: a field may be without a value.
        assert CHECKS[kind](value) or value is None


def examples(told: Rule) -> Iterator[bytes]:
    for example in (told.bad, told.good):
        if told.scope == "change":
            yield from split_change(example)
        elif told.scope == "entry":
            yield write_timeline(example)
        else:
            yield {"file": encode, "head": write_head, "step": write_plan}[told.scope](example)


@pytest.mark.parametrize("told", ALL_RULES, ids=lambda told: told.code.id)
def test_the_examples_of_a_rule_are_read_as_without_it(
    told: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = load_timeline if told.scope == "entry" else load_plan
    files = list(examples(told))
    quick = [load(one, "plan.yaml")[:2] for one in files]
    monkeypatch.setattr(stc.files.quick, "is_surely_sound", lambda block, data: False)
    assert quick == [load(one, "plan.yaml")[:2] for one in files]


@pytest.mark.parametrize("text", [SMALL.encode(), FULL.encode(), read_published_bytes()])
def test_the_plan_holds_what_pydantic_has_read(text: bytes) -> None:
    plan, file = load_plan(text, "plan.yaml").value, PlanFile.model_validate(read(text))
    assert plan is not None
    assert (plan.title, plan.phase, plan.timezone) == (file.title, file.phase, file.timezone)
    compare(plan.source, file.source)
    compare(plan.departments, file.departments)
    compare(plan.sections, file.sections)
    goals = [goal for section in file.sections for goal in section.goals]
    assert [goal.title for goal in plan.goals] == [goal.title for goal in goals]
    steps = [step for goal in goals for step in goal.steps]
    for step, block in zip(plan.steps, steps, strict=True):
        named = [one.id for one in step.departments]
        assert (step.status.name, named) == (block.status, block.departments)
        assert (step.lead.id if step.lead else None) == block.lead
    compare([one._replace(status=one.status.name) for one in plan.steps], steps)


@pytest.mark.parametrize("text", [TIMELINE.encode(), PUBLISHED_TIMELINE])
def test_the_timeline_holds_what_pydantic_has_read(text: bytes) -> None:
    timeline = load_timeline(text, "timeline.yaml").value
    file = TimelineFile.model_validate(read(text))
    assert timeline is not None
    assert timeline.title == file.title
    compare(timeline.entries, file.entries)
    assert [one.happened for one in timeline.entries] == [
        one.state == "happened" for one in file.entries
    ]


def compare(value: Any, read: Any) -> None:
    """Requires that a value holds what the block it comes from does, field for field."""
    if isinstance(read, list):
        assert len(value) == len(read)
        for one, other in zip(value, read, strict=True):
            compare(one, other)
    elif isinstance(read, BaseModel):
        shared = [name for name in type(read).model_fields if name in value._fields]
        assert shared
        for name in shared:
            # Departments are resolved: who compares them knows how.
            if name not in ("lead", "departments", "goals"):
                compare(getattr(value, name), getattr(read, name))
    else:
        assert value == read
