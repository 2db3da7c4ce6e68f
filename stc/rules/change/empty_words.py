"""STC424: a new reason, note or piece of evidence says nothing."""

from collections.abc import Iterator
from typing import Final

from stc import codes
from stc.files.places import KeyPath
from stc.findings import Finding
from stc.plan.model import Step
from stc.plan.updates import Voice
from stc.rules.change.step_matching import find_kept
from stc.rules.rule import ChangeSubject, Rule
from stc.text.empty import says_nothing
from stc.text.nearest import quote

DOC = Rule(
    codes.EMPTY_WORDS,
    why="A full stop in place of a reason satisfies the rule but not the reader. A text says "
    "nothing if it has no letters, has one letter, or consists of words such as n/a, none, TBD "
    "and update.",
    bad="status: Planning\n---\nstatus: Excluded\nreason: .\n",
    good="status: Planning\n---\nstatus: Excluded\nreason: The state does this now.\n",
    scope="change",
)

_HINT: Final = "Write a sentence that tells readers something."


def check(change: ChangeSubject) -> Iterator[Finding]:
    """Yield a finding for every such text that was not there before."""
    for before, after in find_kept(change):
        known = {text for _, text in _list_texts(before)}
        for field, text in _list_texts(after):
            if text not in known and says_nothing(text):
                message = f"{after.id}: {quote(text)} says nothing."
                place = change.head.place(after, *field)
                yield DOC.code.at(place, message, _HINT)
    known = {text for voice in change.beside.updates.base for *_, text in _list_said(voice)}
    for file in change.beside.updates.head:
        for path, text in _list_said(file.value):
            if text not in known and says_nothing(text):
                about = path[1] if path[0] == "steps" else "The plan"
                yield DOC.code.at(file.place(*path), f"{about}: {quote(text)} says nothing.", _HINT)


def _list_said(voice: Voice) -> Iterator[tuple[KeyPath, str]]:
    for path, entry in voice.walk_entries():
        if entry.text:
            yield (*path, "text"), entry.text
        for position, text in enumerate(entry.evidence):
            yield (*path, "evidence", position), text


def _list_texts(step: Step) -> Iterator[tuple[KeyPath, str]]:
    if step.reason:
        yield ("reason",), step.reason
    if step.note:
        yield ("note",), step.note
    for position, text in enumerate(step.evidence):
        yield ("evidence", position), text
    for position, revision in enumerate(step.revisions):
        yield ("revisions", position, "reason"), revision.reason
    if step.needs_review:
        yield ("needs_review", "note"), step.needs_review.note
