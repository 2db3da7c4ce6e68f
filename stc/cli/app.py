"""The command `stc`: a group whose commands are imported only when they run."""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from stc.cli.registry import COMMANDS, EXAMPLES


class LazyGroup(TyperGroup):
    """A group that knows its commands by name and summary until one of them runs."""

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]
        """Gives the name, the whole command and the rest of the arguments."""
        name, command, rest = super().resolve_command(ctx, args)
        entry = next((one for one in COMMANDS if one.name == name), None)
        return name, load_command(entry.name, entry.module) if entry else command, rest


def load_command(name: str, module: str) -> Any:
    """Gives the command of a module: its function `run`, with that function's docstring."""
    app = typer.Typer(add_completion=False)
    app.command(name, no_args_is_help=False)(import_module(module).run)
    return typer.main.get_command(app)


def build_app() -> TyperGroup:
    """Gives the group with its options."""
    app = typer.Typer(cls=LazyGroup, invoke_without_command=True, no_args_is_help=False)
    app.callback()(run_group)
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    group.commands = {
        entry.name: TyperCommand(entry.name, help=entry.summary, rich_help_panel=entry.panel)
        for entry in COMMANDS
    }
    return group


def run_group(
    context: typer.Context,
    version: bool = typer.Option(
        False, "--version", help="Print the version, the number of steps and the plan's revision."
    ),
) -> Any:
    """Track a public plan kept as plain text: what is done, what is overdue, what is next.

    Example: stc overdue --dept 911
    """
    if context.invoked_subcommand is not None:
        return None
    from stc.cli.console import Outcome

    if version:
        from stc.cli.version import tell_version

        return Outcome(tell_version())
    width = max(len(command) for command, _ in EXAMPLES)
    lines = [f"  {command:<{width}}   {question}" for command, question in EXAMPLES]
    return Outcome(
        "stc tracks a public plan kept as plain text. Try:\n\n"
        + "\n".join(lines)
        + "\n\nstc --help lists all commands.\n"
    )
