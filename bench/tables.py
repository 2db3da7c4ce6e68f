"""The figures as tables, for a terminal and for the README beside this file."""

from collections.abc import Iterable, Iterator, Sequence

from bench.commands import BARE
from bench.figures import Measured, Verdict

Row = Sequence[str]
HEAD = ("", "CPU, ms", "CPU", "time", "memory", "MiB", "CPU of naive")
"""In the middle the ratios to bare Python."""


def list_costs(measured: Measured) -> Iterator[Row]:
    """Return a row for every command that answered."""
    for command in measured.commands:
        name = command.name
        if name in measured.rounds[0]:
            yield (
                name,
                f"{measured.middle(name, 'cpu') * 1000:,.1f}",
                *(f"{_times(measured, name, BARE, field)}" for field in ("cpu", "wall", "peak")),
                f"{measured.middle(name, 'peak') / 1024:,.0f}",
                _times(measured, name, "naive", "cpu"),
            )


def _times(measured: Measured, name: str, of: str, field: str) -> str:
    ratio = measured.ratio(name, of, field)
    return "" if ratio is None else f"{ratio:.2f}" if ratio < 10 else f"{ratio:.1f}"


def list_verdicts(verdicts: Iterable[Verdict]) -> Iterator[Row]:
    """Return a row for every goal."""
    for one in verdicts:
        yield f"{one.steps:,}", one.name, one.goal, one.reached, "met" if one.met else "MISSED"


def draw(head: Row, rows: Iterable[Row], *, markdown: bool) -> str:
    """Return a table: names to the left, numbers to the right."""
    listed = [head, *rows]
    widths = [max(map(len, column)) for column in zip(*listed, strict=True)]
    left = [
        all(not one[:1].isdigit() for one in column[1:]) for column in zip(*listed, strict=True)
    ]
    lines = [
        [
            f"{one:<{width}}" if is_left else f"{one:>{width}}"
            for one, width, is_left in zip(row, widths, left, strict=True)
        ]
        for row in listed
    ]
    if not markdown:
        return "".join("  ".join(line).rstrip() + "\n" for line in lines)
    rule = [
        "-" * width if is_left else "-" * (width - 1) + ":"
        for width, is_left in zip(widths, left, strict=True)
    ]
    return "".join(f"| {' | '.join(line)} |\n" for line in (lines[0], rule, *lines[1:]))
