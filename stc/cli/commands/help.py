"""`stc help`."""

from typing import Annotated

from stc.cli.completion import complete_command
from stc.cli.console import Outcome
from stc.cli.parameters import Argument
from stc.cli.registry import COMMANDS
from stc.errors import UsageProblem
from stc.text.nearest import find_nearest, quote


def run(
    name: Annotated[
        list[str] | None,
        Argument(metavar="[COMMAND]", help="The command.", complete=complete_command),
    ] = None,
) -> Outcome | int:
    """Show the commands, or the options of one, as `--help` and `-h` do.

    Example: stc help set-deadline
    """
    from stc.cli.app import run_line

    asked = " ".join(name or ())
    names = [command.name for command in COMMANDS]
    if asked and asked not in names:
        nearest = find_nearest(asked, names)
        hint = f"Did you mean {nearest}?" if nearest else "`stc help` lists them all."
        raise UsageProblem(f"There is no command {quote(asked)}.", hint)
    return run_line([*(name or ()), "--help"])
