"""A change of the structure of a plan: a new text, proved, foreseen and written."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from stc.edit.write import Edited, EditedFile, describe_next, hold_files
from stc.errors import CannotGoOn, FileRefused
from stc.files.load import Loaded, load_plan
from stc.files.store.lock import Say
from stc.findings import Finding, has_errors
from stc.plan.model import Plan
from stc.rules.load_checked import load_checked_plan
from stc.rules.validate import check_change, check_plan, find_plan_errors
from stc.yaml.document import Document
from stc.yaml.reader import read_document
from stc.yaml.values import to_data


class PlanFile(NamedTuple):
    """A plan that is to be changed.

    Attributes:
        plan: The plan.
        document: Its text.
        data: What the text says, as plain data.
        today: Today in its time zone.
    """

    plan: Plan
    document: Document
    data: Any
    today: date


class Restructured(NamedTuple):
    """A change of the structure.

    Attributes:
        text: The new text; the old one where nothing is to be done.
        expected: What it says, as plain data.
        subject: A subject for the commit.
        lines: Sentences for people.
        changed: The ids of the steps that are elsewhere.
    """

    text: str
    expected: Any
    subject: str
    lines: tuple[str, ...]
    changed: tuple[str, ...] = ()


Decide = Callable[[PlanFile], Restructured]


def restructure_file(
    path: Path,
    shown: str,
    decide: Decide,
    base: Plan | None,
    *,
    now: datetime,
    say: Say,
    dry_run: bool,
) -> Edited:
    """Change the structure of a plan and return when the new text is on disk.

    Args:
        path: The plan.
        shown: How its path is shown.
        decide: From the plan to its new text.
        base: The plan that a pull request is compared with; None where there is none.
        now: The current moment.
        say: Called with a sentence when there is another writer to wait for.
        dry_run: Make the change without writing it.

    Raises:
        StcError: Nothing was written, for the reason it gives.
    """
    with hold_files(say, dry_run) as held:
        data = held.read(path)
        plan, document, today = load_checked_plan(data, shown, now)
        wanted = decide(PlanFile(plan, document, to_data(document.root), today))
        if wanted.text == document.text:
            # What a command before this one wrote may not be on disk yet.
            held.replace([data])
            return Edited((EditedFile(path, shown, data, data),), wanted.lines)
        new, warnings = prove(document, wanted, plan, today, base)
        held.replace([new])
    file = EditedFile(path, shown, data, new)
    done = ("Dry run: nothing was written.",)
    after = done if dry_run else describe_next([file], wanted.subject)
    foreseen = (describe_warning(warning) for warning in warnings)
    return Edited((file,), (*wanted.lines, *foreseen, *after))


def prove(
    document: Document, wanted: Restructured, plan: Plan, today: date, base: Plan | None
) -> tuple[bytes, tuple[Finding, ...]]:
    """Return the bytes of a new text that says what is expected, and the warnings that are new.

    Raises:
        CannotGoOn: It says something else, too.
        FileRefused: It would have errors, or a pull request with it would.
    """
    data = document.encode(wanted.text)
    again = read_document(data, document.path)
    if has_errors(again.findings) or to_data(again.root) != wanted.expected:
        raise CannotGoOn(
            "The change would have changed something else, too; nothing was written.",
            "Run stc fmt on the plan first, or report this with the file.",
        )
    loaded = load_plan(data, document.path)
    errors = find_plan_errors(loaded, today)
    if errors:
        raise FileRefused("The result would have errors, so nothing was written.", errors)
    found = foresee(Loaded(plan, (), document), loaded, base or plan, today)
    refused = tuple(finding for finding in found if finding.severity == "error")
    if refused:
        raise FileRefused(
            "A pull request with this would be refused; nothing was written.", refused
        )
    return data, found


def foresee(
    before: Loaded[Plan], after: Loaded[Plan], base: Plan, today: date
) -> tuple[Finding, ...]:
    """Return what `validate --base` will find because of a change, and did not find before."""
    known = Counter(_key(finding) for finding in _check(before, base, today))
    found = []
    for finding in _check(after, base, today):
        known[_key(finding)] -= 1
        if known[_key(finding)] < 0:
            found.append(finding)
    return tuple(found)


def _check(loaded: Loaded[Plan], base: Plan, today: date) -> tuple[Finding, ...]:
    return (*check_plan(loaded, today), *check_change(base, loaded, today))


def _key(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.message


def describe_warning(finding: Finding) -> str:
    """Return a sentence on what `validate` will say."""
    hint = f" ({finding.hint})" if finding.hint else ""
    return f"stc validate will warn: {finding.code} {finding.message}{hint}"
