"""The reader: what it finds, where, and that no bytes make it raise, hang or grow."""

import gc
import json
import time
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.make_plan import format_plan, make_plan
from stc.findings import Finding
from stc.yaml.document import BATCH, LARGEST, LARGEST_FILE, ROOM
from stc.yaml.nodes import Mapping, Node, Scalar, Sequence
from stc.yaml.parser import make_parser
from stc.yaml.reader import read_document
from stc.yaml.values import to_data
from tests.laws import tries

BOM = b"\xef\xbb\xbf"


def find(data: bytes | str) -> tuple[Finding, ...]:
    return read_document(data.encode() if isinstance(data, str) else data, "p").findings


def places(data: bytes | str) -> list[str]:
    return [f"{finding.code} {finding.place}" for finding in find(data)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a: 1\n", []),
        (b"---\na: 1\n", []),
        (b"# c\n---\na: 1\n", []),
        (b"", ["STC016 p"]),
        (b"# only\n\n", ["STC016 p"]),
        (b"---\n", ["STC016 p"]),
        (b"~\n", ["STC016 p"]),
        (BOM, ["STC016 p", "STC008 p:1:1"]),
        (BOM + b"a: 1\n", ["STC008 p:1:1"]),
        ("a: é\n".encode("utf-16"), ["STC002 p"]),
        ("a: é\n".encode("utf-16-le"), ["STC002 p"]),
        ("a: é\n".encode("utf-32"), ["STC002 p"]),
        (b"a: 1\nb: caf\xe9\n", ["STC002 p:2:7"]),
        (BOM + "é: \x00".encode()[:3] + b"\xff", ["STC002 p:1:3"]),
        (b"a: \x00\n", ["STC004 p:1:4"]),
        (b"a: \x1b[31m\n", ["STC004 p:1:4"]),
        (b"a: b\rc: d\n", ["STC004 p:1:5"]),
        (b"a: \r\r\n", ["STC004 p:1:4"]),
        ("a: \x9f\x7f\n", ["STC004 p:1:4", "STC004 p:1:5"]),
        ("a: x\u2028y\nb: \x85\nb: 2\n", ["STC005 p:1:5", "STC005 p:2:4", "STC009 p:3:1"]),
        ("a: '\u202e\u200b\ufeff\U000e0041'\n", [f"STC005 p:1:{n}" for n in (5, 6, 7, 8)]),
        (b"a:\tb\n", ["STC006 p:1:3"]),
        (b"a:\n\tb: 1\n", ["STC006 p:2:1"]),
        (b"a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n",
         ["STC007 p:2:1", "STC007 p:4:1", "STC007 p:6:1"]),
        (b"a: |\n  =======\n", []),
        (b"=======\na: 1\n", ["STC001 p:2:2"]),
        (b"a: 1\nb: 2\na: 3\n'a': 4\n", ["STC009 p:3:1", "STC009 p:4:1"]),
        (b"a: &x 1\nb: *x\n", ["STC010 p:1:4", "STC010 p:2:4"]),
        (b"a: *\n", ["STC010 p:1:4"]),
        (b"a: {b: 1}\n<<: {c: 1}\n", ["STC011 p:2:1"]),
        (b"'<<': 1\n", []),
        (b"a: !!str 1\nb: ! 2\nc: !x [1]\n", ["STC012 p:1:4", "STC012 p:2:4", "STC012 p:3:4"]),
        (b"a: !u!x 1\n", ["STC012 p:1:4"]),
        (b"a: 1\n---\nb: 1\n", ["STC013 p:2:1"]),
        (b"a: 1\n...\n", ["STC013 p:2:1"]),
        (b"---\n---\na: 1\n", ["STC013 p:2:1"]),
        (b"%YAML 1.1\n# c\n%FOO\n---\na: 1\n", ["STC014 p:1:1", "STC014 p:3:1"]),
        (b"[a]: 1\n", ["STC015 p:1:1"]),
        (b"{a: 1}: 1\n", ["STC015 p:1:1"]),
        (b": 1\n", ["STC001 p:1:1"]),
        (b"null: 1\n", ["STC015 p:1:1"]),
        (b"? a\n: 1\n", ["STC015 p:1:3"]),
        (b"a: b: c\n", ["STC001 p:1:5"]),
        (b"a: 1\n b: 2\n", ["STC001 p:2:3"]),
        (b"a: 'x\nb: 1\n", ["STC001 p:1:4"]),
        (b'a: "\\q"\n', ["STC001 p:1:4"]),
        (b'a: "\\ud800"\n', ["STC001 p:1:4"]),
        (b'a: "\\U00110000"\n', ["STC001 p:1:4"]),
        (b"a: [1, 2\nb: 1\n", ["STC001 p:1:4"]),
        (b"a: {b}\n", ["STC001 p:1:5"]),
        (b"a: [x?]\n", ["STC001 p:1:5"]),
        (b"a: @x\n", ["STC001 p:1:4"]),
        (b"a: - b\n", ["STC001 p:1:4"]),
        (b"a: &x 1\nb: 'y\n", ["STC010 p:1:4", "STC001 p:2:4"]),
        (b"- a\n- b\n", []),
    ],
)  # fmt: skip
def test_what_is_found_and_where(data: bytes | str, expected: list[str]) -> None:
    assert places(data) == expected


def test_a_duplicate_key_names_both_places() -> None:
    (finding,) = find("a:\n  b: 1\n  b: 2\n")
    assert str(finding.place) == "p:3:3"
    assert str(finding.related) == "p:2:3"
    assert "line 2" in finding.message


def test_only_a_handful_of_one_kind_is_named() -> None:
    found = find("a: x\n" + "\u200b\t" * 20)
    assert [finding.code for finding in found].count("STC005") == 6
    assert [finding.code for finding in found].count("STC006") == 6
    assert any(finding.message.startswith("15 more") for finding in found)


def test_the_first_of_two_values_counts() -> None:
    assert to_data(read_document(b"a: 1\nb: 2\na: 3\n", "p").root) == {"a": "1", "b": "2"}


def test_every_scalar_is_its_text() -> None:
    text = "a: 911\nb: no\nc: 12:30\nd: 2024-02-30\ne: ~\nf: '~'\ng:\nh: 'null'\ni: NULL\nj: ''\n"
    assert to_data(read_document(text.encode(), "p").root) == {
        "a": "911", "b": "no", "c": "12:30", "d": "2024-02-30", "e": None, "f": "~", "g": None,
        "h": "null", "i": None, "j": "",
    }  # fmt: skip


def test_places_with_a_byte_order_mark_and_crlf_and_wide_characters() -> None:
    document = read_document(BOM + "é: 😀\r\nb: [x, 'y']\r\n".encode(), "p")
    root = document.root
    assert isinstance(root, Mapping)
    key = root.key("b")
    items = root.get("b")
    assert key is not None
    assert isinstance(items, Sequence)
    assert (key.line, key.column) == (2, 1)
    second = items.items[1]
    assert isinstance(second, Scalar)
    assert document.text[second.start : second.end] == "'y'"
    assert (second.line, second.column) == (2, 8)


def _scalars(node: Node | None) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            yield key
            yield from _scalars(value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item)


BLOCKS = """\
a: |+
  keep

  # not a comment

b: >  # a comment
   folded
   text

     deeper

# above
c: |2
    two more
d: 'it''s
  two lines'
e: plain
   goes on
f: "\\u00e9 \\
  joined"   # c
g:
h: [ , ]
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_span_read_alone_is_the_same_value(newline: str) -> None:
    text = BLOCKS.replace("[ , ]", "[x, 'y , z', {k: v}]").replace("\n", newline)
    document = read_document(text.encode(), "p")
    assert not document.findings
    for scalar in _scalars(document.root):
        piece = document.text[scalar.start : scalar.end]
        again = read_document(f"k: {piece}\n".encode(), "p").root
        assert isinstance(again, Mapping)
        value = again.get("k")
        assert isinstance(value, Scalar)
        assert (value.text, value.style) == (scalar.text, scalar.style)
        assert piece == piece.strip("\r\n ") or "+" in piece


@settings(deadline=None, max_examples=tries(200))
@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    document = read_document(data, "p")
    assert document.root is not None or document.findings
    lines = data.removeprefix(BOM).decode(errors="replace").split("\n")
    for finding in document.findings:
        _, line, column = finding.place
        assert line <= len(lines)
        assert not line or column <= len(lines[line - 1]) + 1


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000,
        b"{" * 100_000,
        b"- " * 100_000,
        b"a: [" + b"[" * 10_000 + b"]" * 10_000 + b"]",
        b"\n".join(b" " * n + b"a:" for n in range(2000)),
        b"[a: " * 10_000,
        b"? " * 10_000,
    ],
    ids=["brackets", "braces", "dashes", "closed", "indented", "pairs", "questions"],
)
def test_a_deep_file_is_refused_at_once_and_in_little_memory(data: bytes) -> None:
    tracemalloc.start()
    started = time.process_time()
    document = read_document(data, "p")
    spent, (_, peak) = time.process_time() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert document.root is None
    assert "STC003" in {finding.code for finding in document.findings}
    assert spent < 1
    assert peak < 16 * len(data) + 2_000_000


@pytest.mark.parametrize(
    "data",
    [
        b"a: '" + b"x" * 10_000_000 + b"'\n",
        b"%" * 200_000 + b"\n" * 200_000,
        b"%\n" * 200_000,
        b"\x00" * 1_000_000,
        b"a:\t" * 300_000,
        b" " * 1_000_000,
        b"\n" * 1_000_000,
        b"#\n" * 500_000,
        b"<<<<<<< a\n" * 100_000,
        b"---\n" * 200_000,
        b"a: &a [" + b"*a," * 20_000 + b"]",
        b"'" + b"''" * 500_000,
        b"{" + b"a: ," * 20_000 + b"}",
        b"a" * 1_000_000,
        b"!" * 1_000_000,
        b"a: \"" + b"\\x" * 300_000,
    ],
)  # fmt: skip
def test_a_large_odd_file_is_read_in_reasonable_time(data: bytes) -> None:
    started = time.process_time()
    document = read_document(data, "p")
    assert time.process_time() - started < 3
    assert len(document.findings) < 50_000


class CountingParser:
    """The parser, and how many of its events were asked for."""

    asked = 0

    def __init__(self, text: str) -> None:
        self._parser = make_parser(text)

    def get_event(self) -> Any:
        CountingParser.asked += 1
        return self._parser.get_event()


def count_events(data: bytes) -> int:
    CountingParser.asked = 0
    read_document(data, "p", parser=CountingParser)
    return CountingParser.asked


def test_a_file_over_the_limits_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert places(bytes(LARGEST_FILE + 1)) == ["STC003 p"]
    monkeypatch.setattr("stc.yaml.builder.BATCH", 10)
    monkeypatch.setattr("stc.yaml.builder.LARGEST", 40)
    data = b"- one of many\n" * 60
    assert places(data) == ["STC003 p"]
    assert read_document(data, "p").root is None
    assert count_events(data) == 40


@pytest.mark.parametrize("crowd", [b"[%s]" % (b"a," * 150_000), b"-\n" * 150_000])
def test_a_crowd_of_values_is_refused_before_it_takes_memory(crowd: bytes) -> None:
    assert places(crowd) == ["STC003 p"]
    assert count_events(crowd) == BATCH


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_values_that_take_room_are_no_crowd(newline: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stc.yaml.builder.BATCH", 10)
    text = "".join(f"f{number:02}: a text of some words{newline}" for number in range(50))
    assert read_document(text.encode(), "p").root is not None
    # What stands close may follow what took room; the other way around it is refused.
    close = f"z: [{'a,' * 30}]{newline}"
    assert read_document((text + close).encode(), "p").root is not None
    assert places((close + text).encode()) == ["STC003 p"]


def test_a_plan_of_100_000_steps_is_within_the_limits() -> None:
    data = format_plan(make_plan(1000)).encode()
    assert count_events(data) * 100 < LARGEST
    assert len(data) * 100 < LARGEST_FILE
    dense = json.dumps(make_plan(100).data, separators=(",", ":")).encode()
    assert count_events(dense) * ROOM < len(dense)


@pytest.mark.parametrize("running", [True, False])
def test_the_garbage_collector_is_left_as_it_was(running: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if running else gc.disable)()
        read_document(b"a: [", "p")
        assert gc.isenabled() == running
    finally:
        (gc.enable if before else gc.disable)()
