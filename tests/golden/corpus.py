"""What every command answers, in every format, with the options that matter."""

import hashlib
import io
import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from stc.cli.main import main
from tests.golden.worlds import World

FOLDER = Path(__file__).parent / "answers"
AS_OF = "2025-01-24"
WIDTHS = (80, 120)
LONGEST = 2500
"""Answers of more characters are held by their hash."""

_FORMATS = ("table", "json", "csv", "tsv", "md", "ids")
_FILTERS = (
    "--dept {department}", "--lead {department}", "--section {section}", "--goal '{goal}'",
    "--status in-progress --status planning", "--search page", "--due-before 2024-12-31",
    "--due-after 2024-12-31", "--within 90d", "--undated", "--needs-review",
)  # fmt: skip

READING = {
    "list": (*_FILTERS, "--slipped", "--no-lead", "--sort deadline", "--sort status", "--at HEAD~1",
             "--as-of 2024-06-30"),
    "overdue": ("--dept {department}", "--by dept", "--by section", "--by goal", "--ongoing",
                "--original", "--exit-code", "--at HEAD~1", "--as-of 2024-06-30", "--color always"),
    "due": ("--dept {department}", "--within 6w", "--within 2025-12-31", "--exit-code"),
    "summary": ("--color always", "--dept {department}", "--by dept", "--by goal", "--at HEAD~1",
                "--as-of 2024-06-30"),
    "show {step}": ("--at HEAD~1", "--color always"),
    "show {open_step}": (),
    "departments": (),
    "timeline": ("--state planned", "--state passed", "--from 2024-06-01 --to 2024-12-31",
                 "--drift", "--kind publication"),
    "measures": ("--gaps", "--as-of 2024-06-30"),
    "measures calls-answered": (),
    "slips": ("--by dept", "--by section", "--since 2024-12-01", "--file-only", "--section COM"),
    "scorecard": ("--by section", "--by dept", "--file-only", "--dept {department}"),
    "diff HEAD~1": ("--exit-code",),
    "diff HEAD~1..HEAD": (),
    "diff HEAD": (),
    "history": ("--counts", "--counts --every quarter", "--since 2024-12-01", "--field status",
                "--to complete", "--dept {department}", "--until 2024-12-31"),
    "history {step}": (),
    "stale": ("--days 30", "--dept {department}", "--exit-code"),
    "report": ("--since HEAD~1", "--dept {department}", "--all", "--since 2024-12-01"),
}  # fmt: skip
_MORE_FORMATS = {"report": ("html",), "diff HEAD~1": ("github",)}

PLAIN = {
    "validate": ("", "--base HEAD~1", "--select STC2", "--ignore STC203", "--format json",
                 "--format github", "--format gitlab", "--format sarif", "--format junit"),
    "explain": ("", "STC405", "STC4", "nope"),
    "fmt": ("--check", "--diff"),
    "import": ("nope.csv", "nope.yaml", "data/plan.yaml", "nope"),
    "intake": ("nope.json", "data/plan.yaml", ""),
    "schema": ("plan", "timeline", "updates", "measures", "output"),
    "help": ("", "set-status", "nope"),
    "completion": ("bash", "zsh", "fish", "nope"),
    "export": ("csv", "csv --long", "csv --excel", "tsv", "tsv --long", "json", "jsonl", "md",
               "ics", "ics --alarm 14d", "csv --slipped", "csv --no-lead", "nope", ""),
    "": ("", "--help", "nope", "lits"),
}  # fmt: skip
"""Commands without a table; each is asked once, with 80 columns."""

WRITING = {
    "set-status": (
        "{open_step} in-progress", "{open_step} complete --completed 2024-12-30 --evidence minutes",
        "{open_step} excluded", "{open_step} excluded --reason 'Another plan has it.'",
        "{open_step} planning --note 'A new remark.'", "{open_step} nope", "NOPE-1 planning",
        "{open_step} planning --dry-run",
    ),
    "set-deadline": (
        "{open_step} 2026-03-31 --reason 'The board meets in March.'",
        "{open_step} none --reason 'Nobody knows.'", "{open_step} 2026-02-30 --reason x",
        "{open_step} 2026-03-31 --reason 'Later.' --dry-run",
    ),
    "add": (
        "step 'Ring the bell.' --section {section} --goal none -d {department} --deadline 2026-Q3",
        "step 'Ring the bell.' --section {section} --goal none --id {section}-99 --dry-run",
        "step 'Ring the bell.' --goal '{goal}' --id {step}",
        "step 'Ring the bell.'", "step", "nope",
        "goal 'Speak up' --section {section}", "goal 'Speak up' --section nope",
        "section 'Safe streets'", "department 'City Zoo' --alias Zoo", "department {department}",
    ),
    "edit": ("{step}", "{step} --continue", "NOPE-1"),
    "undo": ("", "--dry-run"),
    "move": (
        "{step} --to {section} --goal none", "{step} --to {section}", "{step}",
        "{step} --goal '{goal}'", "{step} --to GOV --goal nope", "NOPE-1 --to {section}",
    ),
    "set": (
        "{open_step} tags equity 'public safety'", "{open_step} departments --add {department}",
        "{open_step} action 'Write it anew.'",
        "{open_step} action 'Write it anew.' --reason 'The council asked for it.'",
        "{open_step} extra.budget_line 4711", "{open_step} note none", "{open_step} start 2026",
        "{open_step} status complete", "{open_step} actoin x", "{open_step} page",
    ),
    "set-lead": ("{open_step} {department}", "{open_step} none", "{open_step} nope"),
    "update": ("{open_step} 'Half is done.' --by {department} --evidence minutes --on 2024-12",
               "{open_step} 'Half of it is done.' --by nope", "{open_step}"),
    "confirm": ("{open_step} --by {department} --on 2024-12-01", "--dept {department} --dry-run",
                ""),
    "verify": ("{open_step} --says complete --by {department}", "{open_step} --says nope"),
    "record": (
        "calls-answered 11 --when 2024-Q4 --source 'Annual report'",
        "calls-answered 11 --when 2030",
        "calls-answered '9 %' --when 2024-Q4", "nope 9 --when 2024-Q4",
    ),
    "set-target": (
        "calls-answered 25 --when 2030", "calls-answered 15 --when 2028",
        "calls-answered 15 --when 2028 --reason 'The budget was cut.'",
    ),
    "fmt": ("",),
    "export": ("csv -o out.csv", "tsv -o out.tsv", "json -o out.json", "jsonl -o out.jsonl",
               "md -o out.md", "xlsx -o out.xlsx", "ics -o out.ics", "datapackage -o out",
               "datapackage -o out --base-url https://city.example.org/data/"),
    "init": (
        "", "--title T --publisher P --timezone UTC", "new --title T",
        "new --title T --publisher P --timezone UTC --statuses tracker --department 'Public Works'"
        " --timeline --ci github",
        "new --title T --publisher P --timezone UTC --status Begun=open --status Done=complete"
        " --language de --ci gitlab --stc https://example.org/stc@" + "0" * 40,
        "new --title T --publisher P --timezone Utc",
    ),
    "forms": ("", "--check"),
    "sheet": ("--dept {department} -o out.csv", "-o out.ods", ""),
    "apply": ("nope.csv", "data/plan.yaml"),
    "site": ("--out public", "--out public --base-url https://city.example.org/plan/"),
}  # fmt: skip
"""Commands that write; each has a fresh checkout, and all files it changed are listed."""


class Case(NamedTuple):
    """A command line, the width of the screen, and whether it writes files."""

    line: str
    width: int
    writes: bool


class Answer(NamedTuple):
    """What a command printed, its exit code, and the files it wrote or changed."""

    code: int
    out: bytes
    err: bytes
    files: dict[str, bytes]


def list_cases(world: World) -> Iterator[tuple[str, Case]]:
    """Yield the cases of a checkout, each with the command it belongs to."""
    names = world._asdict()
    for command, options in READING.items():
        verb = command.partition(" ")[0]
        for name in (*_FORMATS, *_MORE_FORMATS.get(command, ())):
            widths = WIDTHS if name == "table" else WIDTHS[:1]
            for width in widths:
                line = f"{command} --format {name}"
                yield verb, Case(line.format(**names), width, writes=False)
        for option in options:
            for line in (f"{command} {option}", f"{command} {option} --format json"):
                yield verb, Case(line.format(**names), WIDTHS[1], writes=False)
        yield verb, Case(f"{verb} --help", WIDTHS[0], writes=False)
    for table, writes in ((PLAIN, False), (WRITING, True)):
        for verb, options in table.items():
            for option in options:
                line = f"{verb} {option}".strip()
                yield verb, Case(line.format(**names), WIDTHS[0], writes=writes)
            if verb:
                yield verb, Case(f"{verb} --help", WIDTHS[0], writes=False)


@contextmanager
def _settings(folder: Path) -> Iterator[None]:
    """Stand in a folder with the environment of the corpus, and nothing of the caller's."""
    before, here = dict(os.environ), Path.cwd()
    kept = {name: before[name] for name in ("PATH", "XDG_CACHE_HOME") if name in before}
    os.environ.clear()
    os.environ.update(kept | {"HOME": str(folder.parent), "LANG": "C.UTF-8", "STC_AS_OF": AS_OF})
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)
        os.environ.clear()
        os.environ.update(before)


def run_case(folder: Path, case: Case) -> Answer:
    """Run a command in this process, in a checkout."""
    before = _read_files(folder) if case.writes else {}
    streams = sys.stdin, sys.stdout, sys.stderr
    out, err = io.BytesIO(), io.BytesIO()
    with _settings(folder):
        os.environ["COLUMNS"] = str(case.width)
        sys.stdin = io.TextIOWrapper(io.BytesIO(), "utf-8")
        sys.stdout = io.TextIOWrapper(out, "utf-8", newline="\n")
        sys.stderr = io.TextIOWrapper(err, "utf-8", newline="\n")
        try:
            code = main(shlex.split(case.line))
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            shown = out.getvalue(), err.getvalue()
            sys.stdin, sys.stdout, sys.stderr = streams
    after = _read_files(folder) if case.writes else {}
    changed = {name: data for name, data in after.items() if before.get(name) != data}
    return Answer(code, *(_mask(text, folder) for text in shown), changed)


def _read_files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def _mask(text: bytes, folder: Path | None = None) -> bytes:
    """Replace by words the day of today, which `set-deadline` records, and where the folder is."""
    if folder is not None:
        text = text.replace(str(folder.parent).encode(), b"<root>")
    today = datetime.now(UTC).date()
    for day in (today, today - timedelta(days=1)):
        text = text.replace(str(day).encode(), b"<today>")
    return text


def write_answer(case: Case, answer: Answer) -> str:
    """Return a case and its answer as people read it."""
    head = f"$ COLUMNS={case.width} stc {case.line}  # exit {answer.code}"
    parts = [head, _write_stream("", answer.out), _write_stream("stderr: ", answer.err)]
    parts += (f"wrote {name}: {_hash(_mask(data))}" for name, data in sorted(answer.files.items()))
    return "\n".join(part for part in parts if part) + "\n"


def _write_stream(prefix: str, data: bytes) -> str:
    text = data.decode("utf-8")
    if len(text) > LONGEST:
        return f"{prefix}{len(text)} characters, {_hash(data)}"
    lines = text.removesuffix("\n").split("\n") if text else []
    return "\n".join(f"{prefix}{line}".rstrip(" ") if not prefix else prefix + line
                     for line in lines)  # fmt: skip


def _hash(data: bytes) -> str:
    return f"sha256 {hashlib.sha256(data).hexdigest()[:32]}"
