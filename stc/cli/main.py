"""The one boundary: every way a command can end becomes an exit code and at most one sentence."""

import gc
import os
import sys

# Nothing is imported here but what python has already: an interrupt meanwhile is a traceback.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from stc.cli.console import Outcome

DONE, FINDINGS, USAGE, CANNOT_GO_ON, BUG, INTERRUPTED = 0, 1, 2, 3, 70, 130


def main_entry() -> None:
    """Run the command of the process and end it with the exit code."""
    # A command lives for a moment: looking for garbage costs it a third of a large plan's time.
    gc.disable()
    sys.unraisablehook = _heed_lost_interrupt
    try:
        code = _run_process()
    except KeyboardInterrupt:
        code = INTERRUPTED
    finally:
        _drop_unwritten()
    # Python would first take apart all that was loaded, which is a tenth of a short command.
    os._exit(code)


def _drop_unwritten() -> None:
    """Drop what a stream cannot take: python would try again at the end, and exit with 120."""
    for number, stream in ((1, sys.stdout), (2, sys.stderr)):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), number)


def _heed_lost_interrupt(lost: "sys.UnraisableHookArgs") -> None:
    """End the process where python would only report an interrupt, and go on.

    That is where the interrupt comes while python runs a callback of its own, as it does when it
    imports something.
    """
    if lost.exc_type is KeyboardInterrupt:
        os._exit(INTERRUPTED)
    sys.__unraisablehook__(lost)


def _run_process() -> int:
    _stand_in_for_closed_streams()
    return main([_decode(word) for word in sys.argv[1:]])


def _stand_in_for_closed_streams() -> None:
    """Open what the caller has closed, so that no file the command opens gets its number."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            # Writing an answer to an input fails, as it should; messages may get lost.
            flags = os.O_WRONLY if name == "stderr" else os.O_RDONLY
            os.dup2(os.open(os.devnull, flags), number)
            mode = "r" if name == "stdin" else "w"
            stream = os.fdopen(number, mode, encoding="utf-8", closefd=False)
            setattr(sys, name, stream)


def _decode(argument: str) -> str:
    """Return an argument as the UTF-8 text that was typed, in every locale."""
    try:
        return os.fsencode(argument).decode("utf-8")
    except UnicodeError:
        return argument


def main(arguments: "Sequence[str]") -> int:
    """Run a command, print its answer or one sentence, and return the exit code."""
    try:
        return _run(list(arguments))
    except BrokenPipeError:
        # The reader has had what it wanted, as with `stc --help | head -1`.
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(arguments: list[str]) -> int:
    _describe_libraries()
    from stc.cli.console import say_problem, write_outcome
    from stc.errors import StcError

    try:
        outcome = _answer(arguments)
        return outcome if isinstance(outcome, int) else write_outcome(outcome)
    except StcError as problem:
        return say_problem(problem)
    except BrokenPipeError:
        raise
    except OSError as error:
        return _say_output_error(error)
    except Exception:
        return _report_bug()


def _answer(arguments: list[str]) -> "Outcome | int":
    """Return what a command line asks for, or an exit code where all has been said."""
    if "_STC_COMPLETE" in os.environ:
        from stc.cli.complete import complete_line

        offered = complete_line(os.environ)
        if offered is not None:
            return offered
    else:
        from stc.cli.fast_args import read_line

        call = read_line(arguments)
        if call is not None:
            return call()
    from stc.cli.app import run_line

    return run_line(arguments)


def _describe_libraries() -> None:
    """Resolve what the libraries ask the environment for when they are imported."""
    # A plug-in of pydantic is code of whoever wrote the folder that python finds it in.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    # The time zones of the `tzdata` package and not the machine's, so that a day is the same
    # everywhere; and python need not load its build configuration to find them.
    import tzdata

    os.environ["PYTHONTZPATH"] = os.path.join(*tzdata.__path__, "zoneinfo")  # noqa: PTH118
    # Where help is not read on a terminal, rich would cost more than all the rest.
    if "_STC_COMPLETE" in os.environ or not sys.stdout.isatty():
        os.environ["TYPER_USE_RICH"] = "0"


def _say_output_error(error: OSError) -> int:
    from stc.cli.console import say

    say(f"Error: The answer could not be written: {error.strerror or error}.")
    return CANNOT_GO_ON


def _report_bug() -> int:
    import traceback
    from pathlib import Path

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
