"""The files of a new plan on disk: all of them or none, and nothing is replaced."""

import os
from pathlib import Path

import pytest

from stc.errors import CannotGoOn
from stc.starter import write
from stc.starter.write import write_new_files
from tests.faults.failing import nothing_said

FILES = {"README.md": b"a", "data/deep/x.yaml": b"b", "data/plan.yaml": b"c"}


def test_folders_are_made_and_every_file_is_there(tmp_path: Path) -> None:
    write_new_files(tmp_path / "new", "new", FILES, say=nothing_said)
    for name, data in FILES.items():
        assert (tmp_path / "new" / name).read_bytes() == data
    assert sorted(os.listdir(tmp_path / "new" / "data")) == ["deep", "plan.yaml"]


@pytest.mark.parametrize("taken", ["README.md", "data", "data/plan.yaml", "data/deep"])
@pytest.mark.parametrize("kind", ["file", "link", "dead link"])
def test_what_is_in_the_way_is_named_and_stays(tmp_path: Path, taken: str, kind: str) -> None:
    path, elsewhere = tmp_path / "new" / taken, tmp_path / "elsewhere"
    elsewhere.mkdir()
    path.parent.mkdir(parents=True)
    if kind == "file":
        path.write_text("mine", "utf-8")
    else:
        path.symlink_to(elsewhere if kind == "link" else "nowhere")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(CannotGoOn) as problem:
        write_new_files(tmp_path / "new", "new", FILES, say=nothing_said)
    assert f'"{taken}"' in problem.value.message
    assert "nothing was written" in problem.value.message
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, OSError])
def test_an_interrupt_between_two_files_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, interrupt: type[BaseException]
) -> None:
    written: list[str] = []

    def create(path: str, data: bytes, **more: object) -> bool:
        if len(written) == number:
            raise interrupt
        written.append(path)
        Path(path).write_bytes(data)
        return True

    monkeypatch.setattr(write, "create_file", create)
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "mine").write_text("mine", "utf-8")
    with pytest.raises((KeyboardInterrupt, CannotGoOn)):
        write_new_files(tmp_path / "new", "new", FILES, say=nothing_said)
    assert os.listdir(tmp_path / "new") == ["mine"]
