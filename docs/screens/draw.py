"""Draw the sheet and the form of the page for city staff, from what stc writes."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, NamedTuple

HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<title>{title}</title>
<style>
text {{ font: 13px system-ui, Segoe UI, Helvetica, Arial, sans-serif; fill: #1d2226; }}
.head {{ font-weight: 600; }}
.quiet {{ fill: #555b60; font-size: 12px; }}
rect {{ fill: #ffffff; stroke: #c9c5ba; }}
.open {{ fill: #fff9e5; }}
.plain {{ fill: #efede6; }}
.button {{ fill: #1f7a4d; stroke: none; }}
.button + text {{ fill: #ffffff; font-weight: 600; }}
</style>
"""
ROW, LETTER = 30, 7.2
FIELD = 640


class Column(NamedTuple):
    """A column of the sheet that is drawn: its title, its width and whether it is filled in."""

    title: str
    width: int
    is_open: bool = False


def fit(text: str, width: float) -> str:
    """Return a text, cut with an ellipsis where it does not fit in a width in pixels."""
    most = int((width - 12) / LETTER)
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def draw_text(x: float, y: float, text: str, css: str = "") -> str:
    """Return a line of text."""
    named = f' class="{css}"' if css else ""
    return f'<text x="{x:g}" y="{y:g}"{named}>{escape(text)}</text>'


def draw_box(x: float, y: float, width: float, text: str, css: str = "", bold: str = "") -> str:
    """Return a box of one line with its text."""
    named = f' class="{css}"' if css else ""
    box = f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{ROW}"{named}/>'
    return box + draw_text(x + 6, y + 20, fit(text, width), bold)


def draw_sheet(title: str, columns: Sequence[Column], rows: Sequence[dict[str, str]]) -> str:
    """Return some columns and rows of a sheet as SVG.

    Args:
        title: What the picture shows.
        columns: The columns, from left to right.
        rows: For each row its texts by the titles of the columns.
    """
    lines = list(_draw_cells(columns, rows))
    width = sum(column.width for column in columns) + 2
    head = HEAD.format(width=width, height=ROW * (len(rows) + 1) + 2, title=escape(title))
    return "\n".join([head.rstrip(), *lines, "</svg>"]) + "\n"


def _draw_cells(columns: Sequence[Column], rows: Sequence[dict[str, str]]) -> Iterator[str]:
    x = 1.0
    for column in columns:
        yield draw_box(x, 1, column.width, column.title, "plain", "head")
        for number, row in enumerate(rows, 1):
            css = "open" if column.is_open else ""
            yield draw_box(x, 1 + number * ROW, column.width, row.get(column.title, ""), css)
        x += column.width


def draw_form(title: str, form: dict[str, Any], answers: dict[str, str], button: str) -> str:
    """Return a form of GitHub as SVG, with answers by the labels of its questions.

    Questions that have no answer are drawn empty.
    """
    lines, y = [], 14.0
    for question in form["body"]:
        attributes = question["attributes"]
        if question["type"] == "markdown":
            for line in attributes["value"].splitlines():
                lines.append(draw_text(12, y + 14, line, "quiet"))
                y += 20
            y += 10
            continue
        label = attributes["label"]
        lines.append(draw_text(12, y + 14, label, "head"))
        if question["type"] == "checkboxes":
            (option,) = attributes["options"]
            lines.append(f'<rect x="12" y="{y + 24:g}" width="14" height="14"/>')
            lines.append(draw_text(34, y + 36, option["label"]))
            y += 52
            continue
        options = attributes.get("options", [""])
        answer = answers.get(
            label, options[attributes["default"]] if "default" in attributes else ""
        )
        lines.append(draw_box(12, y + 22, FIELD, answer))
        if question["type"] == "dropdown":
            lines.append(draw_text(FIELD - 8, y + 42, "▾"))
        y += 66
    lines.append(f'<rect x="{FIELD - 78}" y="{y:g}" width="90" height="{ROW}" class="button"/>')
    lines.append(draw_text(FIELD - 55, y + 20, button))
    head = HEAD.format(width=FIELD + 24, height=int(y) + ROW + 14, title=escape(title))
    return "\n".join([head.rstrip(), *lines, "</svg>"]) + "\n"
