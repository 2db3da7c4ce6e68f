"""The picture of promised and done steps, with what says the same."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from stc.output.charts.promised import draw_promised
from stc.output.site.site import Site
from stc.plan.periods import format_day
from stc.plan.promises import Promises, Tally
from stc.views.promises import (
    describe_gap,
    describe_no_history,
    describe_promises,
    list_tallies,
)

if TYPE_CHECKING:
    from markupsafe import Markup


class Picture(NamedTuple):
    """A chart, with what says the same.

    Attributes:
        svg: The chart; empty where there is no history.
        why: Why there is no chart, in a sentence; else empty.
        said: The sentence to quote.
        first: The first day shown.
        rows: The numbers for a table.
        counted: Sentences on how they are counted.
    """

    svg: "Markup | str"
    why: str
    said: str
    first: date
    rows: tuple[Tally, ...]
    counted: tuple[str, ...]


def make_picture(site: Site, promises: Promises, overdue: int) -> Picture:
    """Return the picture, or why there is none.

    Args:
        site: The site.
        promises: The steps of the plan or of a part of it, promised and done over time.
        overdue: How many of them are overdue by their current deadlines.
    """
    from markupsafe import Markup

    words = site.plan.vocabulary
    first, now = promises.tallies[0], promises.now
    said = describe_promises(promises, words, format_day)
    svg, why = Markup(), ""
    if promises.has_history:
        label = (
            f"{format_day(first.day)} to {format_day(now.day)}: promised from {first.promised:,}"
            f" to {now.promised:,}, done from {first.done:,} to {now.done:,};"
            f" {now.not_done:,} not done."
        )
        # It holds numbers and the plan's word for steps, which is escaped.
        svg = Markup(draw_promised(promises.tallies, promises.ahead, words.name("steps"), label))
    else:
        why = describe_no_history(promises, site.edition.git_unavailable_reason, format_day)
    counted = (*describe_gap(promises, overdue, words),)
    return Picture(svg, why, said, first.day, list_tallies(promises.tallies), counted)
