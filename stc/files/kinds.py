"""The kinds of files of a plan, a row each: what a file holds, and how it is told and built."""

from collections.abc import Callable, Container, Mapping
from typing import Any, Final, Generic, NamedTuple, TypeVar

from stc.files.read import Builder
from stc.findings import Location
from stc.plan.field import list_depths
from stc.plan.model import Plan
from stc.plan.timeline import Timeline
from stc.plan.updates import Voice

Value = TypeVar("Value", Plan, Timeline, Voice)


class FileKind(NamedTuple, Generic[Value]):
    """A kind of file.

    Attributes:
        name: What its schema is called by.
        block: The declaration of what it holds.
        mark: The key at its top that no other kind has.
        build: Build what it holds from plain data and the places of its blocks.
    """

    name: str
    block: Any
    mark: str
    build: Callable[[Builder, Any, Mapping[int, Location]], Value]

    @property
    def depths(self) -> tuple[int, ...]:
        """How many lists and blocks enclose each block with a place of its own, with itself."""
        return list_depths(self.block)


PLAN: Final = FileKind("plan", Plan, "sections", Builder.build_plan)
TIMELINE: Final = FileKind("timeline", Timeline, "entries", Builder.build_timeline)
UPDATES: Final = FileKind("updates", Voice, "by", Builder.build_voice)
KINDS: Final[tuple[FileKind[Any], ...]] = (PLAN, TIMELINE, UPDATES)


def find_kind(keys: Container[str]) -> FileKind[Any]:
    """Return the kind of a file, by the keys at its top; a plan where they do not say it."""
    return next((kind for kind in KINDS if kind.mark in keys), PLAN)
