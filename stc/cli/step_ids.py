"""The steps a command changes: ids as typed, and ids from standard input."""

import sys
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from stc.errors import UsageProblem
from stc.plan.model import Plan, Step
from stc.plan.resolve import resolve_steps
from stc.plan.value_types import fold_id
from stc.text.lists import format_some
from stc.text.nearest import quote
from stc.text.plural import count_noun

STDIN: Final = "-"
"""Typed in place of an id, it stands for the ids on standard input."""
_LARGEST: Final = 4 * 1024 * 1024
_MOST_NAMED: Final = 5
_EXAMPLE: Final = "Pipe ids into it: stc list --dept 911 --format ids | stc set-status - complete."


class StepId(NamedTuple):
    """An id, and its line on standard input; none where it was typed."""

    text: str
    line: int | None = None


def read_ids(words: Sequence[str]) -> tuple[StepId, ...]:
    """Return the ids that were typed, and for `-` those on standard input.

    There they are separated by white space, so that one a line will do.

    Raises:
        UsageProblem: Standard input is a terminal, cannot be read, or is no list of ids.
    """
    found: list[StepId] = []
    for word in dict.fromkeys(words):
        found += _read_stdin() if word == STDIN else (StepId(word),)
    return tuple(found)


def _read_stdin() -> Iterator[StepId]:
    if sys.stdin is None or sys.stdin.closed:
        raise UsageProblem("Standard input is closed, so no ids can be read from it.", _EXAMPLE)
    if sys.stdin.isatty():
        raise UsageProblem("Standard input is a terminal, so no ids are read from it.", _EXAMPLE)
    try:
        data = sys.stdin.buffer.read(_LARGEST + 1)
    except OSError as error:
        from stc.files.store.system import explain

        raise UsageProblem(f"Standard input cannot be read: {explain(error)}.", _EXAMPLE) from None
    if len(data) > _LARGEST:
        raise UsageProblem(
            f"Standard input is larger than {_LARGEST // 2**20} MiB, so it is no list of ids.",
            _EXAMPLE,
        )
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            message = f"Line {number:,} of standard input is not UTF-8, so it is no list of ids."
            raise UsageProblem(message, _EXAMPLE) from None
        yield from (StepId(word, number) for word in text.split())


def find_steps(plan: Plan, ids: Sequence[StepId]) -> tuple[Step, ...]:
    """Return the steps of ids, each once; case does not matter.

    Raises:
        UsageProblem: One is unknown; those from standard input are all named with their lines.
    """
    known = {fold_id(step.id): step for step in plan.steps}
    found: dict[str, Step] = {}
    unknown: list[StepId] = []
    for step_id in ids:
        step = known.get(fold_id(step_id.text))
        if step is not None:
            found[step.id] = step
        elif step_id.line is None:
            resolve_steps(plan, [step_id.text])
        else:
            unknown.append(step_id)
    if unknown:
        raise _describe_unknown(plan, unknown)
    return tuple(found.values())


def _describe_unknown(plan: Plan, unknown: list[StepId]) -> UsageProblem:
    if len(unknown) > 1:
        named = [f"{quote(one.text)} (line {one.line:,})" for one in unknown]
        steps = count_noun(len(unknown), "unknown step")
        message = f"Standard input has {steps}: {format_some(named, _MOST_NAMED)}."
        return UsageProblem(message, "`stc list` shows them all. Nothing was changed.")
    (one,) = unknown
    try:
        resolve_steps(plan, [one.text])
    except UsageProblem as problem:
        said = problem.message[:1].lower() + problem.message[1:]
        return UsageProblem(f"Line {one.line:,} of standard input: {said}", problem.hint)
    raise AssertionError("the step is unknown")
