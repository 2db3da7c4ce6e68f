"""What git knows of the deadlines, and what pages say where it was not asked."""

from collections.abc import Mapping
from datetime import date

from stc.history.span import Span
from stc.publish.site.site import Site
from stc.views.history import tell_gaps
from stc.views.originals import find_others


def tell_known(site: Site) -> tuple[str, ...]:
    """Gives sentences on what git does not know, or why only the file was asked."""
    memory = site.edition.memory
    if memory is None:
        told = site.edition.forgotten
        return (f"{told} So only what the file records is known.",) if told else ()
    return tell_gaps(memory.log, memory.log.skipped, Span(site.plan.timezone))


def find_originals(site: Site) -> Mapping[str, date] | None:
    """Gives the first deadlines that git knows, by the id of the step; None without git."""
    return site.learned.originals if site.learned else None


def has_moved(site: Site) -> bool:
    """Says whether a deadline moved, by the file or by git."""
    steps, learned = site.plan.steps, site.learned
    if any(step.moves for step in steps):
        return True
    return bool(learned and (learned.moves or find_others(steps, learned.originals)))
