"""What `validate` tells of what was found: what is new, what was chosen, and how many in all."""

import pytest

from stc import codes
from stc.errors import UsageProblem
from stc.findings import Finding, Location
from stc.rules.check_files import Checked, drop_known, select_by_code

ERROR = codes.SYNTAX.at(Location("a"), "Bad.")
WARNING = codes.FIELD_ORDER.at(Location("a"), "Odd.")
FOUND = Checked((ERROR, WARNING), ("a: 1 step.",), unreadable=False)


def test_errors_the_plan_had_before_are_repeated() -> None:
    error, warning = (
        codes.SYNTAX.at(Location("a"), "Bad."),
        codes.FIELD_ORDER.at(Location("a"), "Odd."),
    )
    moved = warning._replace(place=Location("a", 9))
    assert drop_known((error, moved, moved), (error, warning)) == (error, moved)


def test_of_a_crowd_of_warnings_only_the_number_is_compared() -> None:
    one = Finding("STC112", "warning", Location("plan.yaml", 3, 1), "42 is not quoted")
    rest = one._replace(message="100 more of this kind: a text is not quoted.", stands_for=100)
    more = rest._replace(message="101 more of this kind: a text is not quoted.", stands_for=101)
    assert drop_known((one, rest), (one, rest)) == ()
    assert drop_known((one,), (one, rest)) == ()
    assert drop_known((one, more), (one, rest)) == (one, more)
    error = rest._replace(severity="error")
    assert drop_known((error,), (error, rest)) == (error,)


def test_what_was_chosen_is_counted_and_what_was_left_out_is_told() -> None:
    assert select_by_code(FOUND, (), ()) == FOUND._replace(
        lines=("a: 1 step.", "1 error, 1 warning.")
    )
    chosen = select_by_code(FOUND, (WARNING.code,), ())
    assert chosen.findings == (WARNING,)
    assert chosen.lines[-1] == "0 errors, 1 warning; 1 finding left out by --select or --ignore."


def test_of_a_file_that_cannot_be_read_nothing_is_left_out() -> None:
    chosen = select_by_code(FOUND._replace(unreadable=True), (WARNING.code,), ())
    assert chosen.findings == (ERROR, WARNING)
    assert "a file cannot be read, so none is left out" in chosen.lines[-1]


@pytest.mark.parametrize(
    ("select", "ignore", "option"), [(("STC9",), (), "--select"), ((), ("stc2",), "--ignore")]
)
def test_a_code_that_there_is_not_is_refused(
    select: tuple[str, ...], ignore: tuple[str, ...], option: str
) -> None:
    with pytest.raises(UsageProblem, match=f"{option}: no code begins with"):
        select_by_code(FOUND, select, ignore)
