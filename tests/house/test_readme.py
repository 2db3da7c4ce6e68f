"""The README is true: short, its commands run, its pictures are what the commands print."""

import importlib.util
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from stc.cli.registry import COMMANDS
from tests.in_process import run_here

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
SET_UP = "python3 -m venv"


def find_commands() -> list[str]:
    """Return every line of the README's shell blocks."""
    blocks = README.split("```sh\n")[1:]
    return [line for block in blocks for line in block.split("```")[0].splitlines() if line.strip()]


def load_screens() -> ModuleType:
    spec = importlib.util.spec_from_file_location("screens", ROOT / "docs" / "screens" / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) < 200


def test_the_readme_sets_up_with_two_commands() -> None:
    """These two are run by `.ci/run`, which `test_ci.py` compares with them."""
    assert len([line for line in find_commands() if line.startswith(SET_UP)]) == 2


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout of the plan as published, to be copied."""
    folder = tmp_path_factory.mktemp("published")
    shutil.copytree(ROOT / "tests" / "published", folder / "data")
    somebody = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    for words in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "-m", "Publish")):
        subprocess.run(["git", *somebody, *words], cwd=folder, check=True, timeout=300)
    return folder


@pytest.mark.parametrize(
    "command", [line for line in find_commands() if not line.startswith(SET_UP)]
)
def test_every_command_of_the_readme_runs(command: str, published: Path, tmp_path: Path) -> None:
    folder = tmp_path / "city"
    shutil.copytree(published, folder)
    environment = {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "HOME": str(tmp_path),
    }
    name, *words = shlex.split(command)
    if name == "stc" and not set(command) & set("|<>&;$*`"):
        code, out, err = run_here(words, folder, environment)
    else:
        run = subprocess.run(
            ["/bin/bash", "-c", command],
            cwd=folder,
            env=environment,
            capture_output=True,
            check=False,
            timeout=300,
        )
        code, out, err = run.returncode, run.stdout, run.stderr
    assert code == 0, err
    assert out
    assert b"Error" not in err


def test_the_readme_names_every_command() -> None:
    missing = [entry.name for entry in COMMANDS if f"stc {entry.name}" not in README]
    assert not missing


@pytest.mark.parametrize("name", ["overdue", "summary", "status", "sheet", "form"])
def test_the_pictures_are_what_the_commands_print(name: str) -> None:
    picture = (ROOT / "docs" / "screens" / f"{name}.svg").read_text("utf-8")
    assert picture == load_screens().make_picture(name)
    addresses = picture.replace("http://www.w3.org/2000/svg", "")
    assert "http" not in addresses


def test_every_link_of_the_documents_leads_somewhere() -> None:
    for document in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")):
        # A pattern in code may look like a link.
        text = re.sub("`[^`\n]*`", "", document.read_text("utf-8"))
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            if "://" not in target:
                assert (document.parent / target).exists(), f"{document.name}: {target}"
