"""The spelling of texts: every reader reads back what was meant."""

import io

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from stc.yaml.reader import read_document
from stc.yaml.scalars import (
    Plain,
    format_block,
    format_inline,
    format_key,
    format_text,
    is_plain,
    split_sentences,
)
from stc.yaml.values import to_data
from tests.laws import tries

PIECES = st.sampled_from(
    ["a", "Z", "0", "1", "9", ":", " ", "#", "-", ".", "'", '"', "\\", "e", "x", "_", "+", "~",
     "é", "😀", "\n", "\x07", "\u2028", "\u200b", "\ufeff", "y", "no", "On", "null", "{", "]", ",",
     "?", "!", "&", "*", "|", ">", "%", "@", "`", "=", "<", "\x85", "\r", "\t", "\x7f"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=8).map("".join) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=12
)
LANGUAGES = (
    "no", "Yes", "y", "N", "on", "OFF", "true", "False", "null", "NULL", "~", "", "911", "1_000",
    "0x1F", "0o17", "017", "0b1", "12:30", "1:30:00.5", "1.5", ".5", "1e3", "+1", "-1", ".inf",
    "-.INF", ".NaN", "2024-01-01", "2024-01-01T00:00:00Z", "2001-12-14 21:59:43.10 -5", "=", "<<",
    "1.", "- x", "-", "?", "? x", "a:", ":a", "#a", "%a", "...", "---",
)  # fmt: skip


def read_back(text: str) -> object:
    document = read_document(text.encode(), "p")
    assert {one.code for one in document.findings} <= {"STC017"}, (text, document.findings)
    data = to_data(document.root)
    assert YAML(typ="safe", pure=True).load(io.StringIO(text)) == data
    assert yaml.safe_load(text) == data
    return data


@pytest.mark.parametrize("text", LANGUAGES)
def test_what_another_reader_would_take_for_something_else_is_quoted(text: str) -> None:
    assert not is_plain(text)
    assert read_back(f"k: {format_inline(text)}\n") == {"k": text}


@pytest.mark.parametrize(
    "text",
    [
        "In progress",
        "2024-21",
        "911 dispatchers",
        "https://example.org/a?b=c#d",
        "It's 5:30",
        "A, B (C)",
        "é",
    ],
)
def test_ordinary_text_stays_plain(text: str) -> None:
    assert format_inline(text) == text
    assert read_back(f"k: {text}\n") == {"k": text}


@settings(deadline=None, max_examples=tries(150))
@given(TEXTS, st.sampled_from(["", "'", '"']), st.booleans())
def test_a_text_on_one_line_is_read_back(text: str, style: str, flow: bool) -> None:
    spelled = format_inline(text, style, flow)
    assert "\n" not in spelled
    document = f"[{spelled}, {{k: {spelled}}}]\n" if flow else f"- {spelled}\n- k: {spelled}\n"
    assert read_back(document) == [text, {"k": text}]


@settings(deadline=None, max_examples=tries(150))
@given(TEXTS, st.sampled_from([">", "|"]), st.integers(1, 6), st.sampled_from(["\n", "\r\n"]))
def test_a_block_is_read_back(text: str, sign: str, indent: int, newline: str) -> None:
    spelling = format_block(text, sign, indent, newline)
    assume(spelling is not None)
    assert spelling is not None
    assert spelling.body.replace("\r\n", "\n").count("\n") == spelling.body.count(newline)
    read = f"k: {spelling.head}{spelling.body}{newline}l: x{newline}"
    assert read_back(read) == {"k": text, "l": "x"}


WORDS = st.sampled_from(["One.", "two?", "Three!", "4", "#", "- x", "", "É.", '"q"', "a\\b"])


@settings(deadline=None, max_examples=tries(100))
@given(st.lists(WORDS, max_size=30))
def test_several_sentences_have_a_line_each(words: list[str]) -> None:
    text = " ".join(words)
    spelling = format_text(text, indent=4, newline="\n")
    if spelling.body:
        lines = [line.removeprefix("    ") for line in spelling.body.split("\n")[1:]]
        assert lines == split_sentences(text)
        assert " ".join(lines) == text
        assert all(line.endswith((".", "?", "!")) for line in lines[:-1])
        assert all(line[0] in "OT" for line in lines[1:])
    else:
        assert len(split_sentences(text)) == 1 or text != text.strip(" ")
    assert read_back(f"a: x\nk:  {spelling.head}{spelling.body}\n") == {"a": "x", "k": text}


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("a " * 90 + "b", "a " * 90 + "b"),
        ("e.g. this one. 2 is no capital.", "e.g. this one. 2 is no capital."),
        ("One. Two", ">-\n  One.\n  Two"),
        ("One.  Two", "One.  Two"),
        ("a: b", '"a: b"'),
        ('a: "b"', '>-\n  a: "b"'),
        ('a "b"', 'a "b"'),
        ("a: \\b", ">-\n  a: \\b"),
        ("One.\n", ">\n  One."),
        ("One.\ntwo", "|-\n  One.\n  two"),
        ("One.\ntwo\n", "|\n  One.\n  two"),
        ("One.\n\n", '"One.\\n\\n"'),
        (" One. Two", '" One. Two"'),
    ],
)
def test_how_a_text_stands(text: str, spelled: str) -> None:
    spelling = format_text(text, indent=2, newline="\n")
    assert spelling.head + spelling.body == spelled
    assert read_back(f"k: {spelled}\n") == {"k": text}


@pytest.mark.parametrize(
    ("key", "spelled"),
    [("on", "on"), ("y", "y"), ("null", '"null"'), ("true", '"true"'), ("a b", "a b"),
     ("911", '"911"'), ("a: b", '"a: b"'), ("On", '"On"')],
)  # fmt: skip
def test_a_key(key: str, spelled: str) -> None:
    assert format_key(key) == spelled
    assert to_data(read_document(f"{spelled}: x\n".encode(), "p").root) == {key: "x"}


def test_plain_is_kept_plain_and_nothing_unsafe_is() -> None:
    assert format_inline(Plain("2024-01-01")) == "2024-01-01"
    assert format_inline(Plain("2024-01-01"), "'") == "'2024-01-01'"
    for text in ("a: b", "", " a", "x # y", "[a]", "a\nb"):
        with pytest.raises(ValueError, match="without quotes"):
            format_inline(Plain(text))


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(ValueError, match="surrogate"):
        format_inline("a\ud800")
