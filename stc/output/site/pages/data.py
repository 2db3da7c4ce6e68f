"""The page of downloads, and the files it lists."""

from collections.abc import Iterator
from typing import NamedTuple

from stc.output.exports import EXPORTS, ExportOptions, render_export
from stc.output.formats.datapackage.catalog import Download, make_catalog
from stc.output.formats.datapackage.package import (
    CATALOG,
    DESCRIPTOR,
    build_package,
    list_downloads,
    list_history,
    list_tables,
)
from stc.output.formats.datapackage.table import render_table
from stc.output.formats.ics.deadlines import join_calendar
from stc.output.provenance import describe_source
from stc.output.site.dataset import make_dataset
from stc.output.site.files import CALENDAR, SiteFile, format_size
from stc.output.site.site import Site
from stc.output.site.words import English

PACKAGE = "data/package/"


class FileKind(NamedTuple):
    """A file that is always offered.

    Attributes:
        path: Its place in the folder of the site.
        export: The export that makes it, a key of `EXPORTS`.
        options: How it is made.
        title: What it is.
        sentence: What it holds and whom it is for.
    """

    path: str
    export: str
    options: ExportOptions
    title: str
    sentence: str


FILES = (
    FileKind(
        "data/steps.csv",
        "csv",
        ExportOptions(),
        English.steps_csv,
        English.steps_csv_holds,
    ),
    FileKind(
        "data/steps-by-department.csv",
        "csv",
        ExportOptions(long=True),
        English.long_csv,
        English.long_csv_holds,
    ),
    FileKind(
        "data/steps.xlsx",
        "xlsx",
        ExportOptions(),
        English.workbook,
        English.workbook_holds,
    ),
    FileKind(
        "data/steps.json",
        "json",
        ExportOptions(),
        English.steps_json,
        English.steps_json_holds,
    ),
    FileKind(
        CALENDAR,
        "ics",
        ExportOptions(),
        English.calendar,
        English.calendar_holds,
    ),
)


_UPDATES = FileKind(
    "data/updates.csv",
    "csv",
    ExportOptions(updates=True),
    English.updates_csv,
    English.updates_csv_holds,
)


def _list_files(site: Site) -> tuple[FileKind, ...]:
    return (*FILES, _UPDATES) if site.plan.has_updates else FILES


class Offer(NamedTuple):
    """A file as the page lists it."""

    path: str
    title: str
    sentence: str
    size: str


def make(site: Site) -> Iterator[SiteFile]:
    """Return the files to download, and the page that lists them."""
    offers, package = [], []
    for kind in _list_files(site):
        data = _render(site, kind)
        offers.append(Offer(kind.path, kind.title, kind.sentence, format_size(len(data))))
        yield SiteFile(kind.path, data)
    for table in list_history(site.edition):
        data = render_table(table, site.edition)
        path = f"data/{table.path}"
        offers.append(Offer(path, f"{table.title}, CSV", table.description, format_size(len(data))))
        yield SiteFile(path, data)
    titles = {table.path: table.title for table in list_tables(site.edition)}
    for name, data in _build_package(site):
        title = titles.get(name, English.package_description)
        package.append(Offer(f"{PACKAGE}{name}", title, "", format_size(len(data))))
        yield SiteFile(f"{PACKAGE}{name}", data)
    catalog = _make_catalog(site)
    if catalog is not None:
        yield SiteFile(CATALOG, catalog)
    yield site.render(
        "data.html",
        "data.html",
        title=English.data,
        nav="data",
        dataset=make_dataset(site, list_site_downloads(site)),
        offers=offers,
        package=package,
        catalog=CATALOG if catalog is not None else None,
        lines=(*describe_source(site.plan), *site.edition.unknown),
    )


def _render(site: Site, kind: FileKind) -> bytes:
    if kind.path == CALENDAR:
        return join_calendar(site.edition, site.calendar_events)
    options = kind.options._replace(base_url=site.base_url)
    return render_export(kind.export, site.edition, options)


def _build_package(site: Site) -> Iterator[tuple[str, bytes]]:
    """Return the files of the package but its catalog: portals look for that at the top."""
    return (pair for pair in build_package(site.edition, site.base_url) if pair[0] != CATALOG)


def _make_catalog(site: Site) -> bytes | None:
    if site.base_url is None:
        return None
    dictionary = f"{PACKAGE}{DESCRIPTOR}"
    return make_catalog(site.edition, site.base_url, list_site_downloads(site), dictionary)


def list_main_downloads(site: Site) -> tuple[Download, ...]:
    """Return the files that the page offers first, and what they are."""
    return tuple(
        Download(file.path, file.title, EXPORTS[file.export].media_type, EXPORTS[file.export].title)
        for file in _list_files(site)
    )


def list_site_downloads(site: Site) -> tuple[Download, ...]:
    """Return all files that the page lists."""
    return (*list_main_downloads(site), *list_downloads(list_tables(site.edition), PACKAGE))
