"""What a person sees on a terminal at a glance, in place of the blocks that other formats show."""

from datetime import date
from typing import NamedTuple, TypeAlias

from stc.views.strip import Strip
from stc.views.view import Details, Table


class Phrase(NamedTuple):
    """Some words, and the hue of what they mean: `late`, `done`, `moved`, `mute`, or none.

    The hue of an id is `id`: the colour of its section.
    """

    text: str
    hue: str = ""


class Head(NamedTuple):
    """The first line: what it is about, and at the right edge the day it is for."""

    phrases: tuple[Phrase, ...]
    day: date
    is_strong: bool = True


class Paragraph(NamedTuple):
    """A sentence or more, broken between words; a strong one belongs to the line above."""

    phrases: tuple[Phrase, ...]
    is_strong: bool = False


class Texts(NamedTuple):
    """Texts of the plan, each in full; one that begins with `- ` is an item of a list."""

    lines: tuple[str, ...]


class StatusLine(NamedTuple):
    """A status, with its sign, and what is to be said of it."""

    status: str
    phrases: tuple[Phrase, ...]


class Sparkline(NamedTuple):
    """Numbers over time, drawn as a line of letters.

    Attributes:
        label: What is counted.
        values: The numbers, oldest first.
        hue: The hue of the line, or the name of a status, whose colour it then has.
        note: What is said behind the last number.
    """

    label: str
    values: tuple[int, ...]
    hue: str
    note: tuple[Phrase, ...] = ()


class Sparklines(NamedTuple):
    """Lines over the same days below each other.

    Attributes:
        lines: The lines.
        first: The first day.
        last: The last day.
        is_on_one_scale: They are compared with each other; else each has a scale of its own, and
            its first and its highest number.
    """

    lines: tuple[Sparkline, ...]
    first: date
    last: date
    is_on_one_scale: bool = False


class Happening(NamedTuple):
    """Something that happened: when, what kind of thing with its hue, and in words."""

    day: str
    tag: str
    hue: str
    words: str


class Happenings(NamedTuple):
    """What happened, newest first."""

    rows: tuple[Happening, ...]


class Remarks(NamedTuple):
    """What is not counted, and what to type next: quiet lines at the end."""

    lines: tuple[str, ...]


GlanceBlock: TypeAlias = (
    Head
    | Paragraph
    | Texts
    | StatusLine
    | Sparklines
    | Strip
    | Happenings
    | Remarks
    | Table
    | Details
)


def say(*phrases: str | tuple[str, str]) -> tuple[Phrase, ...]:
    """Return phrases; a pair has a hue."""
    return tuple(
        Phrase(phrase) if isinstance(phrase, str) else Phrase(*phrase) for phrase in phrases
    )
