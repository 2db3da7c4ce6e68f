"""Every combination of filters, against an oracle that reads the file as any YAML reader does."""

import itertools
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import yaml

from stc.plan.filters import FILTERS, Filter, Window, select_steps
from stc.plan.periods import parse_period
from stc.plan.search import parse_search
from tests.plans import SMALL, load

STATUSES = ("Not started", "Planning", "In progress", "Complete", "Ongoing")
DEADLINES = (None, "2024-11-30", "2024-12-31", "2025-01-01")
Raw = dict[str, Any]


def format_step(section: str, number: int) -> list[str]:
    """Return a step; which of the fields it has differs from one to the next."""
    deadline, word = DEADLINES[number % 4], ("pages", "PAGES", "letters")[number % 3]
    lines = [f"id: {section}-{number:02}", f"status: {STATUSES[number % 5]}"]
    lines += ["evidence: [The minutes]"] * (STATUSES[number % 5] == "Complete" and number % 2)
    lines += [f"note: About {word}."] * (number % 7 == 1)
    lines += [f"action: Write {word} {section} {number}."]
    lines += ["tags: [fair, new]"] * (number % 5 == 2)
    lines += ["phase: later", "category: response"] * (number % 6 == 1)
    lines += ["lead: comms-ocs"] * (number % 2)
    lines += ["departments: [comms-ocs]"] if number % 3 else ['departments: ["911", comms-ocs]']
    lines += ["start: 2024-06-01"] * (number % 3 == 0)
    lines += [f"deadline: {deadline}"] * (deadline is not None)
    if deadline and number % 5 < 2:
        lines += ["revisions:", "  - from: 2024-06-30", f"    to: {deadline}", "    on: 2024-05-01"]
        lines += ["    reason: It took longer."]
    if number % 4 == 1:
        lines += ["needs_review:", "  fields: [status]", "  note: To be asked."]
    return [f"          {'  ' if n else '- '}{line}" for n, line in enumerate(lines)]


def format_plan() -> str:
    head = SMALL[: SMALL.index("departments:")]
    lines = [head + "phases:", "  - {id: soon, title: Soon}", "  - {id: later, title: Later}"]
    lines += ["categories:", "  - {id: response, title: Response}"]
    lines += [SMALL[len(head) : SMALL.index("sections:")], "sections:"]
    for section in ("COM", "RST"):
        lines += [f"  - id: {section}", f"    title: About {section}", "    goals:"]
        for title, numbers in (("Speak", range(1, 9)), ("Listen", range(9, 17))):
            lines += [f"      - title: {title}"]
            lines += ["        under: [With others]"] * (title == "Listen") + ["        steps:"]
            lines += [line for number in numbers for line in format_step(section, number)]
    return "\n".join(lines) + "\n"


TEXT = format_plan()
PLAN = load(TEXT)
RAW: list[Raw] = [
    {"section": section["id"], "goal": goal["title"], **step}
    for section in yaml.load(TEXT, yaml.BaseLoader)["sections"]
    for goal in section["goals"]
    for step in goal["steps"]
]
DAY, TO = "2024-12-31", "2025-01-01"
ASKED: dict[str, tuple[Any, Callable[[Raw], bool]]] = {
    "dept": (("911",), lambda s: "911" in s["departments"]),
    "lead": (("comms-ocs",), lambda s: s.get("lead") == "comms-ocs"),
    "section": (("RST",), lambda s: s["section"] == "RST"),
    "goal": (
        tuple(one for one in PLAN.goals if one.title == "Listen"),
        lambda s: s["goal"] == "Listen",
    ),
    "status": (
        ("Planning", "Complete", "In progress"),
        lambda s: s["status"] in ("Planning", "Complete", "In progress"),
    ),
    "search": (
        (parse_search("pages"),),
        lambda s: "pages" in f"{s['action']} {s.get('note', '')}".lower(),
    ),
    "due_before": (date.fromisoformat(DAY), lambda s: "" < s.get("deadline", "") < DAY),
    "due_after": (date.fromisoformat(DAY), lambda s: s.get("deadline", "") > DAY),
    "due_in": (parse_period("2024-12"), lambda s: s.get("deadline", "")[:7] == "2024-12"),
    "within": (
        Window("typed", date.fromisoformat(DAY), date.fromisoformat(TO)),
        lambda s: DAY <= s.get("deadline", "") <= TO,
    ),
    "late_to_start": (True, lambda s: "start" in s and s["status"] == "Not started"),
    "undated": (
        True,
        lambda s: "deadline" not in s and s["status"] in ("Not started", "Planning", "In progress"),
    ),
    "needs_review": (True, lambda s: "needs_review" in s),
    "no_lead": (True, lambda s: "lead" not in s),
    "slipped": (True, lambda s: "revisions" in s),
}
OPEN = ("Not started", "Planning", "In progress")
PAIRED: dict[str, tuple[Any, Callable[[Raw], bool]]] = {
    "not_status": (("Planning",), lambda s: s["status"] != "Planning"),
    "phase": (("later",), lambda s: s.get("phase") == "later"),
    "category": (("response",), lambda s: s.get("category") == "response"),
    "tag": (("new",), lambda s: "new" in s.get("tags", ())),
    "under": (("With others",), lambda s: s["goal"] == "Listen"),
    "open": (True, lambda s: s["status"] in OPEN),
    "closed": (True, lambda s: s["status"] == "Complete"),
    "overdue": (True, lambda s: s["status"] in OPEN and "deadline" in s),
    "review_due": (True, lambda s: s["status"] == "Ongoing" and "deadline" in s),
    "no_evidence": (True, lambda s: s["status"] == "Complete" and "evidence" not in s),
}
"""Filters that are tried alone, and beside every other one."""


def test_the_plan_has_steps_on_both_sides_of_every_filter() -> None:
    assert {*ASKED, *PAIRED} == {row.name for row in FILTERS}
    for name, (_, is_wanted) in {**ASKED, **PAIRED}.items():
        assert 0 < sum(map(is_wanted, RAW)) < len(RAW), name


@pytest.mark.parametrize("first", [*ASKED, None])
def test_every_combination_selects_what_each_of_its_filters_accepts(first: str | None) -> None:
    """All 32,768 of them: those whose first filter is this one, and that of none."""
    names = list(ASKED)
    rest = names[names.index(first) + 1 :] if first else []
    wanted = {name: {s["id"] for s in RAW if ASKED[name][1](s)} for name in names}
    for number in range(len(rest) + 1):
        for others in itertools.combinations(rest, number):
            chosen = [*([first] if first else []), *others]
            found = select_steps(PLAN, Filter({name: ASKED[name][0] for name in chosen}))
            left = [s["id"] for s in RAW if all(s["id"] in wanted[name] for name in chosen)]
            assert [step.id for step in found] == left, chosen


def test_every_pair_selects_what_both_of_its_filters_accept() -> None:
    every = {**ASKED, **PAIRED}
    for one, other in itertools.product(PAIRED, every):
        found = select_steps(PLAN, Filter({name: every[name][0] for name in (one, other)}))
        left = [s["id"] for s in RAW if every[one][1](s) and every[other][1](s)]
        assert [step.id for step in found] == left, (one, other)
