"""STC412: a status that steps have is gone, or means another kind."""

from collections.abc import Iterator

from stc import codes
from stc.files.places import KeyPath, location_of
from stc.findings import Finding
from stc.plan.status import Status
from stc.plan.vocabulary import Vocabulary
from stc.rules.change.step_matching import find_kept
from stc.rules.rule import ChangeSubject, Rule
from stc.text.nearest import quote
from stc.text.plural import count_noun, have

_HEAD = """\
vocabulary:
  statuses:
    - {{name: Begun, kind: open}}
    - {{name: Planning, kind: {}}}
    - {{name: Done, kind: complete{}}}
"""
_BEFORE = _HEAD.format("continuing", "")

DOC = Rule(
    codes.STATUS_MEANS_OTHER,
    why="One line in the head would close or reopen every step that has the status. A new meaning "
    "gets a new name, and the steps are set to it, so that each change is seen. A status that is "
    "renamed says so in was.",
    bad=f"{_BEFORE}---\n{_HEAD.format('open', '')}",
    good=f"{_BEFORE}---\n{_HEAD.format('continuing', ', aliases: [finished]')}",
    scope="change",
)


def check(change: ChangeSubject) -> Iterator[Finding]:
    """Yield a finding for every status of the base that steps have and that means another kind."""
    after = change.head.plan.vocabulary
    now = after.match_former(change.base.vocabulary)
    kept = [(before.status.name, step.status.name) for before, step in find_kept(change)]
    for status in change.base.vocabulary.statuses:
        new = now.get(status.name)
        if new is None:
            number = sum(old == status.name for old, _ in kept)
            message = f"{quote(status.name)} is gone and {_count(number)} it."
            hint = "Name it in was: of the status that takes its place, or put it back."
        elif new.kind is not status.kind:
            number = sum(pair == (status.name, new.name) for pair in kept)
            is_now = f"was {status.kind.word} and is {new.kind.word} now"
            message = f"{quote(new.name)} {is_now}; {_count(number)} it."
            hint = "Give the new meaning a new name, and set the steps to it."
        else:
            continue
        if number:
            place = location_of(change.head.document, _find(after, new))
            yield DOC.code.at(place, message, hint)


def _count(number: int) -> str:
    return f"{count_noun(number, 'step')} {have(number)}"


def _find(words: Vocabulary, status: Status | None) -> KeyPath:
    at: KeyPath = ("vocabulary", "statuses")
    return at if status is None else (*at, words.statuses.index(status), "kind")
