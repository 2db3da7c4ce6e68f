"""The action's own scripts, run in bash with a program that writes down how it was called."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
INSTALL, VALIDATE = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]
RECORDER = """\
#!{python}
import json, sys
json.dump(sys.argv[1:], open(sys.argv[0] + ".json", "a"))
open(sys.argv[0] + ".json", "a").write("\\n")
sys.exit({code})
"""
HOSTILE = ('$(touch owned)`touch owned`"; touch owned; "', "--help", "a b\nc", "*")


def make_program(path: Path, code: int = 0) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(RECORDER.format(python=sys.executable, code=code), "utf-8")
    path.chmod(0o755)


def read_calls(path: Path) -> list[list[str]]:
    return [json.loads(line) for line in Path(f"{path}.json").read_text("utf-8").splitlines()]


def run(script: str, folder: Path, **variables: str) -> int:
    work = folder / "work"
    work.mkdir(exist_ok=True)
    environment = {"PATH": f"{folder}/bin:/usr/bin:/bin", "RUNNER_TEMP": str(folder / "temp")}
    command = ["/bin/bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script]
    done = subprocess.run(
        command, cwd=work, env={**environment, **variables}, check=False, timeout=300
    )
    assert list(work.iterdir()) == []
    return done.returncode


def validate(folder: Path, code: int = 0, **wanted: str) -> tuple[int, list[str]]:
    program = folder / "temp" / "stc" / "bin" / "stc"
    make_program(program, code)
    names = {"PLAN": "", "BASE": "", "STRICT": "false", "FORMAT": "auto", **wanted}
    assert {f"WANTED_{name}" for name in names} == set(VALIDATE["env"])
    result = run(
        VALIDATE["run"], folder, **{f"WANTED_{name}": value for name, value in names.items()}
    )
    (call,) = read_calls(program)
    return result, call


def test_without_inputs_it_validates_what_is_found(tmp_path: Path) -> None:
    assert validate(tmp_path) == (0, ["validate", "--format=auto"])


def test_inputs_become_options(tmp_path: Path) -> None:
    code, call = validate(tmp_path, PLAN="p.yaml", BASE="origin/main", STRICT="true", FORMAT="json")
    assert code == 0
    assert call == ["validate", "--format=json", "--plan=p.yaml", "--base=origin/main", "--strict"]


@pytest.mark.parametrize("text", HOSTILE)
def test_inputs_stay_one_argument_and_run_nothing(text: str, tmp_path: Path) -> None:
    _, call = validate(tmp_path, PLAN=text, BASE=text, STRICT=text, FORMAT=text)
    assert call == ["validate", f"--format={text}", f"--plan={text}", f"--base={text}"]


def test_findings_fail_the_step(tmp_path: Path) -> None:
    assert validate(tmp_path, code=1)[0] == 1


def test_every_input_reaches_the_script_by_the_environment() -> None:
    assert VALIDATE["env"] == {
        f"WANTED_{name.upper()}": f"${{{{ inputs.{name} }}}}"
        for name in ("plan", "base", "strict", "format")
    }


def test_it_installs_its_own_checkout_outside_the_workspace(tmp_path: Path) -> None:
    make_program(tmp_path / "bin" / "python3")
    make_program(tmp_path / "temp" / "stc" / "bin" / "python")
    assert run(INSTALL["run"], tmp_path, GITHUB_ACTION_PATH="/the action") == 0
    (made,) = read_calls(tmp_path / "bin" / "python3")
    assert made == ["-P", "-m", "venv", str(tmp_path / "temp" / "stc")]
    needs, itself = read_calls(tmp_path / "temp" / "stc" / "bin" / "python")
    assert needs[-3:] == ["--require-hashes", "--requirement", "/the action/requirements.lock"]
    assert itself[-3:] == ["--no-deps", "--no-build-isolation", "/the action"]
    assert needs[0] == itself[0] == "-P"
