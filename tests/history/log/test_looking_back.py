"""Looking back in real repositories: sparse, back-dated, shallow, with odd commits and settings."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from stc.cli.main import main
from stc.history.git.mailmap import parse_mailmap
from tests.history.log.repository import FIRST, Repository
from tests.plans import change

LAST_SECOND = "@253402300799 +0000"
READS = ("history", "stale", "history --counts", "slips", "scorecard", "report", "list", "overdue")
PROGRAMS = ("json", "csv", "tsv", "ids")


class Answer(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def words(self) -> str:
        return " ".join(self.out.split())


@pytest.fixture
def stc(monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> Callable[..., Answer]:
    for name in ("STC_PLAN", "STC_AS_OF", "COLUMNS", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)

    def call(folder: Path, *words: str) -> Answer:
        monkeypatch.chdir(folder)
        capsysbinary.readouterr()
        code = main(list(words))
        out, err = capsysbinary.readouterr()
        return Answer(code, out.decode("utf-8"), err.decode("utf-8"))

    return call


@pytest.fixture
def city(tmp_path: Path) -> Repository:
    """A commit without a plan, one that publishes it on October 1, and a move on October 20."""
    made = Repository(tmp_path / "city")
    (made.folder / "README").write_text("The plan of a city.\n", "utf-8")
    made.git("add", "--all")
    made.git("commit", "--quiet", "-m", "begin", day="2024-09-01")
    made.commit("2024-10-01", "publish", FIRST)
    made.commit("2024-10-20", "move", change(FIRST, "2024-10-31", "2025-02-28"))
    return made


def commit_at(city: Repository, when: str, old: str, new: str) -> str:
    """Commit a change of the plan at any time that a commit can hold."""
    city.write(change(city.plan.read_text("utf-8"), old, new))
    city.git("add", "--all")
    tree = city.git("write-tree")
    made = city.git("commit-tree", tree, "-p", "HEAD", "-m", "at the edge")
    text = city.git("cat-file", "commit", made)
    lines = text.split("\n")
    lines = [
        f"{line.rpartition('>')[0]}> {when.removeprefix('@')}" if "committer" in line[:9] else line
        for line in lines
    ]
    held = city.folder / "commit"
    held.write_text("\n".join(lines) + "\n", "utf-8")
    odd = city.git("hash-object", "-t", "commit", "-w", "--literally", str(held))
    held.unlink()
    city.git("reset", "--quiet", "--hard", odd)
    return odd


@pytest.mark.parametrize("asked", READS)
@pytest.mark.parametrize("at", ["main", "2024-10-25"])
def test_the_folder_of_the_plan_need_not_be_on_disk(
    city: Repository, stc: Any, asked: str, at: str
) -> None:
    expected = stc(city.folder, *asked.split(), "--at", at, "--as-of", "2025-03-01")
    assert (expected.code, expected.err) == (0, "")
    (city.folder / "other").mkdir()
    (city.folder / "other" / "file").write_text("x", "utf-8")
    city.git("add", "--all")
    city.git("commit", "--quiet", "-m", "other", day="2024-11-01")
    city.git("sparse-checkout", "set", "--no-cone", "/other/")
    assert not city.plan.parent.exists()
    found = stc(city.folder, *asked.split(), "--at", "HEAD~1", "--as-of", "2025-03-01")
    assert found == expected


@pytest.mark.parametrize("asked", [*READS, "history --since v1", "slips --since 2024-10-05"])
def test_the_plan_of_another_branch(city: Repository, stc: Any, asked: str) -> None:
    city.git("tag", "v1", "HEAD~1")
    expected = stc(city.folder, *asked.split(), "--at", "main", "--as-of", "2025-03-01")
    assert (expected.code, expected.err) == (0, "")
    city.git("checkout", "--quiet", "-b", "elsewhere", "HEAD~2")
    assert not city.plan.parent.exists()
    found = stc(city.folder, *asked.split(), "--at", "main", "--as-of", "2025-03-01")
    assert found == expected


def test_counts_end_at_the_commit_asked_about(city: Repository, stc: Any) -> None:
    city.commit("2024-11-01", "done", change(FIRST, "status: Planning", "status: Complete"))
    answer = stc(city.folder, "history", "--counts", "--at", "HEAD~1", "-f", "json")
    days = [one["day"] for one in json.loads(answer.out)["points"]]
    assert days == ["2024-10-01"]


def test_a_site_of_a_commit_without_a_timeline(city: Repository, stc: Any) -> None:
    answer = stc(city.folder, "site", "--at", "main", "--out", str(city.folder.parent / "site"))
    assert (answer.code, answer.err) == (0, "")


@pytest.mark.parametrize("asked", ["site --out ../site", "report", "scorecard"])
def test_a_checkout_without_a_commit_is_called_so(tmp_path: Path, stc: Any, asked: str) -> None:
    made = Repository(tmp_path / "city")
    made.write(FIRST)
    answer = stc(made.folder, *asked.split())
    assert answer.code == 0
    said = answer.words + answer.err
    assert "This checkout has no commit yet, so there is no history" in said
    assert "not in a git checkout" not in said


@pytest.mark.parametrize(
    "when",
    [
        LAST_SECOND,
        "@253402300800 +0000",
        "@99999999999999999999 +0000",
        "@-5 +0000",
        "@0 -1200",
        "@17179869184 +1400",
        "@9223372036854775807 +0000",
    ],
)
@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Chicago", "Pacific/Kiritimati"])
def test_any_time_of_a_commit_gives_an_answer(
    city: Repository, stc: Any, when: str, zone: str
) -> None:
    commit_at(city, when, "America/Chicago", zone)
    commit_at(city, when, "2025-01-31", "2025-03-30")
    out = str(city.folder.parent / "site")
    for asked in (*READS, "history --counts --every month", f"site --out {out}"):
        answer = stc(city.folder, *asked.split())
        assert answer.code == 0, (asked, answer.err)
    assert "2025-01-31 to 2025-03-30" in stc(city.folder, "history").words
    # The commit may be of the year 9999; what was before it is still found.
    assert stc(city.folder, "list", "--at", "yesterday").code == 0


def test_of_many_back_dated_commits_the_others_are_counted(city: Repository, stc: Any) -> None:
    for number in range(1, 5):
        city.commit(f"2020-01-0{number}", "back", change(FIRST, "2025-01-31", f"2025-06-0{number}"))
    shown = stc(city.folder, "history").words
    assert shown.count(", before the commit it follows. It counts as of") == 3
    assert "1 more commit is dated so. Each counts as of the day of the commit it" in shown


def test_a_commit_counts_no_earlier_than_the_one_before_it(city: Repository, stc: Any) -> None:
    back = city.commit("2020-01-01", "back-dated", change(FIRST, "2025-01-31", "2025-06-30"))
    said = (
        f"Commit {back[:9]} is dated 2020-01-01, before the commit it follows."
        " It counts as of 2024-10-20."
    )
    answer = stc(city.folder, "list", "--at", "2022-01-01")
    assert answer.code == 3
    assert "There is no commit before 2022-01-01. The first is of 2024-09-01" in answer.err

    answer = stc(city.folder, "history", "-f", "json")
    days = [(one["day"], one["commit"]) for one in json.loads(answer.out)["changes"]]
    assert days[0] == ("2024-10-20", back)
    assert answer.err == f"{said}\n"
    for asked in ("history", "stale", "slips", "scorecard", "history --counts"):
        assert said in stc(city.folder, *asked.split()).words, asked

    # The day it was moved from has the plan that people saw; the answer says what it left out.
    between = stc(city.folder, "show", "COM-04", "--at", "2024-10-10")
    assert "2025-01-31" in between.out
    assert between.err == f"{said}\n"
    after = stc(city.folder, "show", "COM-04", "--at", "2024-10-21", "-f", "json")
    assert json.loads(after.out)["steps"][0]["deadline"] == "2025-06-30"
    assert after.err == f"{said}\n"
    before_it = stc(city.folder, "show", "COM-04", "--at", "2024-10-02")
    assert "2025-01-31" in before_it.out


def test_a_report_since_a_back_dated_commit(city: Repository, stc: Any) -> None:
    back = city.commit("2020-01-01", "back-dated", change(FIRST, "2025-01-31", "2025-06-30"))
    for typed in (back, "2024-10-21", "2024-10-05"):
        answer = stc(city.folder, "report", "--since", typed, "--as-of", "2025-03-01")
        assert answer.code == 0, answer.err
        assert f"Commit {back[:9]} is dated 2020-01-01" in answer.words
        answer = stc(city.folder, "report", "--since", typed, "-f", "json")
        since = json.loads(answer.out)["totals"]["since"]
        assert since["commit"] == (city.ids["publish"] if typed == "2024-10-05" else back)
        assert "2020" not in json.dumps(since)


def test_clocks_that_differ_within_a_day_are_not_told(city: Repository, stc: Any) -> None:
    commit_at(city, "@1729430000 +0000", "2025-01-31", "2025-06-30")
    answer = stc(city.folder, "history")
    assert "states" not in answer.out


@pytest.mark.parametrize("typed", ["2019-01-01", "begin", "2024-09-15"])
@pytest.mark.parametrize("asked", ["history", "slips", "report", "history --counts"])
def test_since_before_the_first_version(city: Repository, stc: Any, asked: str, typed: str) -> None:
    city.git("tag", "begin", "HEAD~2")
    short = city.ids["publish"][:9]
    said = (
        f"git has no version of this plan before {typed}. The first one, of 2024-10-01"
        f" ({short}), is used instead."
    )
    answer = stc(city.folder, *asked.split(), "--since", typed)
    assert (answer.code, answer.err) == (0, "")
    assert said in answer.words
    for name in PROGRAMS:
        answer = stc(city.folder, *asked.split(), "--since", typed, "-f", name)
        assert (answer.code, said in answer.err) == (0, True), name
    answer = stc(city.folder, *asked.split(), "--since", city.ids["publish"], "-f", "csv")
    assert (answer.code, answer.err) == (0, "")


def test_a_revision_that_is_not_before_the_first_version_is_no_beginning(
    city: Repository, stc: Any
) -> None:
    city.git("rm", "--quiet", "data/plan.yaml")
    city.git("commit", "--quiet", "-m", "gone", day="2024-11-01")
    city.git("tag", "gone")
    city.plan.parent.mkdir()
    city.commit("2024-11-02", "back", FIRST)
    answer = stc(city.folder, "report", "--since", "gone")
    assert (answer.code, answer.out) == (3, "")
    assert "data/plan.yaml is not in git at" in answer.err


@pytest.mark.parametrize("typed", ["yesterday", "today", "Oct 21, 2024", "21-oct-2024"])
@pytest.mark.parametrize("asked", ["history --since", "slips --since", "report --since"])
def test_since_takes_the_days_that_as_of_takes(
    city: Repository, stc: Any, asked: str, typed: str
) -> None:
    answer = stc(city.folder, *asked.split(), typed, "-f", "json")
    assert (answer.code, answer.err) == (0, "")
    assert stc(city.folder, "history", "--until", typed, "-f", "csv").out.count("\n") == 2


def test_a_name_that_is_like_a_day_is_told_so_everywhere(city: Repository, stc: Any) -> None:
    for asked in ("history --since", "slips --since", "report --since", "list --at"):
        answer = stc(city.folder, *asked.split(), "10/11/2024")
        assert answer.code == 2
        assert '"10/11/2024" is not a clear day; write 2024-10-11 or 2024-11-10.' in answer.err
    city.git("branch", "2024-10-05")
    for asked in ("history --since", "slips --since", "report --since", "list --at"):
        answer = stc(city.folder, *asked.split(), "2024-10-05")
        assert answer.code == 2
        assert "is a day, and also the name of a branch or a tag." in answer.err
    # What nobody typed is not asked about.
    assert stc(city.folder, "stale", "--as-of", "2024-10-05").code == 0


@pytest.mark.parametrize("asked", ["history", "stale", "history --counts", "slips", "scorecard"])
@pytest.mark.parametrize("name", ["table", "md", *PROGRAMS])
def test_a_shallow_clone_is_told_in_every_format(
    city: Repository, tmp_path: Path, stc: Any, asked: str, name: str
) -> None:
    clone = tmp_path / "clone"
    city.git("clone", "-q", "--depth=1", f"file://{city.folder}", str(clone))
    answer = stc(clone, *asked.split(), "-f", name)
    assert answer.code == 0
    said = "This checkout is shallow, so older commits are missing"
    if name in PROGRAMS:
        assert said in answer.err
        assert said not in answer.out
    else:
        assert said in answer.words
        assert answer.err == ""


def test_what_is_published_from_a_shallow_clone_says_so(
    city: Repository, tmp_path: Path, stc: Any
) -> None:
    clone = tmp_path / "clone"
    city.git("clone", "-q", "--depth=1", f"file://{city.folder}", str(clone))
    for asked in ("site --out", "export datapackage -o"):
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        answer = stc(clone, *asked.split(), str(tmp_path / "out"))
        assert answer.code == 0
        assert "This checkout is shallow, so older commits are missing" in answer.err


def test_a_commit_in_another_encoding(city: Repository, stc: Any) -> None:
    city.git("config", "i18n.commitEncoding", "ISO-8859-1")
    city.write(change(city.plan.read_text("utf-8"), "2025-01-31", "2025-06-30"))
    message = city.folder / "message"
    message.write_bytes("Für später".encode("latin-1"))
    city.git("commit", "--quiet", "-a", "--file=message", day="2024-11-01")
    (last, *_) = json.loads(stc(city.folder, "history", "-f", "json").out)["changes"]
    assert last["subject"] == "Für später"


def test_people_go_by_the_names_of_the_mailmap(city: Repository, stc: Any) -> None:
    """The version of it at the commit that is asked about, as git takes that of the work tree."""
    assert "Ann" in stc(city.folder, "history").out
    mailmap = "# people\nAnn Lee <ann@example.org> aNN <A@Example.org>\nno line\n<b@x> <c@x>\n"
    (city.folder / ".mailmap").write_text(mailmap, "utf-8")
    assert "Ann Lee" not in stc(city.folder, "history").out
    city.commit("2024-11-01", "mailmap")
    assert "Ann Lee" in stc(city.folder, "history").out
    assert "(Ann Lee)" in stc(city.folder, "slips").words
    assert "Ann Lee" not in stc(city.folder, "history", "--at", "HEAD~1").out


@pytest.mark.parametrize(
    ("mailmap", "name", "address", "found"),
    [
        ("Joe Doe <joe@x>", "joe", "JOE@x", "Joe Doe"),
        ("Joe Doe <joe@x> <bugs@x>", "", "bugs@x", "Joe Doe"),
        ("<joe@x> <bugs@x>", "", "bugs@x", "joe@x"),
        ("<joe@x> <bugs@x>", "Joe", "bugs@x", "Joe"),
        ("Joe Doe <joe@x> Nick <bugs@x>\nJane <bugs@x>", "nick", "bugs@x", "Joe Doe"),
        ("Joe Doe <joe@x> Nick <bugs@x>\nJane <bugs@x>", "other", "bugs@x", "Jane"),
        ("# Joe Doe <joe@x>", "joe", "joe@x", "joe"),
        ("Joe Doe joe@x", "joe", "joe@x", "joe"),
        ("\xff <", "", "joe@x", "joe@x"),
    ],
)
def test_a_mailmap_is_read_as_git_reads_it(
    mailmap: str, name: str, address: str, found: str
) -> None:
    assert parse_mailmap(mailmap.encode()).find_name(name, address) == found


def test_line_ends_that_a_checkout_turned_are_no_difference(city: Repository, stc: Any) -> None:
    city.git("config", "core.autocrlf", "true")
    city.plan.unlink()
    city.git("checkout", "--quiet", "--", "data/plan.yaml")
    assert b"\r\n" in city.plan.read_bytes()
    answer = stc(city.folder, "diff", "HEAD")
    assert "The files differ" not in answer.words
    assert "+ local changes" not in answer.words
    city.plan.write_bytes(city.plan.read_bytes() + b"# a comment\r\n")
    assert "The files differ, but only in layout" in stc(city.folder, "diff", "HEAD").words
