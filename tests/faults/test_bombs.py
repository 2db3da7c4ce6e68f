"""No file occupies a check: one for each rule and command, under limits of time and memory."""

from pathlib import Path

import pytest

from stc.cli.registry import COMMANDS
from stc.codes import CODES
from tests.faults.bombs import SECONDS, SIZE, SLOWER, list_bombs, run_bomb

BOMBS = list_bombs(SIZE)


def test_every_rule_and_every_command_has_its_bomb() -> None:
    assert set(BOMBS) == {code.id for code in CODES} | {entry.name for entry in COMMANDS}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_takes_little_time_and_memory(name: str, tmp_path: Path) -> None:
    result = run_bomb(BOMBS[name](), tmp_path, SECONDS * SLOWER.get(name, 1))
    assert result.wrong == ""
