"""STC221: needs_review names a field that does not exist."""

from collections.abc import Iterator
from typing import Any, Final

from stc import codes
from stc.files.kinds import TIMELINE
from stc.files.places import location_of
from stc.findings import Finding
from stc.plan.field import keys_at
from stc.plan.model import NeedsReview, Section, Step
from stc.plan.timeline import TimelineEntry
from stc.rules.rule import FileSubject, PlanSubject, Rule
from stc.text.nearest import Nearest, quote

ABOVE: Final = ("section", "goal")
_FIELDS: Final = ("needs_review", "fields")
"""The parents of a step, which may be illegible in the published copy, too."""

DOC = Rule(
    codes.REVIEW_OF_NO_FIELD,
    why="Whoever checks the printed plan must know what is in doubt, and no search finds a "
    "misspelt name. Besides the fields of a step, its goal and its section can be named.",
    bad="needs_review:\n  fields: [dedline]\n  note: The date is smudged.\n",
    good="needs_review:\n  fields: [deadline]\n  note: The date is smudged.\n",
    scope="step",
)


def check(subject: PlanSubject) -> Iterator[Finding]:
    """Return a finding for every field under review that does not exist."""
    of_section = _Names(keys_at(Section))
    of_step = _Names((*keys_at(Step), *ABOVE))
    for position, section in enumerate(subject.plan.sections):
        for number, message, hint in _check(section.needs_review, of_section):
            loc = ("sections", position, *_FIELDS, number)
            yield DOC.code.at(location_of(subject.document, loc), message, hint)
    for step in subject.plan.steps:
        for number, message, hint in _check(step.needs_review, of_step):
            yield DOC.code.at(subject.place(step, *_FIELDS, number), message, hint)


def check_file(subject: FileSubject[Any]) -> Iterator[Finding]:
    """Return the same findings for the entries of a timeline."""
    if subject.kind is not TIMELINE:
        return
    names = _Names(keys_at(TimelineEntry))
    for position, entry in enumerate(subject.value.entries):
        for number, message, hint in _check(entry.needs_review, names):
            yield DOC.code.at(subject.place("entries", position, *_FIELDS, number), message, hint)


class _Names:
    """The fields that can be under review, and the nearest one to an unknown name."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.known = frozenset(names)
        self._listed = ", ".join(names)
        self._nearest = Nearest({name: name for name in names})

    def hint(self, field: str) -> str:
        """Return what to write in place of a name that does not exist."""
        nearest = self._nearest.find(field)
        return f"Did you mean {nearest}?" if nearest else f"Known fields: {self._listed}."


def _check(review: NeedsReview | None, names: _Names) -> Iterator[tuple[int, str, str]]:
    """Return the position, a message and a hint for each field that does not exist."""
    for position, field in enumerate(review.fields if review else ()):
        if field not in names.known:
            message = f"The field {quote(field)} in needs_review does not exist."
            yield position, message, names.hint(field)
