"""STC409: a step becomes excluded or unmet without a new reason."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.rules.change.step_matching import find_kept, is_unexplained
from stc.rules.rule import ChangeSubject, Rule

DOC = Rule(
    codes.EXCLUDED_IN_CHANGE,
    why="A withdrawn promise no longer counts, and an unmet one was broken; the change says why.",
    bad="status: Planning\n---\nstatus: Excluded\n",
    good="status: Planning\n---\nstatus: Excluded\nreason: The state does this now.\n",
    scope="change",
)


def check(change: ChangeSubject) -> Iterator[Finding]:
    """Return a finding for every step that ends and is not done, without a new reason."""
    for before, after in find_kept(change):
        dropped = after.status.needs_reason and before.status.kind is not after.status.kind
        if dropped and is_unexplained(before, after):
            place = change.head.place(after, "status")
            message = f"{after.id} becomes {after.status.name} without a reason."
            yield DOC.code.at(place, message, "Add reason: with a sentence.")
