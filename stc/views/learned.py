"""What git adds to what the file records of the moves of deadlines."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from stc.deadlines.standing import original_of
from stc.history.log import Log
from stc.history.moves import Disagreement, Move, find_disagreements, find_moves, find_originals
from stc.history.span import Span
from stc.plan.model import Step
from stc.views.sentences import count_noun
from stc.words.dates import describe_days, describe_deadline
from stc.words.zones import today_in

GIT_FIELDS = ("git_moves", "silent", "git_days", "disagreements")


@dataclass(frozen=True, slots=True)
class Learned:
    """What git adds to what the file records.

    Attributes:
        moves: The moves that git saw, oldest first, by the id of the step.
        disagreements: Where the file and git disagree, by the id of the step.
        zone: The plan's time zone, in which a commit has its day.
        originals: The first deadlines that git knows, by the id of the step.
    """

    moves: Mapping[str, tuple[Move, ...]]
    disagreements: Mapping[str, tuple[Disagreement, ...]]
    zone: str
    originals: Mapping[str, date]

    def moves_of(self, steps: Iterable[Step]) -> tuple[Move, ...]:
        """Gives the moves of some steps."""
        return tuple(move for step in steps for move in self.moves.get(step.id, ()))


def learn(log: Log, steps: Iterable[Step], span: Span) -> Learned:
    """Gives what git saw of the deadlines of some steps, and where the file says otherwise.

    Args:
        log: All that git knows.
        steps: The steps asked about.
        span: From when to when is asked; a disagreement is told whenever it began.
    """
    steps = tuple(steps)
    ids = {step.id for step in steps}
    moves = find_moves(log)
    seen: dict[str, list[Move]] = {}
    for move in moves:
        if move.step_id in ids and span.accepts(move.commit):
            seen.setdefault(move.step_id, []).append(move)
    apart: dict[str, list[Disagreement]] = {}
    for one in find_disagreements(log, steps, moves):
        apart.setdefault(one.step_id, []).append(one)
    return Learned(
        {step_id: tuple(found) for step_id, found in seen.items()},
        {step_id: tuple(found) for step_id, found in apart.items()},
        span.zone,
        find_originals(log),
    )


def find_original(step: Step, learned: Learned | None) -> date | None:
    """Gives the first deadline that is known: that of the first version in git, else the file's."""
    return original_of(step, learned.originals if learned else {})


def count_days(step: Step, learned: Learned | None) -> int | None:
    """Gives the days from the first deadline that is known to the current one."""
    original = find_original(step, learned)
    return (step.deadline - original).days if step.deadline and original else None


def tell_moves(step: Step, learned: Learned | None) -> Iterator[str]:
    """Gives the reasons of a step's moves, the silent moves, and where file and git disagree."""
    for one in step.revisions:
        yield f"{one.on}: {one.reason}"
    if learned is None:
        return
    for move in learned.moves.get(step.id, ()):
        if move.is_silent:
            day = today_in(learned.zone, move.commit.when)
            to = describe_deadline(move.after)
            yield f"{day}: silent, {move.before} to {to} ({move.commit.author})"
    for apart in learned.disagreements.get(step.id, ()):
        yield f"disagrees: {apart.sentence}"


def tell_learned(steps: tuple[Step, ...], learned: Learned | None) -> Iterator[str]:
    """Gives sentences with what git saw of some steps."""
    if learned is None:
        return
    moves = learned.moves_of(steps)
    silent = [move for move in moves if move.is_silent]
    days = sum(move.days or 0 for move in moves)
    direction = "later" if days >= 0 else "earlier"
    yield (
        f"git saw {count_noun(len(moves), 'move')}, {describe_days(abs(days))} {direction} in all;"
        f" {len(silent):,} of them silent, without a reason in the same change."
    )
    apart = sum(bool(learned.disagreements.get(step.id)) for step in steps)
    if apart:
        verb = "disagrees" if apart == 1 else "disagree"
        yield f"{count_noun(apart, 'step')}: what the file records and what git saw {verb}."


def count_learned(steps: tuple[Step, ...], learned: Learned | None) -> tuple[int, ...]:
    """Gives how many moves git saw, and how many of them were silent; nothing without git."""
    moves = learned.moves_of(steps) if learned else ()
    return (len(moves), sum(move.is_silent for move in moves)) if learned else ()


def record_learned(
    steps: tuple[Step, ...], learned: Learned | None, *, list_all: bool = False
) -> Mapping[str, Any]:
    """Gives what git saw of some steps, in counts, or of one step, in full; nulls without git."""
    if learned is None:
        return dict.fromkeys(GIT_FIELDS)
    moves = learned.moves_of(steps)
    apart = [one.sentence for step in steps for one in learned.disagreements.get(step.id, ())]
    values = (
        [_record_move(move, learned.zone) for move in moves] if list_all else len(moves),
        sum(move.is_silent for move in moves),
        sum(move.days or 0 for move in moves),
        apart if list_all else len(apart),
    )
    return dict(zip(GIT_FIELDS, values, strict=True))


def _record_move(move: Move, zone: str) -> Mapping[str, Any]:
    return {
        "from": move.before,
        "to": move.after,
        "days": move.days,
        "day": today_in(zone, move.commit.when),
        "commit": move.commit.id,
        "author": move.commit.author,
        "reasons": list(move.reasons),
        "silent": move.is_silent,
    }
