"""`stc import`."""  # noqa: N999

import os
from pathlib import Path
from typing import Annotated, NamedTuple

from stc.cli.console import Outcome, say, show_view
from stc.cli.context import now, parse_day_option, show_path
from stc.cli.options import Ascii, Color, Wrap
from stc.cli.parameters import Argument, Option
from stc.cli.progress import show_work
from stc.errors import CannotGoOn, UsageProblem
from stc.files.plan_path import PLAN, decode_path
from stc.files.store.read import read_bytes
from stc.output.registry import FORMATS
from stc.tables.read import find_format
from stc.text.nearest import quote

RULES = (".yaml", ".yml")
STDOUT = "-"


class ImportOptions(NamedTuple):
    """What is written, and how it is shown."""

    out: Annotated[
        str | None,
        Option("-o", "--out", metavar="FILE", help="The plan, or the rules; - to print."),
    ] = None
    on: Annotated[
        str | None,
        Option("--on", metavar="DATE", help="When it was decided to move the deadlines."),
    ] = None
    reason: Annotated[
        str | None, Option("--reason", metavar="TEXT", help="Why the deadlines moved.")
    ] = None
    replace: Annotated[
        bool, Option("--replace", help="Replace values of the plan that differ from the table.")
    ] = False
    dry_run: Annotated[
        bool, Option("--dry-run", help="Show what would be done; write nothing.")
    ] = False
    format: Annotated[
        str, Option("--format", "-f", help="The format of the report.", choices=tuple(FORMATS))
    ] = "table"
    color: Color = "auto"
    ascii: Ascii = False
    wrap: Wrap = False


def run(
    files: Annotated[
        list[str],
        Argument(metavar="FILE...", help="The rules (.yaml), or a table to write rules for."),
    ],
    how: ImportOptions,
) -> Outcome:
    """Make a plan from a table, by rules, or add what is new in the table to the plan.

    Given a table (csv, tsv, xlsx, md, json), write a commented file of rules for it.

    Example: stc import import.yaml --dry-run
    """
    paths = [Path(decode_path(file)) for file in files]
    if not any(path.suffix.lower() in RULES for path in paths):
        return _write_rules(paths, how)
    if len(paths) > 1:
        raise UsageProblem("Only one file of rules can be given.", "Name all tables in it.")
    from stc.edit.write import refuse_empty_words

    refuse_empty_words("--reason", how.reason)
    return _import(paths[0], how)


def _import(rules: Path, how: ImportOptions) -> Outcome:
    from stc.imports.import_plan import Import, Moves
    from stc.imports.write import write_import
    from stc.views.imports import view_import

    moment = now()
    done = Import(read_bytes(rules), rules, read_bytes, show_path)
    if how.out == STDOUT:
        return Outcome(done.make("plan.yaml", moment).decode(), exact=True)
    target = Path(decode_path(how.out)) if how.out else PLAN
    day = parse_day_option(how.on, "--on", moment.date()) if how.on else None
    shown = show_path(target)
    moves = Moves(day, how.reason, how.replace)
    with show_work("Importing"):
        written = write_import(done, target, shown, moment, moves, say=say, dry_run=how.dry_run)
    view = view_import(done.report, is_new=written.before is None, written=not how.dry_run)
    outcome = show_view(view, how)
    if how.dry_run:
        message = "Dry run: nothing was written."
    elif written.before == written.after:
        message = f"{shown} already has all of it. Nothing was written."
    else:
        message = f"Written to {shown}. Next: stc validate {shown}"
    return outcome._replace(messages=(*outcome.messages, message))


def _write_rules(tables: list[Path], how: ImportOptions) -> Outcome:
    """Write a skeleton of rules beside the first table; an existing file is never replaced."""
    from stc.files.store.file import OverwritePolicy, write_file
    from stc.imports.skeleton import make_skeleton

    for path in tables:
        if find_format(path.name) is None:
            raise UsageProblem(
                f"{quote(str(path))} is, by its name, neither rules (.yaml) nor a table.",
                "Write the rules by hand and set format: in them.",
            )
    beside = tables[0].with_name("import.yaml")
    target = beside if how.out is None or how.out == STDOUT else Path(decode_path(how.out))
    shown = show_path(target)
    if how.out != STDOUT and os.path.lexists(target) and not how.dry_run:
        raise CannotGoOn(f"{shown} already exists.", "Name another file with -o.")
    text = make_skeleton(tables, target, read_bytes, show_path)
    if how.out == STDOUT:
        return Outcome(text, exact=True)
    if how.dry_run:
        return Outcome(text, messages=("Dry run: nothing was written.",))
    policy = OverwritePolicy(lambda _: False, lambda: False)
    write_file(str(target), text.encode(), policy, say=say)
    return Outcome("", messages=(f"Written to {shown}. Uncomment what is right, and import it.",))
