"""The lines of a file that change, as git shows them."""

from difflib import unified_diff

from stc.words.visible import make_visible

_STYLES = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}


def render_diff(before: str, after: str, path: str, *, colour: bool = False) -> str:
    """Gives the unified diff of two texts; empty where they are equal."""
    lines = unified_diff(before.split("\n"), after.split("\n"), path, path, lineterm="", n=3)
    return "".join(f"{_draw(line, number, colour)}\n" for number, line in enumerate(lines))


def _draw(line: str, number: int, colour: bool) -> str:
    shown = make_visible(line.removesuffix("\r"))
    style = _STYLES.get(line[:1]) if colour and number > 1 else None
    return f"{style}{shown}\x1b[0m" if style else shown
