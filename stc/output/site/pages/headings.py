"""The phases and the categories: a page that counts them, and a page for each with its steps."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from stc.output.site.files import SiteFile, cut_list
from stc.output.site.site import Site
from stc.plan.counts import NOUNS, Counts, group_steps
from stc.plan.model import Category, Phase
from stc.views.headlines import head_group

_MOST = 20
_PLURALS: Final = {"phase": "phases", "category": "categories"}


class HeadingCounts(NamedTuple):
    """How the steps of a plan are counted by phase or by category.

    Attributes:
        by: `phase` or `category`.
        plural: `phases` or `categories`.
        rows: The path, the title and the counts of each that has steps; no path without one.
    """

    by: str
    plural: str
    rows: tuple[tuple[str | None, str, Counts], ...]

    @property
    def noun(self) -> str:
        """The noun for one of them, as it heads a table."""
        return NOUNS[self.by]

    @property
    def path(self) -> str:
        """The path of the page that counts them."""
        return f"{self.plural}.html"

    def cut(self) -> "HeadingCounts":
        """Return the first of them, few enough for a page about other things."""
        return self._replace(rows=self.rows[:_MOST])


def count_headings(site: Site) -> Iterator[HeadingCounts]:
    """Return the counts by phase and by category, where a step has one."""
    for by, plural in _PLURALS.items():
        rows = tuple(
            (
                f"{plural}/{group.id}.html" if group.id else None,
                group.title if group.id else f"No {by}",
                site.edition.count_steps(group.steps),
            )
            for group in group_steps(site.plan, site.plan.steps, by)
        )
        if any(path for path, _, _ in rows):
            yield HeadingCounts(by, plural, rows)


def make(site: Site) -> Iterator[SiteFile]:
    """Return the pages of the phases and of the categories that steps have."""
    for counted in count_headings(site):
        yield site.render(
            "headings.html",
            counted.path,
            title=counted.plural.capitalize(),
            nav="steps",
            counted=counted,
        )
        yield from _make_each(site, counted)


def _make_each(site: Site, counted: HeadingCounts) -> Iterator[SiteFile]:
    headings = site.plan.phases if counted.by == "phase" else site.plan.categories
    known: dict[str, Phase | Category] = {heading.id: heading for heading in headings}
    for group in group_steps(site.plan, site.plan.steps, counted.by):
        if not group.id:
            continue
        heading = known[group.id]
        counts = site.edition.count_steps(group.steps)
        lines = heading.aims if isinstance(heading, Phase) else (heading.text,)
        for sheet in cut_list(f"{counted.plural}/{group.id}.html", group.steps):
            ending = "" if sheet.number == 1 else f", page {sheet.number:,}"
            yield site.render(
                "heading.html",
                sheet.path,
                title=f"{group.title}{ending}" if ending else head_group(group.title, counts),
                nav="steps",
                counted=counted,
                name=group.title,
                heading_id=group.id,
                lines=[line for line in lines if line],
                heading_counts=counts,
                sheet=sheet,
                whole=len(group.steps),
            )
