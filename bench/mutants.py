"""Ask the tests whether they notice small faults in the code: mutation testing.

Cosmic Ray says where a module can be changed; this script imports each changed module in a process
of its own, under the tests that `mutants.toml` names for it, and writes nothing to the tree. A
property is first asked for few examples; what survives that is asked again for all of them.

    pip install cosmic-ray
    CI=1 python bench/mutants.py [MODULE ...]
"""

import argparse
import ast
import contextlib
import difflib
import gc
import importlib.abc
import importlib.machinery
import importlib.util
import io
import os
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest
from cosmic_ray import plugins
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from hypothesis import Phase, settings

ROOT = Path(__file__).resolve().parents[1]
FEW = 15
# One or two partners for each sign: the others die of a TypeError, which proves nothing.
PARTNERS = {
    "Add_Sub", "Sub_Add", "Mul_FloorDiv", "FloorDiv_Mul", "Div_Mul", "Mod_Mul",
    "BitOr_BitAnd", "BitAnd_BitOr", "Eq_NotEq", "NotEq_Eq", "Lt_LtE", "Lt_Gt", "LtE_Lt", "LtE_GtE",
    "Gt_GtE", "Gt_Lt", "GtE_Gt", "GtE_LtE", "Is_IsNot", "IsNot_Is", "Delete_Not", "Delete_USub",
}  # fmt: skip
SIGNS = ("ReplaceBinaryOperator_", "ReplaceComparisonOperator_", "ReplaceUnaryOperator_")


class Mutant(NamedTuple):
    """One small fault: where it is, what was done there, and the module with it."""

    line: int
    operator: str
    source: str


class FewExamples:
    """A plugin of pytest: properties stop at so many examples, and shrink nothing."""

    def __init__(self, most: int) -> None:
        self.most = most

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Replace the settings of each property."""
        for item in items:
            test = getattr(item, "obj", None)
            own = getattr(test, "_hypothesis_internal_use_settings", None)
            if own is not None:
                most = min(own.max_examples, self.most)
                phases = (Phase.explicit, Phase.generate)
                less = settings(own, max_examples=most, phases=phases, database=None)
                getattr(test, "__func__", test)._hypothesis_internal_use_settings = less


class Changed(importlib.abc.MetaPathFinder, importlib.machinery.SourceFileLoader):
    """Imports one module from a changed source."""

    def __init__(self, name: str, path: Path, source: str) -> None:
        super().__init__(name, str(path))
        self.source = source

    def find_spec(self, fullname: str, *_: Any) -> importlib.machinery.ModuleSpec | None:
        """Answer for the one module only."""
        return importlib.util.spec_from_loader(fullname, self) if fullname == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        """Compile the changed source, past every cache, and runs it."""
        exec(compile(self.source, self.path, "exec"), module.__dict__)


def find_mutants(path: Path) -> list[Mutant]:
    """Return every change that Cosmic Ray knows for a module, without those in annotations."""
    source = path.read_text(encoding="utf-8")
    spans = tuple(_list_annotations(source))
    mutants = {}
    for name in plugins.operator_names():
        kind = name.removeprefix("core/")
        operator = plugins.get_operator(name)
        if operator.arguments() or not _is_kept(kind):
            continue
        places = [
            place
            for node in ast_nodes(get_ast(source))
            for place in operator().mutation_positions(node)
        ]
        for number, (start, _) in enumerate(places):
            if any(first <= start < last for first, last in spans):
                continue
            changed = mutate_code(source, operator(), number)
            if changed is not None and changed != source:
                mutants.setdefault(changed, Mutant(start[0], kind, changed))
    return sorted(mutants.values(), key=lambda mutant: mutant.line)


def _is_kept(kind: str) -> bool:
    sign = next((one for one in SIGNS if kind.startswith(one)), None)
    return sign is None or kind.removeprefix(sign) in PARTNERS


def _list_annotations(source: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    for node in ast.walk(ast.parse(source)):
        for name in ("annotation", "returns"):
            part = getattr(node, name, None)
            if part is not None:
                yield (part.lineno, part.col_offset), (part.end_lineno, part.end_col_offset)


def run_tests(tests: Sequence[str], most: int | None) -> int:
    """Run the tests in this process, to the first that fails; gives pytest's exit code."""
    # One process, whatever the suite is usually spread over; and no cache to write.
    options = ("-o", "addopts=", "--import-mode=importlib", "--assert=plain")
    options += ("-x", "-q", "-p", "no:cacheprovider")
    return int(pytest.main([*options, *tests], [FewExamples(most)] if most else []))


def forget(module: str) -> None:
    """Forget the tests, the module, and all that imports it, so that they are imported anew."""
    sources = {_name(path): path for path in (ROOT / "stc").rglob("*.py")}
    imported = {name: set(_list_imported(path)) for name, path in sources.items()}
    tainted = {_name(ROOT / module)}
    while more := {name for name, needs in imported.items() if needs & tainted} - tainted:
        tainted |= more
    for name in list(sys.modules):
        # The command line also imports by names that it puts together.
        if name in tainted or name.startswith(("tests", "stc.cli")):
            del sys.modules[name]
            package, _, last = name.rpartition(".")
            vars(sys.modules.get(package, sys)).pop(last, None)


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _list_imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ask(module: str, mutant: Mutant, tests: Sequence[str], most: int | None, seconds: int) -> int:
    """Start the tests on a mutant in a process of its own; gives its number."""
    child = os.fork()
    if child:
        return child
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(seconds)
    sys.meta_path.insert(0, Changed(_name(ROOT / module), ROOT / module, mutant.source))
    code = 1
    try:
        code = run_tests(tests, most)
    finally:
        os._exit(0 if code == 0 else 1)


def ask_all(
    module: str,
    mutants: Sequence[Mutant],
    tests: Sequence[str],
    most: int | None,
    jobs: int,
    seconds: int,
) -> dict[Mutant, str]:
    """Return for each mutant `killed`, `survived` or `timeout`."""
    waiting, running, verdicts = list(mutants)[::-1], {}, {}
    while waiting or running:
        while waiting and len(running) < jobs:
            mutant = waiting.pop()
            running[ask(module, mutant, tests, most, seconds)] = mutant
        child, status = os.wait()
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM:
            verdict = "timeout"
        else:
            verdict = "survived" if status == 0 else "killed"
        mutant = running.pop(child)
        verdicts[mutant] = verdict
        if verdict != "killed" and mutant.line:
            examples = most or "all"
            print(f"{module}:{mutant.line}: {mutant.operator} ({examples})", file=sys.stderr)
    return verdicts


def show(source: str, mutant: Mutant) -> str:
    """Return the changed line as it was and as it became."""
    lines = difflib.ndiff(source.splitlines(), mutant.source.splitlines())
    changed = [line for line in lines if line.startswith(("- ", "+ "))]
    return "\n".join([f"{mutant.line}: {mutant.operator}", *changed])


def measure(module: str, tests: Sequence[str], typed: argparse.Namespace) -> str:
    """Return a row of the table; prints the survivors."""
    source = (ROOT / module).read_text(encoding="utf-8")
    found = find_mutants(ROOT / module)
    mutants = [one for one in found if not typed.lines or one.line in typed.lines]
    begun = time.monotonic()
    with contextlib.redirect_stdout(io.StringIO()) as said:
        code = run_tests(tests, FEW)
    if code:
        raise SystemExit(f"the tests of {module} fail without a fault:\n{said.getvalue()}")
    took = time.monotonic() - begun
    forget(module)
    gc.freeze()
    none = Mutant(0, "no fault", source)
    if ask_all(module, [none], tests, FEW, 1, int(10 + 5 * took))[none] != "survived":
        raise SystemExit(f"the tests of {module} fail where it is imported anew without a fault")
    verdicts = ask_all(module, mutants, tests, FEW, typed.jobs, int(10 + 5 * took))
    left = [mutant for mutant, verdict in verdicts.items() if verdict == "survived"]
    verdicts |= ask_all(
        module, [] if typed.quick else left, tests, None, typed.jobs, int(60 + 20 * took)
    )
    for mutant in mutants:
        if verdicts[mutant] != "killed":
            print(f"{module}:{verdicts[mutant]}:{show(source, mutant)}", flush=True)
    count = Counter(verdicts.values())
    figures = (len(mutants), count["killed"], count["survived"], count["timeout"])
    return f"| `{module}` | " + " | ".join(map(str, figures)) + " |"


def main() -> None:
    """Ask for each module, or for those named."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("modules", nargs="*", help="as mutants.toml names them; all without any")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--lines", type=int, nargs="+", help="only the faults on these lines")
    parser.add_argument("--quick", action="store_true", help="do not ask a survivor again")
    typed = parser.parse_args()
    table = tomllib.loads((ROOT / "bench" / "mutants.toml").read_text(encoding="utf-8"))
    modules = typed.modules or list(table)
    if len(modules) > 1:
        # Each module in a process of its own, so that none inherits what another imported.
        for module in modules:
            own = [module, "--jobs", str(typed.jobs), *["--quick"] * typed.quick]
            subprocess.run([sys.executable, __file__, *own], check=True, cwd=ROOT)
        return
    sys.path.insert(0, str(ROOT))
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"PYTEST_DEBUG_TEMPROOT": folder, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        print(measure(modules[0], table[modules[0]]["tests"], typed), flush=True)


if __name__ == "__main__":
    main()
