"""Makes the pictures of the README from what the commands print: `python docs/screens/make.py`.

The plan is the copy as published and the day is fixed, so that the pictures stay the same.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parents[2]
WIDTH = 100
SCREENS = {
    "overdue": ["overdue", "--dept", "911", "--as-of", "2025-01-24"],
    "summary": ["summary", "--by", "section", "--as-of", "2025-01-24"],
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


def make_screen(name: str) -> str:
    """Gives the picture of a command as SVG."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "data")
        data.mkdir()
        for file in (ROOT / "tests" / "published").glob("*.yaml"):
            (data / file.name).write_bytes(file.read_bytes())
        environment = {"PATH": os.environ["PATH"], "COLUMNS": str(WIDTH), "FORCE_COLOR": "1"}
        command = [sys.executable, "-P", "-m", "stc", *SCREENS[name]]
        shown = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, check=True
        ).stdout.decode()
    console = Console(record=True, width=WIDTH, file=open(os.devnull, "w"))  # noqa: PTH123, SIM115
    console.print(Text.assemble(("$ ", "bold green"), " ".join(["stc", *SCREENS[name]])))
    console.print(Text.from_ansi(shown))
    console.file.close()
    svg = console.export_svg(code_format=SVG, unique_id=name)
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


def main() -> None:
    """Writes every picture beside this file."""
    for name in SCREENS:
        Path(__file__).with_name(f"{name}.svg").write_text(make_screen(name), encoding="utf-8")


if __name__ == "__main__":
    main()
