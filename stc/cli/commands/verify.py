"""`stc verify`."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from stc.cli.completion import complete_status, complete_step
from stc.cli.console import Outcome
from stc.cli.editing import EditOptions, edit_named_steps
from stc.cli.parameters import Argument, Option
from stc.cli.voices import VoiceOptions, resolve_day, resolve_voice
from stc.edit.updates import NewUpdate
from stc.edit.voices import add_update, describe_update
from stc.edit.write import Amendment, join_amendments, refuse_empty_words
from stc.errors import UsageProblem
from stc.plan.model import Department, Plan, Step
from stc.plan.resolve import resolve_statuses
from stc.text.lists import format_some


def run(
    ids: Annotated[
        list[str], Argument(metavar="ID...", help="The ids of the steps.", complete=complete_step)
    ],
    *,
    says: Annotated[
        str,
        Option(
            "--says",
            metavar="STATUS",
            help="The status that was found.",
            complete=complete_status,
        ),
    ],
    text: Annotated[
        str | None, Option("--text", metavar="TEXT", help="What was found, in a sentence.")
    ] = None,
    evidence: Annotated[
        list[str] | None,
        Option("--evidence", metavar="TEXT", help="An address or document that shows it."),
    ] = None,
    voice: VoiceOptions,
    edit: EditOptions,
) -> Outcome:
    """Record the status that an auditor or another outside body finds; that of the plan stays.

    Who verifies is none of the step's departments. Both are shown, each with its day.

    Example: stc verify COM-03 --by mpd --says planning
    """
    documents = tuple(evidence or ())
    for option, written in (
        ("--text", text),
        *(("--evidence", document) for document in documents),
    ):
        refuse_empty_words(option, written)

    def decide(plan: Plan, steps: Sequence[Step], today: date) -> Amendment:
        by = resolve_voice(plan, voice.by)
        if by is None:
            raise UsageProblem("Name the body that verifies with --by DEPT.")
        on = resolve_day(plan, voice.on, today)
        (status,) = resolve_statuses(plan, [says])
        found = []
        for step in steps:
            _require_outsider(step, by)
            new = NewUpdate(by, step, on, status, text or None, documents)
            found.append(add_update(step, new, describe_update(step, new)))
        subject = f"{format_some([step.id for step in steps])}: {by.id} finds {status.name}"
        return join_amendments(found, subject)

    return edit_named_steps(ids, edit, decide)


def _require_outsider(step: Step, by: Department) -> None:
    if by in step.departments:
        raise UsageProblem(
            f"{step.id}: {by.name} is one of its departments, so it reports and does not verify.",
            f'Write stc update {step.id} "TEXT" --says STATUS, or stc set-status.',
        )
