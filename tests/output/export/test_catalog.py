"""The catalog entry: what DCAT-US 1.1 asks of those who are no federal agency."""

import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest

from stc.output.edition import Edition
from stc.output.formats.datapackage.catalog import Download, make_catalog
from stc.plan.model import Plan, Source
from stc.text.addresses import is_address, join_address
from tests.output.hostile import HOSTILE, plan_with
from tests.plans import FULL, SMALL, describe, load

BASE = "https://example.org/plan"
FILES = (
    Download("data/plan.csv", "Steps", "text/csv", "CSV"),
    Download("data/datapackage.json", "Package", "application/json", "Data Package", "https://x.y"),
)
# What the schema published for those who are no federal agency asks of a dataset.
REQUIRED = {"title", "description", "publisher", "contactPoint", "identifier", "accessLevel"}
MEDIA_TYPE = r"[-\w]+/[-\w]+(\.[-\w]+)*([+][-\w]+)?"
EMAIL = r"mailto:[\w_~!$&'()*+,;=:.-]+@[\w.-]+\.[\w.-]+"
MOMENT = r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z"


def edit(plan: Plan) -> Edition:
    stamp = datetime(2025, 1, 20, 15, 4, 5, tzinfo=UTC)
    return Edition(plan, plan.steps, describe(plan), stamp)


def read(edition: Edition, base: str | None = BASE, **more: Any) -> dict[str, Any]:
    """Return the one dataset of the catalog; what the schema asks for is so."""
    made = make_catalog(edition, base, **more)
    assert made is not None
    assert made.endswith(b"}\n")
    catalog = json.loads(made)
    assert catalog["conformsTo"] == "https://project-open-data.cio.gov/v1.1/schema"
    assert catalog["@type"] == "dcat:Catalog"
    assert "@context" in catalog
    (dataset,) = catalog["dataset"]
    check_dataset(dataset)
    return dict(dataset)


def check_dataset(dataset: dict[str, Any]) -> None:
    assert set(dataset) >= REQUIRED
    assert all(dataset[name] for name in REQUIRED)
    assert dataset["accessLevel"] == "public"
    assert dataset["keyword"] and all(dataset["keyword"])
    assert re.fullmatch(MOMENT, dataset["modified"])
    assert dataset["publisher"]["name"] and dataset["contactPoint"]["fn"]
    assert re.fullmatch(EMAIL, dataset["contactPoint"].get("hasEmail", "mailto:a@b.c"))
    for name in ("landingPage", "license", "describedBy"):
        assert is_address(dataset.get(name, "https://x.y"))
    for one in dataset.get("distribution", []):
        assert one["@type"] == "dcat:Distribution"
        assert is_address(one["downloadURL"]) and re.fullmatch(MEDIA_TYPE, one["mediaType"])
        assert one["title"] and one["format"]


def with_source(**changed: Any) -> Edition:
    plan = load(FULL)
    assert plan.source is not None
    return edit(plan._replace(source=plan.source._replace(**changed)))


def test_the_published_plan(published: Plan) -> None:
    dataset = read(edit(published), downloads=FILES, dictionary=FILES[1].path)
    assert dataset["title"] == "Safe & Thriving Communities Implementation Plan, Phase One"
    assert dataset["publisher"]["name"] == "City of Minneapolis"
    assert dataset["contactPoint"] == {
        "@type": "vcard:Contact",
        "fn": "Community Safety Office",
        "hasTelephone": "tel:612-673-2482",
    }
    assert (dataset["identifier"], dataset["landingPage"]) == (f"{BASE}/", f"{BASE}/")
    assert dataset["modified"] == "2025-01-20T15:04:05Z"
    assert "license" not in dataset
    assert "The publisher names no licence." in dataset["description"]
    assert dataset["describedBy"] == f"{BASE}/data/datapackage.json"
    assert [one["downloadURL"] for one in dataset["distribution"]] == [
        f"{BASE}/data/plan.csv",
        f"{BASE}/data/datapackage.json",
    ]
    assert [one.get("conformsTo") for one in dataset["distribution"]] == [None, "https://x.y"]


def test_the_catalog_says_where_it_is(published: Plan) -> None:
    for base in (BASE, f"{BASE}/"):
        made = make_catalog(edit(published), base)
        assert made is not None
        assert json.loads(made)["@id"] == f"{BASE}/data.json"


def test_without_an_address_there_is_none(published: Plan) -> None:
    made = make_catalog(edit(published), None, FILES, FILES[1].path)
    assert made is not None
    assert b"@id" not in made
    dataset = read(edit(published), None, downloads=FILES, dictionary=FILES[1].path)
    assert not {"landingPage", "distribution", "describedBy"} & set(dataset)
    assert dataset["identifier"] == "safe-thriving-communities-implementation-plan-phase-one"


def test_without_a_publisher_there_is_no_catalog() -> None:
    assert make_catalog(edit(load(SMALL)), BASE, FILES) is None


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ((), {"fn": "The city"}),
        (("612-673-2482",), {"fn": "The city", "hasTelephone": "tel:612-673-2482"}),
        (("311", "Room 510", "Minneapolis, MN 55415-1470"), {"fn": "311"}),
        (("55415-1470", "The office"), {"fn": "55415-1470"}),
        (
            ("plan@city.example", "The office", "(612) 673-2482"),
            {
                "fn": "The office",
                "hasEmail": "mailto:plan@city.example",
                "hasTelephone": "tel:(612)-673-2482",
            },
        ),
        (("+1 612 673 2482",), {"fn": "The city", "hasTelephone": "tel:+1-612-673-2482"}),
        (("mailto:x@y.z <script>",), {"fn": "mailto:x@y.z <script>"}),
    ],
)
def test_the_contact_is_what_was_published(
    contact: tuple[str, ...], expected: dict[str, str]
) -> None:
    dataset = read(with_source(contact=contact))
    assert dataset["contactPoint"] == {"@type": "vcard:Contact", **expected}


@pytest.mark.parametrize(
    ("named", "license_"),
    [("https://city.example/terms", "https://city.example/terms"), ("CC-BY-4.0", None)],
)
def test_a_licence_is_an_address_or_told_in_words(named: str, license_: str | None) -> None:
    dataset = read(with_source(license=named))
    assert dataset.get("license") == license_
    assert "Licence, as the publisher names it" in dataset["description"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_harmless(text: str) -> None:
    plan = plan_with(text)
    source = Source(text, text, url=text, license=text, contact=(text,))
    made = make_catalog(edit(plan._replace(source=source)), BASE, FILES)
    assert made is not None
    read(edit(plan._replace(source=source)), downloads=FILES)
    said = made.decode().replace("\n", "")
    assert not re.search("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]", said)


def test_the_same_edition_gives_the_same_bytes(published: Plan) -> None:
    edition = edit(published)
    assert make_catalog(edition, BASE, FILES) == make_catalog(edition, BASE, iter(FILES))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ünder the Brücke!", "under-the-brucke-phase-one"),
        ("計画", "phase-one"),
        ("x" * 99, "x" * 80),
    ],
)
def test_the_name_is_plain(title: str, name: str) -> None:
    plan = load(FULL)._replace(title=title)
    assert read(edit(plan), None)["identifier"] == name


def test_addresses() -> None:
    assert join_address("https://x.y", "") == join_address("https://x.y/", "") == "https://x.y/"
    assert join_address("https://x.y/", "a/b") == join_address("https://x.y", "a/b")
    for good in ("http://x.y", "https://x.y:8080/a?b=c#d", "https://x.y/%20", "https://localhost"):
        assert is_address(good)
    for bad in ("", "x.y", "https://", "https://x y", "https://u:p@x.y", "https://x.y/%2",
                "https://x.y/\n", "ftp://x.y", "https://.x", "https://x.y/é"):  # fmt: skip
        assert not is_address(bad)
