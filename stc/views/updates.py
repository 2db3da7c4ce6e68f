"""What the departments report of the steps: each update in words, and as a record."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, Final, Literal, NamedTuple

from stc.plan.counts import Verified, is_verified
from stc.plan.deadlines import status_on
from stc.plan.model import Step
from stc.plan.periods import Period, first_day
from stc.plan.updates import Update, last_word, list_reports, list_updates, list_verifications
from stc.plan.vocabulary import Vocabulary
from stc.text.plural import be
from stc.views.shapes import Fields, fields_of

Kind = Literal["reported", "verified", "noted", "confirmed"]
MEANINGS: Final[Mapping[Kind, str]] = {
    "reported": "One of the step's departments reports a status.",
    "verified": "Another voice says which status it found. It never changes the status.",
    "noted": "A note on what was done or found.",
    "confirmed": "Nothing has changed.",
}
"""What an update may be."""


class UpdateRecord(NamedTuple):
    """An update, for programs."""

    step: Annotated[str | None, "The id of the step; null for the plan as a whole."]
    on: Annotated[date, "The day it is true of, of a period the last one."]
    period: Annotated[str | None, "The period, as the file has it; null for a day."]
    by: Annotated[str, "The id of the department whose voice it is."]
    kind: Annotated[Kind, "Whether it reports or verifies a status, notes something, or confirms."]
    says: Annotated[str | None, "The status it says."]
    text: str | None
    evidence: tuple[str, ...]


class VerifiedRecord(NamedTuple):
    """How many of the complete steps are verified, for programs."""

    complete_verified: Annotated[
        int, "The complete steps that another voice verified, where the plan has updates."
    ]
    complete_not_verified: Annotated[
        int, "The complete steps that are only reported, where the plan has updates."
    ]


VERIFIED: Final[Fields] = fields_of(VerifiedRecord)


def dump_verified(verified: Verified | None) -> Mapping[str, int]:
    """Return a count for programs; nothing where the plan has no updates."""
    if verified is None:
        return {}
    record = VerifiedRecord(verified.verified, verified.complete - verified.verified)
    return record._asdict()


def name_kind(update: Update, step: Step | None) -> Kind:
    """Return what an update is; one about the plan as a whole verifies nothing."""
    if update.says is not None:
        return "verified" if step is not None and update.verifies(step) else "reported"
    return "confirmed" if update.confirms else "noted"


def record_update(update: Update, step: Step | None) -> UpdateRecord:
    """Return the record of an update."""
    return UpdateRecord(
        step=update.step_id,
        on=update.on,
        period=update.on.text if isinstance(update.on, Period) else None,
        by=update.by.id,
        kind=name_kind(update, step),
        says=update.says.name if update.says else None,
        text=update.text,
        evidence=update.evidence,
    )


def describe_content(update: Update) -> str:
    """Return what an update says: its status, its text, or that nothing has changed."""
    parts = ((update.says.name if update.says else ""), update.text or "")
    said = [part for part in parts if part]
    return ". ".join(said) if said else "confirmed"


def _describe_voice(update: Update, spell: Callable[[date], str]) -> str:
    """Return whose word it is, of when, and the status: `City Auditor on 2026-11-20: On hold`."""
    return f"{_name_voice(update, spell)}: {update.says.name if update.says else ''}"


def _name_voice(update: Update, spell: Callable[[date], str]) -> str:
    preposition = "in" if isinstance(update.on, Period) else "on"
    return f"{update.by.name} {preposition} {spell(update.on)}"


def describe_update(update: Update, step: Step | None) -> Iterator[str]:
    """Return the lines of an update: who, when and what, and below it its evidence."""
    kind = name_kind(update, step)
    said = "" if update.confirms else f": {describe_content(update)}"
    yield f"{update.on}, {update.by.name}, {kind}{said}"
    yield from (f"  {evidence}" for evidence in update.evidence)


def describe_voices(
    step: Step, as_of: date, spell: Callable[[date], str] = str
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what was reported and what was verified, side by side, each with its day.

    Args:
        step: The step.
        as_of: The day; later updates do not count.
        spell: Write a day.
    """
    reports = (_describe_voice(report, spell) for report in list_reports(step, as_of))
    word = last_word(step, as_of)
    by = f" by {word.by.name}" if word and word.by else ""
    return (
        ("Reported", tuple(reports)),
        ("Verified", describe_verification(step, as_of, spell)),
        ("Last word", (f"{spell(word.on)}{by}" if word else "none",)),
    )


def describe_verification(
    step: Step, as_of: date, spell: Callable[[date], str] = str
) -> tuple[str, ...]:
    """Return what other voices say of the status; of a complete step also that none verified it."""
    verifications = list_verifications(step, as_of)
    said = tuple(_describe_voice(verification, spell) for verification in verifications)
    status = status_on(step, as_of)
    if not status.is_done:
        return said
    if is_verified(step, as_of):
        return (f"verified by {_name_voice(verifications[0], spell)}", *said[1:])
    return (f"{status.name[0].lower()}{status.name[1:]} as reported; not verified", *said)


def describe_verified(verified: Verified | None, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return how many of the complete steps are verified; nothing without a count."""
    if verified is None or not verified.complete:
        return ()
    steps = vocabulary.count_parts(verified.complete, "complete step")
    verb = be(verified.verified, verified.complete)
    return (f"{verified.verified:,} of {steps} {verb} verified by another voice.",)


def list_plan_updates(
    updates: Iterable[Update], steps: Iterable[Step], as_of: date
) -> tuple[tuple[Update, Step | None], ...]:
    """Return the updates about the plan and about the steps up to a day, newest first."""
    found: list[tuple[Update, Step | None]] = [
        (update, None) for update in updates if first_day(update.on) <= as_of
    ]
    found += [(update, step) for step in steps for update in list_updates(step, as_of)]
    return tuple(sorted(found, key=lambda pair: pair[0].on, reverse=True))
