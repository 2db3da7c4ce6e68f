"""The floors of the house and the rooms of the libraries, as import-linter sees them."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"

BAD_IMPORTS = {
    "rooms": ("errors.py", "import stc.plan.model"),
    "yaml": ("plan/model.py", "import yaml.cyaml"),
    "pydantic": ("yaml/nodes.py", "def check():\n    from pydantic import BaseModel"),
    "rich": ("text/escape.py", "from rich.text import Text"),
    "publishing": ("plan/aliases.py", "def check():\n    import jinja2"),
    "workbooks": ("tables/read.py", "def check():\n    import python_calamine"),
    "typer": ("views/__init__.py", "import typer"),
    "processes": ("files/__init__.py", "import subprocess"),
    "pickles": ("files/__init__.py", "import pickle"),
}


def lint(folder: Path) -> tuple[int, str]:
    run = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    return run.returncode, run.stdout + run.stderr


def find_contracts() -> dict[str, str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    return {contract["id"]: contract["name"] for contract in contracts}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "stc", tmp_path / "stc", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_every_contract_is_kept() -> None:
    code, report = lint(ROOT)
    assert code == 0, report


def test_every_contract_can_be_broken(copy: Path) -> None:
    for path, line in BAD_IMPORTS.values():
        with (copy / "stc" / path).open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")
    code, report = lint(copy)
    assert code == 1, report
    names = find_contracts()
    assert BAD_IMPORTS.keys() == names.keys()
    assert [name for name in names.values() if f"{name} BROKEN" not in report] == []


def test_a_new_folder_needs_a_floor(copy: Path) -> None:
    (copy / "stc" / "attic").mkdir()
    (copy / "stc" / "attic" / "__init__.py").write_text("", "utf-8")
    code, report = lint(copy)
    assert code == 1, report
    assert "attic" in report
