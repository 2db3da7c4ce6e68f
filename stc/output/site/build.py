"""All files of a site, one after the other: a large plan is never held as pages all at once."""

import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from stc.output.edition import Edition
from stc.output.site.files import SiteFile
from stc.output.site.registry import PAGES
from stc.output.site.search_index import make_index
from stc.output.site.site import NOT_FOUND, Site, make_site
from stc.output.site.theme import ICON, list_pictures, make_style
from stc.rules.load_theme import Look

_ASSETS = Path(__file__).with_name("assets")
_COMMENT = re.compile(rb"/\*.*?\*/", re.DOTALL)
_STYLES = ("site.css", "charts.css", "steps.css")


def build_site(
    edition: Edition,
    base_url: str | None = None,
    repository: str | None = None,
    look: Look | None = None,
) -> Iterator[SiteFile]:
    """Return the files of a site, always in the same order and with the same bytes.

    Args:
        edition: What is published.
        base_url: The address of the site; without it there is no site map.
        repository: The repository with the form that reports progress; without it no page links
            to the form.
        look: What is the city's own; by default what the plan sets, without the pictures.
    """
    site = make_site(edition, base_url, repository, look)
    pages = []
    for file in _make_pages(site):
        if file.path.endswith(".html") and file.path != NOT_FOUND:
            pages.append(file.path)
        yield file
    yield from list_pictures(site.look)
    yield SiteFile("site.css", _join_styles(site.look))
    for name in ("site.js", "search.js", "changes.js", ICON):
        yield SiteFile(name, (_ASSETS / name).read_bytes())
    yield from make_index(site)
    if base_url is not None:
        yield make_sitemap(site, pages)


def _join_styles(look: Look) -> bytes:
    own = ("theme.css",) if look.logo or look.theme.name else ()
    styles = b"".join((_ASSETS / name).read_bytes() for name in (*_STYLES, *own))
    # Without comments, empty lines and what stands before a line: a tenth of their size.
    lines = (line.strip() for line in _COMMENT.sub(b"", styles).splitlines())
    return b"\n".join(filter(None, lines)) + b"\n" + make_style(look.theme).encode("ascii")


def _make_pages(site: Site) -> Iterator[SiteFile]:
    for page in PAGES:
        yield from import_module(page.module).make(site)


_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_MOST = 50_000
"""The most addresses that a site map may have."""


def make_sitemap(site: Site, paths: Iterable[str]) -> SiteFile:
    """Return the site map of these pages."""
    from markupsafe import escape

    addresses = [escape(site.address_of(path) or "") for path in list(paths)[:_MOST]]
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<urlset xmlns="{_NAMESPACE}">',
        *(f"<url><loc>{address}</loc></url>" for address in addresses),
        "</urlset>\n",
    )
    return SiteFile("sitemap.xml", "\n".join(lines).encode("utf-8"))
