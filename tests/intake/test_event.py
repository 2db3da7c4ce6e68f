"""The file of an event: what is read of it, and what is refused in a sentence."""

import json
from typing import Any

import pytest

from stc.errors import CannotGoOn
from stc.intake.event import read_event
from tests.intake.events import OPENED, edit_event, make_event, write_body


def read(event: Any) -> Any:
    return read_event(json.dumps(event).encode(), "event.json")


def test_an_issue_that_was_opened() -> None:
    issue = read_event(OPENED.read_bytes(), "event.json")
    assert (issue.number, issue.is_by_bot, issue.is_text_new) == (14, False, True)
    assert issue.body.startswith("### Id in the plan\n\nCOM-03\n\n### Status\n\nComplete\n\n")


def test_an_issue_that_was_edited_has_the_line_ends_of_a_browser() -> None:
    body = write_body(status="Complete")
    issue = read(edit_event(body, "before"))
    assert (issue.body, issue.is_text_new) == (body, True)
    titled = make_event(body, action="edited", changes={"title": {"from": "before"}})
    assert not read(titled).is_text_new
    assert read(make_event(None)).body == ""


@pytest.mark.parametrize("path", ["issue__user__type", "sender__type"])
def test_what_a_program_wrote_is_known(path: str) -> None:
    assert read(make_event("", **{path: "Bot"})).is_by_bot


MANY = 100_000


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is not JSON (line 1, column 1"),
        (b"\xff\xfe{}", "is not UTF-8"),
        (b"not json", "is not JSON"),
        (b"[" * MANY, "has too many levels"),
        (b'{"a":' * MANY, "has too many levels"),
        (b"[]", "is not the event of an issue"),
        (b'"issue"', "is not the event of an issue"),
        (b"null", "is not the event of an issue"),
        (b"{}", "is not the event of an issue"),
        (b'{"issue": []}', "is not the event of an issue"),
        (b'{"issue": {}}', "has the action unknown, not opened or edited"),
        (b'{"action": {}, "issue": {}}', "has the action unknown"),
        (b'{"action": "opened", "issue": {}}', "has no number of an issue"),
    ],
    ids=range(13),
)
def test_what_is_no_event_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(CannotGoOn) as refused:
        read_event(data, "event.json")
    assert refused.value.message.startswith(f'"event.json" {said}')
    assert "GITHUB_EVENT_PATH" in refused.value.hint


@pytest.mark.parametrize(
    "changes",
    [
        *({"action": action} for action in ("closed", "labeled", "", None, "x" * 10_000)),
        # Also in the event of a comment the issue stands, and of a review the pull request.
        {"comment": {"body": write_body()}},
        {"issue__pull_request": {"url": "https://api.github.com/repos/a/b/pulls/14"}},
        *({"issue__number": number} for number in (0, -1, 1.5, "14", "$(x)", None, True, 10**40)),
        *({"issue__body": body} for body in (5, [], {"a": "b"}, False)),
    ],
)  # fmt: skip
def test_another_event_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(CannotGoOn) as refused:
        read(make_event(write_body(), **changes))
    assert len(refused.value.message) < 300


def test_a_number_of_a_million_digits_is_not_computed() -> None:
    with pytest.raises(CannotGoOn):
        read_event(b'{"action": "opened", "issue": {"number": ' + b"9" * 1_000_000 + b"}}", "e")
