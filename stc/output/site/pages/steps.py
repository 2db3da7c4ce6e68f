"""The lists of steps: all of them, those of each standing, those of each status."""

from collections.abc import Iterator

from stc.output.site.files import SiteFile, cut_list
from stc.output.site.pages.headings import count_headings
from stc.output.site.site import Site


def make(site: Site) -> Iterator[SiteFile]:
    """Return the page of each list; a list that is too long for one has several."""
    headings = tuple(count_headings(site))
    for one in site.lists:
        for sheet in cut_list(one.path, one.steps):
            title = one.title if sheet.number == 1 else f"{one.title}, page {sheet.number:,}"
            yield site.render(
                "steps.html",
                sheet.path,
                title=title,
                nav="steps",
                list=one,
                sheet=sheet,
                headings=headings,
            )
