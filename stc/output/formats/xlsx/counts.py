"""The sheets of a workbook that count and explain: departments, and what it all is."""

from collections.abc import Iterable, Iterator
from typing import Final

from stc import __version__
from stc.output.edition import Edition
from stc.output.formats.cells import format_filter
from stc.output.formats.xlsx.heights import HIGHEST, fit_width
from stc.output.formats.xlsx.limits import LONG_TEXTS, LONGEST_CELL
from stc.output.formats.xlsx.sheet import Row, Sheet, SheetColumn
from stc.output.formats.xlsx.steps import COLUMNS, PRINTED, format_review, list_columns
from stc.output.provenance import describe_source
from stc.plan.counts import Counts, Group, group_steps
from stc.plan.status import Status, StatusKind
from stc.plan.vocabulary import Vocabulary
from stc.text.lists import join_names
from stc.text.plural import count_noun, with_article
from stc.views.sentences import share

_GROUP_COLUMNS: Final = (
    SheetColumn("Department", 34),
    SheetColumn("Id", 22),
    SheetColumn("Steps", 8, True),
)
_COUNT_COLUMNS: Final = (
    SheetColumn("Open", 8, True),
    SheetColumn("Overdue", 9, True),
    SheetColumn("Overdue of open", 14, True),
    SheetColumn("Review due", 8, True),
    SheetColumn("Undated", 9, True),
    SheetColumn("Needs review", 8, True),
)
_ABOUT_COLUMNS: Final = (
    SheetColumn("About", 12),
    SheetColumn("What", 32),
    SheetColumn("It says", 100),
)


def make_department_sheet(edition: Edition) -> Sheet:
    """Return the sheet of the departments that have a chosen step, in the order of the plan."""
    groups = group_steps(edition.plan, edition.steps, "dept")
    statuses = edition.count_steps(edition.steps).statuses
    done = edition.plan.vocabulary.name_kind(StatusKind.COMPLETE)
    rows = tuple(_count_group(group, edition, statuses) for group in groups)
    columns = (
        *_GROUP_COLUMNS,
        *(SheetColumn(status.name, fit_width(status.name, 9), True) for status in statuses),
        SheetColumn("Counted", 9, True),
        SheetColumn(f"{done} of counted", 14, True),
        *_COUNT_COLUMNS,
    )
    about = (
        "Counts by department, of those that have a step here. A step with several departments"
        " counts once in each of them."
    )
    return Sheet("Departments", "Departments", columns, rows, about=about)


def _count_group(group: Group, edition: Edition, statuses: tuple[Status, ...]) -> Row:
    counts = edition.count_steps(group.steps)
    return (
        group.title,
        group.id,
        counts.total,
        *(counts.by_status[status.name] for status in statuses),
        counts.counted,
        share(counts.complete, counts.counted),
        counts.open,
        counts.overdue,
        share(counts.overdue, counts.open),
        counts.review_due,
        counts.undated,
        counts.needs_review,
    )


def make_about_sheet(edition: Edition, sheets: Iterable[Sheet], remarks: Iterable[str]) -> Sheet:
    """Return the sheet that says what the workbook is.

    Args:
        edition: What is published.
        sheets: The other sheets.
        remarks: What else is to be known of them.
    """
    counts = edition.count_steps(edition.steps)
    rows = (
        *_describe_plan(edition),
        *_describe_counts(edition, counts),
        *(("Status", status.name, _describe_status(status)) for status in counts.statuses),
        *_describe_counting(edition.plan.vocabulary),
        *(
            ("Column", column.title, column.meaning)
            for column in list_columns(edition)
            if column.meaning
        ),
        *(("Sheet", sheet.name, sheet.about) for sheet in sheets),
        *(
            ("Remark", None, remark)
            for remark in (*edition.context.remarks, *remarks, *edition.unknown)
        ),
        *(("Remark", None, remark) for remark in _describe_remarks()),
    )
    return Sheet("About", "About", _ABOUT_COLUMNS, rows)


def _describe_plan(edition: Edition) -> Iterator[Row]:
    plan, context = edition.plan, edition.context
    yield "Plan", "Title", plan.title
    if plan.phase:
        yield "Plan", "Phase", plan.phase
    yield "Plan", "As of", edition.as_of
    yield "Plan", "Revision", context.revision or "no git revision"
    for name, text in zip(("Source", "Licence", "Statuses"), describe_source(plan), strict=True):
        yield "Plan", name, text.removeprefix(f"{name}: ")
    if plan.source and plan.source.contact:
        yield "Plan", "Contact", "\n".join(plan.source.contact)
    if plan.source and plan.source.note:
        yield "Plan", "How it was transcribed", plan.source.note
    for section in plan.sections:
        if section.needs_review:
            yield "Plan", f"Section {section.id} needs review", format_review(section.needs_review)
    yield "Plan", "Made by", f"stc {__version__}"


def _describe_counts(edition: Edition, counts: Counts) -> Iterator[Row]:
    narrowed = format_filter(edition.context.filter)
    yield "Count", "Filter", narrowed or "none: all steps of the plan"
    yield "Count", "Steps here, of the plan's", share(counts.total, len(edition.plan.steps))
    for status in counts.statuses:
        number = counts.by_status[status.name]
        text = share(number, counts.counted) if status.is_counted else f"{number:,}, not counted"
        yield "Count", status.name, text
    yield "Count", "Overdue, of the open", share(counts.overdue, counts.open)
    whole = "those with a review" if counts.open_reviewed else "the ongoing"
    yield "Count", f"Review due, of {whole}", share(counts.review_due, counts.reviewed)
    yield "Count", "Undated, of the open", share(counts.undated, counts.open)
    yield "Count", "Needs review, of the steps", share(counts.needs_review, counts.total)


def _describe_status(status: Status) -> str:
    sentences = [status.meaning] if status.meaning else []
    if status.is_open:
        sentences.append("The step is open, and overdue past its deadline.")
    elif not sentences:
        sentences.append(f"The step {status.kind.meaning}.")
    return " ".join(sentences)


def _describe_counting(words: Vocabulary) -> Iterator[Row]:
    open_ones = ", ".join(status.name for status in words.list_of_kind(StatusKind.OPEN))
    continuing = words.name_kind(StatusKind.CONTINUING)
    yield (
        "How it is counted",
        "Overdue",
        f"An open step ({open_ones}) whose deadline is before the as-of day. A step due on"
        " that day is not overdue.",
    )
    yield "How it is counted", "Due", "An open step whose deadline is the as-of day or later."
    yield (
        "How it is counted",
        "Review due",
        f"{with_article(continuing)} step whose date is before the as-of day. It is never counted"
        " as overdue.",
    )
    yield (
        "How it is counted",
        "Undated",
        "An open step without a deadline. It can never be overdue, so it is counted separately.",
    )
    yield (
        "How it is counted",
        "n/N (p%)",
        "N is the number of counted steps, which are all but the excluded ones, unless stated"
        f" otherwise.{_describe_apart(words)}",
    )


def _describe_apart(words: Vocabulary) -> str:
    names = [status.name for status in words.headline]
    return f" {join_names(names)} are never added together." if len(names) > 1 else ""


def _describe_remarks() -> Iterator[str]:
    yield f"Sheets of steps are printed up to the column {COLUMNS[PRINTED - 1].title}."
    yield (
        f"A cell holds at most {LONGEST_CELL:,} characters. A longer text begins there and is"
        f" complete in the sheet {LONG_TEXTS}."
    )
    yield (
        f"A row is at most {HIGHEST:.0f} points high, which is Excel's limit. The rest of a longer"
        " text is in its cell."
    )
    yield "Invisible characters are written as \\u and their number."
    yield "Changes to this workbook do not change the plan, which is kept as text under git."


def describe_sections(number: int, most: int) -> str:
    """Return the sentence on why no section has a sheet of its own."""
    sections = count_noun(number, "section")
    return f"There are {sections}, more than {most}, so none has its own sheet. Filter by Section."
