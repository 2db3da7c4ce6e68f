"""What a status means: the kinds, which are code, and what a vocabulary says of each status.

Everything asks for the kind of a status. The words are data: a plan brings its own in its head, or
has those of `vocabulary`.
"""

import re
from enum import Enum
from typing import Annotated, Any, Final, NamedTuple

from stc.plan.field import TYPES, Field, ValueType
from stc.plan.value_types import NAME, UNRANKED, make_choice


class Look(NamedTuple):
    """How a status is shown in a terminal, beside its name.

    Attributes:
        sign: A letter of one column.
        ascii_sign: What stands for it where there is only ASCII.
        colour: One of the eight colours of a terminal, or the bright one of black.
    """

    sign: str
    ascii_sign: str
    colour: str


class StatusKind(Enum):
    """A kind of status.

    Attributes:
        word: What it is called in a vocabulary.
        meaning: What follows from it, as the end of a sentence about a step.
        css_class: The class of its tags on the site; those of open statuses add their rank.
        is_open: The step is not finished and can be overdue.
        is_continuing: The step has no end; past its date it is due for review.
        is_counted: The step is counted in shares.
        is_done: The step was finished.
        is_closed: Work on the step has ended.
        looks: The sign, the one in ASCII and the colour in a terminal, by rank; the last for all
            higher ones.
    """

    OPEN = (
        "open",
        "is not finished; past its deadline it is overdue",
        "status-open",
        (True, False, True, False, False),
        (("○", "[ ]", "bright_black"), ("◔", "[.]", "cyan"), ("◑", "[/]", "blue")),
    )
    CONTINUING = (
        "continuing",
        "has no end; past its date it is due for review",
        "status-continuing",
        (False, True, True, False, False),
        (("↻", "[~]", "magenta"),),
    )
    COMPLETE = (
        "complete",
        "is done",
        "status-complete",
        (False, False, True, True, True),
        (("●", "[x]", "green"),),
    )
    UNMET = (
        "unmet",
        "ended without being done; it is still counted",
        "status-unmet",
        (False, False, True, False, True),
        (("✕", "[!]", "red"),),
    )
    EXCLUDED = (
        "excluded",
        "was taken out of the plan; it is not counted",
        "status-excluded",
        (False, False, False, False, True),
        (("⊘", "[-]", "bright_black"),),
    )
    UNKNOWN = (
        "unknown",
        "has an unknown status",
        "status-unknown",
        (False, False, True, False, False),
        (("?", "[?]", "bright_black"),),
    )

    def __init__(
        self,
        word: str,
        meaning: str,
        css_class: str,
        facts: tuple[bool, bool, bool, bool, bool],
        looks: tuple[tuple[str, str, str], ...],
    ) -> None:
        self.word = word
        self.meaning = meaning
        self.css_class = css_class
        self.is_open, self.is_continuing, self.is_counted, self.is_done, self.is_closed = facts
        self.looks = tuple(Look(*look) for look in looks)

    @property
    def needs_reason(self) -> bool:
        """Whether a step that gets such a status must say why: it ends and is not done."""
        return self.is_closed and not self.is_done


_WORDS: Final = make_choice(tuple(kind.word for kind in StatusKind))
_BY_WORD: Final = {kind.word: kind for kind in StatusKind}


def parse_kind(value: Any) -> StatusKind:
    """Return the kind of a word."""
    return _BY_WORD[_WORDS.parse(value)]


TYPES[StatusKind] = ValueType(parse_kind, _WORDS.schema)


class Status(NamedTuple):
    """A status that steps can have.

    Attributes:
        rank: How far along the step is, from 0; None if the status does not say.
        words: Common words for it, used only for suggestions.
    """

    name: Annotated[
        str, Field("The name of the status, as steps use it.", type=NAME, example="On hold")
    ]
    kind: Annotated[StatusKind, Field("How it is counted.", example="open")]
    meaning: Annotated[
        str | None,
        Field("What it means, as a sentence for readers.", example="The work is paused."),
    ] = None
    was: Annotated[
        tuple[str, ...],
        Field("Its earlier names.", type=NAME, inline=True, example="[Paused]"),
    ] = ()
    aliases: Annotated[
        tuple[str, ...],
        Field(
            "Other words that people may type for it.", type=NAME, inline=True, example="[rests]"
        ),
    ] = ()
    unranked: Annotated[
        str | None,
        Field(
            "Write none if an open status does not say how far along a step is.",
            key="rank",
            type=UNRANKED,
            example="none",
        ),
    ] = None
    rank: int | None = None
    words: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """The form that is easy to type, such as `in-progress`."""
        return fold_status(self.name).replace(" ", "-")

    @property
    def key(self) -> str:
        """The key of its count in JSON, such as `in_progress`."""
        key = self.slug.replace("-", "_")
        return f"status_{key}" if key in TAKEN_KEYS or key.startswith("status_") else key

    @property
    def is_open(self) -> bool:
        """Whether the step is not finished."""
        return self.kind.is_open

    @property
    def is_continuing(self) -> bool:
        """Whether the step has no end."""
        return self.kind.is_continuing

    @property
    def is_counted(self) -> bool:
        """Whether the step is counted in shares."""
        return self.kind.is_counted

    @property
    def is_done(self) -> bool:
        """Whether the step was finished."""
        return self.kind.is_done

    @property
    def is_closed(self) -> bool:
        """Whether work on the step has ended: it was finished, given up or taken out."""
        return self.kind.is_closed

    @property
    def needs_reason(self) -> bool:
        """Whether a step that has it must say why: it ended and was not done."""
        return self.kind.needs_reason

    @property
    def look(self) -> Look:
        """How it is shown in a terminal."""
        looks = self.kind.looks
        return looks[min(self.rank or 0, len(looks) - 1)]

    @property
    def css_class(self) -> str:
        """The class of its tags on the site."""
        if self.is_open and self.rank is not None:
            return f"{self.kind.css_class}-{self.rank}"
        return self.kind.css_class

    @property
    def names(self) -> tuple[str, ...]:
        """Every word that is taken for the status: its name, its earlier ones, its aliases."""
        return (self.name, *self.was, *self.aliases)


OPEN_THAT_DAY: Final = Status(
    "Open that day", StatusKind.OPEN, "The step was completed after the day the answer is for."
)
"""What a step that is done now was on a day before; no file holds it and nobody types it."""

TAKEN_KEYS: Final = frozenset(
    (
        *("by", "id", "title", "name", "aliases", "day", "commit", "steps", "counted", "open"),
        *("overdue", "review_due", "late_to_start", "undated", "needs_review", "current", "dated"),
        *("no_lead", "due_0_30", "due_31_60", "due_61_90", "due_later"),
    )
)
"""The keys beside the counts by status."""


def is_backwards(before: Status, after: Status) -> bool:
    """Return whether a change of status goes backwards.

    The rank is lower than before, or a complete step becomes anything but complete or excluded.
    """
    if before.is_done:
        return after.is_counted and not after.is_done
    return before.rank is not None and after.rank is not None and after.rank < before.rank


def fold_status(text: str) -> str:
    """Return a typed status in the form in which statuses are compared."""
    return re.sub(r"[\s_-]+", " ", text).strip().casefold()
