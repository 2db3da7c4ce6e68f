"""`stc site`: what it prints and refuses, and the same bytes again."""

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.children import SEARCHED
from tests.in_process import run_here
from tests.output.site.city import PLAN, describe_story
from tests.plans import change

DAY = "2025-01-24"
EPOCH = "1737752400"
"""Noon of that day in the zone of the plan."""
Run = Callable[..., "Answer"]


class Answer(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A folder with the plan, without git."""
    folder = tmp_path / "city"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "plan.yaml").write_text(PLAN, "utf-8")
    return folder


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "PYTHONPATH": SEARCHED,
        "STC_AS_OF": DAY,
    }


def without_empty(environment: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if value}


@pytest.fixture
def run(environment: dict[str, str]) -> Run:
    """Run the command in a folder, in this process."""

    def call(folder: Path, *arguments: str, env: dict[str, str] | None = None) -> Answer:
        given = without_empty({**environment, **(env or {})})
        code, out, err = run_here(["site", *arguments], folder, given)
        return Answer(code, out.decode("utf-8"), err.decode("utf-8"))

    return call


@pytest.fixture
def run_process(environment: dict[str, str]) -> Run:
    """Run the command in a folder, in a process of its own, to its end."""

    def call(folder: Path, *arguments: str, **options: Any) -> Answer:
        ended = subprocess.run(
            [sys.executable, "-P", "-m", "stc", "site", *arguments],
            cwd=folder,
            env=without_empty({**environment, **options.pop("env", {})}),
            stdin=subprocess.DEVNULL,
            stdout=options.pop("stdout", subprocess.PIPE),
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=120,
            **options,
        )
        return Answer(ended.returncode, ended.stdout or "", ended.stderr)

    return call


def digest_all(folder: Path) -> dict[str, str]:
    """Return the digest of everything in a folder, its listing among it."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(one.relative_to(folder)): sha256(one.read_bytes()).hexdigest() for one in found}


def test_it_says_what_it_made_and_what_to_do_next(city: Path, run_process: Run) -> None:
    answer = run_process(city)
    pages = len([*(city / "site").rglob("*.html")])
    others = len(digest_all(city / "site")) - pages - 1
    assert answer.out == (
        f'Built the site in "site": {pages} pages and {others} other files, '
        f"as of {DAY}, no git revision.\n"
        "Next: open site/index.html, or see it with stc site --serve.\n"
    )
    assert answer.err == "The plan is not in a git checkout, so nothing is known of its history.\n"
    assert answer.code == 0
    assert sorted(os.listdir(city)) == ["data", "site"]


def test_with_git_it_says_the_revision(tmp_path: Path, run: Run) -> None:
    made = describe_story(tmp_path / "city")
    answer = run(made.root, "--out", "public")
    assert (answer.code, answer.err) == (0, "")
    assert 'in "public": ' in answer.out
    assert f"as of {DAY}, revision {made.head()[:9]}." in answer.out
    assert made.git("status", "--porcelain") == "?? public/"


@pytest.mark.parametrize("at", ["HEAD~3", "2024-12-15"])
def test_as_it_was(tmp_path: Path, run: Run, at: str) -> None:
    made = describe_story(tmp_path / "city")
    made.plan.write_text("nothing\n", "utf-8")
    answer = run(made.root, "--at", at, env={} if at == "HEAD~3" else {"STC_AS_OF": ""})
    assert answer.code == 0, answer.err
    day = DAY if at == "HEAD~3" else at
    assert f"as of {day}, revision {made.git('rev-parse', 'HEAD~3')[:9]}." in answer.out
    page = (made.root / "site" / "steps" / "COM-01.html").read_text("utf-8")
    assert "Write the page." in page
    assert "sign it" not in page


def test_an_old_site_is_replaced(city: Path, run: Run) -> None:
    run(city)
    path = city / "data" / "plan.yaml"
    path.write_text(change(PLAN, "- id: COM-06", "- id: COM-07"), "utf-8")
    assert run(city).code == 0
    assert not (city / "site" / "steps" / "COM-06.html").exists()
    assert (city / "site" / "steps" / "COM-07.html").exists()


# The same bytes.


def test_the_same_input_gives_the_same_bytes_on_every_machine(
    tmp_path: Path, run_process: Run
) -> None:
    made = describe_story(tmp_path / "city")
    machines = (
        {"PYTHONHASHSEED": "0", "TZ": "UTC", "LANG": "C"},
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LANG": "de_DE.UTF-8", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "PYTHONUTF8": "1", "COLUMNS": "40"},
    )
    found = []
    for number, machine in enumerate(machines):
        out = f"site-{number}"
        arguments = ("--out", out, "--base-url", "https://example.org/plan")
        answer = run_process(
            made.root, *arguments, env={"STC_AS_OF": "", "SOURCE_DATE_EPOCH": EPOCH, **machine}
        )
        assert answer.code == 0, answer.err
        assert f"as of {DAY}" in answer.out
        found.append(digest_all(made.root / out))
    assert found[0] == found[1] == found[2]
    assert len(found[0]) > 40


def test_on_another_day_the_bytes_are_others(city: Path, run: Run) -> None:
    run(city)
    before = digest_all(city / "site")
    run(city, "--as-of", "2025-01-25")
    assert digest_all(city / "site") != before


# Where the site will stand.


def test_the_slash_at_the_end_of_the_address_does_not_matter(city: Path, run: Run) -> None:
    addresses = ("https://example.org/plan", "https://example.org/plan/")
    found = []
    for number, address in enumerate(addresses):
        assert run(city, "--base-url", address, "--out", str(number)).code == 0
        found.append(digest_all(city / str(number)))
    assert found[0] == found[1]
    assert "sitemap.xml" in found[0]
    page = (city / "0" / "steps.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://example.org/plan/steps.html">' in page


@pytest.mark.parametrize(
    "address",
    [
        *("example.org", "//example.org", "ftp://example.org", "javascript:alert(1)"),
        *("https://", "https:///x", "https://a b", "https://user:word@example.org"),
        *("https://example.org/?q=1", "https://example.org/#x", "https://example.org/\x1b"),
        *("https://example.org/\u202e", "https://exämple.org", 'https://example.org/"><script>'),
    ],
)
def test_an_address_that_is_none(city: Path, run: Run, address: str) -> None:
    answer = run(city, "--base-url", address)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("Error: --base-url: ")
    assert "Write it like https://example.org/plan/." in answer.err
    assert "\x1b" not in answer.err
    assert not (city / "site").exists()


# What it refuses.


def refuse(run: Run, city: Path, *arguments: str, **options: Any) -> str:
    """Return the one line of a refusal, which changes nothing."""
    before = digest_all(city), sorted(os.listdir(city))
    answer = run(city, *arguments, **options)
    assert (answer.code, answer.out) == (3, "")
    assert (digest_all(city), sorted(os.listdir(city))) == before
    assert answer.err.count("Error: ") == 1
    return answer.err.partition("Error: ")[2].strip()


def test_a_file(city: Path, run: Run) -> None:
    (city / "site").write_text("mine", "utf-8")
    assert refuse(run, city) == 'Cannot write "site": it is not a folder. Choose another folder.'


def test_a_folder_of_somebody_else(city: Path, run: Run) -> None:
    (city / "site").mkdir()
    (city / "site" / "index.html").write_text("mine", "utf-8")
    for force in ((), ("--force",)):
        assert "there are files in it that stc did not write" in refuse(run, city, *force)


def test_a_foreign_file_and_a_changed_one(city: Path, run: Run) -> None:
    run(city)
    index = city / "site" / "index.html"
    index.write_text("changed", "utf-8")
    assert '"index.html" was changed since stc wrote it' in refuse(run, city)
    (city / "site" / "CNAME").write_text("mine", "utf-8")
    assert run(city, "--force").code == 0
    assert (city / "site" / "CNAME").read_text("utf-8") == "mine"
    assert "<!doctype html>" in index.read_text("utf-8")


def test_a_link(city: Path, run: Run) -> None:
    (city / "site").symlink_to("nowhere")
    assert "it is a broken link" in refuse(run, city)
    (city / "nowhere").mkdir()
    assert 'in "nowhere": ' in run(city).out
    assert (city / "site").is_symlink()


@pytest.mark.parametrize(
    ("out", "said"),
    [
        (".", "it is the folder you are in"),
        ("..", "the folder you are in is in it"),
        ("/", "it is the root folder"),
        ("data", "the plan is in it"),
        ("missing/site", "its parent folder does not exist"),
        ("data/plan.yaml", "it is not a folder"),
        ("data/plan.yaml/x", "not a folder"),
        (".git/site", "it belongs to git"),
        ("x" * 300, "its name is too long"),
        ("/proc/site", ""),
        ("/dev/null", "it is not a folder"),
    ],
)
def test_a_place_where_no_site_can_be(city: Path, run: Run, out: str, said: str) -> None:
    (city / ".git").mkdir()
    sentence = refuse(run, city, "--out", out)
    assert sentence.startswith("Cannot write ")
    assert said in sentence


def test_no_name(city: Path, run: Run) -> None:
    assert run(city, "--out", "")[:2] == (2, "")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere; test_folder simulates it")
def test_a_folder_that_may_not_be_written(city: Path, run: Run) -> None:
    city.chmod(0o555)
    try:
        assert "you may not create anything in its parent folder" in refuse(run, city)
    finally:
        city.chmod(0o755)


def test_a_disk_without_room(city: Path, run_process: Run) -> None:
    run_process(city)
    said = refuse(run_process, city, preexec_fn=forbid_large_files)
    assert said.startswith('Cannot write "site": the file would be larger than it may be.')


def forbid_large_files() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))


def test_a_plan_with_errors(city: Path, run: Run) -> None:
    run(city)
    plan = city / "data" / "plan.yaml"
    plan.write_text(change(PLAN, "status: Ongoing", "status: Later"), "utf-8")
    assert "data/plan.yaml has 1 error, so stc does not use it" in refuse(run, city)


def test_a_timeline_with_errors(city: Path, run: Run) -> None:
    (city / "data" / "timeline.yaml").write_text("- nothing\n", "utf-8")
    assert "timeline.yaml" in refuse(run, city)


def test_no_plan(tmp_path: Path, run: Run) -> None:
    (tmp_path / ".git").mkdir()
    assert "No plan found" in refuse(run, tmp_path)


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (("--as-of", "yesterday week"), {}),
        (("--at", "nothing-like-it"), {}),
        (("--port", "65536"), {}),
        (("--port", "-1"), {}),
        (("extra",), {}),
        ((), {"SOURCE_DATE_EPOCH": "noon", "STC_AS_OF": ""}),
    ],
)
def test_asked_wrongly(
    tmp_path: Path, run: Run, arguments: tuple[str, ...], environment: dict[str, str]
) -> None:
    made = describe_story(tmp_path / "city")
    answer = run(made.root, *arguments, env=environment)
    assert (answer.code, answer.out) == (2, "")
    assert not (made.root / "site").exists()


def test_without_git(city: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    answer = run(city, env={"PATH": str(tmp_path / "bin")})
    assert answer.code == 0
    assert "no git revision" in answer.out


def test_where_the_answer_cannot_be_written(city: Path, run_process: Run) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        answer = run_process(city, stdout=full)
    assert answer.code == 3
    assert "The answer could not be written" in answer.err
    assert (city / "site" / "index.html").exists()


def test_odd_names_are_shown_harmless(city: Path, run: Run) -> None:
    answer = run(city, "--out", "\x1b[31m\u202e")
    assert answer.code == 0
    assert '"\\u001b[31m\\u202e"' in answer.out
    assert (city / "\x1b[31m\u202e" / "index.html").exists()


def test_a_plan_elsewhere(city: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    answer = run(tmp_path / "empty", "--plan", str(city / "data" / "plan.yaml"))
    assert answer.code == 0
    assert sorted(os.listdir(tmp_path / "empty")) == ["site"]
    shutil.move(tmp_path / "empty" / "site", tmp_path / "moved")
    assert (tmp_path / "moved" / "index.html").exists()
