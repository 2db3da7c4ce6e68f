"""Help in its three forms, and the script of a shell."""

import shutil
import subprocess
from typing import Any

import pytest

from stc.cli.registry import COMMANDS


@pytest.mark.parametrize("command", [command.name for command in COMMANDS][::5])
def test_three_ways_to_the_help_of_a_command(stc: Any, command: str) -> None:
    asked = stc(command, "--help")
    assert asked.code == 0
    assert asked.out.startswith(f"Usage: stc {command} ")
    assert stc(command, "-h") == stc("help", command) == asked


def test_help_without_a_command_lists_them(stc: Any) -> None:
    asked = stc("--help")
    assert all(command.summary.split()[0] in asked.out for command in COMMANDS)
    assert stc("-h") == stc("help") == asked


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("set", "deadline"), 'no command "set deadline". Did you mean set-deadline?'),
        (("overdeu",), 'no command "overdeu". Did you mean overdue?'),
        (("qqq",), 'no command "qqq". `stc help` lists them all.'),
    ],
)
def test_help_of_an_unknown_command_names_the_nearest(
    stc: Any, words: tuple[str, ...], message: str
) -> None:
    answer = stc("help", *words)
    assert (answer.code, answer.out) == (2, "")
    assert message in answer.err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_can_be_read_by_it(stc: Any, shell: str) -> None:
    answer = stc("completion", shell)
    assert (answer.code, answer.err) == (0, "")
    assert f"complete_{shell}" in answer.out
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=answer.out.encode(), check=True, timeout=60)


def test_a_script_for_another_shell_is_refused(stc: Any) -> None:
    answer = stc("completion", "tcsh")
    assert answer.code == 2
    assert "'bash', 'zsh', 'fish'" in answer.err
    assert stc("completion").code == 2


def test_columns_are_completed_behind_a_comma(stc: Any) -> None:
    from stc.cli.completion import complete_columns

    assert [name for name, _ in complete_columns("id,dead")][:1] == ["id,deadline"]
    assert [name for name, _ in complete_columns("-dead")][:1] == ["-deadline"]
    assert "id,id" not in [name for name, _ in complete_columns("id,i")]
