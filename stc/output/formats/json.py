"""JSON: an envelope that says what the answer is, and the records. It only ever grows."""

from collections.abc import Iterator, Mapping
from datetime import date
from json import JSONEncoder
from json.encoder import encode_basestring
from typing import Any, Final

from stc.output.ci.logs import quiet_json
from stc.output.registry import Screen
from stc.plan.periods import format_due
from stc.views.view import Context, View


def render(view: View, screen: Screen) -> Iterator[str]:
    """Yield the JSON of a view, indented, record by record; texts are exactly those of the plan."""
    envelope = format_json(make_envelope(view._replace(records=())), indent=2)
    begin = envelope.removesuffix("]\n}") + "\n"
    for record in view.records:
        yield f"{begin}    {_make_exact(_lay_out(record, '    '))}"
        begin = ",\n"
    yield "\n  ]\n}\n" if begin == ",\n" else f"{envelope}\n"


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
    return _make_exact(_lay_out(value, "") if indent else _encode(value))


def _lay_out(value: Any, margin: str) -> str:
    """Return indented JSON; the encoder of the library that indents is slow, and leaves garbage."""
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None:
        return "null"
    deeper = f"{margin}  "
    if value and isinstance(value, dict):
        ends = "{}"
        parts = [f"{_encode(key)}: {_lay_out(part, deeper)}" for key, part in value.items()]
    elif value and isinstance(value, list | tuple):
        ends, parts = "[]", [_lay_out(part, deeper) for part in value]
    else:
        return _encode(value)
    between = f",\n{deeper}"
    return f"{ends[0]}\n{deeper}{between.join(parts)}\n{margin}{ends[1]}"


def _make_exact(text: str) -> str:
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


_encode: Final = JSONEncoder(ensure_ascii=False, default=_format).encode
