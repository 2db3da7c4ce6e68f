"""The department that leads a step."""

from stc.amend.changes import Change
from stc.plan.model import Department, Step
from stc.words.errors import UsageProblem


def set_lead(step: Step, lead: Department) -> tuple[Change, ...]:
    """Gives the change that records the lead of a step; none where it leads already.

    Raises:
        UsageProblem: The department is not among those of the step; nothing is inferred.
    """
    if lead not in step.departments:
        known = ", ".join(one.id for one in step.departments) or "none"
        raise UsageProblem(
            f"{lead.id} is not among the departments of {step.id}: {known}.",
            "The lead is one of them; add it to departments first.",
        )
    return () if step.lead == lead else (Change(step, "lead", lead.id),)


def tell_lead(step: Step, lead: Department, changes: tuple[Change, ...]) -> tuple[str, ...]:
    """Gives a sentence on the new lead."""
    if not changes:
        return (f"{step.id}: led by {lead.id} already; nothing to change.",)
    before = step.lead.id if step.lead else "no lead"
    return (f"{step.id}: {before} to {lead.id}.",)
