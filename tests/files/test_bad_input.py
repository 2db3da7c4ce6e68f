"""Every bad file ends in findings with a place: no plan, and no traceback."""

from collections.abc import Iterable

import pytest

from stc.files.load import load_plan
from tests.plans import SMALL, change, tell

ITEM = "            action: Write the page.\n"
DEADLINE = "            deadline: 2024-12-31\n"
DEPTH = 10_000


def codes_of(lines: Iterable[str]) -> set[str]:
    return {line.split()[2] for line in lines}


BAD = {
    "empty": ("", "plan.yaml: error STC016"),
    "comments only": ("# nothing\n", "plan.yaml: error STC016"),
    "list at the root": ("- a\n- b\n", "plan.yaml:1:1: error STC103"),
    "text at the root": ("a plan\n", "plan.yaml:1:1: error STC103"),
    "no fields": ("{}\n", "plan.yaml:1:1: error STC101"),
    "NUL": (SMALL.replace("Write", "Wri\x00te"), "plan.yaml:21:24: error STC004"),
    "escape": (SMALL.replace("Write", "\x1b[31mWrite"), "plan.yaml:21:21: error STC004"),
    "bidi": (SMALL.replace("Write", "\u202eWrite"), "plan.yaml:21:21: error STC005"),
    "tab": (change(SMALL, "Write the", "Write\tthe"), "plan.yaml:21:26: error STC006"),
    "tab indents": (change(SMALL, DEADLINE, "\t" + DEADLINE), "plan.yaml:23:1: error STC006"),
    "conflict": (
        change(SMALL, DEADLINE, f"<<<<<<< HEAD\n{DEADLINE}=======\n{DEADLINE}>>>>>>> b\n"),
        "plan.yaml:23:1: error STC007",
    ),
    "duplicate key": (change(SMALL, DEADLINE, DEADLINE * 2), "plan.yaml:24:13: error STC009"),
    "anchor": (change(SMALL, "[MECC]", "&names [MECC]"), "plan.yaml:9:14: error STC010"),
    "alias": (change(SMALL, "[MECC]", "*names"), "plan.yaml:9:14: error STC010"),
    "merge key": (
        change(SMALL, DEADLINE, "            <<: {deadline: 2024-12-31}\n"),
        "plan.yaml:23:13: error STC011",
    ),
    "tag": (change(SMALL, "Write the page.", "!!str page"), "plan.yaml:21:21: error STC012"),
    "python tag": (
        change(SMALL, "Write the page.", "!!python/object/apply:os.system [ls]"),
        "plan.yaml:21:21: error STC012",
    ),
    "several documents": (SMALL + "---\n" + SMALL, "plan.yaml:29:1: error STC013"),
    "directive": ("%YAML 1.1\n---\n" + SMALL, "plan.yaml:1:1: error STC014"),
    "key is a list": (SMALL + "[a, b]: c\n", "plan.yaml:29:1: error STC015"),
    "not closed": (change(SMALL, "[MECC]", "[MECC"), "error STC001"),
    "status no": (change(SMALL, "Planning", "no"), "plan.yaml:20:21: error STC105"),
    "deadline is a block": (
        change(SMALL, "2024-12-31", "{day: 31}"),
        "plan.yaml:23:23: error STC103",
    ),
    "step is a text": (
        change(SMALL, ITEM, ITEM + "          - a text\n") + "\n",
        "error STC",
    ),
    "10 MB": (change(SMALL, "Write the page.", "x" * 10_000_000), "plan.yaml:21:21: error STC118"),
    "nested lists": ("[" * DEPTH + "]" * DEPTH, "plan.yaml:1:33: error STC003"),
    "nested in a field": (change(SMALL, "[MECC]", "[" * DEPTH), "error STC003"),
    "nested dashes": ("- " * DEPTH + "a\n", "plan.yaml:1:65: error STC003"),
    "nested blocks": ("{a: " * DEPTH, "plan.yaml:1:"),
    "long number": (change(SMALL, "2024-12-31", "1" * 5_000), "plan.yaml:23:23: error STC106"),
    "long page": (
        change(SMALL, DEADLINE, f"            page: {'1' * 5_000}\n"),
        "plan.yaml:23:19: error STC103",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_ends_in_a_finding(name: str) -> None:
    text, start = BAD[name]
    loaded = load_plan(text.encode(), "plan.yaml")
    assert loaded.value is None
    assert any(start in line for line in tell(text)), tell(text)
    assert all(len(line) < 400 for line in tell(text))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (SMALL.encode("utf-16"), "UTF-16"),
        (SMALL.encode("utf-16-le"), "UTF-16"),
        (SMALL.encode("utf-32"), "UTF-32"),
        (SMALL.replace("Write", "Schön").encode("latin-1"), "0xF6"),
        (b"\xff\xfe", "UTF-16"),
        (bytes(range(256)), "0x80"),
    ],
)
def test_a_file_that_is_not_utf8_says_so(data: bytes, said: str) -> None:
    (line,) = tell(data)
    assert "error STC002" in line
    assert said in line


def test_an_unquoted_number_is_accepted_as_text_with_a_warning() -> None:
    text = change(SMALL, '[comms-ocs, "911"]', "[comms-ocs, 911]")
    loaded = load_plan(text.encode(), "plan.yaml")
    assert loaded.value is not None
    assert [one.id for one in loaded.value.steps[0].departments] == ["comms-ocs", "911"]
    assert [finding.severity for finding in loaded.findings] == ["warning"]


@pytest.mark.parametrize("value", ["no", "1_000", "12:30", "0x1F", "1e3", ".5", "2024-1-1", "~"])
def test_a_text_is_never_guessed_to_be_something_else(value: str) -> None:
    text = change(SMALL, "Write the page.", f'"{value}"')
    loaded = load_plan(text.encode(), "plan.yaml")
    assert loaded.value is not None
    assert loaded.value.steps[0].action == value
    assert loaded.findings == ()


def test_a_byte_order_mark_is_a_warning_only() -> None:
    loaded = load_plan(b"\xef\xbb\xbf" + SMALL.encode(), "plan.yaml")
    assert loaded.value is not None
    assert codes_of(tell(b"\xef\xbb\xbf" + SMALL.encode())) == {"STC008"}


@pytest.mark.parametrize(
    ("day", "accepted"),
    [
        ("2000-01-01", True),
        ("2100-12-31", True),
        ("2024-02-29", True),
        ("1999-12-31", False),
        ("2101-01-01", False),
        ("2100-02-29", False),
        ("2023-02-29", False),
    ],
)
@pytest.mark.parametrize("quote", ["", "'"])
def test_a_day_of_a_file_is_a_real_one_from_2000_to_2100(
    day: str, accepted: bool, quote: str
) -> None:
    loaded = load_plan(change(SMALL, "2024-12-31", quote + day + quote).encode(), "plan.yaml")
    assert (loaded.value is not None) is accepted
    assert [one.code for one in loaded.findings] == ([] if accepted else ["STC106"])
