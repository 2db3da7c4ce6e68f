"""The text of a plan cut where its steps begin, so that an unchanged step is known by its bytes.

A cut lies only where the parser found a step, a goal, a section or a key to begin. Two texts that
are the same up to a cut leave the parser in the same state there. So a chunk whose bytes did not
change says what it said before, and a chunk that did change can be read on its own, as long as it
holds whole steps and the next chunk begins as it did.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import NamedTuple

from stc.plan.model import Step
from stc.yaml.document import Document
from stc.yaml.nodes import Mapping, Node, Sequence


class Chunk(NamedTuple):
    """A piece of the text of a plan, of whole lines.

    Attributes:
        data: The bytes.
        head: The first line of them, by which the chunk is found again.
        steps: The steps that stand in it; none for the text between the steps.
    """

    data: bytes
    head: bytes
    steps: tuple[Step, ...]


class CutText(NamedTuple):
    """The text of a version in chunks.

    Attributes:
        data: All bytes.
        chunks: The chunks, in order; none where the text cannot be cut.
        ends: Where each chunk ends.
    """

    data: bytes
    chunks: list[Chunk]
    ends: list[int]


class Match(NamedTuple):
    """Where another text differs.

    Attributes:
        start: The number of the first chunk that may be another one.
        stop: The number of the first chunk after it from which on all are the same.
        data: The bytes that stand in the place of each of the chunks between the two.
    """

    start: int
    stop: int
    data: list[bytes]


def cut_text(document: Document, steps: tuple[Step, ...]) -> CutText:
    """Gives the text of a sound plan in chunks; each step has to begin with `- ` on its line.

    Args:
        document: The text the plan was read from.
        steps: Its steps, in the order of the text.
    """
    nodes = {node.line: node for node in _find_steps(document.root)}
    lines = document.data.splitlines(keepends=True)
    if len(nodes) != len(steps) or not all(
        not node.flow and lines[line - 1].lstrip(b" ").startswith(b"- ")
        for line, node in nodes.items()
    ):
        return CutText(document.data, [], [])
    held = dict(zip(nodes, steps, strict=True))
    marks = sorted({1, *_find_marks(document.root), *nodes})
    # The text between two steps is one chunk, from its first mark on.
    cuts = [mark for before, mark in pairwise(marks) if mark in held or before in held]
    chunks = []
    for start, end in pairwise([1, *cuts, len(lines) + 1]):
        step = held.get(start)
        data = b"".join(lines[start - 1 : end - 1])
        chunks.append(Chunk(data, lines[start - 1], (step,) if step else ()))
    ends = list(accumulate(len(chunk.data) for chunk in chunks))
    return CutText(document.data, chunks, ends)


def match_text(text: CutText, data: bytes) -> Match | None:
    """Gives where a text differs from the one before it; None where the two cannot be lined up.

    Whether what is paired so holds whole steps is for the reader of a changed chunk to see.
    """
    same = _count_same(text.data, data)
    start = max(0, bisect_right(text.ends, same) - 1)
    most = min(len(data), len(text.data)) - same
    tail = _count_same_ends(text.data, data, most)
    stop = bisect_left(text.ends, len(text.data) - tail) + 1
    found = []
    place = text.ends[start - 1] if start else 0
    for number in range(start, min(stop, len(text.chunks))):
        chunk = text.chunks[number]
        after = text.chunks[number + 1] if number + 1 < len(text.chunks) else None
        end = place + len(chunk.data)
        if data.startswith(chunk.data, place) and (
            data.startswith(after.head, end) if after else end == len(data)
        ):
            found.append(chunk.data)
        else:
            end = data.find(b"\n" + after.head, place) + 1 if after else len(data)
            if not chunk.steps or end <= place:
                return None
            found.append(data[place:end])
        place = end
    stop = start + len(found)
    rest = len(text.data) - text.ends[stop - 1] if found else -1
    return Match(start, stop, found) if rest == len(data) - place else None


def replace_chunks(text: CutText, match: Match, chunks: list[Chunk], data: bytes) -> CutText:
    """Gives the text after it, with the chunks that stand in the place of those that differ."""
    start, stop = match.start, match.stop
    moved = len(data) - len(text.data)
    before = text.ends[start - 1] if start else 0
    ends = accumulate((len(chunk.data) for chunk in chunks), initial=before)
    return CutText(
        data,
        text.chunks[:start] + chunks + text.chunks[stop:],
        text.ends[:start] + list(ends)[1:] + [end + moved for end in text.ends[stop:]],
    )


def _count_same(one: bytes, other: bytes) -> int:
    """Gives how many bytes the two have in common from the first on."""
    low, high = 0, min(len(one), len(other))
    if one.startswith(other[:high]):
        return high
    while high - low > 1:
        middle = (low + high) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle
    return low


def _count_same_ends(one: bytes, other: bytes, most: int) -> int:
    """Gives how many bytes the two have in common up to the last, at most `most` of them."""
    low, high = 0, most + 1
    end, last = len(one), len(other)
    while high - low > 1:
        middle = (low + high) // 2
        if one[end - middle : end - low] == other[last - middle : last - low]:
            low = middle
        else:
            high = middle
    return low


def _find_steps(root: Node | None) -> Iterator[Mapping]:
    for section in _blocks(root, "sections"):
        for goal in _blocks(section, "goals"):
            yield from _blocks(goal, "steps")


def _find_marks(root: Node | None) -> Iterator[int]:
    """Gives the lines where something begins that is no step: keys, sections and goals."""
    if isinstance(root, Mapping):
        yield from _lines_of(root)
    for section in _blocks(root, "sections"):
        yield from _lines_of(section)
        for goal in _blocks(section, "goals"):
            yield from _lines_of(goal)


def _lines_of(block: Mapping) -> Iterator[int]:
    return (key.line for key, _ in block.entries)


def _blocks(node: Node | None, field: str) -> Iterator[Mapping]:
    values = node.get(field) if isinstance(node, Mapping) else None
    items = values.items if isinstance(values, Sequence) else []
    return (item for item in items if isinstance(item, Mapping))
