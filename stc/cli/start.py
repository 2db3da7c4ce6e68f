"""What `stc` says when it is asked nothing."""

from stc.cli.registry import EXAMPLES


def describe_examples() -> str:
    """Return a few commands to try, each with the question it answers."""
    width = max(len(command) for command, _ in EXAMPLES)
    lines = [f"  {command:<{width}}   {question}" for command, question in EXAMPLES]
    return (
        "stc tracks a public plan kept as plain text. Try:\n\n"
        + "\n".join(lines)
        + "\n\nstc --help lists all commands.\n"
    )
