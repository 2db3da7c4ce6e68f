"""Findings by the thousand: the first of each kind are kept, and all of them are counted."""

import random

from stc import codes
from stc.finding_limit import MOST, FindingLimit, keep_first
from stc.findings import Finding, Location, count_findings, has_errors, sort_findings


def find(number: int, code: codes.Code = codes.UNKNOWN_FIELD) -> Finding:
    return code.at(Location("plan.yaml", number, 1), f"the {number}th")


def test_what_is_no_crowd_is_kept_as_it_is() -> None:
    findings = [find(number) for number in range(1, MOST + 1)]
    assert sort_findings(keep_first(findings)) == tuple(findings)


def test_the_first_in_the_file_are_kept_and_the_rest_is_counted() -> None:
    findings = [find(number) for number in range(1, 20 * MOST + 1)]
    random.Random(7).shuffle(findings)
    *first, last = sort_findings(keep_first(findings))
    assert first == [find(number) for number in range(1, MOST + 1)]
    assert last.place == Location("plan.yaml", MOST + 1, 1)
    assert last.message == "19,000 more of this kind: a field is unknown."
    assert last.stands_for == 19 * MOST


def test_kinds_do_not_crowd_each_other_out() -> None:
    many = [find(number) for number in range(3 * MOST)]
    warning = find(5 * MOST, codes.UNQUOTED_NUMBER)
    kept = keep_first([*many, warning])
    assert warning in kept
    assert count_findings(kept, "error") == 3 * MOST
    assert count_findings(kept, "warning") == 1


def test_a_crowd_of_warnings_is_no_error() -> None:
    kept = keep_first(find(number, codes.UNQUOTED_NUMBER) for number in range(2 * MOST))
    assert not has_errors(kept)
    assert count_findings(kept) == 2 * MOST


def test_what_was_kept_can_be_kept_again() -> None:
    kept = keep_first(find(number) for number in range(4 * MOST))
    assert keep_first(kept) == kept
    assert count_findings(keep_first([*kept, find(9 * MOST)])) == 4 * MOST + 1


def test_the_same_thing_found_twice_counts_once() -> None:
    assert keep_first([find(1), find(1)] * MOST) == (find(1),)


def test_what_stands_behind_a_crowd_is_counted_without_being_made() -> None:
    """Only what surely does: a place that is not behind all that are kept may be of the first."""
    numbers = [*range(10, 4 * MOST), *range(10)]
    limit, made = FindingLimit(), 0
    for number in numbers:
        finding = find(number)
        if not limit.count(finding.code, finding.place):
            limit.add(finding)
            made += 1
    assert limit.list_findings() == keep_first(map(find, numbers))
    assert made == 2 * MOST + 1 + 10
