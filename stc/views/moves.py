"""The moves of deadlines, in words."""

from collections.abc import Iterator

from stc.plan.dates import describe_days, describe_deadline
from stc.plan.ledger import Move, StepLedger
from stc.plan.slips import Slips
from stc.text.plural import count_noun


def describe_moves(known: StepLedger) -> Iterator[str]:
    """Return a line a move, and where the file and git disagree."""
    for move in known.told:
        yield _describe_move(move)
    for sentence in known.disagreements:
        yield f"disagreement: {sentence}"


def _describe_move(move: Move) -> str:
    day = move.on or move.day or "not committed"
    if not move.is_silent:
        return f"{day}: {'; '.join(move.reasons)}"
    by = f" ({move.author})" if move.author else ""
    return f"{day}: silent, {describe_ends(move)}{by}"


def describe_ends(move: Move) -> str:
    """Return from when to when a deadline moved."""
    return f"{describe_deadline(move.before)} to {describe_deadline(move.after)}"


def describe_distance(days: int | None) -> str:
    """Return how far a deadline moved, or an empty text where the days cannot be counted."""
    if days is None:
        return ""
    return f"{describe_days(abs(days))} {'later' if days >= 0 else 'earlier'}"


def describe_ways(slips: Slips) -> str:
    """Return how many deadlines are later and how many earlier, each with their days."""
    ways = (
        (slips.later, slips.days_later, "later"),
        (slips.earlier, slips.days_earlier, "earlier"),
    )
    parts: list[str] = []
    for number, days, way in ways:
        if number:
            whole = " in all" if number > 1 and not parts else ""
            parts.append(f"{number:,} {way} ({describe_days(days)}{whole})")
    if slips.back:
        parts.append(f"{slips.back:,} back at the first deadline")
    if slips.taken_away:
        parts.append(f"{slips.taken_away:,} taken away (no days to count)")
    return ", ".join(parts)


def describe_disagreements(slips: Slips) -> Iterator[str]:
    """Return a sentence on how many steps the file and git disagree about."""
    if slips.disagreements:
        yield f"For {count_noun(slips.disagreements, 'step')}, the file and git disagree."
