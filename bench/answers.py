"""What every answer must be, from what the plan was made of; stc is not asked."""

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from bench.make_plan import OPEN, Made, count_warnings, find_overdue
from bench.processes import Run

Check = Callable[[Run], str | None]
"""Return what is wrong with an answer, or None."""

_ID = re.compile(r"\b[A-Z]{2,5}-[0-9]{2,4}\b")
_IN_ORDER = re.compile(r"^\W*([A-Z]{2,5}-[0-9]{2,4})\b", re.MULTILINE)


def expect(wanted: object, read: Callable[[str], object]) -> Check:
    """Return the check that what is read from the answer is what is wanted."""

    def check(run: Run) -> str | None:
        if run.code:
            return f"exit code {run.code}: {run.err.strip()[-300:]}"
        try:
            found = read(run.out)
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            return f"it cannot be read ({error!r:.100}): {run.out[:100]!r}"
        return None if found == wanted else f"{_cut(found)} in place of {_cut(wanted)}"

    return check


def _cut(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 150 else f"{text[:150]}…"


def overdue_in_tsv(made: Made) -> Check:
    """Return the check of `stc overdue --format tsv`: the ids in their order, with their days."""
    days = {step["id"]: step.get("deadline", "") for step in made.steps}
    wanted = [[one, days[one]] for one in find_overdue(made)]
    return expect(wanted, lambda out: _columns(out, "id", "deadline"))


def overdue_in_table(made: Made) -> Check:
    """Return the check of a table of overdue steps: the ids that begin its lines, in their order.

    Above its heading, where there is one, remarks may name steps, too.
    """

    def read(out: str) -> list[str]:
        above, heading, below = out.partition("\nOverdue\n")
        return _IN_ORDER.findall(below if heading else above)

    return expect(find_overdue(made), read)


def overdue_in_any_order(made: Made) -> Check:
    """Return the check of a peer's answer: the ids anywhere in it."""
    return expect(sorted(find_overdue(made)), lambda out: sorted(_ID.findall(out)))


def list_in_tsv(made: Made) -> Check:
    """Return the check of `stc list --format tsv`: every step with what it is about."""
    names = ("id", "status", "action", "deadline", "page")
    wanted = [[step.get(name, "") for name in names] for step in made.steps]
    return expect(wanted, lambda out: _columns(out, *names))


def list_in_json(made: Made) -> Check:
    """Return the check of `stc list --format json`: every step with what it is about."""
    names = ("id", "status", "action", "departments", "deadline")
    wanted = [[step.get(name) for name in names] for step in made.steps]

    def read(out: str) -> object:
        return [[step[name] for name in names] for step in json.loads(out)["steps"]]

    return expect(wanted, read)


def summary_in_json(made: Made) -> Check:
    """Return the check of `stc summary --format json`: the totals, and those of every section."""
    wanted = _count(made.steps, made)
    names = tuple(wanted)
    sections = {
        section["id"]: _count((one for goal in section["goals"] for one in goal["steps"]), made)
        for section in made.data["sections"]
    }

    def read(out: str) -> object:
        answer = json.loads(out)
        groups = {
            one["id"]: _take(one, names) for one in answer["groups"] if one["by"] == "section"
        }
        return _take(answer["totals"], names), groups

    return expect((wanted, sections), read)


def summary_in_table(made: Made) -> Check:
    """Return the check of `stc summary`: the sentence below the statuses."""
    counts = _count(made.steps, made)
    wanted = f"{counts['overdue']:,} of {counts['open']:,} open steps"
    return expect(True, lambda out: wanted in out and "By section" in out)


def _count(steps: Iterable[dict[str, Any]], made: Made) -> dict[str, int]:
    listed, day = list(steps), made.as_of.isoformat()
    names = ("Not started", "Planning", "In progress", "Ongoing", "Complete", "Excluded")
    counts = {
        name.lower().replace(" ", "_"): sum(one["status"] == name for one in listed)
        for name in names
    }
    open_ones = [one for one in listed if one["status"] in OPEN]
    return {
        **counts,
        "steps": len(listed),
        "open": len(open_ones),
        "overdue": sum(one.get("deadline", day) < day for one in open_ones),
        "undated": sum("deadline" not in one for one in open_ones),
    }


def _take(counts: dict[str, int], names: Iterable[str]) -> dict[str, int]:
    return {name: counts[name] for name in names}


def _columns(out: str, *names: str) -> list[list[str]]:
    head, *rows = (line.split("\t") for line in out.splitlines())
    places = [head.index(name) for name in names]
    return [[row[place] for place in places] for row in rows]


def validated(made: Made, layout: str = "canonical") -> Check:
    """Return the check of `stc validate`: what it has read, and how many warnings there are.

    In another layout than the canonical one, there are more of them.
    """
    sections = made.data["sections"]
    counts = {
        "step": len(made.steps),
        "goal": sum(len(section["goals"]) for section in sections),
        "section": len(sections),
        "department": len(made.data["departments"]),
    }
    read = ", ".join(_format_count(number, noun) for noun, number in counts.items())
    judged = f"0 errors, {_format_count(count_warnings(made), 'warning')}."
    judged = judged if layout == "canonical" else "0 errors, "
    return expect((True, True), lambda out: (read in out, judged in out))


def _format_count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def said(*wanted: str) -> Check:
    """Return the check that all of these stand in the answer."""
    return expect([], lambda out: [one for one in wanted if one not in out])


def changed(path: Path, wanted: bytes) -> Check:
    """Return the check that a file holds these bytes now."""

    def check(run: Run) -> str | None:
        if run.code:
            return f"exit code {run.code}: {run.err.strip()[-300:]}"
        return None if path.read_bytes() == wanted else "the file is not what it must be"

    return check
