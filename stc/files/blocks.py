"""A plan cut into the blocks of its steps, and what is remembered of them from text to text.

A text is cut at the dashes of its steps. All blocks that are not known yet are read in one run, and
each step must begin exactly where its block begins: so no quote and no bracket reaches out of a
block. What remains, with a mark in place of each run of steps, is the outline; it is read by
itself, and every mark must be where steps belong. Wherever that is not so, the whole is read.
"""

import re
from typing import Any, Final, NamedTuple

from stc.files.read import Builder, NotValid
from stc.findings import Location
from stc.plan.field import BadValue
from stc.plan.model import Goal, Plan, Step
from stc.yaml.document import BOM, CROWD, LARGEST, LARGEST_FILE, ROOM
from stc.yaml.lines import NotPlain, Plain, read_lines

NOWHERE: Final = Location("")
"""The place of a step of which only its block was read."""

_FIRST_STEP: Final = re.compile(
    rb"^ *(?:- )?steps: *(?:#[^\n]*)?\r?\n(?: *(?:#[^\n]*)?\r?\n)*( *)- ", re.MULTILINE
)
# A block scalar that keeps the lines below it (`|+`) would reach out of its block.
_KEEP: Final = re.compile(rb"[|>][1-9]?\+")
_MARK: Final = "steps of run "


class Cut(NamedTuple):
    """A text in pieces.

    Attributes:
        above: What stands above the first step, as whole lines.
        parts: What stands between the dash of a step and the next, without the last line feed.
        indent: How many spaces stand before the dashes.
    """

    above: bytes
    parts: list[bytes]
    indent: int


def cut_plan(data: bytes) -> Cut | None:
    """Return the text of a plan cut at the dashes of its steps, or None where that is not certain.

    Args:
        data: The text, as bytes: in a text, one character outside the BMP would make all of them
            four bytes long.
    """
    begin = 0 if data.startswith(b"sections:") else data.find(b"\nsections:")
    first = _FIRST_STEP.search(data, begin) if begin >= 0 else None
    if first is None or not data.endswith(b"\n") or len(data) > LARGEST_FILE:
        return None
    if data.startswith(BOM):
        return None
    pad = first[1]
    parts = data[first.end() : -1].split(b"\n" + pad + b"- ")
    return Cut(data[: first.start(1)], parts, len(pad))


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


class _Outline(NamedTuple):
    """What stands around the steps: the plan without them, and the goal of each run."""

    text: bytes
    plan: Plan
    builder: Builder
    goals: list[Goal]
    events: int


class Memory:
    """Outlines and blocks that were read, by their bytes: the same bytes give the same rows."""

    def __init__(self) -> None:
        self._indent = -1
        self._blocks: dict[bytes, _Block] = {}
        self._steps: dict[tuple[int, bytes], Step] = {}
        self._outline: _Outline | None = None
        self._last: tuple[bytes, Cut | None, Plan | None] = b"", None, None

    def read(self, data: bytes) -> Plan | None:
        """Return the plan, its steps without places; None where the whole text must be read."""
        if self._last[0] != data:
            cut = cut_plan(data)
            self._last = data, cut, None if cut is None else self._read_cut(cut)
        return self._last[2]

    def read_in_place(self, data: bytes, path: str) -> Plan | None:
        """Return the same with the places of its steps; `path` is how these call the file."""
        plan, cut = self.read(data), self._last[1]
        if plan is None or cut is None:
            return None
        steps, line = [], 1 + cut.above.count(b"\n")
        for step, part in zip(plan.steps, cut.parts, strict=True):
            steps.append(step._replace(place=Location(path, line, cut.indent + 3)))
            line += 1 + part.count(b"\n")
        return plan._replace(steps=tuple(steps))

    def _read_cut(self, cut: Cut) -> Plan | None:
        if cut.indent != self._indent:
            self._blocks.clear()
            self._steps.clear()
            self._indent = cut.indent
        try:
            new = dict.fromkeys(part for part in cut.parts if part not in self._blocks)
            if new:
                self._read_blocks(list(new))
            blocks = [self._blocks[part] for part in cut.parts]
            outline = self._outline = self._read_outline(cut, blocks)
            steps = self._build_steps(cut.parts, blocks, outline)
        except (NotPlain, NotValid, BadValue):
            return None
        if len({step.id.casefold() for step in steps}) != len(steps):
            return None
        if not _are_within_limits(blocks, outline.events):
            return None
        return outline.plan._replace(steps=tuple(steps))

    def locate(self, data: bytes) -> list[tuple[int, int]]:
        """Return where the lines of each step begin and end in a text that was read, half-open."""
        plan, cut = self.read(data), self._last[1]
        assert plan is not None, "it was read"
        assert cut is not None, "it was cut"
        found, at = [], len(cut.above)
        for part in cut.parts:
            found.append((at, at + cut.indent + 2 + self._blocks[part].size))
            at += cut.indent + 2 + len(part) + 1
        return found

    def _read_blocks(self, parts: list[bytes]) -> None:
        """Read the steps of parts that are not known yet: by their lines, else all in one run."""
        # Blank lines and comments belong to the step above them.
        end = re.compile(rb"\n(?= {0,%d}[^ #\r\n])" % self._indent)
        dash = b" " * self._indent + b"- "
        pieces = []
        for part in parts:
            found = end.search(part)
            text = dash + part[: found.start() if found else None] + b"\n"
            pieces.append((part, text, part[found.end() :] + b"\n" if found else b""))
        if not self._keep_certain(pieces):
            odd = [piece for piece in pieces if not self._keep_certain([piece])]
            if odd and not self._keep(odd, _read(b"".join(text for _, text, _ in odd), 2)):
                raise NotPlain

    def _keep_certain(self, pieces: list[tuple[bytes, bytes, bytes]]) -> bool:
        plain = read_lines(b"".join(text for _, text, _ in pieces), 2)
        return plain is not None and self._keep(pieces, plain)

    def _keep(self, pieces: list[tuple[bytes, bytes, bytes]], plain: Plain) -> bool:
        """Keep what pieces say that were read together; False where a step begins elsewhere.

        Args:
            pieces: Of each step its part, its text with the dash, and the lines below it.
            plain: What their texts say together.
        """
        if type(plain.data) is not list or not len(plain.data) == len(plain.positions) == len(
            pieces
        ):
            return False
        line, dash, known = 1, self._indent + 2, dict[bytes, _Block]()
        ends = [*(position.events for position in plain.positions[1:]), plain.events]
        for (part, text, below), row, position, last in zip(
            pieces, plain.data, plain.positions, ends, strict=True
        ):
            if position.line != line or position.column != dash + 1:
                return False
            line += text.count(b"\n")
            events = last - position.events
            known[part] = _Block(row, len(text) - dash, below, events, len(text.decode()))
        self._blocks.update(known)
        return True

    def _read_outline(self, cut: Cut, blocks: list[_Block]) -> _Outline:
        """Return what the text says with a mark in the place of each run of steps."""
        pieces, runs, is_open = [cut.above], 0, False
        for block in blocks:
            if not is_open:
                pieces.append(f"{' ' * cut.indent}- {_MARK}{runs}\n".encode())
                runs += 1
            is_open = not block.below
            if not is_open:
                pieces.append(block.below)
        text = b"".join(pieces)
        if self._outline is not None and self._outline.text == text:
            return self._outline
        return self._build_outline(text, runs)

    def _build_outline(self, text: bytes, runs: int) -> _Outline:
        plain = _read(text, 0)
        builder = Builder()
        plan, found = builder.build_outline(plain.data)
        goals = [goal for goal, steps in found if steps]
        if [steps for _, steps in found if steps] != [[f"{_MARK}{n}"] for n in range(runs)]:
            raise NotValid
        before = self._outline
        if before is not None and _have_same_lists(before.plan, plan):
            # What is the same is the very same, so that a comparison is quick.
            plan = plan._replace(
                departments=before.plan.departments, vocabulary=before.plan.vocabulary
            )
            builder = before.builder
            same = {goal: goal for goal in before.goals}
            goals = [same.get(goal, goal) for goal in goals]
        else:
            self._steps.clear()
        return _Outline(text, plan, builder, goals, plain.events)

    def _build_steps(
        self, parts: list[bytes], blocks: list[_Block], outline: _Outline
    ) -> list[Step]:
        known, build, goals = self._steps, outline.builder.build, iter(outline.goals)
        steps, goal = [], next(goals, None)
        for part, block in zip(parts, blocks, strict=True):
            step = known.get((id(goal), part))
            if step is None or step.goal is not goal:
                step = known[id(goal), part] = build(Step, block.row, goal, NOWHERE)
            steps.append(step)
            if block.below:
                goal = next(goals, None)
        return steps


def _have_same_lists(one: Plan, other: Plan) -> bool:
    """Return whether what steps name of the head is the same in both plans."""
    return (
        one.departments == other.departments
        and one.vocabulary == other.vocabulary
        and [phase.id for phase in one.phases] == [phase.id for phase in other.phases]
        and [category.id for category in one.categories]
        == [category.id for category in other.categories]
    )


def _are_within_limits(blocks: list[_Block], events: int) -> bool:
    """Return whether the parser would surely not refuse the whole as too large or too dense.

    The outline counts as if all of it stood above the steps and had no room.
    """
    room = 0
    for block in blocks if events + sum(block.events for block in blocks) > CROWD else ():
        crowds = events // CROWD
        events += block.events
        if events // CROWD > crowds and room < ROOM * CROWD * (events // CROWD):
            return False
        room += block.characters
    return events < LARGEST


def _read(data: bytes, depth: int) -> Plain:
    """Return what a piece of a text says.

    Raises:
        NotPlain: A finding may be about it.
    """
    plain = read_lines(data, depth)
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
    return read_plain(text, depth)
