"""`stc schema`."""

from typing import Annotated, Literal

import typer

from stc.cli.console import Outcome

FileName = Literal["plan", "timeline"]


def run(
    name: Annotated[FileName, typer.Argument(help="The file.")] = "plan",
) -> Outcome:
    """Print the JSON Schema of the plan or the timeline, for editors and other programs.

    Example: stc schema timeline
    """
    from stc.schema.published import write_schema

    return Outcome(write_schema(name), exact=True)
