"""Check imports against real plans: `python -m tests.realplans FOLDER [SHIPPED_PLAN]`.

FOLDER holds a folder a plan: tables, `import.yaml`, the `plan.yaml` that should come of them, and
`expected.json`, counted from the tables by other code. They are not in this repository, for their
licences differ. SHIPPED_PLAN is the plan that the rules of `seed004` are compared with.
"""

import csv
import json
import sys
import tempfile
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any, Final

from stc.cli.main import main as run_stc
from stc.files.load import load_plan
from stc.findings import count_findings
from stc.plan.model import Plan
from stc.yaml.reader import read_document
from stc.yaml.values import to_data

BAR: Final = {"action": 109, "status": 108, "deadline": 109, "departments": 107}
"""How many steps of the shipped plan the rules of its damaged table find, at least."""


def ask(*words: str) -> tuple[int, str]:
    """Return the exit code and the output of a command."""
    kept, said = BytesIO(), BytesIO()
    out, err = (TextIOWrapper(one, "utf-8", write_through=True) for one in (kept, said))
    with redirect_stdout(out), redirect_stderr(err):
        code = run_stc(list(words))
    return code, (kept.getvalue() + said.getvalue() if code else kept.getvalue()).decode()


def ask_json(*words: str) -> Any:
    """Return the answer of a command, as programs read it."""
    code, out = ask(*words, "--format", "json")
    if code:
        raise SystemExit(f"stc {' '.join(words)}: exit {code}\n{out}")
    return json.loads(out)


def read(path: Path) -> Any:
    """Return the data of a YAML file."""
    return to_data(read_document(path.read_bytes(), str(path)).root)


def list_differences(found: Any, expected: Any, path: str = "") -> list[str]:
    """Return where two data differ."""
    if isinstance(found, dict) and isinstance(expected, dict):
        keys = dict.fromkeys([*expected, *found])
        parts = ((found.get(key), expected.get(key), f"{path}.{key}") for key in keys)
        return [one for part in parts for one in list_differences(*part)]
    if isinstance(found, list) and isinstance(expected, list) and len(found) == len(expected):
        parts = (
            (*pair, f"{path}[{n}]") for n, pair in enumerate(zip(found, expected, strict=True))
        )
        return [one for part in parts for one in list_differences(*part)]
    return [] if found == expected else [f"{path}: {found!r}, and not {expected!r}"]


def load(path: Path) -> tuple[Plan | None, int]:
    """Return a plan, and how many errors it has."""
    loaded = load_plan(path.read_bytes(), str(path))
    return loaded.value, count_findings(loaded.findings, "error")


def count(plan: Plan, path: Path, expected: dict[str, Any]) -> dict[str, Any]:
    """Return the numbers of a plan that are expected of it."""
    kinds = Counter(step.status.kind.name.lower() for step in plan.steps)
    found: dict[str, Any] = {
        "steps": len(plan.steps),
        "by_kind": dict(kinds),
        "by_status": dict(Counter(step.status.name for step in plan.steps)),
        "open_undated": sum(step.status.is_open and step.deadline is None for step in plan.steps),
        "slipped": sum(bool(step.revisions) for step in plan.steps),
    }
    named = ("--plan", str(path))
    for day, wanted in expected.items():
        if not day[:1].isdigit():
            continue
        answers = {
            "overdue": ask_json("overdue", *named, "--as-of", day),
            "due_within_90_days": ask_json("due", *named, "--as-of", day, "--within", "90d"),
        }
        found[day] = {key: describe(plan, answer["steps"]) for key, answer in answers.items()}
        if "late_to_start" in wanted:
            late = ask_json("list", *named, "--as-of", day, "--late-to-start")
            found[day]["late_to_start"] = [step["id"] for step in late["steps"]]
    return found


def describe(plan: Plan, steps: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the numbers of some steps of a plan."""
    order = [step.id for step in plan.steps]
    names = {one.id: one.name for one in plan.departments}
    owners = Counter(names[one] for step in steps for one in step["departments"])
    return {
        "steps": len(steps),
        "no_owner": sum(not step["departments"] for step in steps),
        "by_owner": dict(sorted(owners.items())),
        "ids": sorted((step["id"] for step in steps), key=order.index),
    }


def fold_order(numbers: Any) -> Any:
    """Return numbers whose lists of ids are sorted, since their order is no number."""
    if isinstance(numbers, dict):
        return {key: fold_order(value) for key, value in numbers.items()}
    return sorted(numbers) if isinstance(numbers, list) else numbers


def check_plan(folder: Path, made: Path) -> list[str]:
    """Return what is wrong with the plan that the rules of a folder make."""
    code, out = ask("import", str(folder / "import.yaml"), "-o", str(made), "--format", "json")
    if code:
        return [f"exit {code}: {out[:2000]}"]
    totals = json.loads(out)["totals"]
    kept = ("typed", "extra", "words", "review", "refused", "left_out", "unread")
    counts = ", ".join(f"{totals[key]} {key}" for key in kept)
    print(f"  {totals['rows']} rows, {totals['steps']} steps, {totals['cells']} cells: {counts}")
    plan, errors = load(made)
    if plan is None or errors:
        return [f"{errors} errors"]
    problems = list_differences(read(made), read(folder / "plan.yaml"))
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    numbers = count(plan, made, expected)
    return problems + list_differences(fold_order(numbers), fold_order(expected), "expected")


def check_published(folder: Path, made: Path, shipped: Path) -> list[str]:
    """Return what the rules of the damaged table do not find of the shipped plan."""
    code, out = ask("import", str(folder / "import.yaml"), "-o", str(made), "--format", "json")
    if code:
        return [f"exit {code}: {out[:2000]}"]
    (found, errors), (true, _) = load(made), load(shipped)
    if found is None or true is None or errors:
        return [f"{errors} errors"]
    by_text = {_fold(step.action): step for step in found.steps}
    same: Counter[str] = Counter()
    for step in true.steps:
        other = by_text.get(_fold(step.action))
        if other is None:
            continue
        same["action"] += 1
        same["status"] += other.status.name == step.status.name
        same["deadline"] += other.deadline == step.deadline
        names = ({one.name for one in each.departments} for each in (step, other))
        same["departments"] += len({frozenset(one) for one in names}) == 1
    marked = sum(step.needs_review is not None for step in found.steps)
    refused = json.loads(out)["totals"]["refused"]
    print(f"  {len(found.steps)} rows, {marked} marked, {refused} dates refused")
    print(f"  of the {len(true.steps)} steps of the shipped plan: {dict(same)}")
    return [f"{key}: {same[key]} of {bar}" for key, bar in BAR.items() if same[key] < bar]


def _fold(text: str) -> str:
    """Return the letters and digits of a text: the copy lost hyphens at the ends of lines."""
    return "".join(filter(str.isalnum, text))


def check_words(path: Path) -> list[str]:
    """Return which published deadlines are not understood as they are meant."""
    from stc.plan.periods import last_day
    from stc.plan.typed_periods import find_period
    from stc.plan.vocabulary import FiscalYear

    problems = []
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    for row in rows:
        due = find_period(row["published"], FiscalYear(4, "start"))
        last = last_day(due).isoformat() if due else ""
        if last != row["last_day"]:
            problems.append(f"{row['published']!r}: {last}, and not {row['last_day']!r}")
    print(f"  {len(rows) - len(problems)} of {len(rows)} words are understood or refused rightly")
    return problems


def main(folder: Path, shipped: Path) -> int:
    """Check each folder, say what differs, and return the exit code."""
    failed = 0
    with tempfile.TemporaryDirectory() as kept:
        for rules in sorted(folder.glob("*/import.yaml")):
            name, made = rules.parent.name, Path(kept) / f"{rules.parent.name}.yaml"
            print(name)
            is_plan = (rules.parent / "expected.json").exists()
            if is_plan:
                problems = check_plan(rules.parent, made)
            else:
                problems = check_published(rules.parent, made, shipped)
            failed += _say(problems)
    for words in sorted(folder.glob("words-*.csv")):
        print(words.name)
        failed += _say(check_words(words))
    return 1 if failed else 0


def _say(problems: list[str]) -> int:
    for problem in problems[:20]:
        print(f"  {problem}")
    print("  equal" if not problems else f"  {len(problems)} differences")
    return len(problems)


if __name__ == "__main__":
    arguments = [Path(one) for one in sys.argv[1:]]
    shipped = arguments[1] if len(arguments) > 1 else Path(__file__).parents[1] / "data/plan.yaml"
    sys.exit(main(arguments[0], shipped))
