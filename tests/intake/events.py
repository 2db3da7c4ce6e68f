"""Events of GitHub to hand to `stc intake`, with all that their payload has."""

import json
from pathlib import Path
from typing import Any

from stc.intake.questions import CONFIRMED, LABELS, NO_CHANGE, NO_RESPONSE

OPENED = Path(__file__).with_name("opened.json")
"""The event of an issue that was opened by the form."""


def write_body(*, ticked: bool = False, **answers: str) -> str:
    """Return the text of an issue as GitHub makes it of a form: each answer below its question."""
    blank = dict.fromkeys(LABELS, NO_RESPONSE)
    box = f"- [{'x' if ticked else ' '}] {CONFIRMED}"
    given = {**blank, "step": "COM-03", "status": NO_CHANGE, "confirm": box, **answers}
    return "\n\n".join(f"### {LABELS[name]}\n\n{text}" for name, text in given.items())


def make_event(body: str | None, **changes: Any) -> dict[str, Any]:
    """Return the event of an issue with this text; a key with two underscores is one below."""
    event: dict[str, Any] = json.loads(OPENED.read_text("utf-8"))
    event["issue"]["body"] = body
    for path, value in changes.items():
        *above, key = path.split("__")
        held = event
        for part in above:
            held = held[part]
        held[key] = value
    return event


def edit_event(body: str, was: str) -> dict[str, Any]:
    """Return the event of an issue whose text was edited, with the line ends of a browser."""
    changes = {"body": {"from": was}}
    return make_event(body.replace("\n", "\r\n"), action="edited", changes=changes)
