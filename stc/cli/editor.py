"""The editor of the person at the terminal."""

import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

from stc.errors import CannotGoOn, UsageProblem
from stc.text.nearest import quote

_DEFAULT: Final = "vi"
_VARIABLES: Final = ("VISUAL", "EDITOR")
_SET_ONE: Final = "Name one in EDITOR, or change a single field with stc set."


def find_editor() -> list[str]:
    """Return the words of the editor's command: `VISUAL`, else `EDITOR`, else `vi`.

    As with git, `VISUAL` counts only on a terminal that is not dumb, and words may be quoted. No
    shell reads them.

    Raises:
        UsageProblem: The variable is not a command.
        CannotGoOn: None is named, and there is no terminal for `vi`.
    """
    is_dumb = os.environ.get("TERM", "dumb") == "dumb"
    for name in _VARIABLES[1:] if is_dumb else _VARIABLES:
        named = os.environ.get(name, "").strip()
        if named:
            try:
                words = shlex.split(named)
            except ValueError:
                raise UsageProblem(
                    f"{name} is {quote(named)}, whose quotes do not match."
                ) from None
            return words
    if is_dumb or not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise CannotGoOn("There is no terminal to open an editor on, and none is named.", _SET_ONE)
    return [_DEFAULT]


def run_editor(words: list[str], file: Path) -> None:
    """Open a file in an editor, and return when it has ended.

    Raises:
        CannotGoOn: It cannot be started, or says that it failed.
    """
    # The answer goes to standard output, which the editor must not write to.
    stdout = None if sys.stdout.isatty() else 2
    # An interrupt is for the editor. A handler, unlike SIG_IGN, is not handed down to it.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        code = subprocess.run([*words, str(file)], stdout=stdout, check=False).returncode
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        said = f"The editor {quote(words[0], 200)} cannot be started: {reason}."
        raise CannotGoOn(said, _SET_ONE) from None
    finally:
        signal.signal(signal.SIGINT, before)
    if code:
        how = f"exit code {code}" if code > 0 else f"signal {-code}"
        raise CannotGoOn(
            f"The editor {quote(words[0], 200)} ended with {how}; nothing was written."
        )
