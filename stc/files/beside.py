"""The files beside a plan, as they are on disk."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from stc.files.kinds import JOINED, FileKind
from stc.files.plan_path import is_voice
from stc.files.store.source import Source, WorkTree
from stc.plan.model import Plan


class SideFile(NamedTuple):
    """A file beside a plan that was read.

    Attributes:
        kind: What kind of file it is.
        name: Its name in its folder.
        shown: How it is called.
        data: Its bytes.
    """

    kind: FileKind[Any]
    name: str
    shown: str
    data: bytes


def join_values(plan: Plan, values: Mapping[str, list[Any]]) -> Plan:
    """Return a plan with what the files beside it hold, by the names of their kinds."""
    for kind in JOINED:
        if kind.join is not None and values.get(kind.name):
            plan = kind.join(plan, values[kind.name])
    return plan


def list_beside(kind: FileKind[Any], plan: Path, source: Source) -> list[Path]:
    """Return the paths of the files of a kind that are beside a plan, sorted."""
    place = plan.with_name(kind.file)
    if kind.is_folder:
        return [place / name for name in source.list_names(place) if is_voice(name)]
    return [place] if source.has(place) else []


def read_side_files(plan: Path, show: Callable[[Path], str]) -> list[SideFile]:
    """Return the files beside a plan whose content is joined to it.

    Args:
        plan: The path of the plan.
        show: Write how a file is called.
    """
    source = WorkTree()
    return [
        SideFile(kind, path.name, show(path), source.read_unlinked(path))
        for kind in JOINED
        for path in list_beside(kind, plan, source)
    ]
