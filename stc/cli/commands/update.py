"""`stc update`."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Final

from stc.cli.completion import complete_status, complete_step
from stc.cli.console import Outcome
from stc.cli.editing import EditOptions, edit_named_steps, edit_plan
from stc.cli.parameters import Argument, Option
from stc.cli.voices import VoiceOptions, resolve_day, resolve_voice
from stc.edit.updates import NewUpdate
from stc.edit.voices import add_update, describe_update, find_voice
from stc.edit.write import Amendment, join_amendments, refuse_empty_words
from stc.errors import UsageProblem
from stc.plan.model import Plan, Step
from stc.plan.periods import describe_when
from stc.plan.resolve import resolve_statuses
from stc.text.lists import format_some

_USAGE: Final = 'Name the steps and then the text: stc update COM-03 "It is written."'


def run(
    words: Annotated[
        list[str],
        Argument(
            metavar="[ID]... TEXT",
            help="The ids of the steps, then what was done.",
            complete=complete_step,
        ),
    ],
    *,
    says: Annotated[
        str | None,
        Option(
            "--says",
            metavar="STATUS",
            help="What the department reports; the status of the plan stays.",
            complete=complete_status,
        ),
    ] = None,
    evidence: Annotated[
        list[str] | None,
        Option("--evidence", metavar="TEXT", help="An address or document that shows it."),
    ] = None,
    meeting: Annotated[
        bool, Option("--meeting", help="About the plan as a whole, such as a meeting: no ids.")
    ] = False,
    voice: VoiceOptions,
    edit: EditOptions,
) -> Outcome:
    """Record what was done: a dated update in the file of a department, beside the plan.

    It is added below those that are older; none is ever replaced. Correct one with another.

    Example: stc update COM-03 "The page is written." --by 911
    """
    *ids, text = words
    documents = tuple(evidence or ())
    if not text.strip():
        raise UsageProblem("The text of the update is empty.", "Write what was done.")
    refuse_empty_words("The update", text)
    for document in documents:
        refuse_empty_words("--evidence", document)

    if meeting:
        if ids or says:
            raise UsageProblem("--meeting is about the whole plan: leave out the ids and --says.")
        return edit_plan(
            edit.plan,
            lambda plan, today: _record_meeting(plan, today, voice, text, documents),
            dry_run=edit.dry_run,
        )
    if not ids:
        raise UsageProblem(_USAGE)

    def decide(plan: Plan, steps: Sequence[Step], today: date) -> Amendment:
        named = resolve_voice(plan, voice.by)
        on = resolve_day(plan, voice.on, today)
        status = resolve_statuses(plan, [says])[0] if says else None
        if plan.find_step(text):
            raise UsageProblem(f"{text} is a step: the text is missing.", _USAGE)
        found = []
        for step in steps:
            new = NewUpdate(find_voice(step, named), step, on, status, text, documents)
            found.append(add_update(step, new, describe_update(step, new)))
        subject = f"{format_some([step.id for step in steps])}: update"
        return join_amendments(found, subject)

    return edit_named_steps(ids, edit, decide)


def _record_meeting(
    plan: Plan, today: date, voice: VoiceOptions, text: str, evidence: tuple[str, ...]
) -> Amendment:
    by = resolve_voice(plan, voice.by)
    if by is None:
        raise UsageProblem("Name the body that met with --by DEPT.")
    on = resolve_day(plan, voice.on, today)
    new = NewUpdate(by, None, on, None, text, evidence)
    said = f"An update on the plan by {by.name} {describe_when(on)}"
    known = ((update.by, update.on, update.text, update.evidence) for update in plan.updates)
    if (by, on, text, evidence) in known:
        return Amendment((), "", (f"{said}, which is recorded already.",), recorded=(by,))
    return Amendment((), f"The plan: update by {by.id}", (f"{said}.",), (new,))
