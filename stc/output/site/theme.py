"""The files of a city's own look: its pictures under fixed names, and its colours as a style."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from stc.files.pictures import Picture
from stc.output.site.files import SiteFile
from stc.plan.colours import measure_contrast, mix
from stc.plan.theme import SCHEMES, SHARP, Theme, complete_palette, darken
from stc.rules.load_theme import Look
from stc.text.addresses import is_address, join_address, quote_part

ICON = "favicon.svg"
_SHARE = "share.png"
_HIGHEST = 32
_LOWEST = 20
_WIDEST = 240
_ON_MARKS = ("#ffffff", "#101416")
_TINT = 0.12
_SHADE = 0.25


class Shown(NamedTuple):
    """A picture of the site, its size in pixels."""

    path: str
    width: int
    height: int


def list_pictures(look: Look) -> Iterator[SiteFile]:
    """Return the files of the pictures, whatever they are called in the folder of the theme."""
    if look.logo:
        yield SiteFile(_path_of_logo(look.logo), look.logo.data)
    if look.share:
        yield SiteFile(_SHARE, look.share.data)


def name_look(look: Look, base_url: str | None) -> dict[str, Any]:
    """Return what the templates know of a look, by its name there."""
    icon = _path_of_logo(look.logo) if look.logo else ICON
    return {
        "theme": look.theme,
        "report_link": lambda about: link_report(look.theme, about),
        "logo": _show_logo(look.logo) if look.logo else None,
        "icon": {"path": icon, "type": "image/png" if icon.endswith(".png") else "image/svg+xml"},
        "picture": _show_share(look.share, base_url) if look.share and base_url else None,
    }


def link_report(theme: Theme, about: str) -> str | None:
    """Return the link to where people report something; an e-mail says what it is about.

    Args:
        theme: What the city sets.
        about: The id of a step, or the title of the plan.
    """
    if theme.report is None or is_address(theme.report):
        return theme.report
    return f"mailto:{theme.report}?subject={quote_part(about)}"


def _show_logo(logo: Picture) -> Shown:
    """Return the logo, 20 to 32 pixels high, and lower the wider it is."""
    height = min(_HIGHEST, max(_LOWEST, round(_WIDEST * logo.height / logo.width)))
    return Shown(_path_of_logo(logo), max(1, round(height * logo.width / logo.height)), height)


def _show_share(share: Picture, base_url: str) -> Shown:
    return Shown(join_address(base_url, _SHARE), int(share.width), int(share.height))


def _path_of_logo(logo: Picture) -> str:
    return f"logo{logo.suffix}"


def make_style(theme: Theme) -> str:
    """Return the style that sets the colours of a theme; an empty text where it sets none."""
    if theme.light is None and theme.dark is None:
        return ""
    light, dark = (
        _derive(complete_palette(palette, scheme))
        for scheme, palette in (("light", theme.light), ("dark", theme.dark))
    )
    lines = (
        f"    --{name}: light-dark({value}, {dark[name]});\n"
        for name, value in light.items()
        if (value, dark[name]) != (_STC["light"][name], _STC["dark"][name])
    )
    # What is lifted from the page would need a contrast of its own. Paper keeps the colours of stc.
    style = f"  :root {{\n{''.join(lines)}    --card: var(--bg);\n  }}\n"
    return f"\n/* ---- the city's own colours */\n\n@media screen {{\n{style}}}\n"


def _derive(colours: dict[str, str]) -> dict[str, str]:
    """Return the colours of a scheme, with the texts and tints that follow from them."""
    back, ink = colours["bg"], colours["ink"]
    found = dict(colours)
    for name in ("done", "late"):
        tint = mix(back, colours[name], _TINT)
        found[f"{name}-tint"] = tint
        found[f"{name}-text"] = darken(colours[name], ink, back, tint)
    paler = mix(colours["done"], back, _SHADE)
    is_sharp = measure_contrast(paler, back) >= SHARP
    found["kept-late"] = paler if is_sharp else mix(colours["done"], ink, _SHADE)
    for name in ("brand", "done", "late", "kept-late"):
        found[f"on-{name}"] = max(_ON_MARKS, key=lambda on: measure_contrast(on, found[name]))
    return found


_STC = {scheme: _derive(palette._asdict()) for scheme, palette in SCHEMES.items()}
