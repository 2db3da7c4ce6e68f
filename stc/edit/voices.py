"""What a department reports of a step: whose voice it is, and the entry that is recorded."""

from datetime import date

from stc.edit.updates import NewUpdate
from stc.edit.write import Amendment
from stc.errors import UsageProblem
from stc.plan.model import Department, Step
from stc.plan.periods import describe_when, first_day, format_due, last_day


def find_voice(step: Step, named: Department | None) -> Department:
    """Return the department that speaks: the one named, else the lead, else the only one.

    Raises:
        UsageProblem: Several could be meant, or none.
    """
    by = named or step.lead or (step.departments[0] if len(step.departments) == 1 else None)
    if by is None:
        known = ", ".join(department.id for department in step.departments) or "none"
        message = f"{step.id}: it is not clear which of its departments reports: {known}."
        raise UsageProblem(message, "Name it with --by DEPT.")
    return by


def require_department(step: Step, by: Department) -> None:
    """Refuse a report by another body than the departments of a step, which can only verify.

    Raises:
        UsageProblem: It is none of them.
    """
    if by not in step.departments:
        known = ", ".join(department.id for department in step.departments) or "none"
        raise UsageProblem(
            f"{step.id}: {by.name} is not one of its departments, so it cannot confirm or report;"
            f" they are: {known}.",
            "What another body finds is recorded with stc verify.",
        )


def refuse_future(option: str, on: date, today: date) -> None:
    """Refuse a day that has not come, as `validate` does (STC305).

    Raises:
        UsageProblem: The day, or the beginning of the period, is after today.
    """
    if first_day(on) > today:
        raise UsageProblem(f"{option} {format_due(on)} lies after today, {today}.")


def add_update(step: Step, new: NewUpdate, said: str, since: date | None = None) -> Amendment:
    """Return what records an entry; nothing where it is recorded already.

    Args:
        step: The step.
        new: The entry.
        said: The sentence about it, without its end.
        since: Since when the same entry of another day counts as recorded already, where it does.
    """
    known = (
        update
        for update in step.updates
        if update.by == new.by
        and (update.on == new.on if since is None else last_day(update.on) >= since)
    )
    entry = (new.says, new.text, new.evidence)
    if any((update.says, update.text, update.evidence) == entry for update in known):
        line = f"{step.id}: {said}, which is recorded already."
        return Amendment((), step.id, (line,), recorded=(new.by,))
    lines = [f"{step.id}: {said}."]
    if new.says not in (None, step.status):
        lines.append(f"{step.id}: its status stays {step.status.name}.")
    return Amendment((), step.id, tuple(lines), (new,))


def describe_update(step: Step, new: NewUpdate) -> str:
    """Return what an entry says of a step, without the end of the sentence."""
    by, when = new.by.name, describe_when(new.on)
    if new.says is None:
        return (
            f"An update by {by} {when}" if new.text else f"{by} confirms {step.status.name} {when}"
        )
    verb = "reports" if new.by in step.departments else "finds"
    return f"{by} {verb} {new.says.name} {when}"
