"""Characters that hide behind an escape are named, and stay what they are."""

import pytest

from stc.yaml.reader import read_document
from stc.yaml.values import to_data


@pytest.mark.parametrize(
    ("written", "named"),
    [
        (r'"\e[31mred"', "an escape character (U+001B)"),
        (r'"\0"', "a NUL character (U+0000)"),
        (r'"a\u202eb"', "a right-to-left override (U+202E)"),
        (r'"a\Nb"', "a next-line character (U+0085)"),
        (r'"a\u200bb"', "a zero-width space (U+200B)"),
        (r'"a\rb"', "a carriage return without a line feed (U+000D)"),
    ],
)
def test_an_escape_is_named(written: str, named: str) -> None:
    document = read_document(f"a: {written}\n".encode(), "plan.yaml")
    (finding,) = document.findings
    assert (finding.code, finding.severity) == ("STC017", "warning")
    assert finding.message.startswith(f"{named[0].upper()}{named[1:]}") or named in finding.message
    assert str(finding.place) == "plan.yaml:1:4"
    assert document.root is not None


@pytest.mark.parametrize("written", [r'"a\nb"', r'"a\tb"', r'"\"a\\"', r'"caf\u00e9"', r"'a\e'"])
def test_harmless_escapes_are_not(written: str) -> None:
    document = read_document(f"a: {written}\n".encode(), "plan.yaml")
    assert document.findings == ()
    assert to_data(document.root) is not None
