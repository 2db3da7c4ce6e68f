"""Which starts of the work moved, according to git: `slips --starts`."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from stc.history.commit_range import CommitRange
from stc.history.compare import FieldChange
from stc.history.gaps import describe_gaps
from stc.history.git.versions import Commit
from stc.history.log import Log
from stc.plan.dates import describe_days
from stc.plan.ledger import count_days
from stc.plan.model import Step
from stc.plan.vocabulary import Vocabulary
from stc.text.plural import count_noun
from stc.views.answer import Answer, dump
from stc.views.history import GapRecord, record_gaps
from stc.views.sentences import share
from stc.views.shapes import Signed, fields_of
from stc.views.view import Block, Column, Context, Sentences, Table, View


class StartMove(NamedTuple):
    """A start that moved in a commit."""

    id: str
    section: str
    from_: date | None
    to: date | None
    days: Signed | None
    day: date
    commit: str
    author: str
    subject: str


class StartTotals(NamedTuple):
    """The numbers of the answer."""

    dated: int
    moved: int
    moves: int
    later: int
    earlier: int


STARTS: Final = Answer(
    "stc/starts/1",
    "Starts that moved, according to git.",
    "moves",
    fields_of(StartMove),
    {**fields_of(StartTotals), **fields_of(GapRecord)},
)


def view_starts(steps: tuple[Step, ...], log: Log, span: CommitRange, context: Context) -> View:
    """Return the moves of the starts of some steps, newest first; setting one moves nothing.

    Args:
        steps: The steps asked about.
        log: All that git knows.
        span: The commits asked about, and the time zone.
        context: What the answer says about itself.
    """
    moves = tuple(_find_moves({step.id for step in steps}, log, span))
    columns = (
        Column("Step", "id"),
        Column("From", "date"),
        Column("To", "date"),
        Column("Days later", "number"),
        Column("Day", "date"),
        Column("Author and message"),
    )
    rows = tuple(
        (
            move.id,
            move.from_,
            move.to or "no start",
            move.days,
            move.day,
            (move.author, f"{move.commit[:9]} {move.subject}"),
        )
        for move in moves
    )
    totals = _count(steps, moves)
    skipped = tuple(pair for pair in log.skipped if span.accepts(pair[0]))
    gaps = describe_gaps(log, skipped, span)
    sentences = Sentences((_describe(totals, moves, context.vocabulary), *gaps))
    title = "Starts that moved"
    blocks: tuple[Block, ...] = (Table(columns, rows, title), sentences) if rows else (sentences,)
    return STARTS.view(
        title=title,
        context=context,
        blocks=blocks,
        records=moves,
        totals={**dump(totals), **dump(record_gaps(log, skipped, span))},
        ids=tuple(dict.fromkeys(move.id for move in moves)),
        notices=gaps,
    )


def _find_moves(ids: Iterable[str], log: Log, span: CommitRange) -> Iterator[StartMove]:
    for commit, change in log.entries:
        if not isinstance(change, FieldChange) or change.field != "start":
            continue
        is_move = change.before is not None and change.before != change.after
        if is_move and change.step.id in ids and span.accepts(commit):
            yield _record(change, commit, span)


def _record(change: FieldChange, commit: Commit, span: CommitRange) -> StartMove:
    return StartMove(
        id=change.step.id,
        section=change.step.section.id,
        from_=change.before,
        to=change.after,
        days=count_days(change.before, change.after),
        day=span.day_of(commit),
        commit=commit.id,
        author=commit.author,
        subject=commit.subject,
    )


def _count(steps: Iterable[Step], moves: Iterable[StartMove]) -> StartTotals:
    moves = tuple(moves)
    moved = {move.id for move in moves}
    return StartTotals(
        dated=sum(step.start is not None or step.id in moved for step in steps),
        moved=len(moved),
        moves=len(moves),
        later=sum((move.days or 0) > 0 for move in moves),
        earlier=sum((move.days or 0) < 0 for move in moves),
    )


def _describe(totals: StartTotals, moves: tuple[StartMove, ...], words: Vocabulary) -> str:
    moved = share(totals.moved, totals.dated)
    counted = f"The start moved for {moved} {words.say('of the steps that have one')}"
    if not moves:
        return f"{counted}."
    days = sum(move.days for move in moves if move.days and move.days > 0)
    later = f"{totals.later:,} later ({describe_days(days)} in all)"
    return f"{counted}, in {count_noun(totals.moves, 'move')}: {later}, {totals.earlier:,} earlier."
