"""Whatever stands in place of the plan: a plan, or findings with places; never a traceback."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stc.files.load import load_plan, load_timeline
from stc.files.names import load_names
from stc.findings import has_errors, sort_findings
from stc.output.ci.findings import render_findings
from stc.text.escape import escape_control
from tests.laws import tries
from tests.plans import FULL, PUBLISHED, TIMELINE, read_published_bytes

MANY = settings(deadline=None, max_examples=tries(200), suppress_health_check=list(HealthCheck))
SOME = settings(MANY, max_examples=tries(50))
LONG = 10_000
PLAN = read_published_bytes().decode()
LINES = tuple(PLAN.splitlines(keepends=True))
SIGNS = "\"'[]{}:-#&*!|>%@`?, \n\t\r\0\x1b\x85\u2028\u202e\ufeff\U000e0041a9é~<="
VALUES = (
    "", "~", "null", "no", "911", "2024-02-30", "12/31/24", "1735603200", "- a", "[a", "{a: b}",
    "*a", "&a b", "!!int ''", "<<: a", "|", ">-", "'", "x" * 30_000, "<<<<<<< HEAD",
)  # fmt: skip
PIECES = st.sampled_from((*SIGNS, *VALUES, "sections:", "steps:", "departments:", "id: ", "  - "))


def judge(data: bytes) -> None:
    """Requires a value exactly where there is no error, and places in the file."""
    # What is long is a plan, and would take its time as a timeline.
    loaders = (load_plan,) if len(data) > LONG else (load_plan, load_timeline)
    for load in loaders:
        loaded = load(data, "plan.yaml")
        assert (loaded.value is None) == has_errors(loaded.findings)
        assert loaded.findings == sort_findings(loaded.findings)
        lines = data.decode("utf-8", "replace").split("\n")
        for finding in loaded.findings:
            assert 0 <= finding.place.line <= len(lines)
            if finding.place.line:
                assert 1 <= finding.place.column <= len(lines[finding.place.line - 1]) + 1
        shown = render_findings(loaded.findings)
        assert escape_control(shown, keep_newlines=True) == shown
    if len(data) <= LONG:
        load_names(data)


@MANY
@given(st.text())
def test_any_text(text: str) -> None:
    judge(text.encode("utf-8", "surrogatepass"))


@MANY
@given(st.binary())
def test_any_bytes(data: bytes) -> None:
    judge(data)


@MANY
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_heap_of_yaml(text: str) -> None:
    judge(text.encode())


@MANY
@given(
    st.sampled_from((FULL, TIMELINE)),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 3), PIECES), min_size=1, max_size=4),
)
def test_any_change_of_characters_of_a_sound_file(
    text: str, changes: list[tuple[float, int, str]]
) -> None:
    for where, length, piece in changes:
        start = int(where * len(text))
        text = text[:start] + piece + text[start + length :]
    judge(text.encode())


@SOME
@given(st.integers(0, len(PLAN)), st.integers(0, 3), PIECES)
def test_any_change_of_characters_of_the_published_plan(
    start: int, length: int, piece: str
) -> None:
    judge((PLAN[:start] + piece + PLAN[start + length :]).encode())


@SOME
@given(st.integers(0, len(LINES) - 1), st.integers(0, 20), st.integers(0, len(LINES) - 1))
def test_any_lines_of_the_published_plan_removed_or_moved(start: int, count: int, to: int) -> None:
    moved, rest = LINES[start : start + count], LINES[:start] + LINES[start + count :]
    judge("".join(rest[:to] + moved + rest[to:] if to else rest).encode())


@SOME
@given(st.integers(0, len(LINES) - 1), st.sampled_from(VALUES))
def test_any_value_of_the_published_plan_replaced(line: int, value: str) -> None:
    key, colon, _ = LINES[line].partition(":")
    text = f"{key}{colon} {value}\n"
    judge("".join((*LINES[:line], text, *LINES[line + 1 :])).encode())


@SOME
@given(st.integers(0, len(PLAN)))
def test_any_beginning_of_the_published_plan(end: int) -> None:
    judge(PLAN[:end].encode())


def test_the_published_files_are_sound() -> None:
    for load, name in ((load_plan, "plan.yaml"), (load_timeline, "timeline.yaml")):
        loaded = load((PUBLISHED / name).read_bytes(), name)
        assert loaded.findings == ()
        assert loaded.value is not None
