"""The charts of a workbook: drawn by the program that opens it, from the cells of a sheet."""

from typing import Any, Final

from stc.output.formats.xlsx.sheet import Chart, Series

HUES: Final = {
    "green": "#0F766E",
    "blue": "#3A7AB8",
    "cyan": "#6A8FBB",
    "magenta": "#7B68B0",
    "red": "#BF4A1F",
    "bright_black": "#868B92",
}
"""The colour on paper of each hue that a status has in a terminal."""
INK: Final = "#1D2226"

CHART_COLUMNS: Final = 10
CHART_ROWS: Final = 18
"""How many columns and rows of the usual size a chart takes, with the space around it."""

_WIDTH: Final = 600
_HEIGHT: Final = 330
_GRID: Final = {"visible": True, "line": {"color": "#DEDACF", "width": 0.75}}
_TEXT: Final = {"size": 10, "bold": False, "color": INK}


def insert_chart(book: Any, page: Any, chart: Chart, row: int, column: int) -> None:
    """Draw a chart over the cells of a sheet that begin here."""
    drawing = book.add_chart({"type": chart.kind})
    for series in chart.series:
        drawing.add_series(_describe_series(chart, series))
    days = {"date_axis": True, "num_format": "mmm yyyy"} if chart.kind == "line" else {}
    drawing.set_x_axis({"num_font": _TEXT, **days})
    drawing.set_y_axis({"num_font": _TEXT, "min": 0, "major_gridlines": _GRID, "num_format": "0"})
    drawing.set_title({"name": chart.title, "name_font": {**_TEXT, "size": 11, "bold": True}})
    drawing.set_legend({"position": "bottom"} if len(chart.series) > 1 else {"none": True})
    drawing.set_size({"width": _WIDTH, "height": _HEIGHT})
    around = {"description": chart.meaning, "x_offset": 8, "y_offset": 8}
    page.insert_chart(row, column, drawing, around)


def _describe_series(chart: Chart, series: Series) -> dict[str, Any]:
    facts = {
        "name": [chart.sheet, 0, series.column],
        "categories": [chart.sheet, 1, 0, chart.rows, 0],
        "values": [chart.sheet, 1, series.column, chart.rows, series.column],
    }
    if chart.kind == "line":
        return {**facts, "line": {"color": series.colours[0], "width": 2.25}}
    points = [{"fill": {"color": colour}} for colour in series.colours]
    labels = {"value": True, "font": _TEXT}
    return {**facts, "points": points, "data_labels": labels, "gap": 60}
