"""The text of a step, as it is compared: its action and its sub-items."""

from stc.plan.model import Step
from stc.text.typography import fold_typography


def fold_text(step: Step) -> str:
    """Return the text without differences of typography.

    Sub-items stay apart from each other; case and punctuation stay.
    """
    return "\n".join(map(fold_typography, (step.action, *step.items)))
