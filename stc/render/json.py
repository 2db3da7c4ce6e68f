"""JSON: an envelope that says what the answer is, and the records. It only ever grows."""

import json
from datetime import date

from stc.render.formats import Screen
from stc.views.view import View


def render(view: View, screen: Screen) -> str:
    """Gives the JSON of a view, indented; texts are exactly those of the plan."""
    context = view.context
    envelope = {
        "schema": view.schema,
        "title": view.title,
        "as_of": context.as_of,
        "plan": {
            "title": context.plan_title,
            "path": context.plan_path,
            "revision": context.revision,
        },
        "filter": context.filter,
        "totals": view.totals,
        view.collection: view.records,
    }
    text = json.dumps(envelope, indent=2, ensure_ascii=False, default=_spell)
    # Paths may hold bytes that are not text (lone surrogates); JSON has an escape for them.
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def _spell(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a record holds a {type(value).__name__}")
