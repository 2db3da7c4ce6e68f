"""`stc schema`."""

from typing import Annotated, Literal

from stc.cli.console import Outcome
from stc.cli.parameters import Argument, Option
from stc.errors import UsageProblem

SchemaName = Literal["plan", "timeline", "updates", "measures", "output"]


def run(
    name: Annotated[
        SchemaName,
        Argument(help="Plan, timeline, updates, measures, or what commands print as JSON."),
    ] = "plan",
    of: Annotated[
        str | None,
        Option("--of", metavar="FILE", help="Offer the names that this plan declares."),
    ] = None,
) -> Outcome:
    """Print the JSON Schema of a kind of file, or of what --format json prints.

    With --of, the statuses, departments, phases, categories and tags of a plan are the choices,
    so that an editor completes them.

    Example: stc schema plan --of data/plan.yaml
    """
    from stc.views.schema import write_schema

    if of is None:
        return Outcome(write_schema(name), exact=True)
    if name != "plan":
        raise UsageProblem(f"--of belongs to the schema of the plan, not of the {name}.")
    from stc.cli.context import resolve_plan_path, show_path
    from stc.files.store.read import read_bytes
    from stc.views.schema import write_schema_of

    path = resolve_plan_path(of, source="--of")
    return Outcome(write_schema_of(read_bytes(path), show_path(path)), exact=True)
