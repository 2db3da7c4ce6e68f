"""The entry of a data portal: a catalog of one dataset, as DCAT-US 1.1 says it (`data.json`).

DCAT-US was Project Open Data, and its addresses still say so. It has a profile for federal
agencies and one for everybody else, which a city's entry follows: that one wants a name to contact
without an e-mail, and no bureau or programme.
"""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from stc.output.edition import Edition
from stc.output.formats.datapackage.dataset import (
    KEYWORDS,
    describe_dataset,
    format_stamp,
    name_dataset,
    title_dataset,
)
from stc.plan.model import Source
from stc.text.addresses import is_address, is_email, join_address
from stc.text.escape import escape_control

_SCHEMA = "https://project-open-data.cio.gov/v1.1/schema"
_TELEPHONE = re.compile(r"\+?[(. -]*(?:[0-9][(). -]*){9,14}[0-9]")


class Download(NamedTuple):
    """A file the catalog lists.

    Attributes:
        path: Where it lies below the catalog's address.
        media_type: Its registered media type.
        format: What people call the format.
        conforms_to: The address of the standard it follows, or empty.
    """

    path: str
    title: str
    media_type: str
    format: str
    conforms_to: str = ""


def make_catalog(
    edition: Edition,
    base_url: str | None,
    downloads: Iterable[Download] = (),
    dictionary: str = "",
) -> bytes | None:
    """Return the catalog with its one dataset; the same edition gives the same bytes.

    What is not known is left out: a licence that is not an address, an e-mail, addresses without
    a base. None where the plan names no source: a dataset without a publisher is none.

    Args:
        edition: What is published.
        base_url: The address `data.json`, and all that is listed, will lie below; or None.
        downloads: What can be downloaded; listed only below an address.
        dictionary: Which of them says what the fields mean, by its path; empty for none.
    """
    import json

    if edition.plan.source is None:
        return None
    catalog = {
        "@context": f"{_SCHEMA}/catalog.jsonld",
        **({"@id": join_address(base_url, "data.json")} if base_url else {}),
        "@type": "dcat:Catalog",
        "conformsTo": _SCHEMA,
        "describedBy": f"{_SCHEMA}/catalog.json",
        "dataset": [
            {
                **_describe_dataset(edition, edition.plan.source, base_url),
                **(_list_files(base_url, tuple(downloads), dictionary) if base_url else {}),
            }
        ],
    }
    return (json.dumps(catalog, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def _describe_dataset(edition: Edition, source: Source, base_url: str | None) -> dict[str, Any]:
    return {
        "@type": "dcat:Dataset",
        "identifier": join_address(base_url, "") if base_url else name_dataset(edition.plan),
        "title": title_dataset(edition),
        "description": " ".join(describe_dataset(edition)),
        "keyword": list(KEYWORDS),
        "modified": format_stamp(edition),
        "publisher": {"@type": "org:Organization", "name": escape_control(source.publisher)},
        "contactPoint": _describe_contact(source),
        "accessLevel": "public",
        **_describe_license(source),
        **({"landingPage": join_address(base_url, "")} if base_url else {}),
    }


def _describe_contact(source: Source) -> dict[str, str]:
    """Return the contact: the first published line, or the publisher, is whom to ask.

    The profile has no telephone, but it is what the city publishes; vCard has a word for it, and
    the profile permits more words.
    """
    email = next((line for line in source.contact if is_email(line)), None)
    telephone = next((line for line in source.contact if _TELEPHONE.fullmatch(line)), None)
    name = next((line for line in source.contact if line not in (email, telephone)), None)
    return {
        "@type": "vcard:Contact",
        "fn": escape_control(name or source.publisher),
        **({"hasEmail": f"mailto:{email}"} if email else {}),
        **({"hasTelephone": f"tel:{telephone.replace(' ', '-')}"} if telephone else {}),
    }


def _describe_license(source: Source) -> dict[str, str]:
    return {"license": source.license} if source.license and is_address(source.license) else {}


def _list_files(base_url: str, downloads: tuple[Download, ...], dictionary: str) -> dict[str, Any]:
    described = {"describedBy": join_address(base_url, dictionary)} if dictionary else {}
    kind = {"describedByType": "application/json"} if dictionary else {}
    files = [_describe_download(base_url, download) for download in downloads]
    return {**described, **kind, **({"distribution": files} if files else {})}


def _describe_download(base_url: str, download: Download) -> dict[str, str]:
    return {
        "@type": "dcat:Distribution",
        "title": download.title,
        "format": download.format,
        "mediaType": download.media_type,
        "downloadURL": join_address(base_url, download.path),
        **({"conformsTo": download.conforms_to} if download.conforms_to else {}),
    }
