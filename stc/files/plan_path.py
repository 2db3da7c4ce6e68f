"""Where the plan is: named, or looked for from a folder upward to the root of the checkout."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TypeVar

from stc.errors import CannotGoOn
from stc.text.nearest import quote

AnyPath = TypeVar("AnyPath", Path, PurePosixPath)
PLAN = Path("data", "plan.yaml")
TIMELINE = "timeline.yaml"
UPDATES = "updates"
MEASURES = "measures.yaml"


def decode_path(typed: str) -> str:
    """Return the path in an argument, which is text, while the name of a file is bytes."""
    return os.fsdecode(typed.encode("utf-8", "surrogateescape"))


def find_plan(start: Path, named: str | None = None, source: str = "--plan") -> Path:
    """Return the path of the plan: the one named, else the first found from `start` upward.

    Args:
        start: The folder to begin in.
        named: The path given by the user, or None.
        source: What gave the path, for the message.

    Raises:
        CannotGoOn: There is none; the message names the folders that were searched.
    """
    if named is not None:
        path = start / named
        if not path.exists():
            raise CannotGoOn(
                f"{source} names {quote(named)}, but there is no such file.",
                "Check the path, or leave it out to use data/plan.yaml.",
            )
        return path
    looked = list(_candidates(start))
    found = next((path for path in looked if path.is_file()), None)
    if found is None:
        folders = ", ".join(str(path.parent.parent) for path in looked)
        raise CannotGoOn(
            f"No plan found: there is no {PLAN} in {folders}.",
            "Go into the folder of the plan, or name it with --plan FILE or STC_PLAN.",
        )
    return found


def find_past_plan(start: Path, named: str | None = None, source: str = "--plan") -> Path:
    """Return the path of a plan that is read from git, and may be gone from the work tree.

    That is the one named, else the first found from `start` upward, else where it would be at the
    root of the checkout.

    Args:
        start: The folder to begin in.
        named: The path given by the user, or None.
        source: What gave the path, for the message.

    Raises:
        CannotGoOn: No path is known.
    """
    # What no file can be called was nowhere in git either.
    if named is not None:
        return find_plan(start, named, source) if "\0" in named else start / named
    *_, last = _candidates(start)
    is_root = (last.parent.parent / ".git").exists()
    found = any(path.is_file() for path in _candidates(start))
    return last if is_root and not found else find_plan(start, named, source)


def _candidates(start: Path) -> Iterator[Path]:
    for folder in (start, *start.parents):
        yield folder / PLAN
        if (folder / ".git").exists():
            return


def timeline_beside(plan: Path) -> Path:
    """Return the path of the timeline that belongs to a plan: in the same folder."""
    return plan.with_name(TIMELINE)


def updates_beside(plan: AnyPath) -> AnyPath:
    """Return the path of the folder of the updates of a plan: beside it."""
    return plan.with_name(UPDATES)


def is_voice(name: str) -> bool:
    """Return whether a file in the folder of the updates is read; a wrong name is found then."""
    return name.lower().endswith((".yaml", ".yml")) and not name.startswith(".")
