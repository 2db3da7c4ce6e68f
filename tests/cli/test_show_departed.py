"""`show` of a step that left the plan."""

from pathlib import Path

from tests.in_process import run_here
from tests.output.site.city import describe_story


def test_it_says_when_by_whom_why_and_what_it_was(tmp_path: Path) -> None:
    made = describe_story(tmp_path / "city")
    answer = run_here(["show", "COM-01", "com-07"], made.root, {})
    assert (answer.code, answer.out) == (2, b"")
    assert " ".join(answer.err.decode().split()) == (
        "Error: COM-07 was taken out of the plan on 2025-01-20 by Ann. Was Planning, due Jun 30,"
        ' 2025. No reason given. It said: "Sing what was heard." `stc history COM-07` shows its'
        " history."
    )


def test_an_id_that_never_was_is_unknown(tmp_path: Path) -> None:
    made = describe_story(tmp_path / "city")
    answer = run_here(["show", "COM-77"], made.root, {})
    assert answer.code == 2
    assert 'Unknown step "COM-77"' in answer.err.decode()
