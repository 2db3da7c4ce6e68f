"""The sheets of a workbook that are looked at: the counts, and promised and done by month."""

from typing import Final

from stc.history.counts_over_time import list_ends
from stc.output.edition import Edition
from stc.output.formats.xlsx.charts import HUES, INK
from stc.output.formats.xlsx.sheet import Chart, Row, Series, Sheet, SheetColumn
from stc.plan.counts import Counts
from stc.plan.promises import Promises, sample_tallies
from stc.plan.status import Status
from stc.views.headlines import describe_state
from stc.views.promises import describe_no_history, describe_promises
from stc.views.sentences import format_percent

SUMMARY: Final = "Summary"
MONTHS: Final = "By month"

_COLUMNS: Final = (
    SheetColumn("Count", 26),
    SheetColumn("Steps", 9, True),
    SheetColumn("Of", 9, True),
    SheetColumn("Share", 10, True),
    SheetColumn("Of what", 22),
)
_MONTH_COLUMNS: Final = (
    SheetColumn("Day", 13),
    SheetColumn("Promised", 12, True),
    SheetColumn("Done", 12, True),
    SheetColumn("Not done", 12, True),
)


def make_summary_sheets(edition: Edition) -> tuple[tuple[Sheet, ...], str]:
    """Return the summary and, where there is history, the months; and why there is none."""
    promises = edition.count_promises()
    summary = _make_summary(edition)
    if not promises.has_history:
        why = describe_no_history(promises, edition.git_unavailable_reason, str)
        return (summary,), why
    months = _make_months(edition, promises)
    charts = (*summary.charts, *months.charts)
    return (summary._replace(charts=charts), months), ""


def _make_summary(edition: Edition) -> Sheet:
    counts = edition.count_steps(edition.steps)
    statuses = counts.statuses
    colours = tuple(HUES[status.look.colour] for status in statuses)
    chart = Chart(
        "column",
        SUMMARY,
        len(statuses),
        (Series(1, colours),),
        str(describe_state(counts)),
        "; ".join(f"{status.name}: {counts.by_status[status.name]:,}" for status in statuses),
    )
    about = "The steps that are here by status and against their deadlines, each with its whole."
    rows = (*(_count_status(status, counts) for status in statuses), *_count_deadlines(counts))
    return Sheet(SUMMARY, SUMMARY, _COLUMNS, rows, about=about, charts=(chart,))


def _count_status(status: Status, counts: Counts) -> Row:
    number = counts.by_status[status.name]
    if not status.is_counted:
        return status.name, number, None, None, "not counted"
    return _count(status.name, number, counts.counted, "counted steps")


def _count_deadlines(counts: Counts) -> tuple[Row, ...]:
    whole = "steps with a review" if counts.open_reviewed else "ongoing steps"
    return (
        _count("Overdue", counts.overdue, counts.open, "open steps"),
        _count("Undated", counts.undated, counts.open, "open steps"),
        _count("Review due", counts.review_due, counts.reviewed, whole),
        _count("Needs review", counts.needs_review, counts.total, "steps"),
    )


def _count(name: str, number: int, whole: int, what: str) -> Row:
    return name, number, whole, format_percent(number, whole) if whole else None, what


def _make_months(edition: Edition, promises: Promises) -> Sheet:
    tallies = promises.tallies
    ends = list_ends(tallies[0].day, promises.now.day, "month")
    rows: tuple[Row, ...] = tuple(
        (tally.day, tally.promised, tally.done, tally.not_done)
        for tally in sample_tallies(tallies, ends)
    )
    meaning = describe_promises(promises, edition.plan.vocabulary, str)
    chart = Chart(
        "line",
        MONTHS,
        len(rows),
        (Series(1, (INK,)), Series(2, (HUES["green"],))),
        "Promised by first deadlines, and done of these",
        meaning,
    )
    about = (
        "At the end of each month, the steps whose first deadline had passed, and those of them"
        f" that were complete. The last day is the as-of day. {meaning}"
    )
    return Sheet(MONTHS, "By_month", _MONTH_COLUMNS, rows, about=about, charts=(chart,))
