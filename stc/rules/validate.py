"""Check files: every rule, all findings at once."""

from collections.abc import Iterable
from datetime import date

from stc import codes
from stc.files.kinds import FileKind, Value
from stc.files.load import Loaded
from stc.finding_limit import keep_first
from stc.findings import Finding, sort_findings
from stc.plan.dates import LAST_DAY
from stc.plan.model import Plan
from stc.rules.registry import (
    list_change_rules,
    list_file_rules,
    list_plan_rules,
)
from stc.rules.rule import (
    NO_CHANGE,
    BesideChange,
    ChangeSubject,
    FileSubject,
    PlanSubject,
)

_LEDGER = {
    code.id
    for code in (
        codes.REVISIONS_OUT_OF_ORDER,
        codes.REVISIONS_NOT_CHAINED,
        codes.REVISIONS_END_ELSEWHERE,
        codes.REVISION_MOVES_NOTHING,
    )
}


def check_plan(loaded: Loaded[Plan], today: date) -> tuple[Finding, ...]:
    """Return all findings of a plan file: those of loading it and, if it loads, of the rules."""
    subject = plan_subject(loaded, today)
    if subject is None:
        return loaded.findings
    found = keep_first(finding for rule in list_plan_rules() for finding in rule.check(subject))
    return sort_findings((*loaded.findings, *found))


def find_plan_errors(loaded: Loaded[Plan], today: date) -> tuple[Finding, ...]:
    """Return all findings if a plan file has an error, else none; only errors are checked."""
    subject = plan_subject(loaded, today)
    if subject is None:
        return loaded.findings
    rules = list_plan_rules(errors_only=True)
    return sort_findings(keep_first(found for rule in rules for found in rule.check(subject)))


def find_version_errors(loaded: Loaded[Plan]) -> tuple[Finding, ...]:
    """Return the errors for which an old version of a plan is passed over.

    It is not checked by a clock: a day of completion is in its future on no day. Nor by its
    ledger: a deadline that moved silently is what history is asked for. Nor by its colours, which
    no page shows any more.
    """
    errors = find_plan_errors(loaded, LAST_DAY)
    passed = {*_LEDGER, codes.LOW_CONTRAST.id}
    return tuple(finding for finding in errors if finding.code not in passed)


def check_file(
    kind: FileKind[Value],
    loaded: Loaded[Value],
    plan: Plan | None,
    today: date,
    *,
    file: str = "",
    errors_only: bool = False,
) -> tuple[Finding, ...]:
    """Return all findings of a file beside a plan.

    Args:
        kind: What kind of file it is.
        loaded: The file.
        plan: The plan, if there is a valid one; then what the file names is checked.
        today: The day of the check.
        file: The name of the file.
        errors_only: Check only the rules that find errors.
    """
    if loaded.value is None:
        return loaded.findings
    subject = FileSubject(kind, loaded.value, loaded.document, file, plan, today)
    rules = list_file_rules(kind.name, errors_only=errors_only)
    found = keep_first(finding for rule in rules for finding in rule.check(subject))
    return sort_findings((*loaded.findings, *found))


def check_change(
    base: Plan, head: Loaded[Plan], today: date, beside: BesideChange = NO_CHANGE
) -> tuple[Finding, ...]:
    """Return the findings of a change from one plan to another; none if either is invalid."""
    subject = plan_subject(head, today)
    if subject is None:
        return ()
    change = ChangeSubject(base, subject, beside)
    return sort_findings(
        keep_first(found for rule in list_change_rules() for found in rule.check(change))
    )


def plan_subject(loaded: Loaded[Plan], today: date) -> PlanSubject | None:
    """Return the plan as rules check it, or None if it is invalid."""
    if loaded.value is None:
        return None
    return PlanSubject(loaded.value, loaded.document, today)


def select_findings(
    findings: Iterable[Finding], select: tuple[str, ...], ignore: tuple[str, ...]
) -> tuple[Finding, ...]:
    """Return the findings whose code begins with one of `select` and with none of `ignore`.

    An empty `select` selects all. Errors that make a file unreadable are chosen like all others.
    """
    return tuple(
        finding
        for finding in findings
        if (not select or finding.code.startswith(select))
        and not (ignore and finding.code.startswith(ignore))
    )
