"""STC222: the words for a deadline mean another last day."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.plan.model import Step
from stc.plan.periods import describe_end
from stc.plan.typed_periods import find_period
from stc.rules.rule import PlanSubject, Rule
from stc.text.nearest import quote

DOC = Rule(
    codes.DEADLINE_LABEL_DISAGREES,
    why="People read the label, and the deadline decides; one of the two may be a typo. A label "
    "whose words are not a clear day or period is not checked.",
    bad="deadline: 2026-03-31\ndeadline_label: By March 2025\n",
    good="deadline: 2025-03-31\ndeadline_label: By March 2025\n",
    scope="step",
)


def check(subject: PlanSubject) -> Iterator[Finding]:
    """Return a finding for every label that means another last day than its deadline."""
    labelled = (step for step in subject.plan.steps if step.deadline and step.deadline_label)
    for step in labelled:
        yield from _check_label(step, subject)


def _check_label(step: Step, subject: PlanSubject) -> Iterator[Finding]:
    due, label = step.deadline, step.deadline_label or ""
    meant = find_period(label, subject.plan.fiscal_year)
    if due is None or meant is None or meant == due:
        return
    message = (
        f"{step.id}: {quote(label)} is due {describe_end(meant)}, but its deadline is"
        f" {describe_end(due)}."
    )
    place = subject.place(step, "deadline_label")
    yield DOC.code.at(place, message, "Correct the one that is wrong.")
