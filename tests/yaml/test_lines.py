"""What is read by its lines is what the parser says; what is odd is left to it."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stc.yaml.document import BATCH, DEEPEST
from stc.yaml.lines import NotPlain, read_lines
from stc.yaml.plain import read_plain
from stc.yaml.reader import read_document
from stc.yaml.scan import scan_text
from stc.yaml.values import to_data
from tests.files.layouts import EDITS, LAYOUTS, change_text
from tests.laws import tries

SPELLINGS = """\
# Above.
plain: a b:c d#e 'e' "f" – é
null_1: null
null_2: ~
empty:
colon: a:b
single: 'it''s # no comment'
double: "a: b"  # a comment
brackets: [a, "b, c", 'd''e', null, f g]
none: []
folded: >-
  one
  two

  three # no comment
literal: |-  # a comment
      one

      two: no key

  # A comment that is not as deep as the block.
deeper:
    key: value
    list:
    - a
    -  b: c
       d:

          - e
          - >-
            f
            g
    other: h
last: i
"""


def require_same(text: str, depth: int = 3) -> None:
    """Require the law: what is read by its lines is what the parser says, to the last event."""
    data = text.encode("utf-8", "surrogateescape")
    found = read_lines(data, (depth,))
    if found is None:
        return
    scan = scan_text(text, "p")
    assert not scan.findings
    assert scan.text == text
    try:
        assert found == read_plain(text, (depth,))
    except NotPlain:
        document = read_document(data, "p")
        assert not document.findings
        assert found.data == to_data(document.root)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_certain_spelling_is_read(newline: str) -> None:
    text = SPELLINGS.replace("\n", newline)
    assert read_lines(text.encode(), (1,)) is not None
    for depth in range(1, 6):
        require_same(text, depth)


@pytest.mark.parametrize(
    "text",
    [
        "a: b", "a: b \n", "a:\tb\n", "a: b\r\r\n", "a: b\x85c\n", "\ufeffa: b\n", "a: \u200bb\n",
        "", "---\na: b\n", "a: b\n...\n", "%YAML 1.1\na: b\n", "a: b\n---\na: b\n", "a\n",
        "[a]\n", "'a'\n", "? a\n", "a: ? b\n", "null: a\n", "~: a\n", "<<: a\n", "'a': b\n",
        "a: b\na: c\n", "a: - b\n", "a: &b c\n", "a: *b\n", "a: !b c\n", "a: {}\n", "a: {b: c}\n",
        "a: [b: c]\n", "a: [b, ]\n", "a: [b\n  ]\n", "a: [[b]]\n", "a: [b?]\n", "a: [b #c]\n",
        "a: [- b]\n", "a: b: c\n", "a: b:\n", "a: 'b\n  c'\n", 'a: "b\n  c"\n', 'a: "b\\n"\n',
        "a: 'b' c\n", "a: b\n  c\n", "a: b\n  c: d\n", "a: b\n  - c\n", "a:\n  b\n",
        "a:\n  'b'\n", "a:\n  >-\n  b\n", "a: >-\n", "a: >-\nb\n", "a: >-\n\n  b\n",
        "a: >-\n    b\n  c\n", "a: >-\n  b\n   c\n", "a: >-\n  b\n\n    # c\n", "a: >\n  b\n",
        "a: |+\n  b\n", "a: |2-\n  b\n", "a: >-#\n  b\n", "a:\n  b: >-\n  c\n", "-\n", "- - a\n",
        "-\n  a: b\n", "- a\nb: c\n", "a: b\n- c\n", " a: b\nc: d\n", "a:\n  - b\n - c\n",
        "- a: b\n c: d\n", "- a: b\n   c: d\n", "a" * 101 + ": b\n", "a: b #\x00\n",
        "".join(f"{' ' * n}a:\n" for n in range(DEEPEST + 1)), "- " * 3 + "a\n",
        "a: [" + ", ".join("b" * BATCH) + "]\n",
    ],
)  # fmt: skip
def test_what_is_odd_is_left_to_the_parser(text: str) -> None:
    assert read_lines(text.encode(), (1,)) is None


def test_bytes_that_are_no_text_are_left_to_the_parser() -> None:
    assert read_lines(b"a: \xe9\n", (1,)) is None
    assert read_lines(b"a: \xc3 \xa9\n", (1,)) is None


PIECES = (
    *" \n:-?,[]{}#&*!|>'\"%@`~\\a1é",
    ": ", "- ", "\n  ", "\n    ", "\n- ", "---\n", "|-\n", ">-\n", ">- # c\n", "# c\n", "\n  # c\n",
    "''", "[a, b]", "null", "key: ", "key:\n", "-  ", "  \n", "\n\n", " #", ": :", "x: y", "\r\n",
)  # fmt: skip
SEEDS = (
    SPELLINGS,
    "- a\n- b: c\n  d: [x]\n-  e: 'f' # c\n   g: h\n# c\n- >-\n  x\n  y\n- z:z a#b\n",
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 4))):
        at, cut = draw(st.integers(0, len(text))), draw(st.sampled_from([0, 0, 0, 1, 3]))
        text = text[:at] + draw(st.sampled_from(PIECES)) + text[at + cut :]
    return text


@settings(deadline=None, max_examples=tries(400))
@given(mutated(), st.integers(1, 4))
@example("a: >-\n  b\n # c\n  d\n", 1)
@example("a: b\n  # c\nd: e\n", 1)
@example("a:\n# c\n- b\n", 2)
def test_any_text_is_what_the_parser_says(text: str, depth: int) -> None:
    require_same(text, depth)


@settings(deadline=None, max_examples=tries(100))
@given(st.sampled_from(sorted(LAYOUTS)), st.lists(EDITS, max_size=3))
def test_a_plan_in_any_layout_is_what_the_parser_says(layout: str, edits: list[Any]) -> None:
    text = LAYOUTS[layout]
    for one in edits:
        text = change_text(text, one, LAYOUTS[layout])
    require_same(text, 7)
