"""How a field of the files is declared, and what follows from a declaration.

A block of a file is a named tuple. An attribute annotated with a `Field` is a field of the file, in
the order of the file; one without is computed. Everything that needs the fields loops over
`specs_of(block)`.
"""

from collections.abc import Callable
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, NamedTuple, Union, get_args, get_origin

SET: Final = "set"
"""The command that changes a field which no other command is for."""


class BadValue(Exception):
    """A value that its type does not accept: the finding's code, message and hint."""

    def __init__(self, code: Any, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


class ValueType(NamedTuple):
    """How the value of a field is read.

    Attributes:
        parse: From the text in the file to the value; raises `BadValue`.
        schema: The JSON Schema of the text.
        answer: The JSON Schema of the value in answers, where it is another.
        typed: YAML readers may read the text as something other than text, as intended.
        number: The text is a whole number, which is written without quotes.
        refers: The list in the head of the plan that has what the text names.
    """

    parse: Callable[[Any], Any]
    schema: dict[str, Any]
    answer: dict[str, Any] | None = None
    typed: bool = False
    number: bool = False
    refers: str = ""


class Field(NamedTuple):
    """A field of a file.

    Attributes:
        doc: One sentence: JSON Schema, reference, help, workbook.
        title: The label for people; if empty, the key in words.
        key: The key in the file, if it is not a Python name (`from`).
        required: If None, a field is required unless it is `| None` or a tuple.
        searched: `--search` searches it.
        type: How its values are read, if the annotation does not say it.
        filled: A list must not be empty.
        inline: A list is written in brackets if it fits.
        folded: A text is written with one sentence per line.
        example: The value in the reference, if the samples have none.
        sparse: Answers and exports omit the field if the plan never uses it.
        inherited: A step that has none takes the value of its section.
        lines: Each block of a list is written in braces on one line.
        changed_by: The command that changes it in a step; empty where none does.
        keys: How the keys of a block of free keys are read; each has a list, which may be empty.
    """

    doc: str
    title: str = ""
    key: str = ""
    required: bool | None = None
    searched: bool = False
    type: ValueType | None = None
    filled: bool = False
    inline: bool = False
    folded: bool = False
    example: str = ""
    sparse: bool = False
    inherited: bool = False
    lines: bool = False
    keys: ValueType | None = None
    changed_by: str = SET


class Spec(NamedTuple):
    """A field of a block, resolved from its annotation.

    Attributes:
        attribute: Its name in Python; empty where the block does not hold it (`goals`).
        key: Its key in the file.
        field: Its declaration.
        type: How each value is read; None for blocks.
        block: The named tuple that its values are; None for texts.
        many: It holds a list.
        none: It may be present and empty.
        required: It must be present.
    """

    attribute: str
    key: str
    field: Field
    type: ValueType | None
    block: Any
    many: bool
    none: bool
    required: bool

    @property
    def editable(self) -> bool:
        """Whether `set` changes it in a step."""
        return self.block is None and self.field.changed_by == SET

    @property
    def title(self) -> str:
        """The label for people."""
        return self.field.title or self.key.replace("_", " ").capitalize()


NESTED: Final[dict[Any, tuple[tuple[str, Any, Field], ...]]] = {}
"""Lists of blocks that are at the end of a block in the file, but beside it in the plan."""
ANY_OF: Final[dict[Any, tuple[str, ...]]] = {}
"""Keys of which a block has at least one."""
TYPES: Final[dict[Any, ValueType]] = {}
"""How a value is read, by its annotation; filled by `value_types`."""
_SPECS: Final[dict[Any, dict[str, Spec]]] = {}


def specs_of(block: Any) -> dict[str, Spec]:
    """Return the fields of a block by their keys, in the order of the file.

    Raises:
        TypeError: A declaration is wrong: an unknown type, a key twice.
    """
    if block not in _SPECS:
        specs: dict[str, Spec] = {}
        for spec in (*_read_annotations(block), *_read_nested(block)):
            if spec.key in specs:
                raise TypeError(f"{block.__name__}: the key {spec.key} is declared twice")
            specs[spec.key] = spec
        _SPECS[block] = specs
    return _SPECS[block]


def _read_annotations(block: Any) -> list[Spec]:
    found = []
    for name, hint in block.__annotations__.items():
        if get_origin(hint) is Annotated:
            annotation, *details = get_args(hint)
            found += [
                _settle(block, name, annotation, detail)
                for detail in details
                if isinstance(detail, Field)
            ]
    return found


def _read_nested(block: Any) -> list[Spec]:
    return [
        Spec("", key, field, None, child, many=True, none=False, required=bool(field.required))
        for key, child, field in NESTED.get(block, ())
    ]


def _settle(block: Any, name: str, annotation: Any, field: Field) -> Spec:
    kind, none = _drop_none(annotation)
    if field.keys:
        kind = get_args(kind)[1]
    many = get_origin(kind) is tuple
    if many:
        kind = get_args(kind)[0]
    is_block = field.type is None and kind not in TYPES and hasattr(kind, "_fields")
    value_type = field.type or TYPES.get(kind)
    if not is_block and value_type is None:
        raise TypeError(f"{block.__name__}.{name}: no type of value is declared for {kind}")
    required = not (none or many) if field.required is None else field.required
    return Spec(
        attribute=name,
        key=field.key or name,
        field=field,
        type=None if is_block else value_type,
        block=kind if is_block else None,
        many=many,
        none=none,
        required=required,
    )


def _drop_none(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) not in (Union, UnionType):
        return annotation, False
    (kind,) = (arg for arg in get_args(annotation) if arg is not NoneType)
    return kind, True


def keys_at(block: Any, path: tuple[str | int, ...] = ()) -> tuple[str, ...]:
    """Return the keys of the block at a path of keys and indexes, in the order of the file.

    A block of free keys has none.
    """
    parts = iter(path)
    for part in parts:
        if isinstance(part, str):
            spec = specs_of(block)[part]
            block = spec.block
            if spec.field.keys and next(parts, None) is None:
                return ()
        if block is None:
            return ()
    return tuple(specs_of(block))


@cache
def lead_to_placed(block: Any) -> dict[str, Spec]:
    """Return the fields of a block that hold blocks with a place of their own, at any depth."""
    return {
        key: spec
        for key, spec in specs_of(block).items()
        if spec.block and (has_place(spec.block) or lead_to_placed(spec.block))
    }


def has_place(block: Any) -> bool:
    """Return whether a row of a block knows where it begins in its file."""
    return "place" in block._fields


@cache
def list_depths(block: Any, depth: int = 1) -> tuple[int, ...]:
    """Return how many lists and blocks enclose each kind of placed block of a file, with itself.

    Args:
        block: A block of the file.
        depth: How many enclose it, with itself.
    """
    found = [depth] if has_place(block) else []
    for spec in lead_to_placed(block).values():
        found += list_depths(spec.block, depth + 1 + spec.many + (spec.field.keys is not None))
    return tuple(found)


def list_specs(block: Any) -> list[Spec]:
    """Return the fields of a block and of all blocks in it, from the outside inward."""
    specs = list(specs_of(block).values())
    return [*specs, *(inner for spec in specs if spec.block for inner in list_specs(spec.block))]
