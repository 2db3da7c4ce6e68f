"""A file system that fails, and what is seen of a save there."""

import os
from pathlib import Path
from typing import Any

from stc.files.store.system import Files


def nothing_said(said: str) -> None:
    raise AssertionError(said)


def names_beside(path: Path) -> list[str]:
    return sorted(os.listdir(path.parent))


class Faulty(Files):
    """Fails at the N-th call, once or from then on, after closing what is to be closed."""

    def __init__(self, fails_at: int, code: int, for_good: bool) -> None:
        self.calls: list[str] = []
        self._fails_at = fails_at
        self._code = code
        self._for_good = for_good

    def __getattribute__(self, name: str) -> Any:
        method = super().__getattribute__(name)
        if name.startswith("_") or name == "calls":
            return method

        def call(*arguments: Any) -> Any:
            self.calls.append(name)
            number = len(self.calls)
            if number == self._fails_at or (self._for_good and number > self._fails_at):
                if name == "may_write":
                    return False
                if name in ("close", "unlock"):
                    method(*arguments)
                raise OSError(self._code, "injected")
            return method(*arguments)

        return call


class Short(Files):
    """Write at most one byte and reads at most two at a time."""

    def write(self, descriptor: int, data: memoryview) -> int:
        return super().write(descriptor, data[:1])

    def read(self, descriptor: int, size: int) -> bytes:
        return super().read(descriptor, min(size, 2))
