"""The pages of all changes git knows, newest first, and their feed."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from stc.history.commit_range import CommitRange
from stc.history.gaps import describe_gaps
from stc.history.log import Log
from stc.output.edition import Publication
from stc.output.site.feed import make_feed
from stc.output.site.files import SiteFile
from stc.output.site.site import Site
from stc.plan.periods import format_day
from stc.text.plural import count_noun
from stc.views.changes import CommitChanges, describe_commits

FEED = "changes.atom"
MOST_COMMITS = 200
MOST_CHANGES = 500
"""The most changes of one commit that are shown; a commit that rewrites a huge plan has more."""


class Part(NamedTuple):
    """A page of changes.

    Attributes:
        path: The path of the page.
        commits: The commits, newest first.
        span: From which day to which they are.
    """

    path: str
    commits: tuple[CommitChanges, ...]
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
    commits = describe_commits(publication.log, site.plan.timezone)
    lines = _describe(site, publication, commits)
    parts = tuple(cut_parts(commits))
    for part in parts:
        yield _render(site, part, parts, lines, "")
    yield SiteFile(FEED, make_feed(site.edition, commits, site.base_url))


def cut_parts(commits: tuple[CommitChanges, ...], most: int = MOST_COMMITS) -> Iterator[Part]:
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


def _format_days(commits: Iterable[CommitChanges]) -> str:
    days = sorted(commit.day for commit in commits)
    if not days:
        return ""
    first, last = format_day(days[0]), format_day(days[-1])
    return first if first == last else f"{first} to {last}"


def _describe(
    site: Site, publication: Publication, commits: tuple[CommitChanges, ...]
) -> tuple[str, ...]:
    """Return sentences on all changes, and on what is missing from them."""
    log, zone = publication.log, CommitRange(site.plan.timezone)
    folded = sum(commit.folded for commit in commits)
    number = sum(len(commit.changes) for commit in commits)
    sentence = (
        f"git knows {count_noun(number, 'change')} of this plan in"
        f" {count_noun(len(commits), 'commit')}, newest first. Changes that belong together, such"
        " as a move and its reason, are counted once."
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


def _render(
    site: Site, part: Part, parts: tuple[Part, ...], lines: tuple[str, ...], reason: str
) -> SiteFile:
    days = [
        (day, tuple(held)) for day, held in groupby(part.commits, key=lambda commit: commit.day)
    ]
    is_newest = part.path == "changes.html"
    return site.render(
        "changes.html",
        part.path,
        title="Changes" if is_newest else f"Changes, {part.span}",
        nav="changes",
        reason=reason,
        lines=lines,
        days=days,
        parts=parts,
        most=MOST_CHANGES,
        feed=None if reason else FEED,
    )
