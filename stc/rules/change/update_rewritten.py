"""STC413: a recorded update is changed or removed."""

from collections import Counter
from collections.abc import Iterator

from stc import codes
from stc.findings import Finding, Location
from stc.plan.periods import format_due
from stc.plan.updates import Entry
from stc.rules.rule import ChangeSubject, Rule, VoiceSubject
from stc.text.nearest import quote

_ONE = """\
schema_version: 1
by: "911"
steps:
  COM-01:
    - {on: 2026-10-01, text: Half is done.}
"""

DOC = Rule(
    codes.UPDATE_REWRITTEN,
    why="An update is a record of what was said on a day. Whoever corrects it adds another, so "
    "that both can be read. A department that is renamed (was) takes its updates with it.",
    bad=f"{_ONE}---\n{_ONE.replace('Half', 'All')}",
    good=f"{_ONE}---\n{_ONE}    - {{on: 2026-11-12, text: 'Correction: a third is done.'}}\n",
    scope="voices",
)
Key = tuple[str, str | None]
"""A voice and a step, None for the plan as a whole."""
Said = tuple[str, str | None, str | None, tuple[str, ...]]


def check(subject: ChangeSubject) -> Iterator[Finding]:
    """Return a finding for every entry that its voice does not say of the step any more."""
    if not subject.beside.updates.base:
        return
    departments = subject.head.plan.map_departments()
    names = {name: department.id for name, department in departments.items()}
    now: dict[Key, Counter[Said]] = {}
    files: dict[str, VoiceSubject] = {}
    for file in subject.beside.updates.head:
        by = names.get(file.value.by, file.value.by)
        files[by] = file
        for step_id, entry in file.value.list_entries():
            now.setdefault((by, step_id), Counter())[_read(entry)] += 1
    for voice in subject.beside.updates.base:
        by = names.get(voice.by, voice.by)
        for step_id, entry in voice.list_entries():
            said = now.get((by, step_id), Counter())
            if said[_read(entry)]:
                said[_read(entry)] -= 1
                continue
            about = f"on {step_id}" if step_id else "on the plan"
            message = (
                f"What {by} said {about} of {format_due(entry.on)} is changed or removed"
                f"{_quote_text(entry)}."
            )
            place = _find_place(subject, files.get(by), by, step_id)
            yield DOC.code.at(place, message, "Put it back, and add an update that corrects it.")


def _read(entry: Entry) -> Said:
    return format_due(entry.on), entry.says, entry.text, entry.evidence


def _quote_text(entry: Entry) -> str:
    what = entry.text or entry.says
    return f": {quote(what)}" if what else ""


def _find_place(
    subject: ChangeSubject, file: VoiceSubject | None, by: str, step_id: str | None
) -> Location:
    if file is None:
        return Location(f"{subject.beside.updates.place}/{by}.yaml")
    path = ("steps", step_id) if step_id else ("plan",)
    return file.place(*path, key=True)
