"""The first commands to try, with the ids of the plan that is here."""

from collections.abc import Iterator
from typing import Final

from stc.cli.completion import complete_department, complete_step, find_vocabulary
from stc.plan.status import StatusKind

EXAMPLES: Final = (
    ("stc overdue --dept {department}", "what is my department behind on?"),
    ("stc due --within 90d", "what is due next?"),
    ("stc summary", "how far along is the plan?"),
    ("stc show {step}", "what does this step say?"),
    ("stc set-status {step} {done}", "report progress"),
)
"""Commands, each with the question it answers."""
_IDS: Final = {"department": "911", "step": "COM-03", "done": "complete"}
"""The ids in the examples if there is no plan, or if the plan has them."""


def list_examples() -> Iterator[tuple[str, str]]:
    """Yield the commands with ids of the plan; one whose ids it lacks is left out."""
    ids = _find_ids()
    for command, question in EXAMPLES:
        if all(f"{{{name}}}" not in command or name in ids for name in _IDS):
            yield command.format(**ids), question


def _find_ids() -> dict[str, str]:
    words = find_vocabulary()
    if words is None:
        return _IDS
    listed = {
        "department": [value for value, _ in complete_department("")],
        "step": [value for value, _ in complete_step("")],
        "done": [status.slug for status in words.list_of_kind(StatusKind.COMPLETE)],
    }
    return {
        name: _IDS[name] if _IDS[name] in found else found[0]
        for name, found in listed.items()
        if found
    }
