"""From the file as it is written to the plan questions are asked of.

What comes in is the plain data of a sound file: fields with texts, as `to_data` gives them.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from stc.files.places import place_of
from stc.findings import Place
from stc.plan.model import Department, Goal, NeedsReview, Plan, Revision, Section, Source, Step
from stc.plan.periods import parse_period
from stc.plan.status import UNKNOWN, parse_status
from stc.plan.timeline import Timeline, TimelineEntry, TimelineItem
from stc.yaml.document import Document

Data = dict[str, Any]
"""A block: its fields, each a text, a block, a list of these, or None."""


def resolve_plan(file: Data, document: Document) -> Plan:
    """Gives the plan of a sound file; every step knows its place in the document."""
    departments = tuple(
        Department(one["id"], one["name"], _texts(one, "aliases")) for one in file["departments"]
    )
    by_id = {department.id: department for department in departments}
    sections, goals, steps = [], [], []
    for s, section_block in enumerate(file["sections"]):
        section = _resolve_section(section_block)
        sections.append(section)
        for g, goal_block in enumerate(section_block["goals"]):
            goal = Goal(section, goal_block["title"])
            goals.append(goal)
            for n, block in enumerate(goal_block["steps"]):
                place = place_of(document, ("sections", s, "goals", g, "steps", n))
                steps.append(resolve_step(block, goal, by_id, place))
    began, source = file.get("began"), file.get("source")
    return Plan(
        file["title"],
        file["phase"],
        file["timezone"],
        departments,
        tuple(sections),
        tuple(goals),
        tuple(steps),
        parse_period(began) if began else None,
        _resolve_source(source) if source else None,
    )


def _resolve_source(block: Data) -> Source:
    return Source(
        document=block["document"],
        publisher=block["publisher"],
        pages=_number(block, "pages"),
        url=block.get("url"),
        license=block.get("license"),
        contact=_texts(block, "contact"),
        note=block.get("note"),
    )


def _resolve_section(block: Data) -> Section:
    return Section(block["id"], block["title"], block.get("category"), _review(block))


def resolve_step(block: Data, goal: Goal, by_id: dict[str, Department], place: Place) -> Step:
    """Gives the step of a sound block that stands under a goal."""
    lead = block.get("lead")
    return Step(
        id=block["id"],
        status=parse_status(block["status"]) or UNKNOWN,
        action=block["action"],
        section=goal.section,
        goal=goal,
        place=place,
        departments=tuple([by_id[one] for one in block.get("departments", ())]),
        deadline=_day(block, "deadline"),
        items=_texts(block, "items"),
        completed=_day(block, "completed"),
        evidence=_texts(block, "evidence"),
        reason=block.get("reason"),
        note=block.get("note"),
        lead=by_id[lead] if lead else None,
        revisions=tuple([_resolve_revision(one) for one in block.get("revisions", ())]),
        page=_number(block, "page"),
        needs_review=_review(block),
    )


def _resolve_revision(block: Data) -> Revision:
    day = date.fromisoformat(block["on"])
    return Revision(_day(block, "from"), _day(block, "to"), day, block["reason"])


def resolve_timeline(file: Data, document: Document) -> Timeline:
    """Gives the timeline of a sound file."""
    return Timeline(file["title"], tuple(_entries(file["entries"], document)))


def _entries(blocks: Iterable[Data], document: Document) -> Iterator[TimelineEntry]:
    for position, block in enumerate(blocks):
        period = parse_period(block["when"])
        assert period is not None, "the schema has accepted it"
        yield TimelineEntry(
            when=block["when"],
            period=period,
            label=block["label"],
            happened=block["state"] == "happened",
            title=block["title"],
            place=place_of(document, ("entries", position)),
            items=tuple(
                TimelineItem(item["text"], _texts(item, "items")) for item in block.get("items", ())
            ),
            steps=_texts(block, "steps"),
            source=block.get("source"),
            note=block.get("note"),
            needs_review=_review(block),
        )


def _review(block: Data) -> NeedsReview | None:
    review = block.get("needs_review")
    return NeedsReview(_texts(review, "fields"), review["note"]) if review else None


def _texts(block: Data, field: str) -> tuple[str, ...]:
    return tuple(block.get(field, ()))


def _day(block: Data, field: str) -> date | None:
    text = block.get(field)
    return date.fromisoformat(text) if text else None


def _number(block: Data, field: str) -> int | None:
    text = block.get(field)
    return int(text) if text else None
