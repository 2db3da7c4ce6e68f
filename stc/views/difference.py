"""What changed between two versions of the plan: `diff`."""

from typing import Final

from stc.history.differences import Differences
from stc.views.answer import Answer, dump
from stc.views.difference_blocks import build_differences
from stc.views.difference_records import DifferenceRecord, record_differences
from stc.views.difference_totals import DifferenceTotals, count_differences, describe_totals
from stc.views.shapes import TEXT, fields_of
from stc.views.view import Context, Sentences, View

DIFF: Final = Answer(
    "stc/diff/2",
    "What changed between two versions.",
    "changes",
    fields_of(DifferenceRecord),
    {"before": TEXT, "after": TEXT, **fields_of(DifferenceTotals)},
)


def view_difference(
    found: Differences, before: str, after: str, context: Context, note: str = ""
) -> View:
    """Return what changed, most important first.

    Args:
        found: The changes.
        before: What the earlier version is called.
        after: What the later version is called.
        context: What the answer says about itself.
        note: A sentence more about the versions, or an empty text.
    """
    records = record_differences(found)
    lines = (f"From {before} to {after}.", *describe_totals(found), *((note,) if note else ()))
    return DIFF.view(
        title="Changes",
        context=context,
        blocks=(Sentences(lines), *build_differences(found)),
        records=records,
        totals={"before": before, "after": after, **dump(count_differences(found))},
        ids=_find_ids(records),
    )


def _find_ids(records: tuple[DifferenceRecord, ...]) -> tuple[str, ...]:
    """Return the steps that differ and are still there, each once."""
    there = (record.step for record in records if record.kind != "removed")
    return tuple(dict.fromkeys(step_id for step_id in there if step_id))
