"""`stc set-status` on files as people have them: links, modes, line ends, broken ones."""

import os
import stat
from pathlib import Path
from typing import Any

import pytest

OLD, NEW = b"status: Planning", b"status: Ongoing"


def edited(data: bytes) -> bytes:
    """Return the bytes with the status of COM-03 changed."""
    at = data.index(b"- id: COM-03")
    return data[:at] + data[at:].replace(OLD, NEW, 1)


@pytest.mark.parametrize(
    "prepare",
    [
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"),
        lambda data: data.rstrip(b"\n"),
        lambda data: data.replace(OLD, b"status:   'Planning'   # a remark"),
        lambda data: data.replace(b"- id: COM-03", b"# of the board\n          - id: COM-03"),
    ],
    ids=["CRLF", "BOM", "BOM-CRLF", "no-final-newline", "quoted-with-comment", "comment-above"],
)
def test_bytes_stay_as_they_are(stc: Any, plan: Path, prepare: Any) -> None:
    before = prepare(plan.read_bytes())
    plan.write_bytes(before)
    answer = stc("set-status", "COM-03", "ongoing")
    assert answer.code == 0
    at = before.index(b"- id: COM-03")
    expected = before[:at] + before[at:].replace(b"Planning", b"Ongoing", 1)
    assert plan.read_bytes() == expected


def test_through_a_link_the_target_is_edited(stc: Any, plan: Path) -> None:
    target = plan.parent.parent / "elsewhere.yaml"
    plan.rename(target)
    plan.symlink_to("../elsewhere.yaml")
    before = target.read_bytes()
    assert stc("set-status", "COM-03", "ongoing").code == 0
    assert plan.is_symlink()
    assert target.read_bytes() == edited(before)


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755])
def test_the_mode_stays(stc: Any, plan: Path, mode: int) -> None:
    plan.chmod(mode)
    assert stc("set-status", "COM-03", "ongoing").code == 0
    assert stat.S_IMODE(plan.stat().st_mode) == mode


def test_a_read_only_file(stc: Any, plan: Path, state: Any) -> None:
    plan.chmod(0o444)
    before = state(plan)
    answer = stc("set-status", "COM-03", "ongoing")
    assert (answer.code, answer.out) == (3, "")
    assert "plan.yaml" in answer.err
    assert "let nobody write it. Permit it with chmod u+w." in answer.err
    assert state(plan) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write in any folder")
def test_a_read_only_folder(stc: Any, plan: Path, state: Any) -> None:
    before = state(plan)
    plan.parent.chmod(0o555)
    answer = stc("set-status", "COM-03", "ongoing")
    plan.parent.chmod(0o755)
    assert answer.code == 3
    assert "you may not create files in its folder" in answer.err
    assert state(plan) == before


def test_a_folder_one_may_not_write_in(
    stc: Any, plan: Path, state: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from stc.files.store.system import Files

    def refuse(files: Files, path: str, mode: int) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Files, "create", refuse)
    before = state(plan)
    answer = stc("set-status", "COM-03", "ongoing")
    assert answer.code == 3
    assert "you may not create files in its folder." in answer.err
    assert state(plan) == before


def test_a_full_disk(stc: Any, plan: Path, state: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from stc.files.store.system import Files

    def refuse(files: Files, descriptor: int, data: memoryview) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Files, "write", refuse)
    before = state(plan)
    answer = stc("set-status", "COM-03", "ongoing")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.endswith(": the disk is full.\n")
    assert state(plan) == before
    assert sorted(one.name for one in plan.parent.iterdir()) == ["plan.yaml", "timeline.yaml"]


def test_a_file_with_two_names(stc: Any, plan: Path, state: Any) -> None:
    os.link(plan, plan.with_name("second.yaml"))
    before = state(plan)
    answer = stc("set-status", "COM-03", "ongoing")
    assert answer.code == 3
    assert "hard links" in answer.err
    assert state(plan) == before


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"status: Planning", b"status: Plannning", "STC105"),
        (b"- id: COM-03", b"\n<<<<<<< HEAD\n          - id: COM-03", "STC007"),
        (b"- id: COM-03", b"- id: COM-02", "STC108"),
    ],
    ids=["findings", "conflict-marker", "duplicate-id"],
)
def test_a_file_with_errors_is_refused(
    stc: Any, plan: Path, state: Any, old: bytes, new: bytes, code: str
) -> None:
    plan.write_bytes(plan.read_bytes().replace(old, new, 1))
    before = state(plan)
    answer = stc("set-status", "COM-04", "ongoing")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.startswith("data/plan.yaml:")
    assert f": error {code} " in answer.err
    assert "so stc does not use it." in answer.err
    assert state(plan) == before
