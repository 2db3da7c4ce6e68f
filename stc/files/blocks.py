"""A plan cut into the blocks of its steps, and what is remembered of them from text to text.

A text is cut at the dashes of its steps. All blocks that are not known yet are read in one run, and
each step must begin exactly where its block begins: so no quote and no bracket reaches out of a
block. What remains, with a mark in place of each run of steps, is the outline; it is read by
itself, and every mark must be where steps belong. Wherever that is not so, the whole is read.

Of a text that was read after another, only the steps between their equal beginnings and ends are
read, where these are steps that follow each other in one list.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
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
        indent: How many spaces precede the dashes.
        parts: The text between one dash and the next, the last up to the next run or to the end of
            the file, each without its last line feed. A step may end before its part does: the
            rest is no longer the run's.
    """

    indent: int
    parts: list[bytes]


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
    starts = [head.start for head in heads]
    ends = [*starts[1:], len(data)]
    runs = [
        _cut_run(head.end - head.start - 2, data[head.end : stop - 1])
        for head, stop in zip(heads, ends, strict=True)
    ]
    return Cut(runs, starts)


def _cut_run(indent: int, text: bytes) -> Run:
    return Run(indent, text.split(b"\n" + b" " * indent + b"- "))


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
            # What follows on the line is no head either.
            at = data.find(b"\n", at)


def _is_whole(data: bytes) -> bool:
    return data.endswith(b"\n") and len(data) <= LARGEST_FILE


def _count_equal(first: bytes, second: bytes, most: int) -> int:
    """Return how many bytes at the beginning are equal, at most so many."""
    equal = 0
    for power in reversed(range(most.bit_length())):
        more = equal + (1 << power)
        if more <= most and first.startswith(second[equal:more], equal):
            equal = more
    return equal


def _count_equal_end(first: bytes, second: bytes, most: int) -> int:
    """Return how many bytes at the end are equal, at most so many."""
    equal, size, second_size = 0, len(first), len(second)
    for power in reversed(range(most.bit_length())):
        more = equal + (1 << power)
        piece = second[second_size - more : second_size - equal]
        if more <= most and first.endswith(piece, 0, size - equal):
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
    """

    steps: list[tuple[bytes, _Block]]
    rest: bytes


class _Place(NamedTuple):
    """A step in a text: how many spaces are before its dash, what it says, and what it is under."""

    indent: int
    block: _Block
    holder: Holder

    @property
    def size(self) -> int:
        """How many bytes its lines have."""
        return self.indent + len("- ") + self.block.size


class _Text(NamedTuple):
    """A text that was read last.

    Attributes:
        data: The text.
        plan: The plan; None where the whole text must be read.
        starts: Where the line of each step begins.
        places: The steps there.
        events: How many events the parser had for all of it.
    """

    data: bytes
    plan: Plan | None
    starts: list[int]
    places: list[_Place]
    events: int


def _refuse(data: bytes) -> _Text:
    return _Text(data, None, [], [], 0)


class Memory:
    """Outlines and blocks that were read, by their bytes: the same bytes give the same rows."""

    def __init__(self) -> None:
        self._blocks: dict[tuple[int, bytes], _Block] = {}
        self._steps: dict[tuple[int, int, bytes], Step] = {}
        self._outline: _Outline | None = None
        self._last = _refuse(b"")

    def read(self, data: bytes) -> Plan | None:
        """Return the plan, its steps without places; None where the whole text must be read."""
        if self._last.data != data:
            self._last = self._read_changed(data) or self._read_all(data) or _refuse(data)
        return self._last.plan

    def read_in_place(self, data: bytes, path: str) -> Plan | None:
        """Return the same with the places of its steps; `path` is how these call the file."""
        plan = self.read(data)
        if plan is None:
            return None
        steps, line, at = [], 1, 0
        for step, start, place in zip(plan.steps, *self._last[2:4], strict=True):
            line += data.count(b"\n", at, start)
            at = start
            steps.append(step._replace(place=Location(path, line, place.indent + 3)))
        return plan._replace(steps=tuple(steps))

    def locate(self, data: bytes) -> list[tuple[int, int]]:
        """Return where the lines of each step begin and end in a text that was read, half-open."""
        plan = self.read(data)
        assert plan is not None, "it was read"
        places = zip(self._last.starts, self._last.places, strict=True)
        return [(start, start + place.size) for start, place in places]

    def _read_changed(self, data: bytes) -> _Text | None:
        """Return what a text says that differs from the last within steps of one list, or None."""
        before, plan, starts, places, events = self._last
        if plan is None or self._outline is None or not _is_whole(data):
            return None
        length, shift = min(len(data), len(before)), len(data) - len(before)
        equal = _count_equal(data, before, length)
        end = len(before) - _count_equal_end(data, before, length - equal)
        first, after = bisect_right(starts, equal) - 1, bisect_left(starts, end)
        (indent, _, holder), old = places[first], slice(first, after)
        begin, stop = starts[first] + indent + 2, starts[after - 1] + places[after - 1].size
        # The dash of the first of these steps and the line feed of the last are the same.
        if first < 0 or equal < begin or end >= stop:
            return None
        if any(place.holder is not holder for place in places[old]):
            return None
        run = _cut_run(indent, data[begin : stop + shift - 1])
        try:
            self._read_blocks([run])
            held = self._hold(run)
            steps = self._build_steps(run, held, holder, self._outline.builder)
        except (NotPlain, NotValid, BadValue):
            return None
        if held.rest or [step.id for step in steps] != [step.id for step in plan.steps[old]]:
            return None
        begins, new = _place(run, starts[first], held, holder)
        events += _count_events(new) - _count_events(places[old])
        if events > BATCH:
            return None
        all_steps = (*plan.steps[:first], *steps, *plan.steps[after:])
        later = [start + shift for start in starts[after:]]
        return _Text(
            data,
            plan._replace(steps=all_steps),
            [*starts[:first], *begins, *later],
            [*places[:first], *new, *places[after:]],
            events,
        )

    def _read_all(self, data: bytes) -> _Text | None:
        starts, places, steps = list[int](), list[_Place](), list[Step]()
        try:
            cut = cut_plan(data)
            self._read_blocks(cut.runs)
            held = [self._hold(run) for run in cut.runs]
            outline = self._outline = self._read_outline(data, cut, held)
            for run, start, known, holder in zip(*cut, held, outline.holders, strict=True):
                steps += self._build_steps(run, known, holder, outline.builder)
                begins, placed = _place(run, start, known, holder)
                starts += begins
                places += placed
        except (NotPlain, NotValid, BadValue):
            return None
        if len({step.id.casefold() for step in steps}) != len(steps):
            return None
        events = outline.events + _count_events(places)
        if events > BATCH and not _are_within_limits(places, outline.events):
            return None
        return _Text(data, outline.plan._replace(steps=tuple(steps)), starts, places, events)

    def _hold(self, run: Run) -> _Held:
        """Return what a run says, all parts of which are known."""
        parts, steps = run.parts, list[tuple[bytes, _Block]]()
        for part in parts:
            block = self._blocks[run.indent, part]
            steps.append((part, block))
            if block.below:
                break
        # Goals may begin in the column of the steps of their section.
        dash, others = b" " * run.indent + b"- ", parts[len(steps) :]
        return _Held(
            steps, b"".join([steps[-1][1].below, *(dash + part + b"\n" for part in others)])
        )

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
        return _Outline(text, plan, builder, holders, plain.events)

    def _build_steps(self, run: Run, held: _Held, holder: Holder, builder: Builder) -> list[Step]:
        return [self._build_step(run.indent, *known, holder, builder) for known in held.steps]

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


def _place(run: Run, start: int, held: _Held, holder: Holder) -> tuple[list[int], list[_Place]]:
    """Return where each step of a run begins, and the steps; `start` is where the first does."""
    starts = []
    for part, _ in held.steps:
        starts.append(start)
        start += run.indent + len(b"- ") + len(part) + len(b"\n")
    return starts, [_Place(run.indent, block, holder) for _, block in held.steps]


def _count_events(places: list[_Place]) -> int:
    return sum(place.block.events for place in places)


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


def _are_within_limits(places: list[_Place], events: int) -> bool:
    """Return whether the parser would surely not refuse the whole as too large or too dense.

    The outline counts as if all of it came before the steps and had no length.
    """
    room = 0
    for _, block, _ in places:
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
