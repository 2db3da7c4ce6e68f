"""The kinds of files of a plan, a row each: what a file holds, and how it is told and built."""

from collections.abc import Callable, Container, Iterable, Mapping
from typing import Any, Final, Generic, NamedTuple, TypeVar

from stc.files import plan_path
from stc.files.read import Builder
from stc.findings import Location
from stc.plan.field import list_depths
from stc.plan.measures import Measures, join_measures
from stc.plan.model import Plan
from stc.plan.timeline import Timeline
from stc.plan.updates import Voice, join_updates

Value = TypeVar("Value")


class FileKind(NamedTuple, Generic[Value]):
    """A kind of file.

    Attributes:
        name: What its schema is called by.
        block: The declaration of what it holds.
        mark: The key at its top that no other kind has.
        file: Its name in the folder of the plan, or that of the folder of such files.
        nouns: What its parts are called, one and many.
        count: Count its parts.
        build: Build what it holds from plain data and the places of its blocks.
        join: Return a plan with what such files hold; None where no plan carries it.
    """

    name: str
    block: Any
    mark: str
    file: str
    nouns: tuple[str, str]
    count: Callable[[Value], int]
    build: Callable[[Builder, Any, Mapping[int, Location]], Value]
    join: Callable[[Plan, Iterable[Value]], Plan] | None = None

    @property
    def is_folder(self) -> bool:
        """Whether a plan may have many such files, in a folder."""
        return not self.file.endswith(".yaml")

    @property
    def depths(self) -> tuple[int, ...]:
        """How many lists and blocks enclose each block with a place of its own, with itself."""
        return list_depths(self.block)


PLAN: Final = FileKind(
    "plan",
    Plan,
    "sections",
    plan_path.PLAN.name,
    ("step", "steps"),
    lambda plan: len(plan.steps),
    Builder.build_plan,
)
TIMELINE: Final = FileKind(
    "timeline",
    Timeline,
    "entries",
    plan_path.TIMELINE,
    ("entry", "entries"),
    lambda timeline: len(timeline.entries),
    Builder.build_timeline,
)
UPDATES: Final = FileKind(
    "updates",
    Voice,
    "by",
    plan_path.UPDATES,
    ("update", "updates"),
    lambda voice: len(voice.list_entries()),
    Builder.build_voice,
    join_updates,
)
MEASURES: Final = FileKind(
    "measures",
    Measures,
    "measures",
    plan_path.MEASURES,
    ("measure", "measures"),
    lambda file: len(file.measures),
    Builder.build_measures,
    join_measures,
)
BESIDE: Final[tuple[FileKind[Any], ...]] = (TIMELINE, UPDATES, MEASURES)
"""The kinds of files that are beside a plan, in the order they are checked."""
JOINED: Final = tuple(kind for kind in BESIDE if kind.join)
"""The kinds of files whose content a plan carries once they are joined to it."""
KINDS: Final[tuple[FileKind[Any], ...]] = (PLAN, *BESIDE)


def find_kind(keys: Container[str]) -> FileKind[Any]:
    """Return the kind of a file, by the keys at its top; a plan where they do not say it."""
    return next((kind for kind in KINDS if kind.mark in keys), PLAN)
