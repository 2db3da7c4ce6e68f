"""The naive form of `stc overdue`: everything imported at once, `yaml.safe_load`, a table."""

from datetime import date
from pathlib import Path
from typing import Annotated

import pydantic
import typer
import yaml
from rich.console import Console
from rich.table import Table


class Step(pydantic.BaseModel):
    """A step, as far as it is asked about."""

    id: str
    status: str
    action: str
    departments: list[str] = []
    deadline: date | None = None


def main(
    plan: Path,
    dept: Annotated[str, typer.Option()],
    as_of: Annotated[str, typer.Option()],
) -> None:
    """List the overdue steps of a department."""
    data = yaml.safe_load(plan.read_text("utf-8"))
    steps = [
        Step(**step)
        for section in data["sections"]
        for goal in section["goals"]
        for step in goal["steps"]
    ]
    day = date.fromisoformat(as_of)
    table = Table("Step", "Deadline", "Status", "Action step", title="Overdue")
    for step in sorted(steps, key=lambda step: step.deadline or date.max):
        is_open = step.status in {"Not started", "Planning", "In progress"}
        if is_open and step.deadline and step.deadline < day and dept in step.departments:
            table.add_row(step.id, step.deadline.isoformat(), step.status, step.action)
    Console(width=120).print(table)


if __name__ == "__main__":
    typer.run(main)
