"""No test leaves a process behind, or waits for one for ever; looked for in the tests' own text."""

import ast
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.children import child

TESTS = Path(__file__).parents[1]
STARTS = {"Popen", "fork", "forkpty", "spawn", "system", "popen", "create_subprocess_exec"}
RUNS = {"run", "call", "check_call", "check_output"}
WAITS = {"wait", "waitpid", "join", "communicate", "serve_forever"}
KNOWN = {
    "children.py": "the one place where a process is started, and killed in a `finally`",
    "faults/kill.py": "a script that forks; its waits have a limit, and its test ends it",
    "faults/mutate.py": "a script that forks; its test ends it with all it started",
}


def find_calls(path: Path) -> Iterator[tuple[ast.Call, str, str]]:
    """Yield the calls in a file, each with what it is called on and its name."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            on = ast.unparse(node.func.value) if isinstance(node.func, ast.Attribute) else ""
            name = (
                node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
            )
            yield node, on, name


def find_faults(path: Path) -> Iterator[str]:
    """Yield the places where a process may stay, or a wait may have no end."""
    for call, on, name in find_calls(path):
        given = {keyword.arg for keyword in call.keywords}
        place = f"{path.relative_to(TESTS)}:{call.lineno}"
        if on in ("os", "subprocess", "asyncio", "pty", "") and name in STARTS:
            yield f"{place}: {name} starts a process; tests.children.child ends it, too"
        elif on == "subprocess" and name in RUNS and "timeout" not in given:
            yield f"{place}: subprocess.{name} without a timeout"
        elif name in WAITS and not call.args and not given & {"timeout", "poll_interval"}:
            yield f"{place}: {name} without an end"


FILES = sorted(TESTS.rglob("*.py"))


def test_the_exceptions_are_files() -> None:
    assert all((TESTS / name).is_file() for name in KNOWN)
    assert len(FILES) > 100


def test_every_process_ends_and_every_wait_has_an_end() -> None:
    asked = [path for path in FILES if str(path.relative_to(TESTS)) not in KNOWN]
    assert [fault for path in asked for fault in find_faults(path)] == []


@pytest.mark.parametrize(
    "text",
    [
        "subprocess.Popen(['x'])",
        "os.fork()",
        "subprocess.run(['x'], check=False)",
        "process.wait()",
        "process.communicate()",
        "thread.join()",
    ],
)
def test_a_fault_is_found(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "TESTS", tmp_path)
    (tmp_path / "one.py").write_text(f"x = {text}\n", "utf-8")
    assert len(list(find_faults(tmp_path / "one.py"))) == 1


SLEEPER = "import sys, time; print('begun', flush=True); time.sleep(600)"


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_child_is_killed_when_its_test_fails() -> None:
    with (
        suppress(ZeroDivisionError),
        child([sys.executable, "-c", SLEEPER], stdout=subprocess.PIPE) as process,
    ):
        assert process.stdout.readline() == b"begun\n"
        raise ZeroDivisionError
    assert not is_running(process.pid)


def test_a_child_that_says_nothing_does_not_keep_its_reader() -> None:
    asked = [sys.executable, "-c", "import time; time.sleep(600)"]
    with child(asked, limit=0.5, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b""
        assert process.wait(60) == -signal.SIGKILL


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_child_heeds_signals_that_whoever_runs_the_tests_has_ignored(number: int) -> None:
    before = signal.signal(number, signal.SIG_IGN)
    try:
        with child([sys.executable, "-c", SLEEPER], stdout=subprocess.PIPE, stderr=-3) as process:
            assert process.stdout.readline() == b"begun\n"
            process.send_signal(number)
            assert process.wait(60) == -number
    finally:
        signal.signal(number, before)
