"""Renew the golden corpus: `python -m tests.golden.make`.

With a folder as argument the answers are written there, whole, to compare two versions of the
program: `python -m tests.golden.make FOLDER`.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.golden.corpus import FOLDER, Answer, Case, list_cases, run_case, write_answer
from tests.golden.worlds import WORLDS


def make_answers(name: str, root: Path) -> Iterator[tuple[str, Case, Answer]]:
    """Yield every case of a checkout with its answer, in a folder that is new."""
    world = WORLDS[name]
    pristine, folder = root / f"{name}.new", root / name
    world.make(pristine)
    shutil.copytree(pristine, folder)
    for verb, case in list_cases(world):
        yield verb, case, run_case(folder, case)
        if case.writes:
            shutil.rmtree(folder)
            shutil.copytree(pristine, folder)


def collect_texts(name: str, root: Path) -> dict[str, str]:
    """Return the text of every file of the corpus that belongs to a checkout, by its name."""
    texts: dict[str, list[str]] = {}
    for verb, case, answer in make_answers(name, root):
        texts.setdefault(f"{name}/{verb or 'stc'}.txt", []).append(write_answer(case, answer))
    return {path: "\n".join(parts) for path, parts in texts.items()}


def _write_whole(name: str, root: Path, target: Path) -> None:
    for number, (_, case, answer) in enumerate(make_answers(name, root)):
        folder = target / name / f"{number:04}"
        folder.mkdir(parents=True)
        (folder / "command").write_text(f"{case.width} {case.line} {answer.code}\n", "utf-8")
        for path, data in {"stdout": answer.out, "stderr": answer.err, **answer.files}.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)


def main() -> None:
    """Write the corpus, or whole answers to a folder."""
    os.environ["TYPER_USE_RICH"] = "0"
    with tempfile.TemporaryDirectory() as kept:
        root = Path(kept)
        os.environ["XDG_CACHE_HOME"] = str(root / "cache")
        if len(sys.argv) > 1:
            for name in WORLDS:
                _write_whole(name, root, Path(sys.argv[1]).resolve())
            return
        shutil.rmtree(FOLDER, ignore_errors=True)
        for name in WORLDS:
            for path, text in collect_texts(name, root).items():
                (FOLDER / path).parent.mkdir(parents=True, exist_ok=True)
                (FOLDER / path).write_text(text, "utf-8", newline="")


if __name__ == "__main__":
    main()
