"""Exact edits in the shapes that YAML can take, every value of every shape, with a second reader.

The shapes are the kinds of case that public YAML test suites have; the texts are our own.
"""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stc.findings import has_errors
from stc.yaml.document import Document
from stc.yaml.edits import append_item, apply_edits, insert_entry, remove_entry, set_scalar
from stc.yaml.nodes import Mapping, Scalar, Sequence
from stc.yaml.reader import read_document
from stc.yaml.scalars import Plain, Value
from stc.yaml.values import locate, to_data
from tests.laws import tries
from tests.yaml.test_edits import check, replaced, walk

SHAPES = {
    "literal": "a: |\n  one\n   two\n\n  three\nb: x\n",
    "literal, stripped": "a: |-\n  one\n\nb: x\n",
    "literal, kept": "a: |+\n  one\n\n\nb: x\n",
    "literal, indented by number": "a: |2\n   one\n  two\nb: x\n",
    "literal, number and sign": "a: |1-\n  one\nb: x\n",
    "literal, empty": "a: |\nb: x\n",
    "literal, empty lines first": "a: |\n\n\n  one\nb: x\n",
    "literal with what looks like YAML": "a: |\n  # no comment\n  - no: list\n  ---x\nb: x\n",
    "literal in a list": "- |\n one\n- |-\n  two\n- x\n",
    "folded": "a: >\n  one\n  two\n\n  three\nb: x\n",
    "folded, deeper lines": "a: >-\n  one\n    two\n   three\n  four\nb: x\n",
    "folded, kept at the end": "a: x\nb: >+\n  one\n\n",
    "folded, comment in the head": "a: >- # why\n  one\n# below\nb: x\n",
    "plain over lines": "a: one\n  two\n\n  three\nb: x\n",
    "plain below its key": "a:\n  one\n  two\nb:\n  x\n",
    "plain with signs": "a: one#two:three ?four -five\nb: http://x.org/?y&z#a\n",
    "plain in flow over lines": "a: [one\n  two, three]\nb: x\n",
    "single quotes over lines": "a: 'one\n  two\n\n  ''three'''\nb: x\n",
    "double quotes over lines": 'a: "one\n  two \\\n  three\\n\\\n  \\ four"\nb: x\n',
    "double quotes with escapes": 'a: "\\x41\\u00e9\\U0001F600\\t\\e\\0\\N\\_\\L\\P\\/"\nb: x\n',
    "quotes beside quotes": "a: ''''\nb: \"'\"\nc: '\"'\nd: \"\\\"\"\n",
    "quoted keys": "'a': x\n\"b c\": y\n'd: e': z\n'#f': w\n",
    "odd keys": "a b: x\na-b?: y\n~a: z\n-a: w\n?a: v\n:a: u\n",
    "spaces around": "a :   x   \nb  : y\nc:      'z'      # w\n",
    "empty values": "a:\nb: # c\nc: ''\nd:\n\ne: ~\n",
    "a list beside its key": "a:\n- x\n- y\nb:\n- z\n",
    "a list in a list": "- - x\n  - y\n- - - z\n-\n  - w\n",
    "a mapping in a list": "- a: x\n  b: y\n-\n  a: z\n- a:\n    b: w\n",
    "items without a value": "a:\n  -\n  - # c\n  - x\n  -\nb: y\n",
    "flow": "a: {b: x, c: [y, z], d: {e: {}}, f: []}\n",
    "flow over lines": "a: {\n  b: x, # c\n\n  c: [\n    y,\n    z, # d\n  ],\n}\nb: w\n",
    "flow with quotes": "a: {'b': x, \"c\": 'y', d: \"z\"}\nb: ['x', \"y\"]\n",
    "flow with adjacent values": '{"a":x,"b":"y","c":[z],"d":{"e":w}}\n',
    "flow with no values": "{a: , b: }\n",
    "flow with commas at the ends": "a: [x, y, ]\nb: {c: z, }\n",
    "flow without spaces": "a: [x,y,z]\nb: {c: [w],d: v}\n",
    "a list at the root": "# c\n- x\n# d\n- y # e\n\n- z\n",
    "a document start": "--- # c\na: x\nb: y\n",
    "comments everywhere": "# a\n\na: # b\n  # c\n  x # d\n  # e\nb:\n  # f\n  - y # g\n# i\n",
    "comments less deep": "a:\n  - b: x\n # c\n    # d\n    c: y\n# e\n  - b: z\n#f\n",
    "no final line end": "a: x\nb: y",
    "no final line end, literal": "a: x\nb: |-\n  y",
    "spaces at the end": "a: x\nb: y\n   \n  \n",
    "spaces at the end, no line end": "a: x\nb: y\n    ",
    "spaces below a block": "a: |\n  x\nb: y\n      \nc: >-\n  z\n   \nd: w\n",
    "spaces between": "a: x\n       \nb:\n     \n  - y\n      \n  - z\n",
    "wide characters": "é: 日本語 # ß\nb: '😀😀'\nc: [ä, ö]\n",
    "long lines": f"a: {'word ' * 60}end\nb: '{'word ' * 60}'\n",
    "deep": "a:\n  b:\n    c:\n      - d:\n          - e: x\n            f: y\n    g: z\n",
    "lines of signs": "a: '---'\nb: \"...\"\nc: '%x'\nd: '@'\ne: '`'\n",
}
REFUSED = {
    "an anchor": "a: &b x\nc: y\n",
    "an alias": "a: &b x\nc: *b\n",
    "an anchor of a mapping": "a: &b\n  c: x\nd: *b\n",
    "an alias as a key": "a: &b x\n*b : y\n",
    "a tag": "a: !!str 1\nc: y\n",
    "a tag of ours": "a: !step {b: x}\n",
    "a tag alone": "a: !\nb: x\n",
    "a tag by its address": "a: !<tag:example.org,2024:x> y\n",
    "a merge key": "a: &b {c: x}\nd:\n  <<: *b\n",
    "two documents": "a: x\n---\na: y\n",
    "an end of the document": "a: x\n...\n",
    "a directive": "%YAML 1.2\n---\na: x\n",
    "a tag directive": "%TAG ! tag:example.org,2024:\n---\na: x\n",
    "a key in brackets": "[a]: x\n",
    "a key marked so": "? a\n: x\n",
    "a key twice": "a: x\na: y\n",
    "tabs": "a:\tx\n",
    "a tab as indentation": "a:\n\tb: x\n",
}
TEXTS = (
    *(
        "x",
        "",
        "two words",
        "911",
        "no",
        "~",
        "2024-12-31",
        "a: b",
        "a #b",
        "# a",
        "- a",
        "[a",
        "'",
    ),
    *('"', "it's", "\\", "one\ntwo", "one\n\n  two\n", "\n", " a ", "\t", "é😀", "\x1b\u2028", "%"),
    *("---", "...", "? a", ", ]", "<<", "word " * 40, "a\r\nb", "\ufeff", "Sentence one. Two."),
)
VALUES: tuple[Value, ...] = (*TEXTS, None, Plain("2025-01-31"), ["x", "a: b"], [], {"from": "x"})
ORDER = ("id", "a", "b", "new", "c", "d", "note")
ENDS = {"\n": "line feeds", "\r\n": "carriage returns, too"}


def open_shape(name: str, newline: str = "\n", mark: bytes = b"") -> Document:
    text = SHAPES[name].replace("\n", newline)
    document = read_document(mark + text.encode(), "plan.yaml")
    assert not has_errors(document.findings), document.findings
    return document


def set_everything(document: Document, values: tuple[Value, ...]) -> tuple[int, int]:
    """Sets each scalar to each value; gives how many edits were made, and how many refused."""
    assert document.root is not None
    before, made, refused = to_data(document.root), 0, 0
    for loc, node in walk(document.root):
        if not isinstance(node, Scalar):
            continue
        for value in values:
            try:
                edit = set_scalar(document, node, value)
            except ValueError:
                refused += 1
                continue
            check(document, edit, replaced(before, loc, value))
            made += 1
    return made, refused


@pytest.mark.parametrize("newline", ENDS, ids=ENDS.values())
@pytest.mark.parametrize("name", SHAPES)
def test_every_value_of_a_shape_can_become_any_text(name: str, newline: str) -> None:
    document = open_shape(name, newline, b"\xef\xbb\xbf" if newline == "\r\n" else b"")
    made, refused = set_everything(document, TEXTS[:: 1 if newline == "\n" else 3])
    assert made
    assert not refused


@pytest.mark.parametrize("name", SHAPES)
def test_any_other_value_is_set_or_refused(name: str) -> None:
    made, _ = set_everything(open_shape(name), VALUES[len(TEXTS) :])
    assert made


@pytest.mark.parametrize("newline", ENDS, ids=ENDS.values())
@pytest.mark.parametrize("name", SHAPES)
def test_keys_and_items_come_and_go_in_every_shape(name: str, newline: str) -> None:
    document = open_shape(name, newline)
    assert document.root is not None
    before, refused = to_data(document.root), 0
    for loc, node in walk(document.root):
        for value in ("x", "one\ntwo", "a: b"):
            try:
                if isinstance(node, Mapping):
                    edit = insert_entry(document, node, "new", value, ORDER)
                    check(document, edit, replaced(before, (*loc, "new"), value))
                elif isinstance(node, Sequence):
                    edit = append_item(document, node, value)
                    check(document, edit, replaced(before, loc, [*to_data(node), value]))
            except ValueError:
                refused += 1
        if isinstance(node, Mapping):
            for key, _ in node.entries:
                try:
                    edit = remove_entry(document, node, key.text)
                except ValueError:
                    continue
                kept = {one: text for one, text in to_data(node).items() if one != key.text}
                check(document, edit, replaced(before, loc, kept))
    assert refused <= 3


@settings(deadline=None, max_examples=tries(100), suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(SHAPES)), st.sampled_from(list(ENDS)), st.text(), st.data())
def test_any_text_at_any_place_of_any_shape(
    name: str, newline: str, text: str, data: st.DataObject
) -> None:
    document = open_shape(name, newline)
    assert document.root is not None
    scalars = [(loc, one) for loc, one in walk(document.root) if isinstance(one, Scalar)]
    loc, scalar = data.draw(st.sampled_from(scalars))
    edit = set_scalar(document, scalar, text)
    check(document, edit, replaced(to_data(document.root), loc, text))
    # What was set is found again, and can be set back to what it meant.
    there = read_document(document.encode(apply_edits(document.text, [edit])), "plan.yaml")
    assert there.root is not None
    node: Any = locate(there.root, loc)
    check(
        there, set_scalar(there, node, scalar.text), replaced(to_data(there.root), loc, scalar.text)
    )


@pytest.mark.parametrize("name", REFUSED)
def test_what_stc_does_not_take_is_refused_before_any_edit(name: str) -> None:
    document = read_document(REFUSED[name].encode(), "plan.yaml")
    assert has_errors(document.findings)
