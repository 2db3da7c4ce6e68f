"""The one boundary: every way a command can end becomes an exit code and at most one sentence."""

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

DONE, FINDINGS, USAGE, CANNOT_GO_ON, BUG, INTERRUPTED = 0, 1, 2, 3, 70, 130


def main_entry() -> None:
    """Runs the command of the process and ends it with the exit code."""
    _stand_in_for_closed_streams()
    code = main([_decode(one) for one in sys.argv[1:]])
    # The interpreter would flush once more on its way out, and complain about a closed pipe.
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.exit(code)


def _stand_in_for_closed_streams() -> None:
    """Opens what the caller has closed, so that no file the command opens gets its number."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            # Writing an answer to what is open for reading fails, as it should; talk may get lost.
            flags = os.O_WRONLY if name == "stderr" else os.O_RDONLY
            os.dup2(os.open(os.devnull, flags), number)
            mode = "r" if name == "stdin" else "w"
            stream = os.fdopen(number, mode, encoding="utf-8", closefd=False)
            setattr(sys, name, stream)


def _decode(argument: str) -> str:
    """Gives an argument as the UTF-8 text that was typed, in every locale."""
    try:
        return os.fsencode(argument).decode("utf-8")
    except UnicodeError:
        return argument


def main(arguments: Sequence[str]) -> int:
    """Runs a command and gives its exit code; prints the answer, or one sentence."""
    try:
        return _run(list(arguments))
    except BrokenPipeError:
        # The reader has had what it wanted, as with `stc list | head -1`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(arguments: list[str]) -> int:
    _tell_libraries()
    # Here and not above: the way help is drawn is settled when typer is imported.
    import typer

    from stc.cli.app import build_app
    from stc.cli.console import say_problem, write_outcome
    from stc.words.errors import StcError

    try:
        app = build_app()
        if "_STC_COMPLETE" in os.environ:
            app.main(prog_name="stc")
        with app.make_context("stc", arguments) as context:
            outcome = app.invoke(context)
            return write_outcome(outcome) if outcome else DONE
    except StcError as problem:
        return say_problem(problem)
    except typer.TyperException as problem:
        return _say_usage(problem)
    except typer.Exit as end:
        return end.exit_code
    except BrokenPipeError:
        raise
    except OSError as error:
        return _say_output_error(error)
    except Exception:
        return _report_bug()


def _tell_libraries() -> None:
    """Settles what the libraries ask the environment for when they are imported."""
    # A plug-in of pydantic is code of whoever wrote the folder that python finds it in.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    # Where help is not read on a terminal, rich would cost more than all the rest.
    if "_STC_COMPLETE" in os.environ or not sys.stdout.isatty():
        os.environ["TYPER_USE_RICH"] = "0"


def _say_usage(problem: Exception) -> int:
    from stc.cli.console import say

    context = getattr(problem, "ctx", None)
    say(f"Error: {getattr(problem, 'format_message', problem.__str__)()}")
    say(f"Try: {context.command_path if context else 'stc'} --help")
    return USAGE


def _say_output_error(error: OSError) -> int:
    from stc.cli.console import say

    say(f"Error: The answer could not be written: {error.strerror or error}.")
    # What is left in the buffer would fail again when the process ends.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return CANNOT_GO_ON


def _report_bug() -> int:
    from stc import __version__
    from stc.cli.console import say

    kind, value, trace = sys.exc_info()
    frames = traceback.extract_tb(trace)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    name = kind.__name__ if kind else "?"
    say(f"Error: This is a bug in stc: {name} at {where}: {value}")
    version = ".".join(map(str, sys.version_info[:3]))
    say(f"Please report it with the command you ran, stc {__version__}, Python {version}.")
    return BUG
