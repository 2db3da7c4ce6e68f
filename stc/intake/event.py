"""The event of an issue, as GitHub hands it to a workflow in a file (webhook payload `issues`).

Whoever may open an issue wrote what is in it: all of it is data, and bounded.
"""

import re
from typing import Any, Final, NamedTuple

from stc.errors import CannotGoOn
from stc.text.nearest import quote

LARGEST: Final = 32 * 1024 * 1024
"""In bytes. GitHub sends no event of more than 25 MB."""
_ACTIONS: Final = ("opened", "edited")
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,9}", re.ASCII)
_HINT: Final = "Name the file of an event `issues`; a job of GitHub has it in GITHUB_EVENT_PATH."


class Issue(NamedTuple):
    """An issue that was opened or edited.

    Attributes:
        number: Its number.
        body: Its text, with line feeds; empty where it has none.
        was: Its text before it was edited; empty where its text is new or was not edited.
        is_by_bot: A program opened or edited it.
        is_text_new: Its text is new or was edited; else only its title was.
    """

    number: int
    body: str
    was: str
    is_by_bot: bool
    is_text_new: bool


class _Number(str):
    """A number as it was written: one of 5,000 digits is refused and not computed."""

    __slots__ = ()


def read_event(data: bytes, shown: str) -> Issue:
    """Return the issue of an event.

    Args:
        data: The bytes of the file.
        shown: How its path is shown.

    Raises:
        CannotGoOn: It is not JSON, or not the event of an issue that was opened or edited.
    """
    event = _parse(data, shown)
    issue = event.get("issue")
    if not isinstance(issue, dict) or "comment" in event or "pull_request" in issue:
        raise _refuse(shown, "is not the event of an issue")
    action = event.get("action")
    if action not in _ACTIONS:
        said = quote(action) if isinstance(action, str) else "unknown"
        raise _refuse(shown, f"has the action {said}, not opened or edited")
    number = issue.get("number")
    if not isinstance(number, _Number) or not _NUMBER.fullmatch(number):
        raise _refuse(shown, "has no number of an issue")
    texts = (issue.get("body"), _find_edited(event))
    if any(not isinstance(text, str | None) or isinstance(text, _Number) for text in texts):
        raise _refuse(shown, "has no text of an issue")
    body, was = ((text or "").replace("\r\n", "\n").replace("\r", "\n") for text in texts)
    is_by_bot = any(_is_bot(person) for person in (issue.get("user"), event.get("sender")))
    return Issue(int(number), body, was, is_by_bot, _is_text_new(event))


def _parse(data: bytes, shown: str) -> dict[str, Any]:
    import json

    if len(data) > LARGEST:
        raise _refuse(shown, f"is larger than {LARGEST // 2**20} MiB")
    try:
        text = data.decode("utf-8")
        event = json.loads(text, parse_int=_Number, parse_float=_Number, parse_constant=_Number)
    except UnicodeDecodeError:
        raise _refuse(shown, "is not UTF-8") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise _refuse(shown, f"is not JSON ({where}: {error.msg})") from None
    except RecursionError:
        raise _refuse(shown, "has too many levels") from None
    if not isinstance(event, dict):
        raise _refuse(shown, "is not the event of an issue")
    return event


def _is_bot(person: object) -> bool:
    return isinstance(person, dict) and person.get("type") == "Bot"


def _find_edited(event: dict[str, Any]) -> Any:
    """Return the text before it was edited, or None."""
    changes = event.get("changes")
    edited = changes.get("body") if isinstance(changes, dict) else None
    return edited.get("from") if isinstance(edited, dict) else None


def _is_text_new(event: dict[str, Any]) -> bool:
    changes = event.get("changes")
    return event["action"] == "opened" or (isinstance(changes, dict) and "body" in changes)


def _refuse(shown: str, what: str) -> CannotGoOn:
    return CannotGoOn(f"{quote(shown, 200)} {what}.", _HINT)
