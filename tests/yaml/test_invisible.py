"""Invisible characters in files: text where a language needs them, else an error."""

import json

import pytest

from stc.yaml.reader import read_document
from stc.yaml.scalars import format_inline
from stc.yaml.values import to_data

PERSIAN = "می\u200cخواهم"
FAMILY = "👩\u200d👩\u200d👧 ❤\ufe0f\u200d🔥"
SINHALA = "ක්\u200dරමය"
MARKED = "\u200fשלום"
SOFT = "Donau\u00addampf"


@pytest.mark.parametrize("text", [PERSIAN, FAMILY, SINHALA, MARKED, SOFT])
@pytest.mark.parametrize(
    "written",
    [
        "a: {}\n",
        "a: '{}'\n",
        'a: "{}"\n',
        "a: >-\n  {}\n",
        "a: |\n  {}\n",
        "a: [{}, {}]\n",
        "a:\n  - {}\n  - b: {}\n",
        "# {}\na: b\n",
        "a: {}\r\nb: {}\r\n",
    ],
)
def test_what_is_text_may_stand_in_a_file(text: str, written: str) -> None:
    document = read_document(written.replace("{}", text).encode(), "plan.yaml")
    assert document.findings == ()
    assert written.startswith("#") or text in json.dumps(to_data(document.root), ensure_ascii=False)


@pytest.mark.parametrize("text", [PERSIAN, FAMILY, SINHALA, MARKED, SOFT])
def test_what_is_text_is_written_as_it_is(text: str) -> None:
    assert text in format_inline(text)
    assert text in format_inline(f'{text}: "a"')


@pytest.mark.parametrize(
    "written",
    ["a: b\u200dc\n", "a: b\u200c\n", "a: b \u200fc\n", "a: >-\n  b\n  \u200fc\n", "a: \ufe0fb\n"],
)
def test_what_hides_is_an_error_that_names_the_way_out(written: str) -> None:
    (finding,) = read_document(written.encode(), "plan.yaml").findings
    assert (finding.code, finding.severity) == ("STC005", "error")
    assert "stc fmt" in finding.hint
