"""`stc completion`."""

from typing import Annotated, Literal

from stc.cli.console import Outcome
from stc.cli.parameters import Argument

Shell = Literal["bash", "zsh", "fish"]


def run(shell: Annotated[Shell, Argument(metavar="SHELL", help="bash, zsh or fish.")]) -> Outcome:
    """Print the script with which a shell completes ids, statuses, departments and options.

    For bash add `eval "$(stc completion bash)"` to ~/.bashrc, for zsh the same with zsh to
    ~/.zshrc, behind `compinit`; for fish write it to ~/.config/fish/completions/stc.fish.

    Example: stc completion bash
    """
    from typer._completion_shared import get_completion_script

    script = get_completion_script(prog_name="stc", complete_var="_STC_COMPLETE", shell=shell)
    return Outcome(f"{script}\n", exact=True)
