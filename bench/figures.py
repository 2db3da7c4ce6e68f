"""What was measured, as figures: medians, and medians of ratios within a round."""

from collections.abc import Iterator, Mapping
from statistics import median
from typing import NamedTuple

from bench.commands import BARE, LARGE, MEMORY, Command, Goal
from bench.processes import Run

Rounds = list[dict[str, Run]]
"""For each round the run of each command, by its name."""
SLOWDOWN = 11
"""How many times the work of a tenth of the steps a plan may take."""
PER_STEP = 3.0
"""How many KiB of memory a step may take."""


class Measured(NamedTuple):
    """The rounds of all commands on a plan.

    Attributes:
        steps: How many steps the plan has.
        commands: The commands, in the order of the table.
        rounds: What they cost.
        wrong: The commands that answered wrongly, with what was wrong; they have no figures.
        missing: The peers that are not installed.
    """

    steps: int
    commands: tuple[Command, ...]
    rounds: Rounds
    wrong: Mapping[str, str]
    missing: tuple[str, ...]

    def middle(self, name: str, field: str) -> float:
        """Return the median of what a command cost."""
        return median(getattr(one[name], field) for one in self.rounds)

    def ratio(self, name: str, of: str, field: str) -> float | None:
        """Return the median, over the rounds, of the ratio of two commands in the same round."""
        if not {name, of} <= self.rounds[0].keys():
            return None
        return median(getattr(one[name], field) / getattr(one[of], field) for one in self.rounds)


class Verdict(NamedTuple):
    """A goal, and what was reached."""

    steps: int
    name: str
    goal: str
    reached: str
    met: bool


def check_goals(measured: Measured) -> Iterator[Verdict]:
    """Yield every goal that could be judged."""
    for command in measured.commands:
        for goal in command.goals:
            reached = _reach(measured, command.name, goal)
            if reached is not None:
                shown, is_met = f"{reached:.2f}", reached <= goal.most
                yield Verdict(measured.steps, command.name, _describe(goal), shown, is_met)


def _reach(measured: Measured, name: str, goal: Goal) -> float | None:
    if goal.of != MEMORY:
        return measured.ratio(name, goal.of, "cpu")
    return measured.middle(name, "peak") / 1024 if name in measured.rounds[0] else None


def _describe(goal: Goal) -> str:
    if goal.of == MEMORY:
        return f"at most {goal.most:g} MiB"
    of = "bare Python" if goal.of == BARE else goal.of
    return f"CPU at most {goal.most:g} times {of}" if goal.most != 1 else f"less CPU than {of}"


def check_growth(small: Measured, large: Measured) -> Iterator[Verdict]:
    """Return what a step more takes, and what ten times the steps cost, of a large plan."""
    for command in large.commands if large.steps >= LARGE else ():
        name = command.name
        if name.startswith("stc ") and name in small.rounds[0] and name in large.rounds[0]:
            extra = large.middle(name, "peak") - small.middle(name, "peak")
            share = extra / (large.steps - small.steps)
            goal, reached = f"at most {PER_STEP:g} KiB a step", f"{share:.2f}"
            yield Verdict(large.steps, name, goal, reached, share <= PER_STEP)
            if large.steps == 10 * small.steps:
                times = large.middle(name, "cpu") / small.middle(name, "cpu")
                goal = f"CPU at most {SLOWDOWN} times that of {small.steps:,} steps"
                yield Verdict(large.steps, name, goal, f"{times:.2f}", times <= SLOWDOWN)
