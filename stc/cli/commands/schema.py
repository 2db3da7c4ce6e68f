"""`stc schema`."""

from typing import Annotated, Literal

from stc.cli.console import Outcome
from stc.cli.parameters import Argument

SchemaName = Literal["plan", "timeline", "output"]


def run(
    name: Annotated[
        SchemaName, Argument(help="The plan, the timeline, or what commands print as JSON.")
    ] = "plan",
) -> Outcome:
    """Print the JSON Schema of the plan, of the timeline, or of what --format json prints.

    Example: stc schema timeline
    """
    from stc.views.schema import write_schema

    return Outcome(write_schema(name), exact=True)
