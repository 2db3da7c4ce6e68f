"""The canonical layout of any file: it says the same, keeps every comment, and stays as it is."""

import io
import json
from collections import Counter
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from stc.edit.layout import format_document
from stc.findings import has_errors
from stc.yaml.document import BOM, Document
from stc.yaml.layout_comments import find_comments
from stc.yaml.reader import read_document
from stc.yaml.scalars import is_plain
from stc.yaml.values import to_data
from tests.laws import tries

KEYS = (
    "title", "sections", "goals", "steps", "departments", "aliases", "id", "action", "deadline",
    "page", "on", "when", "needs_review", "fields", "entries", "unknown", "a b", "911",
)  # fmt: skip
PIECES = st.sampled_from(
    ["Plan", "911", "no", "a: b", " # no", "it's", '"q"', "é😀", "- x", ". Next", "? ", ", ", " ",
     "[b]", "{c}", "\\", "~", "2024-01-01", "\n", "\u00a0", "long " * 20, "#"]
)  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(["7", "2024-12-31", "COM-01", "In progress", "One. Two. Three.", "a", "b c"]),
    st.lists(PIECES, max_size=4).map("".join),
)
DATA = st.recursive(
    st.one_of(TEXTS, TEXTS, st.none()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
    ),
    max_leaves=14,
)
ROOTS = st.dictionaries(st.sampled_from(KEYS), DATA, min_size=1, max_size=5)
"""Data of any shape under the names that mean something to the layout, and some that do not."""


class Scribe:
    """Write data as a person might who knows all of YAML: every choice is drawn."""

    def __init__(self, data: st.DataObject) -> None:
        self._data = data
        self.comments: list[str] = []

    def write(self, root: dict[str, Any]) -> str:
        head = self.choose(["", "", "---\n", "# head\n\n", "--- # head\n"])
        if "#" in head:
            self.use("# head")
        lines = self.block(root, 0, "root")
        return head + "\n".join([*lines, *self.own_lines(0)]) + self.choose(["\n", "", "\n\n\n"])

    def choose(self, choices: list[Any]) -> Any:
        return self._data.draw(st.sampled_from(choices))

    def comment(self) -> str:
        return (
            f"{self.choose(['# ', '#', '#   '])}c{len(self.comments)}{self.choose(['', ' é: x'])}"
        )

    def use(self, comment: str) -> str:
        self.comments.append(comment)
        return comment

    def beside(self) -> str:
        if self.choose([0, 0, 1]):
            return f"{self.choose([' ', '   '])}{self.use(self.comment())}"
        return ""

    def own_lines(self, indent: int) -> list[str]:
        """Write blank lines and comments; none so deep that a text above would swallow it."""
        lines: list[str] = []
        for kind in self._data.draw(st.lists(st.sampled_from(["", "#"]), max_size=2)):
            depth = self.choose([indent, indent, 0])
            lines.append(" " * depth + self.use(self.comment()) if kind else "")
        return lines

    def block(self, value: Any, indent: int, key: str) -> list[str]:
        """Write a list or mapping that is not empty as a block."""
        pad, lines = " " * indent, list[str]()
        for part in value:
            lines += self.own_lines(indent)
            if isinstance(value, dict):
                lines += self.entry(f"{pad}{self.key(part)}:", value[part], indent, part)
            else:
                lines += self.item(f"{pad}-", part, indent)
        return lines

    def key(self, name: str) -> str:
        return name if name != "911" and self.choose([0, 1]) else json.dumps(name)

    def entry(self, head: str, value: Any, indent: int, key: str) -> list[str]:
        if value and isinstance(value, dict | list) and self.choose([0, 1, 1]):
            least = 0 if isinstance(value, list) else 1
            inner = indent + self.choose([least, 2, 4])
            return [head + self.beside(), *self.block(value, inner, key)]
        return self.line(head, value, indent)

    def item(self, head: str, value: Any, indent: int) -> list[str]:
        if value and isinstance(value, dict | list) and self.choose([0, 1, 1]):
            inner = indent + self.choose([2, 4])
            lines = self.block(value, inner, "")
            beside_dash = not lines[0].lstrip().startswith("#") and lines[0]
            if beside_dash and self.choose([0, 1]):
                return [head + lines[0][indent + 1 :], *lines[1:]]
            return [head + self.beside(), *lines]
        return self.line(head, value, indent)

    def line(self, head: str, value: Any, indent: int) -> list[str]:
        if isinstance(value, dict | list):
            return f"{head} {self.flow(value, indent + 1)}{self.beside()}".split("\n")
        below = self.choose([False, False, True])
        if isinstance(value, str) and below and is_plain(value):
            return [head + self.beside(), *self.own_lines(indent + 1), " " * (indent + 1) + value]
        sign, body = self.text_block(value, indent + 1)
        if body:
            return [f"{head} {sign}{self.beside()}", *body]
        return f"{head} {self.inline(value)}{self.beside()}".split("\n")

    def text_block(self, value: str | None, indent: int) -> tuple[str, list[str]]:
        if not value or value.strip(" \n") != value or self.choose([0, 1]):
            return "", []
        lines = [" " * indent + line if line else "" for line in value.split("\n")]
        if "\n" not in value and "  " not in value and self.choose([0, 1]):
            return ">-", [" " * indent + word for word in value.split(" ")]
        return "|-", lines

    def inline(self, value: str | None, flow: bool = False) -> str:
        if value is None:
            return self.choose(["null", "~", "" if not flow else "NULL"])
        styles = [json.dumps(value, ensure_ascii=bool(self.choose([0, 1])))]
        if any(ord(character) > 0xFFFF for character in value):
            styles = [json.dumps(value, ensure_ascii=False)]
        if "\n" not in value:
            styles.append("'" + value.replace("'", "''") + "'")
        if is_plain(value, flow) or (value == "7" or value == "2024-12-31"):
            styles.append(value)
        return self.choose(styles)

    def flow(self, value: Any, indent: int) -> str:
        if not isinstance(value, dict | list):
            return self.inline(value, flow=True)
        gaps = [self.gap(indent) for _ in range(len(value) + 1)]
        parts = (
            [f"{self.key(key)}: {self.flow(value[key], indent)}" for key in value]
            if isinstance(value, dict)
            else [self.flow(item, indent) for item in value]
        )
        inner = ",".join(gap + part for gap, part in zip(gaps, parts, strict=False)) + gaps[-1]
        return f"{{{inner}}}" if isinstance(value, dict) else f"[{inner}]"

    def gap(self, indent: int) -> str:
        pad = "\n" + " " * indent
        kind = self.choose([0, 0, 0, 1, 2, 3])
        if kind < 2:
            return pad if kind else " "
        comment = self.use(self.comment())
        return f" {comment}{pad}" if kind == 2 else f"{pad}{comment}{pad}"


def read(data: bytes) -> Document:
    document = read_document(data, "plan.yaml")
    assert not has_errors(document.findings), (data.decode(), document.findings)
    return document


def as_text(value: Any) -> Any:
    """Return data as a reader gives it that knows only texts."""
    if isinstance(value, dict):
        return {key: as_text(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_text(one) for one in value]
    return "null" if value is None else value


@settings(deadline=None, max_examples=tries(150), suppress_health_check=[HealthCheck.too_slow])
@given(ROOTS, st.data(), st.booleans(), st.booleans())
def test_a_file_of_any_shape(
    root: dict[str, Any], data: st.DataObject, dos: bool, marked: bool
) -> None:
    scribe = Scribe(data)
    text = scribe.write(root)
    if dos:
        text = text.replace("\n", "\r\n")
    document = read((BOM if marked else b"") + text.encode())
    assert to_data(document.root) == root, text

    after = format_document(document)
    new = read(after)
    laid_out = new.text
    assert not new.bom
    assert to_data(new.root) == root, laid_out
    assert YAML(typ="base", pure=True).load(io.StringIO(laid_out)) == as_text(root)
    assert Counter(comment.text for comment in find_comments(new)) == Counter(
        comment.rstrip() for comment in scribe.comments
    )
    assert format_document(new) == after, laid_out
    assert laid_out.endswith("\n")
    assert not laid_out.endswith("\n\n")
    assert "\n\n\n" not in laid_out or "\\n" in json.dumps(root)
    assert not any(character in laid_out for character in "\r\t")
    assert [line for line in laid_out.split("\n") if line.endswith(" ")] == []
