"""The lists of steps: all of them, those of each standing, those of each status."""

from collections.abc import Iterator

from stc.output.site.files import SiteFile, cut_list
from stc.output.site.pages.headings import count_headings
from stc.output.site.site import Site


def make(site: Site) -> Iterator[SiteFile]:
    """Return the page of each list; a list that is too long for one has several."""
    headings = tuple(count_headings(site))
    for step_list in site.lists:
        for sheet in cut_list(step_list.path, step_list.steps):
            title = (
                step_list.title
                if sheet.number == 1
                else f"{step_list.title}, page {sheet.number:,}"
            )
            yield site.render(
                "steps.html",
                sheet.path,
                title=title,
                nav="steps",
                list=step_list,
                sheet=sheet,
                headings=headings,
            )
