"""Colours: contrast by WCAG 2.2, likeness, and mixtures. A colour is a text `#rrggbb`."""

from typing import Final

_LMS: Final = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_LAB: Final = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
Three = tuple[float, float, float]


def measure_contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    lights = sorted((_find_luminance(one), _find_luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def measure_distance(one: str, other: str) -> float:
    """Return how far two colours are apart in OKLab: 0 is the same, 1 is black and white."""
    pairs = zip(_find_lab(one), _find_lab(other), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def mix(one: str, other: str, share: float) -> str:
    """Return a colour between two, with this share of the second."""
    parts = zip(_split(one), _split(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def _split(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _find_linear(colour: str) -> Three:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in _split(colour))
    )
    return red, green, blue


def _find_luminance(colour: str) -> float:
    red, green, blue = _find_linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _find_lab(colour: str) -> Three:
    """Return a colour in OKLab (Ottosson 2020)."""
    cones = _multiply(_LMS, _find_linear(colour))
    return _multiply(_LAB, (cones[0] ** (1 / 3), cones[1] ** (1 / 3), cones[2] ** (1 / 3)))


def _multiply(matrix: tuple[Three, Three, Three], vector: Three) -> Three:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third
