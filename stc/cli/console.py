"""What is printed where: the answer on stdout, the messages on stderr."""

import os
import sys
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from stc.cli.options import ShownOptions
from stc.cli.progress import stop_showing
from stc.errors import FileRefused, StcError, UsageProblem
from stc.output.registry import FORMATS, Layout, Screen, render_view
from stc.text.escape import escape_control
from stc.views.view import View

# GitHub, Gitea and Forgejo; Azure; TeamCity.
OBEYING_LOGS = ("GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION")
PIPE_WIDTH = 120
NARROWEST = 20
_UNICODE = ("utf-8", "utf8", "utf_8", "cp65001")
_TERMINAL = "/dev/tty"


class Outcome(NamedTuple):
    """What a command gives back.

    Attributes:
        text: The answer, or its beginning.
        exit_code: 0, or 1 where the answer is that there are findings.
        exact: The answer is for programs: UTF-8 in every locale, never changed for a log.
        messages: Sentences for stderr, after the answer.
        data: The answer where it is bytes that are no text, in place of `text`.
        pieces: The rest of the answer, each piece of whole lines.
    """

    text: str
    exit_code: int = 0
    exact: bool = False
    messages: tuple[str, ...] = ()
    data: bytes | None = None
    pieces: Iterable[str] = ()


def show_view(view: View, how: ShownOptions, exit_code: int = 0) -> Outcome:
    """Return the outcome of a view in the format asked for."""
    pieces = render_view(
        how.format, view, find_screen(how.color, ascii_only=how.ascii, wrap=how.wrap)
    )
    is_exact = FORMATS[how.format].for_programs
    messages = view.list_messages(has_sentences=not is_exact)
    return Outcome("", exit_code, is_exact, messages, pieces=pieces)


def is_glance(how: ShownOptions) -> bool:
    """Return whether a person looks at the answer on a terminal, and so wants to see pictures."""
    return how.format == "table" and sys.stdout.isatty()


def find_screen(color: str, *, ascii_only: bool = False, wrap: bool = False) -> Screen:
    """Return what standard output is: its width, what it can show, whether a person looks at it."""
    encoding, is_terminal = sys.stdout.encoding or "ascii", sys.stdout.isatty()
    is_poor = encoding.lower() not in _UNICODE or (is_terminal and (_is_dumb() or _is_plain()))
    return Screen(
        _find_width(),
        _has_colour(color),
        encoding,
        is_terminal,
        is_ascii=ascii_only or is_poor,
        layout=_find_layout(is_terminal=is_terminal, wrap=wrap),
    )


def _find_layout(*, is_terminal: bool, wrap: bool) -> Layout:
    """Return how tables are laid out: in a pipe by the width that was asked for, if one was."""
    if wrap:
        return "paragraphs"
    if is_terminal:
        return "rows"
    return "paragraphs" if os.environ.get("COLUMNS") else "whole"


def _is_dumb() -> bool:
    return os.environ.get("TERM") == "dumb"


def _is_plain() -> bool:
    """Return whether the locale is C, under which Python writes UTF-8 all the same (PEP 538)."""
    named = os.environ.get("LC_ALL") or os.environ.get("LANG", "")
    return named in ("C", "POSIX") and os.environ.get("LC_CTYPE", "C.UTF-8") == "C.UTF-8"


def _find_width() -> int:
    if sys.stdout.isatty():
        import shutil

        return max(NARROWEST, shutil.get_terminal_size().columns)
    columns = os.environ.get("COLUMNS", "")
    known = columns.isascii() and columns.isdigit() and 0 < int(columns[:6]) < 10_000
    return max(NARROWEST, int(columns)) if known else PIPE_WIDTH


def _has_colour(color: str) -> bool:
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and not _is_dumb()


def write_outcome(outcome: Outcome) -> int:
    """Print an outcome and return its exit code, also where the reader of a pipe has left.

    Raises:
        OSError: Standard output is closed or full.
    """
    encoding = "utf-8" if outcome.exact else sys.stdout.encoding or "ascii"
    quiet: Callable[[str], str] = _quiet_for_log
    if outcome.exact:
        quiet = _quiet_for_terminal if sys.stdout.isatty() else str
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(outcome.data or b"")
        for piece in chain((outcome.text,), outcome.pieces):
            sys.stdout.buffer.write(quiet(piece).encode(encoding, "replace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader has had what it wanted, as with `stc list | head -1`.
        pass
    finally:
        # What was done is said also where the answer cannot be shown.
        for line in outcome.messages:
            say(line)
    return outcome.exit_code


def _quiet_for_terminal(text: str) -> str:
    """Escape a text for a terminal; leave it as it is in a pipe or a file."""
    lines = text.replace("\r\n", "\n")
    return "\t".join(escape_control(part, keep_newlines=True) for part in lines.split("\t"))


def _quiet_for_log(text: str) -> str:
    """Escape a text for the log of a CI job that obeys lines of it; leave it elsewhere."""
    if not any(os.environ.get(name) for name in OBEYING_LOGS):
        return text
    from stc.output.ci.logs import quiet_text

    return quiet_text(text)


def say(line: str) -> None:
    """Print a message on stderr; a closed stderr is not an error."""
    stop_showing()
    encoding = sys.stderr.encoding or "ascii"
    text = _quiet_for_log(escape_control(line, keep_newlines=True))
    shown = text.encode(encoding, "replace").decode(encoding)
    try:
        print(shown, file=sys.stderr, flush=True)
    except OSError:
        return


def is_asking_possible(*, is_piped: bool = False) -> bool:
    """Return whether there is a terminal to ask a person on.

    Args:
        is_piped: Standard input is used for something else, so that the answer comes from the
            terminal itself, and all that is shown must go there.
    """
    if not is_piped:
        return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()
    return sys.stdout.isatty() and sys.stderr.isatty() and os.access(_TERMINAL, os.R_OK)


def ask(question: str, *, is_piped: bool = False) -> bool:
    """Ask a person for a yes; return False if there is no terminal to ask on."""
    if not is_asking_possible(is_piped=is_piped):
        return False
    answer = _read_answer(f"{question} [y/N]", is_piped=is_piped)
    return answer.strip().lower() in (b"y", b"yes")


def ask_line(question: str) -> str | None:
    """Return what a person types on a line, or None where the input has ended."""
    answer = _read_answer(question)
    return answer.decode("utf-8", "surrogateescape").rstrip("\r\n") if answer else None


def _read_answer(question: str, *, is_piped: bool = False) -> bytes:
    stop_showing()
    encoding = sys.stderr.encoding or "ascii"
    shown = escape_control(question).encode(encoding, "replace").decode(encoding)
    print(shown, end=" ", file=sys.stderr, flush=True)
    answer = _read_terminal() if is_piped else sys.stdin.buffer.readline()
    if not answer.endswith(b"\n"):
        print(file=sys.stderr, flush=True)
    return answer


def _read_terminal() -> bytes:
    """Return a line from the terminal of this process; nothing where it has none."""
    try:
        with Path(_TERMINAL).open("rb") as terminal:
            return terminal.readline()
    except OSError:
        return b""


def say_problem(problem: StcError) -> int:
    """Print why a command stopped, with all findings, and return the exit code."""
    for line in describe_problem(problem):
        say(line)
    return 2 if isinstance(problem, UsageProblem) else 3


def describe_problem(problem: StcError) -> tuple[str, ...]:
    """Return why a command cannot go on, after all findings."""
    hint = f" {problem.hint}" if problem.hint else ""
    error = f"Error: {problem.message}{hint}"
    if not isinstance(problem, FileRefused):
        return (error,)
    from stc.output.ci.findings import render_findings

    return (render_findings(problem.findings).rstrip("\n"), error)
