"""Objects of a repository, many questions to one git."""

import gc
from pathlib import Path

import pytest

from stc.errors import CannotGoOn
from stc.history.git import cat_file
from stc.history.git.objects import GitObject, Objects
from tests.history.repository import GIT, Repository


def test_an_object_by_its_name(city: Repository) -> None:
    head = city.put("a: 1\n")
    blob = city.blob("HEAD:data/plan.yaml")
    with Objects(city.root) as objects:
        assert objects.read("HEAD:data/plan.yaml") == GitObject(blob, "blob", b"a: 1\n")
        assert objects.read(blob) == GitObject(blob, "blob", b"a: 1\n")
        assert objects.find("HEAD") == head
        commit = objects.read("HEAD")
        assert commit is not None
        assert (commit.id, commit.kind) == (head, "commit")
        assert objects.read("HEAD:data/plan.yaml") is not None


@pytest.mark.parametrize(
    "name",
    [
        *("nope", "", " ", "HEAD:nope", "HEAD:a missing", "a\nHEAD", "a\0"),
        *("--batch-all-objects", "HEAD:data/plan.yaml blob 3", "HEAD:\udcff"),
        *("f" * 40, "HEAD:" + "x" * 100_000),
    ],
)
def test_what_is_not_there_is_none(city: Repository, name: str) -> None:
    city.put("a: 1\n")
    with Objects(city.root) as objects:
        assert objects.read(name) is None
        assert objects.find(name) is None
        assert objects.read_all((name, "HEAD", name))[1] is not None


def test_a_kind_can_be_asked_for(city: Repository) -> None:
    city.put("a: 1\n")
    with Objects(city.root) as objects:
        tree, blob = objects.find_all(("HEAD:data", "HEAD:data/plan.yaml"), "blob")
    assert (tree, blob) == (None, city.blob("HEAD:data/plan.yaml"))


@pytest.mark.parametrize("data", [b"", b"\n", b"\n\n", b"abc missing\n", bytes(range(256)) * 999])
def test_any_bytes_come_back(city: Repository, data: bytes) -> None:
    city.put(data)
    city.write(b"after\n", "after")
    city.commit()
    with Objects(city.root) as objects:
        read = objects.read_all(("HEAD:data/plan.yaml", "HEAD:after") * 3)
    assert [one.data for one in read if one] == [data, b"after\n"] * 3


def test_many_questions_and_large_answers_do_not_wait_for_each_other(city: Repository) -> None:
    city.put("x" * 300_000)
    names = ["HEAD:data/plan.yaml", "HEAD:nope" + "y" * 500] * 500
    with Objects(city.root) as objects:
        assert sum(one is None for one in objects.read_all(names)) == 500
        assert sum(one is None for one in objects.find_all(names)) == 500


def test_of_a_huge_object_only_the_beginning(
    city: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cat_file, "LARGEST_FILE", 100_000)
    city.put(b"x" * 100_000 + b"y" * 2_000_000)
    city.write("a: 1\n", "small")
    city.commit()
    with Objects(city.root) as objects:
        huge, small = objects.read_all(("HEAD:data/plan.yaml", "HEAD:small"))
    assert huge is not None
    assert huge.data == b"x" * 100_000 + b"y"
    assert small is not None
    assert small.data == b"a: 1\n"


def test_a_short_name_of_several_objects_is_none(city: Repository) -> None:
    for number in range(40):
        city.write(str(number), f"file{number}")
    city.commit()
    with Objects(city.root) as objects:
        assert objects.find(city.head()[:4]) in (None, city.head())
        assert objects.find("e") is None


def test_outside_of_a_checkout(tmp_path: Path) -> None:
    with Objects(tmp_path) as objects, pytest.raises(CannotGoOn, match="not in a git checkout"):
        objects.read("HEAD")


def test_without_git(city: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(city.root))
    with Objects(city.root) as objects, pytest.raises(CannotGoOn, match="git does not run"):
        objects.read("HEAD")


@pytest.mark.parametrize("way", ["exit 0", "exec sleep 100", "echo; exec sleep 100"])
def test_a_git_that_stops_answering(
    city: Repository, fake_git: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(cat_file, "SECONDS", 0.2)
    script = f'#!/bin/sh\ncase "$*" in *--batch*) {way};; *) exec {GIT} "$@";; esac\n'
    fake_git.write_text(script, "utf-8")
    with Objects(city.root) as objects, pytest.raises(CannotGoOn, match="git stopped answering"):
        objects.read_all(("HEAD", "HEAD"))


def test_a_lost_object_is_not_called_absent(city: Repository) -> None:
    city.put("a: 1\n")
    blob = city.blob("HEAD:data/plan.yaml")
    (city.root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with Objects(city.root) as objects:
        with pytest.raises(CannotGoOn, match="the repository is damaged"):
            objects.read("HEAD:data/plan.yaml")
        assert objects.find("HEAD") == city.head()
        assert objects.find("HEAD:data/other.yaml") is None


def test_nothing_stays_open(city: Repository) -> None:
    city.put("a: 1\n")
    before = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc").is_dir() else 0
    with Objects(city.root) as objects:
        objects.read("HEAD")
        objects.find("HEAD")
    gc.collect()
    after = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc").is_dir() else 0
    assert after == before
