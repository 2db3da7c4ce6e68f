"""The kinds of pages, a row each. A new one is a module, a template and a row here."""

from typing import Final, NamedTuple


class PageEntry(NamedTuple):
    """A kind of page, made by the module `stc.output.site.pages.<name>`.

    Attributes:
        name: What a page calls itself by.
        path: The address of the first such page; empty where the navigation has no link to it.
        label: What a link to it says.
    """

    name: str
    path: str = ""
    label: str = ""

    @property
    def module(self) -> str:
        """The module that makes its pages."""
        return f"stc.output.site.pages.{self.name}"


PAGES: Final = (
    PageEntry("overview", "index.html", "Overview"),
    PageEntry("steps", "steps.html", "Steps"),
    PageEntry("step"),
    PageEntry("removed"),
    PageEntry("changes", "changes.html", "Changes"),
    PageEntry("slips", "slips.html", "Slips"),
    PageEntry("scorecard", "scorecard.html", "Scorecard"),
    PageEntry("departments", "departments.html", "Departments"),
    PageEntry("sections", "sections.html", "Sections"),
    PageEntry("headings"),
    PageEntry("timeline", "timeline.html", "Timeline"),
    PageEntry("data", "data.html", "Data"),
    PageEntry("about", "about.html", "About"),
)
"""In the order they are made, which is that of the navigation."""
NAVIGATION: Final = tuple(page for page in PAGES if page.path)
"""The pages every page links to."""
