"""STC304: an update names a step, status or department that the plan does not have."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.plan.model import Plan
from stc.plan.value_types import hint_choice
from stc.rules.rule import Rule, VoiceSubject
from stc.text.nearest import Nearest, quote

DOC = Rule(
    codes.UPDATE_OF_UNKNOWN,
    why="An update of a step that does not exist is shown nowhere. Who speaks is a department of "
    "the plan, and its file is named like it.",
    bad='schema_version: 1\nby: "911"\nsteps:\n  COM-71:\n    - {on: 2026-11-12}\n',
    good='schema_version: 1\nby: "911"\nsteps:\n  COM-01:\n    - {on: 2026-11-12}\n',
    scope="voice",
)


def check(subject: VoiceSubject) -> Iterator[Finding]:
    """Return a finding for every unknown name, and for a file that is not named like its voice."""
    wanted = f"{subject.value.by}.yaml"
    if subject.file != wanted:
        message = (
            f"The file is named {quote(subject.file)}, but its updates are those of"
            f" {subject.value.by}."
        )
        yield DOC.code.at(subject.place("by"), message, f"Rename it to {wanted}, or correct by.")
    if subject.plan is not None:
        yield from _check_voice(subject, subject.plan)
        yield from _check_steps(subject, subject.plan)
        yield from _check_statuses(subject, subject.plan)


def _check_voice(subject: VoiceSubject, plan: Plan) -> Iterator[Finding]:
    by = subject.value.by
    if by not in plan.map_departments():
        message = f"There is no department {quote(by)} in the plan."
        hint = hint_choice(by, plan.list_named("departments"))
        yield DOC.code.at(subject.place("by"), message, hint)


def _check_steps(subject: VoiceSubject, plan: Plan) -> Iterator[Finding]:
    ids = {step.id for step in plan.steps}
    unknown = [step_id for step_id in subject.value.steps if step_id not in ids]
    meant = Nearest({step_id: step_id for step_id in ids}) if unknown else None
    for step_id in unknown:
        nearest = meant.find(step_id) if meant else None
        hint = f"Did you mean {nearest}?" if nearest else "`stc list` shows the ids."
        place = subject.place("steps", step_id, key=True)
        yield DOC.code.at(place, f"There is no step {step_id} in the plan.", hint)


def _check_statuses(subject: VoiceSubject, plan: Plan) -> Iterator[Finding]:
    vocabulary = plan.vocabulary
    for path, entry in subject.value.walk_entries():
        if entry.says is not None and vocabulary.find(vocabulary.name_now(entry.says)) is None:
            message = f"The status {quote(entry.says)} is unknown."
            hint = hint_choice(entry.says, plan.list_named("statuses"))
            yield DOC.code.at(subject.place(*path, "says"), message, hint)
