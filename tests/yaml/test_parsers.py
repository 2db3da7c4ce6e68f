"""libyaml and PyYAML's own parser: the same bytes get the same verdict from both.

What still differs, and only in files that both refuse: how many findings a broken tag brings (the
parsers disagree where it ends and so on what follows it), and what libyaml has already reported
when it looks further ahead than the other one. The verdict and, where it is good, the tree with
every place are always the same.
"""

from collections.abc import Iterator

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stc.findings import has_errors
from stc.yaml.document import Document
from stc.yaml.nodes import Mapping, Node, Scalar
from stc.yaml.parser import PureParser, make_parser
from stc.yaml.reader import read_document
from tests.laws import tries

SEEDS = (
    "# c\na: 'x ''y'\nb: \"q \\n \\u00e9\"\n"
    "c: |\n  lit\n   more\n\nd: >-  # k\n  fold a\n  fold b\n",
    "e: [a, \"b\", {c: d, e: }]\nf: {a: 1, b: [x, y], c: 'z'}\ng:\n- x\n- y: 1\n  z: 2\n-\n- - n\n",
    "---\na: 1\nb:\n  - c: d # e\n    f: |+\n      x\n\n  - k: w\n    status: In progress\n",
    "a: &x 1\nb: *x\nc: !!str 3\n? d\n: e\n<<: f\n{a: b}: c\n",
    "",
)
PIECES = (
    *" \n:-?,[]{}#&*!|>'\"%@`~\\a1é\r\t",
    "\r\n", ": ", "- ", "\n  ", "\n- ", "? ", "---\n", "...\n", "|+\n", "|2\n", ">-\n", "<<: ",
    "!<a>", "!!x ", "\\x", "\\ud800", "\\U00110000", "%YAML 1.1\n", "&a ", "*a ", "# c\n", "''",
    "\u2028", "\x85", "\ufeff", "😀", "\x00", "!a!b ", "{}", "[]", '""', "\\/", "://",
)  # fmt: skip

needs_libyaml = pytest.mark.skipif(not yaml.__with_libyaml__, reason="there is only one parser")


@st.composite
def mutated(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.sampled_from([0, 0, 0, 1, 3]))
        text = text[:at] + draw(st.sampled_from(PIECES)) + text[at + cut :]
    return text


def shape(root: Node | None) -> Iterator[tuple[object, ...]]:
    nodes = [root]
    while nodes:
        node = nodes.pop()
        if isinstance(node, Scalar):
            yield node.text, node.style, node.start, node.end, node.line, node.column
        elif node is not None:
            yield type(node), node.start, node.end, node.line, node.column, node.flow
            if isinstance(node, Mapping):
                nodes.extend(part for entry in node.entries for part in entry)
            else:
                nodes.extend(node.items)


def read_twice(text: str) -> tuple[Document, Document]:
    data = text.encode()
    return read_document(data, "p"), read_document(data, "p", parser=PureParser)


@needs_libyaml
@settings(deadline=None, max_examples=tries(400))
@given(mutated())
@example("a: [b?]\n")
@example("{a:, b: }\n")
@example("{a: 1? , ?c?: d}\n")
@example(">#1")
@example("{a:}\n")
@example("[-\n]")
@example("a: |  \n")
def test_both_parsers_give_the_same_verdict_and_the_same_tree(text: str) -> None:
    fast, pure = read_twice(text)
    assert has_errors(fast.findings) == has_errors(pure.findings)
    if not has_errors(fast.findings):
        assert list(shape(fast.root)) == list(shape(pure.root))
        assert fast.findings == pure.findings


@needs_libyaml
@settings(deadline=None, max_examples=tries(150))
@given(st.sampled_from(SEEDS[:3]), st.data())
def test_one_mistake_gets_the_same_code(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    piece = data.draw(st.sampled_from([piece for piece in PIECES if piece[0] not in "!&*?"]))
    fast, pure = read_twice(text[:at] + piece + text[at:])
    assert {found.code for found in fast.findings} == {found.code for found in pure.findings}


class Shallow(PureParser):
    """A parser that takes no more than 1,000 brackets inside each other, as libyaml 0.2.6 does."""

    def fetch_flow_collection_start(self, token: type[yaml.Token]) -> None:
        if self.flow_level == 1000:
            mark, problem = self.get_mark(), "exceeded maximum nesting depth"
            raise yaml.scanner.ScannerError("while increasing flow level", mark, problem, mark)
        super().fetch_flow_collection_start(token)


@pytest.mark.parametrize("before", ["", "a: &b c\nd: [e, {f: g}]\nh: "])
@pytest.mark.parametrize("text", ["[" * 1_000, "[" * 1_001, "[{" * 600, "{\n" * 1_001])
def test_too_many_brackets_are_one_finding_whatever_a_parser_takes(before: str, text: str) -> None:
    data = (before + text).encode()
    found, shallow = (read_document(data, "p", parser=one) for one in (make_parser, Shallow))
    assert shallow.findings == found.findings
    assert "STC003" in [finding.code for finding in shallow.findings]


def test_the_choice_of_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yaml.__with_libyaml__", False)
    assert isinstance(make_parser("a: 1"), PureParser)
