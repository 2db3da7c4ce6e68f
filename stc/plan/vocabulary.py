"""The words of a plan: its statuses, what it calls its parts, its fiscal year.

A plan brings them in its head, or has the statuses of `DEFAULT`; this is the only module that names
one.
"""

import re
from collections.abc import Iterator
from typing import Annotated, Final, NamedTuple

from stc.plan.field import Field, specs_of
from stc.plan.status import OPEN_THAT_DAY, Status, StatusKind, fold_status
from stc.plan.value_types import MONTH, NAME, YEAR_NAMED
from stc.text.plural import with_article

_PART: Final = re.compile(
    r"\b(an? )?(action )?(steps?|sections?|goals?|departments?)\b", re.IGNORECASE
)
MOST_STATUSES: Final = 100
"""How many statuses a vocabulary may have."""


class Words(NamedTuple):
    """What the plan calls its parts, in headings and sentences: both forms of a pair, or none."""

    section: Annotated[str | None, Field("One section.", type=NAME, example="Pillar")] = None
    sections: Annotated[str | None, Field("Several sections.", type=NAME, example="Pillars")] = None
    goal: Annotated[str | None, Field("One goal.", type=NAME, example="Focus area")] = None
    goals: Annotated[str | None, Field("Several goals.", type=NAME, example="Focus areas")] = None
    step: Annotated[str | None, Field("One step.", type=NAME, example="Action")] = None
    steps: Annotated[str | None, Field("Several steps.", type=NAME, example="Actions")] = None
    department: Annotated[str | None, Field("One department.", type=NAME, example="Agency")] = None
    departments: Annotated[
        str | None, Field("Several departments.", type=NAME, example="Agencies")
    ] = None


def list_halves(keys: object) -> tuple[tuple[str, str], ...]:
    """Return each word that is there without the other form, and that other form."""
    names = tuple(specs_of(Words))
    pairs = tuple(zip(names[::2], names[1::2], strict=True))
    found = set(keys) if isinstance(keys, dict) else set()
    return tuple(
        (here, other)
        for pair in pairs
        for here, other in (pair, pair[::-1])
        if here in found and other not in found
    )


class FiscalYear(NamedTuple):
    """How words such as FY27 are read where a person types them; the file has no such form."""

    begins: Annotated[int, Field("The number of its first month.", type=MONTH, example="7")]
    named: Annotated[
        str | None,
        Field(
            "Whether it is named after the year of its end or of its start.",
            type=YEAR_NAMED,
            example="end",
        ),
    ] = None

    @property
    def is_named_by_start(self) -> bool:
        """Whether FY27 begins in 2027; else it ends in it."""
        return self.named == "start"


class Vocabulary(NamedTuple):
    """The words of a plan."""

    statuses: Annotated[
        tuple[Status, ...],
        Field(
            "The statuses, the open ones in the order of the work.",
            example="[{name: Begun, kind: open}, {name: Done, kind: complete}]",
        ),
    ]
    words: Annotated[
        Words | None,
        Field("What the plan calls its parts.", example="{step: Action, steps: Actions}"),
    ] = None
    fiscal_year: Annotated[FiscalYear | None, Field("The fiscal year.", example="{begins: 7}")] = (
        None
    )

    @property
    def shown(self) -> tuple[Status, ...]:
        """The statuses, and `OPEN_THAT_DAY`, which is none of a file."""
        return (*self.statuses, OPEN_THAT_DAY)

    @property
    def has_own_statuses(self) -> bool:
        """Whether the plan brings its statuses."""
        return self.statuses != DEFAULT.statuses

    @property
    def adds_unknown(self) -> bool:
        """Whether the plan has statuses of its own, and `UNKNOWN` is none of them."""
        return self.has_own_statuses and UNKNOWN in self.statuses

    def find(self, name: object) -> Status | None:
        """Return the status of exactly this name, or None."""
        return next((status for status in self.statuses if status.name == name), None)

    def find_begun(self, text: str) -> Status | None:
        """Return the status that a cell names, alone or before a comma: `On hold, overdue`."""
        begun = (
            status
            for status in self.shown
            if text == status.name or text.startswith(f"{status.name}, ")
        )
        return max(begun, key=lambda status: len(status.name), default=None)

    def name_now(self, name: str) -> str:
        """Return what a status of an older version is called, by its earlier names."""
        if self.find(name):
            return name
        return next((status.name for status in self.statuses if name in status.was), name)

    def match_former(self, former: "Vocabulary") -> dict[str, Status]:
        """Return, by their names in an earlier vocabulary, the statuses they are now."""
        by_name = {status.name: status for status in self.statuses}
        found = {status.name: by_name.get(self.name_now(status.name)) for status in former.statuses}
        return {name: status for name, status in found.items() if status is not None}

    def parse_typed(self, text: str) -> Status | None:
        """Return the status a person means by its name, an earlier one or an alias.

        Case, spaces, `-` and `_` do not matter.
        """
        folded = fold_status(text)
        for status in self.statuses:
            if any(fold_status(name) == folded for name in status.names):
                return status
        return None

    def list_names(self) -> dict[str, str]:
        """Return what to type for each status, by all that is near to it."""
        names = {status.slug: status.slug for status in self.statuses}
        for status in self.statuses:
            names |= dict.fromkeys((*status.was, *status.aliases, *status.words), status.slug)
        return names

    def list_of_kind(self, kind: StatusKind) -> tuple[Status, ...]:
        """Return the statuses of a kind, in their order."""
        return tuple(status for status in self.statuses if status.kind is kind)

    def name_kind(self, kind: StatusKind) -> str:
        """Return the heading of the steps of a kind: its only status, or the kind."""
        statuses = self.list_of_kind(kind)
        return statuses[0].name if len(statuses) == 1 else kind.word.capitalize()

    def name(self, what: str) -> str:
        """Return what the plan calls a part, such as `step` or `sections`; as we do without."""
        return getattr(self.words, what, None) or what

    def count_parts(self, number: int, what: str) -> str:
        """Return a number of parts, such as `2 open steps`, in the words of the plan."""
        *before, noun = what.split(" ")
        named = self.name(noun if number == 1 else f"{noun}s")
        return " ".join((f"{number:,}", *before, named))

    def head(self, title: str) -> str:
        """Return a heading of stc in the words of the plan, such as `By Pillar`."""
        if title.partition(" of ")[0] in {status.name for status in self.shown}:
            return title
        if self.words and self.words.step and title.startswith("Action step"):
            title = title.replace("Action step", "Text") if title[11:] != "s" else "Steps"
        return self.say(title)

    def say(self, text: str) -> str:
        """Return a text of stc, with nothing from the plan, in the words of the plan."""
        return text if self.words is None else _PART.sub(self._rename, text)

    def explain(self, status: Status) -> str | None:
        """Return what a status means, in the words of the plan; None if that is unknown."""
        return status.meaning and (
            status.meaning if self.has_own_statuses else self.say(status.meaning)
        )

    def _rename(self, found: re.Match[str]) -> str:
        article, action, part = found.groups()
        named = getattr(self.words, part.lower())
        if not named:
            return found[0]
        if article:
            phrase = with_article(named)
            return phrase if article[0] == "A" else phrase[0].lower() + phrase[1:]
        begins = (action or part)[0]
        return f"{named[0].upper()}{named[1:]}" if begins.isupper() else str(named)

    @property
    def headline(self) -> tuple[Status, ...]:
        """The statuses that show how far a plan is: those that are done, the furthest open."""
        ranked = [status for status in self.list_of_kind(StatusKind.OPEN) if status.rank]
        return (*self.list_of_kind(StatusKind.COMPLETE), *ranked[-1:])

    @property
    def first(self) -> Status | None:
        """The status of a step whose work has not begun: the first ranked open one."""
        ranked = [
            status for status in self.list_of_kind(StatusKind.OPEN) if status.rank is not None
        ]
        return ranked[0] if ranked else None


class Repeated(NamedTuple):
    """A word that two statuses share, or one has twice.

    Attributes:
        word: The word.
        at: Its position: the number of the status, the key, the place in a list or None.
        other: Its first position; None where it is a word of stc itself.
        owner: The name of the status that had it before.
    """

    word: str
    at: tuple[int, str, int | None]
    other: tuple[int, str, int | None] | None
    owner: str


def find_repeated(statuses: tuple[Status, ...]) -> Iterator[Repeated]:
    """Yield each word that names more than one status, or one status twice."""
    seen: dict[str, tuple[tuple[int, str, int | None] | None, str]] = {
        fold_status(OPEN_THAT_DAY.name): (None, OPEN_THAT_DAY.name)
    }
    if not _declares_unknown(statuses):
        seen[fold_status(UNKNOWN.name)] = (None, UNKNOWN.name)
    words = [
        *(((n, "name", None), status.name) for n, status in enumerate(statuses)),
        *(
            ((n, key, position), word)
            for n, status in enumerate(statuses)
            for key, words in (("was", status.was), ("aliases", status.aliases))
            for position, word in enumerate(words)
        ),
    ]
    for at, word in words:
        folded = fold_status(word)
        if folded in seen:
            other, owner = seen[folded]
            yield Repeated(word, at, other, owner)
        else:
            seen[folded] = at, statuses[at[0]].name


def _declares_unknown(statuses: tuple[Status, ...]) -> bool:
    return any(
        status.kind is StatusKind.UNKNOWN and fold_status(status.name) == fold_status(UNKNOWN.name)
        for status in statuses
    )


def find_missing_kind(statuses: tuple[Status, ...]) -> StatusKind | None:
    """Return the kind that a vocabulary cannot do without and has no status of."""
    kinds = {status.kind for status in statuses}
    needed = (StatusKind.OPEN, StatusKind.COMPLETE)
    return next((kind for kind in needed if kind not in kinds), None)


def is_usable(statuses: tuple[Status, ...]) -> bool:
    """Return whether the statuses of a file can be a vocabulary."""
    return (
        len(statuses) <= MOST_STATUSES
        and find_missing_kind(statuses) is None
        and next(find_repeated(statuses), None) is None
    )


def settle(vocabulary: Vocabulary | None) -> Vocabulary:
    """Return the vocabulary of a plan from what its head says, its statuses ranked.

    The statuses are usable. Without any the plan has those of `DEFAULT`, and `UNKNOWN` always.
    """
    if vocabulary is None:
        return DEFAULT
    if not vocabulary.statuses:
        return vocabulary._replace(statuses=DEFAULT.statuses)
    ranked = rank_statuses(vocabulary.statuses)
    return vocabulary._replace(statuses=ranked if _declares_unknown(ranked) else (*ranked, UNKNOWN))


def rank_statuses(statuses: tuple[Status, ...]) -> tuple[Status, ...]:
    """Return the statuses with their ranks: by their order, a continuing one as the open before."""
    last: int | None = None
    highest = sum(status.kind is StatusKind.OPEN and not status.unranked for status in statuses)
    ranked = []
    for status in statuses:
        rank = None
        if status.is_done:
            rank = highest
        elif status.unranked is None and status.is_open:
            rank = last = 0 if last is None else last + 1
        elif status.unranked is None and status.is_continuing:
            rank = last
        ranked.append(status._replace(rank=rank))
    return tuple(ranked)


def _split(words: str) -> tuple[str, ...]:
    return tuple(words.split(", "))


UNKNOWN: Final = Status(
    "Unknown",
    StatusKind.UNKNOWN,
    "The published copy is unreadable here. A person must check it.",
    words=_split("unclear, unreadable, illegible"),
)
"""The status of a step whose published one is not known; every plan has it."""

DEFAULT: Final = Vocabulary(
    rank_statuses(
        (
            Status(
                "Not started",
                StatusKind.OPEN,
                "Work has not begun.",
                aliases=("todo",),
                words=_split(
                    "pending, new, backlog, queued, not begun, not yet started, unstarted"
                ),
            ),
            Status(
                "Planning",
                StatusKind.OPEN,
                "The work is being planned.",
                words=_split("planned, being planned, in planning, preparing, preparation"),
            ),
            Status(
                "In progress",
                StatusKind.OPEN,
                "The work is under way.",
                aliases=("wip", "started"),
                words=_split(
                    "work in progress, in process, in work, begun, doing, working, active,"
                    " underway, under way"
                ),
            ),
            Status(
                "Ongoing",
                StatusKind.CONTINUING,
                "The work continues without an end. Past its date it is due for review.",
                words=_split("continuing, continuous, continual, recurring, permanent"),
            ),
            Status(
                "Complete",
                StatusKind.COMPLETE,
                "The work is done.",
                aliases=("done", "completed"),
                words=_split(
                    "finished, closed, achieved, accomplished, delivered, implemented, fulfilled,"
                    " resolved"
                ),
            ),
            Status(
                "Excluded",
                StatusKind.EXCLUDED,
                "The city took the step out of the plan. It is not counted.",
                aliases=("dropped",),
                words=_split(
                    "cancelled, canceled, removed, withdrawn, abandoned, discontinued, stopped"
                ),
            ),
            UNKNOWN,
        )
    )
)
"""The words of a plan that brings none."""
