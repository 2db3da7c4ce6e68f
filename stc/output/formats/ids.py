"""Ids alone, one a line, for another command to take up."""

from stc.output.registry import Screen
from stc.views.view import View


def render(view: View, screen: Screen) -> str:
    """Return the ids of a view, one a line."""
    return "".join(f"{one}\n" for one in view.ids)
