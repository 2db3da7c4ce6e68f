"""STC421: the time zone or another fact about the whole plan is changed."""

from collections.abc import Iterator

from stc import codes
from stc.files.places import KeyPath, location_of
from stc.findings import Finding
from stc.plan.dates import describe_span
from stc.plan.model import Plan
from stc.rules.rule import ChangeSubject, Rule
from stc.text.nearest import quote

DOC = Rule(
    codes.PLAN_DESCRIBED_ANEW,
    why="One line at the top changes the meaning of every step: the time zone decides when a step "
    "becomes overdue, the beginning decides which deadlines are too early, and the title and the "
    "source say whose promises these are.",
    bad="timezone: America/Chicago\n---\ntimezone: Asia/Tokyo\n",
    good="timezone: America/Chicago\n---\ntimezone: America/Chicago\n",
    scope="change",
)


def check(change: ChangeSubject) -> Iterator[Finding]:
    """Yield a finding for every recorded fact that changed or is gone."""
    after = {loc: value for loc, _, value in _list_facts(change.head.plan)}
    for loc, words, old in _list_facts(change.base):
        if old is not None and after.get(loc) != old:
            new = after.get(loc)
            shown = quote(new) if new is not None else "none"
            message = f"{words} was {quote(old)} and is now {shown}."
            place = location_of(change.head.document, loc)
            yield DOC.code.at(place, message, "Put it back, unless the city itself corrected it.")


def _list_facts(plan: Plan) -> Iterator[tuple[KeyPath, str, str | None]]:
    yield ("title",), "The title of the plan", plan.title
    yield ("phase",), "The phase of the plan", plan.phase
    yield ("began",), "The beginning of the plan", plan.began and describe_span(plan.began)
    yield ("timezone",), "The time zone of the plan", plan.timezone
    yield ("source", "document"), "The document of the source", plan.source and plan.source.document
    yield (
        ("source", "publisher"),
        "The publisher of the source",
        plan.source and plan.source.publisher,
    )
