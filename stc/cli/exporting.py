"""How an export leaves stc: on standard output, in a file, or as a folder; and what is said."""

import os
import sys
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from stc.cli.console import Outcome, ask, say
from stc.cli.context import Session, resolve_plan_path
from stc.cli.options import PlanOptions
from stc.errors import CannotGoOn, UsageProblem
from stc.files.plan_path import find_past_plan, timeline_beside
from stc.files.store.place import Kept
from stc.output.edition import Edition, list_talk
from stc.output.exports import EXPORTS, ExportOptions, render_export
from stc.output.written import count_steps, describe_written
from stc.plan import dates
from stc.text.nearest import quote

MARKER = "stc-package.json"
STDOUT = "-"


class Destination(NamedTuple):
    """Where an export goes.

    Attributes:
        out: The path as it was given; None or `-` for standard output.
        force: Replace what stc did not make.
        kept: What is never replaced.
    """

    out: str | None
    force: bool
    kept: tuple[Kept, ...] = ()

    @property
    def is_stdout(self) -> bool:
        """Whether it is printed."""
        return self.out is None or self.out == STDOUT

    @property
    def path(self) -> str:
        """The path as bytes of a file system have it, in any locale."""
        return os.fsdecode((self.out or "").encode("utf-8", "surrogateescape"))


def find_kept(session: Session, how: PlanOptions) -> tuple[Kept, ...]:
    """Return the files no export is written over: the plan and its timeline.

    Where another plan, or one of the past, was asked for, the one that is found from here, too.
    """
    plans = [session.path]
    with suppress(CannotGoOn):
        plans.append(resolve_plan_path(how.plan, find_past_plan))
        plans.append(resolve_plan_path(None))
    return tuple(
        kept
        for plan in dict.fromkeys(plans)
        for kept in (("the plan", plan), ("the timeline", timeline_beside(plan)))
    )


def parse_alarm(typed: str) -> timedelta:
    """Return the time before a deadline that a person typed.

    Raises:
        UsageProblem: It is none.
    """
    try:
        return dates.parse_alarm(typed)
    except ValueError as problem:
        raise UsageProblem(f"--alarm: {problem}.") from None


def deliver_file(
    name: str, edition: Edition, options: ExportOptions, destination: Destination
) -> Outcome:
    """Return the outcome of an export that is one file: printed, or written and told of.

    Raises:
        CannotGoOn: It cannot be written, or what is there may not be replaced.
    """
    if destination.is_stdout:
        return _print(name, edition, render_export(name, edition, options))
    data = render_export(name, edition, options)
    written = _write(name, data, destination)
    return Outcome("", talk=tuple(describe_written(name, edition, destination.path, written)))


def _print(name: str, edition: Edition, data: bytes) -> Outcome:
    talk = list_talk(edition) if edition.steps else (*list_talk(edition), count_steps(edition))
    if EXPORTS[name].is_text:
        return Outcome(data.decode("utf-8"), exact=True, talk=talk)
    return Outcome("", talk=talk, data=data)


def refuse_terminal(name: str, destination: Destination) -> None:
    """Refuse what would fill a terminal with signs that are no text.

    Raises:
        UsageProblem: The export is not text, and would be shown on a terminal.
    """
    if destination.is_stdout and not EXPORTS[name].is_text and sys.stdout.isatty():
        raise UsageProblem(f"{name} is not text.", f"Name a file: -o plan{EXPORTS[name].suffix}.")


def _write(name: str, data: bytes, destination: Destination) -> str:
    from stc.files.store.file import Guard, write_file

    shown = quote(destination.path, 200)

    def permit() -> bool:
        return destination.force or ask(f"{shown} is there, and stc did not make it. Replace it?")

    guard = Guard(EXPORTS[name].is_ours, permit, destination.kept)
    return write_file(destination.path, data, guard, say=say)


def deliver_folder(edition: Edition, base_url: str | None, destination: Destination) -> Outcome:
    """Return the outcome of a data package: a folder is written and told of.

    Raises:
        CannotGoOn: It cannot be written, or what is there may not be replaced.
    """
    from stc.files.store.folder import write_folder
    from stc.output.formats.datapackage.package import build_package

    files = build_package(edition, base_url)
    kept = (("the folder you are in", Path.cwd()), *destination.kept)
    write_folder(Path(destination.path), files, MARKER, destination.force, kept)
    return Outcome(
        "", talk=tuple(describe_written("datapackage", edition, destination.path, "created"))
    )
