"""What pages say of a plan of one step, and where two statuses or sections are first."""

import pytest

from stc.output.site.lists import find_lists
from stc.output.site.pages.departments import make as make_departments
from stc.output.site.pages.overview import make as make_overview
from stc.output.site.pages.sections import make as make_sections
from stc.plan.counts import count_steps
from stc.plan.model import Plan
from stc.plan.vocabulary import DEFAULT
from stc.text.lists import join_names
from tests.output.site.editions import text_of
from tests.output.site.pasts import make_edition, make_pages, read_main
from tests.plans import AS_OF, SMALL, STATUSES, change, load

BOTH = load(SMALL)
SECOND = """
  - id: TRN
    title: Training
    goals:
      - title: Learn
        steps:
          - id: TRN-01
            status: {status}
            action: Read it again.
            departments: [comms-ocs]
"""


def keep(plan: Plan, number: int) -> Plan:
    """Return the plan with one of its steps alone."""
    return plan._replace(steps=plan.steps[number : number + 1])


def read_overview(plan: Plan) -> str:
    return text_of(read_main(make_pages(make_overview, make_edition(plan))["index.html"]))


def test_of_one_open_step_everything_is_said_in_the_singular() -> None:
    told = read_overview(keep(BOTH, 0))
    assert told.startswith("0 of 1 step is complete. 1 is overdue.")
    assert "Overdue1 of 1 open step (100%)" in told
    assert "0 of 1 is done; 1 is not." in told
    assert "The most frequent status is Planning, with 1 of 1 counted step (100%)." in told


def test_of_one_complete_step_too() -> None:
    assert "1 of 1 step is complete. No step is overdue." in read_overview(keep(BOTH, 1))


def test_departments_of_one_step() -> None:
    pages = make_pages(make_departments, make_edition(keep(BOTH, 0)))
    told = text_of(read_main(pages["departments.html"]))
    assert "1 of 1 step (100%) names more than one department." in told
    told = text_of(read_main(pages["departments/911.html"]))
    assert "1 of 1 step (100%) names other departments, too." in told


@pytest.mark.parametrize("status", STATUSES)
def test_no_list_of_one_step_is_told_in_the_plural(status: object) -> None:
    plan = keep(BOTH, 0)
    plan = plan._replace(steps=(plan.steps[0]._replace(status=status),))  # type: ignore[arg-type]
    told = " ".join(
        line
        for one in find_lists(plan, count_steps(plan.steps, AS_OF, DEFAULT), AS_OF)
        for line in one.lines
    )
    for wrong in ("of 1 steps", "of 1 open steps", "of 1 counted steps", "of 1 ongoing steps"):
        assert wrong not in told
    for wrong in ("of 1 open step (100%) are", "of 1 open step (100%) have", "(100%) need "):
        assert wrong not in told


def test_statuses_that_are_as_frequent_are_named() -> None:
    assert (
        "The most frequent status is Planning, tied with Complete; each has 1 of 2 counted steps"
        " (50%)."
    ) in read_overview(BOTH)


def test_sections_with_the_same_share_are_named() -> None:
    second = SECOND.format(status="Complete")
    text = change(SMALL, "status: Planning", "status: Complete")
    told = text_of(
        read_main(make_pages(make_sections, make_edition(load(text + second)))["sections.html"])
    )
    assert (
        "Of 2 sections, “Communications” has the largest share of complete steps, 2 of 2 counted"
        " steps (100%), tied with “Training” (1 of 1)."
    ) in told


def test_neighbouring_sections_stand_under_the_levels_above_them() -> None:
    title = "    title: Communications\n"
    text = change(SMALL, title, f"{title}    under: [Part A, Streets]\n")
    edition = make_edition(load(text + SECOND.format(status="Planning")))
    page = read_main(make_pages(make_sections, edition)["sections.html"])
    assert [text_of(one) for one in page.findall(".//h2")] == ["Part A › Streets"]
    assert [text_of(one) for one in page.findall(".//tbody//th")] == ["Communications", "Training"]
    assert len(page.findall(".//table")) == 2


def test_a_section_that_is_first_alone_is_tied_with_none() -> None:
    told = read_overview(load(SMALL + SECOND.format(status="Planning")))
    assert "1 of 2 counted steps (50%); 1 has none." in told
    assert "tied with “" not in told


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ("A", "A"),
        ("AB", "A and B"),
        ("ABC", "A, B and C"),
        ("ABCDE", "A, B, C and 2 more"),
    ],
)
def test_names_in_a_sentence(names: str, told: str) -> None:
    assert join_names(tuple(names)) == told
