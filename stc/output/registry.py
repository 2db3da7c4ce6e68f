"""The formats an answer can be given in, each imported only when it is asked for."""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Literal, NamedTuple, cast

from stc.views.view import View

Layout = Literal["rows", "whole", "paragraphs"]


class Screen(NamedTuple):
    """What an answer is shown on.

    Attributes:
        width: Columns of the terminal; in a pipe, as many as a table needs to be read.
        colour: Whether colours and bold may be used.
        encoding: The encoding of standard output, such as `utf-8`.
        is_terminal: A person looks at it: a step has one line, and there are pictures.
        is_ascii: Pictures, signs and ellipses are drawn in ASCII.
        layout: A row of a table is a line that is cut, a whole line of any length, or as many
            lines as its texts need.
    """

    width: int
    colour: bool
    encoding: str
    is_terminal: bool = False
    is_ascii: bool = False
    layout: Layout = "paragraphs"


class Format(NamedTuple):
    """A format: the module that renders it, and whether people or programs read it.

    For programs the text is UTF-8 in every locale, so that it is exactly what the plan says.
    """

    module: str
    for_programs: bool
    function: str = "render"


FORMATS = {
    "table": Format("stc.output.formats.table", False),
    "json": Format("stc.output.formats.json", True),
    "csv": Format("stc.output.formats.records", True, "render_csv"),
    "tsv": Format("stc.output.formats.records", True, "render_tsv"),
    "md": Format("stc.output.formats.markdown", False),
    "ids": Format("stc.output.formats.records", True, "render_ids"),
}


def render_view(name: str, view: View, screen: Screen) -> Iterable[str]:
    """Return the text of a view in a format, in pieces of whole lines.

    What programs read may have a piece a record, made when it is asked for: a long answer is
    never in memory as a whole.
    """
    chosen = FORMATS[name]
    render = getattr(import_module(chosen.module), chosen.function)
    text = cast(Callable[[View, Screen], str | Iterable[str]], render)(view, screen)
    return (text,) if isinstance(text, str) else text
