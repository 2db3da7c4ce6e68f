"""Charts read back: their texts as boxes in pixels, on the narrowest telephone and on a desk."""

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring

FONT = 14
BOLD = 7.5
"""The width of a letter in pixels, on average of such texts, in Helvetica's bold face."""


class Box(NamedTuple):
    """A text and the room it takes."""

    words: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def read_chart(svg: str) -> Element:
    return fromstring(svg)


def read_share(element: Element, name: str) -> float:
    """Return a part of the whole, from 0 to 1."""
    written = element.get(name, "0%")
    assert written.endswith("%"), written
    return float(written.removesuffix("%")) / 100


def read_texts(chart: Element) -> list[str]:
    return [text.text or "" for text in chart.iter("text")]


def place_texts(chart: Element, width: float, height: float) -> list[Box]:
    """Return the texts of a chart of such a size."""
    boxes = []
    for text in chart.iter("text"):
        long = len(text.text or "") * BOLD
        gap = float(text.get("dx", "0em").removesuffix("em")) * FONT
        x = read_share(text, "x") * width + gap
        back = {"end": long, "middle": long / 2}.get(text.get("text-anchor", ""), 0)
        y = read_share(text, "y") * height
        boxes.append(Box(text.text or "", x - back, y - 11, x - back + long, y + 3))
    return boxes


def assert_apart(chart: Element, width: float, height: float) -> None:
    """Check that no text leaves the chart or lies on another."""
    boxes = place_texts(chart, width, height)
    for number, box in enumerate(boxes):
        assert box.left >= -1, box
        assert box.right <= width + 1, box
        assert box.top >= 0, box
        assert box.bottom <= height, box
        for other in boxes[:number]:
            assert not box.meets(other), (box, other)


def read_path(path: Element) -> list[tuple[float, float]]:
    """Return the corners of a path of stairs; each line is level or upright."""
    x = y = 0.0
    corners = []
    for sign, numbers in re.findall(r"([MHVhv])([-.\d ]+)", path.get("d", "")):
        values = [float(value) for value in numbers.split()]
        if sign == "M":
            x, y = values
        elif sign in "Hh":
            x = values[0] + x * (sign == "h")
        else:
            y = values[0] + y * (sign == "v")
        corners.append((x, y))
    return corners
