"""All calls of git: plumbing commands only, hardened, never fetching, never writing."""

import os
import subprocess
from collections.abc import Mapping
from contextlib import suppress
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
    # A commit-graph file is not verified by git: it could claim false parents.
    "-c",
    "core.commitGraph=false",
)
# Only these variables of git are passed on: they name the files of the user's settings.
_KEPT = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM")
_OWN = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "LC_ALL": "C",
}
SECONDS = 20


def write_argument(text: str) -> str:
    """Return a text that git gave, or a person, as an argument: the same bytes in any locale.

    Raises:
        UnicodeError: The text cannot be bytes.
    """
    return os.fsdecode(text.encode("utf-8", "surrogateescape"))


class Answer(NamedTuple):
    """An answer of git: its exit code, stdout and stderr."""

    code: int
    printed: bytes
    complaint: str

    @property
    def fields(self) -> list[str]:
        """The output of `-z`: texts that end with a zero byte."""
        return self.printed.decode("utf-8", "surrogateescape").split("\0")[:-1]


def run_git(folder: Path, *arguments: str, given: bytes = b"") -> Answer | None:
    """Return git's answer, or None if git is missing or takes too long."""
    try:
        ended = subprocess.run(
            _format_command(folder, arguments),
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
    """Start a git that answers requests on its standard input; None if git is missing.

    The caller ends it.
    """
    try:
        return subprocess.Popen(
            _format_command(folder, arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=_scrub_environment(),
        )
    except OSError:
        return None


def ask_git(folder: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    """Return the output of a git command, or None if it fails or does not answer."""
    answer = run_git(folder, *arguments, given=given)
    return answer.printed if answer and answer.code == 0 else None


def _format_command(folder: Path, arguments: tuple[str, ...]) -> list[str]:
    trusted = (f"safe.directory={value}" for value in _read_trusted(os.environ))
    settings = [word for setting in trusted for word in ("-c", setting)]
    return [*_HARDENED, *settings, "-C", str(folder), *arguments]


def _scrub_environment() -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name in _KEPT
    }
    index = os.environ.get("GIT_INDEX_FILE")
    if index:
        # In a hook, this is the index of the commit in progress, relative to this folder.
        kept["GIT_INDEX_FILE"] = str(Path(index).absolute())
    return kept | _OWN


def _read_trusted(environment: Mapping[str, str]) -> list[str]:
    """Return the folders that the user's environment declares safe (`GIT_CONFIG_KEY_0`, `git -c`).

    No other setting is taken from there, since some name programs.
    """
    settings = []
    count = environment.get("GIT_CONFIG_COUNT", "")
    for i in range(int(count) if count.isdecimal() and len(count) < 5 else 0):
        names = (f"GIT_CONFIG_KEY_{i}", f"GIT_CONFIG_VALUE_{i}")
        settings.append(tuple(environment.get(name, "") for name in names))
    given = environment.get("GIT_CONFIG_PARAMETERS", "")
    if given:
        import shlex

        with suppress(ValueError):
            settings += [word.partition("=")[::2] for word in shlex.split(given)]
    return [value for key, value in settings if key.lower() == "safe.directory"]
