"""Large files made to take time and memory, one for each rule and for each command.

    python -m tests.faults.bombs [NAME ...] [--size 5000000] [--seconds 60]

A rule's file has its bad example by the thousand, or what costs that rule most. A command gets a
sound plan in which everything there can be many of is many. Each command line runs in a process of
its own, which the system ends after some seconds of processor time, and which may have no more
memory than `MEMORY` and so many times the file. A pass whose time grows with the square of the file
takes minutes where one that grows with the file takes a second, so that the limit needs no care.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from stc.cli.registry import COMMANDS
from stc.output.sheets.render import Blank, render_sheet
from stc.plan.field import keys_at
from stc.plan.model import Step
from stc.plan.timeline import TimelineEntry
from stc.rules.catalogue import ALL_RULES
from stc.rules.rule import Rule
from stc.sheets.columns import make_stamp
from tests.children import LONGEST, SEARCHED, run_group
from tests.plans import FULL_MEASURES, load
from tests.rules.examples import (
    ENTRY,
    HEAD,
    STEP,
    TIMELINE,
    complete,
    encode,
    indent,
    split_change,
    write_head,
    write_measures,
)
from tests.sheets.fill import fill_table

SIZE = 200_000
SECONDS = 2
SLOWER = {"site": 3, "STC220": 2, "STC221": 2}
"""How many times the seconds: a page for each step; comments and names, of which more fit in."""
MEMORY, TIMES_FILE = 100_000_000, 50
"""What a process may take: Python with all libraries loaded, and so many times the file."""
MOST_MEMORY = 2_000_000_000
"""Where the system ends it, in bytes, so that a bomb takes no machine with it."""
MEASURED = Path(__file__).with_name("measured.py")
ENDINGS = (0, 1, 3)

NOTE = "# A comment.\n"
VOICE = "updates/911.yaml"
MEASURES = "measures.yaml"
SECTIONS = "\nsections:\n  - id: COM\n    title: Communications\n    goals:\n"
GOAL = "      - title: Speak clearly\n        steps:\n"


class Bomb(NamedTuple):
    """A command line and the files it is run on.

    Attributes:
        words: The command line.
        files: The bytes of each file by its name.
        before: The bytes of each other file in the commit before, where git is asked.
        code: The rule that must have found something.
    """

    words: tuple[str, ...]
    files: dict[str, bytes]
    before: dict[str, bytes] | None = None
    code: str = ""


# Rules.


def write_numbered(fields: str, size: int) -> str:
    """Return a plan whose steps have these fields, numbered, of about so many bytes."""
    step = indent(complete(fields, STEP, keys_at(Step)), 10)
    count = min(9_000, size // len(step) + 1)
    return HEAD + SECTIONS + GOAL + "\n".join(number_ids(step, k) for k in range(count))


def number_ids(text: str, number: int) -> str:
    ids = re.compile(r"\b([A-Z]{2,5})-(\d\d)\b")
    return ids.sub(lambda match: f"{match[1]}-{int(match[2]) + number:04}", text)


def make_rule_bomb(rule: Rule, size: int) -> Bomb:
    """Return a file in which a rule has as much to find as fits into it."""
    code = rule.code.id
    words = ("validate", "--plan", "plan.yaml", "--select", code)
    if code in WORST:
        return Bomb(words, {"plan.yaml": encode(WORST[code](size))}, code=code)
    if rule.scope == "change":
        before, after = (multiply_steps(side.decode(), size) for side in split_change(rule.bad))
        # An id that begins otherwise is odd only where it is the one in its section.
        found = "" if code == "STC113" else code
        return Bomb((*words, "--base", "HEAD"), {"plan.yaml": after}, {"plan.yaml": before}, found)
    if rule.scope == "entry":
        entry = indent(complete(rule.bad, ENTRY, keys_at(TimelineEntry)), 2)
        timeline = TIMELINE + "\n".join([entry] * (size // len(entry) + 1))
        plan = write_numbered("", 1000)
        return Bomb(
            words, {"plan.yaml": encode(plan), "timeline.yaml": encode(timeline)}, code=code
        )
    if rule.scope in ("voice", "voices"):
        first, _, second = rule.bad.partition("---\n")
        plan = encode(write_numbered("", 1000))
        old, new = (multiply_updates(voice, size) for voice in (first, second or first))
        if second:
            words += ("--base", "HEAD")
        was = {"plan.yaml": plan, VOICE: old}
        return Bomb(words, {"plan.yaml": plan, VOICE: new}, was if second else None, code)
    if rule.scope in ("measure", "measures"):
        first, _, second = rule.bad.partition("---\n")
        plan = encode(write_numbered("", 1000))
        old, new = (multiply_measures(measure, size) for measure in (first, second or first))
        if second:
            words += ("--base", "HEAD")
        was = {"plan.yaml": plan, MEASURES: old}
        return Bomb(words, {"plan.yaml": plan, MEASURES: new}, was if second else None, code)
    if rule.scope == "step":
        return Bomb(words, {"plan.yaml": encode(write_numbered(rule.bad, size))}, code=code)
    text = encode(rule.bad) if rule.scope == "file" else write_head(rule.bad)
    return Bomb(words, {"plan.yaml": text + NOTE.encode() * (size // len(NOTE))}, code=code)


def multiply_updates(voice: str, size: int) -> bytes:
    """Return the updates with those of the step again and again, each time of another step."""
    head, step, entries = voice.partition("  COM-")
    entries = entries.partition("\n")[2]
    count = size // len(entries) + 1
    return encode(head + "".join(f"{step}{n:06}:\n{entries}" for n in range(count)))


def multiply_measures(measure: str, size: int) -> bytes:
    """Return the measure again and again, each time with another id."""
    head, _, rest = write_measures(measure).decode().partition("measures:\n")
    count = size // len(rest) + 1
    blocks = (re.sub("id: [a-z-]+", f"id: measure-{n:06}", rest, count=1) for n in range(count))
    return encode(head + "measures:\n" + "\n".join(blocks))


def multiply_steps(plan: str, size: int) -> bytes:
    """Return the plan with its steps again and again, each time under other ids."""
    at = plan.index(GOAL) + len(GOAL)
    steps, mark, rest = plan[at:].partition("\n  - id: ")
    steps = steps.rstrip("\n") + "\n\n"
    count = min(450, size // len(steps) + 1)
    return encode(
        plan[:at] + "".join(number_ids(steps, 20 * k) for k in range(count)) + mark + rest
    )


def write_words(number: int) -> str:
    """Return a number as a word of letters."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def write_alike(size: int) -> str:
    """Return long texts that differ in their last word alone."""
    steps = [
        f"id: COM-{n + 1:04}\naction: {'a ' * 9_000}{write_word(n)}\n"
        for n in range(max(2, size // 18_200))
    ]
    blocks = [indent(complete(step, STEP, keys_at(Step)), 10) for step in steps]
    return HEAD + SECTIONS + GOAL + "\n".join(blocks)


def write_word(number: int) -> str:
    """Return a number as a word of letters."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def write_departments(size: int, name: str = "D {}") -> str:
    """Return a plan with departments that no step names."""
    departments = "".join(f"  - id: d-{n}\n    name: {name.format(n)}\n" for n in range(size // 28))
    return HEAD + departments + write_numbered("", 1000)[len(HEAD) :]


def write_reviews(size: int) -> str:
    fields = ", ".join(f"feld{n}" for n in range(size // 3))
    return write_numbered(f"needs_review:\n  fields: [{fields}]\n  note: Smudged.\n", 1)


def write_comments(size: int) -> str:
    """Return comments wherever one can stand: below a long line, ever deeper, at the end."""
    below = "phases: []  # " + "x" * (2 * size) + "\n" + "# c\n" * size
    deep = "".join(" " * (n % 14) + "# c\n" for n in range(size // 10))
    return write_numbered("", size // 4).replace("\ndepartments:", f"\n{below}departments:") + deep


def write_revisions(first: str, second: str) -> Callable[[int], str]:
    """Return a plan whose one step has these two revisions again and again."""

    def write(size: int) -> str:
        moves = (first + second) * (size // 160)
        return write_numbered(f"deadline: 2025-06-30\nrevisions:\n{moves}", 1)

    return write


def write_move(start: str, end: str, day: str) -> str:
    return f"  - from: {start}\n    to: {end}\n    on: {day}\n    reason: It took longer.\n"


THERE = write_move("2024-12-31", "2025-06-30", "2024-11-20")
BACK = write_move("2025-06-30", "2024-12-31", "2024-11-20")
WORST: dict[str, Callable[[int], str]] = {
    "STC108": lambda size: HEAD + SECTIONS + GOAL + indent(STEP, 10) * (size // 150),
    "STC111": lambda size: write_departments(size, "Communications"),
    "STC211": write_revisions(THERE, BACK.replace("2024-11", "2024-10")),
    "STC212": write_revisions(THERE, THERE),
    "STC213": write_revisions(THERE, BACK),
    "STC214": write_revisions(THERE, THERE.replace("2024-12-31", "2025-06-30")),
    "STC217": write_departments,
    "STC218": lambda size: write_alike(3 * size),
    "STC220": write_comments,
    "STC221": write_reviews,
}

# Commands.

OPTIONS: dict[str, tuple[str, ...]] = {
    "due": ("--within", "20y"),
    "list": ("--search", "no such words", "--sort", "deadline"),
    "show": ("COM-0001",),
    "diff": ("HEAD~1..HEAD",),
    "history": ("--since", "HEAD~1"),
    "slips": ("--since", "HEAD~1"),
    "report": ("--since", "HEAD~1", "--all"),
    "site": ("--out", "public"),
    "export": ("xlsx", "-o", "plan.xlsx"),
    "set-status": ("COM-0002", "ongoing"),
    "set-deadline": ("COM-0002", "2027-05-05", "--reason", "It took longer."),
    "set-lead": ("COM-0002", "comms-ocs"),
    "update": ("COM-0002", "It is written.", "--by", "comms-ocs"),
    "confirm": ("--dept", "comms-ocs"),
    "verify": ("COM-0002", "--says", "planning", "--by", "911"),
    "record": ("calls-answered", "9", "--when", "2024-Q2", "--source", "A report"),
    "set-target": ("calls-answered", "30", "--when", "2035"),
    "set": ("COM-0002", "tags", "equity"),
    "add": ("step", "Ring the bell.", "--section", "COM", "--goal", "none", "--dept", "911"),
    "edit": ("COM-0002",),
    "move": ("COM-0002", "--to", "COM", "--goal", "none"),
    "undo": ("--yes",),
    "intake": ("event.json", "--dry-run"),
    "sheet": ("-o", "sheet.xlsx"),
    "apply": ("sheet.csv", "--by", "comms-ocs", "--summary", "summary.md"),
    "validate": ("--base", "HEAD~1"),
    "explain": ("STC220",),
    "init": ("new", "--title", "x " * 9_000, "--publisher", "P", "--timezone", "UTC"),
    "schema": ("plan",),
    "completion": ("bash",),
}
WITHOUT_PLAN = ("explain", "schema", "fmt", "init", "help", "completion")


def make_command_bomb(name: str, size: int) -> Bomb:
    """Return a sound plan, and another in the commit before, and a timeline, all of them large."""
    words = (name, *OPTIONS.get(name, ()))
    if name == "import":
        return make_import_bomb(size)
    if name == "fmt":
        words = ("fmt", "--diff", "plan.yaml", "timeline.yaml")
    elif name not in WITHOUT_PLAN:
        words = (*words, "--plan", "plan.yaml")
    # A page for each step costs ten times what a line costs.
    size = size // 2 if name == "site" else size
    plan, entry = write_large(size), indent(complete("", ENTRY, keys_at(TimelineEntry)), 2)
    timeline = TIMELINE + "\n".join([entry] * (size // 8 // len(entry)))
    before = plan.replace("Planning", "Not started").replace("the page", "a page")
    files = {"plan.yaml": plan.encode(), "timeline.yaml": timeline.encode()}
    if name in ("measures", "record", "set-target"):
        files[MEASURES] = write_many_readings(size)
    if name == "apply":
        files["sheet.csv"] = write_sheet(plan)
    if name == "intake":
        body = "### Which step?\n\nCOM-0002\n\n### What was done?\n\n" + "A page. " * (size // 8)
        issue = {"number": 7, "title": "A report", "body": body, "user": {"login": "ann"}}
        event = {"action": "opened", "issue": issue}
        files["event.json"] = json.dumps(event).encode()
    return Bomb(words, files, {"plan.yaml": before.encode()})


def write_many_readings(size: int) -> bytes:
    """Return measures with a reading a line, as many as fit into the size."""
    line = '      - {when: 2024-Q3, value: "9", source: Annual report, note: Again.}\n'
    head = FULL_MEASURES.partition("    readings:\n")[0]
    return encode(f"{head}    readings:\n{line * (size // 4 // len(line))}").replace(
        b"steps: [COM-01]", b"steps: [COM-0001]"
    )


def write_sheet(text: str) -> bytes:
    """Return a sheet in which a department says something of every step of a plan."""
    plan = load(text)
    stamp = make_stamp(plan, date(2025, 1, 24), None, None)
    sheet = render_sheet(".csv", Blank(plan, plan.steps, stamp))
    said = {(step.id, "Update"): f"The page {step.id} is written." for step in plan.steps}
    return fill_table(sheet, said)


def make_import_bomb(size: int) -> Bomb:
    """Return rules and a table with many rows, words that are no date and names nobody knows."""
    row = "COM-{:05},Part {},Do what number {} says.,Sleeping,Nobody,soon\n"
    table = "".join(row.format(n, n % 9, n) for n in range(size // 60))
    rules = (
        "table: table.csv\nplan: {title: A, phase: B, timezone: America/Chicago}\n"
        "section: {title: Part, id: {column: Part, replace: [['Part ', 'PART'], ['[0-9]', 'X']]}}\n"
        "goal: {title: Part}\ncolumns:\n  id: {column: ID, replace: [['-0*', '-0']]}\n"
        "  status: Status\n  action: Text\n  deadline: When\n"
        "  departments: {column: Who, split: known, known: [Works]}\n"
    )
    files = {
        "rules.yaml": rules.encode(),
        "table.csv": f"ID,Part,Text,Status,Who,When\n{table}".encode(),
    }
    return Bomb(("import", "rules.yaml", "--dry-run", "-o", "new.yaml"), files)


def write_large(size: int) -> str:
    """Return a sound plan with many departments, goals, steps, sub-items, evidence and comments."""
    part = size // 8
    departments = "".join(f"  - id: d-{n}\n    name: D {n}\n" for n in range(part // 28))
    names = ", ".join(f"d-{n}" for n in range(min(200, part // 28)))
    items = "".join(f"  - Item {n} of many.\n" for n in range(part // 30))
    moves = (THERE + BACK) * (part // 160) + THERE
    evidence = "".join(f"  - https://example.org/{n}\n" for n in range(part // 40))
    large = (
        f"status: Complete\ncompleted: 2025-06-30\nevidence:\n{evidence}items:\n{items}"
        f"departments: [{names}]\ndeadline: 2025-06-30\nrevisions:\n{moves}"
    )
    steps = [
        large,
        *(f"action: Write the page of {write_word(n)} anew.\n" for n in range(part // 70)),
    ]
    blocks = [indent(complete(one, STEP, keys_at(Step)), 10) for one in steps]
    goal = GOAL.replace("clearly", "clearly {}")
    listed = [
        (goal.format(n) if n % 5 == 0 else "") + number_ids(block, n)
        for n, block in enumerate(blocks)
    ]
    comments = "          # A comment.\n" * (part // 24)
    return HEAD + departments + SECTIONS + "\n".join([*listed[:-1], comments + listed[-1]])


# Running them.


class Result(NamedTuple):
    """What became of a bomb: its exit code, what it cost, and what was wrong, or nothing."""

    code: int
    seconds: float
    memory: int
    wrong: str


def list_bombs(size: int) -> dict[str, Callable[[], Bomb]]:
    """Return what makes the bomb of each rule and of each command."""
    rules = {rule.code.id: rule for rule in ALL_RULES}
    names = [entry.name for entry in COMMANDS]
    return {
        **{code: lambda rule=rule: make_rule_bomb(rule, size) for code, rule in rules.items()},
        **{name: lambda name=name: make_command_bomb(name, size) for name in names},
    }


def run_bomb(bomb: Bomb, folder: Path, seconds: int) -> Result:
    """Run a command line on its files, under limits of processor time and memory."""
    size = sum(map(len, bomb.files.values()))
    memory = MEMORY + TIMES_FILE * size
    if bomb.before is not None:
        commit(folder, {**bomb.files, **bomb.before})
    write(folder, bomb.files)
    if bomb.before is not None and "HEAD~1" in " ".join(bomb.words):
        commit(folder, bomb.files)

    words = [sys.executable, "-S", str(MEASURED), str(seconds), str(MOST_MEMORY)]
    words += [str(folder / name) for name in ("measured", "out", "err")]
    code, shown = run_group(
        [*words, sys.executable, "-P", "-m", "stc", *bomb.words],
        LONGEST,
        cwd=folder,
        # An editor that leaves the text as it is.
        env={"PATH": os.environ["PATH"], "PYTHONPATH": SEARCHED, "EDITOR": "true"},
        stdin=subprocess.DEVNULL,
    )
    assert code == 0, f"nothing was measured: {shown}"
    status, spent, peak = map(float, (folder / "measured").read_text("ascii").split())
    ended = os.waitstatus_to_exitcode(int(status))
    peak = int(peak) * (1 if sys.platform == "darwin" else 1024)
    wrong = ""
    if ended not in ENDINGS:
        wrong = f"it ended with {ended} after {spent:.1f} seconds: "
        wrong += (folder / "err").read_text("utf-8", "replace")[-500:]
    elif peak > memory:
        wrong = f"it took {peak:,} bytes of memory for {size:,}, {memory:,} are allowed"
    elif bomb.code and bomb.code not in (folder / "out").read_text("utf-8"):
        wrong = f"nothing was found by {bomb.code}: {(folder / 'out').read_text('utf-8')[-500:]}"
    return Result(ended, spent, peak, wrong)


def write(folder: Path, files: dict[str, bytes]) -> None:
    """Write these files; a name may begin with a folder."""
    for name, data in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)


def commit(folder: Path, files: dict[str, bytes]) -> None:
    """Commit these files."""
    write(folder, files)
    who = {
        f"GIT_{role}_{part}": "a@b"
        for role in ("AUTHOR", "COMMITTER")
        for part in ("NAME", "EMAIL")
    }
    none = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for words in (("init", "-q"), ("add", *files), ("commit", "-q", "-m", "A change")):
        subprocess.run(
            ["git", *words],
            cwd=folder,
            env={"PATH": os.environ["PATH"], **who, **none},
            stdin=subprocess.DEVNULL,
            check=True,
            timeout=60,
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("names", nargs="*", help="Codes and commands; all without any.")
    parser.add_argument("--size", type=int, default=SIZE)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    asked = parser.parse_args()
    failed = 0
    for name, make in list_bombs(asked.size).items():
        if asked.names and name not in asked.names:
            continue
        with tempfile.TemporaryDirectory() as folder:
            bomb = make()
            result = run_bomb(bomb, Path(folder), asked.seconds * SLOWER.get(name, 1))
        size = sum(map(len, bomb.files.values()))
        print(
            f"{name:12} {size:10,} bytes {result.seconds:6.2f} s {result.memory // 10**6:5} MB"
            f"  exit {result.code}  {result.wrong}",
            flush=True,
        )
        failed += bool(result.wrong)
    print(f"failures {failed}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
