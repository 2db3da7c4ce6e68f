"""The JSON Schema: as committed, and a second opinion on good and on bad files."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor

import stc
from stc.files.kinds import KINDS
from stc.views.schema import SchemaName, write_schema
from tests.plans import (
    FULL_MEASURES,
    PUBLISHED,
    SMALL,
    TIMELINE,
    VOICE,
    WIDE,
    change,
    describe_timeline,
    tell,
    tell_measures,
    tell_voice,
)

SEEN = {
    "STC101", "STC102", "STC103", "STC105", "STC106", "STC107", "STC109", "STC114", "STC116",
    "STC501",
}  # fmt: skip
"""The codes of what a JSON Schema can see, too."""

OTHERS: tuple[Any, ...] = (None, "", " ", [], {}, [[]], ["x"], [{}], {"x": "y"}, "2024-02-30", "no")
"""What is put in the place of every field, one after the other."""


class TextDates(SafeConstructor):
    """Leaves days as they are written."""


TextDates.add_constructor("tag:yaml.org,2002:timestamp", TextDates.construct_yaml_str)


def read(text: str) -> Any:
    yaml = YAML(typ="safe", pure=True)
    yaml.version = (1, 2)
    yaml.Constructor = TextDates
    return yaml.load(text)


def validator(name: SchemaName) -> Draft202012Validator:
    schema = json.loads(write_schema(name))
    return Draft202012Validator(schema, format_checker=FormatChecker(["date"]))


def walk(data: Any, loc: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    pairs = data.items() if isinstance(data, dict) else enumerate(data)
    found = [loc] if loc else []
    for key, value in pairs if isinstance(data, dict | list) else ():
        found += walk(value, (*loc, key)) if isinstance(value, dict | list) else [(*loc, key)]
    return found


def put(data: Any, loc: tuple[str | int, ...], value: Any) -> Any:
    copy = json.loads(json.dumps(data))
    block = copy
    for part in loc[:-1]:
        block = block[part]
    block[loc[-1]] = value
    return copy


def drop(data: Any, loc: tuple[str | int, ...]) -> Any:
    copy = json.loads(json.dumps(data))
    block = copy
    for part in loc[:-1]:
        block = block[part]
    del block[loc[-1]]
    return copy


@pytest.mark.parametrize("name", [kind.name for kind in KINDS])
def test_the_schema_committed_is_the_one_generated(name: SchemaName) -> None:
    folder = Path(stc.__file__).parent / "schema"
    committed = (folder / f"{name}.schema.json").read_text("utf-8")
    assert committed == write_schema(name)


@pytest.mark.parametrize("name", [kind.name for kind in KINDS])
def test_the_schema_is_one(name: SchemaName) -> None:
    Draft202012Validator.check_schema(validator(name).schema)


@pytest.mark.parametrize("name", ["plan", "timeline"])
def test_the_data_as_published_pass_the_schema(name: SchemaName) -> None:
    data = read((PUBLISHED / f"{name}.yaml").read_text("utf-8"))
    assert [error.message for error in validator(name).iter_errors(data)] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("plan", SMALL),
        ("plan", WIDE),
        ("timeline", TIMELINE),
        ("updates", VOICE),
        ("measures", FULL_MEASURES),
    ],
)
def test_a_good_file_passes_the_schema(name: SchemaName, text: str) -> None:
    assert validator(name).is_valid(read(text))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: A plan\n", ""),
        ("phase: Phase One", "fase: Phase One"),
        ("aliases: [MECC]", "aliases: MECC"),
        ("aliases: [MECC]", "aliases: [911]"),
        ("status: Planning", "status: planning"),
        ("status: Planning", "status: no"),
        ("2024-12-31", "2024-02-30"),
        ("2024-12-31", "12/31/24"),
        ("2024-12-31", "1735603200"),
        ("2024-12-31", "1999-12-31"),
        ("2024-12-31", "2101-01-01"),
        ("Write the page.", '"  "'),
        ("Write the page.", "x" * 20_001),
        ("id: COM-02", "id: COM-2-"),
        ("id: COM-02", "id: nul"),
        ("id: COM-02", f"id: {'1' * 33}"),
        ("schema_version: 1", "schema_version: 2"),
    ],
    ids=lambda text: text[:40],
)
def test_a_bad_file_fails_both(old: str, new: str) -> None:
    text = change(SMALL, old, new)
    assert tell(text) != []
    assert not validator("plan").is_valid(read(text))


@pytest.mark.parametrize(
    ("name", "text"),
    [("plan", WIDE), ("timeline", TIMELINE), ("updates", VOICE), ("measures", FULL_MEASURES)],
)
def test_both_agree_wherever_a_field_is_missing_or_holds_something_else(
    name: SchemaName, text: str
) -> None:
    data, judge = read(text), validator(name)
    judges = {"timeline": describe_timeline, "updates": tell_voice, "measures": tell_measures}
    find = judges.get(name, tell)
    for loc in walk(data):
        broken = [drop(data, loc), *(put(data, loc, value) for value in OTHERS)]
        for one in broken:
            seen = SEEN | {"STC117"}
            if {"categories", "category", "phases", "phase"} & {*loc}:
                seen -= {"STC116"}  # A schema does not compare what stands in two places.
            found = [line for line in find(json.dumps(one)) if line.split()[2] in seen]
            sound = judge.is_valid(one)
            if not sound or loc[-1] not in (
                "when",
                "began",
            ):  # the schema knows the shape of a period alone
                assert (found == []) == sound, (loc, one, found)
