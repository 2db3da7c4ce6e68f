"""How far the plan is, at a glance: `summary` on a terminal."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from stc.history.counts_over_time import list_ends
from stc.plan.counts import NOUNS, Counts, Group, count_steps, group_steps
from stc.plan.ledger import FILE_ONLY, Ledger
from stc.plan.model import Plan, Step
from stc.plan.periods import format_month, format_short_day
from stc.plan.promises import Promises, sample_tallies
from stc.plan.status import Status, StatusKind
from stc.text.drawing import RAIL, draw_bar
from stc.views.glance import GlanceBlock, Head, Paragraph, Remarks, Sparkline, Sparklines, say
from stc.views.headlines import describe_state
from stc.views.promises import describe_no_history, describe_promises
from stc.views.sentences import format_percent
from stc.views.view import Cell, Column, Context, Table

MOST_MONTHS: Final = 24
_KINDS: Final = (
    StatusKind.COMPLETE,
    StatusKind.OPEN,
    StatusKind.CONTINUING,
    StatusKind.UNMET,
    StatusKind.UNKNOWN,
    StatusKind.EXCLUDED,
)
_STATUS_BAR: Final = 40
_GROUP_BAR: Final = 10


class Past(NamedTuple):
    """What is known of the time before the day of an answer.

    Attributes:
        promises: Promised and done over time.
        ledger: The first deadlines and the moves.
        why: Why git was not asked, in a sentence; empty if it was.
        lines: Sentences on what git does not know.
    """

    promises: Promises
    ledger: Ledger = FILE_ONLY
    why: str = ""
    lines: tuple[str, ...] = ()


def glance_at_summary(
    plan: Plan, steps: tuple[Step, ...], context: Context, by: tuple[str, ...], past: Past
) -> tuple[GlanceBlock, ...]:
    """Return the state of the plan: a sentence, promised and done, by status, by group.

    Args:
        plan: The plan.
        steps: The steps that were chosen.
        context: What the answer says about itself.
        by: What they are grouped by, keys of `NOUNS`.
        past: What was before.
    """
    counts = count_steps(steps, context.as_of, plan.vocabulary)
    tables = (_list_groups(key, group_steps(plan, steps, key), past, context) for key in by)
    return (
        Head(say(context.plan_title), context.as_of),
        describe_headline(counts),
        draw_promises(past, context),
        _list_statuses(counts),
        *tables,
        Remarks(
            (
                *context.remarks,
                *(past.lines if past.promises.has_history else ()),
                f"{_describe_rest(counts)} Next: stc overdue, stc slips, stc summary --by dept",
            )
        ),
    )


def describe_headline(counts: Counts) -> Paragraph:
    """Return how far the plan is in one sentence; what is overdue stands out."""
    state = describe_state(counts)
    late = (state.late, "late" if counts.overdue else "")
    phrases = say(f"{state.done}; ", late, ".") if state.late else say(f"{state.done}.")
    return Paragraph(phrases, is_strong=True)


def draw_promises(past: Past, context: Context) -> GlanceBlock:
    """Return two lines over time on one scale, or in a sentence why there are none."""
    promises = past.promises
    ends = [*list_ends(promises.tallies[0].day, promises.now.day, "month")][-MOST_MONTHS:]
    if not (promises.has_history and promises.now.promised and len(ends) > 1):
        known = describe_promises(promises, context.vocabulary, format_short_day)
        if not promises.has_history:
            known += f" {describe_no_history(promises, past.why, format_short_day)}"
        return Paragraph(say((known, "mute")))
    tallies = [*sample_tallies(promises.tallies, ends)]
    promised = tuple(tally.promised for tally in tallies)
    done = tuple(tally.done for tally in tallies)
    months = f"by first deadlines, {format_month(ends[0])} to {format_month(ends[-1])}"
    missing = promises.now.not_done
    left = (f"{missing:,} {'is' if missing == 1 else 'are'} not", "late")
    same = say("of the same steps; ", left if missing else "all of them")
    return Sparklines(
        (
            Sparkline("Promised", promised, "", say((months, "mute"))),
            Sparkline("Done", done, "done", same),
        ),
        ends[0],
        ends[-1],
        is_on_one_scale=True,
    )


def _list_statuses(counts: Counts) -> Table:
    columns = (
        Column("Status", "status"),
        Column("Steps", "number"),
        Column("", "number"),
        Column("", "bar"),
    )
    rows: list[tuple[Cell, ...]] = []
    for status in sorted(counts.statuses, key=rank_status):
        number = counts.by_status[status.name]
        if not number:
            continue
        if not status.is_counted:
            rows.append((status.name, number, "", "not counted"))
        else:
            bar = draw_bar(number, counts.counted, _STATUS_BAR)
            rows.append((status.name, number, format_percent(number, counts.counted), bar))
    return Table(columns, tuple(rows))


def rank_status(status: Status) -> tuple[int, int]:
    """Return what statuses are sorted by: the most done first, those that are not counted last."""
    return _KINDS.index(status.kind), -(status.rank or 0)


def _list_groups(by: str, groups: Sequence[Group], past: Past, context: Context) -> Table:
    has_ids = by in ("section", "dept")
    is_moved = any(past.ledger.has_moved(step) for group in groups for step in group.steps)
    columns = (
        *((Column("", "id"),) if has_ids else ()),
        Column(NOUNS[by]),
        Column(context.vocabulary.name_kind(StatusKind.COMPLETE), "number"),
        Column("", "number"),
        Column("", "bar"),
        Column("Overdue", "number", "late"),
        *((Column("Moved", "number", "moved"),) if is_moved else ()),
    )
    rows: list[tuple[Cell, ...]] = []
    for group in groups:
        counts = count_steps(group.steps, context.as_of, context.vocabulary)
        moved = sum(past.ledger.has_moved(step) for step in group.steps)
        whole = counts.counted
        rows.append(
            (
                *((group.id,) if has_ids else ()),
                group.title,
                f"{counts.complete:,}/{whole:,}",
                format_percent(counts.complete, whole) if whole else "",
                draw_bar(counts.complete, whole, _GROUP_BAR).ljust(_GROUP_BAR, RAIL),
                f"{counts.overdue:,} of {counts.open:,}",
                *((moved or None,) if is_moved else ()),
            )
        )
    return Table(columns, tuple(rows))


def _describe_rest(counts: Counts) -> str:
    """Return what the numbers above do not count."""
    parts = (
        (counts.review_due, "due for review"),
        (counts.undated, "without a deadline"),
        (counts.needs_review, "to check"),
        (counts.excluded, "not counted"),
    )
    named = [f"{number:,} {what}" for number, what in parts if number]
    return f"Beside these: {', '.join(named)}." if named else "Every step is counted."
