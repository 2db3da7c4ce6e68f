"""The one door to git: plumbing commands only, hardened, never fetching, never writing."""

import os
import subprocess
from pathlib import Path
from typing import NamedTuple

# A hostile repository can name programs in its configuration, or hide a bare repository in its
# tree; each of these closes one such way.
_HARDENED = (
    "git",
    "--no-pager",
    "-c",
    "safe.bareRepository=explicit",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "protocol.allow=never",
)
SECONDS = 20


class Answer(NamedTuple):
    """What git answered: its exit code, what it printed, and what it complained of."""

    code: int
    printed: bytes
    complaint: str


def run_git(folder: Path, *arguments: str, given: bytes = b"") -> Answer | None:
    """Gives git's answer, or None where it is missing or takes too long."""
    try:
        ended = subprocess.run(
            _spell_command(folder, arguments),
            input=given,
            capture_output=True,
            env=_scrub_environment(),
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return Answer(ended.returncode, ended.stdout, ended.stderr.decode("utf-8", "replace"))


def start_git(folder: Path, *arguments: str) -> "subprocess.Popen[bytes] | None":
    """Starts a git that answers what it is asked on its standard input; None where it is missing.

    Whoever starts it ends it.
    """
    try:
        return subprocess.Popen(
            _spell_command(folder, arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=_scrub_environment(),
        )
    except OSError:
        return None


def ask_git(folder: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    """Gives what a git command prints, or None where it does not answer or refuses."""
    answer = run_git(folder, *arguments, given=given)
    return answer.printed if answer and answer.code == 0 else None


def _spell_command(folder: Path, arguments: tuple[str, ...]) -> list[str]:
    return [*_HARDENED, "-C", str(folder), *arguments]


def _scrub_environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
