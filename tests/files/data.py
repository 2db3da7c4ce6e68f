"""Places in plain data, and the same data with something else there."""

import copy
from collections.abc import Iterator
from typing import Any

KeyPath = tuple[str | int, ...]


def walk(data: Any, loc: KeyPath = ()) -> Iterator[KeyPath]:
    yield loc
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from walk(value, (*loc, key))


def find(data: Any, loc: KeyPath) -> Any:
    for part in loc:
        data = data[part]
    return data


def put(data: Any, loc: KeyPath, value: Any) -> Any:
    if not loc:
        return value
    changed = copy.deepcopy(data)
    find(changed, loc[:-1])[loc[-1]] = value
    return changed


def drop(data: Any, loc: KeyPath) -> Any:
    changed = copy.deepcopy(data)
    del find(changed, loc[:-1])[loc[-1]]
    return changed
