"""Updates that were added or taken away, in words and as records: for `history` and `diff`."""

from stc.history.updates import UpdateChange
from stc.plan.periods import Period, describe_when
from stc.views.updates import Kind, UpdateRecord


def name_kind(change: UpdateChange) -> Kind:
    """Return what the update is."""
    if change.entry.says is not None:
        return "verified" if change.verifies else "reported"
    return "confirmed" if change.entry.text is None else "noted"


def describe_update_change(change: UpdateChange) -> tuple[str, tuple[str, ...]]:
    """Return who said what of when, and the lines below: the text and the evidence.

    Such as `City Auditor verified On hold on 2026-11-20`.
    """
    entry = change.entry
    says = f" {entry.says}" if entry.says else ""
    sentence = f"{change.name} {name_kind(change)}{says} {describe_when(entry.on)}"
    if change.kind == "removed":
        sentence = f"{sentence}; that update was taken away"
    texts = (entry.text,) if entry.text else ()
    return sentence, (*texts, *(f"Evidence: {document}" for document in entry.evidence))


def record_update_change(change: UpdateChange) -> UpdateRecord:
    """Return the record of the update."""
    entry = change.entry
    return UpdateRecord(
        step=change.step_id,
        on=entry.on,
        period=entry.on.text if isinstance(entry.on, Period) else None,
        by=change.by,
        kind=name_kind(change),
        says=entry.says,
        text=entry.text,
        evidence=entry.evidence,
    )
