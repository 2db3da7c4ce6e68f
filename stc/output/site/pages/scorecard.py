"""The page of the scorecard: promises kept on time, late, not yet, and those nobody can judge."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from stc.output.charts.share import Part, draw_share
from stc.output.site.files import SiteFile
from stc.output.site.site import Site
from stc.plan.counts import NOUNS
from stc.plan.scorecard import DueCounts, count_due, list_classes
from stc.views.headlines import describe_rest, head_promises
from stc.views.scorecard import describe_class, title_class, view_scorecard
from stc.views.view import Sentences, Table

if TYPE_CHECKING:
    from markupsafe import Markup


class ClassRow(NamedTuple):
    """A class of promises, and how many steps are in it."""

    title: str
    meaning: str
    is_counted: bool
    current: int
    original: int


class DueRow(NamedTuple):
    """The promises of the plan or a section that have come due, by both deadlines.

    A bar is which deadline it is of, the same in words, and its drawing.
    """

    title: str
    first: DueCounts
    current: DueCounts
    bars: tuple[tuple[str, str, "Markup"], ...]


_PARTS = (
    ("on_time", "kept on time"),
    ("late", "kept late"),
    ("unrecorded", "kept, day not recorded"),
    ("not_kept", "not kept yet"),
)


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
    promises = count_due(plan.steps, edition.as_of, edition.ledger)
    yield site.render(
        "scorecard.html",
        "scorecard.html",
        title=head_promises(promises, plan.vocabulary),
        lead=describe_rest(promises),
        nav="scorecard",
        rows=rows,
        due=tuple(_list_due(site)),
        parts=_PARTS,
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


def _list_due(site: Site) -> Iterator[DueRow]:
    """Return the plan and its sections that have promises to judge; none if no deadline passed."""
    groups = (("The whole plan", site.plan.steps), *((g.title, g.steps) for g in site.sections))
    for title, steps in groups:
        first = count_due(steps, site.edition.as_of, site.edition.ledger)
        current = count_due(steps, site.edition.as_of)
        if first.due or current.due:
            both = (("first deadline", "first", first), ("today’s", "current", current))
            bars = tuple((label, *_draw_bar(counts, which)) for label, which, counts in both)
            yield DueRow(title, first, current, bars)


def _draw_bar(counts: DueCounts, which: str) -> tuple[str, "Markup"]:
    """Return what a bar says in words, and the bar."""
    from markupsafe import Markup

    numbers = [(getattr(counts, name), name, words) for name, words in _PARTS]
    said = ", ".join(f"{number:,} {words}" for number, _, words in numbers if number)
    label = f"By the {which} deadlines, of {counts.due:,} due: {said or 'none'}."
    return label, Markup(draw_share([Part(number, name) for number, name, _ in numbers], label))
