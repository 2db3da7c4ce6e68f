"""The pages of steps that left the plan, and the page that lists them."""

import json
from pathlib import Path

import pytest

from tests.output.hostile import HOSTILE
from tests.output.site.city import describe_story
from tests.output.site.conftest import open_edition
from tests.output.site.editions import links_of, make_files, pages_of, text_of
from tests.plans import change

COM_03 = """\
          - id: COM-03
            status: Complete
            completed: 2024-06-01
            evidence: ["https://city.example.org/minutes", The minutes of June]
            action: Number the pages.
            departments: [comms]
            deadline: 2024-06-30

"""
GOV_04 = """\
          - id: GOV-04
            status: Excluded
            reason: It belongs to another plan.
            action: Build a house.
            departments: [mayor]

"""
COM_02 = """\
          - id: COM-02
            status: Not started
            action: Read the page.
            departments: ["911"]
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site of a plan that lost six steps: one got a new id, and one change is not committed."""
    made = describe_story(tmp_path_factory.mktemp("gone") / "city")
    text = made.plan.read_text("utf-8")
    text = change(text, "id: COM-05", "id: COM-50")
    made.put(text, "COM-05 is COM-50", "2025-01-21T12:00:00+00:00")
    text = change(change(text, COM_03, ""), GOV_04.rstrip("\n"), "")
    made.put(text, "Fewer steps", "2025-01-22T12:00:00+00:00")
    begin, _, rest = text.partition(COM_02)
    text = begin + rest[rest.index("          - id: COM-04") :]
    made.put(text, "COM-02: away", "2025-01-23T12:00:00+00:00")
    made.write(text.replace("COM-04", "COM-40").replace("Answer every", "Take each"))
    return make_files(open_edition(made.plan), "https://city.example.org/plan")


def read(files: dict[str, bytes], path: str) -> str:
    (page,) = pages_of({path: files[path]}).values()
    return text_of(page.find(".//main"))


def test_a_step_that_left_keeps_its_address_and_its_words(files: dict[str, bytes]) -> None:
    page = read(files, "steps/COM-02.html")
    assert page.startswith("Read the page. Removed Taken out, no reason given COM-02")
    assert (
        "Taken out of the plan on January 23, 2025. No reason given."
        " This page stays so that the promise can still be read." in page
    )
    (tree,) = pages_of({"x.html": files["steps/COM-02.html"]}).values()
    facts = {text_of(fact[0]): text_of(fact[1]) for fact in tree.findall(".//dl/div")}
    assert facts["Left the plan"] == "January 23, 2025"
    assert facts["Last status"] == "Not started"
    assert facts["First deadline"] == "December 31, 2024"
    assert facts["Last deadline"] == "February 28, 2025"
    assert facts["Department"] == "911"
    assert (
        "History January 23, 2025: Taken out of the plan. Was Not started, due Feb 28, 2025."
        " No reason given. by Ann December 10, 2024: Deadline moved." in page
    )


def test_its_strip_ends_where_it_was_taken_out(files: dict[str, bytes]) -> None:
    (page,) = pages_of({"x.html": files["steps/COM-02.html"]}).values()
    strip = page.find(".//{*}svg[@role='img']")
    assert strip is not None
    assert strip.get("aria-label") == (
        "First deadline December 31, 2024; moved to February 28, 2025; ended on January 23, 2025;"
        " today is January 24, 2025."
    )
    assert "taken out" in [text_of(text) for text in strip.findall(".//{*}text")]


def test_the_reason_is_given_where_one_was_recorded(files: dict[str, bytes]) -> None:
    page = read(files, "steps/GOV-04.html")
    assert "January 22, 2025. Reason: “It belongs to another plan.”" in page
    assert "no reason" not in page.lower()


def test_a_step_under_a_new_id_is_not_called_removed(files: dict[str, bytes]) -> None:
    page = read(files, "steps/COM-05.html")
    assert "This id was given up on January 21, 2025. The step goes on as COM-50." in page
    assert "no reason given" not in page.lower()
    assert "COM-05 is COM-50 now." in read(files, "removed.html")


def test_a_change_that_is_not_committed_is_told(files: dict[str, bytes]) -> None:
    assert "in a change that is not committed yet. No reason" in read(files, "steps/COM-04.html")


def test_the_list_names_what_came_and_left_and_is_linked(files: dict[str, bytes]) -> None:
    page = read(files, "removed.html")
    assert page.startswith("5 steps were taken out of the plan, 1 was added")
    ids = ("COM-04", "COM-02", "GOV-04", "COM-03", "COM-07", "COM-40")
    places = [page.index(f" {name} ") for name in ids[:-1]] + [page.rindex(ids[-1])]
    assert len(set(places)) == 6
    for path in ("index.html", "changes.html", "slips.html", "scorecard.html", "steps.html"):
        assert (
            "Since the first version on record, of October 1, 2024: 1 step was added and 5 steps"
            " were taken out." in read(files, path)
        ), path


def test_every_link_of_the_site_leads_to_a_page(files: dict[str, bytes]) -> None:
    for path, page in pages_of(files).items():
        for to, _ in links_of(path, page):
            assert to in files or to.startswith("/plan"), (path, to)


def test_changes_and_feeds_link_to_them(files: dict[str, bytes]) -> None:
    assert b'href="steps/COM-02.html"' in files["changes.html"]
    assert b'href="https://city.example.org/plan/steps/COM-02.html"' in files["changes.atom"]


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    spoiled = " ".join(HOSTILE[:12]).replace("\n", " ").replace("\r", " ")
    made = describe_story(tmp_path / "city")
    text = made.plan.read_text("utf-8")
    quoted = json.dumps(spoiled)
    made.put(change(text, "action: Number the pages.", f"action: {quoted}"), "Spoil")
    made.put(change(text, COM_03, ""), "Away")
    files = make_files(open_edition(made.plan))
    for path in ("steps/COM-03.html", "removed.html"):
        (page,) = pages_of({path: files[path]}).values()
        assert len(page.findall(".//script")) == 1, path
