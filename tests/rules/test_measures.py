"""What a change of the measures may do, and what it may not: both sides of every boundary."""

import pytest

from tests.rules.examples import check_measures_change, check_measures_text, write_measures

BEFORE = """\
id: calls-diverted
unit: of every 100 calls
direction: up
targets:
  - {when: "2026", value: "15"}
  - {when: "2028", value: "20"}
readings:
  - {when: 2024-Q3, value: "9", source: Annual report}
"""
WHY = "revisions:\n  - {from: %s, to: %s, on: 2026-06-03, reason: The budget was cut.}\n"


def find_codes(after: str, before: str = BEFORE) -> list[str]:
    """Return the codes of the findings of a change, but for those about the layout."""
    found = check_measures_change(write_measures(before), write_measures(after))
    return [finding.code for finding in found]


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ('value: "20"', 'value: "20"', []),
        ('value: "20"', 'value: "20.0"', []),
        ('value: "20"', 'value: "25"', []),
        ('value: "20"', 'value: "19.9"', ["STC414"]),
        ('when: "2028"', 'when: "2027"', []),
        ('when: "2028"', "when: 2028-H2", []),
        ('when: "2028"', 'when: "2029"', ["STC414"]),
        ('  - {when: "2028", value: "20"}\n', "", ["STC414"]),
        ('  - {when: "2026", value: "15"}\n', "", ["STC414"]),
        ('when: "2026", value: "15"', 'when: "2026", value: "20"', []),
        ("of every 100 calls", "percent", ["STC414", "STC414", "STC415"]),
        ("direction: up", "direction: down", ["STC414", "STC414"]),
        ("id: calls-diverted", "id: calls", ["STC414", "STC414", "STC415"]),
        ('"9"', '"8"', ["STC415"]),
        ("source: Annual report", "source: A letter", ["STC415"]),
        ('  - {when: 2024-Q3, value: "9", source: Annual report}\n', "", ["STC415"]),
    ],
)
def test_a_target_is_held_and_a_reading_stays(old: str, new: str, codes: list[str]) -> None:
    assert BEFORE.count(old) == 1
    after = BEFORE.replace(old, new)
    if after.endswith("readings:\n"):
        after = after.removesuffix("readings:\n")
    assert find_codes(after) == codes


@pytest.mark.parametrize(
    ("moved", "codes"),
    [
        (("20 by 2028", "18 by 2028"), []),
        (('"20"', '"18"'), []),
        (("20 by 2027", "18 by 2028"), ["STC414"]),
        (("21 by 2028", "18 by 2028"), ["STC414"]),
    ],
)
def test_a_revision_from_the_target_is_its_reason(moved: tuple[str, str], codes: list[str]) -> None:
    lower = BEFORE.replace('value: "20"', 'value: "18"')
    why = WHY % moved
    after = lower.replace("readings:", f"{why}readings:")
    assert find_codes(after) == codes
    # A reason that was there before is not the reason of this change.
    before = BEFORE.replace("readings:", f"{why}readings:")
    assert find_codes(after, before) == ["STC414"]


def test_where_less_is_better_a_higher_target_is_the_weaker_one() -> None:
    before = BEFORE.replace("direction: up", "direction: down").replace('"20"', '"10"')
    assert find_codes(before.replace('value: "10"', 'value: "10.1"'), before) == ["STC414"]
    assert find_codes(before.replace('value: "10"', 'value: "-1"'), before) == []


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ('readings:\n  - {when: 2026-11-23, value: "9", source: X}\n', []),
        ('readings:\n  - {when: 2026-11-24, value: "9", source: X}\n', ["STC501"]),
        ('readings:\n  - {when: 2026-Q4, value: "9", source: X}\n', ["STC501"]),
        ('readings:\n  - {when: 2026-Q3, value: "9"}\n', ["STC503"]),
        ('readings:\n  - {when: 2026-Q3, value: 9 %, source: X}\n', ["STC501"]),
        ('readings:\n  - {when: 2026-Q3, value: "1e400", source: X}\n', ["STC501"]),
        ('readings:\n  - {when: 2026-Q3, value: "\u0669", source: X}\n', ["STC501"]),
        ('readings:\n  - {when: 2026-13, value: "9", source: X}\n', ["STC106"]),
        ('readings:\n  - {value: "9", source: X}\n', ["STC101"]),
        (
            'readings:\n  - {when: 2026-Q3, value: "9", source: X}\n'
            '  - {when: 2026-Q3, value: "8", source: X}\n',
            ["STC501"],
        ),
        (
            'readings:\n  - {when: 2026-Q3, value: "9", source: X}\n'
            '  - {when: 2026-Q3, value: "8", source: X, note: Corrected.}\n',
            [],
        ),
        ('baseline: {when: "2026", value: "9"}\ntargets:\n  - {when: "2026", value: "10"}\n',
         ["STC220", "STC501"]),
        ('departments: ["911", parks]\n', ["STC502"]),
        ("steps: [COM-1]\n", ["STC502"]),
        ("sections: [COM, XYZ]\n", ["STC502"]),
        ("kind: good\n", ["STC116"]),
    ],
)  # fmt: skip
def test_what_a_measure_may_say(fields: str, codes: list[str]) -> None:
    found = check_measures_text(write_measures(fields))
    assert [finding.code for finding in found] == codes


def test_an_id_stands_once() -> None:
    one = write_measures("id: calls-diverted\n").decode()
    block = one.partition("measures:\n")[2]
    found = check_measures_text(f"{one}\n{block.replace('calls', 'Calls', 1)}".encode())
    assert [finding.code for finding in found] == ["STC108"]
