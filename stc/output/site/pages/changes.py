"""The pages of all changes git knows, in words, newest first, and their feed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from stc.history.commit_range import CommitRange
from stc.history.gaps import describe_gaps
from stc.history.log import Log
from stc.output.edition import Publication
from stc.output.site.feed import make_feeds
from stc.output.site.files import SiteFile
from stc.output.site.follow import find_follow
from stc.output.site.site import Site
from stc.plan.periods import MONTHS, format_day
from stc.text.plural import count_noun
from stc.views.commit_events import CommitEvents, group_by_day
from stc.views.event_kinds import KINDS, EventKind
from stc.views.event_totals import describe_events

MOST_COMMITS = 200
MOST_EVENTS = 500
"""The most events of a kind and day that are shown; a day on which a huge plan began has more."""


class Part(NamedTuple):
    """A page of changes.

    Attributes:
        path: The path of the page.
        commits: The commits, newest first.
        span: From which day to which they are.
    """

    path: str
    commits: tuple[CommitEvents, ...]
    span: str


def make(site: Site) -> Iterator[SiteFile]:
    """Return the pages of changes and their feed; without git, one page that says why."""
    publication = site.edition.publication
    if publication is None:
        reason = (
            site.edition.git_unavailable_reason or "git was not asked what changed in this plan."
        )
        yield _render(site, Part("changes.html", (), ""), (), (), reason)
        return
    lines = _describe(site, publication)
    parts = tuple(cut_parts(site.commits))
    for part in parts:
        yield _render(site, part, parts, lines, "")
    yield from make_feeds(site)


def cut_parts(commits: tuple[CommitEvents, ...], most: int = MOST_COMMITS) -> Iterator[Part]:
    """Return the pages, the newest first.

    Older pages are numbered from the oldest on, so that what they hold never moves to another
    address; the newest page holds the rest, at least a page full where there is one.
    """
    older = max(0, len(commits) // most - 1)
    rest = len(commits) - older * most
    yield Part("changes.html", commits[:rest], _format_days(commits[:rest]))
    for number in range(older, 0, -1):
        start = len(commits) - number * most
        held = commits[start : start + most]
        yield Part(f"changes-{number}.html", held, _format_days(held))


def _format_days(commits: Iterable[CommitEvents]) -> str:
    days = sorted(commit.day for commit in commits)
    if not days:
        return ""
    first, last = format_day(days[0]), format_day(days[-1])
    return first if first == last else f"{first} to {last}"


def _describe(site: Site, publication: Publication) -> tuple[str, ...]:
    """Return sentences on where the changes come from, and on what is missing from them."""
    log, zone, commits = publication.log, CommitRange(site.plan.timezone), site.commits
    folded = sum(commit.folded for commit in commits)
    sentence = (
        f"The changes are read from {count_noun(len(commits), 'commit')} in git. What belongs"
        " together, such as a move and its reason, is one line."
    )
    if folded:
        sentence += (
            f" {count_noun(folded, 'more change is', 'more changes are')} not shown: only spaces,"
            " quotes, dashes or hyphens changed."
        )
    return (sentence, *_describe_first(log, zone), *describe_gaps(log, log.skipped, zone))


def _describe_first(log: Log, zone: CommitRange) -> Iterator[str]:
    if log.versions:
        commit, plan = log.versions[0]
        day = format_day(zone.day_of(commit))
        steps = plan.vocabulary.count_parts(len(plan.steps), "step")
        yield f"The first version in git is of {day}, with {steps}."


def describe_recent(site: Site) -> str:
    """Return what happened in the last quarter, such as `Since September 1: 3 steps started.`."""
    publication = site.edition.publication
    if publication is None:
        return ""
    since, events = (
        publication.recent.since,
        [event for commit in site.recent for event in commit.events],
    )
    day = f"{MONTHS[since.month - 1]} {since.day}"
    if since.year != site.edition.as_of.year:
        day = format_day(since)
    if not events:
        return f"Nothing has changed since {day}."
    return f"Since {day}: {describe_events(events, site.plan.vocabulary)}"


def _describe_part(site: Site, part: Part) -> str:
    """Return how many changes the page lists, of how many, and from which days."""
    here, known = (
        sum(len(commit.events) for commit in commits) for commits in (part.commits, site.commits)
    )
    of = "" if here == known else f" of {known:,}"
    since = "from" if " to " in part.span else "of"
    span = f" {since} {part.span}" if part.span else ""
    return (
        f"This page lists {here:,}{of} {'change' if known == 1 else 'changes'}{span}, newest first."
    )


def _count_kinds(part: Part) -> list[tuple[EventKind, int]]:
    numbers = Counter(event.kind for commit in part.commits for event in commit.events)
    return [(kind, numbers[kind]) for kind in KINDS if kind in numbers]


def _render(
    site: Site, part: Part, parts: tuple[Part, ...], lines: tuple[str, ...], reason: str
) -> SiteFile:
    is_newest = part.path == "changes.html"
    title = "Changes" if is_newest else f"Changes, {part.span}"
    return site.render(
        "changes.html",
        part.path,
        title=title,
        nav="changes",
        heading=(is_newest and describe_recent(site)) or title,
        lead=_describe_part(site, part),
        reason=reason,
        lines=lines,
        days=group_by_day(part.commits),
        commits=part.commits,
        kinds=_count_kinds(part),
        parts=parts,
        most=MOST_EVENTS,
        follow=find_follow(site),
        departments_follow=len(site.plan.departments) > 1,
    )
