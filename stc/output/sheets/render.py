"""The formats of a sheet. A new one is a module with a function, and a row here."""

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath
from typing import Final, NamedTuple, cast

from stc.errors import UsageProblem
from stc.plan.model import Plan, Step
from stc.sheets.columns import Stamp
from stc.text.nearest import quote


class Blank(NamedTuple):
    """A sheet before it is filled in.

    Attributes:
        plan: The plan.
        steps: The steps it has a row for.
        stamp: What it says of itself.
        name: Who reports in it, for people; empty where it is for several.
    """

    plan: Plan
    steps: tuple[Step, ...]
    stamp: Stamp
    name: str = ""


class SheetFormat(NamedTuple):
    """A format: its module, which has `render` and `is_blank`, and whether it is text."""

    module: str
    is_text: bool


SHEET_FORMATS: Final = {
    ".xlsx": SheetFormat("stc.output.sheets.book", False),
    ".csv": SheetFormat("stc.output.sheets.delimited", True),
}


def find_suffix(path: str) -> str:
    """Return the format that a path asks for by its suffix.

    Raises:
        UsageProblem: There is none.
    """
    suffix = PurePath(path).suffix.lower()
    if suffix not in SHEET_FORMATS:
        raise UsageProblem(
            f"{quote(path, 200)} ends with none of {', '.join(SHEET_FORMATS)}.",
            "Name a file such as 911.xlsx.",
        )
    return suffix


def render_sheet(suffix: str, blank: Blank) -> bytes:
    """Return the bytes of a sheet; the same sheet has the same bytes."""
    module = import_module(SHEET_FORMATS[suffix].module)
    return cast(Callable[[Blank], bytes], module.render)(blank)


def is_blank(suffix: str, data: bytes) -> bool:
    """Return whether bytes are a sheet of stc in which nothing was filled in."""
    module = import_module(SHEET_FORMATS[suffix].module)
    return cast(Callable[[bytes], bool], module.is_blank)(data)
