"""The JSON Schema of what commands print with `--format json`.

The envelope only ever grows, so unknown keys are allowed; every key named here is always there.
"""

from typing import Any, Final

from stc.views import (
    counts_over_time,
    departments,
    difference,
    findings,
    history,
    imports,
    measures,
    records,
    report_records,
    rules,
    scorecard,
    slips,
    stale,
    starts,
    steps,
    summary,
    timeline,
)
from stc.views.answer import Answer
from stc.views.arrange import CHOSEN
from stc.views.shapes import DAY, FLAG, TEXT, Fields, Shape, list_of, object_of, or_null

ANSWERS: Final = (
    records.STEPS,
    steps.GROUPS,
    summary.SUMMARY,
    departments.DEPARTMENTS,
    slips.SLIPS,
    slips.GROUPS,
    starts.STARTS,
    history.HISTORY,
    counts_over_time.POINTS,
    stale.STALE,
    scorecard.SCORECARD,
    timeline.TIMELINE,
    timeline.DRIFT,
    rules.RULES,
    difference.DIFF,
    report_records.REPORT,
    imports.IMPORT,
    measures.MEASURES,
    measures.READINGS,
)
"""Every answer. A new one is a line here; a test compares them with the commands."""

_TEXTS: Final = list_of(TEXT)
_PLAN: Final = object_of({"title": TEXT, "path": TEXT, "revision": or_null(TEXT)})


def describe_output() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of all answers; `schema` in an answer says which it is."""
    answers = {answer.schema: _describe_answer(answer) for answer in ANSWERS}
    answers[findings.SCHEMA] = _describe_findings()
    answers[CHOSEN] = _describe_chosen()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What stc prints with --format json",
        "type": "object",
        "required": ["schema"],
        "properties": {"schema": {"enum": list(answers)}},
        "allOf": [
            {
                "if": {"required": ["schema"], "properties": {"schema": {"const": name}}},
                "then": {"$ref": f"#/$defs/{_define(name)}"},
            }
            for name in answers
        ],
        "$defs": {_define(name): shape for name, shape in answers.items()},
    }


def _define(schema: str) -> str:
    return schema.replace("/", "-")


def _describe_answer(answer: Answer) -> Shape:
    envelope: Fields = {
        "schema": {"const": answer.schema},
        "title": TEXT,
        "as_of": DAY if answer.of_a_plan else {"type": "null"},
        "source_as_of": or_null(TEXT) if answer.of_a_plan else {"type": "null"},
        "plan": _PLAN if answer.of_a_plan else {"type": "null"},
        "filter": {"type": "object"},
        "remarks": _TEXTS,
        "totals": object_of(answer.totals, answer.sparse_totals),
        answer.collection: list_of(object_of(answer.record, {**answer.sparse, **answer.more})),
    }
    return {"description": answer.about, **object_of(envelope)}


def _describe_chosen() -> Shape:
    envelope: Fields = {
        "schema": {"const": CHOSEN},
        "title": TEXT,
        "as_of": DAY,
        "source_as_of": or_null(TEXT),
        "plan": _PLAN,
        "filter": {"type": "object"},
        "remarks": _TEXTS,
        "totals": {"type": "object"},
    }
    about = "Any list with --columns: its records have the keys that were chosen, and no others."
    records = {"additionalProperties": list_of({"type": "object"})}
    return {"description": about, **object_of(envelope), **records}


def _describe_findings() -> Shape:
    envelope: Fields = {
        "schema": {"const": findings.SCHEMA},
        "title": TEXT,
        "strict": FLAG,
        "totals": object_of(findings.TOTALS),
        "lines": _TEXTS,
        "findings": list_of(object_of(findings.RECORD)),
    }
    return {"description": "Findings: validate.", **object_of(envelope)}
