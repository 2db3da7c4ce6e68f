"""A page for each step: all that is known of it."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from stc.history.compare import FieldChange
from stc.history.git.versions import Commit
from stc.history.log import StepChange
from stc.intake.questions import link_form
from stc.output.charts.strip import draw_strip
from stc.output.site.files import SiteFile, path_of_step
from stc.output.site.site import Site
from stc.output.site.spelling import format_end, shorten
from stc.plan.dates import describe_days
from stc.plan.deadlines import days_past, describe_interval, standing_of, status_on
from stc.plan.ledger import StepLedger
from stc.plan.model import Step
from stc.plan.periods import format_day
from stc.plan.timeline import list_entries_of
from stc.plan.updates import Update, last_word, list_updates
from stc.plan.vocabulary import Vocabulary
from stc.text.plural import count_noun
from stc.views.describe import describe_new_fields
from stc.views.sentences import describe_distance
from stc.views.strip import StatusDay, find_strip, read_status_days
from stc.views.timeline import describe_entry
from stc.views.updates import describe_voices, name_kind

if TYPE_CHECKING:
    from markupsafe import Markup


class StatusChange(NamedTuple):
    """A change of the status of a step; None where the step was not in the plan."""

    commit: Commit
    before: str | None
    after: str | None


def make(site: Site) -> Iterator[SiteFile]:
    """Return the page of each step, in the order of the plan."""
    steps = site.plan.steps
    last, has_updates = len(steps) - 1, site.plan.has_updates
    for number, step in enumerate(steps):
        history, known = find_history(site, step), site.edition.ledger.of(step)
        standing = _describe_standing(site, step)
        yield site.render(
            "step.html",
            path_of_step(step.id),
            title=f"{step.id}: {shorten(step.action, 90)}",
            nav="steps",
            description=f"{status_on(step, site.edition.as_of).name}. {standing}",
            step=step,
            more=(*describe_new_fields(step), *_find_entries(site, step)),
            voices=describe_voices(step, site.edition.as_of, format_day) if has_updates else (),
            updates=_list_updates(step, site.edition.as_of) if has_updates else None,
            before=steps[number - 1] if number else None,
            after=steps[number + 1] if number < last else None,
            history=history,
            strip=_draw_strip(site, step, known, history or ()),
            slip=_tag_slip(known),
            original=known.first,
            moves=known.listed,
            apart=known.disagreements,
            unknown=site.edition.unknown,
            form=link_form(site.repository, step.id) if site.repository else None,
            described={
                "standing": standing,
                "slip": _describe_slip(known, site.plan.vocabulary),
                "history": _describe_history(site, step, history or ()),
            },
        )


def _find_entries(site: Site, step: Step) -> list[tuple[str, tuple[str, ...]]]:
    """Return the entries of the timeline that speak of a step, under their name."""
    timeline, as_of = site.edition.timeline, site.edition.as_of
    entries = list_entries_of(step.id, timeline.entries) if timeline else ()
    lines = tuple(describe_entry(entry, as_of) for entry in entries)
    return [("Timeline", lines)] if lines else []


def _draw_strip(
    site: Site, step: Step, known: StepLedger, history: tuple[StatusChange, ...]
) -> "Markup | None":
    """Return the strip of a step; None if it promises nothing."""
    return draw_past(site, step, known, list_past(site, step, history))


def list_past(site: Site, step: Step, history: tuple[StatusChange, ...]) -> list[StatusDay]:
    """Return the statuses that git saw, oldest first, each with the day from which it stood."""
    first = site.first.get(step.id)
    changes = [(site.day_of(change.commit), change.after) for change in reversed(history)]
    if first and site.edition.publication:
        oldest, _ = site.edition.publication.log.versions[0]
        changes.insert(0, (site.day_of(oldest), first))
    return read_status_days(changes, site.plan.vocabulary)


def draw_past(site: Site, step: Step, known: StepLedger, past: list[StatusDay]) -> "Markup | None":
    """Return the strip of a step from the statuses that it had; None if it promises nothing."""
    from markupsafe import Markup

    begins_before = step.id in site.first
    strip = find_strip(step, known, past, site.edition.as_of, begins_before=begins_before)
    if strip is None:
        return None
    # Words of stc and days are all it holds; the chart escapes them.
    return Markup(draw_strip(strip.marks, strip.stretches, site.edition.as_of, strip.label))


def _list_updates(step: Step, as_of: date) -> list[tuple[str, Update]]:
    """Return what each update of a step is, and the update, newest first."""
    return [(name_kind(update, step), update) for update in list_updates(step, as_of)]


def _describe_standing(site: Site, step: Step) -> str:
    as_of = f"As of {format_day(site.edition.as_of)}"
    days = days_past(step, site.edition.as_of)
    standing = standing_of(step, site.edition.as_of)
    last = last_word(step, site.edition.as_of) if step.review_every else None
    if standing == "review due" and step.review_every and last:
        return (
            f"{as_of}, it is due for review: the last word on it is of {format_day(last.on)},"
            f" and it is to be reviewed every {describe_interval(step.review_every)}."
        )
    if step.deadline is None or days is None:
        if standing == "undated":
            return f"{as_of}, it is open and has no deadline, so it can never be overdue."
        return f"{as_of}, it has no deadline."
    day, due = format_day(step.deadline), format_end(step.deadline)
    if standing == "overdue":
        return f"{as_of}, it is overdue: it was due {due}, {_ago(days)}, and is not complete."
    if standing == "review due":
        return (
            f"{as_of}, it is due for review: its date was {day}, {_ago(days)}."
            " It has no end, so it is not overdue."
        )
    if standing == "due":
        return f"{as_of}, it is not overdue: it is due {due}, {_ahead(days)}."
    if step.completed and step.completed > step.deadline:
        late = describe_days((step.completed - step.deadline).days)
        return f"It was completed on {format_day(step.completed)}, {late} after its deadline."
    if step.completed:
        return f"It was completed on {format_day(step.completed)}; it was due {due}."
    return f"{as_of}, its status is {step.status.name}; its date is {day}."


def _ago(days: int) -> str:
    return f"{count_noun(days, 'day')} ago"


def _ahead(days: int) -> str:
    return f"in {count_noun(-days, 'day')}" if days else "on that day"


def _tag_slip(known: StepLedger) -> str:
    """Return how often the deadline moved, for a tag; an empty text where it never did."""
    number = len(known.moves)
    if not number:
        return ""
    return "Moved once" if number == 1 else f"Moved {number:,} times"


def _describe_slip(known: StepLedger, words: Vocabulary) -> str:
    number = len(known.moves)
    if not number:
        return words.say("The step had no deadline at first.")
    moved = f"The deadline moved {'once' if number == 1 else f'{number:,} times'}"
    if known.days is None:
        return f"{moved}, and was taken away in the end."
    if known.days == 0:
        return f"{moved}, and is back at the first one."
    return f"{moved}, by {describe_distance(known.days)} in all."


def find_history(site: Site, step: Step) -> tuple[StatusChange, ...] | None:
    """Return the changes of a status that git saw, newest first; None where git was not asked."""
    if site.edition.publication is None:
        return None
    found = []
    for commit, change in site.entries.get(step.id, ()):
        if isinstance(change, FieldChange) and change.field == "status":
            found.append(StatusChange(commit, change.before, change.after))
        elif isinstance(change, StepChange):
            status = change.step.status.name
            added = change.kind == "added"
            found.append(StatusChange(commit, None if added else status, status if added else None))
    return tuple(found)


def _describe_history(site: Site, step: Step, history: tuple[StatusChange, ...]) -> list[str]:
    if site.edition.publication is None:
        return []
    first, log = site.first.get(step.id), site.edition.publication.log
    lines = []
    if not history:
        lines.append("No change of status is recorded in git.")
    if first and log.versions:
        day = format_day(site.day_of(log.versions[0][0]))
        lines.append(f"In the first version in git, of {day}, the status is {first}.")
    last = history[0].after if history else first
    if last != step.status.name:
        lines.append(f"The status shown here, {step.status.name}, is not in git yet.")
    if log.is_shallow:
        lines.append("Older versions are missing from the repository this site was built from.")
    return lines
