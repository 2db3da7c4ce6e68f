"""The canonical layout: text before, text after."""

from pathlib import Path

import pytest

from stc.files.layout import lay_out_file
from stc.findings import has_errors
from stc.yaml.document import Document
from stc.yaml.layout import is_same
from stc.yaml.layout_comments import find_comments
from stc.yaml.reader import read_document

ROOT = Path(__file__).resolve().parents[2]
CANONICAL = [
    ROOT / folder / name
    for folder in ("data", "tests/published")
    for name in ("plan.yaml", "timeline.yaml")
]


def read(data: str | bytes) -> Document:
    document = read_document(data.encode() if isinstance(data, str) else data, "plan.yaml")
    assert not has_errors(document.findings), document.findings
    return document


def lay_out(text: str) -> str:
    """Return the layout, after checking that it says the same and stays as it is."""
    document = read(text)
    after = lay_out_file(document)
    assert is_same(document, read(after)), after
    assert lay_out_file(read(after)) == after
    return after


@pytest.mark.parametrize("path", CANONICAL, ids=lambda path: "-".join(path.parts[-2:]))
def test_the_data_is_in_the_layout(path: Path) -> None:
    data = path.read_bytes()
    assert lay_out_file(read(data)).encode() == data


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Quotes: none where every reader reads the text, else double ones.
        ("title: 'A plan'\n", "title: A plan\n"),
        ('title: "A: plan"\n', 'title: "A: plan"\n'),
        ("title: 'no'\n", 'title: "no"\n'),
        ("title: 911\n", 'title: "911"\n'),
        ("title: it''s\n", "title: it''s\n"),
        ("title: 'it''s'\n", "title: it's\n"),
        ("title: say \"no\"\n", 'title: say "no"\n'),
        ("title: 'say: \"no\"'\n", 'title: >-\n  say: "no"\n'),
        ("title: 'a\\b: c'\n", "title: >-\n  a\\b: c\n"),
        ("title: 'a\\b'\n", "title: a\\b\n"),
        ('title: " a"\n', 'title: " a"\n'),
        ("title: ' \"a\"'\n", "title: ' \"a\"'\n"),
        ('title: "\\u200b\\""\n', 'title: "\\u200b\\""\n'),
        # Sentences: one stays on its line however long, several have a line each.
        (f"title: {'a ' * 90}b\n", f"title: {'a ' * 90}b\n"),
        ("title: >-\n  One\n  line.\n", "title: One line.\n"),
        ("title: One. Two? no! Three\n", "title: >-\n  One.\n  Two? no!\n  Three\n"),
        ("title: One.  Two. é\n", "title: One.  Two. é\n"),
        ('title: " One. Two."\n', 'title: " One. Two."\n'),
        ("action: Go.\n", "action: >-\n  Go.\n"),
        ('action: " Go."\n', 'action: " Go."\n'),
        ("action: |-\n  One.\n   two\n", "action: |-\n  One.\n   two\n"),
        ("action: |\n  Go.\n", "action: >\n  Go.\n"),
        ("action: |+\n  Go.\n\n", 'action: "Go.\\n\\n"\n'),
        ("title: >\n  One.\n\n  Two.\n", "title: |\n  One.\n  Two.\n"),
        # Numbers and days are plain where they are meant.
        ("schema_version: '1'\n", "schema_version: 1\n"),
        ("schema_version: '01'\n", 'schema_version: "01"\n'),
        ("deadline: \"2024-12-31\"\n", "deadline: 2024-12-31\n"),
        ("title: 2024-12-31\n", 'title: "2024-12-31"\n'),
        ("deadline: 12/31/24\n", "deadline: 12/31/24\n"),
        ("when: '2024'\n", 'when: "2024"\n'),
        ("when: '2024-21'\n", "when: 2024-21\n"),
        ("when: '2024-03/2024-05'\n", "when: 2024-03/2024-05\n"),
        # Nothing is said in one way, and an empty list stays.
        ("deadline:\ntitle: ~\n", "title: null\ndeadline: null\n"),
        ("title: ''\n", 'title: ""\n'),
        ("aliases: [ ]\nfoo: {  }\n", "aliases: []\n\nfoo: {}\n"),
        # Keys.
        ('"title" : x\n', "title: x\n"),
        ("'on': x\n'null': w\n'a b': z\n", 'on: x\n"null": w\na b: z\n'),
        # Lists.
        ("aliases:\n- a\n- '911'\n- x, y\n", 'aliases: [a, "911", "x, y"]\n'),
        ("items: [a, 'x, y']\n", "items:\n  - a\n  - x, y\n"),
        ("aliases: ['a \"b\", c', d]\n", 'aliases:\n  - a "b", c\n  - d\n'),
        ("aliases: [[a], b]\n", "aliases:\n  - - a\n  - b\n"),
        (f"fields: [{'a' * 34}, {'b' * 34}]\n", f"fields: [{'a' * 34}, {'b' * 34}]\n"),
        (f"fields: [{'a' * 34}, {'b' * 35}]\n", f"fields:\n  - {'a' * 34}\n  - {'b' * 35}\n"),
        ("steps: [{id: A}]\n", "steps:\n  - id: A\n"),
        ("title: [a: b]\n", "title:\n  - a: b\n"),
        # The file.
        ("title: x", "title: x\n"),
        ("\n\ntitle: x   \n\n\n", "title: x\n"),
        ("---\ntitle: x\n", "title: x\n"),
        ("title: x\r\nphase: w\r\n", "title: x\nphase: w\n"),
        ("- a\n-\n- [x]\n", "- a\n- null\n- - x\n"),
        ("{title: x}\n", "title: x\n"),
        ("'text'  # c\n# d\n", "text # c\n# d\n"),
    ],
)  # fmt: skip
def test_a_value(before: str, after: str) -> None:
    assert lay_out(before) == after


def test_fields_stand_in_their_order_and_unknown_ones_below() -> None:
    before = "zeta: 1st\nsections: []\nphase: P\nalpha: 2nd\nschema_version: 1\n"
    assert lay_out(before) == (
        "schema_version: 1\nphase: P\n\nsections: []\nzeta: 1st\nalpha: 2nd\n"
    )


def test_fields_of_blocks_deep_down_stand_in_their_order() -> None:
    before = "source:\n  damage:\n  - {note: x, page: '3', steps: [A]}\n  publisher: w\n"
    assert lay_out(before) == (
        "source:\n  publisher: w\n  damage:\n    - page: 3\n      steps: [A]\n      note: x\n"
    )


def test_blank_lines_part_what_people_edit_apart() -> None:
    before = """\
title: x
departments:
- id: a

- id: b
sections:

- id: COM
  goals:
  - title: g
    steps:
    - id: A

      status: Planning
    - id: B
  - title: h
    steps: []
- id: RSP
"""
    assert (
        lay_out(before)
        == """\
title: x

departments:
  - id: a
  - id: b

sections:
  - id: COM
    goals:
      - title: g
        steps:
          - id: A
            status: Planning

          - id: B

      - title: h
        steps: []

  - id: RSP
"""
    )


def test_a_timeline_is_known_by_its_entries() -> None:
    before = "entries:\n- items: [{items: [b], text: a}]\n  when: 2024-01\n- when: 2024-02\n"
    assert lay_out(before) == (
        "entries:\n  - when: 2024-01\n    items:\n      - text: a\n        items:\n          - b\n"
        "\n  - when: 2024-02\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # The first lines stay the first lines.
        ("# head\n\n\n# more\n\nphase: w\ntitle: x\n", "# head\n# more\ntitle: x\nphase: w\n"),
        ("--- # head\n# more\ntitle: x\n", "# head\n# more\ntitle: x\n"),
        # Above an entry, wherever it goes.
        ("title: x\n# of phase\n\nphase: w\n", "title: x\n# of phase\nphase: w\n"),
        ("phase: w\n  # of title\ntitle: x\n", "# of title\ntitle: x\nphase: w\n"),
        ("title: x\n# of a\nitems: [a]\n", "title: x\n\n# of a\nitems:\n  - a\n"),
        ("title:\n  # c\n  x\n", "# c\ntitle: x\n"),
        # Above an item.
        ("items:\n# a\n- a\n# b\n\n- b\n", "items:\n  # a\n  - a\n  # b\n  - b\n"),
        ("- a\n- # b\n  b\n-\n  # c\n  c\n", "- a\n# b\n- b\n# c\n- c\n"),
        ("- id: a\n- # b\n  id: b\n", "- id: a\n# b\n- id: b\n"),
        ("- x: # c\n    y: [# d\n     z]\n", "- x: # c\n    y: # d\n      - z\n"),
        ("- # c\n  - # d\n    x\n", "# c\n# d\n- - x\n"),
        # Beside a value.
        ("title: 'x'   #c\nphase: w #  d \n", "title: x #c\nphase: w #  d\n"),
        ("title: One. Two. # c\n", "title: >- # c\n  One.\n  Two.\n"),
        ("title: >-   # c\n  One.\n", "title: One. # c\n"),
        ("title: # c\n  x\n", "title: x # c\n"),
        ("items: # c\n- a # d\n", "items: # c\n  - a # d\n"),
        ("aliases: # c\n  - a\n", "aliases: [a] # c\n"),
        ("aliases: # c\n  - a # d\n", "aliases: # c\n  - a # d\n"),
        ("aliases: [a, # c\n  b, c] # d\n", "aliases: # d\n  - a # c\n  - b\n  - c\n"),
        ("aliases: [ # c\n  a # d\n] # e\n", "# e\naliases: # c\n  - a # d\n"),
        ("aliases: [] # c\n", "aliases: [] # c\n"),
        ("aliases: [\n  # c\n]\n", "# c\naliases: []\n"),
        ("- [a, # c\n  b] # d\n", "# d\n- - a # c\n  - b\n"),
        # At the end of a block.
        ("- id: a\n  # end of a\n# of b\n- id: b\n", "- id: a\n  # end of a\n# of b\n- id: b\n"),
        ("- id: a\n# of b\n  # more\n- id: b\n", "- id: a\n# of b\n# more\n- id: b\n"),
        ("items: [a,\n # b\n b,\n # end\n]\n", "items:\n  - a\n  # b\n  - b\n  # end\n"),
        ("aliases:\n  - a\n  # end\n", "aliases:\n  - a\n  # end\n"),
        ("- x: >-\n    A. B\n  # end\n", "- x: >-\n    A.\n    B\n  # end\n"),
        ("title: x\n\n# the end\n", "title: x\n# the end\n"),
        ("x:\n  - y: z\n   # deep\n # less\n# end\n", "x:\n  - y: z\n  # deep\n# less\n# end\n"),
        # What only looks like one.
        ("title: 'a #b'\n", 'title: "a #b"\n'),
        ("title: a#b\n", "title: a#b\n"),
        ("title: |-\n  # a\n  b\n", "title: |-\n  # a\n  b\n"),
    ],
)  # fmt: skip
def test_a_comment(before: str, after: str) -> None:
    assert lay_out(before) == after


def test_comments_are_found_between_texts_only() -> None:
    text = "# a\nb: 'c # d' # e\nf: >- # g\n  # h\ni: j#k # l\n"
    assert [comment.text for comment in find_comments(read(text))] == ["# a", "# e", "# g", "# l"]


def test_what_is_lost_is_noticed() -> None:
    assert is_same(read("a: x # c\nb: y\n"), read("b: y # c\na: x\n"))
    assert not is_same(read("a: x # c\n"), read("a: x\n"))
    assert not is_same(read("a: x # c\n# c\n"), read("a: x # c\n"))
    assert not is_same(read("a: x\n"), read("a: y\n"))
