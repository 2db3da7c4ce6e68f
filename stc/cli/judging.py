"""Judging the files of a plan: what `validate` finds, and the sentences it says."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from stc.checks.run import check_change, check_plan, check_timeline, choose_findings
from stc.cli.clock import today_of
from stc.cli.session import choose_plan, show_path
from stc.load.files import Loaded, load_plan, load_timeline
from stc.load.places import timeline_beside
from stc.plan.model import Plan
from stc.plan.timeline import Timeline
from stc.views.sentences import count_noun
from stc.words.codes import CODES
from stc.words.crowds import keep_first
from stc.words.errors import FileRefused, UsageProblem
from stc.words.findings import Finding, count_findings, has_errors, sort_findings
from stc.words.nearest import quote
from stc.yamldoc.source import read_bytes

if TYPE_CHECKING:
    from stc.history.base import Base


class Judgement(NamedTuple):
    """What was found.

    Attributes:
        findings: All findings, sorted.
        lines: What was read, in sentences.
        unreadable: Whether a file could not be read; then no finding may be left out.
    """

    findings: tuple[Finding, ...]
    lines: tuple[str, ...]
    unreadable: bool


def judge(named: str | None, base: str | None) -> Judgement:
    """Gives what is wrong with the plan, the timeline beside it, and the change since a revision.

    Raises:
        CannotGoOn: A file cannot be read, or git cannot answer.
        UsageProblem: The revision is unknown.
    """
    path = choose_plan(named)
    plan = load_plan(read_bytes(path), show_path(path))
    # Without a plan there is no time zone; any day will do to judge what else there is.
    today = today_of(plan.value) if plan.value else datetime.now(UTC).date()
    findings, lines = [*check_plan(plan, today)], [_tell_plan(show_path(path), plan.value)]
    beside, timeline = timeline_beside(path), None
    if beside.exists():
        timeline = load_timeline(read_bytes(beside), show_path(beside))
        findings += check_timeline(timeline, plan.value, today)
        lines.append(_tell_timeline(show_path(beside), timeline.value))
    if base is not None:
        changes = _judge_changes(path, plan, base, today)
        # Known is what every base had; found is what is wrong since any of them.
        new = (finding for one in changes for finding in drop_known(findings, one.known))
        changed = (finding for one in changes for finding in one.findings)
        findings = list(dict.fromkeys((*new, *changed)))
        lines += [line for one in changes for line in one.lines]
    unreadable = plan.value is None or (timeline is not None and timeline.value is None)
    return Judgement(sort_findings(keep_first(findings)), tuple(lines), unreadable)


class ChangeJudgement(NamedTuple):
    """What was found of a change.

    Attributes:
        findings: What is wrong with the change.
        known: The findings that the plan had where the change began.
        lines: What was compared, in sentences.
    """

    findings: tuple[Finding, ...]
    known: tuple[Finding, ...]
    lines: tuple[str, ...]


def _judge_changes(
    path: Path, head: Loaded[Plan], revision: str, today: date
) -> list[ChangeJudgement]:
    """Judge the change since every commit in which it began."""
    from stc.history.base import read_bases

    bases = read_bases(path.absolute(), revision, Path.cwd())
    return [_judge_since(base, path, head, today) for base in bases]


def _judge_since(base: "Base", path: Path, head: Loaded[Plan], today: date) -> ChangeJudgement:
    commit, shown = base.commit, _show_base(base, path)
    if base.data is None:
        line = f"{shown} is not there: the plan is new, and there is no change to judge."
        return ChangeJudgement((), (), (line,))
    then = load_plan(base.data, shown)
    if then.value is None:
        raise FileRefused(
            f"{shown} has errors, so the change cannot be judged.",
            then.findings,
            "Validate without --base, and let a person compare.",
        )
    known = check_plan(then, today)
    if head.value is None:
        line = f"The change since {commit[:9]} was not judged: the plan has errors."
        return ChangeJudgement((), known, (line,))
    warnings = count_noun(count_findings(known, "warning"), "warning")
    was = f", as {base.path}" if base.is_renamed else ""
    lines = (
        f"Compared with {commit[:9]}, where the change began{was}.",
        f"The plan had {warnings} there; those it still has are not repeated here.",
    )
    findings, restored = _judge_steps(base, path, then.value, head, today)
    return ChangeJudgement(findings, known, (*lines, *restored))


def _judge_steps(
    base: "Base", path: Path, then: Plan, head: Loaded[Plan], today: date
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Return the findings of a change, and what it restores, which is asked only where it may."""
    findings = check_change(then, head, today)
    known = {step.id for step in then.steps}
    is_longer = head.value is not None and any(one.id not in known for one in head.value.steps)
    if not is_longer and not has_errors(findings):
        return findings, ()
    from stc.cli.restoring import judge_restored

    return judge_restored(base, path, then, head, today)


def _show_base(base: "Base", path: Path) -> str:
    return f"{base.path if base.is_renamed else show_path(path)} at {base.commit[:9]}"


def drop_known(findings: Iterable[Finding], known: Iterable[Finding]) -> tuple[Finding, ...]:
    """Gives the findings without the warnings that were known before; errors always stay.

    A warning is the same when its code and its message are, wherever it stands now. Of a kind that
    has too many to be held, only the numbers are compared: no more of them than before are known.
    """
    found = tuple(findings)
    warned = tuple(one for one in known if one.severity == "warning")
    before = Counter((one.code, one.message) for one in warned)
    crowds = _count_crowds(found, warned)
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


def _count_crowds(found: tuple[Finding, ...], warned: tuple[Finding, ...]) -> dict[str, int]:
    """Gives how many more warnings there are than before, of each code that has a crowd of them."""
    crowded = {one.code for one in (*found, *warned) if one.stands_for > 1}
    return {
        code: sum(one.stands_for for one in found if one.code == code)
        - sum(one.stands_for for one in warned if one.code == code)
        for code in crowded
    }


def choose(judged: Judgement, select: tuple[str, ...], ignore: tuple[str, ...]) -> Judgement:
    """Gives the findings chosen by their codes, and the count of them, as the last line.

    Raises:
        UsageProblem: No code begins so.
    """
    _refuse_unknown(select, "--select")
    _refuse_unknown(ignore, "--ignore")
    findings = judged.findings
    if not judged.unreadable:
        findings = choose_findings(findings, select, ignore)
    errors, warnings = count_findings(findings, "error"), count_findings(findings, "warning")
    count = f"{count_noun(errors, 'error')}, {count_noun(warnings, 'warning')}"
    if judged.unreadable and (select or ignore):
        count += "; a file cannot be read, so none is left out"
    left_out = count_findings(judged.findings) - count_findings(findings)
    if left_out:
        count += f"; {count_noun(left_out, 'finding')} left out by --select or --ignore"
    return judged._replace(findings=findings, lines=(*judged.lines, f"{count}."))


def _refuse_unknown(prefixes: tuple[str, ...], option: str) -> None:
    for prefix in prefixes:
        if not any(code.id.startswith(prefix) for code in CODES):
            hint = "stc explain lists the codes; write one, or how it begins."
            raise UsageProblem(f"{option}: no code begins with {quote(prefix)}.", hint)


def _tell_plan(path: str, plan: Plan | None) -> str:
    if plan is None:
        return f"{path}: refused."
    parts = (
        count_noun(len(plan.steps), "step"),
        count_noun(len(plan.goals), "goal"),
        count_noun(len(plan.sections), "section"),
        count_noun(len(plan.departments), "department"),
    )
    return f"{path}: {', '.join(parts)}."


def _tell_timeline(path: str, timeline: Timeline | None) -> str:
    if timeline is None:
        return f"{path}: refused."
    return f"{path}: {count_noun(len(timeline.entries), 'entry', 'entries')}."
