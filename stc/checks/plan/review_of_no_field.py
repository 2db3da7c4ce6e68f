"""STC221: needs_review names a field that does not exist."""

from collections.abc import Iterator
from typing import Final

from stc.checks.rule import PlanRule, PlanSubject, Rule, TimelineRule, TimelineSubject
from stc.plan.model import NeedsReview
from stc.schema.blocks import field_names
from stc.schema.places import Loc, place_of
from stc.words import codes
from stc.words.findings import Finding
from stc.words.nearest import find_nearest, quote
from stc.yamldoc.document import Document

ABOVE: Final = ("section", "goal")
"""What a step has from where it stands; the published copy may be damaged there, too."""

TOLD = Rule(
    codes.REVIEW_OF_NO_FIELD,
    why="Whoever checks the printed plan must know what is in doubt; a misspelt name is found by"
    " no search. Beside the fields of a step, its goal and its section can be named.",
    bad="needs_review:\n  fields: [dedline]\n  note: The date is smudged.\n",
    good="needs_review:\n  fields: [deadline]\n  note: The date is smudged.\n",
    scope="step",
)


def find(subject: PlanSubject) -> Iterator[Finding]:
    """Gives a finding for every field under review that its section or step does not have."""
    of_section, of_step = field_names("SectionBlock"), (*field_names("StepBlock"), *ABOVE)
    for position, section in enumerate(subject.plan.sections):
        loc = ("sections", position)
        yield from _find_in(subject.document, loc, section.needs_review, of_section)
    for step in subject.plan.steps:
        yield from _find_in(subject.document, subject.steps[step.id], step.needs_review, of_step)


def find_in_timeline(subject: TimelineSubject) -> Iterator[Finding]:
    """Gives the same for the entries of a timeline."""
    names = field_names("EntryBlock")
    for position, entry in enumerate(subject.timeline.entries):
        yield from _find_in(subject.document, ("entries", position), entry.needs_review, names)


def _find_in(
    document: Document, loc: Loc, review: NeedsReview | None, names: tuple[str, ...]
) -> Iterator[Finding]:
    for position, field in enumerate(review.fields if review else ()):
        if field not in names:
            nearest = find_nearest(field, names)
            hint = f"did you mean {nearest}?" if nearest else f"fields here: {', '.join(names)}"
            place = place_of(document, (*loc, "needs_review", "fields", position))
            message = f"needs_review names the field {quote(field)}, which does not exist."
            yield TOLD.code.at(place, message, hint)


RULE = PlanRule(TOLD, find)
TIMELINE_RULE = TimelineRule(TOLD, find_in_timeline)
