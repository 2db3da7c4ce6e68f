"""All findings come in one run, in the order of the file, and none of them hides another."""

from stc.files.load import load_plan
from stc.findings import Location
from tests.plans import SMALL, change, read_published_bytes, tell

WRONG = {
    "title: A plan": "titel: A plan",
    "id: COM-02": "id: COM-01",
    "2024-12-31": "2024-02-30",
    'departments: [comms-ocs, "911"]': "departments: [comms-ocs, Comunications - OCS]",
    "status: Planning": "status: Plannning",
    "    aliases: [MECC]\n": "    aliases: [MECC]\n    aliases: [PSAP]\n",
}


def break_all() -> str:
    text = SMALL
    for old, new in WRONG.items():
        text = change(text, old, new)
    return text


def test_all_findings_come_at_once_in_the_order_of_the_file() -> None:
    assert [line.split(" (")[0] for line in tell(break_all())] == [
        "plan.yaml:1:1: error STC101 The field title is missing.",
        'plan.yaml:2:1: error STC102 Unknown field "titel".',
        'plan.yaml:10:5: error STC009 The key "aliases" appears twice, first on line 9.',
        'plan.yaml:21:21: error STC105 Unknown status "Plannning".',
        'plan.yaml:23:38: error STC104 Unknown department "Comunications - OCS".',
        'plan.yaml:24:23: error STC106 "2024-02-30" is not a real day.',
        'plan.yaml:26:17: error STC108 The step id "COM-01" is already used on line 20.',
    ]


def test_a_wrong_field_does_not_hide_a_wrong_reference_in_the_same_step() -> None:
    text = change(SMALL, "action: Write the page.", "action: [Write the page.]")
    text = change(text, 'departments: [comms-ocs, "911"]', "departments: [nobody]")
    assert [line.split()[2] for line in tell(text)] == ["STC103", "STC104"]


def test_a_section_that_is_no_block_does_not_hide_the_next_one() -> None:
    text = change(SMALL, "sections:\n", "sections:\n  - nothing\n")
    text = change(text, "id: COM-02", "id: COM-01")
    assert [line.split()[2] for line in tell(text)] == ["STC103", "STC108"]


def test_two_places_that_contradict_each_other_are_both_named() -> None:
    document = load_plan(change(SMALL, "id: COM-02", "id: COM-01").encode(), "plan.yaml")
    (finding,) = document.findings
    assert finding.place == Location("plan.yaml", 25, 17)
    assert finding.related == Location("plan.yaml", 19, 17)


def test_a_department_is_used_twice_whatever_its_case() -> None:
    text = change(SMALL, "  - id: comms-ocs\n", '  - id: "911"\n')
    codes = [line.split()[2] for line in tell(text)]
    assert codes == ["STC108", "STC104", "STC104"]


def test_the_same_bytes_give_the_same_findings() -> None:
    assert tell(break_all()) == tell(break_all())


def test_places_count_characters_and_not_bytes() -> None:
    text = change(SMALL, 'departments: [comms-ocs, "911"]', 'departments: ["Größe", nobody]')
    assert [line.split(": ")[0] for line in tell(text)] == ["plan.yaml:22:27", "plan.yaml:22:36"]


def test_places_are_the_same_with_crlf_and_a_byte_order_mark() -> None:
    text = change(SMALL, "2024-12-31", "2024-02-30")
    plain = tell(text)
    assert tell(text.replace("\n", "\r\n")) == plain
    assert tell(b"\xef\xbb\xbf" + text.encode())[1:] == plain


def test_the_nearest_department_of_the_published_plan_is_the_one_meant() -> None:
    text = read_published_bytes().decode()
    text = text.replace("departments: [ocs, ops]", "departments: [Comunications - OCS]", 1)
    (line,) = tell(text)
    said = 'error STC104 Unknown department "Comunications - OCS". (Did you mean comms-ocs?)'
    assert line.endswith(said)
