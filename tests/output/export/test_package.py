"""The data package: sound by the standard's own profile, and the whole plan is in it."""

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files as files_of
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

import stc
from stc.output.edition import Edition
from stc.output.formats.datapackage.package import TABLES, TIMELINE_TABLES, build_package
from stc.plan.deadlines import is_overdue, is_review_due
from stc.plan.field import specs_of
from stc.plan.filters import Filter
from stc.plan.model import Department, Goal, Plan, Section, Source, Step
from stc.plan.search import parse_search
from stc.plan.timeline import Timeline
from stc.views.columns import SPARSE
from tests.laws import tries
from tests.output.export.packages import Row, parse_csv, read_package
from tests.output.export.rebuilding import (
    rebuild_departments,
    rebuild_entries,
    rebuild_goals,
    rebuild_sections,
    rebuild_steps,
    without_places,
)
from tests.output.hostile import HOSTILE, plan_with, timeline_with
from tests.plans import AS_OF, FULL, SMALL, STATUSES, WIDE, describe, load

STAMP = datetime(2025, 1, 20, 15, 4, 5, tzinfo=UTC)
NAMES = [*(table.path for table in TABLES), "counts_by_month.csv"]
TIMELINE_NAMES = [table.path for table in TIMELINE_TABLES]


def edit(
    plan: Plan, steps: Iterable[Step] | None = None, timeline: Timeline | None = None
) -> Edition:
    chosen = plan.steps if steps is None else tuple(steps)
    return Edition(plan, chosen, describe(plan), STAMP, timeline)


def pack(edition: Edition, base_url: str | None = None) -> dict[str, bytes]:
    """Return the files of a package; what the standard's profile says of them is so."""
    made = list(build_package(edition, base_url))
    files = dict(made)
    assert len(made) == len(files)
    check_profile(json.loads(files["datapackage.json"]))
    return files


@cache
def read_profile() -> Draft7Validator:
    profile = json.loads((files_of("dplib") / "profiles/2.0/datapackage.json").read_text("utf-8"))
    assert not re.search(r'"\$ref"', json.dumps(profile)), "nothing is fetched"
    return Draft7Validator(profile, format_checker=Draft7Validator.FORMAT_CHECKER)


def check_profile(descriptor: dict[str, Any]) -> None:
    assert [error.message for error in read_profile().iter_errors(descriptor)] == []


def describe_package(files: dict[str, bytes]) -> dict[str, Any]:
    described: dict[str, Any] = json.loads(files["datapackage.json"])
    return described


def compare(tables: dict[str, list[Row]], edition: Edition) -> None:
    """Every value of the plan is found again."""
    plan = edition.plan
    assert tuple(rebuild_departments(tables).values()) == plan.departments
    assert tuple(rebuild_sections(tables).values()) == plan.sections
    assert tuple(rebuild_goals(tables).values()) == tuple(dict.fromkeys(plan.goals))
    assert rebuild_steps(tables) == without_places(edition.steps)
    if edition.timeline is not None:
        assert rebuild_entries(tables) == without_places(edition.timeline.entries)


def test_the_published_plan_is_found_again(published: Plan, published_timeline: Timeline) -> None:
    edition = edit(published, timeline=published_timeline)
    tables = read_package(pack(edition))
    assert len(tables["steps"]) == len(published.steps) > 100
    assert all(tables[one] for one in ("goals", "step_items", "timeline", "timeline_items"))
    compare(tables, edition)


def test_every_field_is_found_again() -> None:
    edition = edit(load(WIDE), timeline=timeline_with("plain"))
    files = pack(edition)
    tables = read_package(files)
    compare(tables, edition)
    # Without git, nothing is known to have changed or left.
    assert {name for name, rows in tables.items() if not rows} == {"changes", "removed_steps"}
    said = describe_package(files)["plan"]
    plan = edition.plan
    assert (said["title"], said["phase"], said["timezone"]) == (
        "A plan",
        "Phase One",
        plan.timezone,
    )
    assert said["began"] == "2023-07-01/2023-07-31"
    assert plan.source is not None
    source = Source(**{**said["source"], "contact": tuple(said["source"]["contact"])})
    assert source == plan.source._replace(damage=())


def test_the_files_and_what_is_said_of_them(published: Plan) -> None:
    files = pack(edit(published))
    assert list(files) == [*NAMES, "datapackage.json"]
    said = describe_package(files)
    assert said["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert said["name"] == "safe-thriving-communities-implementation-plan-phase-one"
    assert said["title"] == "Safe & Thriving Communities Implementation Plan, Phase One"
    assert (said["version"], said["plan_revision"]) == ("0123456ab", "0123456ab")
    assert (said["created"], said["as_of"]) == ("2025-01-20T15:04:05Z", "2025-01-24")
    assert said["contributors"] == [{"title": "City of Minneapolis", "roles": ["publisher"]}]
    assert said["sources"] == [
        {"title": "Safe & Thriving Communities Implementation Plan: Phase One"}
    ]
    assert said["description"].startswith("138 action steps of a public plan, as of 2025-01-24:")
    assert "The publisher names no licence." in said["description"]
    assert not {"licenses", "homepage", "id"} & set(said)
    assert [one["path"] for one in said["resources"]] == NAMES


def test_the_tables_of_the_timeline_are_there_where_there_is_one(
    published: Plan, published_timeline: Timeline
) -> None:
    files = pack(edit(published, timeline=published_timeline))
    assert list(files) == [*NAMES, *TIMELINE_NAMES, "datapackage.json"]


@pytest.mark.filterwarnings("ignore:Field name:UserWarning")
def test_the_models_of_dplib_read_the_descriptor(published: Plan) -> None:
    from dplib.models import Package

    package = Package.from_text(pack(edit(published))["datapackage.json"].decode(), format="json")
    assert [one.path for one in package.resources] == NAMES
    steps = package.get_resource(name="steps")
    assert steps is not None
    schema = steps.get_schema()
    assert schema is not None
    assert [one.name for one in schema.fields][:3] == ["id", "position", "section"]
    assert {one.type for one in schema.fields} == {"string", "integer", "date", "array"}


def test_the_same_edition_gives_the_same_bytes(
    published: Plan, published_timeline: Timeline
) -> None:
    edition = edit(published, timeline=published_timeline)
    base = "https://example.org/plan/"
    assert list(build_package(edition, base)) == list(build_package(edition, base))


@pytest.mark.parametrize(
    "wanted",
    [
        Filter({"section": ("COM",)}),
        Filter({"dept": ("911",)}),
        Filter({"status": ("Complete",)}),
        Filter({"undated": True}),
        Filter({"search": (parse_search("no step says this"),)}),
    ],
    ids=["section", "department", "status", "undated", "nothing"],
)
def test_nothing_dangles_when_only_some_steps_are_chosen(
    published: Plan, published_timeline: Timeline, wanted: Filter
) -> None:
    chosen = tuple(step for step in published.steps if wanted.accepts(step))
    linked = published_timeline._replace(
        entries=tuple(
            one._replace(steps=tuple(step.id for step in published.steps))
            for one in published_timeline.entries
        ),
    )
    files = pack(edit(published, chosen, linked))
    tables = read_package(files)
    assert rebuild_steps(tables) == without_places(chosen)
    assert len(tables["timeline_steps"]) == len(chosen) * len(linked.entries)
    assert len(tables["departments"]) == len(published.departments)
    said = f"{len(chosen)} of the 138 action steps of a public plan"
    assert describe_package(files)["description"].startswith(said)


def test_the_filter_is_told(published: Plan) -> None:
    edition = edit(published, published.steps[:2])
    narrowed = {"dept": ["911"], "due_before": AS_OF, "search": ["\udcff"]}
    told = edition._replace(context=edition.context._replace(filter=narrowed))
    said = describe_package(pack(told))["filter"]
    assert said == {"dept": ["911"], "due_before": "2025-01-24", "search": ["\udcff"]}


def test_a_plan_without_what_may_be_missing() -> None:
    bare = load(SMALL)
    edition = edit(bare)
    edition = edition._replace(context=edition.context._replace(revision=None))
    files = pack(edition)
    tables = read_package(files)
    compare(tables, edition)
    for name in ("step_items", "revisions", "evidence"):
        assert tables[name] == []
        assert files[f"{name}.csv"].count(b"\r\n") == 1
    said = describe_package(files)
    assert not {"version", "sources", "contributors", "licenses"} & set(said)
    assert (said["plan_revision"], said["plan"]["source"], said["plan"]["began"]) == (None,) * 3
    assert "names neither its source nor a licence" in said["description"]


def test_a_plan_without_any_step() -> None:
    plan = load(SMALL)._replace(steps=(), goals=(), sections=(), departments=())
    tables = read_package(pack(edit(plan)))
    assert {name for name, rows in tables.items() if rows} == {"statuses", "counts_by_month"}


@pytest.mark.parametrize(
    ("named", "licenses", "told"),
    [
        ("https://city.example/terms", [{"path": "https://city.example/terms"}], "terms"),
        ("CC-BY-4.0", [{"name": "CC-BY-4.0"}], "names it: CC-BY-4.0."),
        ("Free for *all*", None, r"names it: Free for \*all\*."),
        ("https://", None, "names it: https"),
        ("file:///etc/passwd", None, "names it: file"),
        ("https://city.example/\n<b>", None, "names it: https"),
    ],
)
def test_the_licence_stands_where_the_profile_takes_it(
    named: str, licenses: Any, told: str
) -> None:
    plan = load(FULL)
    assert plan.source is not None
    said = describe_package(pack(edit(plan._replace(source=plan.source._replace(license=named)))))
    assert said.get("licenses") == licenses
    assert told in said["description"]
    assert said["plan"]["source"]["license"] == named


@pytest.mark.parametrize("url", ["https://city.example/a%20b?c=d#e", "http://x.example:8080"])
def test_the_source_has_its_address(url: str) -> None:
    plan = load(FULL)
    assert plan.source is not None
    files = pack(edit(plan._replace(source=plan.source._replace(url=url))))
    assert describe_package(files)["sources"] == [{"title": "The plan", "path": url}]


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "https://a@b.example", "http://é.example", "see the page", "http://"],
)
def test_what_is_no_address_is_no_path(url: str) -> None:
    plan = load(FULL)
    assert plan.source is not None
    said = describe_package(pack(edit(plan._replace(source=plan.source._replace(url=url)))))
    assert said["sources"] == [{"title": "The plan"}]
    assert said["plan"]["source"]["url"] == url


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_exactly(text: str) -> None:
    edition = edit(plan_with(text), timeline=timeline_with(text))
    files = dict(build_package(edition, "https://example.org"))
    compare(read_package(files), edition)
    said = describe_package(files)
    assert said["plan"]["title"] == edition.plan.title
    for shown in (said["title"], said["sources"][0]["title"], said["contributors"][0]["title"]):
        assert not re.search("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]", shown)


@given(st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip))
@settings(max_examples=tries(60), deadline=None)
def test_any_text_comes_back_exactly(text: str) -> None:
    plan = load(SMALL)
    steps = tuple(
        step._replace(action=text, note=text, items=(text, "x"), evidence=(text,))
        for step in plan.steps
    )
    edition = edit(plan._replace(steps=steps))
    files = dict(build_package(edition))
    assert rebuild_steps(read_package(files)) == without_places(steps)


def test_two_goals_of_one_title_are_one() -> None:
    plan = load(SMALL)
    tables = read_package(pack(edit(plan._replace(goals=plan.goals * 2))))
    assert [(row["section"], row["number"]) for row in tables["goals"]] == [("COM", 1)]


def test_goals_are_numbered_within_their_section(published: Plan) -> None:
    rows = read_package(pack(edit(published)))["goals"]
    for before, row in pairwise(rows):
        same = before["section"] == row["section"]
        assert row["number"] == (before["number"] + 1 if same else 1)


def test_the_standing_is_for_the_day(published: Plan) -> None:
    rows = read_package(pack(edit(published)))["steps"]
    assert {row["as_of"] for row in rows} == {AS_OF}
    overdue = [row["id"] for row in rows if row["standing"] == "overdue"]
    assert overdue == [step.id for step in published.steps if is_overdue(step, AS_OF)]
    review = [row["id"] for row in rows if row["standing"] == "review due"]
    assert review == [step.id for step in published.steps if is_review_due(step, AS_OF)]


def test_the_statuses_mean_what_they_mean_here(published: Plan) -> None:
    rows = read_package(pack(edit(published)))["statuses"]
    assert [tuple(row.values()) for row in rows] == [
        (one.name, one.meaning, one.is_open, one.is_continuing, one.is_counted) for one in STATUSES
    ]


def test_what_a_field_means_is_said_as_the_schema_says_it(
    published: Plan, published_timeline: Timeline
) -> None:
    said = describe_package(pack(edit(published, timeline=published_timeline)))
    fields = {
        (resource["name"], field["name"]): field
        for resource in said["resources"]
        for field in resource["schema"]["fields"]
    }
    folder = files_of(stc) / "schema"
    plan = json.loads((folder / "plan.schema.json").read_text("utf-8"))["$defs"]
    timeline = json.loads((folder / "timeline.schema.json").read_text("utf-8"))["$defs"]
    for table, block in (("steps", plan["Step"]), ("revisions", plan["Revision"]),
                         ("timeline", timeline["TimelineEntry"])):  # fmt: skip
        for name, shape in block["properties"].items():
            # There a deadline is a day, the last of its period.
            is_day = name in ("deadline", "from", "to", "on")
            if is_day:
                assert fields[table, name]["type"] == "date"
            elif (table, name) in fields:
                assert fields[table, name]["description"] == shape["description"]
    assert all(field["title"] and field["description"] for field in fields.values())
    step_id = fields["steps", "id"]
    assert plan["Step"]["properties"]["id"]["pattern"] == (f"^{step_id['constraints']['pattern']}$")
    assert fields["steps", "status"]["constraints"]["enum"] == [one.name for one in STATUSES]


def test_every_field_of_a_step_has_its_place(published: Plan) -> None:
    """A field new in the files is not forgotten here."""
    folder = files_of(stc) / "schema"
    plan = json.loads((folder / "plan.schema.json").read_text("utf-8"))["$defs"]
    elsewhere = {
        "items": "step_items",
        "departments": "step_departments",
        "evidence": "evidence",
        "revisions": "revisions",
        "needs_review": "steps",
    }
    columns = {column.name for column in TABLES[0].columns} | SPARSE | {"extra"}
    assert set(plan["Step"]["properties"]) <= columns | set(elsewhere)
    assert set(elsewhere.values()) <= {table.name for table in TABLES}


@pytest.mark.parametrize("block", [Department, Section, Goal], ids=lambda block: block.__name__)
def test_every_field_of_a_head_has_its_place(block: Any) -> None:
    fields = {column.field for table in TABLES for column in table.columns}
    texts = {key for key, spec in specs_of(block).items() if not spec.block}
    assert {f"{block.__name__}.{key}" for key in texts} - fields == set()


def test_the_catalog_comes_with_an_address(published: Plan) -> None:
    files = pack(edit(published), "https://example.org/plan")
    assert list(files) == [*NAMES, "datapackage.json", "data.json"]
    assert describe_package(files)["homepage"] == "https://example.org/plan/"
    (dataset,) = json.loads(files["data.json"])["dataset"]
    listed = [one["downloadURL"] for one in dataset["distribution"]]
    there = ["datapackage.json", *NAMES]
    assert listed == [f"https://example.org/plan/{name}" for name in there]
    assert dataset["describedBy"] == "https://example.org/plan/datapackage.json"


def test_a_plan_without_a_publisher_has_no_catalog() -> None:
    assert "data.json" not in pack(edit(load(SMALL)), "https://example.org")


def test_the_reader_of_these_tests_is_strict() -> None:
    assert parse_csv('a,"b ""c"""\r\n,"d\r\ne"\r\n') == [["a", 'b "c"'], ["", "d\r\ne"]]
    for wrong in ('a"b"\r\n', "a\nb\r\n", "a,b", '"a"b\r\n'):
        with pytest.raises(AssertionError):
            parse_csv(wrong)
