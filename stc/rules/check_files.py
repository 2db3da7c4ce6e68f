"""Check plans, what is beside each, and the change since a revision, as `validate` does."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from stc.codes import CODES
from stc.errors import CannotGoOn, FileRefused, UsageProblem
from stc.files.beside import list_beside
from stc.files.kinds import BESIDE, JOINED, FileKind
from stc.files.load import Loaded, load, load_plan
from stc.files.plan_head import is_plan
from stc.files.plan_path import (
    PLAN,
    TIMELINE,
    UPDATES,
)
from stc.files.store.source import Source
from stc.finding_limit import keep_first
from stc.findings import Finding, count_findings, has_errors, sort_findings
from stc.plan.model import Plan
from stc.plan.zones import today_in
from stc.rules.rule import BesideChange, FileSubject, SideChange
from stc.rules.validate import (
    check_change,
    check_file,
    check_plan,
    select_findings,
)
from stc.text.nearest import quote
from stc.text.plural import count_noun

if TYPE_CHECKING:
    from stc.history.git.base import Base


Named = tuple[str | None, str]
"""A file that was named, or None for the one that is found, and the option it was named by."""


class Checked(NamedTuple):
    """What was found.

    Attributes:
        findings: All findings, sorted.
        lines: What was read, in sentences.
        unreadable: Whether a file could not be read; then no finding may be left out.
        problems: Why files that were named could not be checked.
    """

    findings: tuple[Finding, ...]
    lines: tuple[str, ...]
    unreadable: bool
    problems: tuple[CannotGoOn, ...] = ()


class CheckOptions(NamedTuple):
    """What is to be checked.

    Attributes:
        files: The files that were named, each with the option it was named by.
        find: Returns the path of the plan that an option named, else of the one found; raises
            `CannotGoOn` where there is none.
        base: The revision since which the change is checked, too.
        source: Where the files are read.
        show: How a path is shown.
        find_folder: Returns the folder to ask git in.
        now: The current moment.
    """

    files: tuple[tuple[str, str], ...]
    find: Callable[[str | None, str], Path]
    base: str | None
    source: Source
    show: Callable[[Path], str]
    find_folder: Callable[[], Path]
    now: datetime


def check_files(
    options: CheckOptions, watch: Callable[[Sequence[Named]], Iterable[Named]] = iter
) -> Checked:
    """Check the plans that are named, else the one that is found: all that can be checked.

    Args:
        options: What is to be checked.
        watch: Yields the files that were named, and may show how many.

    Raises:
        CannotGoOn: The only file cannot be checked.
        UsageProblem: The revision is unknown.
    """
    problems: list[CannotGoOn] = []
    checked: dict[str, Checked] = {}
    lost: list[str] = []
    for named, option in watch(options.files or ((None, ""),)):
        try:
            path = options.find(named, option)
            for plan in _find_plans(path, options):
                place = os.path.normpath(plan.absolute())
                if place not in checked:
                    checked[place] = _check_plan_file(plan, options)
        except CannotGoOn as problem:
            if len(options.files) < 2:
                raise
            problems.append(problem)
            lost.append(f"{quote(named or '', 200)} was not checked.")
    findings = sort_findings(finding for plan in checked.values() for finding in plan.findings)
    lines = [line for plan in checked.values() for line in plan.lines]
    unreadable = bool(problems) or any(plan.unreadable for plan in checked.values())
    return Checked(findings, (*lines, *lost), unreadable, tuple(problems))


def _find_plans(path: Path, options: CheckOptions) -> list[Path]:
    """Return the plan at a path; of a timeline or of updates the plans beside them.

    Raises:
        CannotGoOn: There is no plan beside them.
    """
    source, is_timeline = options.source, path.name == TIMELINE
    if not is_timeline and path.parent.name != UPDATES:
        return [path]
    data = source.read(path)
    if not is_timeline and (path.name == PLAN.name or is_plan(data)):
        return [path]
    folder = path.parent if is_timeline else path.parent.parent
    beside = [
        other
        for other in source.list_folder(folder)
        if other.suffix in (".yaml", ".yml") and other != path
    ]
    plans = [other for other in beside if other.name == PLAN.name or is_plan(source.read(other))]
    if not plans:
        what = "a timeline" if is_timeline else "the folder of the updates"
        raise CannotGoOn(
            f"There is no plan beside {options.show(path if is_timeline else path.parent)}, so its"
            " steps cannot be looked up.",
            f"Keep {what} in the folder of its plan.",
        )
    return plans


def _check_plan_file(path: Path, options: CheckOptions) -> Checked:
    """Check a plan, what is beside it, and the change since a revision.

    Raises:
        CannotGoOn: A file cannot be read, or git cannot answer.
        UsageProblem: The revision is unknown.
    """
    source, show = options.source, options.show
    plan = load_plan(source.read(path), show(path))
    # Without a plan there is no time zone; any day will do to judge what else there is.
    today = today_in(plan.value.timezone if plan.value else "UTC", options.now)
    findings, lines = [*check_plan(plan, today)], [_describe_plan(show(path), plan.value)]
    beside: Beside = {kind.name: _load_beside(kind, path, options) for kind in BESIDE}
    for kind in BESIDE:
        files = beside[kind.name]
        for file, loaded in files:
            findings += check_file(kind, loaded, plan.value, today, file=file.name)
        if files:
            lines.append(_describe_beside(kind, show(path.with_name(kind.file)), files))
    if options.base is not None:
        changes = _check_changes(path, plan, beside, options, options.base, today)
        # Known is what every base had; found is what is wrong since any of them.
        new = (finding for change in changes for finding in drop_known(findings, change.known))
        changed = (finding for change in changes for finding in change.findings)
        findings = list(dict.fromkeys((*new, *changed)))
        lines += [line for change in changes for line in change.lines]
    files_beside = (loaded for files in beside.values() for _, loaded in files)
    unreadable = plan.value is None or any(loaded.value is None for loaded in files_beside)
    return Checked(sort_findings(keep_first(findings)), tuple(lines), unreadable)


Files = list[tuple[Path, Loaded[Any]]]
"""Files of a kind, each with its path."""
Beside = dict[str, Files]
"""The files beside a plan, by the names of their kinds."""


def _load_beside(kind: FileKind[Any], plan: Path, options: CheckOptions) -> Files:
    """Return the files of a kind that are beside a plan.

    Raises:
        CannotGoOn: A file cannot be read.
    """
    source = options.source
    read = source.read_unlinked if kind.is_folder else source.read
    paths = list_beside(kind, plan, source)
    return [(path, load(kind, read(path), options.show(path))) for path in paths]


class _CheckedChange(NamedTuple):
    """What was found of a change.

    Attributes:
        findings: What is wrong with the change.
        known: The findings that the plan had where the change began.
        lines: What was compared, in sentences.
    """

    findings: tuple[Finding, ...]
    known: tuple[Finding, ...]
    lines: tuple[str, ...]


def _check_changes(
    path: Path,
    head: Loaded[Plan],
    beside: Beside,
    options: CheckOptions,
    revision: str,
    today: date,
) -> list[_CheckedChange]:
    """Check the change since every commit in which it began."""
    from stc.history.git.base import read_bases

    bases = read_bases(path.absolute(), revision, options.find_folder())
    now = {kind.name: _list_subjects(kind, beside, head, today) for kind in JOINED}
    places = {kind.name: options.show(path.with_name(kind.file)) for kind in JOINED}
    found = []
    for base in bases:
        then = _load_base_files(base)
        sides = {name: SideChange(then[name], now[name], places[name]) for name in now}
        change = BesideChange(**sides)
        found.append(_check_since(base, path, options.show(path), head, today, change))
    return found


def _list_subjects(
    kind: FileKind[Any], beside: Beside, head: Loaded[Plan], today: date
) -> tuple[FileSubject[Any], ...]:
    return tuple(
        FileSubject(kind, loaded.value, loaded.document, file.name, head.value, today)
        for file, loaded in beside[kind.name]
        if loaded.value
    )


def _check_since(
    base: "Base",
    path: Path,
    head_shown: str,
    head: Loaded[Plan],
    today: date,
    beside: BesideChange,
) -> _CheckedChange:
    commit = base.commit
    shown = f"{base.path if base.is_renamed else head_shown} at {commit[:9]}"
    if base.data is None:
        line = f"{shown} does not exist: the plan is new, and there is no change to check."
        return _CheckedChange((), (), (line,))
    is_same = head.value is not None and head.document.data == base.data
    then = head if is_same else load_plan(base.data, shown)
    if then.value is None:
        raise FileRefused(
            f"{shown} has errors, so the change cannot be checked.",
            then.findings,
            "Validate without --base, and have a person compare.",
        )
    known = check_plan(then, today)
    if head.value is None:
        line = f"The change since {commit[:9]} was not checked: the plan has errors."
        return _CheckedChange((), known, (line,))
    warnings = count_noun(count_findings(known, "warning"), "warning")
    was = f", as {base.path}" if base.is_renamed else ""
    lines = (
        f"Compared with {commit[:9]}, where the change began{was}.",
        f"The plan had {warnings} there; those it still has are not repeated here.",
    )
    findings, restored = _check_steps(base, path, then.value, head, today, beside)
    return _CheckedChange(findings, known, (*lines, *restored))


def _load_base_files(base: "Base") -> dict[str, tuple[Any, ...]]:
    """Return what the files beside a plan held where a change began, by their kinds.

    Raises:
        FileRefused: One has errors, so that it is not certain what was recorded.
    """
    values: dict[str, list[Any]] = {kind.name: [] for kind in JOINED}
    findings: dict[str, list[Finding]] = {kind.name: [] for kind in JOINED}
    for file in base.beside:
        loaded = load(file.kind, file.data, file.shown)
        findings[file.kind.name] += loaded.findings
        values[file.kind.name].append(loaded.value)
    for name, found in findings.items():
        if has_errors(found):
            raise FileRefused(
                f"The {name} at {base.commit[:9]} have errors, so the change cannot be checked.",
                sort_findings(found),
                "Validate without --base, and have a person compare.",
            )
    return {name: tuple(found) for name, found in values.items()}


def _check_steps(
    base: "Base",
    path: Path,
    then: Plan,
    head: Loaded[Plan],
    today: date,
    beside: BesideChange,
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Return the findings of a change, and what it restores.

    Restoring is looked for only where it is possible.
    """
    findings = check_change(then, head, today, beside)
    known = {step.id for step in then.steps}
    is_longer = head.value is not None and any(step.id not in known for step in head.value.steps)
    if not is_longer and not has_errors(findings):
        return findings, ()
    from stc.rules.restoring import check_restored

    return check_restored(base, path, then, head, today, beside)


def drop_known(findings: Iterable[Finding], known: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings without the warnings that were known before; errors always stay.

    A warning is the same when its code and its message are, wherever it is now. Of a kind that
    has too many to be held, only the numbers are compared: no more of them than before are known.
    """
    found = tuple(findings)
    warned = tuple(finding for finding in known if finding.severity == "warning")
    before = Counter((rule.code, rule.message) for rule in warned)
    crowds = _count_limited(found, warned)
    kept = []
    for finding in found:
        key = (finding.code, finding.message)
        if finding.severity == "warning" and finding.code in crowds:
            if crowds[finding.code] > 0:
                kept.append(finding)
        elif finding.severity == "warning" and before[key]:
            before[key] -= 1
        else:
            kept.append(finding)
    return tuple(kept)


def _count_limited(found: tuple[Finding, ...], warned: tuple[Finding, ...]) -> dict[str, int]:
    """Return how many more warnings there are than before, of each code with a crowd of them."""
    crowded = {finding.code for finding in (*found, *warned) if finding.stands_for > 1}
    return {
        code: sum(finding.stands_for for finding in found if finding.code == code)
        - sum(finding.stands_for for finding in warned if finding.code == code)
        for code in crowded
    }


def select_by_code(checked: Checked, select: tuple[str, ...], ignore: tuple[str, ...]) -> Checked:
    """Return the findings chosen by their codes, and the count of them, as the last line.

    Raises:
        UsageProblem: No code begins so.
    """
    _refuse_unknown(select, "--select")
    _refuse_unknown(ignore, "--ignore")
    findings = checked.findings
    if not checked.unreadable:
        findings = select_findings(findings, select, ignore)
    errors, warnings = count_findings(findings, "error"), count_findings(findings, "warning")
    count = f"{count_noun(errors, 'error')}, {count_noun(warnings, 'warning')}"
    if checked.unreadable and (select or ignore):
        count += "; a file cannot be read, so none is left out"
    left_out = count_findings(checked.findings) - count_findings(findings)
    if left_out:
        count += f"; {count_noun(left_out, 'finding')} left out by --select or --ignore"
    return checked._replace(findings=findings, lines=(*checked.lines, f"{count}."))


def _refuse_unknown(prefixes: tuple[str, ...], option: str) -> None:
    for prefix in prefixes:
        if not any(code.id.startswith(prefix) for code in CODES):
            hint = "stc explain lists the codes; write one, or how it begins."
            raise UsageProblem(f"{option}: no code begins with {quote(prefix)}.", hint)


def _describe_plan(path: str, plan: Plan | None) -> str:
    if plan is None:
        return f"{path}: refused."
    parts = (
        count_noun(len(plan.steps), "step"),
        *((count_noun(len(plan.goals), "goal"),) if plan.goals else ()),
        count_noun(len(plan.sections), "section"),
        count_noun(len(plan.departments), "department"),
    )
    return f"{path}: {', '.join(parts)}."


def _describe_beside(kind: FileKind[Any], place: str, files: Files) -> str:
    values = [loaded.value for _, loaded in files if loaded.value is not None]
    if not kind.is_folder and not values:
        return f"{place}: refused."
    parts = [count_noun(sum(map(kind.count, values)), *kind.nouns)]
    if not kind.is_folder:
        return f"{place}: {parts[0]}."
    parts.append(count_noun(len(files), "file"))
    refused = len(files) - len(values)
    said = f"; {count_noun(refused, 'file')} refused" if refused else ""
    return f"{place}: {' in '.join(parts)}{said}."
