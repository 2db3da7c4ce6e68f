"""The declaration of a file of rules, like that of the plan."""

from collections import namedtuple
from collections.abc import Iterator, Mapping
from types import GenericAlias
from typing import Annotated, Any, Final, NamedTuple

from stc.imports.values import (
    ANYTHING,
    CELL,
    DELIMITER,
    ENCODING,
    FORMAT,
    ORDER,
    PAIR,
    PATTERN,
    SAME_ID,
    SEPARATOR,
    TEXT_OR_EMPTY,
    TEXTS_BY_TEXT,
    VALUES_BY_COLUMN,
    YEAR_NAMED,
    Pattern,
    keep_text,
)
from stc.plan.field import Field, specs_of
from stc.plan.model import Department, Goal, Plan, Revision, Section, Step

EXTRA: Final = "extra"
_MADE: Final = ("needs_review", "revisions", EXTRA)
"""Fields of a step that no rule of its own has: the import makes them, or a person does."""
_ON: Final = specs_of(Revision)["on"].type
assert _ON is not None, "the day of a decision is a value"
_DECIDED: Final = keep_text(_ON)
_annotated: Any = Annotated
_make_tuple: Any = namedtuple


class ValueRule(NamedTuple):
    """What is done with each value of a cell, in this order."""

    replace: Annotated[
        tuple[tuple[Pattern, str], ...],
        Field("Pairs of a pattern and what is put in its place.", type=PAIR),
    ] = ()
    find: Annotated[Pattern | None, Field("The part that is the value.", type=PATTERN)] = None
    map: Annotated[
        Mapping[str, str | None] | None,
        Field('The replacement of the value; "*" is any other one.', type=TEXTS_BY_TEXT),
    ] = None
    text: Annotated[
        str | None, Field("The text into which it is written, such as {column}: {value}.")
    ] = None


VALUE: Final = "{value}"
"""The place of a value in the text of `each`."""


class FieldRule(NamedTuple):
    """The source of the value of a field, and its processing, in this order."""

    text: Annotated[
        str | None, Field('A column, "{A}: {B}" of several, or =words for every row.', type=CELL)
    ] = None
    column: Annotated[str | None, Field("A column, whatever its name looks like.")] = None
    columns: Annotated[
        tuple[str, ...], Field("Several columns, each with a value of its own.", inline=True)
    ] = ()
    was: Annotated[
        Pattern | None,
        Field("The part of the cell that is the earlier deadline; it is removed.", type=PATTERN),
    ] = None
    replace: Annotated[
        tuple[tuple[Pattern, str], ...],
        Field("Pairs of a pattern and its replacement.", type=PAIR),
    ] = ()
    split: Annotated[
        Pattern | None,
        Field("The separator of the values in a cell, or `known`.", type=SEPARATOR),
    ] = None
    known: Annotated[tuple[str, ...], Field("The names that are known.", inline=True)] = ()
    find: Annotated[
        Pattern | None,
        Field("The part of the cell that is the value; the rest is left out.", type=PATTERN),
    ] = None
    map: Annotated[
        Mapping[str, str | None] | None,
        Field('The replacement of each value; "*" is any other one.', type=TEXTS_BY_TEXT),
    ] = None
    each: Annotated[
        ValueRule | None,
        Field("What is done with each value; a text is what it is written into."),
    ] = None
    on: Annotated[str | None, Field("When the deadline moved.", type=_DECIDED)] = None
    reason: Annotated[str | None, Field("Why the deadline moved.")] = None


class DateRules(NamedTuple):
    """How days and fiscal years are written in the tables; nothing is guessed."""

    order: Annotated[str | None, Field("The order of 03/04/2026: mdy, dmy or ymd.", type=ORDER)] = (
        None
    )
    year_begins: Annotated[int | None, Field("The month the fiscal year begins with.")] = None
    year_named: Annotated[
        str | None, Field("FY27 is named by its start or by its end.", type=YEAR_NAMED)
    ] = None


class TableRules(NamedTuple):
    """How to read a table, where its file does not say."""

    table: Annotated[str, Field("The file, relative to the rules; *.csv means several.")]
    format: Annotated[
        str | None, Field("The format, if the suffix does not say it.", type=FORMAT)
    ] = None
    encoding: Annotated[str | None, Field("The encoding, if not UTF-8.", type=ENCODING)] = None
    delimiter: Annotated[
        str | None, Field("The separator of the cells in a text file.", type=DELIMITER)
    ] = None
    sheet: Annotated[str | None, Field("The sheet, if there are several.")] = None
    header_row: Annotated[int | None, Field("The row with the names of the columns.")] = None
    header: Annotated[
        tuple[str, ...], Field("The names of the columns, if no row has them.", inline=True)
    ] = ()
    needs: Annotated[
        tuple[str, ...],
        Field("Columns that a table of the file must have; other tables are skipped.", inline=True),
    ] = ()
    rows: Annotated[str | None, Field("The keys to the rows of a JSON file: data.actions.")] = None


def _declare(hint: Any, doc: str, **details: Any) -> Any:
    return _annotated[hint, Field(doc, **details)]


def _make_optional(annotation: Any) -> Any:
    """Return the declaration of a field that need not be there."""
    hint, field = annotation.__origin__, annotation.__metadata__[0]
    return _annotated[hint if getattr(hint, "__origin__", None) is tuple else hint | None, field]


def _list_of(block: Any, doc: str) -> Any:
    return _declare(GenericAlias(tuple, (block, ...)), doc)


def _derive_block(name: str, doc: str, hints: Mapping[str, Any]) -> Any:
    """Return a block whose fields follow from other declarations; its keys need be no names."""
    block = _make_tuple(name, list(hints), rename=True)
    block.__doc__ = doc
    block.__annotations__ = dict(zip(block._fields, hints.values(), strict=True))
    return block


def _derive_rules(name: str, doc: str, block: Any, *, strict: bool = False) -> Any:
    """Return the block with a rule for each field of a block of the plan.

    Args:
        name: Its name.
        doc: What it is.
        block: The block of the plan.
        strict: What the block requires must have a rule; the import makes the rest.
    """
    rules = {
        key: _declare(
            FieldRule if strict and spec.required else FieldRule | None, spec.field.doc, key=key
        )
        for key, spec in specs_of(block).items()
        if key not in _MADE and spec.attribute
    }
    return _derive_block(name, doc, rules)


JOIN: Final = _derive_block(
    "JoinRules",
    "A table whose columns are joined to those of the table.",
    {
        **TableRules.__annotations__,
        "on": _declare(str, "The column that both have."),
        "part": _declare(
            Pattern | None,
            "The part of the id that is in that column, if the table has no such column.",
            type=PATTERN,
        ),
    },
)  # fmt: skip
EARLIER: Final = _derive_block(
    "EarlierRules",
    "An older edition of the table.",
    {
        **TableRules.__annotations__,
        "on": _declare(str, "When the next edition moved its deadlines.", type=_DECIDED),
        "reason": _declare(str, "Why they moved."),
    },
)
HEAD: Final = _derive_block(
    "HeadRules",
    "The head of the plan.",
    {
        spec.attribute: _make_optional(Plan.__annotations__[spec.attribute])
        for spec in specs_of(Plan).values()
        if spec.key not in ("schema_version", "departments", "sections")
    }
    | {"departments": _list_of(Department, "The departments, if the tables have no others.")},
)
SECTION: Final = _derive_rules("SectionRules", "The columns of the section of a row.", Section)
GOAL: Final = _derive_rules("GoalRules", "The columns of the goal of a row.", Goal)


def declare_rules(extra: Iterator[str] | tuple[str, ...] = ()) -> Any:
    """Return the block that a file of rules is; the keys of `extra` are those of the file."""
    columns = _derive_rules(
        "ColumnRules", "The columns of the fields of a step.", Step, strict=True
    )
    kept = _derive_block(
        "ExtraRules",
        "Columns that are kept in addition to the fields.",
        {
            f"{EXTRA}_{number}": _declare(FieldRule | None, "Kept by this key.", key=key)
            for number, key in enumerate(extra)
        },
    )
    columns = _derive_block(
        "ColumnRules",
        "The columns of the fields of a step.",
        {
            **columns.__annotations__,
            EXTRA: _declare(kept | None, "Columns that are kept in addition to the fields."),
        },
    )
    return _derive_block(
        "Rules",
        "The rules of an import.",
        {
            **TableRules.__annotations__,
            "join": _list_of(JOIN, "Tables whose columns are joined to those of the table."),
            "fill": _declare(tuple[str, ...], "Columns whose empty cells mean the one above."),
            "skip": _declare(
                Mapping[str, Any] | None, "Rows to leave out, by the values of a column.",
                type=VALUES_BY_COLUMN,
            ),
            "same_id": _declare(
                str | None, "merge: rows with one id are one step.", type=SAME_ID
            ),
            "earlier": _list_of(EARLIER, "Older editions of the table, the oldest first."),
            "no_date": _declare(
                tuple[str, ...], "Words that mean that there is not a date.", type=TEXT_OR_EMPTY
            ),
            "dates": _declare(DateRules | None, "How days and fiscal years are written."),
            "plan": _declare(HEAD | None, "The head of the plan, if it is new."),
            "section": _declare(SECTION | None, "The columns of the section of a row."),
            "goal": _declare(GOAL | None, "The columns of the goal of a row."),
            "columns": _declare(columns, "The columns of the fields of a step."),
            "updates": _declare(Any | None, "Dated entries.", type=ANYTHING),
            "measure": _declare(Any | None, "Measures.", type=ANYTHING),
        },
    )  # fmt: skip
