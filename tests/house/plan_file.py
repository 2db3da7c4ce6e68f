"""Renew the reference of the plan file: `python -m tests.house.plan_file`.

What a field is comes from its declaration; its example is the one of the declaration, or else its
first value in the samples of `tests/plans.py`.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

from stc.plan.field import SET, Spec, specs_of
from stc.plan.measures import Measures
from stc.plan.model import Plan, Step
from stc.plan.timeline import Timeline
from stc.plan.updates import Voice
from stc.plan.value_types import DEADLINE, LONGEST_TEXT
from tests.plans import FULL_MEASURES, SMALL, TIMELINE, VOICE, WIDE

PATH: Final = Path(__file__).parents[2] / "docs" / "plan-file.md"
COMMAND: Final = "python -m tests.house.plan_file"
HEAD: Final = f"""\
# The plan file

<!-- Written by `{COMMAND}`; a test compares. -->

A plan is one YAML file, `data/plan.yaml`. Beside it may stand the progress timeline,
`data/timeline.yaml`, what departments report of the steps, one file a department, such as
`data/updates/parks.yaml`, and the measures, `data/measures.yaml`. Fields stand in the order of this
page; `stc fmt` puts them there. An optional field that has no value is left out. A text has at
most {LONGEST_TEXT:,} characters.
`stc set` changes the fields of a step, except those that name another command.
`stc validate` checks all of it; `stc schema plan`, and likewise `timeline`, `updates` and
`measures`, prints the JSON Schema by which an editor completes fields.

A small plan:

```yaml
{SMALL}```
"""


class Block(NamedTuple):
    """A block of a file, where it stands, and the samples of it."""

    type: Any
    path: str
    samples: list[Any]


SAMPLES: Final = (
    (Plan, WIDE),
    (Timeline, TIMELINE),
    (Voice, VOICE),
    (Measures, FULL_MEASURES),
)


def list_blocks(block: Any, sample: str) -> list[Block]:
    """Return the blocks of a file, each type once, from the outside inward."""
    found: dict[Any, Block] = {}

    def add(block: Block) -> None:
        if block.type in found:
            found[block.type].samples.extend(block.samples)
            block = block._replace(path=found[block.type].path)
        else:
            found[block.type] = block
        for key, spec in specs_of(block.type).items():
            if spec.block:
                add(Block(spec.block, f"{block.path} {key}:", list(_list_values(block, key))))

    add(Block(block, "", [yaml.compose(sample, yaml.BaseLoader)]))
    return list(found.values())


def _list_values(block: Block, key: str) -> Iterator[Any]:
    for node in block.samples:
        for name, value in node.value:
            if name.value == key:
                lists = [value]
                if specs_of(block.type)[key].field.keys:
                    lists = [held for _, held in value.value if held.value]
                for held in lists:
                    yield from held.value if isinstance(held, yaml.SequenceNode) else [held]


def find_example(block: Block, spec: Spec, text: str) -> str:
    """Return a field with a value, as it stands in a file; an empty text where there is none."""
    if spec.field.example:
        return f"{spec.key}: {spec.field.example}"
    for node in block.samples:
        for name, value in node.value:
            if name.value == spec.key:
                return text[name.start_mark.index : value.end_mark.index]
    return ""


def name_block(block: Any) -> str:
    """Return what people call a block."""
    return re.sub("(?<=[a-z])(?=[A-Z])", " ", block.__name__).capitalize()


def write_reference() -> str:
    """Return the Markdown of the reference."""
    parts = [HEAD]
    seen: set[Any] = set()
    for root, text in SAMPLES:
        for block in list_blocks(root, text):
            if block.type not in seen:
                seen.add(block.type)
                parts.append(write_block(block, text, root))
    samples = "\n".join(f"```yaml\n{text}```\n" for _, text in SAMPLES)
    parts.append(f"## Every field in use\n\n{samples}")
    return "\n".join(parts)


def write_block(block: Block, text: str, root: Any) -> str:
    """Return the section of a block: what it is, where it stands, and a row for every field."""
    where = "" if block.type is root else f" It stands under `{block.path.strip()}`."
    rows = [
        "| Field | Value | Required | Meaning | Example |",
        "| --- | --- | --- | --- | --- |",
    ]
    for spec in specs_of(block.type).values():
        need = "yes" if spec.required else "no"
        if spec.block:
            example = f"[{name_block(spec.block)}](#{_anchor(spec.block)})"
        else:
            example = f"`{find_example(block, spec, text)}`"
        by = spec.field.changed_by if block.type is Step else ""
        doc = f"{spec.field.doc} (`stc {by}`)" if by not in ("", SET) else spec.field.doc
        cells = (f"`{spec.key}`", describe_value(spec), need, doc, example)
        rows.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    doc = (block.type.__doc__ or "").partition("\n")[0]
    return f"## {name_block(block.type)}\n\n{doc}{where}\n\n" + "\n".join(rows) + "\n"


def _anchor(block: Any) -> str:
    return name_block(block).lower().replace(" ", "-")


def describe_value(spec: Spec) -> str:
    """Return what a value of a field is, in words."""
    words = describe_schema(spec.type.schema) if spec.type else "block"
    if spec.field.keys:
        return "by the id of a step, a list of blocks, or nothing"
    if spec.many:
        return re.sub("^(block|choice|day|text|whole number)", r"list of \1s", words)
    return f"{words}, or empty" if spec.none and spec.required else words


def describe_schema(schema: dict[str, Any]) -> str:
    """Return what the JSON Schema of a type accepts, in words."""
    if "enum" in schema:
        return "choice of " + ", ".join(f"`{choice}`" for choice in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    if schema is DEADLINE.schema:
        return 'day, `YYYY-MM-DD`, or period: `"2026"`, `2026-09`, `2026-Q3`, `2026-H2`, `2026-23`'
    if schema.get("format") == "date":
        return "day, `YYYY-MM-DD`"
    if schema["type"] == "object":
        return "block of texts by keys of the plan's own"
    if schema["type"] == "integer":
        return f"whole number, {schema['minimum']} to {schema['maximum']}"
    return "text" if schema.get("maxLength") else f"text of the form `{schema['pattern']}`"


if __name__ == "__main__":
    PATH.write_text(write_reference(), "utf-8")
