"""Measures whole processes: stc, the naive form and its peers, against bare Python.

One round is bare Python and then each command once, in an order drawn anew. An answer is checked
before it counts. Figures are medians; ratios are medians of the ratios within a round, so that a
machine that is busy for a while does not favour anybody.

    python3 bench/measure.py                     138, 1,400 and 10,000 steps
    python3 bench/measure.py --steps 138 --only stc --rounds 40
    python3 bench/measure.py --steps 10000 100000 --markdown
    python3 bench/measure.py --steps 10000 --layout quoted --only stc

Exit code 1 means a wrong answer. A goal that was missed is printed, and never an exit code.
"""

import argparse
import json
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import commands, figures, peers, tables
from bench.commands import Command
from bench.figures import Measured, Verdict
from bench.make_plan import LAYOUTS, make_plan
from bench.processes import Launcher, Run

MOST_OF_PEERS = 20_000
"""Up to how many steps the peers are asked, too."""


def measure(
    listed: Iterable[Command], rounds: int, seed: int, launcher: Launcher
) -> tuple[figures.Rounds, dict[str, str]]:
    """Return what each command cost in each round, and what was wrong with an answer.

    The first command begins every round. A command that answers wrongly once has no figures.
    A round before the first warms up: it compiles.
    """
    draw, wrong = Random(seed), {}
    first, *others = listed
    kept: figures.Rounds = []
    for number in range(-1, rounds):
        runs: dict[str, Run] = {}
        order = [first, *sorted(others, key=lambda _: draw.random())]
        for command in order:
            if command.name in wrong:
                continue
            command.prepare()
            run = launcher.run(command.words, command.folder, command.environment)
            problem = command.check(run)
            if problem:
                wrong[command.name] = problem
            runs[command.name] = run
        if number >= 0:
            kept.append(runs)
    return [{name: one[name] for name in one if name not in wrong} for one in kept], wrong


def measure_plan(asked: argparse.Namespace, steps: int) -> Measured:
    """Return what the commands cost on a plan of so many steps."""
    with tempfile.TemporaryDirectory(prefix="bench") as name, Launcher(Path(name)) as launcher:
        place = commands.settle(
            Path(name), make_plan(steps, asked.seed), asked.python, asked.layout
        )
        listed = [*commands.ours(place), commands.naive(place)]
        found, missing = peers.list_peers(place) if steps <= MOST_OF_PEERS else ([], [])
        listed = [one for one in (*listed, *found) if _is_asked(one.name, asked.only)]
        chosen = (commands.bare(place), *listed)
        rounds = count_rounds(asked.rounds, steps)
        say(f"{steps:,} steps, {rounds} rounds of {len(chosen)} commands")
        kept, wrong = measure(chosen, rounds, asked.seed, launcher)
        return Measured(steps, chosen, kept, wrong, tuple(missing))


def _is_asked(name: str, only: Sequence[str]) -> bool:
    return not only or any(one in name for one in only)


def count_rounds(rounds: int, steps: int) -> int:
    """Return fewer rounds of what takes longer and varies less."""
    if steps < commands.LARGE:
        return rounds
    return max(min(rounds, 3), rounds // (3 if steps <= MOST_OF_PEERS else 7))


def say(line: str) -> None:
    """Tells, beside the answer, what is going on."""
    print(line, file=sys.stderr, flush=True)


def judge(measured: Sequence[Measured]) -> list[Verdict]:
    """Return every goal that could be judged."""
    verdicts = [verdict for one in measured for verdict in figures.check_goals(one)]
    for small, large in pairwise(measured):
        verdicts += figures.check_growth(small, large)
    return verdicts


def tell(measured: Sequence[Measured], *, markdown: bool, python: str) -> Iterator[str]:
    """Return the whole answer, part after part."""
    yield f"{commands.describe_python(python)}; {', '.join(peers.describe_peer_versions())}.\n"
    yield f"{platform.system()} {platform.release()}, {_find_processor()}.\n"
    for one in measured:
        title = f"{one.steps:,} steps, {len(one.rounds)} rounds"
        yield f"\n### {title}\n\n" if markdown else f"\n{title}\n"
        yield tables.draw(tables.HEAD, tables.list_costs(one), markdown=markdown)
        if one.missing:
            yield f"\nNot installed: {', '.join(one.missing)}.\n"
    verdicts = judge(measured)
    if verdicts:
        yield "\n### Goals\n\n" if markdown else "\nGoals\n"
        head = ("steps", "command", "goal", "reached", "")
        yield tables.draw(head, tables.list_verdicts(verdicts), markdown=markdown)


def _find_processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{len(names)} x {names[0]}" if names else platform.machine()


def format_json(measured: Sequence[Measured]) -> str:
    """Return every run, for programs."""
    fields = ("cpu", "wall", "peak")
    answer = {
        "sizes": [
            {
                "steps": one.steps,
                "missing": one.missing,
                "wrong": dict(one.wrong),
                "runs": {
                    name: [
                        {field: getattr(runs[name], field) for field in fields}
                        for runs in one.rounds
                    ]
                    for name in one.rounds[0]
                },
            }
            for one in measured
        ],
        "goals": [one._asdict() for one in judge(measured)],
    }
    return json.dumps(answer, indent=1) + "\n"


def parse(words: Sequence[str] | None) -> argparse.Namespace:
    """Return what is asked for."""
    parser = argparse.ArgumentParser(description="Measures stc against bare Python and its peers.")
    parser.add_argument("--steps", type=int, nargs="+", default=[138, 1_400, 10_000], metavar="N")
    parser.add_argument("--rounds", type=int, default=21, help="fewer are run of large plans")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layout", choices=LAYOUTS, default="canonical")
    parser.add_argument("--only", nargs="+", default=[], metavar="TEXT", help="parts of names")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every run to a file")
    parser.add_argument("--markdown", action="store_true", help="print the tables of README.md")
    parser.add_argument("--python", default=sys.executable, help="the interpreter to measure")
    return parser.parse_args(words)


def main(words: Sequence[str] | None = None) -> int:
    """Measures, prints, and gives 1 where an answer was wrong."""
    asked = parse(words)
    commands.describe_python(asked.python)
    measured = [measure_plan(asked, steps) for steps in sorted(asked.steps)]
    sys.stdout.writelines(tell(measured, markdown=asked.markdown, python=asked.python))
    if asked.json:
        asked.json.write_text(format_json(measured), "utf-8")
    for one in measured:
        for name, problem in one.wrong.items():
            say(f"Wrong answer at {one.steps:,} steps: {name}: {problem}")
    return 1 if any(one.wrong for one in measured) else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, subprocess.SubprocessError) as error:
        sys.exit(f"{error}")
