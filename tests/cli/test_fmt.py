"""`stc fmt`: what is written, what is only shown, what is refused."""

from pathlib import Path
from typing import Any

import pytest

MESSY = "title: 'A plan'\nschema_version: '1'  # first\nsections: []\n"
NEAT = "schema_version: 1 # first\ntitle: A plan\n\nsections: []\n"
LONG = "A first sentence stands here. A second one follows, and it is long: " + "so " * 30 + "long."


@pytest.fixture
def timeline(plan: Path) -> Path:
    return plan.with_name("timeline.yaml")


@pytest.fixture
def messy(folder: Path) -> Path:
    path = folder / "messy.yaml"
    path.write_bytes(MESSY.encode())
    return path


@pytest.mark.parametrize("options", [(), ("--check",), ("--diff",), ("--check", "--diff")])
def test_the_plan_as_published_stays_as_it_is(
    stc: Any, plan: Path, timeline: Path, state: Any, options: tuple[str, ...]
) -> None:
    before = state(plan), state(timeline)
    answer = stc("fmt", *options)
    shown = "".join(
        f"data/{name}.yaml: in the canonical layout.\n" for name in ("plan", "timeline")
    )
    assert answer == ((0, "", shown) if "--diff" in options else (0, shown, ""))
    assert (state(plan), state(timeline)) == before


def test_a_file_is_formatted(stc: Any, messy: Path) -> None:
    assert stc("fmt", "messy.yaml") == (0, "messy.yaml: formatted.\n", "")
    assert messy.read_bytes() == NEAT.encode()
    assert stc("fmt", "messy.yaml") == (0, "messy.yaml: in the canonical layout.\n", "")


def test_the_plan_and_the_timeline_beside_it_are_formatted(
    stc: Any, plan: Path, timeline: Path
) -> None:
    published = plan.read_bytes(), timeline.read_bytes()
    for path, data in zip((plan, timeline), published, strict=True):
        loose = data.replace(b"title: ", b"title:   ").replace(b"\n\n", b"\n\n\n")
        path.write_bytes(b"\xef\xbb\xbf" + loose.replace(b"\n", b"\r\n"))
    assert stc("fmt").code == 0
    assert (plan.read_bytes(), timeline.read_bytes()) == published


def test_the_plan_may_stand_alone(stc: Any, timeline: Path) -> None:
    timeline.unlink()
    assert stc("fmt", "--check") == (0, "data/plan.yaml: in the canonical layout.\n", "")


def test_a_plan_named_by_the_variable(
    stc: Any, messy: Path, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STC_PLAN", "messy.yaml")
    assert stc("fmt", "--check").out.startswith("messy.yaml: ")


def test_check_names_the_files_and_writes_nothing(
    stc: Any, messy: Path, plan: Path, state: Any
) -> None:
    before = state(messy)
    answer = stc("fmt", "--check", "data/plan.yaml", "messy.yaml", "messy.yaml")
    assert answer == (
        1,
        "data/plan.yaml: in the canonical layout.\nmessy.yaml: to be formatted; stc fmt does it.\n",
        "",
    )
    assert state(messy) == before


def test_diff_shows_the_change_and_writes_nothing(stc: Any, messy: Path, state: Any) -> None:
    before = state(messy)
    answer = stc("fmt", "--diff", "messy.yaml")
    assert answer.code == 1
    assert answer.out == (
        "--- messy.yaml\n+++ messy.yaml\n@@ -1,3 +1,4 @@\n"
        "-title: 'A plan'\n-schema_version: '1'  # first\n"
        "+schema_version: 1 # first\n+title: A plan\n+\n sections: []\n"
    )
    assert answer.err == "messy.yaml: to be formatted; stc fmt does it.\n"
    assert state(messy) == before


def test_diff_shows_a_byte_order_mark(stc: Any, messy: Path) -> None:
    messy.write_bytes(b"\xef\xbb\xbf" + NEAT.encode())
    assert "-\\ufeffschema_version: 1 # first\n" in stc("fmt", "--diff", "messy.yaml").out


def test_a_file_with_wrong_fields_is_formatted(stc: Any, messy: Path) -> None:
    messy.write_text("stauts: 'x'\ndepartments: {a: [1]}\ntitle: {b: []}\n")
    assert stc("fmt", "messy.yaml").code == 0
    assert messy.read_text() == ('title:\n  b: []\n\ndepartments:\n  a:\n    - "1"\nstauts: x\n')


def test_where_one_file_cannot_be_read_none_is_formatted(
    stc: Any, folder: Path, messy: Path, state: Any
) -> None:
    (folder / "bad.yaml").write_text("a: x\na: y\n")
    before = state(messy)
    answer = stc("fmt", "messy.yaml", "bad.yaml")
    assert answer.code == 3
    assert answer.out == ""
    assert "bad.yaml:2:1: error STC009" in answer.err
    assert "bad.yaml has errors, so no file was formatted." in answer.err
    assert state(messy) == before


@pytest.mark.parametrize(
    "data", [b"", b"a: [", b"a:\tx", b"\xff", b"a: &x y", b"--- a\n--- b", b"a: x\rb: y"]
)
@pytest.mark.parametrize("options", [(), ("--check",)])
def test_a_file_that_cannot_be_read_is_refused(
    stc: Any, messy: Path, state: Any, data: bytes, options: tuple[str, ...]
) -> None:
    messy.write_bytes(data)
    before = state(messy)
    answer = stc("fmt", "messy.yaml", *options)
    assert (answer.code, answer.out) == (3, "")
    assert "messy.yaml:" in answer.err
    assert state(messy) == before


def test_a_file_that_is_not_there(stc: Any) -> None:
    answer = stc("fmt", "none.yaml")
    assert answer.code == 3
    assert 'Cannot read "none.yaml"' in answer.err


def test_a_file_that_may_not_be_written(stc: Any, messy: Path) -> None:
    messy.chmod(0o444)
    assert stc("fmt", "--check", "messy.yaml").code == 1
    assert stc("fmt", "messy.yaml").code == 3
    assert messy.read_text() == MESSY


@pytest.mark.parametrize(
    "arguments",
    [
        ("set-status", "COM-03", "in-progress"),
        ("set-status", "COM-03", "complete", "--completed", "2025-01-20"),
        ("set-status", "COM-03", "complete", "--evidence", "https://e.org/a?b=c#d",
         "--evidence", "0x1F", "--evidence", LONG),
        ("set-status", "COM-03", "excluded", "--reason", LONG),
        ("set-status", "COM-03", "excluded", "--reason", 'It "is": so', "--note", "It is: so."),
        ("set-status", "COM-03", "excluded", "--reason", "One.\ntwo\n", "--note", "One. Two\n"),
        ("set-status", "COM-03", "excluded", "--reason", " One. Two", "--note", "It's \\"),
        ("set-deadline", "COM-03", "2026-12-31", "--reason", LONG),
        ("set-lead", "COM-03", "911"),
    ],
)  # fmt: skip
def test_what_the_commands_write_is_in_the_layout(
    stc: Any, plan: Path, arguments: tuple[str, ...]
) -> None:
    assert stc(*arguments).code == 0
    assert stc("fmt", "--check").code == 0


def test_one_change_after_the_other_stays_in_the_layout(stc: Any) -> None:
    texts = ("Short", LONG, "It is: so", 'A "b": c', "One.\ntwo", "# 911 calls", "Short again.")
    for number, text in enumerate(texts):
        changes = ("--reason", text, "--note", texts[-number], "--replace")
        assert stc("set-status", "COM-03", "excluded", *changes).code == 0
        assert stc("fmt", "--check").code == 0, text
    assert stc("set-status", "COM-03", "complete", "--completed", "2025-01-20").code == 0
    assert stc("set-status", "COM-03", "complete", "--evidence", LONG).code == 0
    assert stc("set-status", "COM-03", "planning", "--reason", "Not yet.").code == 0
    assert stc("set-deadline", "COM-03", "2026-12-31", "--reason", "It is: so").code == 0
    assert stc("set-deadline", "COM-03", "2027-01-31", "--reason", LONG).code == 0
    assert stc("fmt", "--check").code == 0
