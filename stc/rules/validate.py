"""Check files: every rule, all findings at once."""

from collections.abc import Iterable
from datetime import date

from stc import codes
from stc.files.load import Loaded
from stc.finding_limit import keep_first
from stc.findings import Finding, has_errors, sort_findings
from stc.plan.dates import LAST_DAY
from stc.plan.model import Plan
from stc.plan.timeline import Timeline
from stc.plan.updates import Voice
from stc.rules.registry import (
    list_change_rules,
    list_plan_rules,
    list_timeline_rules,
    list_voice_rules,
)
from stc.rules.rule import (
    NO_UPDATES,
    ChangeSubject,
    PlanSubject,
    TimelineSubject,
    UpdatesChange,
    VoiceSubject,
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
    ledger: a deadline that moved silently is what history is asked for.
    """
    errors = find_plan_errors(loaded, LAST_DAY)
    return tuple(finding for finding in errors if finding.code not in _LEDGER)


def find_timeline_errors(loaded: Loaded[Timeline], today: date) -> tuple[Finding, ...]:
    """Return all findings if a timeline file has an error, else none."""
    findings = check_timeline(loaded, None, today)
    return findings if has_errors(findings) else ()


def check_timeline(loaded: Loaded[Timeline], plan: Plan | None, today: date) -> tuple[Finding, ...]:
    """Return all findings of a timeline file; links are checked if there is a valid plan."""
    if loaded.value is None:
        return loaded.findings
    subject = TimelineSubject(loaded.value, loaded.document, plan, today)
    found = keep_first(finding for rule in list_timeline_rules() for finding in rule.check(subject))
    return sort_findings((*loaded.findings, *found))


def check_voice(
    loaded: Loaded[Voice], file: str, plan: Plan | None, today: date, *, errors_only: bool = False
) -> tuple[Finding, ...]:
    """Return all findings of a file of updates; what it names is checked if there is a valid plan.

    `file` is the name of the file.
    """
    if loaded.value is None:
        return loaded.findings
    subject = VoiceSubject(loaded.value, loaded.document, file, plan, today)
    rules = list_voice_rules(errors_only=errors_only)
    found = keep_first(finding for rule in rules for finding in rule.check(subject))
    return sort_findings((*loaded.findings, *found))


def check_change(
    base: Plan, head: Loaded[Plan], today: date, updates: UpdatesChange = NO_UPDATES
) -> tuple[Finding, ...]:
    """Return the findings of a change from one plan to another; none if either is invalid."""
    subject = plan_subject(head, today)
    if subject is None:
        return ()
    change = ChangeSubject(base, subject, updates)
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
