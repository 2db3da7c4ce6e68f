"""The rules about the change, in the order of their codes. A new rule is a file and a line here."""

from stc.checks.change import (
    action_reworded,
    completion_rewritten,
    deadline_moved_silently,
    departments_removed,
    excluded_in_change,
    id_renamed,
    id_reused,
    ledger_rewritten,
    many_steps_removed,
    reopened_without_reason,
    step_removed,
)
from stc.checks.rule import ChangeRule

RULES: tuple[ChangeRule, ...] = (
    many_steps_removed.RULE,
    step_removed.RULE,
    id_reused.RULE,
    id_renamed.RULE,
    deadline_moved_silently.RULE,
    ledger_rewritten.RULE,
    action_reworded.RULE,
    reopened_without_reason.RULE,
    excluded_in_change.RULE,
    departments_removed.RULE,
    completion_rewritten.RULE,
)
