"""The kinds of pages, a row each. A new one is a module, a template and a row here."""

from typing import Final, NamedTuple

from stc.output.site.words import English


class PageEntry(NamedTuple):
    """A kind of page, made by the module `stc.output.site.pages.<name>`.

    Attributes:
        name: What a page calls itself by.
        path: The address of the first such page; empty where the navigation has no link to it.
        label: What a link to it says, before it is put into the words of the plan.
    """

    name: str
    path: str = ""
    label: str = ""

    @property
    def module(self) -> str:
        """The module that makes its pages."""
        return f"stc.output.site.pages.{self.name}"


PAGES: Final = (
    PageEntry("overview", "index.html", English.overview),
    PageEntry("steps", "steps.html", English.steps),
    PageEntry("step"),
    PageEntry("removed"),
    PageEntry("calendars"),
    PageEntry("changes", "changes.html", English.changes),
    PageEntry("slips", "slips.html", English.slips),
    PageEntry("scorecard", "scorecard.html", English.scorecard),
    PageEntry("departments", "departments.html", English.departments),
    PageEntry("sections", "sections.html", English.sections),
    PageEntry("headings"),
    PageEntry("timeline", "timeline.html", English.timeline),
    PageEntry("data", "data.html", English.data),
    PageEntry("about", "about.html", English.about),
)
"""In the order they are made, which is that of the navigation."""
NAVIGATION: Final = tuple(page for page in PAGES if page.path)
"""The pages every page links to."""
