"""Old versions of the plan, each read once, and from the one read before it where that is sound.

What a version read in this way says is what reading all of it says, with two exceptions that are
meant: a step of an old version has no place (`NOWHERE`), because a line added above would move all
places below it; and the limit on the number of values in a file is looked at only where all of it
is read.
"""

from itertools import chain
from typing import NamedTuple, Protocol

from stc.files.load import Loaded, load_plan
from stc.findings import Finding
from stc.history.chunks import Chunk, CutText, cut_text, match_text, replace_chunks
from stc.history.step_text import NOWHERE, Judge, first_line, read_steps
from stc.plan.model import Plan, Step
from stc.yaml.document import LARGEST_FILE


class Stored(Protocol):
    """What git holds under an id."""

    @property
    def data(self) -> bytes:
        """The bytes."""


class Store(Protocol):
    """Where old versions are read from."""

    def read(self, name: str) -> Stored | None:
        """Gives what is held under an id, or None where it is missing."""


class Reading(NamedTuple):
    """What came of reading a version: the plan, or one sentence that says why there is none."""

    plan: Plan | None
    problem: str


def judge_nothing(loaded: Loaded[Plan]) -> tuple[Finding, ...]:
    """Gives what was found while loading, and nothing more."""
    return loaded.findings


class Readings:
    """Reads versions of a plan by the ids of their blobs, the older first."""

    def __init__(self, objects: Store, judge: Judge = judge_nothing) -> None:
        self._objects = objects
        self._judge = judge
        self._known: dict[str, Reading] = {}
        self._last: tuple[Plan, CutText] | None = None
        self.parsed = 0
        """How many versions were read from their first line to their last."""

    def read(self, blob: str, path: str) -> Reading:
        """Gives the plan in a blob; `path` is how the sentence calls the file."""
        known = self._known.get(blob)
        if known is None:
            known = self._known[blob] = self._read(blob, path)
        return known

    def _read(self, blob: str, path: str) -> Reading:
        held = self._objects.read(blob)
        if held is None:
            return Reading(None, "git does not have it")
        plan = self._read_changes(held.data, path)
        if plan is not None:
            return Reading(plan, "")
        self.parsed += 1
        loaded = load_plan(held.data, path)
        errors = [one for one in self._judge(loaded) if one.severity == "error"]
        if loaded.value is None or errors:
            return Reading(None, _tell(errors))
        plan = self._share(loaded.value)
        self._last = plan, cut_text(loaded.document, plan.steps)
        return Reading(plan, "")

    def _share(self, plan: Plan) -> Plan:
        """Gives the plan without places, its steps those read before where they are the same."""
        before = {step.id: step for step in self._last[0].steps} if self._last else {}
        steps = []
        for step in plan.steps:
            placeless = step._replace(place=NOWHERE)
            known = before.get(step.id)
            steps.append(known if known is not None and known == placeless else placeless)
        shared = plan._replace(steps=tuple(steps))
        if self._last and self._last[0].departments == plan.departments:
            shared = shared._replace(departments=self._last[0].departments)
        return shared

    def _read_changes(self, data: bytes, path: str) -> Plan | None:
        """Gives the plan where only whole steps changed since the last sound version."""
        if self._last is None or len(data) > LARGEST_FILE:
            return None
        plan, text = self._last
        match = match_text(text, data) if text.chunks else None
        if match is None:
            return None
        after: list[Chunk] = []
        is_changed = False
        old = text.chunks[match.start : match.stop]
        for chunk, bytes_ in zip(old, match.data, strict=True):
            if bytes_ is chunk.data:
                after.append(chunk)
                continue
            steps = read_steps(plan, chunk, bytes_, path, self._judge)
            if not steps:
                return None
            is_changed = True
            after.append(Chunk(bytes_, first_line(bytes_), steps))
        text = replace_chunks(text, match, after, data)
        if is_changed:
            steps = _gather(plan, text, old, after)
            if not steps:
                return None
            plan = plan._replace(steps=steps)
        self._last = plan, text
        return plan


def _gather(plan: Plan, text: CutText, old: list[Chunk], new: list[Chunk]) -> tuple[Step, ...]:
    """Gives all steps in order; none where two have one id."""
    before = [step.id for chunk in old for step in chunk.steps]
    after = [step for chunk in new for step in chunk.steps]
    if [step.id for step in after] == before:
        read = {step.id: step for step in after}
        return tuple([read.get(step.id, step) for step in plan.steps])
    steps = tuple(chain.from_iterable(chunk.steps for chunk in text.chunks))
    return steps if len({step.id for step in steps}) == len(steps) else ()


def _tell(errors: list[Finding]) -> str:
    first = errors[0]
    where = f" on line {first.place.line}" if first.place.line else ""
    more = f" ({len(errors) - 1:,} more)" if len(errors) > 1 else ""
    return f"{first.code}{where}: {first.message.rstrip('.')}{more}"
