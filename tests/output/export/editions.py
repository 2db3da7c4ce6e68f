"""Editions to export, made without git and without a clock."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from stc.output.edition import Edition
from stc.plan.model import Plan, Step
from tests.plans import AS_OF, describe

STAMP = datetime(2025, 1, 24, 12, 0, tzinfo=UTC)


def make_edition(
    plan: Plan,
    steps: tuple[Step, ...] | None = None,
    as_of: date = AS_OF,
    narrowed: Mapping[str, Any] | None = None,
    path: str = "data/plan.yaml",
    revision: str | None = "0123456ab",
) -> Edition:
    """Return the edition of a plan, or of some of its steps."""
    context = describe(plan, as_of)._replace(
        filter=narrowed or {}, plan_path=path, revision=revision
    )
    return Edition(plan, plan.steps if steps is None else steps, context, STAMP)


def quote_yaml(text: str) -> str:
    """Return a text as a double-quoted scalar of YAML, in ASCII."""
    return '"' + "".join(map(_escape, text)) + '"'


def _escape(sign: str) -> str:
    if sign.isascii() and sign.isprintable() and sign not in '"\\':
        return sign
    return f"\\U{ord(sign):08x}"


ODD = (
    "\U0001f46e\U0001f3fd\u200d\u2640\ufe0f caf\xe9 cafe\u0301",
    "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 abc",
    "Donaudampfschifffahrtsgesellschaft" * 40,
    "]]> </td></table> \"quoted\" 'single' & javascript:alert(1)",
    "\U000e0041\U000e007f tags, \U0001d173 music",
)
"""Texts of other scripts and lengths, which may be anything but YAML's own."""
