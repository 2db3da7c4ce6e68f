"""`stc init`: a new plan that works at once, from options or questions, all of it or nothing."""

import io
import os
import pty
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from stc.starter.answers import load_sets
from tests.children import SEARCHED, child
from tests.in_process import run_here

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("--title", "Our plan", "--publisher", "The town", "--timezone", "Europe/Berlin")
COMMIT = "0123456789abcdef0123456789abcdef01234567"
SOURCE = f"https://example.org/stc.git@{COMMIT}"
DAY = "2026-06-01"
Init = Callable[..., tuple[int, str, str]]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "STC_AS_OF": DAY}


@pytest.fixture
def stc(tmp_path: Path, environment: dict[str, str]) -> Init:
    """Run a command where there is no plan yet, or in a folder below."""

    def call(*words: str, here: str = ".") -> tuple[int, str, str]:
        code, out, err = run_here(words, tmp_path / here, environment)
        return code, out.decode("utf-8"), err.decode("utf-8")

    return call


def list_files(folder: Path) -> list[str]:
    return sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file())


@pytest.mark.parametrize("host", ["github", "gitlab", "none"])
@pytest.mark.parametrize("statuses", load_sets())
def test_a_new_plan_works_at_once(stc: Init, tmp_path: Path, host: str, statuses: str) -> None:
    words = ("--statuses", statuses, "--department", "Public Works", "--ci", host, "--timeline")
    code, shown, err = stc("init", "plan", *NEEDED, *words)
    assert (code, err) == (0, "")
    made = [line.strip() for line in shown.splitlines()[1:-1]]
    assert list_files(tmp_path / "plan") == sorted(made)
    assert shown.splitlines()[-1] == "Next: cd plan && stc list"
    assert stc("validate", here="plan")[0] == 0
    assert stc("fmt", "--check", here="plan")[0] == 0
    assert "0 of 0 steps" in stc("list", here="plan")[1]
    assert stc("site", here="plan")[0] == 0
    page = (tmp_path / "plan" / "site" / "index.html").read_text("utf-8")
    assert "Our plan" in page
    assert "The town" in (tmp_path / "plan" / "site" / "about.html").read_text("utf-8")


def test_the_words_are_those_of_the_set_or_ones_own(stc: Init, tmp_path: Path) -> None:
    own = ("--status", "Begun=open", "--status", "Ended, or not=complete")
    assert stc("init", *NEEDED, *own)[0] == 0
    data = yaml.safe_load((tmp_path / "data" / "plan.yaml").read_text("utf-8"))
    kinds = {one["name"]: one["kind"] for one in data["vocabulary"]["statuses"]}
    assert kinds == {"Begun": "open", "Ended, or not": "complete"}


def test_the_step_of_the_comment_is_a_step(stc: Init, tmp_path: Path) -> None:
    assert stc("init", *NEEDED, "--department", "Public Works", "--statuses", "tracker")[0] == 0
    path = tmp_path / "data" / "plan.yaml"
    head, _, example = path.read_text("utf-8").partition("# sections:\n")
    lines = example.removesuffix("sections: []\n").splitlines()
    text = "\n".join(line.removeprefix("# ") for line in lines)
    path.write_text(f"{head}sections:\n{text}\n", "utf-8")
    assert stc("validate", "--strict")[0] == 0
    assert stc("fmt", "--check")[0] == 0
    assert "A-01" in stc("list", "--dept", "public-works", "--status", "not-started")[1]


def test_the_start_screen_names_what_the_plan_has(stc: Init, tmp_path: Path) -> None:
    assert "stc show COM-03" in stc()[1]
    assert stc("init", *NEEDED, "--department", "Public Works", "--status", "Kept=complete",
               "--status", "Begun=open")[0] == 0  # fmt: skip
    shown = stc()[1]
    assert "stc overdue --dept public-works " in shown
    assert "COM-03" not in shown
    path = tmp_path / "data" / "plan.yaml"
    step = "{id: K1, status: Begun, action: Do it.}"
    goals = f"sections: [{{id: A, title: A, goals: [{{title: B, steps: [{step}]}}]}}]"
    path.write_text(path.read_text("utf-8").replace("sections: []", goals), "utf-8")
    assert "stc show K1 " in stc()[1]
    assert "stc set-status K1 kept " in stc()[1]


# What CI reads.


@pytest.mark.parametrize("source", [(), ("--stc", SOURCE)], ids=["to fill in", "pinned"])
def test_the_files_of_ci_are_sound(stc: Init, tmp_path: Path, source: tuple[str, ...]) -> None:
    for host in ("github", "gitlab"):
        assert stc("init", host, *NEEDED, "--ci", host, *source)[0] == 0
    workflows = tmp_path / "github" / ".github" / "workflows"
    gitlab = tmp_path / "gitlab" / ".gitlab-ci.yml"
    names = ("plan.yml", "report-progress.yml", "site.yml")
    files = [*(workflows / name for name in names), gitlab]
    form = workflows.parent / "ISSUE_TEMPLATE" / "report-progress.yml"
    bin_folder = Path(sys.executable).parent
    schema = [bin_folder / "check-jsonschema", "--builtin-schema"]
    for words in (
        [bin_folder / "yamllint", "--strict", "-c", ROOT / ".yamllint.yaml", *files, form],
        [bin_folder / "zizmor", "--offline", "--quiet", "--no-config", workflows],
        [*schema, "vendor.github-workflows", *files[:3]],
        [*schema, "vendor.github-issue-forms", form],
        [*schema, "vendor.gitlab-ci", gitlab],
    ):
        done = subprocess.run(
            [str(word) for word in words], capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert stc("forms", "--check", here="github")[0] == 0
    for path in files:
        text = path.read_text("utf-8")
        assert ("Fill in where stc comes from" in text) is not source
        assert (f"git+{SOURCE}" in text) is bool(source)


@pytest.mark.parametrize(
    "source",
    [
        *("stc", "https://example.org/stc.git", "https://example.org/stc.git@main"),
        *(f"https://example.org/stc.git@{COMMIT}\nx", f"https://a b@{COMMIT}", f"$(x)@{COMMIT}"),
    ],
)
def test_a_source_without_a_commit_is_refused(stc: Init, tmp_path: Path, source: str) -> None:
    code, out, err = stc("init", *NEEDED, "--ci", "github", f"--stc={source}")
    assert (code, out) == (2, "")
    assert err.startswith("Error: --stc: ")
    assert list_files(tmp_path) == []


# Text is data.

HOSTILE = (
    "'It' is \"so\"", "a: b", "# no comment", "- no list", "🏛 Plan", "two\nlines", "null", "2026",
    "{a: b}", "<script>x</script>", "[x](javascript:y)", "a\x1b[31mb", "東京都",
    "@TITLE@ @PUBLISHER@ @SOURCE@",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_stays_data(stc: Init, tmp_path: Path, text: str) -> None:
    words = (f"--title={text}", f"--publisher={text}", "--timezone=UTC", f"--department=x={text}")
    assert stc("init", *words)[0] == 0
    data = yaml.safe_load((tmp_path / "data" / "plan.yaml").read_text("utf-8"))
    assert (data["title"], data["source"]["publisher"]) == (text, text)
    assert data["departments"] == [{"id": "x", "name": text}]
    assert stc("validate")[0] == 0
    assert stc("fmt", "--check")[0] == 0
    readme = (tmp_path / "README.md").read_text("utf-8")
    assert readme.splitlines()[2].startswith("The plan, kept as plain text in `data/plan.yaml`.")
    template = (ROOT / "stc" / "starter" / "files" / "README.md").read_text("utf-8")
    assert readme.count("\n") == template.count("\n")
    assert "<script>" not in readme
    assert "[x](javascript" not in readme


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--title=" + "x" * 20_001,), "--title: "),
        (("--title=",), "--title: "),
        (("--title= ",), "--title: "),
        (("--timezone=Berlin",), "--timezone: \"Berlin\" is not a time zone. Did you mean"),
        (("--language=german please",), "--language: "),
        (("--statuses=simpel",), "Did you mean simple?"),
        (("--status=Begun",), "Write it like On track=open"),
        (("--status=Begun=opened",), "the kinds are open, continuing"),
        (("--status=Begun=open",), "complete"),
        (("--status=Done=complete", "--status=done=open"), "--status: "),
        (("--statuses=simple", "--status=A=open"), "--statuses and --status are both given."),
        (("--department=東京都",), "Write it like works="),
        (("--department=Works", "--department=works"), "--department: "),
        (("--ci=jenkins",), "'gitlab'"),
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_used_is_refused_in_a_sentence(
    stc: Init, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    given = {word.partition("=")[0] for word in words}
    rest = [
        word for name, value in zip(NEEDED[::2], NEEDED[1::2], strict=True) if name not in given
        for word in (name, value)
    ]  # fmt: skip
    code, out, err = stc("init", *rest, *words)
    assert (code, out) == (2, "")
    assert said in err
    assert len(err) < 400
    assert list_files(tmp_path) == []


# All of it or nothing.


@pytest.mark.parametrize(
    "taken", ["README.md", "data/plan.yaml", ".gitattributes", ".github/workflows/site.yml"]
)
def test_nothing_that_is_there_is_replaced(stc: Init, tmp_path: Path, taken: str) -> None:
    path = tmp_path / "plan" / taken
    path.parent.mkdir(parents=True)
    path.write_text("mine", "utf-8")
    code, out, err = stc("init", "plan", *NEEDED, "--ci", "github")
    assert (code, out) == (3, "")
    assert err == (
        f'Error: "{taken}" already exists in "plan"; nothing was written. Name another folder.\n'
    )
    assert list_files(tmp_path) == [f"plan/{taken}"]
    assert path.read_text("utf-8") == "mine"


def test_what_is_beside_it_is_kept(stc: Init, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "table.csv").write_text("a", "utf-8")
    assert stc("init", *NEEDED)[0] == 0
    assert (tmp_path / "data" / "table.csv").read_text("utf-8") == "a"


def test_a_place_where_no_plan_can_be(stc: Init, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / "data").symlink_to(tmp_path)
    (tmp_path / "filled").mkdir()
    (tmp_path / "filled" / "data").write_text("mine", "utf-8")
    before = list_files(tmp_path)
    for folder in ("file", "file/below", "missing/below", "linked", "filled", "x" * 300, "/proc/x"):
        code, out, err = stc("init", folder, *NEEDED)
        assert (code, out) == (3, ""), folder
        assert err.startswith("Error: "), folder
        assert err.count("\n") == 1, err
    assert list_files(tmp_path) == before


@pytest.mark.parametrize("number", range(10))
def test_a_fault_leaves_nothing(
    stc: Init, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    from stc.starter import write

    calls = iter(range(100))

    def fail(*given: Any, **more: Any) -> bool:
        if next(calls) == number:
            raise OSError(28, "No space left on device")
        return bool(real(*given, **more))

    real = write.create_file
    monkeypatch.setattr(write, "create_file", fail)
    code, _, err = stc("init", "plan", *NEEDED, "--ci", "github", "--timeline")
    if number < 8:
        assert code == 3
        assert err.startswith('Error: Cannot write "plan": ')
        assert not (tmp_path / "plan").exists()
    else:
        assert code == 0


# Questions.


def test_without_a_terminal_nothing_is_asked(stc: Init, tmp_path: Path) -> None:
    code, out, err = stc("init", "--title", "Our plan")
    assert (code, out) == (2, "")
    assert err == (
        "Error: --publisher, --timezone are missing. Give them. On a terminal, stc asks for them.\n"
    )
    assert list_files(tmp_path) == []


ANSWERS = [
    *("Our plan", "The town", "Berlin", "Europe/Berlin", "de"),
    *("Begun", "Begun=open, Done=complete"),
    *("Public Works", "public  WORKS", "東京", "tokyo=東京", ""),
    *("maybe", "y", "jenkins", "gitlab", "stc", SOURCE),
]


def answer(monkeypatch: pytest.MonkeyPatch, lines: list[str]) -> None:
    text = "".join(f"{line}\n" for line in lines).encode()
    monkeypatch.setattr("stc.cli.commands.init.is_asking_possible", lambda: True)
    monkeypatch.setattr("stc.cli.console._read_answer", iter_lines(io.BytesIO(text)))


def iter_lines(stream: io.BytesIO) -> Callable[[str], bytes]:
    def read(question: str) -> bytes:
        print(question, file=sys.stderr)
        return stream.readline()

    return read


def test_a_person_is_asked_until_each_answer_can_be_used(
    stc: Init, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, ANSWERS)
    code, _, err = stc("init")
    assert code == 0, err
    for said in (
        "Did you mean Europe/Berlin?",
        "tracker: Not started, Under way, On hold",
        "no id can be made of",
        'is already public-works, "Public Works"',
        "neither yes nor no",
        "is not an address with a commit",
    ):
        assert said in err
    data = yaml.safe_load((tmp_path / "data" / "plan.yaml").read_text("utf-8"))
    assert (data["title"], data["language"]) == ("Our plan", "de")
    assert [one["id"] for one in data["departments"]] == ["public-works", "tokyo"]
    assert list_files(tmp_path) == [
        *(".gitattributes", ".gitlab-ci.yml", "README.md"),
        *("data/plan.yaml", "data/timeline.yaml"),
    ]
    assert stc("validate")[0] == 0


@pytest.mark.parametrize("number", range(len(ANSWERS)))
def test_where_the_answers_end_nothing_is_written(
    stc: Init, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    answer(monkeypatch, ANSWERS[:number])
    code, out, err = stc("init")
    assert (code, out) == (2, "")
    assert err.endswith("Error: The questions were not all answered. Nothing was written.\n")
    assert list_files(tmp_path) == []


def test_control_c_between_the_questions(tmp_path: Path, environment: dict[str, str]) -> None:
    leader, follower = pty.openpty()
    words = [sys.executable, "-P", "-m", "stc", "init"]
    given = {"stdin": follower, "stderr": follower, "stdout": subprocess.PIPE, "cwd": tmp_path}
    env = {**environment, "PYTHONPATH": SEARCHED}
    with child(words, env=env, start_new_session=True, **given) as process:
        os.close(follower)
        seen, until = b"", time.monotonic() + 30
        while b"Title of the plan:" not in seen and time.monotonic() < until:
            seen += os.read(leader, 4096)
        process.send_signal(2)
        assert process.communicate(timeout=30)[0] == b""
        assert process.returncode == 130
    os.close(leader)
    assert list_files(tmp_path) == []
