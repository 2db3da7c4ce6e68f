"""Pictures that a plan or a theme names: read from its folder, and refused where they are not safe.

An SVG is shown by `<img>` alone, where no script of it runs. But it has an address of its own, so
one is refused that holds more than a drawing.
"""

import os
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple
from xml.parsers import expat

from stc.files.store.read import cannot, read_bytes

LARGEST: Final = 500_000
"""The most bytes of a picture; a reader on a phone pays for each."""
_LONGEST_SIDE: Final = 4_000
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_SVG: Final = "http://www.w3.org/2000/svg"
_DRAWN: Final = frozenset(
    (
        *("svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "style", "switch"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"),
        *("textPath", "clipPath", "mask", "pattern", "marker", "linearGradient", "stop"),
        *("radialGradient", "filter", "image", "a"),
    )
)
_FOREIGN: Final = re.compile(r"url\(\s*[\"']?(?!\s*[\"']?#)|@import|\\|expression\(", re.IGNORECASE)
_REFERRING: Final = ("href", "src", "base")
_EMBEDDED: Final = ("data:image/png;", "data:image/jpeg;")
_LENGTH: Final = re.compile(r"([0-9]*\.?[0-9]+)(px|pt|mm|cm|in)?")


class Picture(NamedTuple):
    """A picture, as it is in its file.

    Attributes:
        suffix: `.svg` or `.png`.
        width: Its width; only the ratio to the height counts.
    """

    data: bytes
    suffix: str
    width: float
    height: float


def read_picture(folder: Path, name: str) -> Picture:
    """Return the picture of this name in a folder.

    Raises:
        CannotGoOn: It is missing, leads out of the folder, is too large, or not a safe picture.
    """
    path = folder / name
    real = Path(os.path.realpath(path))
    if Path(os.path.realpath(folder)) not in real.parents:
        raise cannot("read", str(path), "it is a link that leads out of the folder", _PUT)
    if real.is_file() and real.stat().st_size > LARGEST:
        reason = f"it has {real.stat().st_size:,} bytes, and at most {LARGEST:,} are allowed"
        raise cannot("read", str(path), reason, "Make it smaller.")
    data = read_bytes(path)
    is_svg = name.lower().endswith(".svg")
    try:
        width, height = _measure_svg(data) if is_svg else _measure_png(data)
    except ValueError as problem:
        raise cannot("use", str(path), str(problem)) from None
    return Picture(data, ".svg" if is_svg else ".png", width, height)


_PUT: Final = "Put the file itself there."


def _measure_png(data: bytes) -> tuple[float, float]:
    """Return the width and height of a PNG (ISO/IEC 15948), every part of which is whole."""
    if not data.startswith(_PNG):
        raise ValueError("it is not a PNG")
    parts = list(_split_png(data))
    names = [name for name, _ in parts]
    if names[:1] != [b"IHDR"] or names[-1:] != [b"IEND"] or b"IDAT" not in names:
        raise ValueError("the PNG is not whole")
    width, height = (int.from_bytes(parts[0][1][at : at + 4], "big") for at in (0, 4))
    if not (0 < width <= _LONGEST_SIDE and 0 < height <= _LONGEST_SIDE):
        raise ValueError(f"it is {width:,} by {height:,} pixels, at most {_LONGEST_SIDE:,} a side")
    return width, height


def _split_png(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        end = at + 8 + size
        body = data[at + 4 : end]
        if zlib.crc32(body) != int.from_bytes(data[end : end + 4], "big") or end + 4 > len(data):
            raise ValueError("the PNG is damaged")
        yield body[:4], body[4:]
        if body[:4] == b"IEND" and end + 4 < len(data):
            raise ValueError("something follows the end of the PNG")
        at = end + 4


def _measure_svg(data: bytes) -> tuple[float, float]:
    """Return the width and height of an SVG that holds nothing but a drawing."""
    roots: list[dict[str, str]] = []
    inside: list[str] = []
    styles: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        _check_element(tag, attributes, is_root=not roots)
        inside.append(tag.rpartition(" ")[2])
        if not roots:
            roots.append(attributes)

    def say(text: str) -> None:
        if inside[-1] == "style":
            styles.append(text)

    def refuse(*_: object) -> None:
        raise ValueError("an SVG with entities or instructions is not used")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: inside.pop()
    parser.CharacterDataHandler = say
    parser.EntityDeclHandler = refuse
    parser.ProcessingInstructionHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ValueError(f"it is not an SVG: {expat.ErrorString(error.code)}") from None
    if _FOREIGN.search("".join(styles)):
        raise ValueError("a style in the SVG refers to something outside of it")
    return _find_size(roots[0])


def _check_element(tag: str, attributes: dict[str, str], *, is_root: bool) -> None:
    space, _, name = tag.rpartition(" ")
    if is_root and (space, name) != (_SVG, "svg"):
        raise ValueError("it is not an SVG")
    if (space == _SVG and name not in _DRAWN and not name.startswith("fe")) or "xhtml" in space:
        raise ValueError(f"the SVG holds <{name[:40]}>, which is no drawing")
    for key, value in attributes.items():
        local = key.rpartition(" ")[2].lower()
        if local.startswith("on"):
            raise ValueError(f"the SVG holds a script, {local[:40]}")
        is_inside = local not in _REFERRING or value.startswith(("#", *_EMBEDDED))
        if not is_inside or _FOREIGN.search(value):
            raise ValueError(f"the SVG refers to something outside of it in {local[:40]}")


def _find_size(root: dict[str, str]) -> tuple[float, float]:
    box = root.get("viewBox", "").replace(",", " ").split()
    if len(box) != 4:
        box = ["0", "0", root.get("width", ""), root.get("height", "")]
    sizes = [_LENGTH.fullmatch(text) for text in box[2:]]
    width, height = (float(found[1]) if found else 0.0 for found in sizes)
    if not (width and height):
        raise ValueError("the SVG does not say how large it is: it needs a viewBox")
    return width, height
