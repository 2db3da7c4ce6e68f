"""The shape of an answer. A command gives a view; every format knows how to show one."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from stc.plan.vocabulary import DEFAULT, Vocabulary

if TYPE_CHECKING:
    from stc.plan.timeline import TimelineEntry
    from stc.text.typography import Piece
    from stc.views.columns import StepColumn
    from stc.views.glance import GlanceBlock

Kind = Literal["id", "text", "list", "status", "date", "number", "bar"]
Cell = str | int | date | tuple[str, ...] | None


Part = TypeVar("Part")
Thing = TypeVar("Thing")


class LazySequence(Sequence[Part]):
    """Rows or records that are made when they are asked for: of both, a format needs one."""

    def __init__(self, make: Callable[[Thing], Part], things: Sequence[Thing]) -> None:
        """Accept the items and the function that makes each of them, called on every iteration."""
        self._make, self._things = make, things

    def __iter__(self) -> Iterator[Part]:
        return map(self._make, self._things)

    def __len__(self) -> int:
        return len(self._things)

    def __getitem__(self, index: Any) -> Any:
        return tuple(self)[index]


class Context(NamedTuple):
    """What every answer says about itself.

    Attributes:
        as_of: The day the answer is for.
        plan_title: The title of the plan and its phase.
        plan_path: The file, as it is shown to the user.
        revision: The git revision the plan was read from, or None outside a checkout.
        filter: What the answer was narrowed to, as typed, by the name of the option.
        notices: Sentences on how the plan was found, for stderr in every format.
        remarks: Sentences on how to read the answer, which are a part of it.
        added: The columns of steps behind the published ones, for this plan.
        vocabulary: The words of the plan.
        language: The language of the plan, where it names one.
        source_as_of: When the printed statuses were true, a day or a period; None where the source
            does not say.
        has_updates: Departments have reported in files of their own.
        sections: The ids of the sections, in the order of the plan.
        timeline: The entries of the timeline, where the answer says which speak of a step.
    """

    as_of: date
    plan_title: str
    plan_path: str
    revision: str | None
    filter: Mapping[str, Any] = {}
    notices: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    added: "tuple[StepColumn, ...]" = ()
    vocabulary: Vocabulary = DEFAULT
    language: str | None = None
    source_as_of: date | None = None
    has_updates: bool = False
    sections: tuple[str, ...] = ()
    timeline: "tuple[TimelineEntry, ...]" = ()


class Column(NamedTuple):
    """A column of a table: its title, what its cells hold, and the hue of those that are not 0."""

    title: str
    kind: Kind = "text"
    hue: str = ""


class Table(NamedTuple):
    """A table for people; one row a thing, one cell a column.

    Attributes:
        columns: Its columns.
        rows: Its rows.
        title: What it is.
        caption: What is said under it.
        is_chosen: A person named the columns: lists are shown on a narrow terminal, too.
    """

    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    title: str = ""
    caption: str = ""
    is_chosen: bool = False


class Verbatim(str):
    """A text that people copy as it is, such as a place in a file."""

    __slots__ = ()


class Details(NamedTuple):
    """What is known of one thing: a heading and named values, each of them one or several lines."""

    heading: str
    entries: tuple[tuple[str, tuple[str, ...]], ...]


class Sentences(NamedTuple):
    """Lines of plain text for people; a heading makes them the beginning of a part."""

    lines: tuple[str, ...]
    heading: str = ""


class Rewordings(NamedTuple):
    """Texts that were reworded: what each belongs to, and its words kept, taken out, put in."""

    title: str
    entries: "tuple[tuple[str, tuple[Piece, ...]], ...]"


Block = Table | Details | Sentences | Rewordings


def use_words(blocks: Iterable[Block], words: Vocabulary) -> tuple[Block, ...]:
    """Return blocks with their headings in the words of a plan."""
    return tuple(_use_words(block, words) for block in blocks)


def _use_words(block: Block, words: Vocabulary) -> Block:
    if isinstance(block, Table):
        columns = tuple(column._replace(title=words.head(column.title)) for column in block.columns)
        return block._replace(columns=columns, title=words.head(block.title))
    if isinstance(block, Details):
        entries = tuple((words.head(name), lines) for name, lines in block.entries)
        return block._replace(entries=entries)
    if isinstance(block, Sentences):
        return block._replace(heading=words.head(block.heading))
    return block


class View(NamedTuple):
    """An answer.

    Attributes:
        schema: The name of the JSON envelope, such as `stc/steps/2`.
        title: What the answer is about.
        context: The plan and the day it is about; None where it is about no plan.
        blocks: What people read, in order.
        collection: The JSON key of the records.
        fields: The fields of a record, the columns of CSV.
        records: What programs read; every record has every field.
        totals: Numbers about the whole answer.
        ids: The ids of the steps, one a line in the format `ids`.
        notices: Those sentences of the blocks that say what could not be seen; in a format
            without sentences they go to stderr.
        is_chosen: The fields were chosen: a row for programs has no others.
        glance: What a person sees on a terminal in place of the blocks; none for the blocks.
        headline: What a person sees there above the blocks; empty for their first sentence.
    """

    schema: str
    title: str
    context: Context | None
    blocks: tuple[Block, ...]
    collection: str
    fields: tuple[str, ...]
    records: Sequence[Mapping[str, Any]]
    totals: Mapping[str, Any] = {}
    ids: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    glance: "tuple[GlanceBlock, ...]" = ()
    headline: str = ""
    is_chosen: bool = False

    def list_messages(self, *, has_sentences: bool) -> tuple[str, ...]:
        """Return the sentences for stderr.

        Args:
            has_sentences: The format shows the sentences of the blocks.
        """
        found = self.context.notices if self.context else ()
        return found if has_sentences else tuple(dict.fromkeys((*found, *self.notices)))
