"""Shell completion: what it offers, and that it stays quiet and light."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.in_process import run_here
from tests.plans import SMALL

LOADED = """
import os, sys
heavy = ("typer", "pydantic", "rich", "dateutil", "importlib.metadata")
end = os._exit
def list_and_end(code):
    sys.stderr.write(repr([m for m in heavy if m in sys.modules]))
    sys.stderr.flush()
    end(code)
os._exit = list_and_end
"""


@pytest.fixture
def ask(folder: Path, environment: dict[str, str]) -> Any:
    """Return what a shell is told that asks so, in this process."""

    def call(**asked: str) -> str:
        code, out, err = run_here((), folder, environment | asked)
        assert (code, err) == (0, b"")
        return out.decode("utf-8")

    return call


@pytest.fixture
def complete(ask: Any) -> Any:
    """Return what bash is offered for the last word of a line."""

    def call(line: str, **env: str) -> list[str]:
        env |= {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1)}
        return list(ask(_STC_COMPLETE="complete_bash", **env).split())

    return call


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("stc overdue --dept 9", ["911"]),
        ("stc list --section G", ["GOV"]),
        ("stc list --section R", ["RSP", "RST"]),
        ("stc list --status in", ["in-progress"]),
        ("stc show COM-01", ["COM-01"]),
        ("stc set-status COM-15", ["COM-15"]),
        ("stc set-status COM-03 comp", ["complete"]),
        ("stc ov", ["overdue"]),
        ("stc history --field dep", ["departments"]),
        ("stc history --field needs", ["needs-review"]),
        ("stc list --dept zzz", []),
    ],
)
def test_what_is_offered(complete: Any, line: str, offered: list[str]) -> None:
    assert complete(line) == offered


@pytest.mark.parametrize("data", [b"", b"\0", b"a: [", b"[" * 20_000, b"sections: 3\n", b"\xff"])
def test_nothing_on_a_broken_plan(complete: Any, plan: Path, data: bytes) -> None:
    plan.write_bytes(data)
    assert complete("stc overdue --dept 9") == []


def test_nothing_without_a_plan(complete: Any, plan: Path) -> None:
    plan.unlink()
    assert complete("stc show COM") == []
    assert complete("stc show COM", STC_PLAN="nowhere.yaml") == []


def test_it_loads_neither_typer_nor_rich(run: Any, folder: Path, environment: Any) -> None:
    (folder / "sitecustomize.py").write_text(LOADED, "utf-8")
    env = {
        "_STC_COMPLETE": "complete_bash",
        "COMP_WORDS": "stc overdue --dept 9",
        "COMP_CWORD": "3",
        "PYTHONPATH": f"{environment['PYTHONPATH']}:{folder}",
    }
    answer = run(env=env)
    assert (answer.code, answer.out.split(), answer.err) == (0, ["911"], "[]")


HOSTILE = (
    "\\$(touch owned)", "$(touch owned)", "`touch owned`", "\\`touch owned`", "'; touch owned; '",
    "')); touch owned; ((", 'x"$(touch owned)"', 'a \\" $(touch owned) \\" b',
    "\\'$(touch owned)\\'",
    ":\\$(touch owned)", "[/x] a", "[b]c", "=(touch owned)", "<(touch owned)",
)  # fmt: skip


@pytest.fixture(params=HOSTILE)
def hostile(request: pytest.FixtureRequest, plan: Path) -> str:
    """A plan with a text that a shell might run, in an action, a name and an id."""
    text = str(request.param)
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    data = SMALL.replace("Write the page.", quoted).replace("id: COM-02", f"id: {quoted}")
    plan.write_text(data.replace("name: Communications - OCS", f"name: {quoted}"), "utf-8")
    return text


@pytest.mark.parametrize("line", ["stc show ", "stc list --dept "])
def test_no_text_of_the_plan_runs_in_a_shell(
    ask: Any, hostile: str, line: str, tmp_path: Path
) -> None:
    shown = ask(_TYPER_COMPLETE_ARGS=line, _STC_COMPLETE="complete_zsh")
    # What is left of backslashes are the escapes of a dollar sign and of a colon.
    rest = shown.replace("\\$", "").replace("\\\\:", "")
    assert not set("\\`[]") & set(rest)
    assert "$" not in rest
    assert hostile not in [one.split('"')[1] for one in shown.splitlines()]
    zsh = shutil.which("zsh")
    if zsh:
        script = '_arguments() { local a="${1#*: :}"; eval ws=\\( "${a[3,-3]}" \\) }; eval $(cat)'
        subprocess.run(
            [zsh, "-fc", script], input=shown.encode(), cwd=tmp_path, check=False, timeout=300
        )
        assert not list(tmp_path.rglob("owned"))


@pytest.mark.parametrize("line", ["stc show ", "stc list --dept "])
def test_only_ids_are_offered(ask: Any, hostile: str, line: str) -> None:
    for shell in ("bash", "zsh", "fish"):
        asked = {"_STC_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": line}
        asked |= {"_TYPER_COMPLETE_FISH_ACTION": "get-args", "COMP_WORDS": line, "COMP_CWORD": "2"}
        shown = ask(**(asked if line == "stc show " else asked | {"COMP_CWORD": "3"}))
        offered = [re.split(r"[\t ]", one)[0] for one in shown.splitlines()]
        if shell != "zsh":
            assert set(offered) == ({"COM-01"} if "show" in line else {"911", "comms-ocs"})
