"""A site: an edition, what its pages look up again and again, and the way a page is made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from stc.history.departures import Departure
from stc.history.git.versions import Commit
from stc.history.log import LogEntry
from stc.output.edition import Edition
from stc.output.exports import ExportOptions
from stc.output.site.environment import make_environment
from stc.output.site.files import SiteFile, lead_to_root, path_of_step
from stc.output.site.lists import Facet, StepList, find_facets, find_lists
from stc.output.site.rows import Row, describe_row
from stc.output.site.theme import name_look
from stc.plan.counts import Counts, Group, group_steps
from stc.plan.model import Goal, Plan, Step
from stc.plan.theme import Theme
from stc.plan.value_types import fold_id
from stc.plan.zones import today_in
from stc.rules.load_theme import Look
from stc.text.addresses import path_of
from stc.views.commit_events import CommitEvents

if TYPE_CHECKING:
    from jinja2 import Environment

NOT_FOUND = "404.html"


@dataclass(frozen=True)
class Site:
    """A site that is being made.

    Attributes:
        edition: What is published.
        base_url: The address of the site, without a slash at its end, or None.
        repository: The address of the repository with the form that reports progress, or None.
        look: What is the city's own.
        environment: The templates.
        counts: The counts over the whole plan.
        lists: The lists of steps that have a page.
        facets: The filters of the page of all steps.
        rows: The row of each step in a list, by its id.
        sections: The sections that have steps, with them.
        departments: The departments that have steps, with them; no department comes last.
        goals: The goals of each section that have steps, with them, by the id of the section; None
            means no goal.
        entries: What git saw of each step, newest first, by its id.
        first: The status each step had in the first version git knows, by its id.
        commits: What each commit changed, in words, newest first.
        gone: The steps that left the plan, by their ids, the last that left first.
        pages: The path of the page of each step that git or the plan knows, by its folded id.
    """

    edition: Edition
    base_url: str | None
    repository: str | None
    look: Look
    environment: "Environment"
    counts: Counts
    lists: tuple[StepList, ...]
    facets: tuple[Facet, ...]
    rows: Mapping[str, Row]
    sections: tuple[Group, ...]
    departments: tuple[Group, ...]
    goals: Mapping[str, tuple[tuple[Goal | None, tuple[Step, ...]], ...]]
    entries: Mapping[str, tuple[LogEntry, ...]]
    first: Mapping[str, str]
    commits: tuple[CommitEvents, ...]
    gone: Mapping[str, Departure]
    pages: Mapping[str, str]

    @property
    def plan(self) -> Plan:
        """The whole plan."""
        return self.edition.plan

    def render(self, template: str, path: str, **values: Any) -> SiteFile:
        """Return a page.

        Args:
            template: The name of its template.
            path: Its place in the folder of the site.
            values: What the template prints; `title` and `nav` among them, a `description` for
                those that show a link to the page, and a `dataset` where it has one.
        """
        known = {
            "path": path,
            "root": self._lead_to_root(path),
            "address": self.address_of(path),
            "description": "",
            "dataset": None,
        }
        text = self.environment.get_template(template).render(known | values)
        return SiteFile(path, text.encode("utf-8"))

    def address_of(self, path: str) -> str | None:
        """Return the full address of a page, or None if the address of the site is not known."""
        if self.base_url is None:
            return None
        return f"{self.base_url}/{'' if path == 'index.html' else path}"

    def day_of(self, commit: Commit) -> date:
        """Return the day of a commit in the plan's time zone."""
        return today_in(self.plan.timezone, commit.when)

    def link(self, from_path: str, to_path: str) -> str:
        """Return the link from a page to a file, both by their paths."""
        return self._lead_to_root(from_path) + to_path

    @cached_property
    def calendar_events(self) -> Mapping[str, bytes]:
        """The events of the calendars, by the ids of the steps."""
        from stc.output.formats.ics.deadlines import write_events

        return write_events(self.edition, ExportOptions(base_url=self.base_url))

    @property
    def recent(self) -> tuple[CommitEvents, ...]:
        """What each commit of the last quarter changed, newest first."""
        publication = self.edition.publication
        entries = publication.recent.entries if publication else ()
        ids = {entry.commit.id for entry in entries}
        return tuple(held for held in self.commits if held.commit.id in ids)

    def find_page(self, step_id: str | None) -> str | None:
        """Return the path of a step's page, of one that left, too; None for an unknown id."""
        return _find_page(self.pages, step_id)

    def find_list(self, path: str) -> StepList:
        """Return the list of steps of a page."""
        return next(step_list for step_list in self.lists if step_list.path == path)

    def _lead_to_root(self, path: str) -> str:
        # A server shows this page under any address, so the way from it is not known. Without a
        # host, a copy of the site elsewhere has its own style and its own pages.
        if path == NOT_FOUND and self.base_url is not None:
            return path_of(self.base_url)
        return lead_to_root(path)


def make_site(
    edition: Edition,
    base_url: str | None = None,
    repository: str | None = None,
    look: Look | None = None,
) -> Site:
    """Return a site without any of its pages made yet."""
    plan = edition.plan
    look = look or Look(plan.site or Theme())
    counts = edition.count_steps(plan.steps)
    moved = frozenset(step.id for step in plan.steps if edition.ledger.has_moved(step))
    lists = find_lists(plan, counts, edition.as_of, moved)
    facets = find_facets(plan, lists)
    rows = {
        step.id: describe_row(step, edition.as_of, has_moved=step.id in moved)
        for step in plan.steps
    }
    first = _find_first(edition)
    gone = {departure.step.id: departure for departure in edition.departures}
    pages = {fold_id(step_id): path_of_step(step_id) for step_id in gone}
    pages |= {fold_id(step.id): path_of_step(step.id) for step in plan.steps}
    known = {
        "counts": counts,
        "lists": {step_list.path: step_list for step_list in lists},
        "facets": facets,
        "rows": rows,
        "step_path": partial(_find_page, pages),
        "turnover": edition.find_turnover(),
        **name_look(look, base_url),
    }
    sections = group_steps(plan, plan.steps, "section")
    return Site(
        edition,
        base_url.rstrip("/") if base_url else None,
        repository,
        look,
        make_environment(edition, known),
        counts,
        lists,
        facets,
        rows,
        sections,
        group_steps(plan, plan.steps, "dept"),
        _group_goals(plan),
        _index_entries(edition),
        first,
        edition.list_commit_events(),
        gone,
        pages,
    )


def _find_page(pages: Mapping[str, str], step_id: str | None) -> str | None:
    return pages.get(fold_id(step_id)) if step_id else None


def _group_goals(plan: Plan) -> dict[str, tuple[tuple[Goal | None, tuple[Step, ...]], ...]]:
    steps: dict[tuple[str, Goal | None], list[Step]] = {}
    for step in plan.steps:
        steps.setdefault((step.section.id, step.goal), []).append(step)
    found: dict[str, list[tuple[Goal | None, tuple[Step, ...]]]] = {}
    for (section, goal), held in steps.items():
        found.setdefault(section, []).append((goal, tuple(held)))
    return {section: tuple(goals) for section, goals in found.items()}


def _index_entries(edition: Edition) -> dict[str, tuple[LogEntry, ...]]:
    found: dict[str, list[LogEntry]] = {}
    for entry in edition.publication.log.entries if edition.publication else ():
        if entry.step is not None:
            found.setdefault(entry.step.id, []).append(entry)
    return {step: tuple(entries) for step, entries in found.items()}


def _find_first(edition: Edition) -> dict[str, str]:
    if edition.publication is None or not edition.publication.log.versions:
        return {}
    _, plan = edition.publication.log.versions[0]
    return {step.id: step.status.name for step in plan.steps}
