"""What is asked about a new plan: how the answers are read, and which are refused."""

import pytest

from stc.errors import UsageProblem
from stc.plan.status import StatusKind
from stc.starter.answers import (
    OWN_SET,
    load_sets,
    parse_department,
    parse_language,
    parse_source,
    parse_statuses,
    parse_text,
    parse_zone,
)

COMMIT = "0123456789abcdef" * 2 + "01234567"


def test_every_set_has_work_to_do_and_work_that_is_done() -> None:
    words = {kind.word for kind in StatusKind}
    for name, statuses in load_sets().items():
        kinds = [dict(status.fields)["kind"] for status in statuses]
        assert set(kinds) <= words, name
        assert name == OWN_SET or {"open", "complete"} <= set(kinds), name
        assert len({status.name.casefold() for status in statuses}) == len(statuses)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Public Works", ("public-works", "Public Works")),
        ("  Health  ", ("health", "Health")),
        ("Straßen & Grün", ("strassen-grun", "Straßen & Grün")),
        ("911=Emergency Communications", ("911", "Emergency Communications")),
        ("it=", None),
        ("A=B", ("a-b", "A=B")),
        ("東京", None),
    ],
)
def test_a_department_by_its_name_or_with_an_id(typed: str, found: tuple[str, str] | None) -> None:
    if found is None:
        with pytest.raises(UsageProblem, match="--department: "):
            parse_department("--department", typed)
    else:
        assert tuple(parse_department("--department", typed)) == found


def test_words_with_their_kinds_or_a_set() -> None:
    own = parse_statuses("Statuses", "On hold = open,Done=complete")
    assert [status.fields for status in own] == [
        (("name", "On hold"), ("kind", "open")),
        (("name", "Done"), ("kind", "complete")),
    ]
    assert parse_statuses("Statuses", " Tracker ") == load_sets()["tracker"]
    assert parse_statuses("Statuses", OWN_SET) == ()


@pytest.mark.parametrize(
    "typed", [f"https://example.org/a/stc.git@{COMMIT}", f"git+https://example.org/stc@{COMMIT}"]
)
def test_a_source_is_what_pip_installs(typed: str) -> None:
    assert parse_source("--stc", typed) == f"git+{typed.removeprefix('git+')}"


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        (parse_text, " \n"),
        (parse_zone, "../etc/passwd"),
        (parse_zone, "utc"),
        (parse_language, "x" * 40),
        (parse_language, ""),
        (parse_statuses, ""),
        (parse_statuses, "Begun=open,"),
        (parse_source, f"git+ssh://git@example.org/stc@{COMMIT}"),
        (parse_source, f"https://user:word@example.org/stc@{COMMIT}"),
    ],
)
def test_what_cannot_be_used_names_its_option(read: object, typed: str) -> None:
    with pytest.raises(UsageProblem) as problem:
        read("--it", typed)  # type: ignore[operator]
    assert problem.value.message.startswith("--it: ")
    assert problem.value.hint
