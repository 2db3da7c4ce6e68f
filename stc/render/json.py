"""JSON: an envelope that says what the answer is, and the records. It only ever grows."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from stc.render.formats import Screen
from stc.views.view import Context, View


def render(view: View, screen: Screen) -> str:
    """Gives the JSON of a view, indented; texts are exactly those of the plan."""
    context = view.context
    envelope = {
        "schema": view.schema,
        "title": view.title,
        "as_of": context.as_of if context else None,
        "plan": _describe_plan(context) if context else None,
        "filter": context.filter if context else {},
        "totals": view.totals,
        view.collection: view.records,
    }
    text = json.dumps(envelope, indent=2, ensure_ascii=False, default=_spell)
    # Paths may hold bytes that are not text (lone surrogates); JSON has an escape for them.
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def _describe_plan(context: Context) -> Mapping[str, Any]:
    return {
        "title": context.plan_title,
        "path": context.plan_path,
        "revision": context.revision,
    }


def _spell(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a record holds a {type(value).__name__}")
