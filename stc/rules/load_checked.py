"""Load a file and check it: what is returned has no errors."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from stc import codes
from stc.errors import FileRefused
from stc.files.beside import SideFile, join_values
from stc.files.kinds import FileKind, Value
from stc.files.load import (
    Loaded,
    load,
    load_plan,
    read,
    read_later,
    read_plan,
)
from stc.findings import Finding, count_findings, has_errors, sort_findings
from stc.plan.model import Plan
from stc.plan.zones import today_in
from stc.rules.validate import check_file, find_plan_errors
from stc.yaml.document import Document

Read = Callable[[bytes, str], Plan | None]
_OF_OTHERS = {codes.UPDATE_OF_UNKNOWN.id, codes.MEASURE_OF_UNKNOWN.id}
"""What a file beside a plan says of things that the plan does not have."""
MEND = "Fix the errors above, then run stc validate."


def load_checked_plan(
    data: bytes, shown: str, now: datetime, hint: str = MEND, read: Read = read_plan
) -> tuple[Plan, Document, date]:
    """Return the plan in the bytes of a file, its text, and today in its time zone.

    Args:
        data: The bytes.
        shown: How the file is called.
        now: The current moment.
        hint: What to do where there are errors.
        read: Return the plan in the bytes, or None where only `load_plan` can say what is there.

    Raises:
        FileRefused: The plan has errors; nothing is computed from it.
    """
    plan = read(data, shown)
    loaded = load_plan(data, shown) if plan is None else Loaded(plan, (), read_later(data, shown))
    if loaded.value is None:
        raise _refuse(shown, loaded.findings, hint)
    today = today_in(loaded.value.timezone, now)
    errors = find_plan_errors(loaded, today)
    if errors:
        raise _refuse(shown, errors, hint)
    return loaded.value, loaded.document, today


def load_checked_file(
    kind: FileKind[Value],
    data: bytes,
    shown: str,
    today: date,
    plan: Plan | None = None,
    hint: str = MEND,
) -> Value:
    """Return what is in the bytes of a file beside a plan.

    Args:
        kind: What kind of file it is.
        data: The bytes.
        shown: How the file is called.
        today: Today in the time zone of the plan.
        plan: The plan, if what the file names is to be checked.
        hint: What to do where there are errors.

    Raises:
        FileRefused: The file has errors.
    """
    loaded, findings = _load_file(kind, data, shown, today, plan)
    if loaded.value is None or has_errors(findings):
        raise _refuse(shown, findings, hint)
    return loaded.value


def _load_file(
    kind: FileKind[Value], data: bytes, shown: str, today: date, plan: Plan | None, file: str = ""
) -> tuple[Loaded[Value], tuple[Finding, ...]]:
    value = read(kind, data, shown)
    loaded = (
        load(kind, data, shown) if value is None else Loaded(value, (), read_later(data, shown))
    )
    found = check_file(kind, loaded, plan, today, file=file, errors_only=True)
    return loaded, found


def load_joined(
    plan: Plan,
    files: Iterable[SideFile],
    folder: str,
    today: date,
    hint: str = MEND,
    *,
    is_past: bool = False,
) -> Plan:
    """Return a plan with what the files beside it hold.

    Args:
        plan: The plan.
        files: The files.
        folder: How the folder of the updates is called.
        today: Today in the time zone of the plan.
        hint: What to do where there are errors.
        is_past: It is a version of the past, in which a file may still speak of steps that had
            left the plan; that is left out.

    Raises:
        FileRefused: A file has errors; all of its kind are named.
    """
    values: dict[str, list[Any]] = {}
    refused: dict[str, list[Finding]] = {}
    for file in files:
        loaded, found = _load_file(file.kind, file.data, file.shown, today, plan, file.name)
        if is_past:
            found = tuple(finding for finding in found if finding.code not in _OF_OTHERS)
        values.setdefault(file.kind.name, []).append(loaded.value)
        if has_errors(found):
            place = folder if file.kind.is_folder else file.shown
            refused.setdefault(place, []).extend(found)
    for place, findings in refused.items():
        raise _refuse(place, sort_findings(findings), hint)
    return join_values(plan, values)


def _refuse(shown: str, findings: tuple[Finding, ...], hint: str) -> FileRefused:
    errors = count_findings(findings, "error")
    found = "1 error" if errors == 1 else f"{errors:,} errors"
    return FileRefused(f"{shown} has {found}, so stc does not use it.", findings, hint)
