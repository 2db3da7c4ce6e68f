"""An answer as one HTML page that needs nothing else: to be mailed, and printed on paper."""

from base64 import b64encode
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from stc import __version__
from stc.output.formats.cells import format_cell, format_context
from stc.output.templating import open_templates
from stc.text.direction import find_direction
from stc.views.view import Column, Details, Rewordings, Sentences, Table, View

_FOLDER: Final = Path(__file__).with_name("templates")
_PAGE: Final = "document.html"
_STYLE: Final = "document.css"
_CHARTS: Final = Path(__file__).with_name("site") / "assets" / "charts.css"


def render_document(view: View, pictures: Mapping[str, str] | None = None) -> str:
    """Return the page of a view, with its own style and without anything to load.

    The content security policy allows that style alone, by its hash. All text is made visible and
    escaped; the texts of stc and those of the plan are treated alike.

    Args:
        view: The view.
        pictures: The SVG of a chart, by the heading it stands below.
    """
    style = (_FOLDER / _STYLE).read_text("utf-8")
    if pictures:
        style += _CHARTS.read_text("utf-8")
    digest = b64encode(sha256(style.encode()).digest()).decode("ascii")
    language = (view.context and view.context.language) or "en"
    page: str = _open_template().render(
        view=view,
        language=language,
        direction=find_direction(language),
        about=format_context(view.context),
        style=_trust(style),
        pictures={heading: _trust(picture) for heading, picture in (pictures or {}).items()},
        digest=f"sha256-{digest}",
        version=__version__,
    )
    return f"{page}\n"


def _open_template() -> Any:
    environment = open_templates(_FOLDER, keep_newlines=False)
    environment.filters.update(kind=_name_block, shown=_find_shown, spelled=format_cell)
    environment.tests["day"] = lambda value: isinstance(value, date)
    environment.tests["several"] = lambda value: isinstance(value, tuple)
    return environment.get_template(_PAGE)


def _trust(style: str) -> Any:
    """Return our own style or chart, which is not escaped: a `>` in it is a `>`."""
    from markupsafe import Markup

    return Markup(style)


def _name_block(block: object) -> str:
    names = {Table: "table", Details: "details", Rewordings: "rewordings", Sentences: "sentences"}
    return names[type(block)]


def _find_shown(table: Table) -> list[tuple[int, Column]]:
    """Return the columns that are shown, each with its place; a bar says what a number says."""
    return [(n, column) for n, column in enumerate(table.columns) if column.kind != "bar"]
