"""What changed between two versions of the plan: `diff`."""

from collections.abc import Mapping
from typing import Any

from stc.history.differences import Differences
from stc.views.difference_blocks import build_differences
from stc.views.difference_records import DIFFERENCE_FIELDS, dump_differences
from stc.views.difference_totals import describe_totals, dump_totals
from stc.views.view import Context, Sentences, View


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
    records = dump_differences(found)
    lines = (f"From {before} to {after}.", *describe_totals(found), *((note,) if note else ()))
    return View(
        schema="stc/diff/2",
        title="Changes",
        context=context,
        blocks=(Sentences(lines), *build_differences(found)),
        collection="changes",
        fields=DIFFERENCE_FIELDS,
        records=records,
        totals={"before": before, "after": after, **dump_totals(found)},
        ids=_find_ids(records),
    )


def _find_ids(records: tuple[Mapping[str, Any], ...]) -> tuple[str, ...]:
    """Return the steps that differ and are still there, each once."""
    there = (record["step"] for record in records if record["kind"] != "removed")
    return tuple(dict.fromkeys(one for one in there if one))
