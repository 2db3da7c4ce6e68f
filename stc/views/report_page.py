"""The report on one page: a picture, four figures, and lists that end after ten lines."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from stc.plan.counts import FRESH_DAYS
from stc.plan.deadlines import days_past, describe_status, is_overdue, is_reported_on, show_deadline
from stc.plan.model import Step
from stc.plan.order import order_steps
from stc.plan.periods import format_short_day
from stc.plan.slips import count_slips
from stc.plan.status import StatusKind
from stc.plan.updates import last_word
from stc.text.plural import be, count_noun, have
from stc.views.event_totals import describe_events
from stc.views.glance import GlanceBlock, Head, Paragraph, say
from stc.views.headlines import describe_state
from stc.views.last_words import describe_last_words, describe_source_day
from stc.views.promises import describe_no_history, describe_promises, list_tallies
from stc.views.report_changes import Report
from stc.views.report_figures import describe_sign
from stc.views.report_steps import ACTION, DEADLINE, DEPARTMENTS, ID, STATUS
from stc.views.report_updates import build_updates
from stc.views.sentences import describe_labels, share
from stc.views.since import WINDOWS, Figures, find_horizon
from stc.views.summary_glance import Past, draw_promises
from stc.views.view import Block, Cell, Column, Context, Sentences, Table

LONGEST: Final = 10
"""The most lines of a list."""


def build_page(report: Report, past: Past, lines: tuple[str, ...], context: Context) -> list[Block]:
    """Return the parts of the page, in the order a meeting takes them."""
    state = describe_state(report.figures.counts)
    said = (str(state), describe_source_day(context.source_as_of), *lines)
    sections: tuple[Callable[[Report, Past], Iterator[Block]], ...] = (
        _build_picture,
        _build_figures,
        _build_changes,
        _build_updates,
        _build_overdue,
        _build_due,
        _build_unheard,
    )
    built = (block for section in sections for block in section(report, past))
    return [Sentences(said), *built]


def glance_at_page(
    blocks: Iterable[Block], past: Past, context: Context
) -> tuple[GlanceBlock, ...]:
    """Return the page as a terminal shows it: with two lines in place of the table of months."""
    shown: list[GlanceBlock] = [Head(say(context.plan_title), context.as_of)]
    for number, block in enumerate(blocks):
        if isinstance(block, Table):
            if block.columns != _MONTHS:
                shown.append(block)
        elif isinstance(block, Sentences):
            if block.heading == PICTURE:
                shown.append(draw_promises(past, context))
                continue
            if block.heading:
                shown.append(Paragraph(say((block.heading, "mute"))))
            first, *rest = block.lines
            shown.append(Paragraph(say(first), is_strong=number == 0 or bool(block.heading)))
            if rest:
                shown.append(Paragraph(say((" ".join(rest), "mute"))))
    return tuple(shown)


PICTURE: Final = "Promised and done"
"""The heading of the picture."""
_MONTHS: Final = (
    Column("Day", "date"),
    *(Column(name, "number") for name in ("Promised", "Done", "Not done")),
)


def _build_picture(report: Report, past: Past) -> Iterator[Block]:
    promises, words = past.promises, report.now.plan.vocabulary
    known = describe_promises(promises, words, format_short_day)
    if not (promises.has_history and promises.now.promised):
        why = () if promises.has_history else (
            describe_no_history(promises, past.why, format_short_day),
        )  # fmt: skip
        yield Sentences((known, *why), PICTURE)
        return
    yield Sentences((known,), PICTURE)
    rows = tuple(
        (tally.day, tally.promised, tally.done, tally.not_done)
        for tally in list_tallies(promises.tallies)
    )
    yield Table(_MONTHS, rows, "", "Steps whose first deadline had passed, and those of them done.")


def _build_figures(report: Report, past: Past) -> Iterator[Block]:
    now, comparison = report.figures, report.comparison
    then = comparison.figures if comparison else None
    done = report.now.plan.vocabulary.name_kind(StatusKind.COMPLETE)
    rows = [
        _count(
            done, "counted", now, then, lambda side: (side.counts.complete, side.counts.counted)
        ),
        _count("Overdue", "open", now, then, lambda side: (side.counts.overdue, side.counts.open)),
        _count("Due in 90 days", "open", now, then, _count_due),
        _count_moved(report, past, has_change=then is not None),
    ]
    change = (Column("Change", "number"),) if then else ()
    columns = (Column("Figure"), Column("Steps", "number"), *change, Column("Of"))
    caption = f"Changes since {comparison.day}." if comparison else ""
    yield Table(columns, tuple(rows), "Four figures", caption)


def _count_done(side: Figures) -> tuple[int, int]:
    return side.counts.complete, side.counts.counted


def _count_overdue(side: Figures) -> tuple[int, int]:
    return side.counts.overdue, side.counts.open


def _count_due(side: Figures) -> tuple[int, int]:
    return sum(side.horizons[name] for name in WINDOWS), side.counts.open


def _count(
    title: str,
    what: str,
    now: Figures,
    then: Figures | None,
    count: Callable[[Figures], tuple[int, int]],
) -> tuple[Cell, ...]:
    number, whole = count(now)
    change = (describe_sign(number - count(then)[0]),) if then else ()
    return (title, share(number, whole), *change, f"{what} {now.counts.vocabulary.name('steps')}")


def _count_moved(report: Report, past: Past, *, has_change: bool) -> tuple[Cell, ...]:
    slips = count_slips(report.now.steps, past.ledger)
    change = ("",) if has_change else ()
    of = f"{report.now.plan.vocabulary.name('steps')} with a deadline, now or ever"
    if slips.silent:
        of += f"; {count_noun(slips.silent, 'move')} without a reason"
    return ("Deadlines moved", share(slips.moved, slips.dated), *change, of)


def _build_changes(report: Report, _: Past) -> Iterator[Block]:
    comparison = report.comparison
    if comparison is None:
        return
    events = comparison.changes.events
    sentence = describe_events(events, report.now.plan.vocabulary)
    columns = (Column("Step", "id"), Column("What happened"), Column("In words"))
    rows = [
        (event.about, event.kind.tag, f"{event.text} {event.words}".strip()) for event in events
    ]
    title = f"What changed since {format_short_day(comparison.day)}"
    yield from _list(title, f"{sentence[0].upper()}{sentence[1:]}", columns, rows)


def _build_updates(report: Report, _: Past) -> Iterator[Block]:
    for block in build_updates(report):
        yield from _cut(block) if isinstance(block, Table) else (block,)


def _build_overdue(report: Report, _: Past) -> Iterator[Block]:
    now, counts = report.now, report.figures.counts
    late = [step for step in order_steps(now.steps, "deadline") if is_overdue(step, now.day)]
    named = counts.vocabulary.count_parts(counts.open, "open step")
    sentence = f"{len(late):,} of {named} {be(len(late), counts.open)} overdue."
    if labels := describe_labels(counts):
        undated = counts.vocabulary.count_parts(counts.undated, "open step")
        sentence = f"{sentence} {undated} {have(counts.undated)} no date; {labels}."
    columns = (ID, Column("Days past", "number", "late"), STATUS, ACTION, DEPARTMENTS)
    rows = [_row(step, days_past(step, now.day), describe_status(step, now.day)) for step in late]
    yield from _list("Overdue, longest first", sentence, columns, rows)


def _build_due(report: Report, _: Past) -> Iterator[Block]:
    now, counts = report.now, report.figures.counts
    due = [step for step in order_steps(now.steps, "deadline")
           if find_horizon(step, now.day) in WINDOWS]  # fmt: skip
    named = counts.vocabulary.count_parts(counts.open, "open step")
    sentence = f"{len(due):,} of {named} {be(len(due), counts.open)} due within 90 days."
    rows = [_row(step, show_deadline(step)) for step in due]
    yield from _list("Due next", sentence, (ID, DEADLINE, ACTION, DEPARTMENTS), rows)


def _build_unheard(report: Report, _: Past) -> Iterator[Block]:
    now = report.now
    asked = [step for step in now.steps if is_reported_on(step, now.day)]
    fresh = now.day - timedelta(days=FRESH_DAYS)
    words = {step.id: last_word(step, now.day) for step in asked}
    days = {step_id: word.on if word else date.min for step_id, word in words.items()}
    unheard = sorted((step for step in asked if days[step.id] < fresh), key=lambda s: days[s.id])
    sentence = " ".join(describe_last_words(report.last_words, now.plan.vocabulary))
    columns = (ID, Column("Last word", "date"), ACTION, DEPARTMENTS)
    rows = [_row(step, days[step.id] if words[step.id] else "none") for step in unheard]
    if asked:
        yield from _list("Nothing heard of", sentence, columns, rows)


def _row(step: Step, *cells: Cell) -> tuple[Cell, ...]:
    departments = tuple(department.name for department in step.departments)
    return (step.id, *cells, step.action, departments)


def _list(
    title: str, sentence: str, columns: tuple[Column, ...], rows: Sequence[tuple[Cell, ...]]
) -> Iterator[Block]:
    """Return a list with what it comes to, cut after ten lines."""
    yield Sentences((sentence,), title)
    if rows:
        yield from _cut(Table(columns, rows))


def _cut(table: Table) -> Iterator[Block]:
    yield table._replace(rows=table.rows[:LONGEST])
    if (more := len(table.rows) - LONGEST) > 0:
        yield Sentences((f"and {more:,} more (--all lists them).",))
