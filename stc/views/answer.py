"""An answer of a command, declared once: its JSON, its CSV and its schema follow from it."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from stc.plan.field import specs_of
from stc.plan.model import Department, HeadingId
from stc.plan.status import Status
from stc.plan.value_types import Extra
from stc.views.shapes import Fields, Shape, key_of
from stc.views.view import Block, Context, LazySequence, View, use_words


class Answer(NamedTuple):
    """What a command prints for programs.

    Attributes:
        schema: The name of its schema, such as `stc/steps/2`.
        about: What it is, in a sentence.
        collection: The JSON key of the records.
        record: The fields of a record, the columns of CSV.
        totals: The numbers about the whole answer.
        of_a_plan: Whether it is about a plan, on a day; the day and the plan are null otherwise.
        more: What records also hold in answers that ask git.
        sparse: What they also hold where the plan uses it.
        sparse_totals: What the totals also hold where the plan uses it.
    """

    schema: str
    about: str
    collection: str
    record: Fields
    totals: Fields
    of_a_plan: bool = True
    more: Mapping[str, Shape] = {}
    sparse: Mapping[str, Shape] = {}
    sparse_totals: Mapping[str, Shape] = {}

    def view(
        self,
        *,
        title: str,
        context: Context | None,
        blocks: tuple[Block, ...],
        records: Iterable[Any],
        totals: Mapping[str, Any],
        ids: tuple[str, ...] = (),
        notices: tuple[str, ...] = (),
    ) -> View:
        """Return the view of an answer.

        Args:
            title: What the answer is about.
            context: The plan and the day it is about.
            blocks: What people read.
            records: The records: named tuples or mappings.
            totals: The numbers about the whole answer.
            ids: The ids of the steps.
            notices: What could not be seen.
        """
        dumped = records if isinstance(records, LazySequence) else tuple(map(dump, records))
        return View(
            schema=self.schema,
            title=title,
            context=context,
            blocks=use_words(blocks, context.vocabulary) if context else blocks,
            collection=self.collection,
            fields=tuple(next(iter(dumped), self.record)),
            records=dumped,
            totals=totals,
            ids=ids,
            notices=notices,
        )


def dump(value: Any) -> Any:
    """Return a value as plain data: a record is a mapping, a department or status its id."""
    if value is None or type(value) is str:
        return value
    if type(value) is tuple:
        return [dump(part) for part in value]
    if isinstance(value, Status):
        return value.name
    if isinstance(value, Department):
        return value.id
    if isinstance(value, HeadingId):
        return str(value)
    if isinstance(value, Extra):
        return dict(value)
    if not hasattr(value, "_fields"):
        return value
    if specs_of(type(value)):
        return dump_block(value)
    return {key_of(name): dump(part) for name, part in zip(value._fields, value, strict=True)}


def dump_block(block: Any) -> dict[str, Any]:
    """Return a block of the plan as plain data, by the keys of the file.

    A sparse field that holds nothing is left out.
    """
    return {
        key: dump(value)
        for key, spec in specs_of(type(block)).items()
        if spec.attribute
        and ((value := getattr(block, spec.attribute)) not in (None, ()) or not spec.field.sparse)
    }
