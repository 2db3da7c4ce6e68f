"""The site map: the addresses of all pages, for those who index them (sitemaps.org)."""

from collections.abc import Iterable

from stc.output.site.files import SiteFile
from stc.output.site.site import Site

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
        *(f"<url><loc>{one}</loc></url>" for one in addresses),
        "</urlset>\n",
    )
    return SiteFile("sitemap.xml", "\n".join(lines).encode("utf-8"))
