"""The first page: the state of the plan in a sentence, in numbers and in short lists."""

from collections.abc import Iterator
from datetime import timedelta

from stc.output.site.dataset import make_dataset
from stc.output.site.files import SiteFile
from stc.output.site.follow import find_follow
from stc.output.site.lists import DUE_DAYS
from stc.output.site.pages.changes import describe_recent
from stc.output.site.pages.data import list_main_downloads
from stc.output.site.pages.headings import count_headings
from stc.output.site.pages.sections import count_sections, describe_sections
from stc.output.site.picture import make_picture
from stc.output.site.site import Site
from stc.output.site.spelling import format_share
from stc.plan.counts import count_last_words, count_verified
from stc.plan.periods import format_day
from stc.plan.slips import count_slips
from stc.plan.updates import last_word
from stc.text.lists import join_names
from stc.views.events import count_kinds, group_by_kind
from stc.views.headlines import describe_silence, describe_state, head_plan
from stc.views.last_words import describe_last_words
from stc.views.sentences import describe_labels
from stc.views.updates import describe_verified

_MOST = 5
_MOST_NEWS = 3
_MOST_SECTIONS = 20


def make(site: Site) -> Iterator[SiteFile]:
    """Return the first page; it stays small, however large the plan is."""
    rows = count_sections(site)
    news = [event for commit in site.recent for event in commit.events]
    described = {
        "status": _describe_statuses(site),
        "sections": describe_sections(rows, site.plan.vocabulary),
    }
    yield site.render(
        "overview.html",
        "index.html",
        title=head_plan(site.counts),
        nav="overview",
        description=str(describe_state(site.counts)),
        dataset=make_dataset(site, list_main_downloads(site)),
        described=described,
        labels=describe_labels(site.counts),
        silence=_describe_silence(site),
        slips=count_slips(site.plan.steps, site.edition.ledger),
        known=_describe_known(site),
        promised=make_picture(site, site.edition.count_promises(), site.counts.overdue),
        sections=rows[:_MOST_SECTIONS],
        hidden_sections=max(len(rows) - _MOST_SECTIONS, 0),
        headings=[(counted.cut(), len(counted.rows)) for counted in count_headings(site)],
        recent=describe_recent(site),
        news=group_by_kind(event for event in news if not event.kind.is_quiet),
        quiet_news=count_kinds(event for event in news if event.kind.is_quiet),
        most_news=_MOST_NEWS,
        follow=find_follow(site),
        departments_follow=bool(site.edition.publication) and len(site.plan.departments) > 1,
        last=site.edition.as_of + timedelta(days=DUE_DAYS),
        most=_MOST,
    )


def _describe_silence(site: Site) -> str:
    """Return since when nothing was reported, where that is long ago."""
    as_of = site.edition.as_of
    words = (last_word(step, as_of) for step in site.plan.steps)
    days = [word.on for word in words if word]
    days += [commit.day for commit in site.commits if commit.events]
    return describe_silence(max((day for day in days if day <= as_of), default=None), as_of)


def _describe_known(site: Site) -> tuple[str, ...]:
    """Return how old what is known is, and how many of the complete steps are verified."""
    steps, as_of, words = site.plan.steps, site.edition.as_of, site.plan.vocabulary
    verified = count_verified(steps, as_of) if site.plan.has_updates else None
    return (
        *describe_last_words(count_last_words(steps, as_of), words, format_day),
        *describe_verified(verified, words),
    )


def _describe_statuses(site: Site) -> str:
    """Return a sentence on what the counts of the statuses show."""
    if not site.counts.counted:
        return site.plan.vocabulary.say("No step is counted.")
    counted = [status for status in site.counts.statuses if status.is_counted]
    numbers = site.counts.by_status
    most = max(numbers[status.name] for status in counted)
    first, *others = (status.name for status in counted if numbers[status.name] == most)
    name = site.plan.vocabulary.name
    named = (f"counted {name('steps')}", f"counted {name('step')}")
    share = format_share(most, site.counts.counted, *named)
    if others:
        tied = join_names(others)
        return f"The most frequent status is {first}, tied with {tied}; each has {share}."
    return f"The most frequent status is {first}, with {share}."
