"""The data of a block as it is written: which of its values are not quoted."""

from typing import Any

from stc.plan.dates import parse_date
from stc.plan.field import specs_of
from stc.yaml.scalars import Plain

Data = dict[str, Any]


def write_block(block: Any, data: Data) -> Data:
    """Return the data of a block with its days marked as such: days are not quoted."""
    found: Data = {}
    for key, spec in specs_of(block).items():
        value = data.get(key)
        if spec.block and isinstance(value, list):
            found[key] = [write_block(spec.block, part) for part in value]
        elif spec.block and isinstance(value, dict):
            found[key] = write_block(spec.block, value)
        elif isinstance(value, str) and spec.type and spec.type.typed:
            found[key] = format_value(value)
        elif key in data:
            found[key] = value
    return found


def format_value(value: str) -> str:
    """Return a text as it is written; a day is not quoted."""
    return Plain(value) if parse_date(value) else value
