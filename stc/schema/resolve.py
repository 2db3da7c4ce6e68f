"""From the file as it is written to the plan questions are asked of."""

from collections.abc import Iterator

from stc.plan.model import Department, Goal, NeedsReview, Plan, Revision, Section, Source, Step
from stc.plan.statuses import UNKNOWN, parse_status
from stc.plan.timeline import Timeline, TimelineEntry, TimelineItem
from stc.schema.places import place_of
from stc.schema.plan_file import NeedsReviewBlock, PlanFile, SourceBlock, StepBlock
from stc.schema.timeline_file import EntryBlock, TimelineFile
from stc.words.findings import Place
from stc.words.periods import parse_period
from stc.yamldoc.document import Document


def resolve_plan(file: PlanFile, document: Document) -> Plan:
    """Gives the plan of a sound file; every step knows its place in the document."""
    departments = tuple(
        Department(one.id, one.name, tuple(one.aliases)) for one in file.departments
    )
    by_id = {department.id: department for department in departments}
    sections, goals, steps = [], [], []
    for s, section_block in enumerate(file.sections):
        review = _review(section_block.needs_review)
        section = Section(section_block.id, section_block.title, section_block.category, review)
        sections.append(section)
        for g, goal_block in enumerate(section_block.goals):
            goal = Goal(section, goal_block.title)
            goals.append(goal)
            for n, block in enumerate(goal_block.steps):
                place = place_of(document, ("sections", s, "goals", g, "steps", n))
                steps.append(resolve_step(block, goal, by_id, place))
    return Plan(
        file.title,
        file.phase,
        file.timezone,
        departments,
        tuple(sections),
        tuple(goals),
        tuple(steps),
        parse_period(file.began) if file.began else None,
        _resolve_source(file.source) if file.source else None,
    )


def _resolve_source(block: SourceBlock) -> Source:
    return Source(
        document=block.document,
        publisher=block.publisher,
        pages=block.pages,
        url=block.url,
        license=block.license,
        contact=tuple(block.contact),
        note=block.note,
    )


def resolve_step(block: StepBlock, goal: Goal, by_id: dict[str, Department], place: Place) -> Step:
    """Gives the step of a sound block that stands under a goal."""
    return Step(
        id=block.id,
        status=parse_status(block.status) or UNKNOWN,
        action=block.action,
        section=goal.section,
        goal=goal,
        place=place,
        departments=tuple(by_id[one] for one in block.departments),
        deadline=block.deadline,
        items=tuple(block.items),
        completed=block.completed,
        evidence=tuple(block.evidence),
        reason=block.reason,
        note=block.note,
        lead=by_id[block.lead] if block.lead else None,
        revisions=tuple(Revision(one.from_, one.to, one.on, one.reason) for one in block.revisions),
        page=block.page,
        needs_review=_review(block.needs_review),
    )


def resolve_timeline(file: TimelineFile, document: Document) -> Timeline:
    """Gives the timeline of a sound file."""
    return Timeline(file.title, tuple(_entries(file.entries, document)))


def _entries(blocks: list[EntryBlock], document: Document) -> Iterator[TimelineEntry]:
    for position, block in enumerate(blocks):
        period = parse_period(block.when)
        assert period is not None, "the schema has accepted it"
        yield TimelineEntry(
            when=block.when,
            period=period,
            label=block.label,
            happened=block.state == "happened",
            title=block.title,
            place=place_of(document, ("entries", position)),
            items=tuple(TimelineItem(item.text, tuple(item.items)) for item in block.items),
            steps=tuple(block.steps),
            source=block.source,
            note=block.note,
            needs_review=_review(block.needs_review),
        )


def _review(block: NeedsReviewBlock | None) -> NeedsReview | None:
    return NeedsReview(tuple(block.fields), block.note) if block else None
