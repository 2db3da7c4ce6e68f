"""A list as it was asked for, in the format that was asked for."""

from collections.abc import Sequence
from typing import Final

from stc.cli.console import Outcome, show_view
from stc.cli.options import By, ListOptions, ShownOptions
from stc.errors import UsageProblem
from stc.plan.model import Plan, Step
from stc.views.view import View

_IDS: Final = "ids"


def show_list(
    view: View,
    how: ShownOptions,
    listed: ListOptions,
    exit_code: int = 0,
    *,
    by: By | None = None,
    plan: Plan | None = None,
    steps: Sequence[Step] = (),
) -> Outcome:
    """Return the outcome of a list.

    Args:
        view: The whole list.
        how: How it is shown.
        listed: Which columns, in which order, and how many rows.
        exit_code: The exit code.
        by: What its rows are grouped by.
        plan: The plan, where they are grouped.
        steps: The steps in the list, where they are grouped.

    Raises:
        UsageProblem: There is no such column, or the format has neither columns nor groups.
    """
    if listed == ListOptions() and by is None:
        return show_view(view, how, exit_code)
    if listed.columns and how.format == _IDS:
        raise UsageProblem("--columns: the format ids has one column.", "Leave one of them out.")
    from stc.output.registry import FORMATS
    from stc.views.arrange import Arrangement, arrange, parse_columns, parse_keys

    if by is not None and FORMATS[how.format].for_programs:
        hint = "Use --format table or md, or --columns and --sort."
        raise UsageProblem(f"--by: the format {how.format} has no groups.", hint)
    columns, keys = parse_columns(listed.columns), parse_keys(listed.sort)
    asked = Arrangement(columns, keys, listed.limit, by.value if by else None)
    return show_view(arrange(view, asked, plan, steps), how, exit_code)
