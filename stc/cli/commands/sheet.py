"""`stc sheet`."""

import shlex
from typing import Annotated

from stc.cli.console import Outcome, ask, say
from stc.cli.options import FilterOptions, PlanOptions
from stc.cli.parameters import Option
from stc.cli.publishing import find_protected, open_publishing
from stc.errors import CannotGoOn, UsageProblem
from stc.files.plan_path import decode_path
from stc.output.sheets.render import Blank, find_suffix, is_blank, render_sheet
from stc.plan.filters import resolve_filter, select_steps
from stc.sheets.columns import make_stamp
from stc.text.nearest import quote


def run(
    which: FilterOptions,
    how: PlanOptions,
    out: Annotated[
        str | None,
        Option("-o", "--out", metavar="FILE", help="The file to write: .xlsx or .csv."),
    ] = None,
    force: Annotated[
        bool, Option("--force", help="Replace a file that stc did not make or that is filled in.")
    ] = False,
) -> Outcome:
    """Write a spreadsheet in which a department reports progress: one row a step.

    The columns of the plan are locked. What is filled in beside them comes into the plan with
    stc apply.

    Example: stc sheet --dept 911 -o 911.xlsx
    """
    from stc.files.store.file import OverwritePolicy, write_file

    if out is None or out == "-":
        raise UsageProblem("stc sheet writes a file.", "Name it: -o 911.xlsx, or -o 911.csv.")
    suffix = find_suffix(out)
    session = open_publishing(how)
    chosen = resolve_filter(which.typed, session.plan, session.as_of)
    steps = select_steps(session.plan, chosen)
    if not steps:
        raise CannotGoOn(
            f"{session.plan.vocabulary.say('No step matches')}, so there is nothing to report.",
            "Check the filter with stc list.",
        )
    ids = tuple(chosen.values.get("dept") or ())
    by = next(
        (department for department in session.plan.departments if (department.id,) == ids), None
    )
    stamp = make_stamp(session.plan, session.as_of, session.revision, by.id if by else None)
    blank = Blank(session.plan, steps, stamp, by.name if by else "")
    path = decode_path(out)
    shown = quote(path, 200)

    def permit() -> bool:
        return force or ask(f"{shown} exists, and stc did not make it as it is. Replace it?")

    policy = OverwritePolicy(
        lambda data: is_blank(suffix, data), permit, find_protected(session, how)
    )
    written = write_file(path, render_sheet(suffix, blank), policy, say=say)
    words = session.plan.vocabulary
    count = f"{len(steps):,} of {words.count_parts(len(session.plan.steps), 'step')}"
    verb = "holds exactly this already" if written == "same" else "was written"
    return Outcome(
        "",
        messages=(
            f"{shown} {verb}: {count}, as of {stamp.as_of}, revision {stamp.revision}.",
            f"Next: send it to be filled in. Then: stc apply {shlex.quote(path)} --dry-run",
        ),
    )
