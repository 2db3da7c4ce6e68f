"""The rules: the modules of `change` and of every kind of file, with a `DOC` and a `check`.

A new rule is a module there, and its code, which has the name of the module in capitals. A module
of `plan` with a `check_file` is a rule about all files beside a plan, too. Rules come in the order
of their codes.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from stc import codes
from stc.rules.rule import ChangeRule, FileRule, PlanRule, Rule


@cache
def list_plan_rules(*, errors_only: bool = False) -> tuple[PlanRule, ...]:
    """Return the rules about a plan; a command that reads needs the errors, and imports no more."""
    found = _find_rules("plan", errors_only=errors_only)
    return tuple(PlanRule(doc, check) for doc, check in found)


@cache
def list_file_rules(kind: str, *, errors_only: bool = False) -> tuple[FileRule, ...]:
    """Return the rules about a kind of file beside a plan, by the name of the kind."""
    found = (
        *_find_rules("plan", "check_file", errors_only=errors_only),
        *_find_rules(kind, errors_only=errors_only),
    )
    return tuple(FileRule(doc, check) for doc, check in found)


@cache
def list_change_rules() -> tuple[ChangeRule, ...]:
    """Return the rules about a change."""
    return tuple(ChangeRule(doc, check) for doc, check in _find_rules("change"))


def _find_rules(
    folder: str, function: str = "check", *, errors_only: bool = False
) -> list[tuple[Rule, Callable[[Any], Any]]]:
    names = (file.name for file in Path(__file__).with_name(folder).iterdir())
    found = []
    for name in names:
        if name.endswith(".py") and not name.startswith("_"):
            rule = name.removesuffix(".py")
            if errors_only and getattr(codes, rule.upper()).severity != "error":
                continue
            module = import_module(f"stc.rules.{folder}.{rule}")
            if hasattr(module, "DOC") and hasattr(module, function):
                found.append((module.DOC, getattr(module, function)))
    return sorted(found, key=lambda rule: rule[0].code.id)
