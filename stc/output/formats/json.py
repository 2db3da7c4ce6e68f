"""JSON: an envelope that says what the answer is, and the records. It only ever grows."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from stc.output.ci.logs import quiet_json
from stc.output.registry import Screen
from stc.plan.periods import format_due
from stc.views.view import Context, View


def render(view: View, screen: Screen) -> str:
    """Return the JSON of a view, indented; texts are exactly those of the plan."""
    return format_json(make_envelope(view), indent=2) + "\n"


def make_envelope(view: View) -> dict[str, Any]:
    """Return the envelope of a view: what the answer is, and the records."""
    context = view.context
    return {
        "schema": view.schema,
        "title": view.title,
        "as_of": context.as_of if context else None,
        "source_as_of": _format_due(context.source_as_of) if context else None,
        "plan": _describe_plan(context) if context else None,
        "filter": context.filter if context else {},
        "remarks": list(context.remarks) if context else [],
        "totals": view.totals,
        view.collection: list(view.records),
    }


def format_json(value: Any, indent: int | None = None) -> str:
    """Return the JSON of a value that may hold days; no log of a CI job obeys it."""
    text = json.dumps(value, indent=indent, ensure_ascii=False, default=_format)
    # Paths may hold bytes that are not text (lone surrogates); JSON has an escape for them.
    return quiet_json(text.encode("utf-8", "backslashreplace").decode("utf-8"))


def _format_due(due: date | None) -> str | None:
    return format_due(due) if due else None


def _describe_plan(context: Context) -> Mapping[str, Any]:
    return {
        "title": context.plan_title,
        "path": context.plan_path,
        "revision": context.revision,
    }


def _format(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a record holds a {type(value).__name__}")
