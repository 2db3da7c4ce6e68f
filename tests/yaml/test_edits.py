"""Exact edits: text before, text after; and over generated documents, with a second reader."""

import copy
import io
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from stc.findings import has_errors
from stc.yaml.document import Document
from stc.yaml.edits import (
    Edit,
    append_item,
    apply_edits,
    insert_entry,
    remove_entry,
    remove_item,
    set_scalar,
)
from stc.yaml.layout_comments import find_comments
from stc.yaml.nodes import Mapping, Node, Scalar, Sequence
from stc.yaml.reader import read_document
from stc.yaml.scalars import Plain, Value
from stc.yaml.values import locate, to_data
from tests.laws import tries

ORDER = ("id", "status", "completed", "evidence", "reason", "note", "action", "steps", "deadline")
EXAMPLES = 60
LONG = (
    "One sentence that is not short at all stands here. "
    "A second one follows, as long as that one was, and a little longer."
)


def read(text: str) -> Document:
    document = read_document(text.encode(), "plan.yaml")
    assert not has_errors(document.findings), document.findings
    return document


def scalar_at(document: Document, *loc: str | int) -> Scalar:
    assert document.root is not None
    node = locate(document.root, loc)
    assert isinstance(node, Scalar)
    return node


def mapping_at(document: Document, *loc: str | int) -> Mapping:
    assert document.root is not None
    node = locate(document.root, loc)
    assert isinstance(node, Mapping)
    return node


def sequence_at(document: Document, *loc: str | int) -> Sequence:
    assert document.root is not None
    node = locate(document.root, loc)
    assert isinstance(node, Sequence)
    return node


def set_a(text: str, value: Value) -> str:
    document = read(text)
    return apply_edits(text, [set_scalar(document, scalar_at(document, "a"), value)])


def insert(text: str, key: str, value: Value, *loc: str | int) -> str:
    document = read(text)
    edit = insert_entry(document, mapping_at(document, *loc), key, value, ORDER)
    return apply_edits(text, [edit])


def remove(text: str, key: str, *loc: str | int) -> str:
    document = read(text)
    return apply_edits(text, [remove_entry(document, mapping_at(document, *loc), key)])


def append(text: str, value: str | dict[str, str | None], *loc: str | int) -> str:
    document = read(text)
    return apply_edits(text, [append_item(document, sequence_at(document, *loc), value)])


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("a: Planning  # c\n", "Not started", "a: Not started  # c\n"),
        ("a: 'Planning'\n", "it's", "a: 'it''s'\n"),
        ('a: "x"\n', 'say "no"', 'a: "say \\"no\\""\n'),
        ("a: 'x'\n", "two\nlines", "a: |-\n  two\n  lines\n"),
        ("{a: 'x'}\n", "two\nlines", '{a: "two\\nlines"}\n'),
        ("a: x\n", "no", 'a: "no"\n'),
        ("a: x\n", "911", 'a: "911"\n'),
        ("a: x\n", "12:30", 'a: "12:30"\n'),
        ("a: x\n", "2024-01-01", 'a: "2024-01-01"\n'),
        ("a: 2024-12-31\n", Plain("2025-01-31"), "a: 2025-01-31\n"),
        ("a: '2024-12-31'\n", Plain("2025-01-31"), "a: '2025-01-31'\n"),
        ("a: x\n", "key: value", 'a: "key: value"\n'),
        ("a: x\n", 'a "quoted" # word', 'a: >-\n  a "quoted" # word\n'),
        ("{a: x}\n", 'a "quoted" # word', "{a: 'a \"quoted\" # word'}\n"),
        ("a: x", "One. Two", "a: One. Two"),
        ("a: x\n", "One.\n", "a: >\n  One.\n"),
        ("a: x", "One.\n", 'a: "One.\\n"'),
        # A style that only the old text needed goes with it.
        ('a: "p: q" # c\n', "x", "a: x # c\n"),
        ("a: 'p: q' # c\n", "x", "a: 'x' # c\n"),
        ("a: >- # c\n  One.\n  Two.\n", "x", "a: x # c\n"),
        ("a: >- # c\n  One. Two.\n", "x", "a: >- # c\n  x\n"),
        ('a: >- # c\n  a "quoted" # c\n', "x", "a: x # c\n"),
        ("a: x\n", "", 'a: ""\n'),
        ("a: x\n", None, "a: null\n"),
        ("a: x\n", "\u200b\x1b", 'a: "\\u200b\\x1b"\n'),
        ("a:\n", "x", "a: x\n"),
        ("a: # c\n", "x", "a: x # c\n"),
        ("a:", "x", "a: x"),
        ("{a: x, b: y}\n", "p, q", '{a: "p, q", b: y}\n'),
        ("{a: , b: y}\n", "p", "{a: p , b: y}\n"),
        ("a: x # c\n", LONG, "a: >- # c\n  " + LONG.replace(". A", ".\n  A") + "\n"),
        ("a: x\n", "one\n\n  two", "a: |-\n  one\n\n    two\n"),
        ("a: >-  # c\n    x\n    y\n\nb: 1\n", "p. Q", "a: >-  # c\n    p.\n    Q\n\nb: 1\n"),
        ("a: |-\n  x\u00a0\nb: 1\n", "p\u00a0", "a: |-\n  p\u00a0\nb: 1\n"),
        ("a: |-\n  x\nb: 1\n", "p\nq", "a: |-\n  p\n  q\nb: 1\n"),
        ("a: |-\n  x\nb: 1\n", " p\nq", 'a: " p\\nq"\nb: 1\n'),
        # A block keeps the depth of its first line, and not that of a space in its text.
        ("a: |-\n    x\n      y\nb: 1\n", "p\nq", "a: |-\n    p\n    q\nb: 1\n"),
        ("a: |2-\n   x\n  y\nb: 1\n", "p\nq", "a: |-\n  p\n  q\nb: 1\n"),
        ("a: >-\n  x\n\n # below\n", "p", "a: >-\n  p\n\n # below\n"),
        ("a: x\n  y\nb: 1\n", "p", "a: p\nb: 1\n"),
        # What is there already stays as it is written; the word that means nothing is not a text.
        ("a: x\n  y\nb: 1\n", "x y", "a: x\n  y\nb: 1\n"),
        ("a: null\n", "null", 'a: "null"\n'),
        ("a: null # c\nb: 1\n", ["p", "911"], 'a: # c\n  - p\n  - "911"\nb: 1\n'),
        ("a:\r\nb: 1\r\n", [{"p": "q", "r": None}], "a:\r\n  - p: q\r\n    r: null\r\nb: 1\r\n"),
        ("{a: null}", ["p", "q"], "{a: [p, q]}"),
        ("a: null\n", [], "a: []\n"),
        ("a: >-  # c\n  x\n", [], "a: []  # c\n"),
    ],
)
def test_setting_a_value(before: str, value: Value, after: str) -> None:
    assert set_a(before, value) == after
    assert to_data(read(after).root)["a"] == value


def test_setting_a_text_of_lines_deeper_in_the_document_and_a_document_that_is_one_value() -> None:
    deep, one = read("s:\n  a: x\n"), read("x\n")
    edit = set_scalar(deep, scalar_at(deep, "s", "a"), "two\nlines")
    assert apply_edits(deep.text, [edit]) == "s:\n  a: |-\n    two\n    lines\n"
    empty = read("s:\n  a:\nb: x\n")
    edit = set_scalar(empty, scalar_at(empty, "s", "a"), "p")
    assert apply_edits(empty.text, [edit]) == "s:\n  a: p\nb: x\n"
    assert apply_edits(one.text, [set_scalar(one, scalar_at(one), "other")]) == "other\n"


def test_a_list_can_stand_only_after_a_key() -> None:
    held = read("- a: x\n")
    edit = set_scalar(held, scalar_at(held, 0, "a"), ["p", "q"])
    assert apply_edits(held.text, [edit]) == "- a:\n    - p\n    - q\n"
    item, alone = read("a:\n  - x\n"), read("x\n")
    for document, scalar in ((item, scalar_at(item, "a", 0)), (alone, scalar_at(alone))):
        with pytest.raises(ValueError, match="only after a key"):
            set_scalar(document, scalar, ["p", "q"])


@pytest.mark.parametrize(
    ("before", "key", "value", "after"),
    [
        ("id: A\nstatus: x # c\n# d\naction: y\n", "completed", Plain("2024-05-01"),
         "id: A\nstatus: x # c\ncompleted: 2024-05-01\n# d\naction: y\n"),
        ("id: A\nstatus: x", "deadline", None, "id: A\nstatus: x\ndeadline: null"),
        ("status: x\r\nnote: y\r\n", "reason", "z", "status: x\r\nreason: z\r\nnote: y\r\n"),
        ("status: x\n", "id", "A", "id: A\nstatus: x\n"),
        ("{status: x}", "id", "A", "{id: A, status: x}"),
        ("{status: x, note: y}", "id", "A", "{id: A, status: x, note: y}"),
        ("{id: A, status: x, steps: y}", "note", "z", "{id: A, status: x, note: z, steps: y}"),
        ("{status: x,}", "note", "A", "{status: x, note: A,}"),
        ("{}", "note", "A", "{note: A}"),
        ("{status: , deadline: x}", "note", "A", "{status: null, note: A , deadline: x}"),
        ("id: A\nsteps:\n  - x\n  # c\ndeadline: y\n", "note", LONG,
         "id: A\nnote: >-\n  " + LONG.replace(". A", ".\n  A")
         + "\nsteps:\n  - x\n  # c\ndeadline: y\n"),
        ("action: |+\n  x\n\n\n# c\n", "deadline", "w", "action: |+\n  x\n\n\ndeadline: w\n# c\n"),
        ("action: >-\n  x\n", "evidence", ["https://example.org", "b"],
         "evidence:\n  - https://example.org\n  - b\naction: >-\n  x\n"),
        ("id: A\n    # deep\n", "note", LONG, f"id: A\nnote: {LONG}\n    # deep\n"),
    ],
)  # fmt: skip
def test_inserting_a_key(before: str, key: str, value: Value, after: str) -> None:
    assert insert(before, key, value) == after
    assert to_data(read(after).root)[key] == value


def test_a_key_in_braces_is_quoted_where_the_braces_need_it() -> None:
    document = read("{id: A}\n")
    edit = insert_entry(document, mapping_at(document), "p, q", "x", ("id", "p, q"))
    assert apply_edits(document.text, [edit]) == '{id: A, "p, q": x}\n'


def test_inserting_into_a_block_that_begins_beside_its_dash() -> None:
    text = "steps:\n  - status: x\n    note: y\n\n  - id: B\n"
    assert insert(text, "id", "A", "steps", 0) == text.replace("- status", "- id: A\n    status")
    assert insert(text, "reason", "z", "steps", 0) == text.replace("x\n", "x\n    reason: z\n")
    assert insert(text, "deadline", "z", "steps", 1) == text + "    deadline: z\n"


def test_inserting_at_one_place_keeps_the_order_given() -> None:
    document = read("status: x\nnote: y\n")
    root = mapping_at(document)
    edits = [
        set_scalar(document, scalar_at(document, "status"), "Complete"),
        insert_entry(document, root, "completed", Plain("2024-05-01"), ORDER),
        insert_entry(document, root, "evidence", ["e"], ORDER),
    ]
    expected = "status: Complete\ncompleted: 2024-05-01\nevidence:\n  - e\nnote: y\n"
    assert apply_edits(document.text, edits) == expected


@pytest.mark.parametrize(
    ("before", "key", "after"),
    [
        ("id: A\nstatus: x # c\n# d\nnote: y\n", "status", "id: A\n# c\n# d\nnote: y\n"),
        ("\nid: A\nnote: y\n", "id", "\nnote: y\n"),
        ("\nid: A\n# c\nnote: y\n", "id", "\n# c\nnote: y\n"),
        ("id: A\n\nstatus: x\nnote: y\n", "status", "id: A\n\nnote: y\n"),
        ("id: |\n  A\nnote: x\nstatus: y\n", "note", "id: |\n  A\nstatus: y\n"),
        ("id: |-\n  A\nnote: x", "note", "id: |-\n  A"),
        ("id: A\r\nnote: y", "note", "id: A"),
        ("id: A\n\n\nnote: y", "note", "id: A"),
        ("id: A\nnote: >-\n  y\n\n  z\n\ndeadline: x\n", "note", "id: A\n\ndeadline: x\n"),
        ("id: A\nsteps:\n  - x\n  # c\n  - y\n", "steps", "id: A\n# c\n"),
        (
            "id: A\r\n\r\nnote: y  # c\r\n\r\nstatus: x\r\n",
            "note",
            "id: A\r\n\r\n# c\r\n\r\nstatus: x\r\n",
        ),
        ("id: A\nnote: y # c", "note", "id: A\n# c"),
        ("id: A\nnote: | # c\n  y # no comment\nstatus: x\n", "note", "id: A\n# c\nstatus: x\n"),
        (
            "id: |\n  A\nnote: x # c\n   # deep\nstatus: y\n",
            "note",
            "id: |\n  A\n# c\n   # deep\nstatus: y\n",
        ),
        (
            "id: 'A # no'\nnote: # c\n  # d\n  'y # no' # e\nstatus: x\n",
            "note",
            "id: 'A # no'\n# c\n# d\n# e\nstatus: x\n",
        ),
        ("{id: A, note: y}", "note", "{id: A}"),
        ("{id: A, note: y}", "id", "{note: y}"),
        ("{ id: A, note: y, }", "note", "{ id: A }"),
        ("{id: A, note: [x, y], status: z}\n", "note", "{id: A, status: z}\n"),
        (
            "{\n  id: A, # c\n  note: y, # d\n  status: z # e\n}\n",
            "note",
            "{\n  id: A, # c\n  # d\n  status: z # e\n}\n",
        ),
        (
            "{\n  id: A, # c\n  note: y, # d\n  status: z # e\n}\n",
            "status",
            "{\n  id: A, # c\n  note: y # d\n  # e\n}\n",
        ),
        ("{\r\n  id: A,\r\n  status: z\r\n}\r\n", "status", "{\r\n  id: A\r\n}\r\n"),
        (
            "{\r\n  id: A, # c\r\n  status: z, # e\r\n}\r\n",
            "status",
            "{\r\n  id: A # c\r\n  # e\r\n}\r\n",
        ),
        ("{id: A,note: y # c\n, status: z}\n", "note", "{id: A, # c\nstatus: z}\n"),
    ],
)
def test_removing_a_key(before: str, key: str, after: str) -> None:
    assert remove(before, key) == after


def test_removing_the_first_key_beside_a_dash() -> None:
    assert remove("- id: A\n  note: y\n", "id", 0) == "- note: y\n"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("id: A\n", "id"),
        ("{id: A}", "id"),
        ("id: A\nnote: x\n", "status"),
        ("id: |\n  A\nnote: x", "note"),
        ("id: |+\n  A\nnote: x\n\nstatus: y\n", "note"),
        ("id: |\n  A\nnote: x\n   # deep\nstatus: y\n", "note"),
    ],
)
def test_refusing_to_remove_what_cannot_be_removed_exactly(text: str, key: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        remove(text, key)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- id: A # c\n  note: y\n", "- # c\n  note: y\n"),
        ("- id: A\n  # c\n  note: y\n", "- # c\n  note: y\n"),
        ("- id: A # c\r\n\r\n  # d\r\n  note: y\r\n", "- # c\r\n  # d\r\n  note: y\r\n"),
    ],
)
def test_removing_the_first_key_beside_a_dash_keeps_the_comments(before: str, after: str) -> None:
    assert remove(before, "id", 0) == after
    assert to_data(read(after).root) == [{"note": "y"}]


@pytest.mark.parametrize(
    ("before", "place", "after"),
    [
        ("a:\n  - x\n  - y\n", 1, "a:\n  - x\n"),
        ("a:\n  - x\n  - y\n", 0, "a:\n  - y\n"),
        ("a:\n  - x # c\n\n  # d\n  - y # e\nb: z\n", 1, "a:\n  - x # c\n\n  # d\n  # e\nb: z\n"),
        ("a:\n- k: x # - c\n  # d\n  l: w\n-\n  k: y\n", 0, "a:\n# - c\n# d\n-\n  k: y\n"),
        ("a:\n- x\n-\n  k: y # c\nb: z\n", 1, "a:\n- x\n# c\nb: z\n"),
        ("a:\r\n  - x\r\n  - y # e", 1, "a:\r\n  - x\r\n  # e"),
        ("a: [x, y]\n", 1, "a: [x]\n"),
        ("a: [\n  {k: x}, # c\n  {k: y}, # d\n]\n", 1, "a: [\n  {k: x} # c\n  # d\n]\n"),
        ("a: [\n  {k: x}, # c\n  {k: y}, # d\n]\n", 0, "a: [\n  # c\n  {k: y}, # d\n]\n"),
    ],
)
def test_removing_an_item(before: str, place: int, after: str) -> None:
    document = read(before)
    sequence = sequence_at(document, "a")
    assert apply_edits(before, [remove_item(document, sequence, place)]) == after
    kept = [one for n, one in enumerate(to_data(sequence)) if n != place]
    new = to_data(read(after).root)
    assert isinstance(new, dict)
    assert new["a"] == kept


@pytest.mark.parametrize("text", ["a: [x]\n", "a:\n  - x\n", "a:\n  - - x\n    - y\n"])
def test_refusing_to_remove_an_item(text: str) -> None:
    document = read(text)
    with pytest.raises(ValueError, match=r"item"):
        remove_item(document, sequence_at(document, *("a", 0)[: 2 if "- -" in text else 1]), 0)


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("a:\n  - x # c\n# d\nb: y\n", "z", "a:\n  - x # c\n  - z\n# d\nb: y\n"),
        ("a:\n- x", "no", 'a:\n- x\n- "no"'),
        ("a: []\n", "z", "a: [z]\n"),
        ("a: [x, y] # c\n", "z", "a: [x, y, z] # c\n"),
        ("a: [\n  x, # c\n]\n", {"from": Plain("2024-12-31"), "to": None},
         "a: [\n  x, {from: 2024-12-31, to: null}, # c\n]\n"),
        ("a:\r\n  - x\r\n", {"from": Plain("2024-12-31"), "to": "w"},
         "a:\r\n  - x\r\n  - from: 2024-12-31\r\n    to: w\r\n"),
        ("a:\n  -\nb: y\n", "z", "a:\n  -\n  - z\nb: y\n"),
    ],
)  # fmt: skip
def test_appending_an_item(before: str, value: str | dict[str, str | None], after: str) -> None:
    assert append(before, value, "a") == after


def test_spaces_below_are_taken_up_only_by_a_block_less_deep_than_they_are() -> None:
    for depth, block in ((2, True), (3, False)):
        below = f"\n{' ' * depth}\nb: 1\n"
        after = set_a(f"a: x{below}", LONG)
        assert (">-\n" in after, after.endswith(below)) == (block, True)
        assert to_data(read(after).root)["a"] == LONG


def test_a_comment_below_is_taken_up_only_by_a_block_as_shallow_as_it_is() -> None:
    """A long text becomes a block, but where the comment would be its last line."""
    for depth, block in (("", True), ("  ", False)):
        below = f"{depth}# c\nb: 1\n"
        for after in (
            set_a(f"a: x\n{below}", LONG),
            set_a(f"a: null\n{below}", [{"p": LONG}]),
            insert(f"id: A\n{below}", "note", LONG),
            append(f"a:\n- x\n{below}", LONG, "a"),
        ):
            assert (">-\n" in after, after.endswith(below)) == (block, True)


@pytest.mark.parametrize(
    ("above", "last"),
    [
        ("action: x", "action: |\n  x"),
        ("action: |- # c\n  x", "action: | # - c\n  x"),
        ("steps:\n  - |\n    x\n  - y", "steps:\n  - y\n  - |\n    x"),
        ("steps:\n  - id: |\n      x\n    note: y", "steps:\n  - id: y\n    note: |\n      x"),
    ],
)
def test_refusing_a_line_break_that_would_change_the_text_above_it(above: str, last: str) -> None:
    assert insert(above, "deadline", "z") == f"{above}\ndeadline: z"
    with pytest.raises(ValueError, match="line break"):
        insert(last, "deadline", "z")


def test_refusing_edits_that_overlap() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        apply_edits("abcdef", [Edit(0, 3, "x"), Edit(2, 4, "y")])
    with pytest.raises(ValueError, match="overlaps"):
        apply_edits("abc", [Edit(2, 4, "y")])
    assert apply_edits("abc", [Edit(1, 1, "2"), Edit(0, 1, "1"), Edit(3, 3, "3")]) == "12bc3"


def test_insertions_stand_in_the_order_given_and_before_what_is_replaced_there() -> None:
    assert apply_edits("abc", [Edit(1, 1, "2"), Edit(1, 1, "1")]) == "a21bc"
    assert apply_edits("abc", [Edit(1, 2, "x"), Edit(1, 1, "1")]) == "a1xc"


def test_refusing_a_scalar_of_another_document_and_a_key_that_is_there() -> None:
    document, other, alone = read("a: x\n"), read("a: x\n"), read("x\n")
    for one in (document, alone):
        with pytest.raises(ValueError, match="not a value"):
            set_scalar(one, scalar_at(other, "a"), "y")
    with pytest.raises(ValueError, match="already"):
        insert("id: A\n", "id", "B")


# Generated documents. They are drawn as text; what they mean is what the reader says.

PIECES = st.sampled_from(
    ["Plan", "911", "no", "a: b", " #c", "it's", '"q"', "é😀", "- x", ". Next", "? ", ", ", " ",
     "[b]", "{c}", "\\", "~", "%", "@", "https://e.org/a?b", "12:30", "2024-01-01", "\n", "\u00a0",
     "word " * 30]
)  # fmt: skip
TEXTS = st.lists(PIECES, min_size=0, max_size=5).map("".join)
INLINE = st.one_of(
    st.sampled_from(["x", "Not started", "2024-01-01", "null", "~", "'it''s'", '"q \\" \\u00e9"']),
    TEXTS.map(lambda text: "'" + re.sub(r"\n", " ", text).replace("'", "''") + "'"),
)
COMMENTS = st.sampled_from(["", "", "", "  # beside", " #é"])
VALUES: st.SearchStrategy[Any] = st.one_of(
    TEXTS,
    st.just(Plain("2024-02-29")),
    st.none(),
    st.lists(TEXTS, max_size=3),
    st.lists(st.fixed_dictionaries({"from": TEXTS, "to": st.none() | TEXTS}), max_size=2),
)


@st.composite
def block_lines(draw: st.DrawFn, pad: str, depth: int) -> list[str]:
    """Draw the lines of a mapping, the first one without its indentation."""
    keys = draw(st.lists(st.sampled_from(ORDER), min_size=1, max_size=4, unique=True))
    lines: list[str] = []
    for key in keys:
        above = draw(st.sampled_from(["", "", "", "\n", f"{pad}# above\n", f"{pad}    # deep\n"]))
        if lines and above:
            lines.extend(above.removesuffix("\n").split("\n"))
        lines += draw(entry_lines(f"{pad if lines else ''}{key}:", pad, depth))
    return lines


@st.composite
def entry_lines(draw: st.DrawFn, start: str, pad: str, depth: int) -> list[str]:
    comment = draw(COMMENTS)
    kind = draw(st.integers(0, 8 if depth else 6))
    inner = pad + draw(st.sampled_from(["  ", "    "]))
    if kind <= 2:
        return [f"{start} {draw(INLINE)}{comment}"]
    if kind == 3:
        return [f"{start}{comment}"]
    if kind == 4:
        head = draw(st.sampled_from([">-", "|-", "|", ">", "|+"]))
        body = draw(st.lists(st.sampled_from(["Text.", "more # x", "", "- y"]), max_size=3))
        lines = [f"{inner}{line}" if line else "" for line in ["First", *body]]
        return [f"{start} {head}{comment}", *lines]
    if kind == 5:
        items = draw(st.lists(INLINE, max_size=3))
        return [f"{start} [{', '.join(items)}]{comment}"]
    if kind == 6:
        return [f"{start} {{id: {draw(INLINE)}, note: [{draw(INLINE)}]}}{comment}"]
    if kind == 7:
        return [f"{start}{comment}", inner + draw(st.just("")), *_nest(draw, inner, depth)]
    dash = draw(st.sampled_from([pad, inner]))
    lines = [f"{start}{comment}"]
    for _ in range(draw(st.integers(1, 2))):
        nested = draw(block_lines(dash + "  ", depth - 1))
        lines += [f"{dash}- {nested[0]}", *nested[1:]]
        lines += draw(st.sampled_from([[], [], [""], [f"{dash}- plain # c"], [f"{dash}-"]]))
    return lines


def _nest(draw: st.DrawFn, inner: str, depth: int) -> list[str]:
    nested = draw(block_lines(inner, depth - 1))
    return [inner + nested[0], *nested[1:]]


@st.composite
def documents(draw: st.DrawFn) -> Document:
    lines = draw(block_lines("", 2))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    head = draw(st.sampled_from(["", "", "# head\n\n", "---\n"])).replace("\n", newline)
    text = head + newline.join(lines) + draw(st.sampled_from([newline, "", newline * 2]))
    bom = b"\xef\xbb\xbf" if draw(st.booleans()) else b""
    document = read_document(bom + text.encode(), "plan.yaml")
    assert not has_errors(document.findings), (text, document.findings)
    return document


def walk(node: Node, loc: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Node]]:
    found: list[tuple[tuple[str | int, ...], Node]] = [(loc, node)]
    if isinstance(node, Mapping):
        for key, value in node.entries:
            found += walk(value, (*loc, key.text))
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            found += walk(item, (*loc, index))
    return found


def texts_of(node: Node | None) -> Any:
    """Return the tree with every scalar as its text, as a reader without types gives it."""
    if isinstance(node, Mapping):
        return {key.text: texts_of(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [texts_of(item) for item in node.items]
    return node.text if node is not None else ""


def check(document: Document, edit: Edit, expected: Any) -> Any:
    """Check what must hold after any edit; gives the new data."""
    assert document.root is not None
    text = apply_edits(document.text, [edit])
    assert text.startswith(document.text[: edit.start])
    assert text.endswith(document.text[edit.end :])
    new = read_document(document.encode(text), "plan.yaml")
    assert not has_errors(new.findings), (text, new.findings)
    assert new.bom == document.bom
    assert new.text == text
    assert to_data(new.root) == expected, text
    if "\r\n" in document.text:
        assert "\n" not in text.replace("\r\n", "")
    elif "\n" in document.text:
        assert "\r" not in text
    assert text.endswith("\n") == document.text.endswith("\n")
    second = YAML(typ="base", pure=True).load(io.StringIO(text))
    assert second == texts_of(new.root), text
    return to_data(new.root)


def replaced(data: Any, loc: tuple[str | int, ...], value: Any) -> Any:
    if not loc:
        return value
    data = copy.deepcopy(data)
    target = data
    for step in loc[:-1]:
        target = target[step]
    target[loc[-1]] = value
    return data


def edited(action: Any, *arguments: Any) -> Edit:
    """Return the edit; where it is refused the example does not count."""
    try:
        edit = action(*arguments)
    except ValueError:
        assume(False)
    assert isinstance(edit, Edit)
    return edit


generated = settings(
    deadline=None,
    max_examples=tries(EXAMPLES),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@generated
@given(documents(), st.data())
def test_setting_any_value(document: Document, data: st.DataObject) -> None:
    assert document.root is not None
    nodes = [(loc, node) for loc, node in walk(document.root) if isinstance(node, Scalar)]
    assume(nodes)
    loc, scalar = data.draw(st.sampled_from(nodes))
    value = data.draw(VALUES)
    edit = edited(set_scalar, document, scalar, value)
    check(document, edit, replaced(to_data(document.root), loc, value))
    marks = ("# above", "# beside", "# deep")
    kept = sum(document.text.count(mark) - scalar.text.count(mark) for mark in marks)
    assert sum(apply_edits(document.text, [edit]).count(mark) for mark in marks) == kept


@generated
@given(documents(), st.data())
def test_setting_a_value_to_another_and_back_gives_the_same_bytes(
    document: Document, data: st.DataObject
) -> None:
    assert document.root is not None
    nodes = [
        (loc, node)
        for loc, node in walk(document.root)
        if isinstance(node, Scalar) and node.text in ("x", "Not started")
    ]
    assume(nodes)
    loc, scalar = data.draw(st.sampled_from(nodes))
    there = apply_edits(document.text, [set_scalar(document, scalar, "In progress")])
    second = read_document(document.encode(there), "plan.yaml")
    back = set_scalar(second, scalar_at(second, *loc), scalar.text)
    assert second.encode(apply_edits(there, [back])) == document.data


@generated
@given(documents(), st.data())
def test_inserting_any_key(document: Document, data: st.DataObject) -> None:
    assert document.root is not None
    nodes = [(loc, node) for loc, node in walk(document.root) if isinstance(node, Mapping)]
    loc, mapping = data.draw(st.sampled_from(nodes))
    present = [key.text for key, _ in mapping.entries]
    key = data.draw(st.sampled_from([name for name in ORDER if name not in present]))
    value = data.draw(VALUES)
    edit = edited(insert_entry, document, mapping, key, value, ORDER)
    new = check(document, edit, replaced(to_data(document.root), (*loc, key), value))
    for step in loc:
        new = new[step]
    earlier = [index for index, name in enumerate(present) if name in ORDER[: ORDER.index(key)]]
    place = earlier[-1] + 1 if earlier else 0
    assert list(new) == [*present[:place], key, *present[place:]]


@generated
@given(documents(), st.data())
def test_removing_any_key(document: Document, data: st.DataObject) -> None:
    assert document.root is not None
    nodes = [
        (loc, node)
        for loc, node in walk(document.root)
        if isinstance(node, Mapping) and len(node.entries) > 1
    ]
    assume(nodes)
    loc, mapping = data.draw(st.sampled_from(nodes))
    key = data.draw(st.sampled_from([key.text for key, _ in mapping.entries]))
    edit = edited(remove_entry, document, mapping, key)
    kept = {name: value for name, value in to_data(mapping).items() if name != key}
    check(document, edit, replaced(to_data(document.root), loc, kept))
    assert comments_after(document, edit) == [one.text for one in find_comments(document)]


@generated
@given(documents(), st.data())
def test_removing_any_item(document: Document, data: st.DataObject) -> None:
    assert document.root is not None
    nodes = [(loc, node) for loc, node in walk(document.root) if isinstance(node, Sequence)]
    nodes = [one for one in nodes if len(one[1].items) > 1]
    assume(nodes)
    loc, sequence = data.draw(st.sampled_from(nodes))
    place = data.draw(st.integers(0, len(sequence.items) - 1))
    edit = edited(remove_item, document, sequence, place)
    kept = [one for n, one in enumerate(to_data(sequence)) if n != place]
    check(document, edit, replaced(to_data(document.root), loc, kept))
    assert comments_after(document, edit) == [one.text for one in find_comments(document)]


def comments_after(document: Document, edit: Edit) -> list[str]:
    after = document.encode(apply_edits(document.text, [edit]))
    return [one.text for one in find_comments(read_document(after, "plan.yaml"))]


@generated
@given(documents(), st.data())
def test_appending_to_any_list(document: Document, data: st.DataObject) -> None:
    assert document.root is not None
    nodes = [(loc, node) for loc, node in walk(document.root) if isinstance(node, Sequence)]
    assume(nodes)
    loc, sequence = data.draw(st.sampled_from(nodes))
    value = data.draw(TEXTS | st.fixed_dictionaries({"from": TEXTS, "to": st.none() | TEXTS}))
    edit = edited(append_item, document, sequence, value)
    check(document, edit, replaced(to_data(document.root), loc, [*to_data(sequence), value]))
