"""A plan cut into the blocks of its steps, and what is remembered of them from text to text.

A text is cut at the dashes of its steps. All blocks that are not known yet are read in one run, and
each step must begin exactly where its block begins: so no quote and no bracket reaches out of a
block. What remains, with a mark in place of each run of steps, is the outline; it is read by
itself, and every mark must be where steps belong. Wherever that is not so, the whole is read.

Of a text that was read after another, only the runs between their equal beginnings and ends are cut
and looked up.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import Any, Final, NamedTuple

from stc.files.read import Builder, Holder, NotValid, split_holder
from stc.findings import Location
from stc.plan.field import BadValue
from stc.plan.model import Plan, Step
from stc.yaml.document import BATCH, BOM, LARGEST, LARGEST_FILE, ROOM
from stc.yaml.lines import NotPlain, Plain, read_lines

NOWHERE: Final = Location("")
"""The place of a step of which only its block was read."""

_STEPS: Final = b"steps:"
_HEAD: Final = re.compile(
    rb"^ *(?:- )?steps: *(?:#[^\n]*)?\r?\n(?: *(?:#[^\n]*)?\r?\n)*( *)- ", re.MULTILINE
)
# A block scalar that keeps the lines below it (`|+`) would reach out of its block.
_KEEP: Final = re.compile(rb"[|>][1-9]?\+")
_MARK: Final = "steps of run "
_DEPTHS: Final = (2,)


class Run(NamedTuple):
    """Steps that follow each other in one list, and the text below them.

    Attributes:
        indent: How many spaces stand before the dashes.
        text: What stands behind the first dash, up to the next run or to the end of the file,
            without the last line feed.
    """

    indent: int
    text: bytes

    @property
    def parts(self) -> list[bytes]:
        """What stands between one dash and the next, without the last line feed.

        The step in one of them may end before the part does: the rest is no longer the run's.
        """
        return self.text.split(b"\n" + b" " * self.indent + b"- ")


class Cut(NamedTuple):
    """The runs of a text, and where the line of the first dash of each begins."""

    runs: list[Run]
    starts: list[int]


def cut_plan(data: bytes) -> Cut:
    """Return the runs of steps of a plan.

    Args:
        data: The text, as bytes: in a text, one character outside the BMP would make all of them
            four bytes long.

    Raises:
        NotPlain: It is not certain that they are.
    """
    begin = 0 if data.startswith(b"sections:") else data.find(b"\nsections:")
    if begin < 0 or not _is_whole(data) or data.startswith(BOM):
        raise NotPlain
    heads = list(_find_heads(data, begin))
    if not heads:
        raise NotPlain
    return _cut_at(data, heads, len(data))


class _Recut(NamedTuple):
    """The cut of a text, made from that of another.

    Attributes:
        cut: The cut.
        first: The first run that may differ.
        last: The run of the other text from which on all are the same again.
    """

    cut: Cut
    first: int
    last: int


def recut_plan(data: bytes, before: bytes, cut: Cut) -> _Recut:
    """Return the cut of a text from that of a similar one.

    Behind the same head, the same text has the same heads: so what both texts begin with needs no
    cut up to its last head, and what they end with needs none from its first head on.

    Raises:
        NotPlain: It is not certain, or nothing up to the first head is the same.
    """
    length = min(len(data), len(before))
    equal = _count_equal(data, before, length)
    shift, tail = (
        len(data) - len(before),
        len(data) - _count_equal_end(data, before, length - equal),
    )
    runs, starts = cut
    first = bisect_left(starts, equal) - 1
    while first >= 0 and starts[first] + runs[first].indent + 2 > equal:
        first -= 1
    if first < 0 or not _is_whole(data):
        raise NotPlain
    behind = starts[first] + runs[first].indent + 2
    heads, last = [_Head(starts[first], starts[first], behind)], len(runs)
    for head in _find_heads(data, behind):
        at = bisect_left(starts, head.start - shift)
        if head.line > tail and starts[at : at + 1] == [head.start - shift]:
            last = at
            break
        heads.append(head)
    end = starts[last] + shift if last < len(runs) else len(data)
    here = _cut_at(data, heads, end)
    made = [*runs[:first], *here.runs, *runs[last:]]
    later = [start + shift for start in starts[last:]]
    return _Recut(Cut(made, [*starts[:first], *here.starts, *later]), first, last)


class _Head(NamedTuple):
    """The beginning of a run: its `steps:` and its first dash.

    Attributes:
        line: Where the line of `steps:` begins.
        start: Where that of the first dash begins.
        end: What follows the dash.
    """

    line: int
    start: int
    end: int


def _find_heads(data: bytes, at: int) -> Iterator[_Head]:
    """Yield the heads from a position on.

    Raises:
        NotPlain: Two of them overlap.
    """
    end = 0
    while (at := data.find(_STEPS, at)) >= 0:
        line = data.rfind(b"\n", 0, at) + 1
        head = _HEAD.match(data, line)
        if head:
            if line < end:
                raise NotPlain
            yield _Head(line, head.start(1), head.end())
            at = end = head.end()
        else:
            at += len(_STEPS)


def _cut_at(data: bytes, heads: list[_Head], end: int) -> Cut:
    starts = [head.start for head in heads]
    ends = [*starts[1:], end]
    runs = [
        Run(head.end - head.start - 2, data[head.end : stop - 1])
        for head, stop in zip(heads, ends, strict=True)
    ]
    return Cut(runs, starts)


def _is_whole(data: bytes) -> bool:
    return data.endswith(b"\n") and len(data) <= LARGEST_FILE


def _count_equal(first: bytes, second: bytes, most: int) -> int:
    """Return how many bytes at the beginning are equal, at most so many."""
    equal = 0
    for power in reversed(range(most.bit_length())):
        more = equal + (1 << power)
        if more <= most and first[equal:more] == second[equal:more]:
            equal = more
    return equal


def _count_equal_end(first: bytes, second: bytes, most: int) -> int:
    """Return how many bytes at the end are equal, at most so many."""
    equal, size, second_size = 0, len(first), len(second)
    for power in reversed(range(most.bit_length())):
        more = equal + (1 << power)
        if (
            more <= most
            and first[size - more : size - equal]
            == second[second_size - more : second_size - equal]
        ):
            equal = more
    return equal


class _Block(NamedTuple):
    """What a part says.

    Attributes:
        row: The fields of the step: dictionaries, lists, texts and None.
        size: How many bytes of the part are the step's, its last line feed included.
        below: The lines below the step that belong to the outline; empty within a run of steps.
        events: How many events the parser had for the step.
        characters: How many characters it has.
    """

    row: Any
    size: int
    below: bytes
    events: int
    characters: int


class _Piece(NamedTuple):
    """A part that is not known yet: its text with the dash, and the lines below the step."""

    part: bytes
    text: bytes
    below: bytes


class _Outline(NamedTuple):
    """The outline of a plan: the text without its steps, and the parent of each run of steps."""

    text: bytes
    plan: Plan
    builder: Builder
    holders: list[Holder]
    events: int


class _Held(NamedTuple):
    """A run that was read.

    Attributes:
        steps: The parts that hold steps, and what they say.
        rest: The text below the last step, which is no longer the run's.
        events: How many events the parser had for the steps.
    """

    steps: list[tuple[bytes, _Block]]
    rest: bytes
    events: int


class _Text(NamedTuple):
    """A text that was read last.

    Attributes:
        data: The text.
        cut: Its runs; None where they are not certain.
        held: What they say.
        built: The steps of each.
        plan: The plan; None where the whole text must be read.
    """

    data: bytes
    cut: Cut | None
    held: list[_Held]
    built: list[list[Step]]
    plan: Plan | None


class Memory:
    """Outlines and blocks that were read, by their bytes: the same bytes give the same rows."""

    def __init__(self) -> None:
        self._blocks: dict[tuple[int, bytes], _Block] = {}
        self._runs: dict[tuple[int, bytes], _Held] = {}
        self._built: dict[tuple[int, int, bytes], tuple[Holder, list[Step]]] = {}
        self._steps: dict[tuple[int, int, bytes], Step] = {}
        self._outline: _Outline | None = None
        self._last = _Text(b"", None, [], [], None)

    def read(self, data: bytes) -> Plan | None:
        """Return the plan, its steps without places; None where the whole text must be read."""
        if self._last.data != data:
            self._last = (
                self._read_changed(data) or self._read_all(data) or _Text(data, None, [], [], None)
            )
        return self._last.plan

    def read_in_place(self, data: bytes, path: str) -> Plan | None:
        """Return the same with the places of its steps; `path` is how these call the file."""
        plan, cut = self.read(data), self._last.cut
        if plan is None or cut is None:
            return None
        places, line, at = [], 1, 0
        for run, start, held in zip(*cut, self._last.held, strict=True):
            line += data.count(b"\n", at, start)
            at = start
            for part, _ in held.steps:
                places.append(Location(path, line, run.indent + 3))
                line += 1 + part.count(b"\n")
                at += run.indent + 2 + len(part) + 1
        pairs = zip(plan.steps, places, strict=True)
        return plan._replace(steps=tuple(step._replace(place=place) for step, place in pairs))

    def _read_all(self, data: bytes) -> _Text | None:
        try:
            cut = cut_plan(data)
            held = self._hold(cut.runs)
            outline = self._outline = self._read_outline(data, cut, held)
            built = self._build_steps(cut.runs, held, outline.holders, outline.builder)
        except (NotPlain, NotValid, BadValue):
            return None
        steps = tuple(chain.from_iterable(built))
        if len({step.id.casefold() for step in steps}) != len(steps):
            return None
        if outline.events + sum(run.events for run in held) > BATCH:
            blocks = [block for run in held for _, block in run.steps]
            if not _are_within_limits(blocks, outline.events):
                return None
        return _Text(data, cut, held, built, outline.plan._replace(steps=steps))

    def _read_changed(self, data: bytes) -> _Text | None:
        """Return what a text says that has the ids and the outline of the last one, else None."""
        before, outline = self._last, self._outline
        if before.plan is None or before.cut is None or outline is None:
            return None
        try:
            cut, first, last = recut_plan(data, before.data, before.cut)
            if len(cut.runs) != len(before.cut.runs):
                return None
            runs = cut.runs[first:last]
            new = self._hold(runs)
            made = self._build_steps(runs, new, outline.holders[first:last], outline.builder)
        except (NotPlain, NotValid, BadValue):
            return None
        held = [*before.held[:first], *new, *before.held[last:]]
        built = [*before.built[:first], *made, *before.built[last:]]
        old = before.cut.runs[first:last], before.held[first:last], before.built[first:last]
        if _outline_of(runs, new, made) != _outline_of(*old):
            return None
        if outline.events + sum(run.events for run in held) > BATCH:
            return None
        steps = tuple(chain.from_iterable(built))
        return _Text(data, cut, held, built, before.plan._replace(steps=steps))

    def locate(self, data: bytes) -> list[tuple[int, int]]:
        """Return where the lines of each step begin and end in a text that was read, half-open."""
        plan, cut = self.read(data), self._last.cut
        assert plan is not None, "it was read"
        assert cut is not None, "it was cut"
        found = []
        for run, start, held in zip(*cut, self._last.held, strict=True):
            at, dash = start, run.indent + 2
            for part, block in held.steps:
                found.append((at, at + dash + block.size))
                at += dash + len(part) + 1
        return found

    def _hold(self, runs: list[Run]) -> list[_Held]:
        """Return what runs say; those that are not known are read."""
        new = [run for run in runs if (run.indent, run.text) not in self._runs]
        self._read_blocks(new)
        for run in new:
            parts, steps = run.parts, list[tuple[bytes, _Block]]()
            for part in parts:
                block = self._blocks[run.indent, part]
                steps.append((part, block))
                if block.below:
                    break
            # Goals may begin in the column of the steps of their section.
            dash, others = b" " * run.indent + b"- ", parts[len(steps) :]
            rest = b"".join([steps[-1][1].below, *(dash + part + b"\n" for part in others)])
            events = sum(block.events for _, block in steps)
            self._runs[run.indent, run.text] = _Held(steps, rest, events)
        return [self._runs[run.indent, run.text] for run in runs]

    def _read_blocks(self, runs: list[Run]) -> None:
        """Read the steps of parts that are not known yet: by their lines, else all in one run."""
        new: dict[int, list[_Piece]] = {}
        for run in runs:
            for piece in self._list_new(run):
                new.setdefault(run.indent, []).append(piece)
        for indent, pieces in new.items():
            if not self._keep_certain(indent, pieces):
                odd = [piece for piece in pieces if not self._keep_certain(indent, [piece])]
                if odd and not self._keep(indent, odd, _read(_join(odd), _DEPTHS)):
                    raise NotPlain

    def _keep_certain(self, indent: int, pieces: list[_Piece]) -> bool:
        plain = read_lines(_join(pieces), _DEPTHS)
        return plain is not None and self._keep(indent, pieces, plain)

    def _list_new(self, run: Run) -> Iterator[_Piece]:
        """Yield the parts of a run that are not known, up to the one in which it ends."""
        dash = b" " * run.indent + b"- "
        for part in run.parts:
            known = self._blocks.get((run.indent, part))
            if known is None:
                # Blank lines and comments belong to the step above them.
                end = _find_end(run.indent).search(part)
                text = dash + part[: end.start() if end else None] + b"\n"
                below = part[end.end() :] + b"\n" if end else b""
                yield _Piece(part, text, below)
            else:
                below = known.below
            if below:
                break

    def _keep(self, indent: int, pieces: list[_Piece], plain: Plain) -> bool:
        """Keep what pieces say that were read together; False where a step begins elsewhere."""
        if type(plain.data) is not list or not len(plain.data) == len(plain.positions) == len(
            pieces
        ):
            return False
        line, dash, known = 1, indent + 2, dict[tuple[int, bytes], _Block]()
        ends = [*(position.events for position in plain.positions[1:]), plain.events]
        for piece, row, position, last in zip(
            pieces, plain.data, plain.positions, ends, strict=True
        ):
            if position.line != line or position.column != dash + 1:
                return False
            text = piece.text
            line += text.count(b"\n")
            events, characters = last - position.events, len(text.decode())
            block = _Block(row, len(text) - dash, piece.below, events, characters)
            known[indent, piece.part] = block
        self._blocks.update(known)
        return True

    def _read_outline(self, data: bytes, cut: Cut, held: list[_Held]) -> _Outline:
        """Return what the text says with a mark in the place of each run of steps."""
        runs, pieces = cut.runs, [data[: cut.starts[0]]]
        for number, (run, known) in enumerate(zip(runs, held, strict=True)):
            if not known.steps[-1][1].below and run is not runs[-1]:
                # The next `steps:` is in the text of a step.
                raise NotPlain
            pieces.append(b"%s- %s%d\n" % (b" " * run.indent, _MARK.encode(), number))
            pieces.append(known.rest)
        text = b"".join(pieces)
        if self._outline is not None and self._outline.text == text:
            return self._outline
        return self._build_outline(text, len(runs))

    def _build_outline(self, text: bytes, runs: int) -> _Outline:
        plain = _read(text)
        builder = Builder()
        plan, found = builder.build_outline(plain.data)
        holders = [holder for holder, steps in found if steps]
        if [steps for _, steps in found if steps] != [[f"{_MARK}{n}"] for n in range(runs)]:
            raise NotValid
        before = self._outline
        if before is not None and _have_same_lists(before.plan, plan):
            # What is the same is the very same, so that a comparison is quick.
            plan = plan._replace(
                departments=before.plan.departments, vocabulary=before.plan.vocabulary
            )
            builder = before.builder
            same = {holder: holder for holder in before.holders}
            holders = [same.get(holder, holder) for holder in holders]
        else:
            self._steps.clear()
            self._built.clear()
        return _Outline(text, plan, builder, holders, plain.events)

    def _build_steps(
        self, runs: list[Run], held: list[_Held], holders: list[Holder], builder: Builder
    ) -> list[list[Step]]:
        """Return the steps of each run."""
        found: list[list[Step]] = []
        for run, known, holder in zip(runs, held, holders, strict=True):
            key = id(holder), run.indent, run.text
            built = self._built.get(key)
            if built is None or built[0] is not holder:
                made = [
                    self._build_step(run.indent, *known_step, holder, builder)
                    for known_step in known.steps
                ]
                built = self._built[key] = holder, made
            found.append(built[1])
        return found

    def _build_step(
        self, indent: int, part: bytes, block: _Block, holder: Holder, builder: Builder
    ) -> Step:
        key = id(holder), indent, part
        step = self._steps.get(key)
        if step is None or (step.goal or step.section) is not holder:
            given = split_holder(holder)
            step = builder.build(Step, block.row, *given, NOWHERE)
            self._steps[key] = step
        return step


def _outline_of(
    runs: list[Run], held: list[_Held], built: list[list[Step]]
) -> list[tuple[int, bytes, list[str]]]:
    """Return what the outline has of each run, and the ids of its steps."""
    return [
        (run.indent, known.rest, [step.id for step in steps])
        for run, known, steps in zip(runs, held, built, strict=True)
    ]


def _join(pieces: list[_Piece]) -> bytes:
    return b"".join(piece.text for piece in pieces)


@cache
def _find_end(indent: int) -> re.Pattern[bytes]:
    """Return what a line of a run begins with that is not the run's any more."""
    return re.compile(rb"\n(?= {0,%d}[^ #\r\n])" % indent)


def _have_same_lists(first: Plan, second: Plan) -> bool:
    """Return whether what steps name of the head is the same in both plans."""
    return (
        first.departments == second.departments
        and first.vocabulary == second.vocabulary
        and first.phases == second.phases
        and first.categories == second.categories
    )


def _are_within_limits(blocks: list[_Block], events: int) -> bool:
    """Return whether the parser would surely not refuse the whole as too large or too dense.

    The outline counts as if all of it stood above the steps and had no room.
    """
    room = 0
    for block in blocks if events + sum(block.events for block in blocks) > BATCH else ():
        batches = events // BATCH
        events += block.events
        if events // BATCH > batches and room < ROOM * BATCH * (events // BATCH):
            return False
        room += block.characters
    return events < LARGEST


def _read(data: bytes, depths: tuple[int, ...] = ()) -> Plain:
    """Return what a piece of a text says.

    Raises:
        NotPlain: A finding may be about it.
    """
    plain = read_lines(data, depths)
    if plain is not None:
        return plain
    from stc.yaml.plain import read_plain
    from stc.yaml.scan import scan_text

    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise NotPlain from None
    if _KEEP.search(data):
        raise NotPlain
    scan = scan_text(text, "")
    if scan.findings or not scan.parse or scan.text != text:
        raise NotPlain
    return read_plain(text, depths)
