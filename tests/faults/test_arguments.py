"""Whatever is typed: an answer or a sentence, one of four exit codes, and a tree left in peace."""

import io
import os
import sys
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Literal, NamedTuple, get_args, get_origin
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stc.cli.main import main
from stc.cli.parameters import MISSING, Option, Parameter, list_parameters
from stc.cli.registry import COMMANDS, CommandEntry
from stc.text.escape import escape_control
from tests.cli.conftest import SCRUBBED
from tests.plans import FULL, TIMELINE

EXAMPLES = int(os.environ.get("STC_TEST_EXAMPLES", "20"))
"""How many lines are tried of each command; by hand, let it be hundreds."""
WRITERS = (
    "set-status",
    "set-deadline",
    "set-lead",
    "update",
    "confirm",
    "verify",
    "set",
    "sheet",
    "apply",
    "add",
    "edit",
    "move",
    "fmt",
    "site",
    "export",
    "report",
    "import",
    "forms",
    "intake",
)
READERS = [one for one in COMMANDS if one.name not in WRITERS]
CALLED_OFF = ("--serve",)
"""A command that does not come to its end by itself."""
KNOWN = (
    *("COM-01", "com-01", "COM-02", "COM", "mayor", "911", "MECC", "Complete", "in-progress"),
    *("planning", "2024-12-31", "today", "90d", "3m", "1y", "status", "deadline", "section"),
    *("data/plan.yaml", "data/timeline.yaml", "data", "new", "new/file", "-", "HEAD", "main~3"),
    *("STC101", "plan", "json", "csv", "table", "https://example.org/plan/", "14d", "month"),
)
# A byte that is no UTF-8 comes as a surrogate; no other one can come from outside.
HOSTILE = (
    *("", " ", "\0", "a\0b", "data/plan.yaml\0", "\n", "\r\n", "\t", "\x1b[31m", "\x07", "\x85"),
    *(
        "\udcff",
        "\udced\udca0\udc80",
        "caf\udce9",
        "\u2028",
        "\u202e",
        "\ufeff",
        "\U000e0041",
        "\U0010ffff",
    ),
    *("é", "e\u0301", "ß", "İ", "😀", "٣", "２０２４-01-01", "x" * 300, "x" * 70_000, "9" * 5000),
    *("9" * 400 + "d", "-1", "-", "--", "---", "-h", "-dmayor", "--nope", "--help", "--=", "=x"),
    *("..", ".", "~", "~nobody", "$(x)", "`x`", "%s%n", "{0}", "[red]", "[/]", ":cop:", "*", "?"),
    *("a/" * 2000, "data/plan.yaml/x", "/dev/null", "/nowhere/at/all", "/proc/self/mem"),
    *("2024-02-30", "12/31/24", "1999-12-31", "2100-12-31", "9999-12-31", "1e9", "0", "00", "0x1"),
    *("HEAD:data", "-HEAD", "@{-1}", "^", ":/x", "http://", "javascript:x", "file:///etc", "<b>"),
    *("::error::x", "##[group]", "=1+1", "null", "~ ", "&a", "*a", "!!x", "- x", "{a: b", "#"),
)


class Ground(NamedTuple):
    """Where commands run: the root of all that they may touch, and the folder they are in."""

    root: Path
    city: Path

    def look(self) -> dict[str, object]:
        """Return all there is: bytes, mode and time of each file, inode too."""
        found: dict[str, object] = {}
        for path in sorted(self.root.rglob("*")):
            seen = path.lstat()
            data = path.read_bytes() if path.is_file() else None
            found[str(path)] = (data, seen.st_mode, seen.st_mtime_ns, seen.st_ino)
        return found

    def put(self, plan: str) -> None:
        """Put a plan and a timeline there, and nothing else."""
        import shutil

        for path in self.root.iterdir():
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        (self.city / "data").mkdir(parents=True)
        (self.city / "data" / "plan.yaml").write_text(plan, "utf-8")
        (self.city / "data" / "timeline.yaml").write_text(TIMELINE, "utf-8")
        os.chdir(self.city)


class Answer(NamedTuple):
    code: int
    out: bytes
    err: str


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """A checkout with a small plan, without git, and with nothing of ours in the environment."""
    root = tmp_path_factory.mktemp("arguments") / "root"
    root.mkdir()
    before = os.getcwd()
    with pytest.MonkeyPatch.context() as patch:
        for name in SCRUBBED:
            patch.delenv(name, raising=False)
        patch.setenv("PATH", str(root / "no-programs"))
        patch.setenv("STC_AS_OF", "2025-01-24")
        patch.setenv("TYPER_USE_RICH", "0")
        patch.setattr("typer.core.HAS_RICH", False)
        patch.setattr("typer.main.HAS_RICH", False)
        yield Ground(root, root / "city")
    os.chdir(before)


def answer(words: list[str]) -> Answer:
    """Run a command in this process, with streams as python has them in a pipe."""
    out = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    err = io.TextIOWrapper(io.BytesIO(), "utf-8", "backslashreplace", write_through=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        code = main(words)
    shown, said = (stream.buffer.getvalue() for stream in (out, err))  # type: ignore[attr-defined]
    return Answer(code, shown, said.decode("utf-8"))


def list_choices(parameter: Parameter) -> list[str]:
    """Return the values a parameter knows, where it knows them all."""
    kinds = [parameter.type, *get_args(parameter.type)]
    kinds += [one for kind in kinds for one in get_args(kind) if not isinstance(kind, str)]
    found = [get_args(kind) for kind in kinds if get_origin(kind) is Literal]
    return [str(value) for values in found for value in values]


TEXTS = st.text(st.characters(exclude_characters="/"), max_size=20)


def build_values(parameter: Parameter) -> st.SearchStrategy[str]:
    choices = list_choices(parameter)
    known = st.sampled_from(choices) if choices else st.sampled_from(KNOWN)
    return st.one_of(known, known, st.sampled_from(KNOWN), st.sampled_from(HOSTILE), TEXTS)


@st.composite
def build_given(draw: st.DrawFn, parameter: Parameter) -> list[str]:
    """Draw what is typed for a parameter; now and then without its value, or twice."""
    value = draw(build_values(parameter))
    if not isinstance(parameter.declared, Option):
        return [value]
    names = [name for name in parameter.declared.names if name not in CALLED_OFF]
    if not names:
        return []
    name = draw(st.sampled_from(names))
    if parameter.type is bool:
        return [name if draw(st.integers(0, 9)) else f"{name}={value}"]
    return draw(
        st.sampled_from([[name, value], [name, value], [f"{name}={value}"], [name], [name + value]])
    )


@st.composite
def build_lines(draw: st.DrawFn, entry: CommandEntry) -> list[str]:
    parameters = list_parameters(import_module(entry.module).run)
    needed = [one for one in parameters if one.default is MISSING]
    chosen = (
        [*needed, *draw(st.lists(st.sampled_from(parameters), max_size=4))] if (parameters) else []
    )
    if not draw(st.integers(0, 9)):
        chosen = chosen[1:]
    typed = [word for one in chosen for word in draw(build_given(one))]
    return [entry.name, *typed, *draw(st.sampled_from([[], [], [], ["--"], ["extra"], ["\0"]]))]


PLANS = {
    "sound": FULL,
    "broken": FULL.replace("status: Complete", "status: Done").replace("[mayor, ", "[mayr, "),
    "no YAML": FULL.replace("title: Communications", "title: [Communications"),
}
QUICK = settings(deadline=None, max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))


def judge(words: list[str], shown: Answer) -> None:
    """Requires an exit code that is promised, and sentences that are safe to print."""
    assert shown.code in (0, 1, 2, 3), (words, shown.err)
    assert "Traceback" not in shown.err
    assert "bug in stc" not in shown.err
    assert "could not be written" not in shown.err, shown.err
    assert escape_control(shown.err, keep_newlines=True) == shown.err
    if shown.code in (2, 3):
        assert shown.err.strip() or shown.out.strip(), words
    if shown.code == 0 and "xlsx" in words and shown.out.startswith(b"PK"):
        # A workbook is no text: it is a sound archive.
        assert ZipFile(BytesIO(shown.out)).testzip() is None
    else:
        shown.out.decode("utf-8")


@pytest.mark.parametrize("entry", READERS, ids=lambda entry: entry.name)
@QUICK
@given(data=st.data())
def test_a_reading_command_answers_whatever_is_typed_and_touches_nothing(
    ground: Ground, entry: CommandEntry, data: st.DataObject
) -> None:
    plan = data.draw(st.sampled_from([*PLANS, "sound", "sound"]))
    words = data.draw(build_lines(entry))
    ground.put(PLANS[plan])
    before = ground.look()
    judge(words, answer(words))
    assert ground.look() == before


@pytest.mark.parametrize(
    "entry", [one for one in COMMANDS if one.name in WRITERS], ids=lambda entry: entry.name
)
@QUICK
@given(data=st.data())
def test_a_writing_command_answers_whatever_is_typed(
    ground: Ground, entry: CommandEntry, data: st.DataObject
) -> None:
    plan = data.draw(st.sampled_from([*PLANS, "sound", "sound"]))
    words = data.draw(build_lines(entry))
    ground.put(PLANS[plan])
    before = ground.look()
    shown = answer(words)
    judge(words, shown)
    if shown.code in (2, 3):
        assert ground.look() == before


@QUICK
@given(st.lists(st.one_of(st.sampled_from(HOSTILE), st.sampled_from(KNOWN), TEXTS), max_size=4))
def test_what_is_no_command_is_refused_and_touches_nothing(
    ground: Ground, words: list[str]
) -> None:
    ground.put(FULL)
    before = ground.look()
    shown = answer(words)
    judge(words, shown)
    assert ground.look() == before
    if words and not words[0].startswith("-") and words != ["--help"]:
        assert shown.code == 2
