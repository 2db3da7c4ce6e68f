"""The department that leads a step."""

from stc.edit.changes import Change
from stc.errors import UsageProblem
from stc.plan.model import Department, Step


def set_lead(step: Step, lead: Department | None) -> tuple[Change, ...]:
    """Return the change that records the lead of a step, or takes it away; none where it is so.

    Raises:
        UsageProblem: The department is not among those of the step; nothing is inferred.
    """
    if lead is None:
        return (Change(step, "lead"),) if step.lead else ()
    if lead not in step.departments:
        known = ", ".join(department.id for department in step.departments) or "none"
        raise UsageProblem(
            f"{lead.id} is not among the departments of {step.id}: {known}.",
            "Add it to the departments of the step first.",
        )
    return () if step.lead == lead else (Change(step, "lead", lead.id),)


def describe_lead(
    step: Step, lead: Department | None, changes: tuple[Change, ...]
) -> tuple[str, ...]:
    """Return a sentence on the new lead."""
    before, after = (department.id if department else "no lead" for department in (step.lead, lead))
    if not changes:
        return (f"{step.id}: {after} already. Nothing to change.",)
    return (f"{step.id}: {before} to {after}.",)
