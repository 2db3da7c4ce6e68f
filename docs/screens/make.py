"""Make the pictures of the documents from what stc writes: `python docs/screens/make.py`.

The plan is the copy as published and the day is fixed, so that the pictures stay the same. What is
filled in on the page for city staff stands in its own tables.
"""

import os
import pty
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import yaml
from python_calamine import CalamineWorkbook
from rich.console import Console
from rich.text import Text

sys.path.insert(0, str(Path(__file__).parent))
from draw import Column, draw_form, draw_sheet

ROOT = Path(__file__).resolve().parents[2]
STAFF = ROOT / "docs" / "for-city-staff.md"
WIDTH = 100
SCREENS = {
    "overdue": "stc overdue --dept 911 --as-of 2025-01-24",
    "summary": "stc summary --as-of 2025-01-24",
    "show": "stc show COM-03 --as-of 2025-01-24",
    "status": "stc set-status COM-03 complete --completed 2025-01-20 --evidence 'Board minutes'",
}
COLUMNS = {
    "Step": 70,
    "Action step": 200,
    "Status": 100,
    "New status": 95,
    "Completed on": 115,
    "Update": 210,
    "Evidence": 240,
    "New deadline": 118,
    "Reason": 200,
    "Confirm": 75,
}
# Rich's own form fetches a font from another site; this one asks for nothing.
SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<title>stc {unique_id}</title>
<style>
.{unique_id}-matrix {{ font: {char_height}px ui-monospace, Menlo, Consolas, monospace; }}
{styles}
</style>
<defs>{lines}</defs>
<rect width="100%" height="100%" rx="8" fill="#292929"/>
<g transform="translate({terminal_x}, {terminal_y})">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


@contextmanager
def published_plan() -> Iterator[str]:
    """Yield a new folder that holds the plan as published."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "data")
        data.mkdir()
        for file in (ROOT / "tests" / "published").glob("*.yaml"):
            (data / file.name).write_bytes(file.read_bytes())
        yield folder


def run(folder: str, *words: str) -> str:
    """Return what stc prints on a terminal with colours."""
    ours, theirs = pty.openpty()
    environment = {"PATH": os.environ["PATH"], "COLUMNS": str(WIDTH), "TERM": "xterm-256color"}
    command = [sys.executable, "-P", "-X", "utf8", "-m", "stc", *words]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=theirs, stderr=pipe) as stc:
        os.close(theirs)
        shown = b"".join(read_terminal(ours))
        os.close(ours)
        _, said = stc.communicate()
    if stc.returncode:
        raise RuntimeError(said.decode())
    return shown.decode().replace("\r\n", "\n")


def read_terminal(terminal: int) -> Iterator[bytes]:
    """Yield what is written on a terminal until its other end is closed, which is an error here."""
    with suppress(OSError):
        while piece := os.read(terminal, 65536):
            yield piece


def make_screen(name: str) -> str:
    """Return the picture of what a command prints as SVG."""
    typed = SCREENS[name]
    with published_plan() as folder:
        shown = run(folder, *shlex.split(typed)[1:])
    console = Console(record=True, width=WIDTH, file=open(os.devnull, "w"))  # noqa: PTH123, SIM115
    console.print(Text.assemble(("$ ", "bold green"), typed))
    console.print(Text.from_ansi(shown))
    console.file.close()
    svg = console.export_svg(code_format=SVG, unique_id=name)
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


def read_reported() -> dict[str, dict[str, str]]:
    """Return what the page for city staff fills in: for each step its texts by column."""
    reported: dict[str, dict[str, str]] = {}
    rows = re.findall(r"^ *\| ([A-Z]+-\d+) \| (.+?) \| (.+?) \|$", STAFF.read_text("utf-8"), re.M)
    for step, column, text in rows:
        reported.setdefault(step, {})[column] = text
    return reported


def make_sheet() -> str:
    """Return the picture of the sheet of 911 with what the page fills in."""
    reported = read_reported()
    with published_plan() as folder:
        run(folder, "sheet", "--dept", "911", "--as-of", "2025-01-24", "-o", "911.xlsx")
        book = CalamineWorkbook.from_path(str(Path(folder, "911.xlsx")))
        head, *rows = book.get_sheet_by_name("Report").to_python()
    texts = [dict(zip(map(str, head), map(str, row), strict=True)) for row in rows]
    shown = [row | reported[row["Step"]] for row in texts if row["Step"] in reported]
    first = head.index("New status")
    columns = [Column(name, wide, head.index(name) >= first) for name, wide in COLUMNS.items()]
    return draw_sheet("The sheet of 911, some rows filled in", columns, shown)


def make_form() -> str:
    """Return the picture of the form in the browser with what the page answers for one step."""
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/report-progress.yml").read_text("utf-8"))
    labels = {"New status": "Status"}
    answers = {labels.get(name, name): text for name, text in read_reported()["COM-03"].items()}
    answers |= {"Id in the plan": "COM-03", "Who reports": "911"}
    return draw_form("The form, filled in for COM-03", form, answers, "Create")


PICTURES = {"sheet": make_sheet, "form": make_form}


def make_picture(name: str) -> str:
    """Return a picture of the documents as SVG."""
    return PICTURES[name]() if name in PICTURES else make_screen(name)


def main() -> None:
    """Write every picture beside this file."""
    for name in (*SCREENS, *PICTURES):
        Path(__file__).with_name(f"{name}.svg").write_text(make_picture(name), encoding="utf-8")


if __name__ == "__main__":
    main()
