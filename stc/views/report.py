"""One page for the meeting: what was done, slipped, is overdue and due next: `report`."""

from collections.abc import Iterator

from stc.history.compare_since import Compared, PlanVersion
from stc.plan.vocabulary import Vocabulary
from stc.text.plural import be, have
from stc.views.last_words import describe_last_words, describe_source_day
from stc.views.report_changes import Comparison, Report, compare_with
from stc.views.report_figures import (
    Days,
    build_figures,
    describe_excluded,
    list_horizons,
    list_statuses,
)
from stc.views.report_now import build_departments, build_due, build_overdue, build_unsettled
from stc.views.report_page import build_page, glance_at_page
from stc.views.report_records import REPORT, dump_totals, record_report
from stc.views.report_since import SINCE
from stc.views.report_updates import build_updates
from stc.views.sentences import share
from stc.views.since import WINDOWS, count_figures
from stc.views.summary_glance import Past
from stc.views.view import Block, Context, Sentences, View


def view_report(
    now: PlanVersion,
    compared: Compared | None,
    context: Context,
    lines: tuple[str, ...] = (),
    departments: tuple[str, ...] = (),
    past: Past | None = None,
) -> View:
    """Return the report for a meeting: on one page, or whole.

    Args:
        now: The plan on the as-of day.
        compared: What it is compared with; None where there is nothing.
        context: What the answer says about itself.
        lines: Sentences on how the earlier version was chosen, or why there is none.
        departments: The ids of the departments it is narrowed to; none means all.
        past: What git knows of the time before, for one page; None shows all parts, whole.
    """
    comparison = compare_with(compared, now) if compared else None
    report = Report(now, count_figures(now), comparison, departments)
    gaps = compared.gaps if compared else ()
    records = record_report(report)
    blocks = build_page(report, past, (*lines, *gaps), context) if past else ()
    view = REPORT.view(
        title="Progress report",
        context=context,
        blocks=tuple(blocks or _build(report, context, lines)),
        records=records,
        totals=dump_totals(report, (*lines, *gaps)),
        ids=tuple(dict.fromkeys(record.id for record in records if record.part != "removed")),
    )
    return view._replace(glance=glance_at_page(blocks, past, context)) if past else view


def _build(report: Report, context: Context, lines: tuple[str, ...]) -> Iterator[Block]:
    comparison = report.comparison
    known = (
        describe_source_day(context.source_as_of),
        *describe_last_words(report.last_words, context.vocabulary),
    )
    said = (*_describe_headline(report), *known, *_describe_compared(report, context))
    yield Sentences((*said, *lines))
    yield from _build_numbers(report)
    if comparison:
        for draw in SINCE:
            yield from draw(report, comparison)
    yield from build_updates(report)
    yield from build_due(report)
    yield from build_departments(report)
    yield from build_overdue(report)
    yield from build_unsettled(report)
    if notes := (
        *_describe_others(comparison, report.now.plan.vocabulary),
        *(comparison.compared.gaps if comparison else ()),
    ):
        yield Sentences(notes, "Not covered")


def _build_numbers(report: Report) -> Iterator[Block]:
    now, comparison = report.figures, report.comparison
    then = comparison.figures if comparison else None
    days = Days(_name_then(report), f"On {report.now.day}")
    say = report.now.plan.vocabulary.say
    note = say("Each step is in one row.")
    yield build_figures("By status", "Status", list_statuses(now, then), now, then, days, note)
    yield Sentences((describe_excluded(now, then),))
    note = say("Each open step is in one row.")
    title = "Open steps by deadline"
    yield build_figures(title, "Deadline", list_horizons(), now, then, days, note)


def _name_then(report: Report) -> str:
    """Return the head of the earlier numbers: the day, or the commit where the day is the same."""
    if report.comparison is None:
        return ""
    if report.comparison.day == report.now.day:
        return f"At {report.comparison.compared.commit[:9]}"
    return f"On {report.comparison.day}"


def _describe_headline(report: Report) -> Iterator[str]:
    """Return the sentences that are read out: how far, how late, how much slipped, what is next."""
    counts, comparison = report.figures.counts, report.comparison
    words, steps = counts.vocabulary, counts.vocabulary.name("steps")
    done = f"{share(counts.complete, counts.counted)} of the counted {steps} are complete"
    late = f"{share(counts.overdue, counts.open)} of the open {steps} are overdue"
    if comparison is None:
        yield f"{done}; {late}."
        yield _describe_next(report)
        return
    then, changes = comparison.figures.counts, comparison.changes
    yield f"{done}, {_describe_change(counts.complete - then.complete, comparison)}."
    newly, ended = len(changes.turnover.newly), len(changes.turnover.ended)
    change = _describe_change(counts.overdue - then.overdue, comparison)
    yield f"{late}, {change}. {newly:,} {be(newly)} newly overdue, {ended:,} no longer overdue."
    slipped = [move for move in changes.moves if (move.days or 0) > 0]
    silent = sum(move.is_silent for move in slipped)
    sentence = f"{share(len(slipped), changes.dated)} of the deadlines of {comparison.day} slipped"
    yield (
        f"{sentence}, {silent:,} of them without a recorded reason." if slipped else f"{sentence}."
    )
    yield f"{words.count_parts(len(changes.backwards), 'step')} went backwards in status."
    yield _describe_next(report)


def _describe_next(report: Report) -> str:
    number = sum(report.figures.horizons[name] for name in WINDOWS)
    counts = report.figures.counts
    steps = counts.vocabulary.name("steps")
    return f"{share(number, counts.open)} of the open {steps} are due within 90 days."


def _describe_change(change: int, comparison: Comparison) -> str:
    if not change:
        return f"as many as on {comparison.day}"
    return f"{abs(change):,} {'more' if change > 0 else 'fewer'} than on {comparison.day}"


def _describe_compared(report: Report, context: Context) -> Iterator[str]:
    comparison = report.comparison
    if comparison is None:
        return
    compared = comparison.compared
    commit = compared.commit[:9]
    yield f"Compared with the plan of {comparison.day} (commit {commit} of {compared.made})."
    if set(context.filter) - {"since"}:
        yield (
            "The filter is applied to each version by itself, so the earlier numbers are those of a"
            " report made then. A change is listed if either version matches."
        )


def _describe_others(comparison: Comparison | None, words: Vocabulary) -> Iterator[str]:
    if comparison is None or not comparison.changes.others:
        return
    others = len(comparison.changes.others)
    commit = comparison.compared.commit[:9]
    yield (
        f"{words.count_parts(others, 'step')} {have(others)} other changes, such as wording or"
        f" {words.name('departments')}"
        f" (stc diff {commit})."
    )
