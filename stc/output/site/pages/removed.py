"""The steps that left the plan: a page for each, and one that lists them and those that came."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from stc.history.departures import Departure
from stc.output.site.files import SiteFile, number_path, path_of_department, path_of_step
from stc.output.site.pages.step import draw_past, find_history, list_past
from stc.output.site.site import Site
from stc.output.site.spelling import shorten
from stc.plan.model import Department
from stc.plan.status import Status, StatusKind
from stc.views import event_kinds as kinds
from stc.views.describe import describe_new_fields
from stc.views.event_lines import describe_removed
from stc.views.events import Event
from stc.views.strip import StatusDay

if TYPE_CHECKING:
    from markupsafe import Markup

REMOVED = "removed.html"
MOST_STEPS = 250
"""The most steps that one page lists."""
_OUT = Status("Removed", StatusKind.EXCLUDED)
"""What a step is from the day on which it left the plan."""


class Owner(NamedTuple):
    """A department of a step that left; its page is missing where the plan no longer has it."""

    name: str
    path: str | None
    is_lead: bool


def make(site: Site) -> Iterator[SiteFile]:
    """Return the page of each step that left, and the pages that list what came and left."""
    told = _index_events(site)
    departments = site.plan.map_departments()
    for departure in site.edition.departures:
        step, known = departure.step, site.edition.ledger.of(departure.step)
        yield site.render(
            "removed_step.html",
            path_of_step(step.id),
            title=f"{step.id}: {shorten(step.action, 90)}",
            nav="steps",
            departure=departure,
            out_class=_OUT.css_class,
            step=step,
            known=known,
            more=describe_new_fields(step),
            strip=_draw_strip(site, departure),
            events=told.get(step.id, ()),
            owners=[_find_owner(departments, owner, step.lead) for owner in step.departments],
            section=f"sections/{step.section.id}.html" if step.section.id in site.goals else None,
            unknown=site.edition.unknown,
        )
    yield from _make_lists(site)


def _index_events(site: Site) -> dict[str, list[Event]]:
    """Return what happened to each step that left, newest first."""
    found: dict[str, list[Event]] = {step_id: [] for step_id in site.gone}
    for commit in site.commits if found else ():
        for event in commit.events:
            departure = site.gone.get(event.about)
            # A step that got another id was not taken out.
            if departure and not (departure.now and event.kind is kinds.REMOVED):
                found[event.about].append(event)
    return found


def _find_owner(
    departments: dict[str, Department], owner: Department, lead: Department | None
) -> Owner:
    now = departments.get(owner.id)
    return Owner(owner.name, path_of_department(now) if now else None, owner == lead)


def _draw_strip(site: Site, departure: Departure) -> "Markup | None":
    """Return the strip up to the day on which a step left; None if that day is not known."""
    day = site.edition.as_of if departure.is_pending else departure.day
    if day is None or departure.now is not None or departure.step.status.is_continuing:
        return None
    step, known = departure.step, site.edition.ledger.of(departure.step)
    past = list_past(site, step, find_history(site, step) or ())
    past = past or [StatusDay(min(known.first or day, day), step.status)]
    out = step._replace(status=_OUT)
    return draw_past(site, out, known, [*past, StatusDay(day, _OUT)])


def _make_lists(site: Site) -> Iterator[SiteFile]:
    turnover = site.edition.find_turnover()
    if turnover is None or not (turnover.added or site.edition.departures):
        return
    removed, added = turnover.removed, turnover.added
    renamed = [departure for departure in site.edition.departures if departure.now]
    starts = range(0, max(len(removed), 1), MOST_STEPS)
    paths = [number_path(REMOVED, number) for number, _ in enumerate(starts, 1)]
    title = _describe(site, removed, len(added))
    for number, (path, start) in enumerate(zip(paths, starts, strict=True), 1):
        yield site.render(
            "removed.html",
            path,
            title=title if number == 1 else f"{title}, page {number:,}",
            nav="steps",
            removed=[
                (departure, describe_removed(departure.step))
                for departure in removed[start : start + MOST_STEPS]
            ],
            added=added[:MOST_STEPS] if number == 1 else (),
            more_added=max(len(added) - MOST_STEPS, 0),
            renamed=renamed if number == 1 else (),
            paths=paths,
            first=start + 1,
            unknown=site.edition.unknown,
        )


def _describe(site: Site, removed: Sequence[Departure], added: int) -> str:
    """Return how many steps were taken out of the plan, and how many were added."""
    count, out = site.plan.vocabulary.count_parts, len(removed)
    if not out:
        return f"{count(added, 'step')} {_was(added)} added to the plan"
    taken = f"{count(out, 'step')} {_was(out)} taken out of the plan"
    return f"{taken}, {added:,} {_was(added)} added" if added else taken


def _was(number: int) -> str:
    return "was" if number == 1 else "were"
