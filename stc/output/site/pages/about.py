"""The page about the numbers, and the 404 page."""

from collections.abc import Iterator

from stc.output.site.accessibility import LAST_CHECK
from stc.output.site.files import SiteFile
from stc.output.site.site import NOT_FOUND, Site
from stc.output.site.words import English


def make(site: Site) -> Iterator[SiteFile]:
    """Return the page about the site, and the one a server shows where there is no page."""
    yield site.render(
        "about.html", "about.html", title=English.about_title, nav="about", check=LAST_CHECK
    )
    example = site.plan.steps[0].id if site.plan.steps else None
    yield site.render(
        "not_found.html", NOT_FOUND, title=English.no_page_title, nav="", example=example
    )
