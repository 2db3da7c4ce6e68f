"""The page of the timeline: what is to come above today, and what happened below it."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import groupby, islice
from typing import NamedTuple

from stc.output.site.files import SiteFile
from stc.output.site.site import Site
from stc.plan.deadlines import is_open
from stc.plan.model import Step
from stc.plan.order import order_steps
from stc.plan.periods import last_day
from stc.plan.timeline import Timeline, TimelineEntry, state_of
from stc.text.plural import count_noun, have
from stc.views.sentences import share

_MOST_DAYS = 12
_MOST = 2


class State(NamedTuple):
    """What became of an entry: its name, and whether it stands below today."""

    name: str
    is_past: bool


def make(site: Site) -> Iterator[SiteFile]:
    """Return the page of the timeline; of a plan without one it says so."""
    timeline, as_of = site.edition.timeline, site.edition.as_of
    entries = timeline.entries if timeline else ()
    dated = [(entry, _find_state(entry, as_of)) for entry in entries]
    # Newest first; of one time, the later published.
    dated.reverse()
    dated.sort(key=lambda pair: (pair[0].period.last, pair[0].period.start), reverse=True)
    counted = Counter(state.name for _, state in dated)
    yield site.render(
        "timeline.html",
        "timeline.html",
        title=_head(timeline, counted) if timeline else "Timeline",
        nav="timeline",
        timeline=timeline,
        dated=dated,
        ahead=[*_list_ahead(site)] if timeline else [],
        most=_MOST,
        lines=_describe(timeline, counted) if timeline else (),
    )


def _find_state(entry: TimelineEntry, as_of: date) -> State:
    name = state_of(entry, as_of)
    return State(name, name != "planned")


def _list_ahead(site: Site) -> Iterator[tuple[date, tuple[Step, ...]]]:
    """Return the next days on which open steps are due, with these, the last day first."""
    as_of = site.edition.as_of
    steps = [
        step
        for step in order_steps(site.plan.steps, "deadline")
        if step.deadline and last_day(step.deadline) >= as_of and is_open(step, as_of)
    ]
    days = groupby(steps, key=lambda step: step.deadline)
    found = [(day, tuple(held)) for day, held in islice(days, _MOST_DAYS) if day]
    yield from reversed(found)


def _head(timeline: Timeline, counted: Counter[str]) -> str:
    whole, happened = len(timeline.entries), counted["happened"]
    entries = count_noun(whole, "entry", "entries")
    return f"{happened:,} of {entries} {have(happened, whole)} happened."


def _describe(timeline: Timeline, counted: Counter[str]) -> tuple[str, ...]:
    whole = len(timeline.entries)
    lines = [
        f"{timeline.title}. {count_noun(whole, 'entry', 'entries')}:"
        f" {share(counted['happened'], whole)} happened;"
        f" {share(counted['planned'], whole)} planned."
    ]
    if passed := counted["passed"]:
        was = "was" if passed == 1 else "were"
        lines.append(
            f"{share(passed, whole)} {was} planned for a time that has passed, and not confirmed."
            " Nothing is assumed to have happened because its time is over."
        )
    return tuple(lines)
