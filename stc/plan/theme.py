"""What a city sets on the pages: its name, its colours, its pictures, and whom to tell."""

from collections.abc import Iterator
from typing import Annotated, Final, NamedTuple

from stc.plan.colours import measure_contrast, measure_distance, mix
from stc.plan.field import Field
from stc.plan.value_types import COLOUR, NAME, PICTURE, PNG, REPORT

SHARPEST: Final = 4.5
"""The least contrast of a text (WCAG 2.2, 1.4.3)."""
SHARP: Final = 3.0
"""The least contrast of a mark (WCAG 2.2, 1.4.11)."""
_APART: Final = 1.5
_UNLIKE: Final = 0.15
"""How far two colours of one lightness are apart that nobody takes for the same."""


def _colour(doc: str, example: str) -> Field:
    return Field(doc, required=False, type=COLOUR, example=f'"{example}"')


class Palette(NamedTuple):
    """The colours of the pages in light or in dark; those left out are those of stc."""

    # None may be empty in the file: `brand: #12506b` without quotes is a comment.

    brand: Annotated[str, _colour("The head of the pages.", "#12506b")] = ""
    link: Annotated[str, _colour("Links.", "#0b5a86")] = ""
    bg: Annotated[str, _colour("The page behind everything.", "#fdfcf9")] = ""
    ink: Annotated[str, _colour("The text.", "#1d2226")] = ""
    done: Annotated[str, _colour("What is complete.", "#0f766e")] = ""
    late: Annotated[str, _colour("What is overdue.", "#bf4a1f")] = ""


class Theme(NamedTuple):
    """What is the city's own on the pages of `stc site`."""

    name: Annotated[
        str | None,
        Field("Who publishes the site, above its title.", type=NAME, example="City of Example"),
    ] = None
    logo: Annotated[
        str | None,
        Field(
            "A picture beside it, SVG or PNG, by its path from the folder of this file.",
            type=PICTURE,
            example="logo.svg",
        ),
    ] = None
    light: Annotated[
        Palette | None, Field("Colours on a light page.", example='{brand: "#12506b"}')
    ] = None
    dark: Annotated[
        Palette | None, Field("Colours on a dark page.", example='{brand: "#8ecbe6"}')
    ] = None
    share: Annotated[
        str | None,
        Field(
            "The picture that others show beside a link to the site, PNG, by its path likewise.",
            type=PNG,
            example="share.png",
        ),
    ] = None
    report: Annotated[
        str | None,
        Field(
            "Where people report progress or a mistake: an http(s) or e-mail address.",
            type=REPORT,
            example="plan@example.org",
        ),
    ] = None


LIGHT: Final = Palette("#12506b", "#0b5a86", "#fdfcf9", "#1d2226", "#0f766e", "#bf4a1f")
DARK: Final = Palette("#8ecbe6", "#86c5ee", "#14181b", "#e9e7e2", "#3db5a5", "#e6764a")
SCHEMES: Final = {"light": LIGHT, "dark": DARK}
"""The colours of stc, by the key of those that a theme sets."""
QUIETEST: Final = {"light": "#3d5f88", "dark": "#aab0b4"}
"""The text of stc's own colours that is nearest to the page: no theme changes it."""


class Fault(NamedTuple):
    """A colour that cannot be read or told from another.

    Attributes:
        scheme: `light` or `dark`.
        colour: Its key there.
        message: What is wrong, with the number found.
        hint: What to write.
    """

    scheme: str
    colour: str
    message: str
    hint: str


def complete_palette(palette: Palette | None, scheme: str) -> dict[str, str]:
    """Return all colours of a scheme by their keys, those of stc where a theme sets none."""
    own = (palette or Palette())._asdict()
    return {key: own[key] or value for key, value in SCHEMES[scheme]._asdict().items()}


def find_faults(theme: Theme) -> Iterator[Fault]:
    """Return what is wrong with the colours of a theme, in each scheme that it sets."""
    for scheme, palette in (("light", theme.light), ("dark", theme.dark)):
        if palette is not None:
            yield from _find_faults(palette, scheme)


def _find_faults(own: Palette, scheme: str) -> Iterator[Fault]:
    colours = complete_palette(own, scheme)
    back = colours["bg"]
    quietest = measure_contrast(QUIETEST[scheme], back)
    way = "darker" if scheme == "light" else "lighter"
    if quietest < SHARPEST:
        yield Fault(
            scheme,
            "bg",
            f"The quiet words of the pages have a contrast of {_format(quietest)} on the {scheme}"
            f" bg {back}; at least {SHARPEST} is needed.",
            f"Write a {'lighter' if scheme == 'light' else 'darker'} bg.",
        )
    for name, least in (
        *((name, SHARPEST) for name in ("ink", "link", "brand")),
        *((name, SHARP) for name in ("done", "late")),
    ):
        found = measure_contrast(colours[name], back)
        if found < least:
            yield Fault(
                scheme,
                name if getattr(own, name) else "bg",
                f"The {scheme} {name} {colours[name]} has a contrast of {_format(found)} on the bg"
                f" {back}; at least {least} is needed.",
                f"Write a {way} {name}, or another bg.",
            )
    yield from _find_likeness(own, scheme, colours["done"], colours["late"])


def _find_likeness(own: Palette, scheme: str, done: str, late: str) -> Iterator[Fault]:
    contrast, distance = measure_contrast(done, late), measure_distance(done, late)
    if contrast < _APART and distance < _UNLIKE:
        yield Fault(
            scheme,
            "late" if own.late else "done",
            f"The {scheme} done {done} and late {late} look alike: their contrast is"
            f" {_format(contrast)}, less than {_APART}, and so are their hues.",
            "Write two colours that differ in lightness or in hue.",
        )


def _format(contrast: float) -> str:
    # Cut, not rounded: 4.499 is not 4.5.
    return f"{int(contrast * 100) / 100:.2f}"


def darken(colour: str, ink: str, *backs: str) -> str:
    """Return a colour mixed with the ink until it can be read as a text on all of these."""
    for step in range(21):
        mixed = mix(colour, ink, step / 20)
        if all(measure_contrast(mixed, back) >= SHARPEST for back in backs):
            return mixed
    return ink
