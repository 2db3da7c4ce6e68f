"""The words of the pages stand in one module; no template holds any."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from inspect import getsource

import pytest
from jinja2 import Environment, nodes

from stc.output.site import environment, words
from stc.output.site.words import English, Word, fill, name_words
from stc.plan.vocabulary import DEFAULT, Words
from tests.output.site.conftest import Built

TEMPLATES = {path.name: path.read_text("utf-8") for path in environment.TEMPLATES.iterdir()}
READ_OUT = ("aria-label", "title", "alt", "placeholder", "data-label")
COMMENT = re.compile(r"{#.*?#}", re.DOTALL)
COMPUTED = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL)


class Written(HTMLParser):
    """The words that a template itself has people read or hear."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(COMPUTED.sub("", source))
        self.close()

    def handle_data(self, data: str) -> None:
        self.found.append(data.strip())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in READ_OUT]


def list_said(node: nodes.Node) -> Iterator[str]:
    """Return the texts in the expressions of a template: not what is compared or counted."""
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.value
    named = isinstance(node, nodes.Call) and getattr(node.node, "name", "") == "noun"
    if not named and not isinstance(node, nodes.Compare | nodes.TemplateData):
        for child in node.iter_child_nodes():
            yield from list_said(child)


def find_words(source: str) -> list[str]:
    written = [text for text in Written(source).found if re.search("[A-Za-z]", text)]
    said = list_said(Environment().parse(source))
    return written + [text for text in said if re.search("[A-Z]|[a-z] [a-z]", text)]


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_template_holds_no_words(name: str) -> None:
    assert find_words(TEMPLATES[name]) == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>Hello</p>",
        '<nav aria-label="Pages"></nav>',
        '<img alt="A bar">',
        "{{ 'Yes' if open else 'No' }}",
        '{% call m.scroll("due first") %}{% endcall %}',
    ],
)
def test_words_in_a_template_are_noticed(source: str) -> None:
    assert find_words(source)


def test_each_word_is_declared_once_and_is_on_some_page() -> None:
    sources = (COMMENT.sub("", source) for source in TEMPLATES.values())
    used = set(re.findall(r"\b(?:words|heads)\.(\w+)", "".join(sources)))
    for path in environment.TEMPLATES.parent.rglob("*.py"):
        used |= set(re.findall(r"\bEnglish\.(\w+)", path.read_text("utf-8")))
    assert used == set(words.WORDS)
    (declared,) = ast.parse(getsource(English)).body
    assert isinstance(declared, ast.ClassDef)
    names = [line.targets[0] for line in declared.body if isinstance(line, ast.Assign)]
    counted = Counter(name.id for name in names if isinstance(name, ast.Name))
    assert [name for name, number in counted.items() if number > 1] == []


def test_a_script_holds_no_words() -> None:
    for path in environment.TEMPLATES.with_name("assets").glob("*.js"):
        code = re.sub(r"//.*", "", path.read_text("utf-8"))
        texts = re.findall(r'"([^"\n]*)"', code)
        assert texts
        assert [text for text in texts if re.match(r"[A-Z][a-z]+|\w+ \w+ \w+", text)] == []


def list_places(word: Word) -> list[set[str]]:
    forms = (word,) if isinstance(word, str) else word
    return [set(re.findall(r"{(\w+)}", form)) for form in forms]


def test_the_words_of_a_plan_leave_the_places_of_a_sentence() -> None:
    renamed = name_words(DEFAULT._replace(words=Words(*["Part"] * 8)).say)
    for name, word in words.WORDS.items():
        assert list_places(getattr(renamed, name)) == list_places(word)


def test_a_filled_sentence_is_escaped_and_keeps_what_only_looks_like_a_place() -> None:
    assert str(fill("{who} & {other}", who="<b>")) == "&lt;b&gt; &amp; {other}"
    assert [str(fill(("{number} day", "{number} days"), n)) for n in (1, 1234)] == [
        "1 day",
        "1,234 days",
    ]


def test_no_place_on_the_pages_is_left_empty(rich_built: Built) -> None:
    left = {name: re.findall(r"{[a-z_]+}", rich_built.read(name)) for name in rich_built.pages}
    assert {name: places for name, places in left.items() if places} == {}
