"""STC417: a published note, or a reason whose status stays, is replaced."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.plan.model import Step
from stc.rules.change.step_matching import find_kept
from stc.rules.rule import ChangeSubject, Rule
from stc.text.nearest import quote
from stc.text.typography import fold_typography

DOC = Rule(
    codes.TEXT_REPLACED,
    why="A text that a person wrote and the city published is added to, not overwritten. A reason "
    "belongs to its status: when the status changes, another reason takes its place.",
    bad="note: The board meets in March.\n---\nnote: All is well.\n",
    good="note: The board meets in March.\n---\n"
    "note: The board meets in March. It met, and agreed.\n",
    scope="change",
)


def check(change: ChangeSubject) -> Iterator[Finding]:
    """Yield a finding for every text that its replacement does not contain."""
    for before, after in find_kept(change):
        for field, old, new in _list_texts(before, after):
            if old and fold_typography(old).rstrip(".") not in fold_typography(new or ""):
                place = change.head.place(after, field)
                message = (
                    f"{after.id}: the {field} {quote(old)} is {'replaced' if new else 'removed'}."
                )
                yield DOC.code.at(place, message, "Put it back, and add the new words to it.")


def _list_texts(before: Step, after: Step) -> Iterator[tuple[str, str | None, str | None]]:
    yield "note", before.note, after.note
    if before.status == after.status:
        yield "reason", before.reason, after.reason
