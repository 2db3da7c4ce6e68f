"""The JSON Schema of what commands print with `--format json`, from a list of their fields.

The envelope only ever grows, so unknown keys are allowed; every key named here is always there.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from stc.plan.status import OPEN_THAT_DAY, STATUSES
from stc.views.columns import STEP_COLUMNS
from stc.views.shapes import (
    COUNT,
    DAY,
    FLAG,
    NUMBER,
    REVIEW,
    REVISIONS,
    TEXT,
    TEXTS,
    Fields,
    Shape,
    list_of,
    object_of,
    or_null,
)


class Answer(NamedTuple):
    """What a command answers: the name of its schema, and what its records hold.

    Attributes:
        of_a_plan: Whether it is about a plan, on a day; the day and the plan are null otherwise.
        more: What records also hold in `show`, `overdue --original` and exports, which ask git.
    """

    schema: str
    about: str
    collection: str
    record: Fields
    totals: Fields
    of_a_plan: bool = True
    more: Mapping[str, Shape] = {}


_FIRST: Shape = {
    **or_null(DAY),
    "description": "The first deadline that git or the file knows.",
}
_RECORDED_FIRST: Shape = {
    **or_null(DAY),
    "description": "The first deadline, as the file records it; git may know of another.",
}
_MOVES = list_of(
    object_of(
        {
            "from": or_null(DAY),
            "to": or_null(DAY),
            "days": or_null(NUMBER),
            "day": or_null(DAY),
            "on": or_null(DAY),
            "reasons": TEXTS,
            "silent": FLAG,
            "recorded": FLAG,
            "commit": or_null(TEXT),
            "author": or_null(TEXT),
        }
    )
)
_PLACE: Fields = {"file": TEXT, "line": COUNT}
_SPOT: Fields = {**_PLACE, "column": COUNT}

_STEP: Fields = {column.name: column.describe() for column in STEP_COLUMNS}
_KNOWN: Fields = {
    "first_deadline": _FIRST,
    "slip_days": or_null(NUMBER),
    "moves": _MOVES,
    "disagreements": TEXTS,
}
_COUNTS: Fields = dict.fromkeys(
    (
        "steps",
        *(status.key for status in (*STATUSES, OPEN_THAT_DAY)),
        "counted",
        "open",
        "overdue",
        "review_due",
        "undated",
        "needs_review",
    ),
    COUNT,
)
_SLIPS: Fields = dict.fromkeys(
    (
        "dated",
        "moved",
        "left",
        "moves",
        "silent",
        "later",
        "earlier",
        "back",
        "taken_away",
        "days_later",
        "days_earlier",
        "disagreements",
    ),
    COUNT,
)
_SLIP_TOTALS: Fields = {
    **_SLIPS,
    "git": {**FLAG, "description": "Whether git was asked; the file alone knows less."},
}
_GAPS: Fields = {
    "shallow": FLAG,
    "skipped": list_of(object_of({"day": DAY, "commit": TEXT, "author": TEXT, "reason": TEXT})),
}
_CHANGE: Fields = {
    "day": DAY,
    "when": {"type": "string", "format": "date-time"},
    "commit": TEXT,
    "author": TEXT,
    "subject": TEXT,
    "kind": TEXT,
    "id": TEXT,
    "field": TEXT,
    "before": {},
    "after": {},
    "wording": FLAG,
}
_TOUCHED: Fields = {
    "id": TEXT,
    "section": TEXT,
    "status": TEXT,
    "departments": TEXTS,
    "deadline": or_null(DAY),
    "touched": DAY,
    "days": NUMBER,
    "commit": TEXT,
    "author": TEXT,
    "subject": TEXT,
    "action": TEXT,
    **_PLACE,
}
_CLASSES: Fields = dict.fromkeys(
    (
        "steps",
        "counted",
        "on_time",
        "late",
        "complete_undated",
        "date_not_recorded",
        "overdue",
        "not_yet_due",
        "undated",
        "ongoing",
        "unknown",
        "excluded",
    ),
    COUNT,
)
_OTHERS: Shape = {
    **TEXTS,
    "description": "Ids of the steps whose first deadline in git is another than the file records;"
    " null where git was not asked.",
}
_GROUP: Fields = {"id": TEXT, "title": TEXT}
_MOVED: Fields = {
    "id": TEXT,
    "section": TEXT,
    "departments": TEXTS,
    "deadline": or_null(DAY),
    "first_deadline": _FIRST,
    "days": or_null(NUMBER),
    "moves": _MOVES,
    "silent": COUNT,
    "disagreements": TEXTS,
    "recorded_first_deadline": _RECORDED_FIRST,
    "revisions": REVISIONS,
    "left": {**FLAG, "description": "The step is no longer in the plan."},
    "action": TEXT,
    **_PLACE,
}
_ENTRY: Fields = {
    "when": TEXT,
    "start": DAY,
    "end": DAY,
    "label": TEXT,
    "state": {"enum": ["happened", "planned"]},
    "standing": TEXT,
    "title": TEXT,
    "items": list_of(object_of({"text": TEXT, "items": TEXTS})),
    "steps": TEXTS,
    "source": or_null(TEXT),
    "note": or_null(TEXT),
    "needs_review": REVIEW,
    **_PLACE,
}
_DIFFERENCE: Fields = {
    "kind": {
        "enum": [
            "backwards",
            "completed",
            "status",
            "moved",
            "added",
            "removed",
            "excluded",
            "renamed",
            "departments",
            "reworded",
            "other",
            "plan",
            "wording",
        ]
    },
    "step": or_null(TEXT),
    "about": TEXT,
    "field": TEXT,
    "before": {},
    "after": {},
    "days": or_null(NUMBER),
    "reasons": TEXTS,
    "silent": or_null(FLAG),
    "file": or_null(TEXT),
    "line": or_null(COUNT),
}
_DIFFERENCES: Fields = {
    "before": TEXT,
    "after": TEXT,
    **dict.fromkeys(("statuses", "backwards", "completed", "excluded"), COUNT),
    **dict.fromkeys(("moved", "later", "earlier"), COUNT),
    **dict.fromkeys(("days_later", "days_earlier"), COUNT),
    **dict.fromkeys(("set", "taken_away", "silent", "added", "removed", "renamed"), COUNT),
    **dict.fromkeys(("departments", "reworded", "other", "wording"), COUNT),
}
_FIGURES = (
    *_COUNTS,
    "due_0_30",
    "due_31_60",
    "due_61_90",
    "due_later",
    "current",
    "no_lead",
    "dated",
)
_SINCE_PARTS = (
    "completed",
    "newly_overdue",
    "no_longer_overdue",
    "moved",
    "backwards",
    "added",
    "removed",
    "excluded",
    "restored",
    "came",
    "left",
    "status",
)
_NOW_PARTS = ("due_0_30", "due_31_60", "due_61_90", "overdue")
_UNSETTLED = ("review_due", "undated", "no_lead", "needs_review", "unknown")
_SINCE: Fields = {
    "day": DAY,
    "commit": TEXT,
    "committed": DAY,
    **dict.fromkeys(_SINCE_PARTS, COUNT),
    **dict.fromkeys(("later", "earlier", "days_later", "days_earlier"), COUNT),
    **dict.fromkeys(("taken_away", "set", "silent", "partial"), COUNT),
}
_REPORTED: Fields = {
    "part": {"enum": [*_SINCE_PARTS, *_NOW_PARTS, *_UNSETTLED]},
    "id": TEXT,
    "section": TEXT,
    "departments": TEXTS,
    "status": or_null(TEXT),
    "status_before": or_null(TEXT),
    "deadline": or_null(DAY),
    "deadline_before": or_null(DAY),
    "days_past": or_null(NUMBER),
    "days_moved": or_null(NUMBER),
    "completed": or_null(DAY),
    "evidence": TEXTS,
    "reasons": TEXTS,
    "silent": or_null(FLAG),
    "action": TEXT,
    **_PLACE,
}
_REPORT: Fields = {
    "now": object_of(dict.fromkeys(_FIGURES, COUNT)),
    "then": or_null(object_of(dict.fromkeys(_FIGURES, COUNT))),
    "change": or_null(object_of(dict.fromkeys(_FIGURES, NUMBER))),
    "since": or_null(object_of(_SINCE)),
    "remarks": TEXTS,
}
_FINDING: Fields = {
    "code": TEXT,
    "severity": {"enum": ["error", "warning"]},
    **_SPOT,
    "message": TEXT,
    "hint": TEXT,
    "related": or_null(object_of(_SPOT)),
}

_RULE: Fields = dict.fromkeys(
    ("code", "severity", "title", "why", "bad", "good", "scope", "docs"), TEXT
)

ANSWERS = (
    Answer("stc/steps/2", "Steps: overdue, due, list, show.", "steps", _STEP, _COUNTS, more=_KNOWN),
    Answer(
        "stc/counts/1",
        "Steps counted by department, section or goal.",
        "groups",
        {**_GROUP, "counted": COUNT, "open": COUNT, "steps": COUNT},
        _COUNTS,
    ),
    Answer("stc/summary/1", "Summary.", "groups", {"by": TEXT, **_GROUP, **_COUNTS}, _COUNTS),
    Answer(
        "stc/departments/1",
        "Departments and their names.",
        "departments",
        {"id": TEXT, "name": TEXT, "aliases": TEXTS, **_COUNTS},
        _COUNTS,
    ),
    Answer("stc/slips/2", "Deadlines that moved.", "steps", _MOVED, _SLIP_TOTALS),
    Answer("stc/slip-groups/2", "Moves by group.", "groups", {**_GROUP, **_SLIPS}, _SLIP_TOTALS),
    Answer(
        "stc/history/1",
        "What changed, from git.",
        "changes",
        _CHANGE,
        {"changes": COUNT, "commits": COUNT, "wording": COUNT, **_GAPS},
    ),
    Answer(
        "stc/counts-over-time/1",
        "Steps by status over time.",
        "points",
        {"day": DAY, "commit": TEXT, **_COUNTS},
        {"points": COUNT, **_GAPS},
    ),
    Answer(
        "stc/stale/1",
        "Open steps that nobody touched for long.",
        "steps",
        _TOUCHED,
        {"steps": COUNT, "open": COUNT, "days": COUNT, "record_begins": or_null(DAY), **_GAPS},
    ),
    Answer(
        "stc/scorecard/1",
        "Promises kept, late or not yet.",
        "groups",
        {"by": TEXT, **_GROUP, "against": {"enum": ["current", "original"]}, **_CLASSES},
        {**_CLASSES, "other_originals": or_null(_OTHERS)},
    ),
    Answer(
        "stc/timeline/1",
        "What happened and what was planned.",
        "entries",
        _ENTRY,
        {"entries": COUNT, "shown": COUNT, "passed": COUNT},
    ),
    Answer("stc/rules/1", "Rules: explain.", "rules", _RULE, {"rules": COUNT}, of_a_plan=False),
    Answer(
        "stc/diff/2", "What changed between two versions.", "changes", _DIFFERENCE, _DIFFERENCES
    ),
    Answer(
        "stc/report/1",
        "Report for a meeting; a step has a record in every part it is in.",
        "steps",
        _REPORTED,
        _REPORT,
    ),
)
"""Every answer. A new one is a line here; a test compares them with the commands."""

_PLAN = object_of({"title": TEXT, "path": TEXT, "revision": or_null(TEXT)})


def describe_output() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of all answers; `schema` in an answer says which it is."""
    answers = {one.schema: _describe_answer(one) for one in ANSWERS}
    answers["stc/findings/1"] = _describe_findings()
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
        "plan": _PLAN if answer.of_a_plan else {"type": "null"},
        "filter": {"type": "object"},
        "remarks": TEXTS,
        "totals": object_of(answer.totals),
        answer.collection: list_of(object_of(answer.record, answer.more)),
    }
    return {"description": answer.about, **object_of(envelope)}


def _describe_findings() -> Shape:
    envelope: Fields = {
        "schema": {"const": "stc/findings/1"},
        "title": TEXT,
        "strict": FLAG,
        "totals": object_of({"errors": COUNT, "warnings": COUNT}),
        "lines": TEXTS,
        "findings": list_of(object_of(_FINDING)),
    }
    return {"description": "Findings: validate.", **object_of(envelope)}
