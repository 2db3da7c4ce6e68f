"""Every bad plan ends in a sentence with its place, and in exit code 3; the file stays."""

from pathlib import Path
from typing import Any

import pytest

GOOD = """\
schema_version: 1
title: A plan
phase: Phase One
timezone: America/Chicago

departments:
  - id: "911"
    name: "911"
  - id: comms
    name: Communications

sections:
  - id: COM
    title: Communications
    goals:
      - title: Speak clearly
        steps:
          - id: COM-01
            status: Planning
            action: Write the page.
            departments: [comms]
            deadline: 2024-12-31
"""


def put(old: str, new: str) -> bytes:
    assert GOOD.count(old) >= 1
    return GOOD.replace(old, new, 1).encode()


BAD = {
    "empty": (b"", "data/plan.yaml", "STC016"),
    "only-a-comment": (b"# nothing\n", "data/plan.yaml", "STC016"),
    "list-at-the-root": (b"- a\n- b\n", "data/plan.yaml:1:1", "STC103"),
    "text-at-the-root": (b"hello\n", "data/plan.yaml:1:1", "STC103"),
    "not-utf8": (
        put("Communications", "Kommunik\xe4tion").decode().encode("latin-1"),
        ":10",
        "STC002",
    ),
    "utf16": (GOOD.encode("utf-16"), "data/plan.yaml", "STC002"),
    "nul": (put("A plan", "A\0plan"), ":2:9", "STC004"),
    "escape": (put("A plan", "A\x1b[31mplan"), ":2:9", "STC004"),
    "bidi": (put("A plan", "A\u202eplan"), ":2:9", "STC005"),
    "tab": (put("    title: Comm", "\ttitle: Comm"), ":14:1", "STC006"),
    "duplicate-key": (put("phase: Phase One", "title: Other"), ":3:1", "STC009"),
    "anchor": (put("title: A plan", "title: &a A plan"), ":2:8", "STC010"),
    "alias": (put("title: A plan", "title: *a"), ":2:8", "STC0"),
    "merge-key": (
        put("            status", "            <<: {a: b}\n            status"),
        ":19:13",
        "STC011",
    ),
    "tag": (put("title: A plan", "title: !!str A plan"), ":2:8", "STC012"),
    "python-tag": (put("title: A plan", "title: !!python/object:os.system A"), ":2:8", "STC012"),
    "several-documents": (GOOD.encode() + b"---\na: b\n", ":23:1", "STC013"),
    "no-such-day": (put("2024-12-31", "2024-02-30"), ":22:23", "STC106"),
    "another-date-form": (put("2024-12-31", "12/31/24"), ":22:23", "STC106"),
    "seconds": (put("2024-12-31", "1735603200"), ":22:23", "STC106"),
    "status-no": (put("Planning", "no"), ":19:21", "STC105"),
    "unknown-status": (put("Planning", "Plannning"), ":19:21", "STC105"),
    "unknown-department": (put("[comms]", "[coms]"), ":21:27", "STC104"),
    "unknown-field": (put("deadline:", "deadlin:"), ":22:13", "STC102"),
    "conflict": (put("    title: Comm", "<<<<<<< HEAD\n    title: Comm"), ":14:1", "STC007"),
    "huge-number": (put("2024-12-31", "9" * 5000), ":22:23", "STC106"),
    "nested-lists": (put("A plan", "[" * 10_000), ":2:", "STC0"),
    "nested-mappings": (
        b"".join(b" " * n + b"a:\n" for n in range(600)),
        "data/plan.yaml:",
        "STC003",
    ),
    "long-text": (put("Write the page.", "x" * 10_000_000), ":20:21", "STC118"),
    "unclosed": (put("[comms]", "[comms"), "data/plan.yaml:2", "STC001"),
}
HINTS = {
    "unknown-status": "Did you mean Planning?",
    "unknown-department": "Did you mean comms?",
    "unknown-field": "Did you mean deadline?",
    "another-date-form": "2024-12-31",
    "utf16": "UTF-8",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_plan(stc: Any, plan: Path, state: Any, name: str) -> None:
    data, place, code = BAD[name]
    plan.write_bytes(data)
    before = state(plan)
    for asked in (("overdue",), ("list", "-f", "json"), ("set-status", "COM-01", "complete")):
        answer = stc(*asked)
        assert (answer.code, answer.out) == (3, ""), asked
        lines = answer.err.splitlines()
        found = [line for line in lines if f" {code}" in line]
        assert any(place in line.split(" ")[0] + ":" for line in found), answer.err[:500]
        assert lines[0].startswith("data/plan.yaml")
        assert lines[-1].startswith("Error: data/plan.yaml has ")
        assert "Traceback" not in answer.err
        assert HINTS.get(name, "") in answer.err
        assert all(len(line) < 600 for line in lines)
    checked = stc("validate")
    assert (checked.code, checked.err) == (1, "")
    assert checked.out.startswith("\n".join(lines[:-1]))
    assert state(plan) == before
    assert sorted(one.name for one in plan.parent.iterdir()) == ["plan.yaml", "timeline.yaml"]


def test_the_good_plan_is_good(stc: Any, plan: Path) -> None:
    plan.write_text(GOOD, "utf-8")
    assert stc("overdue", "-f", "ids") == (0, "COM-01\n", "")


def test_a_number_without_quotes_is_the_text(stc: Any, plan: Path) -> None:
    plan.write_bytes(put("[comms]", "[911]"))
    assert stc("overdue", "-d", "911", "-f", "ids").out == "COM-01\n"
    assert ':21:27: warning STC112 Other programs do not read "911" as text.' in stc("validate").out


@pytest.mark.parametrize("kind", ["missing", "folder", "device", "dangling-link", "link-to-itself"])
def test_no_file_to_read(stc: Any, plan: Path, kind: str) -> None:
    plan.unlink()
    if kind == "folder":
        plan.mkdir()
    elif kind == "device":
        plan.symlink_to("/dev/zero")
    elif kind == "dangling-link":
        plan.symlink_to("nowhere")
    elif kind == "link-to-itself":
        plan.symlink_to(plan.name)
    for asked in (("overdue",), ("validate",), ("set-status", "COM-01", "complete")):
        answer = stc(*asked)
        assert (answer.code, answer.out) == (3, "")
        assert answer.err.startswith("Error: No plan found: there is no data/plan.yaml in ")
        named = stc(*asked, "--plan", "data/plan.yaml")
        assert (named.code, named.out) == (3, "")
        assert named.err.startswith("Error: ")
        assert "data/plan.yaml" in named.err or "/dev/zero" in named.err


def test_a_file_over_the_limit(stc: Any, plan: Path) -> None:
    with plan.open("r+b") as file:
        file.truncate(64 * 1024 * 1024 + 1)
    answer = stc("list")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.endswith(": it is larger than 64 MiB.\n")
