"""What a rule is, and what it checks."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from typing import Any, Final, Generic, Literal, NamedTuple

from stc.codes import Code
from stc.files.kinds import FileKind, Value
from stc.files.places import FindLocation, find_step_locations, location_of
from stc.findings import Finding, Location
from stc.plan.measures import Measures
from stc.plan.model import Plan, Step
from stc.plan.timeline import Timeline
from stc.plan.updates import Voice
from stc.yaml.document import Document

Scope = Literal["file", "head", "step", "entry", "change", "voice", "voices", "measure", "measures"]


class PlanSubject:
    """A valid plan to check.

    Attributes:
        document: The text it was read from.
        today: The day of the check; nothing can have been done after it.
    """

    def __init__(self, plan: Plan, document: Document, today: date) -> None:
        self.plan = plan
        self.document = document
        self.today = today

    def place(self, step: Step, *field: str | int) -> Location:
        """Return the place of a field of a step, or of the step where it has no such field."""
        return self._find_place(step, field)

    @cached_property
    def revised(self) -> tuple[Step, ...]:
        """The steps that have revisions."""
        return tuple([step for step in self.plan.steps if step.revisions])

    @cached_property
    def _find_place(self) -> FindLocation:
        return find_step_locations(self.document)


class FileSubject(NamedTuple, Generic[Value]):
    """A valid file beside a plan to check.

    Attributes:
        kind: What kind of file it is.
        value: What it holds.
        file: Its name.
        plan: The plan beside it, or None if there is no valid one.
    """

    kind: FileKind[Value]
    value: Value
    document: Document
    file: str
    plan: Plan | None
    today: date

    def place(self, *path: str | int, key: bool = False) -> Location:
        """Return the place of the value at a path of keys and positions, or of its key."""
        return location_of(self.document, path, key=key)


TimelineSubject = FileSubject[Timeline]
VoiceSubject = FileSubject[Voice]


class SideChange(NamedTuple, Generic[Value]):
    """The files of a kind beside a plan before and after a change.

    Attributes:
        base: What they held before it.
        head: The files after it.
        place: How the file, or the folder of such files, is called.
    """

    base: tuple[Value, ...] = ()
    head: tuple[FileSubject[Value], ...] = ()
    place: str = ""


class BesideChange(NamedTuple):
    """The files beside a plan before and after a change, by their kinds."""

    updates: SideChange[Voice] = SideChange()
    measures: SideChange[Measures] = SideChange()


NO_CHANGE: Final = BesideChange()


class ChangeSubject(NamedTuple):
    """A change to check: the plan before and after it, and the files beside it."""

    base: Plan
    head: PlanSubject
    beside: BesideChange = NO_CHANGE


class Rule(NamedTuple):
    r"""The documentation of a rule, for `stc explain` and `docs/rules.md`; tests use its examples.

    Attributes:
        code: Its stable code, severity and title.
        why: Why it exists, in a sentence or two.
        bad: What breaks it. Of a scope `step`, the fields of a step; `entry`, those of an entry of
            the timeline; `measure`, those of a measure; `head`, the fields at the top of a plan;
            `file`, a whole plan; `change`, the fields of steps before and after, parted by a line
            `---`; several steps are parted by empty lines; or the fields at the top of the plan;
            `voice`, the updates of a department; `voices` and `measures`, what is before and after
            a change. A byte that is not UTF-8 is written as a lone surrogate (`\udce9`). Fields
            that are left out are sound; `tests/rules/examples.py` adds them.
        good: The same, mended.
        scope: What the examples hold.
    """

    code: Code
    why: str
    bad: str
    good: str
    scope: Scope


class PlanRule(NamedTuple):
    """A rule about a plan and how its violations are found."""

    doc: Rule
    check: Callable[[PlanSubject], Iterable[Finding]]


class FileRule(NamedTuple):
    """A rule about a kind of file beside a plan and how its violations are found."""

    doc: Rule
    check: Callable[[Any], Iterable[Finding]]


class ChangeRule(NamedTuple):
    """A rule about a change and how its violations are found."""

    doc: Rule
    check: Callable[[ChangeSubject], Iterable[Finding]]
