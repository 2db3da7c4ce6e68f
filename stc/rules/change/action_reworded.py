"""STC407: a published text is reworded without a note."""

from collections.abc import Iterator

from stc import codes
from stc.findings import Finding
from stc.rules.change.id_reused import find_reused
from stc.rules.change.step_matching import find_kept
from stc.rules.rule import ChangeSubject, Rule
from stc.rules.similarity import is_reworded

DOC = Rule(
    codes.ACTION_REWORDED,
    why="The text stays as it was published; if it must change, a note says what changed and why.",
    bad="action: Write the page.\n---\naction: Write and print the page.\n",
    good=(
        "action: Write the page.\n"
        "---\n"
        "note: Printing was added by the council on May 2, 2024.\n"
        "action: Write and print the page.\n"
    ),
    scope="change",
)


def check(change: ChangeSubject) -> Iterator[Finding]:
    """Return a finding for every text that changed without a new note.

    Spaces, line ends and kinds of quotes and dashes do not count; nor do ids that were reused,
    which STC403 reports.
    """
    reused = {before.id for before, _ in find_reused(change)}
    for before, after in find_kept(change):
        noted = after.note is not None and after.note != before.note
        if not noted and before.id not in reused and is_reworded(before, after):
            field = "items" if before.action == after.action else "action"
            place = change.head.place(after, field)
            message = (
                f"The text of {after.id} differs from what was published, and no note says why."
            )
            yield DOC.code.at(place, message, "Put the old text back, or add a note.")
