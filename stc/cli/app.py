"""The command `stc`: a group whose commands are imported only when they run."""

import inspect
import os
from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from stc.cli.console import Outcome, say
from stc.cli.fast_args import HELP
from stc.cli.main import DONE, USAGE
from stc.cli.parameters import MISSING, Argument, Command, Option, call_command, list_parameters
from stc.cli.registry import COMMANDS
from stc.errors import UsageProblem
from stc.text.nearest import find_nearest

_SETTINGS = {"help_option_names": [*HELP]}


class OnceCommand(TyperCommand):
    """A command that refuses an option with one value that is given twice."""

    def get_help_option_names(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """Return how help is asked for; typer would return it in any order."""
        return [*ctx.help_option_names]

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Read the arguments into the context, and return those that are left."""
        typed = list(args)
        rest = super().parse_args(ctx, args)
        if not ctx.resilient_parsing:
            *_, order = self.make_parser(ctx).parse_args(typed)
            _refuse_repeated(order)
        return rest


def _refuse_repeated(order: list[Any]) -> None:
    """Refuse a second value of an option; typer would forget the first without a word."""
    options = [given_option for given_option in order if isinstance(given_option, TyperOption)]
    single = [
        given_option.opts[0]
        for given_option in options
        if not (given_option.multiple or given_option.is_flag)
    ]
    repeated = next((name for name in single if single.count(name) > 1), None)
    if repeated is not None:
        is_plan = repeated == "--plan"
        hint = "Only `stc validate` takes several plans." if is_plan else "Give it once."
        raise UsageProblem(f"{repeated} is given twice.", hint)


class LazyGroup(TyperGroup):
    """A group that knows its commands by name and summary until one of them runs."""

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]
        """Return the name, the whole command and the rest of the arguments."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            nearest = find_nearest(args[0], self.commands)
            meant = f" Did you mean {nearest!r}?" if nearest else ""
            ctx.fail(f"No such command {args[0]!r}.{meant}")
        name, command, rest = super().resolve_command(ctx, args)
        entry = next((entry for entry in COMMANDS if entry.name == name), None)
        return name, load_command(entry.name, entry.module) if entry else command, rest


def run_line(arguments: list[str]) -> Outcome | int:
    """Return what a command line asks for, or the exit code where it was help, or a mistake."""
    app = build_app()
    try:
        if "_STC_COMPLETE" in os.environ:
            from typer._completion_classes import completion_init

            completion_init()
            app.main(prog_name="stc")
        with app.make_context("stc", arguments) as context:
            outcome: Outcome | None = app.invoke(context)
            return outcome or DONE
    except typer.TyperException as problem:
        return _say_usage(problem)
    except typer.Exit as end:
        return end.exit_code


def _say_usage(problem: Exception) -> int:
    context = getattr(problem, "ctx", None)
    message = getattr(problem, "format_message", problem.__str__)()
    unknown = getattr(problem, "option_name", None)
    if unknown and context:
        options = {name for parameter in context.command.params for name in parameter.opts}
        nearest = find_nearest(unknown, options)
        message = f"No such option: {unknown}." + (f" Did you mean {nearest}?" if nearest else "")
    # Typer lists choices one below the other.
    say("Error: " + message.replace("\n\t", " "))
    say(f"Try: {context.command_path if context else 'stc'} --help")
    return USAGE


def load_command(name: str, module: str) -> Any:
    """Return the command of a module: its function `run`, with that function's docstring."""
    app = typer.Typer(add_completion=False)
    command = app.command(name, cls=OnceCommand, no_args_is_help=False, context_settings=_SETTINGS)
    command(_spread(import_module(module).run))
    return typer.main.get_command(app)


def _spread(run: Command) -> Callable[..., Any]:
    """Return the command as typer reads one: from a signature that names each parameter."""
    parameters = list_parameters(run)

    def run_spread(**values: Any) -> Any:
        return call_command(run, values)

    run_spread.__doc__ = run.__doc__
    annotations = {
        parameter.name: Annotated[parameter.type, _translate(parameter.declared)]
        for parameter in parameters
    }
    run_spread.__annotations__ = annotations
    run_spread.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(
                parameter.name,
                inspect.Parameter.KEYWORD_ONLY,
                default=inspect.Parameter.empty
                if parameter.default is MISSING
                else parameter.default,
                annotation=annotations[parameter.name],
            )
            for parameter in parameters
        ]
    )
    return run_spread


def _translate(declared: Option | Argument) -> Any:
    if isinstance(declared, Argument):
        return typer.Argument(
            metavar=declared.metavar, help=declared.help, autocompletion=declared.complete
        )
    return typer.Option(
        *declared.names,
        metavar=declared.metavar,
        help=declared.help,
        autocompletion=declared.complete,
        rich_help_panel=declared.panel,
        min=declared.least,
        max=declared.most,
    )


def build_app() -> TyperGroup:
    """Return the group with its options."""
    app = typer.Typer(
        cls=LazyGroup,
        invoke_without_command=True,
        no_args_is_help=False,
        add_completion=False,
        context_settings=_SETTINGS,
    )
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
    if version:
        from stc.cli.version import describe_version

        return Outcome(describe_version())
    from stc.cli.app import describe_examples

    return Outcome(describe_examples())


def describe_examples() -> str:
    """Return a few commands to try, each with the question it answers."""
    from stc.cli.examples import list_examples

    examples = [*list_examples()]
    width = max(len(command) for command, _ in examples)
    lines = [f"  {command:<{width}}   {question}" for command, question in examples]
    return (
        "stc tracks a public plan kept as plain text. Try:\n\n"
        + "\n".join(lines)
        + "\n\nstc --help lists all commands.\n"
    )
