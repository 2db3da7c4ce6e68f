"""A plan in the canonical layout is read by its layout: as the parser reads it, or not at all.

The parser is the authority. Wherever the layout gives a plan, the parser must give the same one and
find nothing, and `stc fmt` must have nothing to change in the sections.
"""

import random
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bench.make_plan import make_plan, spell_plan
from stc.edit.layout import format_document
from stc.files.blocks import BLOCKS
from stc.files.canonical import limits
from stc.files.canonical.pattern import DEEPER, STEP
from stc.files.load import Loaded, load_parsed, load_plan
from stc.files.patterns import LONGEST_TEXT
from stc.files.places import Loc, find_step_places, locate_steps, place_of
from stc.files.quoting import MISREAD
from stc.plan.model import Plan
from stc.plan.status import STATUSES
from stc.rules.validate import check_plan
from stc.yaml.builder import CROWD
from stc.yaml.document import LARGEST
from stc.yaml.reader import read_document
from stc.yaml.scalars import is_plain
from stc.yaml.values import to_data
from tests.plans import FULL, SMALL, read_published_bytes
from tests.yaml.test_reader import count_events

TODAY = date(2026, 11, 23)
MANY = settings(deadline=None, suppress_health_check=list(HealthCheck))


def lay_out(text: str) -> str:
    return format_document(read_document(text.encode(), "plan.yaml")).decode()


PUBLISHED = read_published_bytes().decode()
MADE = spell_plan(make_plan(60))
CANONICAL = {"published": PUBLISHED, "made": MADE, "small": lay_out(SMALL), "full": lay_out(FULL)}


def load(text: str | bytes) -> Loaded[Plan]:
    return load_plan(text if isinstance(text, bytes) else text.encode(), "plan.yaml")


def is_read_by_layout(loaded: Loaded[Plan]) -> bool:
    return loaded.document.head is not None


def require_the_same(data: bytes) -> bool:
    """Requires what the parser says; says whether the file was read by its layout."""
    loaded, parsed = load(data), load_parsed(data, "plan.yaml")
    assert (loaded.value, loaded.findings) == (parsed.value, parsed.findings)
    if is_read_by_layout(loaded):
        assert loaded.value is not None
        assert [type(one) for step in loaded.value.steps for one in step] == [
            type(one)
            for step in parsed.value.steps
            for one in step  # type: ignore[union-attr]
        ]
        assert check_plan(loaded, TODAY) == check_plan(parsed, TODAY)
        text, start = loaded.document.text, loaded.document.text.index("\nsections:\n")
        assert lay_out(text)[-len(text) + start :] == text[start:]
        assert to_data(loaded.document.root) == to_data(parsed.document.root)
    return is_read_by_layout(loaded)


@pytest.mark.parametrize("name", CANONICAL)
def test_a_canonical_plan_is_read_by_its_layout(name: str) -> None:
    assert require_the_same(CANONICAL[name].encode())


def watch(monkeypatch: pytest.MonkeyPatch, name: str) -> list[bytes]:
    """Gives what the parser is asked to read under a name, as it comes."""
    seen: list[bytes] = []

    def read(data: bytes, path: str) -> Any:
        seen.append(data)
        return read_document(data, path)

    monkeypatch.setattr(name, read)
    return seen


def test_the_parser_is_asked_only_where_a_tree_is(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = watch(monkeypatch, "stc.yaml.reader.read_document")
    loaded = load(PUBLISHED)
    assert not seen
    assert loaded.document.root is not None
    assert seen == [PUBLISHED.encode()]
    assert loaded.document.root is loaded.document.root
    assert len(seen) == 1
    # What stands above the sections may be in any layout: that much goes to the parser.
    load(PUBLISHED.replace("title: Safe", "title:  Safe"))
    assert [b"sections: []\n" in one for one in seen] == [False, True]


STEP_LINES = """\
          - id: COM-02
            status: Complete
            action: >-
              Read the page.
            departments: [comms-ocs]
"""
GOAL_LINES = "      - title: Speak clearly\n        steps:\n"
SILENT_LINES = "      - title: Be silent\n        steps: []\n"
assert STEP_LINES in CANONICAL["small"]
OTHERWISE = {
    "a comment": (STEP_LINES, STEP_LINES + "            # why\n"),
    "a comment beside": ("status: Complete", "status: Complete  # why"),
    "another order": (
        "            status: Complete\n            action: >-\n              Read the page.\n",
        "            action: >-\n              Read the page.\n            status: Complete\n",
    ),
    "an unknown field": (STEP_LINES, STEP_LINES + "            extra: 1\n"),
    "a field twice": (STEP_LINES, STEP_LINES + "            departments: [comms-ocs]\n"),
    "an id twice": ("id: COM-02", "id: COM-01"),
    "an unknown status": ("status: Complete", "status: Completed"),
    "an unknown department": ("departments: [comms-ocs]", "departments: [comms-oks]"),
    "an unknown lead": ("            departments: [comms-ocs]", "            lead: nobody"),
    "a department twice": ("[comms-ocs]", "[comms-ocs, comms-ocs]"),
    "a number as a department": (', "911"]', ", 911]"),
    "a list of another form": (" [comms-ocs]", "\n              - comms-ocs"),
    "an item without a text": (
        "            departments: [comms-ocs]",
        "            items:\n              - \n              - a",
    ),
    "an empty list": ("departments: [comms-ocs]", "departments: []"),
    "an empty text": ("              Read the page.", "             "),
    "only a space that does not break": ("Read the page.", "\u00a0"),
    "a text in one line": (">-\n              Read the page.", "Read the page."),
    "two sentences in a line": ("Read the page.", "Read. The page."),
    "a line that is no sentence": ("Read the page.", "Read\n              the page."),
    "a space at an end": ("Read the page.", "Read the page. "),
    "a text deeper": ("              Read", "               Read"),
    "a text too long": ("Read the page.", "Read " + "x" * 20_000),
    "a day that is none": ("2024-12-31", "2024-02-30"),
    "a day in quotes": ("2024-12-31", '"2024-12-31"'),
    "two blank lines": ("\n\n          - id: COM-02", "\n\n\n          - id: COM-02"),
    "no blank line": ("\n\n          - id: COM-02", "\n          - id: COM-02"),
    "a space on a blank line": ("\n\n          - id: COM-02", "\n \n          - id: COM-02"),
    "another indentation": ("          - id: COM-02", "            - id: COM-02"),
    "a carriage return": ("Read the page.", "Read\rthe page."),
    "a tab": ("Read the page.", "Read\tthe page."),
    "a control character": ("Read the page.", "Read \x1b the page."),
    "a line separator": ("Read the page.", "Read \u2028 the page."),
    "a goal without steps": ("    goals:\n", "    goals:\n" + SILENT_LINES),
    "no section": (CANONICAL["small"][CANONICAL["small"].index("  - id: COM\n") :], STEP_LINES),
    "no section but a goal": ("  - id: COM\n    title: Communications\n    goals:\n", ""),
    "no sections": (CANONICAL["small"][CANONICAL["small"].index("  - id: COM\n") :], ""),
    "no goal": (GOAL_LINES, "        steps:\n"),
    "a goal in quotes": ("title: Speak clearly", 'title: "Speak clearly"'),
    "a goal that is a space that does not break": ("title: Speak clearly", "title: \u00a0"),
    "a goal too long": ("title: Speak clearly", "title: Speak " + "x" * 20_000),
    "a section that is a word of YAML and not in quotes": ("id: COM\n", "id: NO\n"),
    "a second document": (STEP_LINES, STEP_LINES + "---\n"),
    "a mark of a conflict": (STEP_LINES, STEP_LINES + "<<<<<<< HEAD\n"),
    "no line break at the end": (STEP_LINES, STEP_LINES[:-1]),
    "a blank line at the end": (STEP_LINES, STEP_LINES + "\n"),
    "a key below": (STEP_LINES, STEP_LINES + "phases: []\n"),
    "a section twice": (STEP_LINES, STEP_LINES + "\n  - id: COM\n    title: Again\n    goals:\n"
                        + GOAL_LINES + STEP_LINES.replace("COM-02", "COM-03")),
    "a head with a fault": ("title: A plan\n", "title:\n"),
    "a head with a warning": ("title: A plan\n", "title: 2024\n"),
    "an alias": ("title: A plan\n", "title: &a A plan\n"),
    "a name that two departments have": ("[MECC]", "[Communications - OCS]"),
    "line ends of Windows": ("\n", "\r\n"),
    "a byte order mark": ("schema_version", "\ufeffschema_version"),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERWISE)
def test_whatever_else_is_for_the_parser(name: str) -> None:
    before, after = OTHERWISE[name]
    text = CANONICAL["small"]
    assert before in text
    assert not require_the_same(text.replace(before, after).encode())


@pytest.mark.parametrize("end", [".", "!", "?"])
def test_a_sentence_a_line_whatever_sign_ends_it(end: str) -> None:
    apart, joined = (
        CANONICAL["small"].replace("Read the page.", f"Read the page{end}{space}Then print it.")
        for space in ("\n" + " " * 14, " ")
    )
    assert require_the_same(apart.encode())
    assert not require_the_same(joined.encode())
    judged = [[one.code for one in check_plan(load(text), TODAY)] for text in (apart, joined)]
    assert ["STC220" in codes for codes in judged] == [False, True]
    assert lay_out(joined) == apart


@pytest.mark.parametrize("sign", [",", ";", ":", "", ".)", '."'])
def test_no_other_sign_ends_a_sentence(sign: str) -> None:
    text = CANONICAL["small"].replace("Read the page.", f"Read the page{sign} Then print it.")
    assert require_the_same(text.encode())
    assert "STC220" not in [one.code for one in check_plan(load(text), TODAY)]


@pytest.mark.parametrize("field", ["title: Speak clearly", "              Read the page."])
def test_the_longest_text_is_read_by_its_layout(field: str) -> None:
    _, _, text = field.strip().rpartition(": ")
    longest = CANONICAL["small"].replace(text, text + "x" * (LONGEST_TEXT - len(text)))
    assert require_the_same(longest.encode())
    assert not require_the_same(longest.replace(text, f"x{text}").encode())


def test_bytes_that_are_no_text_are_for_the_parser() -> None:
    data = CANONICAL["small"].encode()
    assert not require_the_same(data.replace(b"Read the", b"R\xc3ad \xa9 the"))


def test_the_head_may_be_laid_out_otherwise() -> None:
    text = CANONICAL["small"].replace("title: A plan\n", "title:  'A plan' # ours\n\n\n")
    assert require_the_same(text.encode())
    codes = [one.code for one in check_plan(load(text), TODAY)]
    assert "STC220" in codes


HEADS = {
    "a field twice": ("      note: A line is lost.\n", "      note: A line is lost.\n" * 2),
    "an item without its first field": ("    - page: 1\n      steps", "    - steps"),
    "items without a dash between them": ("    - page: 1\n", "    - page: 1\n      page: 1\n"),
    "another order": ("title: A plan\nphase: Phase One\n", "phase: Phase One\ntitle: A plan\n"),
    "a comment": ("phase: Phase One\n", "phase: Phase One\n# why\n"),
    "a comment above": ("schema_version", "# why\n\nschema_version"),
    "a number in quotes": ("pages: 15", 'pages: "15"'),
    "a month in quotes": ("began: 2023-07", 'began: "2023-07"'),
    "a year": ("began: 2023-07", "began: 2023"),
    "a zone that is none": ("America/Chicago", "America/Nowhere"),
    "a field below its place": ("began: 2023-07\n", ""),
    "a block that is a text": ("source:\n", "source: none\nsource:\n"),
    "an alias of two": ("name: Mayor's office", "name: MECC"),
    "an alias without a text": ("    aliases: [MECC]", "    aliases:\n      - \n      - MECC"),
    "no department": ("  - id: mayor\n    name: Mayor's office\n", ""),
    "two blank lines": ("\n\nglossary:", "\n\n\nglossary:"),
    "no blank line": ("\n\nglossary:", "\nglossary:"),
    "an unknown block": ("glossary:", "words:"),
    "a long text": ("note: A remark.", "note: " + "A remark. " * 3000),
}


@pytest.mark.parametrize("name", HEADS)
def test_whatever_stands_above_the_sections_is_what_the_parser_reads(name: str) -> None:
    before, after = HEADS[name]
    assert before in CANONICAL["full"]
    require_the_same(CANONICAL["full"].replace(before, after).encode())


def test_many_values_above_the_sections_are_for_the_parser() -> None:
    text = CANONICAL["full"]
    names = "aliases: [" + ", ".join(f"n{number}" for number in range(2000)) + "]"
    assert require_the_same(text.replace("aliases: [MECC]", names).encode())
    many = names.replace("]", ", " + ", ".join(f"m{number}" for number in range(2000)) + "]")
    assert not require_the_same(text.replace("aliases: [MECC]", many).encode())


LETTERS = "abcdefghijklmopqrstuvwxz"
DENSE = "".join(
    f"          - id: COM-{number:04}\n            status: Ongoing\n            action: >-\n"
    f"              A\n            lead: a\n            departments: [{', '.join(LETTERS[:18])}]\n"
    f"            page: 1\n            needs_review:\n"
    f"              fields: [{', '.join(LETTERS[:18])}]\n              note: a\n\n"
    for number in range(1, 2400)
)


def test_no_crowd_of_values_is_read_by_its_layout() -> None:
    """As many values above the sections as may be, and all below as short as they can be."""
    start = CANONICAL["small"].index("departments:\n")
    head = CANONICAL["small"][:start] + "source:\n  document: a\n  publisher: a\n  contact: ["
    above = f"]\n\ndepartments: [{', '.join(f'{{id: {one}, name: {one}}}' for one in LETTERS)}]\n"
    body = "\nsections:\n  - id: COM\n    title: a\n    goals:\n      - title: a\n        steps:\n"
    for many, is_canonical in ((2000, True), (32_000, False)):
        text = f"{head}{','.join('a' * many)}{above}{body}{DENSE.rstrip()}\n"
        assert count_events(text.encode()) >= CROWD
        assert require_the_same(text.encode()) == is_canonical


def test_a_file_over_the_limit_is_for_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stc.files.load.LARGEST_FILE", len(MADE.encode()) - 1)
    assert not is_read_by_layout(load(MADE))
    monkeypatch.setattr("stc.files.load.LARGEST_FILE", len(MADE.encode()))
    assert is_read_by_layout(load(MADE))


@pytest.mark.parametrize("text", CANONICAL.values(), ids=CANONICAL)
def test_no_more_values_are_allowed_than_the_parser_reads(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert is_read_by_layout(load(text))
    monkeypatch.setattr(limits, "LARGEST", count_events(text.encode()))
    assert not is_read_by_layout(load(text))


def test_100_000_steps_are_read_by_their_layout() -> None:
    text = spell_plan(make_plan(1000))
    start = text.index("\nsections:\n")
    values = 2 * text.count("\n", start) + 4 * 1000 + text.count(",", start)
    assert values * 100 < LARGEST - limits.MOST_ABOVE


# Any text in any field: written by the layout, it is read by the layout.

WORDS = st.sampled_from(
    ["Read", "the", "page.", "no", "Yes", "911", "a:", "b: c", "#", "d #e", "it's", '"q"', "—", "é",
     "Next?", "[x]", "{y}", "\\", "~", "null", "2024-01-01", "- z", "&a", "*b", "!c", "|", ">", "%",
     "St. Paul", "x" * 90, "10:30", "1e3", "0x1F", "…", "“so”", "; ,", "😀", "@f", "`g`"]
)  # fmt: skip
TEXTS = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
LINES = st.lists(TEXTS, min_size=1, max_size=3).map("\n".join) | TEXTS
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31)).map(date.isoformat)
NAMES = ("911", "mayor", "no", "a-very-long-name-of-a-department", "on-the-other-hand-a-longer-one")


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


REVIEWS = st.fixed_dictionaries(
    {"fields": st.lists(st.sampled_from(list(BLOCKS["StepBlock"])), min_size=1), "note": TEXTS}
)
REVISIONS = st.fixed_dictionaries(
    {"from": maybe(DAYS), "to": maybe(DAYS), "on": DAYS, "reason": TEXTS}
)
FIELDS = {
    "status": st.sampled_from([one.name for one in STATUSES]),
    "completed": maybe(DAYS),
    "evidence": st.lists(TEXTS, max_size=3),
    "reason": maybe(TEXTS),
    "note": maybe(TEXTS),
    "action": TEXTS,
    "items": st.lists(TEXTS, max_size=3),
    "lead": maybe(st.sampled_from(NAMES)),
    "departments": st.lists(st.sampled_from(NAMES), unique=True),
    "deadline": maybe(DAYS),
    "revisions": st.lists(REVISIONS, max_size=2),
    "page": maybe(st.integers(1, 9999).map(str)),
    "needs_review": maybe(REVIEWS),
}


@st.composite
def plans(draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXTS) -> str:
    """Draws a plan with anything in any of its fields, in the canonical layout."""
    found = []
    for prefix in draw(st.lists(st.sampled_from(["COM", "GOV", "RST"]), min_size=1, unique=True)):
        goals, number = [], 0
        for _ in range(draw(st.integers(1, 2))):
            steps = []
            for _ in range(draw(st.integers(1, 2))):
                number += 1
                fields = {name: draw(values) for name, values in FIELDS.items()}
                kept = {name: one for name, one in fields.items() if one not in (None, [])}
                steps.append({"id": f"{prefix}-{number:02}", **kept, "action": draw(texts)})
            goals.append({"title": draw(texts), "steps": steps})
        category = draw(st.sampled_from(["prevention", "response", "restoration"]))
        found.append({"id": prefix, "title": draw(texts), "category": category, "goals": goals})
        if draw(st.booleans()):
            found[-1]["needs_review"] = draw(REVIEWS)
    departments = [{"id": name, "name": f"The {name}"} for name in NAMES]
    head = {"schema_version": "1", "title": "A plan", "phase": "One", "timezone": "UTC"}
    return lay_out(dump({**head, "departments": departments, "sections": found}))


def dump(data: Any) -> str:
    """Writes data so that every text is in quotes, and nothing is canonical."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{key}: {dump(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(dump, data)) + "]"
    return (
        "null"
        if data is None
        else '"' + data.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    )


@MANY
@given(plans())
def test_whatever_one_line_a_field_holds_is_read_by_its_layout(text: str) -> None:
    loaded = load(text)
    assume(loaded.value is not None)
    assert require_the_same(text.encode())


@MANY
@given(plans(LINES))
def test_texts_of_several_lines_are_read_as_the_parser_reads_them(text: str) -> None:
    require_the_same(text.encode())


# Whatever is changed in a canonical file.

SIGNS = (
    *"\"'[]{}:-#&*!|>%@`?,~\\ .AZaz09\n\t\r", "\n\n", "  ", ": ", " #", "- ", "\u00a0", "\u0085",
    "\u2028", "\ufeff", "é", "\n              ", "\n            ", "\n          - ", ". A", "null",
    "no", ">-", "|-", "911", "2024-02-30", "x" * 70,
)  # fmt: skip


@st.composite
def changed(draw: st.DrawFn) -> bytes:
    """Draws a canonical plan with a few signs put in, lines dropped, doubled, moved or shifted."""
    text = draw(st.sampled_from([CANONICAL["small"], CANONICAL["full"], *SLICES]))
    for _ in range(draw(st.integers(1, 3))):
        text = draw(st.sampled_from([put_sign, move_lines, drop_signs]))(draw, text)
    return text.encode()


def draw_place(draw: st.DrawFn, text: str) -> int:
    """Draws a place, mostly in the sections."""
    first = 0 if draw(st.booleans()) else max(0, text.find("sections:"))
    return draw(st.integers(first, len(text)))


def put_sign(draw: st.DrawFn, text: str) -> str:
    place = draw_place(draw, text)
    return text[:place] + draw(st.sampled_from(SIGNS)) + text[place:]


def drop_signs(draw: st.DrawFn, text: str) -> str:
    place = draw_place(draw, text)
    return text[:place] + text[place + draw(st.integers(1, 4)) :]


def move_lines(draw: st.DrawFn, text: str) -> str:
    lines = text.split("\n")
    first = draw(st.integers(0, len(lines)))
    last = min(len(lines), first + draw(st.integers(0, 6)))
    to = draw(st.integers(0, len(lines)))
    pad = draw(st.sampled_from(["", "", "", "  ", " "]))
    piece = [pad + line for line in lines[first:last]]
    kept = lines if draw(st.booleans()) else lines[:first] + lines[last:]
    return "\n".join([*kept[:to], *piece, *kept[to:]])


def slice_published() -> Iterator[str]:
    """Gives small plans with some of the published steps."""
    start = PUBLISHED.index("\nsections:\n")
    departments = PUBLISHED[PUBLISHED.index("\ndepartments:\n") : start]
    head = CANONICAL["small"][: CANONICAL["small"].index("\ndepartments:\n")]
    for section in re.split(r"\n(?=  - id: )", PUBLISHED[start + len("\nsections:\n") :]):
        yield f"{head}{departments}\nsections:\n" + "\n\n".join(section.split("\n\n")[:3]) + "\n"


SLICES = tuple(slice_published())


@MANY
@given(changed())
def test_whatever_is_changed_is_read_as_the_parser_reads_it(data: bytes) -> None:
    require_the_same(data)


def test_slices_are_read_by_their_layout() -> None:
    assert all(require_the_same(text.encode()) for text in SLICES)


# Places.


def list_locs(data: Any, loc: Loc = ()) -> Iterator[Loc]:
    yield loc
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(value, dict | list):
            yield from list_locs(value, (*loc, key))
        else:
            yield (*loc, key)


@pytest.mark.parametrize("name", CANONICAL)
def test_every_field_has_the_place_that_the_parser_finds(name: str) -> None:
    loaded = load(CANONICAL[name])
    assert loaded.value is not None
    parsed = read_document(CANONICAL[name].encode(), "plan.yaml")
    find, locs = find_step_places(loaded.document), locate_steps(parsed)
    data = to_data(parsed.root)
    for step in random.Random(7).sample(loaded.value.steps, min(20, len(loaded.value.steps))):
        block = data
        for part in locs[step.id]:
            block = block[part]
        missing = [("lead",), ("note",), ("revisions", 3, "on"), ("nothing",)]
        for loc in (*list_locs(block), *missing):
            assert find(step, loc) == place_of(parsed, (*locs[step.id], *loc)), (step.id, loc)
    for loc in list_locs({key: value for key, value in data.items() if key != "sections"}):
        assert place_of(loaded.document, loc) == place_of(parsed, loc)


def test_the_pattern_is_as_deep_as_the_layout() -> None:
    line = next(one for one in PUBLISHED.split("\n") if "- id: COM-01" in one)
    assert line.index("id:") == STEP
    assert line.index("- ") == STEP - DEEPER


@pytest.mark.parametrize("field", ["departments", "fields"])
@pytest.mark.parametrize("width", range(76, 85))
def test_a_list_is_in_brackets_exactly_while_it_fits(field: str, width: int) -> None:
    text, pad = CANONICAL["full"], {"departments": 12, "fields": 14}[field]
    inner = "[deadline]"
    if field == "departments":
        # A department whose id is as long as the line wants it.
        name = "a" * (width - pad - len("departments: [mayor, ]"))
        text = text.replace("  - id: mayor\n", f"  - id: {name}\n    name: Long\n  - id: mayor\n")
        inner, names = '[mayor, "911"]', ["mayor", name]
    else:
        names = ["deadline", "d" * (width - pad - len(f"{field}: [deadline, ]"))]
    below = "".join(f"\n{' ' * (pad + 2)}- {one}" for one in names)
    flow = f" [{', '.join(names)}]"
    assert len(f"{' ' * pad}{field}:{flow}") == width
    for value, is_canonical in ((flow, width <= 80), (below, width > 80)):
        written = text.replace(f"{field}: {inner}", f"{field}:{value}")
        assert written != text
        assert require_the_same(written.encode()) == is_canonical


def test_a_section_whose_id_must_be_in_quotes_is_read_by_its_layout() -> None:
    text = CANONICAL["small"].replace("id: COM\n", 'id: "NO"\n').replace("COM-", "NO-")
    assert require_the_same(text.encode())


def test_many_findings_in_one_step_need_its_lines_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = watch(monkeypatch, "stc.files.canonical.places.read_document")
    move = "              - from: 2024-01-01\n                to: 2024-01-01\n"
    move += "                on: 2024-01-01\n                reason: Because it is so\n"
    text = CANONICAL["small"].replace(
        "            deadline: 2024-12-31\n",
        "            deadline: 2024-01-01\n            revisions:\n" + move * 50,
    )
    loaded = load(text)
    assert is_read_by_layout(loaded)
    found = [one for one in check_plan(loaded, TODAY) if one.code == "STC214"]
    assert len(found) == len({one.place.line for one in found}) == 50
    assert len(seen) == 1


@pytest.mark.parametrize("space", ["\u00a0", "\u3000", "\u2003"])
def test_a_text_that_begins_with_another_space_has_its_place(space: str) -> None:
    text = CANONICAL["small"].replace(STEP_LINES, STEP_LINES.replace(
        "            action", f"            reason: {space}foo\n            action"
    ))  # fmt: skip
    loaded, parsed = load(text), read_document(text.encode(), "plan.yaml")
    assert loaded.value is not None
    step, loc = loaded.value.steps[1], (*locate_steps(parsed)["COM-02"], "reason")
    assert find_step_places(loaded.document)(step, ("reason",)) == place_of(parsed, loc)


@given(st.from_regex(MISREAD, fullmatch=True))
def test_what_other_readers_misread_is_never_written_plain(text: str) -> None:
    assert not is_plain(text)


@given(TEXTS)
def test_what_is_written_plain_is_not_misread(text: str) -> None:
    assert not (is_plain(text) and MISREAD.fullmatch(text))
