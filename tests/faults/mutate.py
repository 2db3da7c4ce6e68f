"""Mutates small sound plans, and reads each of them by the whole loading path.

    python tests/faults/mutate.py --times 1000000 --seed 7
    python tests/faults/mutate.py --times 1000000 --seed 7 --workers 2 --minutes 20
    python tests/faults/mutate.py --item 4711 --seed 7
    python tests/faults/mutate.py --bombs

Item N of a seed is always the same bytes: a sound file of 0.6 to 2 KB (plans and a timeline written
for it, and slices of the published plan), changed once to six times by bytes, by words and signs of
YAML, or by whole lines, or joined to a part of another file.

A failure is

- an exception: whatever is wrong with a file must be a finding;
- the death of the process by a signal;
- a hang: more than two seconds of processor time (`--seconds`), which end the process;
- a plan beside an error, no plan without one, or a finding that points outside the file;
- a file that is read without its tree, in one run or block by block, and otherwise with it;
- and, of a share of the items: a verdict that is another one the second time or with PyYAML's own
  parser, findings that cannot be printed, or a peak of Python's memory above 50 times the input and
  2 MB.

`--bombs` reads files that were made to take time and memory, each in a process of its own, where
the memory of the whole process counts: at most 50 times the input and 16 MB. The 16 MB are for the
100,000 values that any file may hold, however little room they take in it.

The verdicts are summed up as one number that does not depend on the number of workers.
Each failure is written to a folder, from where `stc validate --plan` reads it.
"""

import argparse
import copy
import gc
import hashlib
import json
import mmap
import os
import random
import re
import resource
import signal
import struct
import sys
import tempfile
import time
import traceback
import tracemalloc
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
BATCH = 5000
TIMES_INPUT, ALLOWED, ALLOWED_PROCESS = 50, 2_000_000, 16_000_000
AGAIN, PURE, SHOWN, WEIGHED = 16, 40, 25, 250
"""Every how manieth item is read twice, by the other parser, printed, or weighed."""
LONGEST = 40_000
SIGNS = (
    *("\"'[]{}:-#&*!|>%@`?,~\\/.<=+0"),
    *(" ", "\n", "\t", "\r", "\r\n", "\0", "\x1b", "\x7f", "\x85", "\xa0", "é", "😀", "e\u0301"),
    *("\u2028", "\u2029", "\u202e", "\u200b", "\ufeff", "\ufffe", "\U000e0041", "\ue000"),
)
RAW = (b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82", b"\xef\xbb\xbf")
RAW += (b"\x00", b"\xff\xfe", b"\x80", b"\r")
VALUES = (
    *("", "~", "null", "NULL", "yes", "no", "on", "911", "0o17", "1e3", ".inf", ".nan", "0x1F"),
    *("12:30:45", "1735603200", "2024-02-30", "2024-12-31", "12/31/24", "2024-12-31T00:00:00Z"),
    *("2024-24", "2024-03/2024-05", "2023-07", "9" * 400, "-1", "1_000", "٣", "America/Nowhere"),
    *("[]", "{}", "[[[[]]]]", "{a: {b: {c: 1}}}", "[a", "{a: b", "- a", "? a", "[a, a, a]"),
    *("&a b", "*a", "&a [*a]", "!!int 1", "!!binary aGk=", "!!python/object:os.system x", "!x y"),
    *("<<: *a", "<<: {id: x}", "|", ">-", "|+2", ">9", "'", '"', "'it''s'", '"\\x41\\u00e9"'),
    *('"\\ud800"', '"\\U0010FFFF"', '"\\q"', "---", "...", "%YAML 1.2", "<<<<<<< HEAD", "======="),
    *("# no", "a: b: c", "key: value", "@a", "`a", "%a", "x" * 300, "COM-01", "com-01", "COM-99"),
    *("Planning", "Complete", "Unknown", "planning", "mayor", "MAYOR", "Phase One", "true", "1"),
)
BLOCKS = (
    "---\n", "...\n", "%YAML 1.1\n---\n", "\n\n", "# a comment\n", "   # deep\n", "\t\n",
    "<<: *a\n", "<<: {status: Complete}\n", "? a\n: b\n", "- a\n", "[a]: b\n", "a: &a {b: *a}\n",
    "note: |\n", "note: >-\n  a\n\n   b\n", "note: 'a\n", "extra: 1\n", "id: COM-01\n", "x: y\n",
    "sections: []\n", "steps:\n", "departments: []\n", "<<<<<<< a\n=======\n>>>>>>> b\n",
)  # fmt: skip
AROUND = (
    *(("&a ", ""), ("*", ""), ("!!str ", ""), ("!", ""), ("'", "'"), ('"', '"'), ("[", "]")),
    *(("{", "}"), ("- ", ""), ("? ", ""), ("{<<: ", "}"), ("", ":"), ("", " #"), ("|\n", "")),
)


class Source(NamedTuple):
    """A sound file: how it is read, its text, its lines, and where its words and signs are."""

    kind: str
    text: str
    lines: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


class Item(NamedTuple):
    """What is read: as a plan, a timeline or updates."""

    kind: str
    data: bytes


# Sources.


def make_source(kind: str, text: str) -> Source:
    spans = tuple(one.span() for one in re.finditer(r"[\w.]+|[^\S\n]+|\n *|[^\w\s]", text))
    return Source(kind, text, tuple(text.splitlines(keepends=True)), spans)


@cache
def list_sources() -> tuple[Source, ...]:
    """Return the sound files, always in the same order."""
    import yaml

    from tests.plans import FULL, FULL_MEASURES, SMALL, TIMELINE, VOICE

    dense = json.dumps(yaml.load(SMALL, yaml.BaseLoader)).replace('version": "1"', 'version": 1')
    quoted = SMALL.replace("status: Planning", "status: 'Planning'  # since May")
    texts = [
        lay_out(SMALL),
        lay_out(FULL),
        SMALL,
        FULL,
        SMALL.replace("\n", "\r\n"),
        dense,
        quoted,
        *cut_published(),
    ]
    sources = [make_source("plan", text) for text in texts]
    return (
        *sources,
        make_source("timeline", TIMELINE),
        make_source("updates", VOICE),
        make_source("measures", FULL_MEASURES),
    )


def lay_out(text: str) -> str:
    """Return a file in the canonical layout."""
    from stc.edit.layout import format_document
    from stc.yaml.reader import read_document

    return format_document(read_document(text.encode(), "plan.yaml")).decode()


def cut_published() -> list[str]:
    """Return small plans, each with the first steps of a goal as it is published."""
    text = (ROOT / "tests" / "published" / "plan.yaml").read_text("utf-8")
    head = text[text.index("schema_version") : text.index("\nsource:")]
    blocks = re.split(r"(?m)^(?=  - id: )", text[text.index("\ndepartments:\n") :])
    departments = {name_of(one): one for one in blocks[1:] if re.search(r"(?m)^    name:", one)}
    plans = []
    for section in re.split(r"(?m)^(?=  - id: [A-Z])", text[text.index("\nsections:\n") :])[1:]:
        goals = re.split(r"(?m)^(?=      - title: )", section)
        for goal in goals[1::3]:
            steps = re.split(r"(?m)^(?=          - id: )", goal)
            body = "".join(steps[:3]).rstrip("\n") + "\n"
            used = [one for name, one in departments.items() if re.search(rf"\b{name}\b", body)]
            found = "".join(used).split("\nsections:")[0].rstrip("\n")
            title = "\n".join(line for line in goals[0].split("\n") if "category" not in line)
            plan = f"{head}\n\ndepartments:\n{found}\n\nsections:\n{title}{body}"
            if used and len(plan) < 2500:
                plans.append(plan)
    return plans


def name_of(block: str) -> str:
    return re.sub(r'^  - id: "?([^"\n]*)"?\n.*$', r"\1", block, flags=re.DOTALL)


# Mutations: each takes the chance and what there is, and gives something else.

Text = str
Change = Callable[[random.Random, Any, Source], Any]


def pick_range(chance: random.Random, length: int, most: int) -> tuple[int, int]:
    start = chance.randrange(length + 1)
    return start, min(length, start + chance.randint(1, most))


def flip_bit(chance: random.Random, data: bytes, _: Source) -> bytes:
    if not data:
        return data
    place = chance.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :]


def put_bytes(chance: random.Random, data: bytes, _: Source) -> bytes:
    start, end = pick_range(chance, len(data), 3)
    new = chance.choice(RAW) if chance.random() < 0.5 else chance.randbytes(chance.randint(1, 4))
    return data[:start] + new + data[end if chance.random() < 0.5 else start :]


def drop_bytes(chance: random.Random, data: bytes, _: Source) -> bytes:
    start, end = pick_range(chance, len(data), chance.choice((1, 4, 60)))
    return data[:start] + data[end:]


def repeat_bytes(chance: random.Random, data: bytes, _: Source) -> bytes:
    start, end = pick_range(chance, len(data), chance.choice((1, 4, 60)))
    return data[:end] + data[start:end] * chance.choice((1, 1, 2, 50)) + data[end:]


def swap_bytes(chance: random.Random, data: bytes, _: Source) -> bytes:
    a, b, c, d = sorted(chance.randrange(len(data) + 1) for _ in range(4))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def cut_end(chance: random.Random, data: bytes, _: Source) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def mark_order(chance: random.Random, data: bytes, _: Source) -> bytes:
    return chance.choice((b"\xef\xbb\xbf", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff\x00")) + data


def encode_else(chance: random.Random, data: bytes, _: Source) -> bytes:
    name = chance.choice(("utf-16", "utf-16-be", "utf-32", "cp1252"))
    return data.decode("utf-8", "replace").encode(name, "replace")


BYTES: tuple[Change, ...] = (flip_bit, put_bytes, drop_bytes, repeat_bytes, swap_bytes)
RARE_BYTES: tuple[Change, ...] = (cut_end, mark_order, encode_else)


def put_sign(chance: random.Random, text: Text, _: Source) -> Text:
    start, end = pick_range(chance, len(text), 2)
    sign = chance.choice(SIGNS) * chance.choice((1, 1, 1, 2, 3))
    return text[:start] + sign + text[end if chance.random() < 0.4 else start :]


def put_value(chance: random.Random, text: Text, _: Source) -> Text:
    """Put a value in the place of another one."""
    colon = text.find(": ", chance.randrange(len(text) + 1))
    if colon < 0:
        return text + chance.choice(VALUES)
    end = text.find("\n", colon)
    return text[: colon + 2] + chance.choice(VALUES) + (text[end:] if end >= 0 else "")


def find_word(chance: random.Random, text: Text, source: Source) -> tuple[int, int]:
    """Return where a word stands, in what may have been moved a little by other changes."""
    start, end = chance.choice(source.spans)
    return min(start, len(text)), min(end, len(text))


def drop_word(chance: random.Random, text: Text, source: Source) -> Text:
    start, end = find_word(chance, text, source)
    return text[:start] + text[end:]


def repeat_word(chance: random.Random, text: Text, source: Source) -> Text:
    start, end = find_word(chance, text, source)
    return text[:end] + text[start:end] * chance.choice((1, 1, 1, 40)) + text[end:]


def swap_words(chance: random.Random, text: Text, source: Source) -> Text:
    (a, b), (c, d) = sorted((find_word(chance, text, source), find_word(chance, text, source)))
    return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:] if b <= c else text


def copy_word(chance: random.Random, text: Text, source: Source) -> Text:
    start, end = find_word(chance, text, source)
    other = chance.choice(list_sources())
    return text[:start] + other.text[slice(*chance.choice(other.spans))] + text[end:]


def mark_word(chance: random.Random, text: Text, source: Source) -> Text:
    start, end = find_word(chance, text, source)
    before, after = chance.choice(AROUND)
    return text[:start] + before + text[start:end] + after + text[end:]


WORDS: tuple[Change, ...] = (put_sign, put_value, drop_word, repeat_word, swap_words, copy_word)
WORDS += (mark_word, put_value)


def on_lines(change: Callable[[random.Random, list[str], Source], list[str]]) -> Change:
    def changed(chance: random.Random, text: Text, source: Source) -> Text:
        return "".join(change(chance, text.splitlines(keepends=True) or [""], source))

    return changed


def drop_lines(chance: random.Random, lines: list[str], _: Source) -> list[str]:
    start, end = pick_range(chance, len(lines), chance.choice((1, 1, 3, 12)))
    return lines[:start] + lines[end:]


def repeat_lines(chance: random.Random, lines: list[str], _: Source) -> list[str]:
    start, end = pick_range(chance, len(lines), chance.choice((1, 1, 3, 12)))
    return lines[:end] + lines[start:end] * chance.choice((1, 1, 1, 2, 30)) + lines[end:]


def swap_lines(chance: random.Random, lines: list[str], _: Source) -> list[str]:
    a, b, c, d = sorted(chance.randrange(len(lines) + 1) for _ in range(4))
    return lines[:a] + lines[c:d] + lines[b:c] + lines[a:b] + lines[d:]


def shift_lines(chance: random.Random, lines: list[str], _: Source) -> list[str]:
    start, end = pick_range(chance, len(lines), chance.choice((1, 4, 20)))
    by = chance.choice((-4, -2, -2, -1, 1, 2, 2, 4))
    moved = [" " * by + one if by > 0 else one[min(-by, indent(one)) :] for one in lines[start:end]]
    return lines[:start] + moved + lines[end:]


def put_block(chance: random.Random, lines: list[str], _: Source) -> list[str]:
    place = chance.randrange(len(lines) + 1)
    pad = " " * (indent(lines[place - 1]) + chance.choice((0, 0, 0, 2)))
    return [*lines[:place], pad * (chance.random() < 0.8) + chance.choice(BLOCKS), *lines[place:]]


def join_file(chance: random.Random, lines: list[str], _: Source) -> list[str]:
    """Goes on with another file, from anywhere in it."""
    other = chance.choice(list_sources()).lines
    place, start = chance.randrange(len(lines) + 1), chance.randrange(len(other))
    end = chance.choice((len(other), min(len(other), start + 8)))
    rest = lines[place:] if chance.random() < 0.5 else []
    return [*lines[:place], *other[start:end], *rest]


def put_large(chance: random.Random, lines: list[str], _: Source) -> list[str]:
    """Put something deep, wide or long somewhere."""
    place = chance.randrange(len(lines) + 1)
    pad, number = " " * indent(lines[place - 1]), chance.choice((10, 31, 33, 100, 300))
    large = chance.choice(
        (
            lambda: f"{pad}deep: {'[' * number}{']' * chance.choice((0, number))}\n",
            lambda: f"{pad}deep: {'{a: ' * number}\n",
            lambda: "".join(f"{pad}{' ' * n}a:\n" for n in range(min(number, 60))),
            lambda: f"{pad}{'- ' * number}a\n",
            lambda: "".join(f"{pad}k{n}: {n}\n" for n in range(number)),
            lambda: f"{pad}wide: [{'a, ' * number}]\n",
            lambda: f"{pad}note: {'long ' * number * 4}\n",
            lambda: f'{pad}note: "{chr(92) * number}"\n',
            lambda: f"{pad}note: '{chr(10) * number}'\n",
            lambda: f"{pad}a: &a [x]\n{pad}b: [{'*a, ' * number}]\n",
            lambda: "---\n" * number,
            lambda: f"{pad}{'k' * number * 12}: 1\n",
        )
    )
    return [*lines[:place], large(), *lines[place:]]


def turn_line_ends(chance: random.Random, lines: list[str], _: Source) -> list[str]:
    end, share = chance.choice(("\r\n", "\r", "\n\n", "", " \n", "\x85")), chance.choice((0.1, 1))
    return [
        one.rstrip("\r\n") + end if one.endswith("\n") and chance.random() < share else one
        for one in lines
    ]


def indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


LINES: tuple[Change, ...] = tuple(
    on_lines(one) for one in (drop_lines, repeat_lines, swap_lines, shift_lines, put_block)
)
RARE_LINES: tuple[Change, ...] = tuple(map(on_lines, (join_file, put_large, turn_line_ends)))


def make_item(seed: int, number: int) -> Item:
    """Return an item of a seed."""
    chance = random.Random(f"{seed}-{number}")
    source = chance.choice(list_sources())
    text, late = source.text, []
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4, 6))):
        level = chance.random()
        if level < 0.22:
            late.append(chance.choice(BYTES))
        elif level < 0.25:
            late.append(chance.choice(RARE_BYTES))
        elif level < 0.65:
            text = chance.choice(WORDS)(chance, text, source)
        elif level < 0.92:
            text = chance.choice(LINES)(chance, text, source)
        else:
            text = chance.choice(RARE_LINES)(chance, text, source)
        text = text[:LONGEST]
    data = text.encode()
    for change in late:
        data = change(chance, data, source)
    return Item(source.kind, data[:LONGEST])


# Judging.


class Verdict(NamedTuple):
    """What was said of an item, and what should not have been."""

    sound: bool
    codes: list[str]
    mark: bytes
    wrong: str = ""


def load(item: Item) -> Any:
    from stc.files import load

    return load.load(find_kind(item), item.data, "plan.yaml")


def find_kind(item: Item) -> Any:
    from stc.files.kinds import KINDS

    return next(kind for kind in KINDS if kind.name == item.kind)


def judge(item: Item, number: int) -> Verdict:
    """Return what is said of an item, with all that must hold of it."""
    loaded = load(item)
    said = repr((loaded.value is None, loaded.findings)).encode()
    wrong = look(item, loaded) + compare_readers(item, loaded)
    if number % AGAIN == 0 and repr(((again := load(item)).value is None, again.findings)) != (
        said.decode()
    ):
        wrong += "another verdict the second time; "
    if number % PURE == 0:
        wrong += compare_parsers(item)
    if number % SHOWN == 0:
        wrong += show(loaded)
    if number % WEIGHED == 0:
        wrong += weigh(item)
    codes = sorted({one.code for one in loaded.findings})
    return Verdict(loaded.value is not None, codes, hashlib.sha256(said).digest()[:8], wrong)


def look(item: Item, loaded: Any) -> str:
    errors = any(one.severity == "error" for one in loaded.findings)
    wrong = ""
    if (loaded.value is None) != errors:
        wrong += "a plan beside an error, or none without one; "
    lines = item.data.decode("utf-8", "replace").split("\n")
    for one in loaded.findings:
        line, column = one.place.line, one.place.column
        if not 0 <= line <= len(lines) or (line and not 1 <= column <= len(lines[line - 1]) + 1):
            wrong += f"{one.code} points outside the file, to {one.place}; "
    return wrong


def compare_readers(item: Item, loaded: Any) -> str:
    """Return where a plan that is read without its tree is not the plan of the tree."""
    from stc.files import load
    from stc.files.blocks import NOWHERE, Memory

    is_plan, wrong, tree = item.kind == "plan", "", loaded
    kind = find_kind(item)
    value = load.read(kind, item.data, "plan.yaml")
    if loaded.document.is_canonical:
        # Only then was it loaded without its tree.
        tree = load.load_by_tree(kind, item.data, "plan.yaml")
        if loaded[:2] != tree[:2]:
            wrong += "judged by its layout otherwise than with the tree; "
    if value is not None and value != tree.value:
        wrong += "read in one run otherwise than with the tree; "
    if not is_plan:
        return wrong
    placeless = tree.value and tree.value._replace(
        steps=tuple(step._replace(place=NOWHERE) for step in tree.value.steps)
    )
    before = read_source(len(item.data) % len(list_plans()))
    for memory in (Memory(), copy_memory(before)):
        value = memory.read(item.data)
        if value is not None and value != placeless:
            wrong += "read by blocks otherwise than with the tree; "
    return wrong


@cache
def list_plans() -> list[bytes]:
    return [source.text.encode() for source in list_sources() if source.kind == "plan"]


@cache
def read_source(number: int) -> Any:
    """Return the memory of one who has read a sound plan; to read more, copy it."""
    from stc.files.blocks import Memory

    memory = Memory()
    memory.read(list_plans()[number])
    return memory


def copy_memory(memory: Any) -> Any:
    new = copy.copy(memory)
    vars(new).update({name: dict(one) for name, one in vars(memory).items() if type(one) is dict})
    return new


def compare_parsers(item: Item) -> str:
    """Return where one parser lets through what the other refuses.

    What both refuse they may tell in other words, and one of them may get further in it.
    """
    from stc.findings import has_errors
    from stc.yaml.parser import PureParser
    from stc.yaml.reader import read_document

    ours = read_document(item.data, "p")
    pure = read_document(item.data, "p", parser=PureParser)
    refused = has_errors(ours.findings)
    same = {one.code for one in ours.findings} == {one.code for one in pure.findings}
    if refused != has_errors(pure.findings) or not (refused or same):
        return "another verdict with the other parser; "
    return ""


def show(loaded: Any) -> str:
    from stc.output.ci.findings import render_findings
    from stc.text.escape import escape_control

    shown = render_findings(loaded.findings)
    return (
        "" if escape_control(shown, keep_newlines=True) == shown else "raw characters are shown; "
    )


def weigh(item: Item) -> str:
    tracemalloc.start()
    load(item)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    if peak > TIMES_INPUT * len(item.data) + ALLOWED:
        return f"{peak:,} bytes of memory for {len(item.data):,}; "
    return ""


# Working: each batch in a process of its own, which two seconds with one item end.


class Tally:
    """What came of many items."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.codes: Counter[str] = Counter()
        self.mark = 0
        self.slowest = (0.0, 0)
        self.failures: dict[int, str] = {}

    def add(self, number: int, item: Item, verdict: Verdict, spent: float) -> None:
        self.counts["accepted" if verdict.sound else "refused"] += 1
        self.counts["bytes"] += len(item.data)
        self.codes.update(verdict.codes)
        mark = hashlib.sha256(verdict.mark + number.to_bytes(8, "big")).digest()[:8]
        self.mark = (self.mark + int.from_bytes(mark, "big")) % 2**64
        self.slowest = max(self.slowest, (spent, number))
        if verdict.wrong:
            self.failures[number] = verdict.wrong.removesuffix("; ")

    def join(self, saved: dict[str, Any]) -> None:
        self.counts.update(saved["counts"])
        self.codes.update(saved["codes"])
        self.mark = (self.mark + saved["mark"]) % 2**64
        self.slowest = max(self.slowest, tuple(saved["slowest"]))
        self.failures |= {int(number): wrong for number, wrong in saved["failures"].items()}


def try_item(asked: argparse.Namespace, number: int, tally: Tally) -> None:
    """Read an item; what it raises is a failure, and a hang ends this process."""
    item = make_item(asked.seed, number)
    # Weighing takes time of its own.
    signal.setitimer(signal.ITIMER_PROF, asked.seconds * (1 if number % WEIGHED else 4))
    begun = time.process_time()
    try:
        verdict = judge(item, number)
    except Exception as error:
        verdict = Verdict(False, [], b"", describe_error(error))
    spent = time.process_time() - begun
    signal.setitimer(signal.ITIMER_PROF, 0)
    tally.add(number, item, verdict, spent if number % WEIGHED else 0.0)


def describe_error(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}"
    return f"{type(error).__name__} at {where}: {str(error)[:200]}"


class Batch(NamedTuple):
    first: int
    end: int


class Workers:
    """Processes that read batches, and what they have found."""

    def __init__(self, asked: argparse.Namespace, folder: Path) -> None:
        self.asked, self.folder = asked, folder
        self.tally = Tally()
        self.at = mmap.mmap(-1, 8 * asked.workers)
        self.free = list(range(asked.workers))
        self.running: dict[int, tuple[int, Batch]] = {}
        self.waiting = [
            Batch(first, min(first + BATCH, asked.start + asked.times))
            for first in range(asked.start, asked.start + asked.times, BATCH)
        ][::-1]

    def run(self) -> Tally:
        """Return what came of all items, or of those that there was time for."""
        until = time.monotonic() + 60 * self.asked.minutes
        while self.running or (self.waiting and time.monotonic() < until):
            while self.free and self.waiting and time.monotonic() < until:
                self.begin(self.waiting.pop(), self.free.pop())
            if self.running:
                self.end(*os.wait())
        return self.tally

    def begin(self, batch: Batch, slot: int) -> None:
        sys.stdout.flush()
        pid = os.fork()
        if pid:
            self.running[pid] = slot, batch
            return
        code = 1
        try:
            signal.signal(signal.SIGPROF, signal.SIG_DFL)
            tally = Tally()
            for number in range(*batch):
                struct.pack_into("q", self.at, 8 * slot, number)
                try_item(self.asked, number, tally)
            (self.folder / str(os.getpid())).write_text(json.dumps(vars(tally)), "utf-8")
            code = 0
        finally:
            os._exit(code)

    def end(self, pid: int, status: int) -> None:
        slot, batch = self.running.pop(pid)
        self.free.append(slot)
        if status == 0:
            file = self.folder / str(pid)
            self.tally.join(json.loads(file.read_text("utf-8")))
            file.unlink()
            return
        (number,) = struct.unpack_from("q", self.at, 8 * slot)
        self.tally.failures[number] = describe_death(status, self.asked.seconds)
        self.tally.counts["died"] += 1
        # Its counts have died with it: what was before is done again, which gives the same.
        parts = (Batch(number + 1, batch.end), Batch(batch.first, number))
        self.waiting += [part for part in parts if part.first < part.end]


def describe_death(status: int, seconds: float) -> str:
    code = os.waitstatus_to_exitcode(status)
    if code == -signal.SIGPROF:
        return f"it took more than {seconds:g} seconds"
    return f"the process died by {signal.Signals(-code).name}" if code < 0 else f"it ended ({code})"


# Bombs.

DEEP = 100_000
SPACES = " " * 50_000


def list_bombs() -> dict[str, bytes]:
    """Return files that were made to take time and memory."""
    from tests.plans import FULL, SMALL

    damage = "    - page: 1\n      steps: [COM-01]\n      note: A line is lost.\n"
    step = SMALL[SMALL.index("          - id: COM-01") : SMALL.index("\n          - id: COM-02")]
    head = SMALL[: SMALL.index("          - id: COM-01")]
    laughs = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 60)
    )
    merges = "a0: &a0 {x: y}\n" + "".join(
        f"a{n}: &a{n}\n  <<: [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 60)
    )
    canonical = lay_out(SMALL)
    goal = "      - title: Speak clearly\n        steps:\n"
    sentence = "              Read the page.\n"
    bombs = {
        "aliases": laughs,
        "merge keys": merges,
        "brackets": "a: " + "[" * DEEP,
        "brackets closed": "a: " + "[" * DEEP + "]" * DEEP,
        "braces": "{a: " * DEEP,
        "dashes": "- " * DEEP,
        "question marks": "? " * DEEP,
        "indented": "\n".join(" " * n + "a:" for n in range(800)),
        "31 levels, often": "a:\n" + ("- " * 29 + "a\n") * 4000,
        "unknown fields": SMALL + "".join(f"field{n}: {n}\n" for n in range(8000)),
        "unknown fields of a step": SMALL
        + "".join(f"            field{n}: {n}\n" for n in range(6000)),
        "one key, often": SMALL + "note: x\n" * 20_000,
        "one step, often": head + (step + "\n") * 1200,
        "one department, often": SMALL.replace(
            "sections:", '  - id: "911"\n    name: "911"\n' * 3000 + "\nsections:", 1
        ),
        "unknown departments": SMALL.replace(
            "[comms-ocs]", "[" + ", ".join(f"nobody-{n}" for n in range(8000)) + "]"
        ),
        "aliases of a department": SMALL.replace(
            "[MECC]", "[" + ", ".join(f"Name {n}" for n in range(8000)) + "]"
        ),
        "wrong statuses": head
        + "".join(
            step.replace("Planning", f"Plan{n}").replace("-01", f"-{n}") for n in range(1200)
        ),
        "wrong types": head + "          - [a]\n" * 20_000,
        "steps begun": canonical + "          - id: AA-01\n" * 20_000,
        "goals begun": canonical.replace(goal, goal * 10_000),
        "sections begun": canonical + "\n  - id: AA\n    title: a\n    goals:\n" * 10_000,
        "deep items": canonical + "            items:\n" + "              - a\n" * 50_000 + "x\n",
        "sentences": canonical.replace(sentence, sentence * 40_000) + "x\n",
        "a head of lines": canonical.replace("\nphase:", "\n  a b" * 9000 + "\nphase:"),
        "empty sections": "sections:\n" + "  -   {}   \n" * 80_000,
        "empty pages": "source: {damage: [" + "{}," * 40_000 + "]}",
        "wrong aliases": "departments: [{aliases: [" + "[]," * 40_000 + "]}]",
        "wide list": "a: [" + "a," * DEEP + "]",
        "wide mapping": "{" + "".join(f"a{n}: ," for n in range(45_000)) + "}",
        "long plain": SMALL.replace("Write the page.", "word " * 200_000),
        "long quoted": SMALL.replace("Write the page.", "'" + "''" * 400_000 + "'"),
        "long escapes": SMALL.replace("Write the page.", '"' + "\\u00e9" * 150_000 + '"'),
        "long block": SMALL.replace(
            "Write the page.", ">-\n" + "              A line of words.\n" * 20_000
        ),
        "long key": SMALL + "k" * 1000 + ": 1\n" + "k" * 400_000 + ": 1\n",
        "long id": SMALL.replace("id: COM-01", "id: " + "COM-0" * 100_000),
        "long deadline": SMALL.replace("2024-12-31", "9" * 500_000),
        "long status": SMALL.replace("Planning", "Planing" * 60_000),
        "long title": SMALL.replace("title: A plan", "title: " + "é😀" * 100_000),
        "long comment": SMALL + "#" * 1_000_000,
        "comments": SMALL + "# a\n" * 200_000,
        "spaces": SMALL + " " * 1_000_000,
        "line feeds": SMALL + "\n" * 1_000_000,
        "spaces before a key": SMALL.replace("  - id", SPACES + "a: >-\n  b\n   c\n  - id", 1),
        "spaces in a key": SMALL.replace("title: A plan", f"title:{SPACES}&a A plan"),
        "spaces in a text": SMALL.replace("title: A plan", f"title: A{SPACES}: plan"),
        "spaces in a block": SMALL.replace("title: A plan", f"title: >-\n  A{SPACES}b\n   c"),
        "spaces in brackets": SMALL.replace("[comms-ocs]", f"[comms-ocs{SPACES}&a"),
        "spaces after a dash": SMALL.replace("  - id", f"  -{SPACES}&a id", 1),
        "heads on a line": SMALL.replace("title: A plan", "title: " + "steps:" * 100_000),
        "tabs": SMALL + "\t" * 500_000,
        "carriage returns": SMALL + "\r" * 500_000,
        "controls": SMALL + "\x00" * 500_000,
        "invisible": SMALL + "\u202e" * 200_000,
        "conflicts": SMALL + "<<<<<<< a\n=======\n>>>>>>> b\n" * 20_000,
        "documents": SMALL + "---\na: b\n" * 50_000,
        "directives": "%YAML 1.1\n" * 50_000 + SMALL,
        "anchors": SMALL + "".join(f"a{n}: &a{n} x\n" for n in range(8000)),
        "tags": SMALL + "".join(f"a{n}: !!x{n} x\n" for n in range(8000)),
        "quotes": '"' * 300_000,
        "percents": "%" * 300_000,
        "many pages": FULL.replace(damage, damage * 6000),
    }
    data = {name: text.encode() for name, text in bombs.items()}
    return data | {"no UTF-8": b"\xff" * 1_000_000, "UTF-16": SMALL.encode("utf-16") * 100}


def try_bomb(data: bytes, seconds: float) -> tuple[float, int, str]:
    """Return the seconds a bomb took, the bytes of memory, and what was wrong."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            signal.signal(signal.SIGPROF, signal.SIG_DFL)
            # What a copy of a process has in common with it counts only when it is used.
            use(list_sources()[0])
            before = find_peak()
            signal.setitimer(signal.ITIMER_PROF, seconds)
            begun = time.process_time()
            item = Item("plan", data)
            loaded = load(item)
            spent = time.process_time() - begun
            signal.setitimer(signal.ITIMER_PROF, 0)
            grown = find_peak() - before
            wrong = look(item, loaded)
            os.write(writing, json.dumps([spent, grown, wrong[:2000]]).encode())
            code = 0
        except Exception as error:
            os.write(writing, json.dumps([0.0, 0, describe_error(error)]).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        shown = pipe.read()
    status = os.waitpid(pid, 0)[1]
    if status:
        return 0.0, 0, describe_death(status, seconds)
    spent, grown, wrong = json.loads(shown)
    if grown > TIMES_INPUT * len(data) + ALLOWED_PROCESS:
        wrong += f"{grown:,} bytes of memory for {len(data):,}; "
    return spent, grown, wrong.removesuffix("; ")


def find_peak() -> int:
    """Return the most memory that this process has had, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def run_bombs(asked: argparse.Namespace, folder: Path) -> int:
    """Read all bombs, tells what they took, and gives the exit code."""
    bombs, failures, slowest, beyond = list_bombs(), {}, (0.0, ""), (0, "")
    for name, data in bombs.items():
        spent, grown, wrong = try_bomb(data, asked.seconds)
        slowest = max(slowest, (spent, name))
        beyond = max(beyond, (grown - TIMES_INPUT * len(data), name))
        if wrong:
            failures[name] = wrong
            (folder / f"bomb-{name.replace(' ', '-')}.yaml").write_bytes(data)
    sizes = sorted(len(data) for data in bombs.values())
    print(f"{len(bombs)} bombs of {sizes[0]:,} to {sizes[-1]:,} bytes:")
    print(f"  slowest {slowest[0] * 1000:.0f} ms ({slowest[1]})")
    allowed = f"of {ALLOWED_PROCESS // 10**6} MB allowed"
    over = f"{beyond[0] / 10**6:.0f} MB ({beyond[1]}), {allowed}"
    print(f"  most memory beyond {TIMES_INPUT} times the input {over}")
    print(f"  failures {len(failures)}")
    for name, wrong in failures.items():
        print(f"    {name}: {wrong}")
    return 1 if failures else 0


# The command line.


def warm_up() -> None:
    """Imports all that reading needs, so that no batch does it, and checks the sources."""
    for source in list_sources():
        use(source)
    for number in (0, *range(0, 400, PURE)):
        judge(make_item(0, number), number)
    # What is here by now stays: no batch need look through it for garbage.
    gc.collect()
    gc.freeze()


def use(source: Source) -> None:
    """Read a file as it is, and with something wrong, which needs more of stc."""
    item = Item(source.kind, source.text.encode())
    if load(item).value is None:
        raise SystemExit(f"This is not sound:\n{source.text}\n{load(item).findings}")
    load(item._replace(data=item.data + b"unknown: 1\ntitel: 2\n"))


def tell(tally: Tally, asked: argparse.Namespace, folder: Path) -> int:
    """Prints what came of all items, and gives the exit code."""
    done = sum(tally.counts[one] for one in ("accepted", "refused", "died"))
    mean = tally.counts["bytes"] / max(1, done)
    codes = ", ".join(f"{code} {count:,}" for code, count in sorted(tally.codes.items()))
    print(
        f"{done:,} mutations of {len(list_sources())} files, seed {asked.seed}, {mean:,.0f} bytes:"
    )
    print(f"  accepted {tally.counts['accepted']:,}, refused {tally.counts['refused']:,}")
    print(f"  {len(tally.codes)} codes: {codes}")
    print(f"  slowest {tally.slowest[0] * 1000:.0f} ms (item {tally.slowest[1]})")
    print(f"  sum of the verdicts {tally.mark:016x}")
    print(f"  failures {len(tally.failures)}")
    for number, wrong in sorted(tally.failures.items()):
        file = folder / f"{asked.seed}-{number}.yaml"
        file.write_bytes(make_item(asked.seed, number).data)
        if number in sorted(tally.failures)[:20]:
            print(f"    {file}: {wrong}")
    return 1 if tally.failures else 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--times", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--start", type=int, default=0, help="The first item.")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seconds", type=float, default=2.0, help="More than these is a hang.")
    parser.add_argument("--minutes", type=float, default=600, help="Begin nothing after these.")
    parser.add_argument("--item", type=int, help="Only print this one and what is said of it.")
    parser.add_argument("--bombs", action="store_true", help="Read the bombs instead.")
    parser.add_argument("--failures", type=Path, help="Where reproducers are written.")
    return parser.parse_args()


def main() -> int:
    sys.path.insert(0, str(ROOT))
    asked = read_arguments()
    if asked.item is not None:
        item = make_item(asked.seed, asked.item)
        sys.stdout.buffer.write(item.data)
        print(f"\n{item.kind}: {judge(item, asked.item)}")
        return 0
    warm_up()
    folder = asked.failures or Path(tempfile.mkdtemp(prefix="stc-mutate-"))
    folder.mkdir(exist_ok=True)
    try:
        if asked.bombs:
            return run_bombs(asked, folder)
        return tell(Workers(asked, folder).run(), asked, folder)
    finally:
        if not any(folder.iterdir()):
            folder.rmdir()


if __name__ == "__main__":
    sys.exit(main())
