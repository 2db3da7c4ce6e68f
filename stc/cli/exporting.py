"""How an export leaves stc: on standard output, or in a file."""

import sys
from contextlib import suppress
from datetime import timedelta

from stc.cli.console import Outcome
from stc.cli.context import Session, resolve_plan_path
from stc.cli.options import PlanOptions
from stc.errors import CannotGoOn, UsageProblem
from stc.files.plan_path import find_past_plan
from stc.files.store.place import Kept
from stc.output.edition import Edition, list_talk
from stc.output.exports import EXPORTS, ExportOptions, render_export
from stc.output.write_export import PACKAGE, Destination, count_steps, list_kept
from stc.plan import dates


def find_kept(session: Session, how: PlanOptions) -> tuple[Kept, ...]:
    """Return the files no export is written over: the plan and its timeline.

    Where another plan, or one of the past, was asked for, the one that is found from here, too.
    """
    plans = [session.path]
    with suppress(CannotGoOn):
        plans.append(resolve_plan_path(how.plan, find_past_plan))
        plans.append(resolve_plan_path(None))
    return list_kept(plans)


def parse_alarm(typed: str) -> timedelta:
    """Return the time before a deadline that a person typed.

    Raises:
        UsageProblem: It is none.
    """
    try:
        return dates.parse_alarm(typed)
    except ValueError as problem:
        raise UsageProblem(f"--alarm: {problem}.") from None


def print_export(name: str, edition: Edition, options: ExportOptions) -> Outcome:
    """Return the outcome of an export that is printed."""
    data = render_export(name, edition, options)
    talk = list_talk(edition) if edition.steps else (*list_talk(edition), count_steps(edition))
    if EXPORTS[name].is_text:
        return Outcome(data.decode("utf-8"), exact=True, talk=talk)
    return Outcome("", talk=talk, data=data)


def refuse_destination(name: str, destination: Destination) -> None:
    """Refuse a destination that the format cannot have.

    Raises:
        UsageProblem: It is a folder and would be printed, or is no text and would fill a terminal.
    """
    if not destination.is_stdout:
        return
    if name == PACKAGE:
        raise UsageProblem(f"{PACKAGE} is a folder of files.", "Name the folder: -o package.")
    if not EXPORTS[name].is_text and sys.stdout.isatty():
        raise UsageProblem(f"{name} is not text.", f"Name a file: -o plan{EXPORTS[name].suffix}.")
