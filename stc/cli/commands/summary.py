"""`stc summary`."""

from typing import TYPE_CHECKING, Annotated

from stc.cli.console import Outcome, is_glance, show_view
from stc.cli.context import Session, open_session
from stc.cli.options import By, FilterOptions, ReadOptions
from stc.cli.parameters import Option
from stc.plan.filters import describe_filter, resolve_filter, select_steps
from stc.plan.model import Step
from stc.views.summary import view_summary

if TYPE_CHECKING:
    from stc.views.glance import GlanceBlock
    from stc.views.view import Context


def run(
    which: FilterOptions,
    how: ReadOptions,
    by: Annotated[
        list[By] | None,
        Option("--by", help="What to count by; repeatable."),
    ] = None,
) -> Outcome:
    """Count the steps by status, by section and by department, each with its denominator.

    Example: stc summary --by dept
    """
    session = open_session(how)
    chosen = resolve_filter(which.typed, session.plan, session.as_of)
    steps = select_steps(session.plan, chosen)
    context = session.describe(describe_filter(chosen), steps)
    groupings = tuple(dict.fromkeys(by or ()))
    view = view_summary(session.plan, steps, context, groupings or ("section", "dept"))
    if is_glance(how):
        view = view._replace(glance=_glance(session, steps, context, groupings or ("section",)))
    return show_view(view, how)


def _glance(
    session: Session, steps: tuple[Step, ...], context: "Context", by: tuple[str, ...]
) -> "tuple[GlanceBlock, ...]":
    """Return what a person sees; only for the picture is git asked."""
    from stc.plan.promises import count_promises
    from stc.views.summary_glance import Past, glance_at_summary

    known = session.find_deadlines()
    versions = session.list_versions(known.log, steps)
    promises = count_promises(steps, known.ledger, session.as_of, versions)
    past = Past(promises, known.ledger, known.why, known.lines)
    return glance_at_summary(session.plan, steps, context, by, past)
