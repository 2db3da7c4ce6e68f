"""Incremental reading of old versions: only steps that no earlier version had are read."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from stc.files.blocks import NOWHERE, Memory
from stc.files.load import Loaded, load_plan, read_later
from stc.findings import Finding, has_errors
from stc.plan.model import Plan, Step

Check = Callable[[Loaded[Plan]], tuple[Finding, ...]]
"""Returns the findings on a plan that was read; a version with an error is skipped.

A rule that is an error must look at one step at a time, since only new steps are checked.
"""


class Stored(Protocol):
    """An object in git."""

    @property
    def data(self) -> bytes:
        """The bytes."""


class Store(Protocol):
    """A source of old versions."""

    def read(self, name: str) -> Stored | None:
        """Return what is held under an id, or None where it is missing."""


class Reading(NamedTuple):
    """The result of reading a version: the plan, or a sentence that says why there is none."""

    plan: Plan | None
    problem: str


def check_nothing(loaded: Loaded[Plan]) -> tuple[Finding, ...]:
    """Return only the findings from loading."""
    return loaded.findings


class VersionReader:
    """Reader of versions of a plan by the ids of their blobs, oldest first.

    A step of an old version has no place, since a line added above would move all places below it.
    """

    def __init__(self, objects: Store, check: Check = check_nothing) -> None:
        self._objects = objects
        self._check = check
        self._known: dict[str, Reading] = {}
        self._memory = Memory()
        self._checked: dict[int, Step] = {}
        self._last: Plan | None = None
        self.parsed = 0
        """How many versions were read as a whole."""

    def read(self, blob: str, path: str) -> Reading:
        """Return the plan in a blob; `path` is the name of the file in messages."""
        known = self._known.get(blob)
        if known is None:
            known = self._known[blob] = self._read(blob, path)
        return known

    def _read(self, blob: str, path: str) -> Reading:
        held = self._objects.read(blob)
        if held is None:
            return Reading(None, "git does not have it")
        plan = self._memory.read(held.data)
        if plan is None or not self._is_valid(plan, held.data, path):
            self.parsed += 1
            loaded = load_plan(held.data, path)
            errors = [finding for finding in self._check(loaded) if finding.severity == "error"]
            if loaded.value is None or errors:
                return Reading(None, _describe(errors))
            plan = self._share(loaded.value)
        self._last = plan
        return Reading(plan, "")

    def _is_valid(self, plan: Plan, data: bytes, path: str) -> bool:
        checked = self._checked
        new = [step for step in plan.steps if id(step) not in checked]
        changed = Loaded(plan._replace(steps=tuple(new)), (), read_later(data, path))
        if has_errors(self._check(changed)):
            return False
        self._checked.update((id(step), step) for step in new)
        return True

    def _share(self, plan: Plan) -> Plan:
        """Return the plan without places, reusing equal steps that were read before."""
        before = {step.id: step for step in self._last.steps} if self._last else {}
        steps = []
        for step in plan.steps:
            placeless = step._replace(place=NOWHERE)
            known = before.get(step.id)
            steps.append(known if known is not None and known == placeless else placeless)
        shared = plan._replace(steps=tuple(steps))
        if self._last and self._last.departments == plan.departments:
            shared = shared._replace(departments=self._last.departments)
        return shared


def _describe(errors: list[Finding]) -> str:
    first = errors[0]
    where = f" on line {first.place.line}" if first.place.line else ""
    more = f" ({len(errors) - 1:,} more)" if len(errors) > 1 else ""
    return f"{first.code}{where}: {first.message.rstrip('.')}{more}"
