"""`stc export`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from stc.cli.console import Outcome, ask, say
from stc.cli.options import Columns, FilterOptions, NoLead, PlanOptions
from stc.cli.parameters import Argument, Option
from stc.cli.progress import show_work
from stc.cli.publishing import (
    add_versions,
    find_protected,
    make_edition,
    make_whole_edition,
    open_publishing,
    parse_alarm,
    print_export,
    refuse_destination,
)
from stc.errors import UsageProblem
from stc.output.exports import EXPORTS, ExportOptions
from stc.output.suffixes import resolve_format
from stc.output.write_export import PACKAGE, Destination, write_export, write_package
from stc.plan.filters import describe_filter, resolve_filter, select_steps
from stc.text.addresses import parse_base_url
from stc.text.lists import join_names

_ONLY = {
    "--columns": ("csv", "tsv", "json", "jsonl", "md", "xlsx"),
    "--long": ("csv", "tsv"),
    "--updates": ("csv", "tsv"),
    "--excel": ("csv",),
    "--alarm": ("ics",),
    "--base-url": ("ics", PACKAGE, "xlsx"),
}


def run(
    which: FilterOptions,
    how: PlanOptions,
    name: Annotated[
        str | None,
        Argument(
            metavar="[FORMAT]",
            help="The format, if the file does not say it; datapackage is a folder.",
            choices=(*EXPORTS, PACKAGE),
        ),
    ] = None,
    out: Annotated[
        str | None,
        Option("-o", "--out", metavar="FILE", help="The file to write, or - to print it."),
    ] = None,
    columns: Columns = None,
    slipped: Annotated[bool, Option("--slipped", help="Steps whose deadline moved.")] = False,
    no_lead: NoLead = False,
    long: Annotated[
        bool, Option("--long", help="csv, tsv: one row per step and department.")
    ] = False,
    updates: Annotated[
        bool, Option("--updates", help="csv, tsv: one row per update, in place of the steps.")
    ] = False,
    excel: Annotated[bool, Option("--excel", help="csv: safe to open in a spreadsheet.")] = False,
    alarm: Annotated[
        str | None, Option("--alarm", metavar="14d", help="ics: remind this long before.")
    ] = None,
    base_url: Annotated[
        str | None,
        Option(
            "--base-url",
            metavar="URL",
            help="ics, xlsx: the site to link to; datapackage: where it will be published.",
        ),
    ] = None,
    force: Annotated[bool, Option("--force", help="Replace a file that stc did not make.")] = False,
) -> Outcome:
    """Write the steps as csv, tsv, json, jsonl, md, xlsx, ics or datapackage.

    A file is written whole or not at all. A file that stc did not make is replaced only if you
    agree.

    Example: stc export xlsx -o plan.xlsx --dept 911
    """
    kind = resolve_format(name, out, {key: row.suffix for key, row in EXPORTS.items()})
    given = {
        "--columns": columns,
        "--long": long,
        "--updates": updates,
        "--excel": excel,
        "--alarm": alarm,
        "--base-url": base_url,
    }
    _refuse_options(kind, given)
    if columns and updates:
        raise UsageProblem("--columns names columns of steps, not of updates.", "Leave one out.")
    if long and updates:
        raise UsageProblem("--long and --updates are two tables.", "Leave one of them out.")
    remind = parse_alarm(alarm) if alarm is not None else None
    address = parse_base_url(base_url) if base_url is not None else None
    found = _find_columns(columns, kind, long=long)
    options = ExportOptions(long, excel, remind, updates, address, found)
    destination = Destination(out, force)
    refuse_destination(kind, destination)
    session = open_publishing(how)
    chosen = resolve_filter({**which.typed, "no_lead": no_lead}, session.plan, session.as_of)
    narrowed = describe_filter(chosen._replace(values={**chosen.values, "slipped": slipped}))
    destination = destination._replace(protected=find_protected(session, how))
    whole = make_whole_edition(session) if kind == PACKAGE else make_edition(session, ())
    steps = select_steps(session.plan, chosen)
    if slipped:
        steps = tuple(filter(whole.ledger.has_moved, steps))
    left = (departure for departure in whole.departures if chosen.accepts(departure.step))
    edition = whole._replace(
        steps=steps,
        context=session.describe(narrowed, steps),
        departures=tuple(
            departure for departure in left if not slipped or whole.ledger.has_moved(departure.step)
        ),
    )
    with show_work(f"Writing {kind}"):
        if kind == "xlsx":
            edition = add_versions(edition, session)
        if kind == PACKAGE:
            return Outcome("", messages=write_package(edition, address, destination, Path.cwd()))
        if destination.is_stdout:
            return print_export(kind, edition, options)
        written = write_export(kind, edition, options, destination, ask=ask, say=say)
        return Outcome("", messages=written)


def _find_columns(typed: str | None, name: str, *, long: bool) -> tuple[str, ...]:
    """Return the columns that were named, of those that a format has."""
    if typed is None:
        return ()
    from stc.output.formats.delimited import list_names
    from stc.views.arrange import check_columns, parse_columns

    return check_columns(parse_columns(typed), list_names(name, long=long), "--columns")


def _refuse_options(name: str, given: Mapping[str, object]) -> None:
    """Refuse an option that the format has no use for."""
    for option, formats in _ONLY.items():
        if given[option] not in (None, False) and name not in formats:
            right = join_names(formats, len(formats))
            raise UsageProblem(f"{option} is for {right}, not for {name}.", "Leave it out.")
