"""What a search engine for data reads in a page: the plan as a Dataset of schema.org, in JSON-LD.

It is a data block, which no browser runs; a content security policy has nothing against it.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from stc.output.formats.datapackage.catalog import Download
from stc.output.formats.datapackage.dataset import KEYWORDS, describe_dataset, title_dataset
from stc.output.site.site import Site
from stc.output.site.spelling import shorten
from stc.text.addresses import is_address, join_address
from stc.text.escape import escape_control

_LONGEST = 200

if TYPE_CHECKING:
    from markupsafe import Markup


def make_dataset(site: Site, downloads: Iterable[Download]) -> "Markup":
    """Return the dataset as JSON in which nothing ends the element it stands in.

    Args:
        site: The site.
        downloads: The files; listed only where the address of the site is known.
    """
    import json

    from markupsafe import Markup

    text = json.dumps(_describe(site, tuple(downloads)), separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)


def _describe(site: Site, downloads: tuple[Download, ...]) -> dict[str, Any]:
    edition, source, base = site.edition, site.plan.source, site.base_url
    license_ = source.license if source else None
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": shorten(title_dataset(edition), _LONGEST),
        "description": " ".join(describe_dataset(edition)[:3]),
        "keywords": list(KEYWORDS),
        "inLanguage": site.plan.language or "en",
        "dateModified": edition.as_of.isoformat(),
        "isAccessibleForFree": True,
        **({"version": edition.context.revision} if edition.context.revision else {}),
        **({"license": license_} if license_ and is_address(license_) else {}),
        **({"publisher": _describe_publisher(source.publisher)} if source else {}),
        **({"url": join_address(base, "")} if base else {}),
        **({"distribution": [_describe_file(base, file) for file in downloads]} if base else {}),
    }


def _describe_publisher(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": escape_control(shorten(name, _LONGEST))}


def _describe_file(base: str, file: Download) -> dict[str, str]:
    return {
        "@type": "DataDownload",
        "name": file.title,
        "encodingFormat": file.media_type,
        "contentUrl": join_address(base, file.path),
    }
