"""The numbers of a report: each with its denominator, and its change since the last time."""

from collections.abc import Callable
from typing import Final, NamedTuple

from stc.plan.counts import Counts, merge_words
from stc.plan.status import StatusKind
from stc.plan.vocabulary import Vocabulary
from stc.text.plural import be
from stc.views.sentences import share
from stc.views.since import HORIZONS, Figures
from stc.views.view import Cell, Column, Table

TITLES: Final = {
    "overdue": "Overdue",
    "due_0_30": "Due in the next 30 days",
    "due_31_60": "Due in 31 to 60 days",
    "due_61_90": "Due in 61 to 90 days",
    "due_later": "Due later",
    "undated": "Undated",
}


class Figure(NamedTuple):
    """A number, and what it is a share of; None where it is in no share."""

    title: str
    count: Callable[[Figures], int]
    whole: Callable[[Figures], int] | None


class Days(NamedTuple):
    """The heads of the columns of two days."""

    then: str
    now: str


def build_figures(
    title: str,
    what: str,
    figures: tuple[Figure, ...],
    now: Figures,
    then: Figures | None,
    days: Days,
    caption: str = "",
) -> Table:
    """Return a table of numbers, a row each: then, now, and the change."""
    kind: Column = Column(what, "status" if what == "Status" else "text")
    heads = (days.then, days.now, "Change") if then else (days.now,)
    rows = tuple((figure.title, *_row(figure, now, then)) for figure in figures)
    return Table((kind, *(Column(head, "number") for head in heads)), rows, title, caption)


def _row(figure: Figure, now: Figures, then: Figures | None) -> tuple[Cell, ...]:
    if then is None:
        return (describe_figure(figure, now),)
    change = figure.count(now) - figure.count(then)
    return describe_figure(figure, then), describe_figure(figure, now), describe_sign(change)


def describe_figure(figure: Figure, figures: Figures) -> str:
    """Return `n/N (p%)`, or the number alone where it is a share of nothing."""
    number = figure.count(figures)
    return share(number, figure.whole(figures)) if figure.whole else f"{number:,} not counted"


def describe_sign(change: int) -> str:
    """Return a change with its sign; none is 0."""
    return f"{change:+,}" if change else "0"


def list_statuses(now: Figures, then: Figures | None) -> tuple[Figure, ...]:
    """Return the figures by status, all of which together are all steps."""
    shown = [now.counts, *([then.counts] if then else ())]
    words = merge_words(*(counts.vocabulary for counts in shown))
    listed = max((counts.rename(words).statuses for counts in shown), key=len)
    return tuple(
        Figure(
            status.name, _count_status(status.name, words), _counted if status.is_counted else None
        )
        for status in listed
    )


def list_horizons() -> tuple[Figure, ...]:
    """Return the figures of the open steps by deadline, all of which together are all open ones."""
    return tuple(Figure(TITLES[name], _count_horizon(name), _open) for name in HORIZONS)


def list_unsettled(counts: Counts) -> tuple[Figure, ...]:
    """Return the figures of what has to be settled."""
    return (
        Figure(
            f"Review due, of {'those with a review' if counts.open_reviewed else 'ongoing'}",
            lambda figures: figures.counts.review_due,
            lambda figures: figures.counts.reviewed,
        ),
        Figure("Undated, of open", lambda figures: figures.counts.undated, _open),
        Figure(
            "Without lead", lambda figures: figures.without_lead, lambda figures: figures.current
        ),
        Figure("Needs review, of all", lambda figures: figures.counts.needs_review, _total),
        Figure("Status unknown", _count_kind(StatusKind.UNKNOWN), _counted),
    )


def _count_status(name: str, words: Vocabulary) -> Callable[[Figures], int]:
    return lambda figures: figures.counts.rename(words).by_status[name]


def _count_kind(kind: StatusKind) -> Callable[[Figures], int]:
    return lambda figures: figures.counts.count_kind(kind)


def _count_horizon(name: str) -> Callable[[Figures], int]:
    return lambda figures: figures.horizons[name]


def _counted(figures: Figures) -> int:
    return figures.counts.counted


def _open(figures: Figures) -> int:
    return figures.counts.open


def _total(figures: Figures) -> int:
    return figures.counts.total


def describe_excluded(now: Figures, then: Figures | None) -> str:
    """Return what the shares are of, and what is in none of them."""
    counts = now.counts
    whole = counts.vocabulary.count_parts(counts.total, "step")
    sentence = f"{counts.counted:,} of {whole} {be(counts.counted, counts.total)} counted"
    left = (
        f"{counts.excluded:,} {be(counts.excluded)} excluded"
        if counts.excluded
        else ("none is excluded")
    )
    if then is None:
        return f"{sentence}; {left}."
    before = f"{then.counts.counted:,} of {then.counts.total:,} were counted"
    return f"{sentence}; {left}. In the earlier version, {before}."
