"""The rules: the modules of `plan`, `timeline`, `updates`, `change` with a `DOC` and a `check`.

A new rule is a module there, and its code, which has the name of the module in capitals. A module
of `plan` with a `check_timeline` is a rule about timelines, too, one with a `check_voice` about
updates. Rules come in the order of their codes.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from stc import codes
from stc.rules.rule import ChangeRule, PlanRule, Rule, TimelineRule, VoiceRule


@cache
def list_plan_rules(*, errors_only: bool = False) -> tuple[PlanRule, ...]:
    """Return the rules about a plan; a command that reads needs the errors, and imports no more."""
    found = _find_rules("plan", errors_only=errors_only)
    return tuple(PlanRule(doc, check) for doc, check in found)


@cache
def list_timeline_rules() -> tuple[TimelineRule, ...]:
    """Return the rules about a timeline."""
    found = (*_find_rules("plan", "check_timeline"), *_find_rules("timeline"))
    return tuple(TimelineRule(doc, check) for doc, check in found)


@cache
def list_voice_rules(*, errors_only: bool = False) -> tuple[VoiceRule, ...]:
    """Return the rules about the updates of a voice."""
    found = (
        *_find_rules("plan", "check_voice", errors_only=errors_only),
        *_find_rules("updates", errors_only=errors_only),
    )
    return tuple(VoiceRule(doc, check) for doc, check in found)


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
