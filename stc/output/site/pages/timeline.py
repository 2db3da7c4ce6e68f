"""The page of the timeline: what happened, and what was planned for when."""

from collections import Counter
from collections.abc import Iterator

from stc.output.site.files import SiteFile
from stc.output.site.site import Site
from stc.plan.timeline import Timeline, state_of
from stc.text.plural import count_noun
from stc.views.sentences import share


def make(site: Site) -> Iterator[SiteFile]:
    """Return the page of the timeline; of a plan without one it says so."""
    timeline = site.edition.timeline
    entries = timeline.entries if timeline else ()
    dated = [(entry, state_of(entry, site.edition.as_of)) for entry in entries]
    yield site.render(
        "timeline.html",
        "timeline.html",
        title="Timeline",
        nav="timeline",
        timeline=timeline,
        dated=dated,
        lines=_describe(timeline, Counter(state for _, state in dated)) if timeline else (),
    )


def _describe(timeline: Timeline, counted: Counter[str]) -> tuple[str, ...]:
    whole = len(timeline.entries)
    lines = [
        f"{count_noun(whole, 'entry', 'entries')}: {share(counted['happened'], whole)} happened;"
        f" {share(counted['planned'], whole)} planned."
    ]
    if passed := counted["passed"]:
        was = "was" if passed == 1 else "were"
        lines.append(
            f"{share(passed, whole)} {was} planned for a time that has passed, and not confirmed."
            " Nothing is assumed to have happened because its time is over."
        )
    return tuple(lines)
