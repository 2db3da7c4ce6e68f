"""The page of the scorecard: promises kept on time, late, not yet, and those nobody can judge."""

from collections.abc import Iterator
from typing import NamedTuple

from stc.output.site.files import SiteFile
from stc.output.site.site import Site
from stc.plan.counts import NOUNS
from stc.plan.scorecard import list_classes
from stc.views.scorecard import describe_class, title_class, view_scorecard
from stc.views.view import Sentences, Table


class ClassRow(NamedTuple):
    """A class of promises, and how many steps are in it."""

    title: str
    meaning: str
    is_counted: bool
    current: int
    original: int


def make(site: Site) -> Iterator[SiteFile]:
    """Return the page of the scorecard, for the whole plan, by section and by department."""
    plan, edition = site.plan, site.edition
    whole = view_scorecard(plan, plan.steps, edition.context, (), edition.ledger, edition.unknown)
    current, original = whole.records
    rows = [
        ClassRow(
            title_class(name, plan.vocabulary),
            describe_class(name, plan.vocabulary),
            name != "excluded",
            current[name],
            original[name],
        )
        for name in list_classes(plan.vocabulary)
    ]
    yield site.render(
        "scorecard.html",
        "scorecard.html",
        title="Scorecard",
        nav="scorecard",
        rows=rows,
        counted=current["counted"],
        lines=[
            line for block in whole.blocks if isinstance(block, Sentences) for line in block.lines
        ],
        has_git=edition.ledger.is_from_git,
        has_moved=_has_moved(site),
        by_section=_find_tables(site, "section"),
        by_department=_find_tables(site, "dept"),
    )


def _find_tables(site: Site, by: str) -> tuple[Table, ...]:
    """Return the tables of the groups; one for both deadlines where no deadline moved."""
    plan, edition = site.plan, site.edition
    blocks = view_scorecard(plan, plan.steps, edition.context, (by,), edition.ledger).blocks
    tables = tuple(block for block in blocks if isinstance(block, Table))[1:]
    if _has_moved(site):
        return tables
    return (tables[0]._replace(title=f"By {NOUNS[by].lower()}"),)


def _has_moved(site: Site) -> bool:
    return any(map(site.edition.ledger.has_moved, site.plan.steps))
