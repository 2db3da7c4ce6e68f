"""The one door to git: plumbing commands only, hardened, never fetching, never writing."""

import os
import subprocess
from pathlib import Path

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
_SECONDS = 20


def ask_git(folder: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    """Gives what a git command prints, or None where git is missing, refuses or takes too long."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    try:
        answer = subprocess.run(
            [*_HARDENED, "-C", str(folder), *arguments],
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return answer.stdout if answer.returncode == 0 else None
