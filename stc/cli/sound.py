"""Files read and judged: what comes out of here is sound. It costs the parser."""

from datetime import date

from stc.cli.clock import today_of
from stc.errors import FileRefused
from stc.files.load import load_plan, load_timeline
from stc.findings import Finding, count_findings
from stc.plan.model import Plan
from stc.plan.timeline import Timeline
from stc.rules.validate import find_plan_errors, find_timeline_errors
from stc.yaml.document import Document

MEND = "Mend the lines above; stc validate checks again."


def judge_plan(data: bytes, shown: str, hint: str = MEND) -> tuple[Plan, Document, date]:
    """Gives the plan in the bytes of a file, sound, its text, and today in its time zone.

    Raises:
        FileRefused: The plan has errors; nothing is computed from it.
    """
    loaded = load_plan(data, shown)
    if loaded.value is None:
        raise _refuse(shown, loaded.findings, hint)
    today = today_of(loaded.value)
    errors = find_plan_errors(loaded, today)
    if errors:
        raise _refuse(shown, errors, hint)
    return loaded.value, loaded.document, today


def judge_timeline(data: bytes, shown: str, today: date, hint: str = MEND) -> Timeline:
    """Gives the timeline in the bytes of a file, sound.

    Raises:
        FileRefused: The timeline has errors.
    """
    loaded = load_timeline(data, shown)
    errors = find_timeline_errors(loaded, today)
    if loaded.value is None or errors:
        raise _refuse(shown, errors, hint)
    return loaded.value


def _refuse(shown: str, findings: tuple[Finding, ...], hint: str) -> FileRefused:
    errors = count_findings(findings, "error")
    found = "1 error" if errors == 1 else f"{errors:,} errors"
    return FileRefused(f"{shown} has {found}, so nothing is computed from it.", findings, hint)
