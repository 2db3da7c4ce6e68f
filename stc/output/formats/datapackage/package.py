"""A Frictionless Data Package (datapackage.org, version 2): CSVs, and what they hold."""

from collections.abc import Iterator

from stc.output.edition import Edition
from stc.output.formats.datapackage.catalog import Download, make_catalog
from stc.output.formats.datapackage.descriptor import PROFILE, render_descriptor
from stc.output.formats.datapackage.history_tables import (
    EVENT_TABLE,
    REMOVED_TABLE,
    make_counts_table,
)
from stc.output.formats.datapackage.plan_tables import (
    ALIAS_TABLE,
    DEPARTMENT_TABLE,
    GOAL_TABLE,
    SECTION_TABLE,
    STATUS_TABLE,
)
from stc.output.formats.datapackage.step_tables import (
    EVIDENCE_TABLE,
    ITEM_TABLE,
    MOVE_TABLE,
    REVISION_TABLE,
    STEP_DEPARTMENT_TABLE,
    STEP_TABLE,
    UPDATE_TABLE,
    add_columns,
)
from stc.output.formats.datapackage.table import Table, describe_table, render_table
from stc.output.formats.datapackage.timeline_tables import (
    ENTRY_ITEM_TABLE,
    ENTRY_STEP_TABLE,
    ENTRY_TABLE,
    LINK_TABLE,
    has_links,
)

DESCRIPTOR = "datapackage.json"
CATALOG = "data.json"
TABLES = (
    STEP_TABLE,
    STEP_DEPARTMENT_TABLE,
    ITEM_TABLE,
    MOVE_TABLE,
    REVISION_TABLE,
    EVENT_TABLE,
    REMOVED_TABLE,
    EVIDENCE_TABLE,
    GOAL_TABLE,
    SECTION_TABLE,
    DEPARTMENT_TABLE,
    ALIAS_TABLE,
    STATUS_TABLE,
)
"""The tables of every package, the one to begin with first. A new one is a line here."""
TIMELINE_TABLES = (ENTRY_TABLE, ENTRY_ITEM_TABLE, ENTRY_STEP_TABLE)


def build_package(edition: Edition, base_url: str | None = None) -> Iterator[tuple[str, bytes]]:
    """Return the files of a package, name and bytes; the same edition gives the same bytes.

    A table without rows is there with its header, so that the files of two packages are the same
    ones; those of the timeline and of the updates are there where the edition has any. The
    descriptor comes after the tables, because it has the size and hash of each.

    Args:
        edition: What is published; without some of its steps, nothing refers to them.
        base_url: The address the folder will have. With it comes a catalog, `data.json`: there
            is nothing to download from an address nobody knows.
    """
    resources = []
    tables = list_tables(edition)
    for table in tables:
        data = render_table(table, edition)
        resources.append(describe_table(table, data, edition.plan))
        yield table.path, data
    yield DESCRIPTOR, render_descriptor(edition, resources, base_url)
    if base_url is not None:
        catalog = make_catalog(edition, base_url, list_downloads(tables), DESCRIPTOR)
        if catalog is not None:
            yield CATALOG, catalog


def list_tables(edition: Edition) -> tuple[Table, ...]:
    """Return the tables of an edition."""
    plan = edition.plan
    tables = (
        *TABLES,
        make_counts_table(edition),
        *((UPDATE_TABLE,) if plan.has_updates else ()),
        *(TIMELINE_TABLES if edition.timeline else ()),
        *((LINK_TABLE,) if has_links(edition) else ()),
    )
    return tuple(table.trim(plan) for table in (add_columns(plan), *tables[1:]))


def list_history(edition: Edition) -> tuple[Table, ...]:
    """Return the tables from which the numbers of the pages are recounted."""
    return (EVENT_TABLE, MOVE_TABLE, make_counts_table(edition))


def list_downloads(tables: tuple[Table, ...], folder: str = "") -> tuple[Download, ...]:
    """Return what of a package a catalog lists, the package first.

    Args:
        tables: The tables of the package.
        folder: Where the package lies below the catalog's address, with its slash.
    """
    whole = Download(
        f"{folder}{DESCRIPTOR}", "Data package", "application/json", "Data Package", PROFILE
    )
    parts = (Download(f"{folder}{table.path}", table.title, "text/csv", "CSV") for table in tables)
    return (whole, *parts)
